extension SyscallTable {
    /// The numbers 337 to 423 are not used by 64-bit calls, and those from 512 belong to x32, which has no table.
    static var x86_64Rows: [[Syscall]] {
        [
            x86_64From0, x86_64From40, x86_64From80, x86_64From120, x86_64From160, x86_64From200, x86_64From240, x86_64From280,
            x86_64From320, x86_64From424, x86_64From464,
        ]
    }
}
