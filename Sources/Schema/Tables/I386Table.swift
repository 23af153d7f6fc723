extension SyscallTable {
    static var i386Rows: [[Syscall]] {
        [
            i386From0, i386From40, i386From80, i386From120, i386From160, i386From200, i386From242, i386From283, i386From324, i386From364,
            i386From410, i386From451,
        ]
    }

    /// A row of i386 whose arguments are those of an x86-64 call, with registers of 32 bits.
    ///
    /// Right only where no argument spans two registers on i386 and no structure contains a `long` or a pointer; the tests hold every such row against
    /// that.
    ///
    /// - Parameter original: The x86-64 name where it differs: `getuid32` is what x86-64 calls `getuid`.
    static func same(_ number: Int, _ name: StaticString, as original: StaticString? = nil) -> Syscall {
        guard let call = of(.x86_64)[name: (original ?? name).description] else {
            preconditionFailure("the i386 row \(number), \(name), refers to an x86-64 row that is not there")
        }
        return Syscall(number: number, name: name.description, arguments: call.arguments.map(\.narrowed), result: call.result)
    }
}

extension Argument {
    fileprivate var narrowed: Argument {
        switch kind {
        case .signed64: Argument(name, type, .signed32)
        case .unsigned64: Argument(name, type, .unsigned32)
        case .constants(let set, wide: true): Argument(name, type, .constants(set))
        default: self
        }
    }
}
