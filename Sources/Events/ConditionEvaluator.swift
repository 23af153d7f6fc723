import Glibc
import Schema

/// A resolved condition made ready for records.
///
/// Agrees with the kernel programs that the compiler writes from the same condition: a comparison does not hold when the record has no value for it.
package final class ConditionEvaluator {
    private let condition: Prepared

    /// The condition with its regular expressions compiled.
    private indirect enum Prepared {
        case constant(Bool)
        case number(NumberTest)
        case text(TextTest, TextPattern?)
        case not(Prepared)
        case all([Prepared])
        case any([Prepared])
    }

    package init(_ condition: CallCondition) { self.condition = Self.prepare(condition) }

    private static func prepare(_ condition: CallCondition) -> Prepared {
        switch condition {
        case .constant(let value): .constant(value)
        case .number(let test): .number(test)
        case .text(let test): .text(test, test.relation == .matches ? TextPattern(test.value) : nil)
        case .not(let inner): .not(prepare(inner))
        case .all(let members): .all(members.map(prepare))
        case .any(let members): .any(members.map(prepare))
        }
    }

    /// Whether a record of a call meets the condition.
    package func holds(_ record: RecordView) -> Bool { holds(condition, record) }

    private func holds(_ condition: Prepared, _ record: RecordView) -> Bool {
        switch condition {
        case .constant(let value): value
        case .number(let test): record.number(test.source).map(test.holds) ?? false
        case .text(let test, let pattern): record.text(test.source).map { test.holds($0, pattern) } ?? false
        case .not(let inner): !holds(inner, record)
        case .all(let members): members.allSatisfy { holds($0, record) }
        case .any(let members): members.contains { holds($0, record) }
        }
    }
}

/// A text of a record, and whether more of it was there than was captured.
private struct RecordText {
    let bytes: UnsafeRawBufferPointer
    let isCut: Bool
}

extension RecordView {
    /// The bits of a number; nil when the record has none.
    fileprivate func number(_ source: NumberTest.Source) -> UInt64? {
        switch source {
        case .result: return hasNoResult ? nil : UInt64(bitPattern: result)
        case .error:
            guard !hasNoResult else { return nil }
            return result < 0 && result >= -4095 ? UInt64(-result) : 0
        case .process: return UInt64(tgid)
        case .thread: return UInt64(tid)
        case .user: return user.map { UInt64($0) }
        case .group: return group.map { UInt64($0) }
        case .duration: return startTime == 0 || hasNoResult ? nil : time &- startTime
        case .argument(let index): return hasNoArguments || index >= argumentCount ? nil : argument(index)
        case .member(let member): return content(member.argument)?.unsigned(at: member.offset, size: member.size)
        case .port(let argument):
            guard let address = content(argument), let family = address.load(UInt16.self, at: 0) else { return nil }
            let (internet, internet6): (UInt16, UInt16) = (2, 10)
            guard family == internet || family == internet6 else { return nil }
            return address.load(UInt16.self, at: 2).map { UInt64($0.byteSwapped) }
        }
    }

    fileprivate func text(_ source: TextTest.Source) -> RecordText? {
        switch source {
        case .command: return command.map { RecordText(bytes: $0.bytes, isCut: false) }
        case .argument(let argument):
            guard let chunk = chunk(argument), !chunk.isUnreadable else { return nil }
            return RecordText(bytes: chunk.bytes.bytes, isCut: chunk.isTruncated)
        case .member(let member):
            guard let place = content(member.argument)?.slice(at: member.offset, count: member.size) else { return nil }
            return RecordText(bytes: place.terminatedString(at: 0).bytes.bytes, isCut: false)
        case .socketPath(let argument):
            let unix: UInt16 = 1
            guard let address = content(argument), address.load(UInt16.self, at: 0) == unix else { return nil }
            let path = address.prefix(at: 2, count: 108).terminatedString(at: 0).bytes
            return path.count == 0 ? nil : RecordText(bytes: path.bytes, isCut: false)
        }
    }

    /// What was captured of a structure: at the end of the call where there are two.
    private func content(_ argument: Int) -> ByteReader? {
        guard let chunk = chunk(argument, source: .userAtExit) ?? chunk(argument), !chunk.isUnreadable else { return nil }
        return chunk.bytes
    }
}

extension TextTest {
    fileprivate func holds(_ text: RecordText, _ pattern: TextPattern?) -> Bool {
        let bytes = text.bytes
        switch relation {
        case .equal: return !text.isCut && bytes.elementsEqual(value)
        case .notEqual: return text.isCut || !bytes.elementsEqual(value)
        case .hasPrefix: return bytes.starts(with: value)
        case .hasSuffix: return !text.isCut && bytes.count >= value.count && bytes.suffix(value.count).elementsEqual(value)
        case .contains: return contains(bytes)
        case .matches: return pattern?.matches(bytes, isCut: text.isCut) ?? false
        }
    }

    private func contains(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let first = value.first else { return true }
        guard let start = bytes.baseAddress else { return false }
        let last = bytes.count - value.count
        var position = 0
        while position <= last, let found = memchr(start + position, Int32(first), last - position + 1) {
            position = UnsafeRawPointer(found) - start
            if bytes[position..<position + value.count].elementsEqual(value) { return true }
            position += 1
        }
        return false
    }
}

/// A POSIX extended regular expression for bytes of a traced process.
private final class TextPattern {
    private let compiled: UnsafeMutablePointer<regex_t>

    /// Nil when the C library does not take the expression; whoever checked the condition has said so already.
    init?(_ expression: [UInt8]) {
        let compiled = UnsafeMutablePointer<regex_t>.allocate(capacity: 1)
        compiled.initialize(to: regex_t())
        let code = (expression + [0]).withUnsafeBytes { bytes in
            regcomp(compiled, bytes.assumingMemoryBound(to: CChar.self).baseAddress, REG_EXTENDED)
        }
        guard code == 0 else {
            // Before `self` is whole, so that `deinit` does not free what was never made.
            compiled.deallocate()
            return nil
        }
        self.compiled = compiled
    }

    deinit {
        regfree(compiled)
        compiled.deallocate()
    }

    /// Whether it matches somewhere in the bytes. `$` does not match the end of a text that was cut.
    func matches(_ bytes: UnsafeRawBufferPointer, isCut: Bool) -> Bool {
        var range = regmatch_t(rm_so: 0, rm_eo: regoff_t(bytes.count))
        let flags = REG_STARTEND | (isCut ? REG_NOTEOL : 0)
        guard let start = bytes.assumingMemoryBound(to: CChar.self).baseAddress else { return regexec(compiled, "", 1, &range, flags) == 0 }
        return regexec(compiled, start, 1, &range, flags) == 0
    }
}
