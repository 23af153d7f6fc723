import Schema

/// How much a decoder says.
package struct DecodingOptions: Sendable {
    /// Bytes of a data buffer (`-s`).
    package var dataLimit = 32
    /// Everything in full: environments, all fields of a structure (`-v`).
    package var verbose = false

    package init() {}
}

/// Walks a call's row in the table and tells a sink what the call's arguments and result are.
///
/// It owns no output and knows no format. It belongs to one thread. Numbers without a row are shown as `syscall_0x1f4` with six hexadecimal arguments.
package final class CallDecoder {
    package let options: DecodingOptions
    let sink: any CallSink
    let book: PlanBook
    @exclusivity(unchecked) private(set) var assembler = VectorAssembler()
    // Exclusive access is not checked at run time for what every call touches: the decoder belongs to one thread and lends nothing of it.
    @exclusivity(unchecked) private(set) var record: RecordView
    /// Kept alive by `book`.
    @exclusivity(unchecked) private(set) unowned(unsafe) var plan: CallPlan
    /// Whether the call is still running, so that results and what the kernel wrote are not known.
    @exclusivity(unchecked) private(set) var isRunning = false
    @exclusivity(unchecked) private(set) var result: CallResult = .none

    /// `lookup` finds a row of the table; the decoder keeps what it made of it.
    package init(
        sink: any CallSink, options: DecodingOptions = DecodingOptions(),
        lookup: @escaping (ABI, Int) -> Syscall? = { SyscallTable.of($0)[$1] }
    ) {
        self.sink = sink
        self.options = options
        book = PlanBook(lookup: lookup)
        record = .empty
        plan = book.unknown
    }

    /// Keeps a `.fragment` record until its call comes.
    package func keep(fragment record: RecordView) { assembler.add(record) }

    /// Whether a record is the return of a call in the task that it made: that task's first event, and no call of its own.
    package func isBirth(_ record: RecordView) -> Bool {
        guard record.result == 0, !record.hasNoResult, let plan = book.plan(record.abi, Int(record.number)) else { return false }
        return plan.special?.returnsInChild ?? false
    }

    /// Forgets what was kept for a call that is not shown.
    package func skip(_ record: RecordView) {
        if !assembler.isEmpty, record.kind == .call { assembler.finish(record.tid) }
    }

    /// Shows a finished call, or one that does not return.
    package func decode(_ record: RecordView) {
        self.record = record
        defer { if !assembler.isEmpty { assembler.finish(record.tid) } }
        isRunning = false
        let plan = book.plan(record.abi, Int(record.number))
        result = outcome(plan)
        self.plan = plan ?? book.unknown
        begin(plan)
        showArguments()
        sink.endArguments()
        sink.result(result)
        if let detail = plan?.special?.detail, succeeded { detail(self) }
        sink.endCall()
        self.record = .empty
    }

    /// Shows a call that has not ended, as far as its beginning is known: the arguments up to the first that only the end can tell.
    package func decode(unfinished record: RecordView) {
        self.record = record
        isRunning = true
        result = .none
        let plan = book.plan(record.abi, Int(record.number))
        let known = plan ?? book.unknown
        self.plan = known
        begin(plan)
        if let all = known.special?.all {
            all(self)
            sink.unfinished(.whole)
        } else {
            let count = argumentCount()
            var shown = 0
            while shown < count, !known.arguments[shown].kind.isOutput {
                showArgument(shown)
                shown += 1
            }
            sink.unfinished(shown < count ? .cut : .whole)
        }
        isRunning = false
        self.record = .empty
    }

    /// The name of a call, for summaries; `nil` when the table does not have it.
    package func name(_ abi: ABI, _ number: Int) -> Word? { book.plan(abi, number)?.name }

    /// Makes `record` the current one for values that are shown outside a call.
    func begin(loose record: RecordView) {
        self.record = record
        result = .none
    }

    func endLoose() { record = .empty }

    // MARK: - The walk

    private func begin(_ plan: CallPlan?) {
        if let plan {
            sink.beginCall(plan.name)
        } else {
            var name: [UInt8] = []
            name += UnknownCall.name(record.number, record.abi).utf8
            name.withUnsafeBufferPointer { sink.beginCall(Word(borrowing: $0)) }
        }
    }

    private func showArguments() {
        if let all = plan.special?.all {
            all(self)
            return
        }
        let count = argumentCount()
        var index = 0
        while index < count {
            showArgument(index)
            index += 1
        }
    }

    private func argumentCount() -> Int {
        guard let count = plan.special?.count else { return plan.arguments.count }
        return max(0, min(count(self), plan.arguments.count))
    }

    /// Shows an argument with its name; one that the row does not have is left out.
    func showArgument(_ index: Int) {
        guard index < plan.arguments.count else { return }
        let argument = plan.arguments[index]
        sink.beginArgument(argument.name, labelled: false)
        if let special = argument.special {
            special(self, index)
        } else {
            show(argument.kind, argument: index)
        }
    }

    /// Shows an argument's value as its row says, without its special decoder.
    func showPlanned(_ index: Int) {
        guard index < plan.arguments.count else { return }
        show(plan.arguments[index].kind, argument: index)
    }

    /// Whether the kernel only reads an argument.
    func isInput(_ index: Int) -> Bool {
        guard index < plan.arguments.count, case .bytes(.input, _) = plan.arguments[index].kind else { return false }
        return true
    }

    private func outcome(_ plan: CallPlan?) -> CallResult {
        if record.hasNoResult { return .none }
        if case .never? = plan?.result { return .none }
        let value = record.abi.isCompat ? Int64(Int32(truncatingIfNeeded: record.result)) : record.result
        if value < 0, value >= -4095 { return .error(number: Int(-value)) }
        let kind = plan?.special?.result?(self) ?? plan?.result ?? .number
        guard record.abi.isCompat else { return .value(value, kind) }
        if case .number = kind { return .value(value, kind) }
        return .value(value & 0xffff_ffff, kind)
    }
}

