// The vocabulary of the tables in this folder. Each word makes an argument with the C type that the kernel mostly gives to arguments of its kind;
// `as:` says another.

/// One row of a table.
func call(_ number: Int, _ name: String, _ arguments: Argument..., result: ResultKind = .number) -> Syscall {
    Syscall(number: number, name: name, arguments: arguments, result: result)
}

// MARK: Numbers

extension Argument {
    static func int(_ name: String, as type: String = "int") -> Argument { Argument(name, type, .signed32) }
    static func uint(_ name: String, as type: String = "unsigned int") -> Argument { Argument(name, type, .unsigned32) }
    static func long(_ name: String, as type: String = "long") -> Argument { Argument(name, type, .signed64) }
    static func ulong(_ name: String, as type: String = "unsigned long") -> Argument { Argument(name, type, .unsigned64) }
    static func size(_ name: String, as type: String = "size_t") -> Argument { Argument(name, type, .unsigned64) }
    /// A position or length in a file.
    static func offset(_ name: String = "offset", as type: String = "loff_t") -> Argument { Argument(name, type, .signed64) }
    /// A bit pattern without names.
    static func hex(_ name: String, as type: String = "unsigned long") -> Argument { Argument(name, type, .hexadecimal) }
    static func mode(_ name: String = "mode", as type: String = "umode_t") -> Argument { Argument(name, type, .mode) }
    /// An address that is not followed.
    static func address(_ name: String, as type: String = "void *") -> Argument { Argument(name, type, .address) }
    static func device(_ name: String = "dev", as type: String = "unsigned int") -> Argument { Argument(name, type, .device) }
}

// MARK: Identifiers and names

extension Argument {
    static func fd(_ name: String = "fd", as type: String = "int") -> Argument { Argument(name, type, .descriptor) }
    /// The directory that the next path starts from.
    static func directory(_ name: String = "dfd", as type: String = "int") -> Argument { Argument(name, type, .directory) }
    static func process(_ name: String = "pid", as type: String = "pid_t") -> Argument { Argument(name, type, .process) }
    static func user(_ name: String, as type: String = "uid_t") -> Argument { Argument(name, type, .user) }
    static func group(_ name: String, as type: String = "gid_t") -> Argument { Argument(name, type, .group) }
    static func signal(_ name: String = "sig", as type: String = "int") -> Argument { Argument(name, type, .signal) }

    /// A number of 32 bits with names from a set.
    static func named(_ name: String, _ set: ConstantSet, as type: String = "int") -> Argument { Argument(name, type, .constants(set)) }
    /// A number of a register's width with names from a set.
    static func wide(_ name: String, _ set: ConstantSet, as type: String = "unsigned long") -> Argument {
        Argument(name, type, .constants(set, wide: true))
    }
}

// MARK: Memory

extension Argument {
    static func path(_ name: String, as type: String = "const char *") -> Argument { Argument(name, type, .path) }
    static func string(_ name: String, as type: String = "const char *") -> Argument { Argument(name, type, .string) }
    static func vector(_ name: String, as type: String = "const char *const *") -> Argument { Argument(name, type, .vector) }
    static func environment(_ name: String, as type: String = "const char *const *") -> Argument { Argument(name, type, .environment) }

    /// Bytes that the kernel reads.
    static func data(_ name: String, in length: Length, as type: String = "const void *") -> Argument {
        Argument(name, type, .bytes(.input, length))
    }
    /// Bytes that the kernel writes.
    static func data(_ name: String, out length: Length, as type: String = "char *") -> Argument {
        Argument(name, type, .bytes(.output, length))
    }

    /// A structure that the kernel reads.
    static func input(_ name: String, _ structure: Structure, as type: String? = nil) -> Argument {
        Argument(name, type ?? "const " + structure.type + " *", .structure(structure, .input))
    }
    /// A structure that the kernel writes.
    static func output(_ name: String, _ structure: Structure, as type: String? = nil) -> Argument {
        Argument(name, type ?? structure.type + " *", .structure(structure, .output))
    }
    /// A structure that the kernel reads and writes.
    static func update(_ name: String, _ structure: Structure, as type: String? = nil) -> Argument {
        Argument(name, type ?? structure.type + " *", .structure(structure, .inputOutput))
    }

    /// Structures or numbers that the kernel reads.
    static func inputs(_ name: String, _ element: Structure, _ count: Length, as type: String? = nil) -> Argument {
        Argument(name, type ?? "const " + element.type + " *", .array(element, .input, count))
    }
    /// Structures or numbers that the kernel writes.
    static func outputs(_ name: String, _ element: Structure, _ count: Length, as type: String? = nil) -> Argument {
        Argument(name, type ?? element.type + " *", .array(element, .output, count))
    }
    /// Structures or numbers that the kernel reads and writes.
    static func updates(_ name: String, _ element: Structure, _ count: Length, as type: String? = nil) -> Argument {
        Argument(name, type ?? element.type + " *", .array(element, .inputOutput, count))
    }
}

extension Length {
    /// A single one: `int *`.
    static let one = Length.fixed(1)
}
