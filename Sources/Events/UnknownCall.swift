import Schema

/// Calls that the table does not know.
package enum UnknownCall {
    /// `syscall_0x1f4`: the number as wide as the registers of the ABI, as strace writes it.
    package static func name(_ number: Int32, _ abi: ABI) -> String {
        let digits =
            abi.pointerSize == 8
            ? String(UInt64(bitPattern: Int64(number)), radix: 16) : String(UInt32(bitPattern: number), radix: 16)
        return "syscall_0x" + digits
    }
}
