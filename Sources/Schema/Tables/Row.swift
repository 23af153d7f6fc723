// The vocabulary of the tables in this folder. Each word makes an argument with the C type that the kernel mostly gives to arguments of its kind;
// `as:` says another.

/// One row of a table.
@inline(never) func call(_ number: Int, _ name: StaticString, _ arguments: Argument..., result: ResultKind = .number) -> Syscall {
    Syscall(number: number, name: name.description, arguments: arguments, result: result)
}

// MARK: Numbers

extension Argument {
    @inline(never) static func int(_ name: StaticString, as type: StaticString = "int") -> Argument {
        Argument(name.description, type.description, .signed32)
    }
    @inline(never) static func uint(_ name: StaticString, as type: StaticString = "unsigned int") -> Argument {
        Argument(name.description, type.description, .unsigned32)
    }
    @inline(never) static func long(_ name: StaticString, as type: StaticString = "long") -> Argument {
        Argument(name.description, type.description, .signed64)
    }
    @inline(never) static func ulong(_ name: StaticString, as type: StaticString = "unsigned long") -> Argument {
        Argument(name.description, type.description, .unsigned64)
    }
    @inline(never) static func size(_ name: StaticString, as type: StaticString = "size_t") -> Argument {
        Argument(name.description, type.description, .unsigned64)
    }
    /// A position or length in a file.
    @inline(never) static func offset(_ name: StaticString = "offset", as type: StaticString = "loff_t") -> Argument {
        Argument(name.description, type.description, .signed64)
    }
    /// A bit pattern without names.
    @inline(never) static func hex(_ name: StaticString, as type: StaticString = "unsigned long") -> Argument {
        Argument(name.description, type.description, .hexadecimal)
    }
    @inline(never) static func mode(_ name: StaticString = "mode", as type: StaticString = "umode_t") -> Argument {
        Argument(name.description, type.description, .mode)
    }
    /// An address that is not followed.
    @inline(never) static func address(_ name: StaticString, as type: StaticString = "void *") -> Argument {
        Argument(name.description, type.description, .address)
    }
    @inline(never) static func device(_ name: StaticString = "dev", as type: StaticString = "unsigned int") -> Argument {
        Argument(name.description, type.description, .device)
    }
}

// MARK: Identifiers and names

extension Argument {
    @inline(never) static func fd(_ name: StaticString = "fd", as type: StaticString = "int") -> Argument {
        Argument(name.description, type.description, .descriptor)
    }
    /// The directory that the next path starts from.
    @inline(never) static func directory(_ name: StaticString = "dfd", as type: StaticString = "int") -> Argument {
        Argument(name.description, type.description, .directory)
    }
    @inline(never) static func process(_ name: StaticString = "pid", as type: StaticString = "pid_t") -> Argument {
        Argument(name.description, type.description, .process)
    }
    @inline(never) static func user(_ name: StaticString, as type: StaticString = "uid_t") -> Argument {
        Argument(name.description, type.description, .user)
    }
    @inline(never) static func group(_ name: StaticString, as type: StaticString = "gid_t") -> Argument {
        Argument(name.description, type.description, .group)
    }
    @inline(never) static func signal(_ name: StaticString = "sig", as type: StaticString = "int") -> Argument {
        Argument(name.description, type.description, .signal)
    }

    /// A number of 32 bits with names from a set.
    @inline(never) static func named(_ name: StaticString, _ set: ConstantSet, as type: StaticString = "int") -> Argument {
        Argument(name.description, type.description, .constants(set))
    }
    /// A number of a register's width with names from a set.
    @inline(never) static func wide(_ name: StaticString, _ set: ConstantSet, as type: StaticString = "unsigned long") -> Argument {
        Argument(name.description, type.description, .constants(set, wide: true))
    }
}

// MARK: Memory

extension Argument {
    @inline(never) static func path(_ name: StaticString, as type: StaticString = "const char *") -> Argument {
        Argument(name.description, type.description, .path)
    }
    @inline(never) static func string(_ name: StaticString, as type: StaticString = "const char *") -> Argument {
        Argument(name.description, type.description, .string)
    }
    @inline(never) static func vector(_ name: StaticString, as type: StaticString = "const char *const *") -> Argument {
        Argument(name.description, type.description, .vector)
    }
    @inline(never) static func environment(_ name: StaticString, as type: StaticString = "const char *const *") -> Argument {
        Argument(name.description, type.description, .environment)
    }

