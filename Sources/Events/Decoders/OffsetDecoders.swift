import Schema

/// Positions in files that arrive in two registers, low half first unless said otherwise, and are one number.
enum OffsetDecoders {
    static let calls: [String: CallSpecial] = [
        // On 64-bit machines the first register holds the whole position and the second is ignored.
        "preadv": CallSpecial(all: { show($0, 0, 1, 2, .pair("pos", low: 3, high: 4)) }),
        "pwritev": CallSpecial(all: { show($0, 0, 1, 2, .pair("pos", low: 3, high: 4)) }),
        "preadv2": CallSpecial(all: { show($0, 0, 1, 2, .pair("pos", low: 3, high: 4), 5) }),
        "pwritev2": CallSpecial(all: { show($0, 0, 1, 2, .pair("pos", low: 3, high: 4), 5) }),
        "pread64": compat { show($0, 0, 1, 2, .pair("pos", low: 3, high: 4)) },
        "pwrite64": compat { show($0, 0, 1, 2, .pair("pos", low: 3, high: 4)) },
        "truncate64": CallSpecial(all: { show($0, 0, .pair("length", low: 1, high: 2)) }),
        "ftruncate64": CallSpecial(all: { show($0, 0, .pair("length", low: 1, high: 2)) }),
        "readahead": compat { show($0, 0, .pair("offset", low: 1, high: 2), 3) },
        "fadvise64": compat { show($0, 0, .pair("offset", low: 1, high: 2), 3, 4) },
        "fadvise64_64": CallSpecial(all: { show($0, 0, .pair("offset", low: 1, high: 2), .pair("len", low: 3, high: 4), 5) }),
        "fallocate": compat { show($0, 0, 1, .pair("offset", low: 2, high: 3), .pair("len", low: 4, high: 5)) },
        "sync_file_range": compat { show($0, 0, .pair("offset", low: 1, high: 2), .pair("nbytes", low: 3, high: 4), 5) },
        "_llseek": CallSpecial(all: { show($0, 0, .pair("offset", low: 2, high: 1), 3, 4) }),
    ]

    private enum Part: ExpressibleByIntegerLiteral {
        case argument(Int)
        case pair(Word, low: Int, high: Int)

        init(integerLiteral index: Int) { self = .argument(index) }
    }

    /// Pairs that only i386 has: elsewhere the row says it all.
    private static func compat(_ show: @escaping @Sendable (CallDecoder) -> Void) -> CallSpecial {
        CallSpecial(all: { decoder in
            if decoder.record.abi.isCompat { return show(decoder) }
            for index in decoder.plan.arguments.indices { decoder.showArgument(index) }
        })
    }

    private static func show(_ decoder: CallDecoder, _ parts: Part...) {
        for part in parts {
            switch part {
            case .argument(let index): decoder.showArgument(index)
            case .pair(let name, let low, let high):
                decoder.sink.beginArgument(name, labelled: false)
                if decoder.record.abi.isCompat {
                    decoder.sink.signed(Int64(bitPattern: decoder.raw(high) << 32 | decoder.raw(low)))
                } else {
                    decoder.sink.signed(decoder.long(low))
                }
            }
        }
    }
}
