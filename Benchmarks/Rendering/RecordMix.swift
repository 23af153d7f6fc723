import Events
import Schema

/// Records as a traced program makes them, to be rendered again and again.
enum RecordMix: String, CaseIterable {
    /// The shortest line there is.
    case getuid
    /// What a program does that looks at files: paths, a structure, buffers, flags, errors.
    case mixed

    /// A batch of about `count` records.
    func batch(count: Int) -> RecordBatch {
        let records = records
        let batch = RecordBatch()
        while batch.recordCount < count {
            for record in records { record.bytes.withUnsafeBytes { _ = batch.append(bytes: $0, cpu: 0) } }
        }
        return batch
    }

    private var records: [RecordBuilder] {
        switch self {
        case .getuid: [call(102, [], result: 1000)]
        case .mixed:
            [
                opened("/usr/lib/x86_64-linux-gnu/libc.so.6", result: 3),
                opened("/usr/lib/locale/C.utf8/LC_CTYPE", result: -2),
                read(3, "\u{7F}ELF\u{2}\u{1}\u{1}\u{3}", count: 832),
                status("/usr/share/doc/bash/README"),
                mapped(size: 2_055_640),
                call(3, [3], result: 0),
                written(1, "total 48\n"),
                call(12, [0], result: 0x55A0_4C0F_F000),
                call(39, [], result: 4711),
                status("/home/user/projects/trapline/Sources"),
            ]
        }
    }

    private func call(_ number: Int32, _ arguments: [UInt64], result: Int64) -> RecordBuilder {
        RecordBuilder(.call, number: number, arguments: arguments, result: result, time: 1_000_000_000, tid: 4711)
    }

    private func opened(_ path: String, result: Int64) -> RecordBuilder {
        // AT_FDCWD, O_RDONLY | O_CLOEXEC
        var record = call(257, [0xFFFF_FF9C, 0x7FFF_0000_1000, 0o2000000, 0], result: result)
        record.addString(1, path)
        return record
    }

    private func read(_ descriptor: UInt64, _ text: String, count: Int) -> RecordBuilder {
        var record = call(0, [descriptor, 0x7FFF_0000_2000, UInt64(count)], result: Int64(count))
        let bytes = Array(text.utf8) + [UInt8](repeating: 0, count: 32)
        record.addChunk(1, .bytes, bytes.prefix(32), status: .truncated)
        return record
    }

    private func written(_ descriptor: UInt64, _ text: String) -> RecordBuilder {
        var record = call(1, [descriptor, 0x7FFF_0000_3000, UInt64(text.utf8.count)], result: Int64(text.utf8.count))
        record.addChunk(1, .bytes, text.utf8)
        return record
    }

    private func status(_ path: String) -> RecordBuilder {
        var record = call(262, [0xFFFF_FF9C, 0x7FFF_0000_1000, 0x7FFF_0000_4000, 0x100], result: 0)
        record.addString(1, path)
        // struct stat: 144 bytes, st_mode at 24, st_size at 48.
        var bytes = [UInt8](repeating: 0, count: 144)
        bytes[24] = 0xA4
        bytes[25] = 0x81
        bytes[48] = 0x39
        bytes[49] = 0x05
        record.addChunk(2, .bytes, bytes)
        return record
    }

    private func mapped(size: UInt64) -> RecordBuilder {
        // PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_DENYWRITE
        call(9, [0, size, 5, 0x802, 3, 0], result: 0x7F12_3456_7000)
    }
}