extension CallDecoder {
    // MARK: - What special decoders ask

    /// Whether the call returned and did not fail.
    var succeeded: Bool {
        if case .value = result { true } else { false }
    }

    /// Whether the call returned an error.
    var failed: Bool {
        if case .error = result { true } else { false }
    }

    /// The result, when it is not an error; 0 otherwise.
    var value: Int64 {
        if case .value(let value, _) = result { value } else { 0 }
    }

    /// An argument register, cut to the width of the ABI's registers.
    @inline(__always)
    func raw(_ index: Int) -> UInt64 {
        let value = record.argument(index)
        return record.abi.isCompat ? value & 0xffff_ffff : value
    }

    /// An argument as a C `int`.
    @inline(__always)
    func int(_ index: Int) -> Int32 { Int32(truncatingIfNeeded: record.argument(index)) }

    /// An argument as a C `unsigned int`.
    @inline(__always)
    func word(_ index: Int) -> UInt32 { UInt32(truncatingIfNeeded: record.argument(index)) }

    /// An argument as a C `long`.
    func long(_ index: Int) -> Int64 {
        record.abi.isCompat ? Int64(Int32(truncatingIfNeeded: record.argument(index))) : Int64(bitPattern: record.argument(index))
    }

    /// The bytes that were captured of an argument; `nil` when there are none and its address is to be shown.
    func content(_ index: Int) -> Chunk? {
        guard let chunk = record.chunk(index) else { return nil }
        // Of two, the one from before the call says what the caller passed.
        if chunk.source == .userAtExit, let before = record.chunk(index, source: .userAtEntry), !before.isUnreadable {
            return before
        }
        return chunk.isUnreadable ? nil : chunk
    }

    /// The 32-bit number that an argument points to, as the call left it; `nil` when it is not known.
    func numberBehind(_ index: Int, before: Bool = false) -> Int32? {
        guard let chunk = record.chunk(index, source: before ? .userAtEntry : .userAtExit), !chunk.isUnreadable else { return nil }
        return chunk.bytes.load(Int32.self, at: 0)
    }

    /// Shows the address of a memory argument, or that it is not known.
    func address(_ index: Int) {
        if record.hasNoArguments { sink.unavailable() } else { sink.address(raw(index)) }
    }

    /// The number of items that `length` stands for; `nil` when it is not known.
    func count(_ length: Length) -> UInt64? {
        switch length {
        case .argument(let index): raw(index)
        case .result: succeeded && value >= 0 ? UInt64(value) : nil
        case .fixed(let count): UInt64(max(0, count))
        case .pointee(let index): numberBehind(index).map { UInt64(UInt32(bitPattern: $0)) }
        case .bits(let index):
            (UInt64(word(index)) + UInt64(record.abi.pointerSize * 8 - 1)) / UInt64(record.abi.pointerSize * 8)
                * UInt64(record.abi.pointerSize)
        }
    }

    /// The whole vector of an argument with its fragments, lent to `body`, and whether its end is missing.
    func withVector(_ index: Int, _ chunk: Chunk, _ body: (ByteReader, Extent) -> Void) {
        let extent: Extent = chunk.isTruncated ? .cut : .whole
        guard !assembler.isEmpty, let whole = assembler.whole(index, of: record) else {
            body(chunk.bytes, extent)
            return
        }
        whole.withUnsafeBytes { body(ByteReader($0), extent) }
    }
}
