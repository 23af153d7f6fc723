internal import CLibbpf
import Glibc
import Synchronization

/// A program attached to its tracepoint. Closing the link, or dropping it, detaches the program; so does the end of the process.
package final class Link: Sendable {
    /// The program's name.
    package let program: String
    /// The kernel tracepoint.
    package let tracepoint: String
    private let descriptor: Mutex<OwnedDescriptor?>

    /// Attaches. The first attach to a tracepoint takes about 0.1 ms, one right after a detach up to 8 ms.
    ///
    /// - Throws: `.notPermitted`, `.notAttached`.
    init(program: String, tracepoint: String, descriptor: OwnedDescriptor) throws(KernelError) {
        // Without a name the kernel attaches where the program says (its attach_btf_id); every kernel with BTF tracepoints knows this call,
        // BPF_LINK_CREATE only newer ones.
        let result = bpf_raw_tracepoint_open(nil, descriptor.number)
        guard result >= 0 else {
            throw -result == EPERM
                ? .notPermitted(action: "attach eBPF programs")
                : .notAttached(program: program, tracepoint: tracepoint, error: -result)
        }
        self.program = program
        self.tracepoint = tracepoint
        self.descriptor = Mutex(OwnedDescriptor(result))
    }

    /// Detaches; takes about 0.1 ms. Runs of the program that have begun on other CPUs end by themselves. Closing twice is no error.
    package func close() {
        descriptor.withLock { $0 = nil }
    }
}
