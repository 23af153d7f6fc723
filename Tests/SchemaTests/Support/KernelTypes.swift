import Foundation

/// The running kernel's own types, from its BTF: sizes and offsets of structures, including those of the compat calls.
///
/// Format: `Documentation/bpf/btf.rst` of the kernel.
struct KernelTypes {
    static let path = "/sys/kernel/btf/vmlinux"
    static let isAvailable = FileManager.default.isReadableFile(atPath: path)

    struct Structure {
        let size: Int
        let members: [String: (offset: Int, size: Int)]
    }

    private struct Record {
        var kind = 0
        var name = ""
        var sizeOrType = 0
        var members: [(name: String, type: Int, offset: Int)] = []
        var elements: (type: Int, count: Int) = (0, 0)
    }

    private var records = [Record()]
    private var structureIDs: [String: Int] = [:]

    init() throws {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Self.path)))
        func u32(_ offset: Int) -> Int { (0..<4).reduce(0) { $0 | Int(bytes[offset + $1]) << ($1 * 8) } }
        let header = u32(4)
        let strings = header + u32(16)
        func string(_ offset: Int) -> String {
            let start = strings + offset
            guard let end = bytes[start...].firstIndex(of: 0) else { return "" }
            return String(decoding: bytes[start..<end], as: UTF8.self)
        }
        var position = header + u32(8)
        let end = position + u32(12)
        while position < end {
            let information = u32(position + 4)
            let count = information & 0xffff
            let packedOffsets = information >> 31 == 1
            var record = Record(kind: information >> 24 & 31, sizeOrType: u32(position + 8))
            let isStructure = record.kind == 4 || record.kind == 5
            if isStructure { record.name = string(u32(position)) }
            position += 12
            if isStructure {
                for _ in 0..<count {
                    let offset = u32(position + 8)
                    record.members.append((string(u32(position)), u32(position + 4), (packedOffsets ? offset & 0xff_ffff : offset) / 8))
                    position += 12
                }
                if !record.name.isEmpty && structureIDs[record.name] == nil { structureIDs[record.name] = records.count }
            } else {
                if record.kind == 3 { record.elements = (u32(position), u32(position + 8)) }
                position += Self.trailingBytes(record.kind, count)
            }
            records.append(record)
        }
    }

    /// A structure by its tag, with the members of anonymous unions among its own.
    subscript(tag: String) -> Structure? {
        guard let id = structureIDs[tag] else { return nil }
        return Structure(size: records[id].sizeOrType, members: members(id))
    }

    private func members(_ id: Int) -> [String: (offset: Int, size: Int)] {
        var found: [String: (offset: Int, size: Int)] = [:]
        for member in records[id].members {
            if member.name.isEmpty {
                for (name, inner) in members(member.type) { found[name] = (member.offset + inner.offset, inner.size) }
            } else {
                found[member.name] = (member.offset, size(member.type))
            }
        }
        return found
    }

    private func size(_ id: Int) -> Int {
        let record = records[id]
        switch record.kind {
        case 1, 4, 5, 6, 19: return record.sizeOrType
        case 2: return 8
        case 3: return size(record.elements.type) * record.elements.count
        default: return size(record.sizeOrType)
        }
    }

    /// Bytes after the common twelve, for the kinds that are not structures.
    private static func trailingBytes(_ kind: Int, _ count: Int) -> Int {
        switch kind {
        case 1, 14, 17: 4
        case 3: 12
        case 6, 13: 8 * count
        case 15, 19: 12 * count
        default: 0
        }
    }
}
