import Bytecode
import Kernel
import Testing

/// Writes type information byte by byte.
private struct BlobBuilder {
    private var types: [UInt8] = []
    private var strings: [UInt8] = [0]

    private static func bytes(_ word: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }

    mutating func name(_ text: String) -> UInt32 {
        guard !text.isEmpty else { return 0 }
        defer { strings += Array(text.utf8) + [0] }
        return UInt32(strings.count)
    }

    /// A type: kind, count of members, whether members have bit sizes, size or type, and the words behind.
    mutating func type(_ text: String, kind: UInt32, count: UInt32 = 0, flag: Bool = false, _ sizeOrType: UInt32, tail: [UInt32] = []) {
        for word in [name(text), (flag ? 1 << 31 : 0) | kind << 24 | count, sizeOrType] + tail { types += BlobBuilder.bytes(word) }
    }

    mutating func structure(_ text: String, kind: UInt32 = 4, size: UInt32, flag: Bool = false, _ members: [(String, UInt32, UInt32)]) {
        let tail = members.flatMap { [name($0.0), $0.1, $0.2] }
        type(text, kind: kind, count: UInt32(members.count), flag: flag, size, tail: tail)
    }

    var blob: [UInt8] {
        let header: [UInt8] =
            [0x9f, 0xeb, 1, 0] + [24, 0, types.count, types.count, strings.count].flatMap { BlobBuilder.bytes(UInt32($0)) }
        return header + types + strings
    }
}

/// The scan of raw type information: right answers on good data, errors on damaged data, never a crash.
@Suite("Type information from bytes", .timeLimit(.minutes(1)))
struct TypeBlobTests {
    /// Every kind of type once.
    // swift-format-ignore
    private static let sample: [UInt8] = {
        var builder = BlobBuilder()
        builder.type("int", kind: 1, 4, tail: [0x0100_0020])                                              // 1
        builder.type("", kind: 2, 5)                                                                      // 2: pointer to outer
        builder.type("", kind: 3, 0, tail: [1, 1, 6])                                                     // 3: int[6]
        builder.structure("", kind: 5, size: 8, [("left", 1, 0), ("right", 2, 0)])                        // 4: anonymous union
        builder.structure("outer", size: 64, [
            ("first", 1, 0), ("", 4, 64),
            ("many", 3, 128), ("inner", 7, 320),
            ("next", 2, 448)])                                                                            // 5
        builder.structure("bits", size: 8, flag: true, [("plain", 1, 0), ("narrow", 1, 3 << 24 | 32)])    // 6
        builder.type("inner_t", kind: 8, 8)                                                               // 7: typedef of const of struct
        builder.type("", kind: 10, 9)                                                                     // 8
        builder.structure("inner", size: 16, [("a", 1, 0), ("b", 18, 64)])                                // 9
        builder.type("", kind: 13, count: 1, 0, tail: [0, 2])                                             // 10: prototype
        builder.type("", kind: 2, 10)                                                                     // 11
        builder.type("btf_trace_sample", kind: 8, 11)                                                     // 12
        builder.type("sample_function", kind: 12, count: 1, 10)                                           // 13
        builder.type("colour", kind: 6, count: 1, 4, tail: [0, 1])                                        // 14
        builder.type("wide", kind: 19, count: 1, 8, tail: [0, 1, 2])                                      // 15
        builder.type("later", kind: 7, 0)                                                                 // 16: forward
        builder.type("variable", kind: 14, 1, tail: [0])                                                  // 17
        builder.type("", kind: 9, 19)                                                                     // 18: volatile of restrict of tag of double
        builder.type("", kind: 11, 20)                                                                    // 19
        builder.type("tag", kind: 18, 21)                                                                 // 20
        builder.type("double", kind: 16, 8)                                                               // 21
        builder.type(".data", kind: 15, count: 1, 4, tail: [17, 0, 4])                                    // 22
        builder.type("tag", kind: 17, 5, tail: [0xffff_ffff])                                             // 23
        builder.structure("loop", size: 8, [("", 24, 0), ("", 24, 0)])                                    // 24: contains itself
        builder.type("endless", kind: 8, 25)                                                              // 25: names itself
        builder.structure("holder", size: 8, [("endless", 25, 0)])                                        // 26
        return builder.blob
    }()

    @Test(
        "Fields",
        arguments: [
            ("outer", "first", 0, 4), ("outer", "left", 8, 4), ("outer", "right", 8, 8), ("outer", "many", 16, 24),
            ("outer", "inner", 40, 16),
            ("outer", "inner.a", 40, 4), ("outer", "inner.b", 48, 8), ("outer", "next", 56, 8), ("bits", "plain", 0, 4),
        ])
    func field(structure: String, path: String, offset: Int, size: Int) throws {
        let types = try TypeInformation(data: Self.sample)
        #expect(try types.location(of: KernelField(structure, path)) == FieldLocation(offset: offset, size: size))
    }

