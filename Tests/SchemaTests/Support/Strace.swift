import Foundation
import Schema

/// strace as the reference for what its users expect.
enum Strace {
    static let isReference: Bool = {
        guard CCompiler.isAvailable, let version = try? CCompiler.run("/usr/bin/strace", ["-V"]) else { return false }
        return version.output.hasPrefix("strace -- version 6.1\n")
    }()

    /// A program that makes calls, each a number and its arguments, and has seccomp refuse all of them but its own end. strace sees a call before
    /// seccomp does, so it prints it and nothing happens.
    ///
    /// uretprobe and uprobe are left out: seccomp lets them through, and they kill whoever makes them.
    static func refusedCalls(_ calls: [[Int]], _ abi: ABI) -> String {
        let rows = calls.filter { abi == .i386 || ![335, 336].contains($0[0]) }.map { call in
            "{" + (call + Array(repeating: 0, count: 7 - call.count)).map { "\($0)L" }.joined(separator: ", ") + "},"
        }
        return """
            #define _GNU_SOURCE
            #include <stddef.h>
            #include <unistd.h>
            #include <sys/prctl.h>
            #include <sys/syscall.h>
            #include <linux/seccomp.h>
            #include <linux/filter.h>
            static const long calls[][7] = {
            \(rows.joined(separator: "\n"))
            };
            int main(void) {
                struct sock_filter filter[] = {
                    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
                    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_exit_group, 1, 0),
                    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | 38),
                    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
                };
                struct sock_fprog program = {4, filter};
                if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program)) return 1;
                for (unsigned i = 0; i < sizeof calls / sizeof *calls; i++)
                    if (calls[i][0] != SYS_exit_group)
                        syscall(calls[i][0], calls[i][1], calls[i][2], calls[i][3], calls[i][4], calls[i][5], calls[i][6]);
                syscall(SYS_exit_group, 0);
            }
            """
    }

    /// The lines that strace writes for a program.
    static func lines(_ program: String, _ selection: String) throws -> [String] {
        let log = FileManager.default.temporaryDirectory.appending(path: "trapline-strace-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: log) }
        _ = try CCompiler.run("/usr/bin/strace", ["-o", log.path, "-a", "1", "-e", "trace=" + selection, program])
        return try String(contentsOf: log, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    /// The names of calls that strace shows, without those that it has no name for.
    static func calls(_ program: String, _ selection: String) throws -> Set<String> {
        Set(
            try lines(program, selection).compactMap { $0.firstMatch(of: /^(\w+)\(/).map { String($0.1) } }.filter {
                !$0.hasPrefix("syscall_0x")
            })
    }
}
