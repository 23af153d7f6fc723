/// One thing to read from the memory of a process for a record.
///
/// Steps are data: the compiler turns them into eBPF, the ptrace engine reads the same with `process_vm_readv`, and both make the same chunks.
package struct CaptureStep: Hashable, Sendable {
    package indirect enum Form: Hashable, Sendable {
        /// A NUL-terminated string, at most `limit` bytes with its end.
        case string(limit: Int)
        /// `count × elementSize` bytes, at most `limit`.
        case bytes(count: Length, elementSize: Int, limit: Int)
        /// The strings of a NULL-terminated pointer array, each with its end.
        case vector
        /// Only the number of pointers before the NULL.
        case vectorCount
        /// `count` elements of address and length, two words of the ABI each, at most `maximumBuffers`; then of each that has a length a chunk of
        /// form `.indirect` with at most `limit` of its bytes. What the kernel writes is there only when the call succeeded, and only as many bytes
        /// altogether as its result says.
        case buffers(count: Length, contents: Direction, limit: Int)
        /// A message header; then, as chunks of form `.indirect`, the name that it points to (at most 128 bytes), its array of buffers and each of those
        /// as `.buffers` has them, and its control messages (at most `maximumControl` bytes). What the kernel fills is there only when the call
        /// succeeded.
        case message(contents: Direction, limit: Int)
        /// `count` message headers, each with its length behind it, at most `maximumBuffers`; then what each of them points to. What the kernel fills is
        /// there only of as many messages as its result says.
        case messages(count: Length, contents: Direction, limit: Int)
        /// `size` bytes, and `linked` bytes behind the pointer that stands first in them, as a chunk of form `.indirect`.
        case linked(size: Int, linked: Int)
        /// How many structures follow each other in as many bytes as the result says, of which the first `maximumChain` are looked at; each has its length
        /// in two bytes at `lengthOffset`.
        case chainCount(lengthOffset: Int)
        /// The low 32 bits of another argument say what is there; nothing for values that no selection has. Only forms with nothing behind them.
        case selected(by: Int, [Selection])
    }

    /// What is there for some values of a selecting argument.
    package struct Selection: Hashable, Sendable {
        package var values: [UInt32]
        package var form: Form
        package var onlyOnSuccess: Bool
    }

    /// Bytes of structures that follow each other that are captured or counted.
    package static let maximumChain = 65536
    /// Bytes of the control messages of one message that are captured.
    package static let maximumControl = 1024
    /// Headers of messages to be received of which it is captured what the caller passed.
    package static let maximumEntryHeaders = 8
    /// Bytes of a socket address: `sockaddr_storage`.
    package static let maximumName = 128

    /// Elements of an `iovec` array that are captured.
    package static let maximumBuffers = 32
    /// Bytes after which no further memory behind pointers is read for one step.
    package static let indirectFill = 65536

    /// Which argument, counted from 0.
    package var argument: Int
    package var form: Form
    /// Whether the kernel fills the memory, so that there is nothing to read after a failure.
    package var onlyOnSuccess: Bool
    /// Whether the argument that counts the elements has 32 bits: the kernel does not look at the upper half of its register.
    package var hasNarrowCount: Bool
    /// Whether the memory is read when the call begins, because the kernel will overwrite it. Costs an entry hook.
    package var atEntry: Bool

    package init(argument: Int, form: Form, onlyOnSuccess: Bool = false, hasNarrowCount: Bool = false, atEntry: Bool = false) {
        self.argument = argument
        self.form = form
        self.onlyOnSuccess = onlyOnSuccess
        self.hasNarrowCount = hasNarrowCount
        self.atEntry = atEntry
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
    /// What to read when the call is recorded, in the order of the arguments; what is read at the entry comes first.
    package func captureSteps(_ limits: CaptureLimits) -> [CaptureStep] {
        guard limits.memory else { return [] }
        let steps = arguments.enumerated().flatMap { index, argument in captureSteps(of: argument.kind, at: index, limits) }
        return steps.filter(\.atEntry) + steps.filter { !$0.atEntry }
    }

    private func captureSteps(of kind: ArgumentKind, at index: Int, _ limits: CaptureLimits) -> [CaptureStep] {
        switch kind {
        case .path, .string: return [CaptureStep(argument: index, form: .string(limit: limits.string))]
        case .bytes(let direction, let length):
            guard limits.bytes > 0 else { return [] }
            return plain(index, direction, length, elementSize: 1, limit: limits.bytes)
        case .vector: return [CaptureStep(argument: index, form: .vector)]
        case .environment: return [CaptureStep(argument: index, form: limits.wholeEnvironment ? .vector : .vectorCount)]
        case .structure(let structure, let direction):
            guard structure.isShown else { return [] }
            if structure.linkedBytes > 0 {
                return [CaptureStep(argument: index, form: .linked(size: structure.size, linked: structure.linkedBytes))]
            }
            let size = limits.wholeStructures ? structure.size : structure.briefSize
            return changed(
                plain(index, direction, .fixed(1), elementSize: size, limit: size),
                if: direction == .inputOutput && structure.isOverwritten)
        case .array(let structure, let direction, let length):
            guard structure.isShown else { return [] }
            let limit = limits.array / structure.size * structure.size
            return changed(
                plain(index, direction, length, elementSize: structure.size, limit: limit),
                if: direction == .inputOutput && length == .fixed(1))
        case .sized(let structure, let direction, let length):
            guard structure.isShown else { return [] }
            if structure.chainOffset > 0 {
                guard !limits.wholeStructures else {
                    return plain(index, direction, length, elementSize: 1, limit: CaptureStep.maximumChain)
                }
                return [CaptureStep(argument: index, form: .chainCount(lengthOffset: structure.chainOffset), onlyOnSuccess: true)]
            }
            return changed(
                plain(index, direction, length, elementSize: 1, limit: structure.size),
                if: direction == .inputOutput && structure.isOverwritten)
        case .selected(let choice):
            var selections: [CaptureStep.Selection] = []
            for row in choice.rows {
                guard let step = captureSteps(of: row.kind, at: index, limits).first(where: { !$0.atEntry }) else { continue }
                if let same = selections.firstIndex(where: { $0.form == step.form && $0.onlyOnSuccess == step.onlyOnSuccess }) {
                    selections[same].values += row.values
                } else {
                    selections.append(.init(values: row.values, form: step.form, onlyOnSuccess: step.onlyOnSuccess))
                }
            }
            return selections.isEmpty ? [] : [CaptureStep(argument: index, form: .selected(by: choice.argument, selections))]
        case .buffers(let structure, let direction, let length):
            guard limits.bytes > 0 else {
                return plain(
                    index, .input, length, elementSize: structure.size, limit: CaptureStep.maximumBuffers * structure.size)
            }
            return [
                CaptureStep(
                    argument: index, form: .buffers(count: length, contents: direction, limit: limits.bytes),
                    hasNarrowCount: isNarrow(length))
            ]
        case .message(let structure, let direction, .fixed):
            let header = plain(index, .input, .fixed(1), elementSize: structure.size, limit: structure.size)
            let form = CaptureStep.Form.message(contents: direction == .input ? .input : .output, limit: limits.bytes)
            let whole = CaptureStep(argument: index, form: form, onlyOnSuccess: direction != .input)
            return (direction == .input ? [] : changed(header, if: true).filter(\.atEntry)) + [whole]
        case .message(let structure, let direction, let length):
            let form = CaptureStep.Form.messages(count: length, contents: direction == .input ? .input : .output, limit: limits.bytes)
            let whole = CaptureStep(argument: index, form: form, onlyOnSuccess: direction != .input, hasNarrowCount: isNarrow(length))
            guard direction != .input else { return [whole] }
            let headers = plain(index, .input, length, elementSize: structure.size, limit: CaptureStep.maximumEntryHeaders * structure.size)
            return changed(headers, if: true).filter(\.atEntry) + [whole]
        default: return []
        }
    }

    private func plain(_ index: Int, _ direction: Direction, _ length: Length, elementSize: Int, limit: Int) -> [CaptureStep] {
        [
            CaptureStep(
                argument: index, form: .bytes(count: length, elementSize: elementSize, limit: limit),
                onlyOnSuccess: direction == .output, hasNarrowCount: isNarrow(length))
        ]
    }

    /// Steps of memory that the kernel overwrites: once at the entry, and once more when there is something new to see.
    private func changed(_ steps: [CaptureStep], if isChanged: Bool) -> [CaptureStep] {
        guard isChanged else { return steps }
        return steps.flatMap { step in
            var (before, after) = (step, step)
            before.atEntry = true
            after.onlyOnSuccess = true
            return [before, after]
        }
    }

    private func isNarrow(_ length: Length) -> Bool {
        guard case .argument(let index) = length, arguments.indices.contains(index) else { return false }
        switch arguments[index].kind {
        case .signed32, .unsigned32, .constants(_, wide: false): return true
        default: return false
        }
    }
}
