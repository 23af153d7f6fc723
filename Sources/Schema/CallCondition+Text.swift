/// A resolved condition in the language that it was written in, with the names of a call's arguments and constants.
extension CallCondition {
    /// The text, without parentheses around the whole.
    package func text(for call: Syscall?) -> String {
        switch self {
        case .constant(let value): value ? "always" : "never"
        case .number(let test): test.text(for: call)
        case .text(let test): test.text(for: call)
        case .not(let inner): "!" + inner.operand(for: call)
        case .all(let members): members.map { $0.operand(for: call) }.joined(separator: " && ")
        case .any(let members): members.map { $0.operand(for: call) }.joined(separator: " || ")
        }
    }

    private func operand(for call: Syscall?) -> String {
        switch self {
        case .all, .any: "(" + text(for: call) + ")"
        default: text(for: call)
        }
    }
}

extension Syscall {
    fileprivate func argument(_ index: Int) -> Argument? { arguments.indices.contains(index) ? arguments[index] : nil }
}

private func argumentName(_ index: Int, of call: Syscall?) -> String { call?.argument(index)?.name ?? "argument \(index)" }

extension StructureMember {
    fileprivate func path(in call: Syscall?) -> String {
        argumentName(argument, of: call) + (name.isEmpty ? "" : "." + name)
    }
}

extension NumberTest {
    fileprivate func text(for call: Syscall?) -> String {
        let (name, kind): (String, ArgumentKind?) =
            switch source {
            case .result: ("ret", nil)
            case .error: ("errno", nil)
            case .process: ("pid", nil)
            case .thread: ("tid", nil)
            case .user: ("uid", nil)
            case .group: ("gid", nil)
            case .duration: ("duration", nil)
            case .argument(let index): (argumentName(index, of: call), call?.argument(index)?.kind)
            case .member(let member): (member.path(in: call), member.kind)
            case .port(let index): (argumentName(index, of: call) + ".port", nil)
            }
        return "\(name) \(relation.rawValue) \(valueText(kind))"
    }

    private func valueText(_ kind: ArgumentKind?) -> String {
        let decimal = format.isSigned ? String(Int64(bitPattern: value)) : String(value)
        if source == .error, let name = ErrorNames.name(of: Int(truncatingIfNeeded: value)) { return name }
        if source == .duration { return decimal + "ns" }
        switch kind {
        case .constants(let set, _): return names(in: set) ?? decimal
        case .directory where Int64(bitPattern: value) == -100: return "AT_FDCWD"
        case .signal: return SignalNames.name(of: Int(truncatingIfNeeded: value)) ?? decimal
        case .mode: return "0" + String(value, radix: 8)
        case .hexadecimal, .address: return "0x" + String(value, radix: 16)
        default: return decimal
        }
    }

    /// The value as names joined by `|`, and the rest in hexadecimal; nil when nothing in it has a name.
    private func names(in set: ConstantSet) -> String? {
        var parts: [String] = []
        var hasName = false
        set.forEachPart(of: format.bytes == 4 ? value & 0xffff_ffff : value) { part in
            switch part {
            case .constant(let constant):
                // A name for nothing says nothing about bits.
                if relation == .hasBits && constant.value == 0 { return }
                parts.append(constant.name)
                hasName = true
            case .rest(let bits): parts.append("0x" + String(bits, radix: 16))
            }
        }
        return hasName ? parts.joined(separator: "|") : nil
    }
}

extension TextTest {
    fileprivate func text(for call: Syscall?) -> String {
        let name =
            switch source {
            case .command: "comm"
            case .argument(let index): argumentName(index, of: call)
            case .member(let member): member.path(in: call)
            case .socketPath(let index): argumentName(index, of: call) + ".path"
            }
        return "\(name) \(relation.rawValue) \(quotedValue)"
    }

    /// The value in double quotes, free of control characters.
    private var quotedValue: String {
        var text = "\""
        for scalar in String(decoding: value, as: UTF8.self).unicodeScalars {
            switch scalar {
            case "\"", "\\": text += "\\" + String(scalar)
            default:
                let isControl = scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value)
                text += isControl ? "\\u{" + String(scalar.value, radix: 16) + "}" : String(scalar)
            }
        }
        return text + "\""
    }
}
