import Events
import Schema

/// Writes what a decoder says as JSON: keys, quotes, commas and brackets, and nothing else.
///
/// Whatever a decoder says of values, in whatever order, what comes out is well-formed: a place without a value gets `null`, a second value in one place
/// makes an array of the two, and what is left open is closed with the arguments. The forms of values are told in `Documentation/JSON.md`.
final class JSONWriter: CallSink {
    let output: OutputBuffer
    let signals = SignalWords()
    @exclusivity(unchecked) private var errors = JSONErrors()
    @exclusivity(unchecked) private var details = 0
    @exclusivity(unchecked) private var unlabelledDetails = 0
    // Exclusive access is not checked at run time: every value touches these, and the writer belongs to one thread.
    /// Open containers, the outermost first. The first is no container: it holds one value.
    @exclusivity(unchecked) private var frames: UnsafeMutablePointer<Frame>
    @exclusivity(unchecked) private var capacity = 64
    @exclusivity(unchecked) private var depth = 0

    private enum Kind: UInt8 {
        case object
        /// Something that JSON needs no brackets for: its one value stands for itself.
        case single
        case array
        /// An array within an object that names the function.
        case function
        /// An array into which flags go one by one.
        case combination

        @inline(__always)
        var hasElements: Bool { rawValue >= Kind.array.rawValue }
    }

    /// A container on its way.
    private struct Frame {
        let kind: Kind
        var hasItems = false
        /// Where the container begins.
        let open: Int
        /// Where the value of the present item begins; -1 between items.
        var start: Int
        /// Brackets that the present item needs at its end, the next in the lowest byte.
        var closers: UInt64 = 0
    }

    init(output: OutputBuffer) {
        self.output = output
        frames = .allocate(capacity: capacity)
        frames[0] = Frame(kind: .single, open: 0, start: 0)
    }

    deinit { frames.deallocate() }

    // MARK: - Values outside a call

    /// Makes ready for one value.
    func beginLoose() {
        depth = 0
        frames[0] = Frame(kind: .single, open: output.count, start: output.count)
    }

    /// Closes what the value has left open.
    func endLoose() {
        while depth > 0 { pop() }
        endItem()
    }

    // MARK: - The call

