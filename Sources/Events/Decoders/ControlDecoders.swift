import Schema

/// `prctl`, whose first argument says what the others are and how many there are.
enum ControlDecoders {
    static let calls: [String: CallSpecial] = [
        "prctl": CallSpecial(
            all: { decoder in
                decoder.showArgument(0)
                let forms = options[decoder.word(0)] ?? [.hexadecimal, .hexadecimal, .hexadecimal, .hexadecimal]
                for (index, form) in forms.enumerated() {
                    decoder.sink.beginArgument(names[index], labelled: false)
                    show(form, decoder, index + 1)
                }
            }, result: { [27, 52].contains($0.word(0)) ? .hexadecimal : .number }, detail: detail)
    ]

    private static let names: [Word] = ["arg2", "arg3", "arg4", "arg5"]

    /// What an argument of an option is.
    private enum Form {
        case hexadecimal, decimal, address, string, signal, signalReference, numberReference, capability, mode
        case names(@Sendable () -> NameSet)
        case tracer
    }

    // Options by number; `include/uapi/linux/prctl.h`. Those that are missing take four arguments in hexadecimal.
    private static let options: [UInt32: [Form]] = [
        1: [.signal],
        2: [.signalReference],
        3: [], 7: [], 13: [], 21: [], 27: [], 30: [], 31: [], 32: [],
        4: [.names { Names.dumpable }],
        8: [.decimal], 29: [.decimal], 36: [.decimal],
        15: [.string], 16: [.string],
        22: [.names { Names.seccompModes }, .address],
        23: [.capability], 24: [.capability],
        25: [.numberReference],
        26: [.names { Names.timestampCounter }],
        28: [.names { Names.secureBits }],
        35: [.names { Names.memoryFields }, .hexadecimal, .hexadecimal, .hexadecimal],
        37: [.numberReference], 40: [.numberReference],
        38: [.decimal, .hexadecimal, .hexadecimal, .hexadecimal],
        41: [.decimal, .hexadecimal, .hexadecimal, .hexadecimal],
        47: [.names { Names.ambient }, .capability, .hexadecimal, .hexadecimal],
        52: [.names { Names.speculation }],
        53: [.names { Names.speculation }, .names { Names.speculationControl }],
        0x53564d41: [.names { Names.memoryNames }, .address, .decimal, .string],
        0x59616d61: [.tracer],
    ]

    private static func show(_ form: Form, _ decoder: CallDecoder, _ index: Int) {
        let sink = decoder.sink
        switch form {
        case .hexadecimal, .mode: sink.hexadecimal(decoder.raw(index))
        case .decimal: sink.unsigned(decoder.raw(index))
        case .address: decoder.address(index)
        case .string: decoder.showString(index)
        case .signal: sink.signal(decoder.int(index))
        case .signalReference, .numberReference:
            guard decoder.succeeded, let value = decoder.content(index)?.bytes.load(Int32.self, at: 0) else {
                return decoder.address(index)
            }
            sink.beginReference()
            if case .signalReference = form { sink.signal(value) } else { sink.signed(Int64(value)) }
            sink.endReference()
        case .capability: sink.constants(Names.capabilities, decoder.raw(index))
        case .names(let set): sink.constants(set(), decoder.raw(index))
        case .tracer:
            let any = decoder.long(index) == -1
            if any { sink.word("PR_SET_PTRACER_ANY") } else { sink.process(decoder.int(index)) }
        }
    }

    private static func detail(_ decoder: CallDecoder) {
        let value = UInt64(bitPattern: decoder.value)
        switch decoder.word(0) {
        case 3:
            decoder.sink.beginDetail("")
            decoder.sink.constants(Names.dumpable, value)
        case 27 where value != 0:
            decoder.sink.beginDetail("")
            decoder.sink.constants(Names.secureBits, value)
        case 52 where value != 0:
            decoder.sink.beginDetail("")
            decoder.sink.constants(Names.speculationControl, value)
        default: break
        }
    }
}