    /// Bytes that the kernel reads.
    @inline(never) static func data(_ name: StaticString, in length: Length, as type: StaticString = "const void *") -> Argument {
        Argument(name.description, type.description, .bytes(.input, length))
    }
    /// Bytes that the kernel writes.
    @inline(never) static func data(_ name: StaticString, out length: Length, as type: StaticString = "char *") -> Argument {
        Argument(name.description, type.description, .bytes(.output, length))
    }

    /// A structure that the kernel reads.
    @inline(never) static func input(_ name: StaticString, _ structure: Structure, as type: StaticString? = nil) -> Argument {
        Argument(name.description, type?.description ?? "const " + structure.type + " *", .structure(structure, .input))
    }
    /// A structure that the kernel writes.
    @inline(never) static func output(_ name: StaticString, _ structure: Structure, as type: StaticString? = nil) -> Argument {
        Argument(name.description, type?.description ?? structure.type + " *", .structure(structure, .output))
    }
    /// A structure that the kernel reads and writes.
    @inline(never) static func update(_ name: StaticString, _ structure: Structure, as type: StaticString? = nil) -> Argument {
        Argument(name.description, type?.description ?? structure.type + " *", .structure(structure, .inputOutput))
    }

    /// Structures or numbers that the kernel reads.
    @inline(never) static func inputs(_ name: StaticString, _ element: Structure, _ count: Length, as type: StaticString? = nil) -> Argument
    {
        Argument(name.description, type?.description ?? "const " + element.type + " *", .array(element, .input, count))
    }
    /// Structures or numbers that the kernel writes.
    @inline(never) static func outputs(_ name: StaticString, _ element: Structure, _ count: Length, as type: StaticString? = nil)
        -> Argument
    {
        Argument(name.description, type?.description ?? element.type + " *", .array(element, .output, count))
    }
    /// Structures or numbers that the kernel reads and writes.
    @inline(never) static func updates(_ name: StaticString, _ element: Structure, _ count: Length, as type: StaticString? = nil)
        -> Argument
    {
        Argument(name.description, type?.description ?? element.type + " *", .array(element, .inputOutput, count))
    }
}

// MARK: What another argument selects

extension Argument {
    @inline(never) static func selected(_ name: StaticString, _ choice: KindChoice, as type: StaticString = "unsigned long") -> Argument {
        Argument(name.description, type.description, .selected(choice))
    }
}

// MARK: Memory behind memory

extension Argument {
    /// Buffers that the kernel reads.
    @inline(never) static func buffers(_ name: StaticString, _ element: Structure, in count: Length, as type: StaticString? = nil)
        -> Argument
    {
        Argument(name.description, type?.description ?? "const " + element.type + " *", .buffers(element, .input, count))
    }
    /// Buffers that the kernel writes, as many bytes as the result says.
    @inline(never) static func buffers(_ name: StaticString, _ element: Structure, out count: Length, as type: StaticString? = nil)
        -> Argument
    {
        Argument(name.description, type?.description ?? "const " + element.type + " *", .buffers(element, .output, count))
    }
}

extension Argument {
    /// A message that the kernel sends.
    @inline(never) static func message(
        _ name: StaticString, sent structure: Structure, _ count: Length = .one, as type: StaticString? = nil
    )
        -> Argument
    {
        Argument(name.description, type?.description ?? structure.type + " *", .message(structure, .input, count))
    }
    /// A message that the kernel fills.
    @inline(never) static func message(
        _ name: StaticString, filled structure: Structure, _ count: Length = .one, as type: StaticString? = nil
    )
        -> Argument
    {
        Argument(name.description, type?.description ?? structure.type + " *", .message(structure, .inputOutput, count))
    }
}

// MARK: Memory whose length is given

extension Argument {
    /// A structure of a given length that the kernel reads.
    @inline(never) static func input(_ name: StaticString, _ structure: Structure, bytes: Length, as type: StaticString? = nil) -> Argument
    {
        Argument(name.description, type?.description ?? "const " + structure.type + " *", .sized(structure, .input, bytes))
    }
    /// A structure of a given length that the kernel writes.
    @inline(never) static func output(_ name: StaticString, _ structure: Structure, bytes: Length, as type: StaticString? = nil) -> Argument
    {
        Argument(name.description, type?.description ?? structure.type + " *", .sized(structure, .output, bytes))
    }
    /// A structure of a given length that the kernel reads and writes.
    @inline(never) static func update(_ name: StaticString, _ structure: Structure, bytes: Length, as type: StaticString? = nil) -> Argument
    {
        Argument(name.description, type?.description ?? structure.type + " *", .sized(structure, .inputOutput, bytes))
    }
}

extension Length {
    /// A single one: `int *`.
    static let one = Length.fixed(1)
}
