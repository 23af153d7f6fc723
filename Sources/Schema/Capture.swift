/// One thing to read from the memory of a process for a record.
///
/// Steps are data: the compiler turns them into eBPF, the ptrace engine reads the same with `process_vm_readv`, and both make the same chunks.
package struct CaptureStep: Hashable, Sendable {
    package enum Form: Hashable, Sendable {
        /// A NUL-terminated string, at most `limit` bytes with its end.
        case string(limit: Int)
        /// `count × elementSize` bytes, at most `limit`.
        case bytes(count: Length, elementSize: Int, limit: Int)
        /// The strings of a NULL-terminated pointer array, each with its end.
        case vector
        /// Only the number of pointers before the NULL.
        case vectorCount
    }

    /// Which argument, counted from 0.
    package var argument: Int
    package var form: Form
    /// Whether the kernel fills the memory, so that there is nothing to read after a failure.
    package var onlyOnSuccess: Bool
    /// Whether the argument that counts the elements has 32 bits: the kernel does not look at the upper half of its register.
    package var hasNarrowCount: Bool

    package init(argument: Int, form: Form, onlyOnSuccess: Bool = false, hasNarrowCount: Bool = false) {
        self.argument = argument
        self.form = form
        self.onlyOnSuccess = onlyOnSuccess
        self.hasNarrowCount = hasNarrowCount
    }
}

/// How much of the memory arguments is wanted.
package struct CaptureLimits: Hashable, Sendable {
    /// Bytes of a data buffer (`-s`).
    package var bytes: Int = 32
    /// Bytes of a path or other string, with its end.
    package var string: Int = 4096
    /// Bytes of an array of structures.
    package var array: Int = 4096
    /// Whether the environment is captured in full (`-v`) or counted.
    package var wholeEnvironment = false
    /// Whether structures are captured whole; otherwise up to the last member that is shown without `-v`.
    package var wholeStructures = false
    /// Whether memory is read at all; counting needs none.
    package var memory = true

    package init() {}
}

extension Syscall {
    /// What to read when the call is recorded, in the order of the arguments.
    package func captureSteps(_ limits: CaptureLimits) -> [CaptureStep] {
        guard limits.memory else { return [] }
        return arguments.enumerated().compactMap { index, argument in
            switch argument.kind {
            case .path, .string:
                CaptureStep(argument: index, form: .string(limit: limits.string))
            case .bytes(let direction, let length):
                limits.bytes == 0
                    ? nil
                    : CaptureStep(
                        argument: index, form: .bytes(count: length, elementSize: 1, limit: limits.bytes),
                        onlyOnSuccess: direction == .output, hasNarrowCount: isNarrow(length))
            case .vector:
                CaptureStep(argument: index, form: .vector)
            case .environment:
                CaptureStep(argument: index, form: limits.wholeEnvironment ? .vector : .vectorCount)
            case .structure(let structure, let direction):
                structure.members.isEmpty
                    ? nil
                    : CaptureStep(
                        argument: index, form: structureForm(limits.wholeStructures ? structure.size : structure.briefSize),
                        onlyOnSuccess: direction == .output)
            case .array(let structure, let direction, let length):
                structure.members.isEmpty
                    ? nil
                    : CaptureStep(
                        argument: index,
                        form: .bytes(count: length, elementSize: structure.size, limit: limits.array / structure.size * structure.size),
                        onlyOnSuccess: direction == .output, hasNarrowCount: isNarrow(length))
            default: nil
            }
        }
    }

    private func structureForm(_ size: Int) -> CaptureStep.Form { .bytes(count: .fixed(1), elementSize: size, limit: size) }

    private func isNarrow(_ length: Length) -> Bool {
        guard case .argument(let index) = length, arguments.indices.contains(index) else { return false }
        switch arguments[index].kind {
        case .signed32, .unsigned32, .constants(_, wide: false): return true
        default: return false
        }
    }
}
