internal import CLibbpf
import Glibc

/// The programs that are loaded in the kernel, whoever loaded them.
package enum KernelPrograms {
    /// Their names, in the order of their ids. Empty for users who may not list programs (CAP_SYS_ADMIN).
    package static func names() -> [String] {
        var names: [String] = []
        var identifier: UInt32 = 0
        while bpf_prog_get_next_id(identifier, &identifier) == 0 {
            let descriptor = bpf_prog_get_fd_by_id(identifier)
            guard descriptor >= 0 else { continue }
            defer { close(descriptor) }
            var information = bpf_prog_info()
            var size = UInt32(MemoryLayout<bpf_prog_info>.size)
            guard bpf_obj_get_info_by_fd(descriptor, &information, &size) == 0 else { continue }
            names.append(
                withUnsafeBytes(of: information.name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                })
        }
        return names
    }
}
