import Schema

/// Calls and structures that need more than the kinds of their arguments, by name. The rows are in the files of their families.
enum Specials {
    static let calls: [String: CallSpecial] = merge([
        FileDecoders.calls, MemoryDecoders.calls, ProcessDecoders.calls, ControlDecoders.calls, SignalDecoders.calls, EventDecoders.calls,
        SocketDecoders.calls, TimeDecoders.calls, OffsetDecoders.calls,
    ])

    static let structures: [String: StructureSpecial] = merge([
        FileDecoders.structures, ProcessDecoders.structures, SignalDecoders.structures, EventDecoders.structures, SocketDecoders.structures,
        TerminalDecoders.structures,
        TimeDecoders.structures,
    ])

    /// Structures of which the table shows all members and strace only these.
    static let brief: [String: [String]] = ["new_utsname": ["sysname", "nodename"]]

    private static func merge<Row>(_ families: [[String: Row]]) -> [String: Row] {
        families.reduce(into: [:]) { all, family in all.merge(family) { first, _ in first } }
    }
}
