import Foundation
import Schema

/// The running kernel's description of its calls.
enum Tracefs {
    static let directory = "/sys/kernel/tracing/events/syscalls"
    /// Whether it is mounted and may be read.
    static let isReadable = FileManager.default.isReadableFile(atPath: directory + "/sys_enter_openat/format")

    struct Call {
        let name: String
        let arguments: [(type: String, name: String)]
    }

    static func calls() throws -> [Call] {
        try FileManager.default.contentsOfDirectory(atPath: directory).filter { $0.hasPrefix("sys_enter_") }.sorted().map { entry in
            let text = try String(contentsOfFile: "\(directory)/\(entry)/format", encoding: .utf8)
            // The first field after the number is the first argument.
            let fields = text.matches(of: /field:([^;]*?)\s*(\w+);/).map { (String($0.1), String($0.2)) }
            let number = fields.firstIndex { $0.1 == "__syscall_nr" } ?? fields.count - 1
            return Call(
                name: String(entry.dropFirst("sys_enter_".count)), arguments: fields[(number + 1)...].map { (type: $0.0, name: $0.1) })
        }
    }
}

/// The version of the running kernel.
func kernelIsAtLeast(_ major: Int, _ minor: Int) -> Bool {
    let release = (try? String(contentsOfFile: "/proc/sys/kernel/osrelease", encoding: .utf8)) ?? ""
    let parts = release.split { !$0.isNumber }.prefix(2).compactMap { Int($0) }
    return parts.count == 2 && (parts[0], parts[1]) >= (major, minor)
}

/// The numbers of `<asm/unistd.h>`.
func headerNumbers(_ abi: ABI) throws -> [String: Int] {
    let text = try String(contentsOfFile: headerPath(abi), encoding: .utf8)
    return Dictionary(uniqueKeysWithValues: text.matches(of: /#define __NR_(\w+) (\d+)/).map { (String($0.1), Int($0.2) ?? -1) })
}

func hasHeader(_ abi: ABI) -> Bool { FileManager.default.isReadableFile(atPath: headerPath(abi)) }

private func headerPath(_ abi: ABI) -> String {
    "/usr/include/x86_64-linux-gnu/asm/unistd_\(abi == .i386 ? 32 : 64).h"
}
