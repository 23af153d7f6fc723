extension SyscallTable {
    static var i386Rows: [[Syscall]] { [] }
}