    func beginCall(_ name: Word) {
        output.append(#","syscall":""#)
        output.append(word: name)
        output.append(#"","arguments":"#)
        details = 0
        unlabelledDetails = 0
        beginLoose()
        push(.object, 0x7b)
    }

    func beginArgument(_ name: Word, labelled: Bool) { beginKey(name) }

    func endArguments() { endLoose() }

    func unfinished(_ extent: Extent) {
        endLoose()
        output.append(#","result":null,"unfinished":true"#)
    }

    func result(_ result: CallResult) {
        switch result {
        case .value(let value, _):
            output.append(#","result":"#)
            output.append(decimal: value)
        case .error(let number):
            if ErrorNames.isRestart(number) {
                output.append(#","result":null"#)
            } else {
                output.append(#","result":-"#)
                output.append(decimal: UInt64(number))
            }
            output.append(word: errors.members(number))
        case .none: output.append(#","result":null"#)
        }
    }

    func beginDetail(_ label: Word) {
        if details == 0 {
            output.append(#","detail":"#)
            beginLoose()
            push(.object, 0x7b)
        } else {
            while depth > 1 { pop() }
        }
        details += 1
        if label.count > 0 { return beginKey(label) }
        beginKey(Self.unlabelled[min(unlabelledDetails, Self.unlabelled.count - 1)])
        unlabelledDetails += 1
    }

    /// The keys of details that speak for themselves.
    private static let unlabelled: [Word] = ["value", "value2", "value3", "value4"]

    func endCall() {
        if details > 0 { endLoose() }
    }

    // MARK: - Values made of values

    func beginStructure(_ name: Word) { push(.object, 0x7b) }

    func beginField(_ name: Word) { beginKey(name) }

    func internetAddressField(_ name: Word, _ bytes: UnsafeRawBufferPointer) {
        beginKey(name)
        output.append(byte: 0x22)
        InternetAddress.append(bytes, to: output)
        output.append(byte: 0x22)
    }

    func endStructure(_ extent: Extent) {
        if extent == .cut, frames[depth].kind == .object {
            beginKey("truncated")
            output.append("true")
        }
        pop()
    }

    func beginArray() { push(.array, 0x5b) }

    func beginElement() { beginItem() }

    func endArray(_ extent: Extent) {
        let (kind, open) = (frames[depth].kind, frames[depth].open)
        pop()
        guard extent == .cut, kind == .array else { return }
        insert(#"{"array":"#, at: open)
        output.append(#","truncated":true}"#)
    }

    func beginReference() { pushSingle() }

    func endReference() { pop() }

    func beginChange() { pushSingle() }

    func endChange() { pop() }

    func becomes() {
        let start = frames[depth].start
        guard start >= 0, output.count > start else { return }
        guard frames[depth].closers >> 56 == 0 else { return output.truncate(to: start) }
        insert(#"{"before":"#, at: start)
        output.append(#","after":"#)
        frames[depth].closers = frames[depth].closers << 8 | 0x7d
        frames[depth].start = output.count
    }

    func beginFunction(_ name: Word) {
        if name.bytes.starts(with: Self.byteOrderPrefix) { return pushSingle() }
        beginValue()
        let open = output.count
        output.append(#"{"function":""#)
        output.append(word: name)
        output.append(#"","parameters":["#)
        enter(Frame(kind: .function, open: open, start: -1))
    }

    /// `htons` and `htonl` say how the number lies in memory; the number is what they are given.
    private static let byteOrderPrefix = Array("hton".utf8)

    func beginParameter() {
        if frames[depth].kind == .function { beginItem() }
    }

    func endFunction() { pop() }

    func beginCombination() { push(.combination, 0x5b) }

    func beginAlternative() { beginItem() }

    func endCombination() { pop() }

    /// Whether names of flags are to go into the array that is there, each as an alternative, rather than into one of their own.
    var isInCombination: Bool { frames[depth].kind == .combination }

    // MARK: - Remarks on the value before

    func shifted(by bits: Word) {
        let start = frames[depth].start
        guard start >= 0, output.count > start else { return }
        insert(#"{"value":"#, at: start)
        output.append(#","shift":"#)
        if bits.bytes.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) { output.append(word: bits) } else { output.append(quotedWord: bits) }
        output.append(byte: 0x7d)
    }

    /// The number that was given says it already.
    func moment(seconds: Int64, nanoseconds: Int64) {}

    func count(_ count: UInt64, of singular: Word) {
        let start = frames[depth].start
        if start >= 0, output.count > start {
            insert(#"{"address":"#, at: start)
        } else {
            beginValue()
            output.append(#"{"address":null"#)
        }
        output.append(#","count":"#)
        output.append(decimal: count)
        output.append(byte: 0x7d)
    }

    // MARK: - Places for values

    /// To be called before a value is written.
    @inline(__always)
    func beginValue() {
        if output.count != frames[depth].start { beginUnexpectedValue() }
    }

    /// A value where none was announced, or where there is one already.
    @inline(never)
    private func beginUnexpectedValue() {
        let start = frames[depth].start
        if start < 0 { return frames[depth].kind == .object ? beginKey("value") : beginItem() }
        guard frames[depth].closers >> 56 == 0 else { return output.truncate(to: start) }
        insert("[", at: start)
        output.append(byte: 0x2c)
        frames[depth].closers = frames[depth].closers << 8 | 0x5d
        frames[depth].start = output.count
    }

    @inline(__always)
    private func beginItem() {
        if !frames[depth].kind.hasElements { return beginMisplacedItem() }
        let frame = frames + depth
        if frame.pointee.hasItems {
            endItem()
            output.append(byte: 0x2c)
        }
        frame.pointee.hasItems = true
        frame.pointee.start = output.count
    }

    @inline(__always)
    private func beginKey(_ name: Word) {
        if frames[depth].kind != .object { push(.object, 0x7b) }
        let frame = frames + depth
        if frame.pointee.hasItems {
            endItem()
            output.append(byte: 0x2c)
        }
        frame.pointee.hasItems = true
        output.append(key: name)
        frame.pointee.start = output.count
    }

    /// An element where there is no array.
    @inline(never)
    private func beginMisplacedItem() {
        if frames[depth].kind == .object { return beginKey("value") }
        push(.array, 0x5b)
        beginItem()
    }

    /// Ends the present item of the innermost container.
    @inline(__always)
    private func endItem() {
        let frame = frames + depth
        if output.count == frame.pointee.start { output.append("null") }
        if frame.pointee.closers != 0 { close(frame) }
    }

    @inline(never)
    private func close(_ frame: UnsafeMutablePointer<Frame>) {
        while frame.pointee.closers != 0 {
            output.append(byte: UInt8(truncatingIfNeeded: frame.pointee.closers))
            frame.pointee.closers >>= 8
        }
    }

    @inline(__always)
    private func push(_ kind: Kind, _ bracket: UInt8) {
        beginValue()
        let open = output.count
        output.append(byte: bracket)
        enter(Frame(kind: kind, open: open, start: -1))
    }

    private func pushSingle() {
        beginValue()
        enter(Frame(kind: .single, open: output.count, start: output.count))
    }

    @inline(__always)
    private func enter(_ frame: Frame) {
        depth += 1
        if depth == capacity { grow() }
        frames[depth] = frame
    }

    @inline(never)
    private func grow() {
        let larger = UnsafeMutablePointer<Frame>.allocate(capacity: capacity * 2)
        larger.update(from: frames, count: capacity)
        frames.deallocate()
        frames = larger
        capacity *= 2
    }

    /// Closes the innermost container.
    private func pop() {
        guard depth > 0 else { return }
        endItem()
        switch frames[depth].kind {
        case .object: output.append(byte: 0x7d)
        case .array, .combination: output.append(byte: 0x5d)
        case .single: break
        case .function: output.append("]}")
        }
        depth -= 1
    }

    private func insert(_ text: StaticString, at position: Int) { output.insert(text, at: position) }
}