    @Test func identifiers() throws {
        let types = try TypeInformation(data: Self.sample, preparing: .init(structures: ["outer"], tracepoints: ["sample"]))
        #expect(try types.structure("outer") == 5)
        #expect(try types.tracepoint("sample") == 12)
        #expect(try types.function("sample_function") == 13)
        #expect(!types.has(structure: "later"), "a forward declaration is no structure")
        #expect(!types.has(structure: "inner_t"), "a typedef is no structure")
        #expect(!types.has(function: "outer"))
        #expect(!types.has(tracepoint: "sampl"))
        #expect(!types.has(structure: "oute"))
        #expect(!types.has(structure: "outerr"))
        #expect(!types.has(structure: ""))
    }

    @Test(
        "What is not there, and what makes no sense",
        arguments: [
            ("outer", "none", KernelError.noField(KernelField("outer", "none"))),
            ("outer", "first.a", .noField(KernelField("outer", "first.a"))),
            ("outer", "next.first", .noField(KernelField("outer", "next.first"))),
            ("outer", "", .noField(KernelField("outer", ""))),
            ("outer", "inner.", .noField(KernelField("outer", "inner."))),
            ("none", "a", .noStructure("none")),
            ("bits", "narrow", .bitField(KernelField("bits", "narrow"))),
            ("loop", "a", .malformedTypeInformation(offset: 0, reason: "structure 24 contains itself")),
            ("holder", "endless", .malformedTypeInformation(offset: 0, reason: "type 25 refers to itself")),
        ])
    func missing(structure: String, path: String, error: KernelError) throws {
        let types = try TypeInformation(data: Self.sample)
        #expect(throws: error) { try types.location(of: KernelField(structure, path)) }
    }

    @Test(
        "Damaged headers",
        arguments: [
            (0, [0], 0), (4, [23], 4), (4, [0xff, 0xff], 4), (8, [0xff, 0xff, 0xff, 0xff], 8), (12, [0xff, 0xff, 0xff], 8),
            (20, [0, 0, 0, 0], 16),
            (20, [0xff, 0xff], 16),
        ])
    func header(position: Int, bytes: [UInt8], offset: Int) {
        var data = Self.sample
        data.replaceSubrange(position..<position + bytes.count, with: bytes)
        let error = #expect(throws: KernelError.self) { try TypeInformation(data: data) }
        guard case .malformedTypeInformation(offset, _)? = error else {
            Issue.record("\(String(describing: error)) does not name byte \(offset)")
            return
        }
    }

    /// Asks for one of everything; answers how much was found, 0 when the data was refused as a whole.
    private func question(_ data: [UInt8]) -> Int {
        let names = TypeInformation.Names(
            structures: ["outer", "bits", "loop", "holder"], tracepoints: ["sample"], functions: ["sample_function"])
        guard let types = try? TypeInformation(data: data, preparing: names) else { return 0 }
        let fields = [
            ("outer", "right"), ("outer", "many"), ("outer", "inner.b"), ("bits", "narrow"), ("loop", "a"), ("holder", "endless"),
        ]
        let found = fields.count { types.has(field: KernelField($0, $1)) }
        return 1 + found + (types.has(tracepoint: "sample") ? 1 : 0) + (types.has(function: "sample_function") ? 1 : 0)
    }

    @Test func truncatedDataIsRefused() {
        #expect(question(Self.sample) == 6)
        for count in 0..<Self.sample.count {
            #expect(question(Array(Self.sample[..<count])) == 0, "\(count) bytes")
        }
    }

    @Test func everyByteMayBeWrong() {
        var survived = 0
        for position in Self.sample.indices {
            for value: UInt8 in [0, 1, 0x80, 0xff] {
                var data = Self.sample
                data[position] = value
                survived += question(data) > 0 ? 1 : 0
            }
        }
        #expect(survived > 0)
    }

    /// A generator with a fixed start, so that a failure can be repeated.
    private struct Repeatable: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            // splitmix64
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
            return mixed ^ mixed >> 31
        }
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func manyBytesMayBeWrong(seed: UInt64) {
        var generator = Repeatable(state: seed)
        var survived = 0
        for _ in 0..<500 {
            var data = Self.sample
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                // Behind the header, or most would end at once.
                let position = Int.random(in: 24..<data.count, using: &generator)
                data[position] =
                    Bool.random(using: &generator) ? UInt8.random(in: 0...31, using: &generator) : .random(in: 0...255, using: &generator)
            }
            survived += question(data) > 0 ? 1 : 0
        }
        #expect(survived > 20)
    }
}
