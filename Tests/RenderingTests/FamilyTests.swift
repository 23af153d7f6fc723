import Events
import Schema
import Testing

@testable import Rendering

/// Records of real calls and the lines that strace 6.1 writes for them.
@Suite struct FamilyTests {
    static let files: [(RecordBuilder, String)] = [
        (
            record("openat", [-100, 1, 0o2000000], 3) { $0.addString(1, "/etc/passwd") },
            #"openat(AT_FDCWD, "/etc/passwd", O_RDONLY|O_CLOEXEC) = 3"#
        ),
        (
            record("openat", [-100, 1, 0o1102, 0o644], 7) { $0.addString(1, "/tmp/zz") },
            #"openat(AT_FDCWD, "/tmp/zz", O_RDWR|O_CREAT|O_TRUNC, 0644) = 7"#
        ),
        (
            record("openat", [-100, 1, 0o20200002, 0o600], 8) { $0.addString(1, "/tmp") },
            #"openat(AT_FDCWD, "/tmp", O_RDWR|O_TMPFILE, 0600) = 8"#
        ),
        (
            record("openat", [-100, 1, 0x8000_0001], -14) { $0.addChunk(1, .string, [], status: .unreadable) },
            "openat(AT_FDCWD, 0x1, O_WRONLY|0x80000000) = -1 EFAULT (Bad address)"
        ),
        (
            record("open", [1, 0], -2) { $0.addString(0, "/nonexist") },
            #"open("/nonexist", O_RDONLY) = -1 ENOENT (No such file or directory)"#
        ),
        (
            record("openat2", [-100, 1, 2, 24], 15) {
                $0.addString(1, "/tmp/z")
                $0.addChunk(2, .bytes, packed(UInt64(0o101), UInt64(0o600), UInt64(0)))
            }, #"openat2(AT_FDCWD, "/tmp/z", {flags=O_WRONLY|O_CREAT, mode=0600, resolve=0}, 24) = 15"#
        ),
        (
            record("openat2", [-100, 1, 2, 24], -2) {
                $0.addString(1, "etc")
                $0.addChunk(2, .bytes, packed(UInt64(0o2000000), UInt64(0), UInt64(8)))
            }, #"openat2(AT_FDCWD, "etc", {flags=O_RDONLY|O_CLOEXEC, resolve=RESOLVE_BENEATH}, 24) = -1 ENOENT (No such file or directory)"#
        ),
        (
            record("pipe2", [1, 0o2004000], 0) { $0.addChunk(0, .bytes, packed(Int32(3), Int32(4))) },
            "pipe2([3, 4], O_NONBLOCK|O_CLOEXEC) = 0"
        ),
        (record("fcntl", [9, 0, 10], 11), "fcntl(9, F_DUPFD, 10) = 11"),
        (record("fcntl", [9, 1, 0], 1), "fcntl(9, F_GETFD) = 0x1 (flags FD_CLOEXEC)"),
        (record("fcntl", [9, 1, 0], 0), "fcntl(9, F_GETFD) = 0"),
        (record("fcntl", [9, 2, 1], 0), "fcntl(9, F_SETFD, FD_CLOEXEC) = 0"),
        (record("fcntl", [9, 3, 0], 0x8000), "fcntl(9, F_GETFL) = 0x8000 (flags O_RDONLY|O_LARGEFILE)"),
        (record("fcntl", [9, 4, 0o4000], 0), "fcntl(9, F_SETFL, O_RDONLY|O_NONBLOCK) = 0"),
        (record("fcntl", [9, 6, 0x7ffc], 0), "fcntl(9, F_SETLK, 0x7ffc) = 0"),
        (
            record("fcntl", [9, 6, 0x7ffc], 0) {
                $0.addChunk(2, .bytes, packed(Int16(0), Int16(0), Int32(0), Int64(1), Int64(2), Int32(0), Int32(0)))
            },
            "fcntl(9, F_SETLK, {l_type=F_RDLCK, l_whence=SEEK_SET, l_start=1, l_len=2}) = 0"
        ),
        (record("fcntl", [9, 10, 29], 0), "fcntl(9, F_SETSIG, SIGIO) = 0"),
        (record("fcntl", [9, 1033, 8], -1), "fcntl(9, F_ADD_SEALS, F_SEAL_WRITE) = -1 EPERM (Operation not permitted)"),
        (record("fcntl", [9, 1026, 1], 0), "fcntl(9, F_NOTIFY, DN_ACCESS) = 0"),
        (record("fcntl", [9, 9999, 1], -22), "fcntl(9, 0x270f /* F_??? */, 0x1) = -1 EINVAL (Invalid argument)"),
        (record("lseek", [9, -5, 2], 1216), "lseek(9, -5, SEEK_END) = 1216"),
        (record("access", [1, 6], 0) { $0.addString(0, "/etc") }, #"access("/etc", R_OK|W_OK) = 0"#),
        (record("access", [1, 0], 0) { $0.addString(0, "/x\n\u{1}") }, #"access("/x\n\1", F_OK) = 0"#),
        (record("umask", [0o22], 0), "umask(022) = 000"),
        (record("mknodat", [-100, 1, 0o10644, 0], 0) { $0.addString(1, "f") }, #"mknodat(AT_FDCWD, "f", S_IFIFO|0644) = 0"#),
        (record("mknod", [1, 0o20644, 0x103], 0) { $0.addString(0, "d") }, #"mknod("d", S_IFCHR|0644, makedev(0x1, 0x3)) = 0"#),
        (record("chown", [1, -1, 5], 0) { $0.addString(0, "f") }, #"chown("f", -1, 5) = 0"#),
        (record("ioctl", [1, 0x5413, 0x7ffc], -25), "ioctl(1, TIOCGWINSZ, 0x7ffc) = -1 ENOTTY (Inappropriate ioctl for device)"),
        (
            record("ioctl", [0, 0x1234, 5], -25),
            "ioctl(0, _IOC(_IOC_NONE, 0x12, 0x34, 0), 0x5) = -1 ENOTTY (Inappropriate ioctl for device)"
        ),
        (
            record("ioctl", [0, 0x8004_7801, 5], -25),
            "ioctl(0, _IOC(_IOC_READ, 0x78, 0x1, 0x4), 0x5) = -1 ENOTTY (Inappropriate ioctl for device)"
        ),
        (record("ioctl", [0, 0x5451, 5], 0), "ioctl(0, FIOCLEX) = 0"),
        (
            record("getrandom", [1, 3, 1], 3) { $0.addChunk(0, .bytes, [0x59, 0x60, 0x92]) },
            #"getrandom("\x59\x60\x92", 3, GRND_NONBLOCK) = 3"#
        ),
        (
            record("newfstatat", [-100, 1, 2, 0], -2) { $0.addString(1, "/x") },
            #"newfstatat(AT_FDCWD, "/x", 0x2, 0) = -1 ENOENT (No such file or directory)"#
        ),
        (
            record("stat", [1, 2], 0) {
                $0.addString(0, "/etc")
                $0.addChunk(1, .bytes, stat(mode: 0o40755, size: 4096))
            }, #"stat("/etc", {st_mode=S_IFDIR|0755, st_size=4096, ...}) = 0"#
        ),
        (
            record("fstat", [1, 2], 0) { $0.addChunk(1, .bytes, stat(mode: 0o20666, device: 0x103)) },
            "fstat(1, {st_mode=S_IFCHR|0666, st_rdev=makedev(0x1, 0x3), ...}) = 0"
        ),
        (record("close", [3], 0), "close(3) = 0"),
        (record("close_range", [100, 0xffff_ffff, 4], 0), "close_range(100, 4294967295, CLOSE_RANGE_CLOEXEC) = 0"),
        (record("getcwd", [1, 100], 5) { $0.addChunk(0, .bytes, Array("/tmp\0".utf8)) }, #"getcwd("/tmp", 100) = 5"#),
        (
            record("getcwd", [1, 100], 50) { $0.addChunk(0, .bytes, Array("/tmp".utf8), status: .truncated) },
            #"getcwd("/tmp"..., 100) = 50"#
        ),
        (
            record("utimensat", [-100, 1, 2, 0x100], -2) {
                $0.addString(1, "/n")
                $0.addChunk(2, .bytes, packed(Int64(0), Int64(0x3fff_ffff), Int64(0), Int64(0x3fff_fffe)))
            }, #"utimensat(AT_FDCWD, "/n", [UTIME_NOW, UTIME_OMIT], AT_SYMLINK_NOFOLLOW) = -1 ENOENT (No such file or directory)"#
        ),
    ]

    static let processes: [(RecordBuilder, String)] = [
        (
            record("mmap", [0, 8192, 3, 0x22, -1, 0], 0x7f46_583d_6000),
            "mmap(NULL, 8192, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f46583d6000"
        ),
        (record("mmap", [0, 4096, 1, 1, 9, 4096], 0x7f00), "mmap(NULL, 4096, PROT_READ, MAP_SHARED, 9, 0x1000) = 0x7f00"),
        (
            record("mmap", [0, 2_097_152, 3, 0x5404_0022, -1, 0], -12),
            "mmap(NULL, 2097152, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS|MAP_HUGETLB|21<<MAP_HUGE_SHIFT, -1, 0)"
                + " = -1 ENOMEM (Cannot allocate memory)"
        ),
        (
            record("membarrier", [0, 0], 3),
            "membarrier(MEMBARRIER_CMD_QUERY, 0) = 0x3 (MEMBARRIER_CMD_GLOBAL|MEMBARRIER_CMD_GLOBAL_EXPEDITED)"
        ),
        (record("personality", [0xffff_ffff], 0), "personality(0xffffffff) = 0 (PER_LINUX)"),
        (
            record("set_robust_list", [0x7f00, 24], 0) { $0.addChunk(0, .bytes, Array(repeating: 1, count: 24)) },
            "set_robust_list(0x7f00, 24) = 0"
        ),
        (record("rseq", [0x7f00, 32, 0, 0x5305_3053], 0), "rseq(0x7f00, 0x20, 0, 0x53053053) = 0"),
        (record("mremap", [0x7f00, 8192, 16384, 1, 7], -14), "mremap(0x7f00, 8192, 16384, MREMAP_MAYMOVE) = -1 EFAULT (Bad address)"),
        (record("mprotect", [0x7f00, 4096, 0], 0), "mprotect(0x7f00, 4096, PROT_NONE) = 0"),
        (record("brk", [0], 0x55ea_fd2c_b000), "brk(NULL) = 0x55eafd2cb000"),
        (
            record("clone", [0x0120_0011, 0, 0, 0x7f46_581e_9a10, 0], 8791),
            "clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLD, child_tidptr=0x7f46581e9a10) = 8791"
        ),
        (
            record("clone3", [1, 88], 23758) { $0.addChunk(0, .bytes, packed(UInt64(0), 0, 0, 0, UInt64(17), UInt64(0), 0, 0, 0, 0, 0)) },
            "clone3({flags=0, exit_signal=SIGCHLD, stack=NULL, stack_size=0}, 88) = 23758"
        ),
        (
            record("wait4", [-1, 1, 0, 0], 5) { $0.addChunk(1, .bytes, packed(UInt32(0))) },
            "wait4(-1, [{WIFEXITED(s) && WEXITSTATUS(s) == 0}], 0, NULL) = 5"
        ),
        (
            record("wait4", [-1, 1, 2, 0], 5) { $0.addChunk(1, .bytes, packed(UInt32(9))) },
            "wait4(-1, [{WIFSIGNALED(s) && WTERMSIG(s) == SIGKILL}], WSTOPPED, NULL) = 5"
        ),
        (
            record("wait4", [5, 1, 0, 0], 5) { $0.addChunk(1, .bytes, packed(UInt32(0x8b))) },
            "wait4(5, [{WIFSIGNALED(s) && WTERMSIG(s) == SIGSEGV && WCOREDUMP(s)}], 0, NULL) = 5"
        ),
        (
            record("wait4", [5, 1, 0, 0], 5) { $0.addChunk(1, .bytes, packed(UInt32(0x137f))) },
            "wait4(5, [{WIFSTOPPED(s) && WSTOPSIG(s) == SIGSTOP}], 0, NULL) = 5"
        ),
        (
            record("wait4", [5, 1, 8, 0], 5) { $0.addChunk(1, .bytes, packed(UInt32(0xffff))) },
            "wait4(5, [{WIFCONTINUED(s)}], WCONTINUED, NULL) = 5"
        ),
        (
            record("wait4", [-1, 0x1000, 1, 0x2000], 0) { $0.addChunk(1, .bytes, packed(UInt32(7))) },
            "wait4(-1, 0x1000, WNOHANG, 0x2000) = 0"
        ),
        (record("exit_group", [0], 0, flags: .noResult), "exit_group(0) = ?"),
        (
            record("execve", [1, 2, 0x7ffd], 0, flags: .executed) {
                $0.addString(0, "/bin/ls", source: .kernel)
                $0.addVector(1, ["ls", "-l", String(repeating: "x", count: 40)])
                $0.addChunk(2, .count, packed(UInt64(23)))
            }, "execve(\"/bin/ls\", [\"ls\", \"-l\", \"\(String(repeating: "x", count: 40))\"], 0x7ffd /* 23 vars */) = 0"
        ),
        (
            record("prlimit64", [0, 3, 0, 1], 0) { $0.addChunk(3, .bytes, packed(UInt64(8192 * 1024), UInt64.max)) },
            "prlimit64(0, RLIMIT_STACK, NULL, {rlim_cur=8192*1024, rlim_max=RLIM64_INFINITY}) = 0"
        ),
        (record("arch_prctl", [0x1002, 0x7f83_d9fc_4740], 0), "arch_prctl(ARCH_SET_FS, 0x7f83d9fc4740) = 0"),
        (record("prctl", [15, 1], 0) { $0.addString(1, "hello") }, #"prctl(PR_SET_NAME, "hello") = 0"#),
        (record("prctl", [15, 0x1000], 0), "prctl(PR_SET_NAME, 0x1000) = 0"),
        (record("prctl", [1, 15], 0), "prctl(PR_SET_PDEATHSIG, SIGTERM) = 0"),
        (record("prctl", [3], 1), "prctl(PR_GET_DUMPABLE) = 1 (SUID_DUMP_USER)"),
        (record("prctl", [4, 1], 0), "prctl(PR_SET_DUMPABLE, SUID_DUMP_USER) = 0"),
        (record("prctl", [38, 0, 0, 0, 0], -22), "prctl(PR_SET_NO_NEW_PRIVS, 0, 0, 0, 0) = -1 EINVAL (Invalid argument)"),
        (record("prctl", [23, 5], 1), "prctl(PR_CAPBSET_READ, CAP_KILL) = 1"),
        (record("prctl", [47, 1, 5, 0, 0], 0), "prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, CAP_KILL, 0, 0) = 0"),
        (record("prctl", [27], 0x10), "prctl(PR_GET_SECUREBITS) = 0x10 (SECBIT_KEEP_CAPS)"),
        (record("prctl", [52, 0], 3), "prctl(PR_GET_SPECULATION_CTRL, PR_SPEC_STORE_BYPASS) = 0x3 (PR_SPEC_PRCTL|PR_SPEC_ENABLE)"),
        (record("prctl", [35, 1, 2, 0, 0], -1), "prctl(PR_SET_MM, PR_SET_MM_START_CODE, 0x2, 0, 0) = -1 EPERM (Operation not permitted)"),
        (record("prctl", [99999, 1, 2, 3, 4], -22), "prctl(0x1869f /* PR_??? */, 0x1, 0x2, 0x3, 0x4) = -1 EINVAL (Invalid argument)"),
        (record("futex", [0x7f, 129, 1], 0), "futex(0x7f, FUTEX_WAKE_PRIVATE, 1) = 0"),
        (
            record("futex", [0x7f, 128, 0, 1, 0, 0], -110) { $0.addChunk(3, .bytes, packed(Int64(0), Int64(1000))) },
            "futex(0x7f, FUTEX_WAIT_PRIVATE, 0, {tv_sec=0, tv_nsec=1000}) = -1 ETIMEDOUT (Connection timed out)"
        ),
        (
            record("futex", [0x7f, 0x189, 0, 0, 0, -1], 0),
            "futex(0x7f, FUTEX_WAIT_BITSET_PRIVATE|FUTEX_CLOCK_REALTIME, 0, NULL, FUTEX_BITSET_MATCH_ANY) = 0"
        ),
        (record("futex", [0x7f, 132, 1, 2, 0x7f, 0], 0), "futex(0x7f, FUTEX_CMP_REQUEUE_PRIVATE, 1, 2, 0x7f, 0) = 0"),
        (
            record("futex", [0x7f, 5, 1, 1, 0x7f, 0x1000_3004], 0),
            "futex(0x7f, FUTEX_WAKE_OP, 1, 1, 0x7f, FUTEX_OP_ADD<<28|0x3<<12|FUTEX_OP_CMP_EQ<<24|0x4) = 0"
        ),
        (record("futex", [0x7f, 7, 0, 0, 0, 0], -1), "futex(0x7f, FUTEX_UNLOCK_PI) = -1 EPERM (Operation not permitted)"),
        (record("futex", [0x7f, 10, 1, 0, 0, 5], 0), "futex(0x7f, FUTEX_WAKE_BITSET, 1, 0x5) = 0"),
        (
            record("futex", [0x7f, 55, 1, 0, 0, 5], -38),
            "futex(0x7f, 0x37 /* FUTEX_??? */, 1, NULL, NULL, 0x5) = -1 ENOSYS (Function not implemented)"
        ),
        (
            record("sched_getaffinity", [0, 128, 1], 8) { $0.addChunk(2, .bytes, [3, 1, 0, 0, 0, 0, 0, 0]) },
            "sched_getaffinity(0, 128, [0 1 8]) = 8"
        ),
        (
            record("uname", [1], 0) {
                $0.addChunk(
                    0, .bytes, Array("Linux".utf8) + Array(repeating: 0, count: 60) + Array("vm".utf8) + Array(repeating: 0, count: 323))
            },
            #"uname({sysname="Linux", nodename="vm", ...}) = 0"#
        ),
    ]

    static let signalsAndSockets: [(RecordBuilder, String)] = [
        (record("kill", [8790, 10], 0), "kill(8790, SIGUSR1) = 0"),
        (record("tgkill", [8790, 8790, 0], 0), "tgkill(8790, 8790, 0) = 0"),
        (
            record("rt_sigprocmask", [0, 1, 0, 8], 0) { $0.addChunk(1, .bytes, packed(UInt64(0x4002))) },
            "rt_sigprocmask(SIG_BLOCK, [INT TERM], NULL, 8) = 0"
        ),
        (
            record("rt_sigprocmask", [2, 1, 2, 8], 0) {
                $0.addChunk(1, .bytes, packed(~UInt64(0x1_8000_0000)))
                $0.addChunk(2, .bytes, packed(UInt64(0)))
            }, "rt_sigprocmask(SIG_SETMASK, ~[RTMIN RT_1], [], 8) = 0"
        ),
        (
            record("rt_sigprocmask", [0, 1, 0, 8], 0) { $0.addChunk(1, .bytes, packed(UInt64.max)) },
            "rt_sigprocmask(SIG_BLOCK, ~[], NULL, 8) = 0"
        ),
        (
            record("rt_sigaction", [10, 1, 0, 8], 0) {
                $0.addChunk(1, .bytes, packed(UInt64(0x55ea), UInt64(0x1400_0000), UInt64(0x7f46), UInt64(0x200)))
            },
            "rt_sigaction(SIGUSR1, {sa_handler=0x55ea, sa_mask=[USR1], sa_flags=SA_RESTORER|SA_RESTART, sa_restorer=0x7f46}, NULL, 8) = 0"
        ),
        (
            record("rt_sigaction", [33, 0, 1, 8], 0) { $0.addChunk(2, .bytes, packed(UInt64(0), UInt64(0), UInt64(0), UInt64(0))) },
            "rt_sigaction(SIGRT_1, NULL, {sa_handler=SIG_DFL, sa_mask=[], sa_flags=0}, 8) = 0"
        ),
        (
            record("poll", [1, 2, 100], 1) {
                $0.addChunk(0, .bytes, packed(Int32(5), Int16(1), Int16(0), Int32(6), Int16(5), Int16(4)))
            }, "poll([{fd=5, events=POLLIN}, {fd=6, events=POLLIN|POLLOUT}], 2, 100) = 1 ([{fd=6, revents=POLLOUT}])"
        ),
        (
            record("poll", [1, 1, 0], 0) { $0.addChunk(0, .bytes, packed(Int32(5), Int16(1), Int16(0))) },
            "poll([{fd=5, events=POLLIN}], 1, 0) = 0 (Timeout)"
        ),
        (record("poll", [0, 0, 5], 0), "poll(NULL, 0, 5) = 0 (Timeout)"),
        (
            record("epoll_ctl", [13, 1, 6, 1], 0) { $0.addChunk(3, .bytes, packed(UInt32(0x8000_0004), UInt64(0x12_3456_7890))) },
            "epoll_ctl(13, EPOLL_CTL_ADD, 6, {events=EPOLLOUT|EPOLLET, data={u32=878082192, u64=78187493520}}) = 0"
        ),
        (
            record("epoll_wait", [13, 1, 4, 10], 1) { $0.addChunk(1, .bytes, packed(UInt32(4), UInt64(7))) },
            "epoll_wait(13, [{events=EPOLLOUT, data={u32=7, u64=7}}], 4, 10) = 1"
        ),
        (record("epoll_wait", [13, 0x1000, 4, 0], 0), "epoll_wait(13, [], 4, 0) = 0"),
        (record("epoll_create1", [0o2000000], 13), "epoll_create1(EPOLL_CLOEXEC) = 13"),
        (record("socket", [2, 0o2000001, 6], 15), "socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_TCP) = 15"),
        (record("socket", [1, 0o4002, 0], 16), "socket(AF_UNIX, SOCK_DGRAM|SOCK_NONBLOCK, 0) = 16"),
        (record("socket", [16, 3, 0], 17), "socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE) = 17"),
        (record("socket", [17, 3, 0x300], 19), "socket(AF_PACKET, SOCK_RAW, htons(ETH_P_ALL)) = 19"),
        (
            record("connect", [8, 1, 16], 0) {
                $0.addChunk(1, .bytes, packed(UInt16(2), UInt16(9999).bigEndian, UInt32(0x7f00_0001).bigEndian, UInt64(0)))
            },
            #"connect(8, {sa_family=AF_INET, sin_port=htons(9999), sin_addr=inet_addr("127.0.0.1")}, 16) = 0"#
        ),
        (
            record("connect", [9, 1, 110], -2) { $0.addChunk(1, .bytes, packed(UInt16(1)) + Array("/tmp/nosock\0\0\0".utf8)) },
            #"connect(9, {sa_family=AF_UNIX, sun_path="/tmp/nosock"}, 110) = -1 ENOENT (No such file or directory)"#
        ),
        (
            record("connect", [9, 1, 14], 0) { $0.addChunk(1, .bytes, packed(UInt16(1)) + Array("/tmp/nosock-garbage".utf8)) },
            #"connect(9, {sa_family=AF_UNIX, sun_path="/tmp/nosock-"}, 14) = 0"#
        ),
        (
            record("getsockname", [9, 1, 2], 0) {
                $0.addChunk(1, .bytes, packed(UInt16(2), UInt16(80).bigEndian, UInt32(0x7f00_0001).bigEndian, UInt64(0), UInt64(77)))
                $0.addChunk(2, .bytes, packed(Int32(16)))
            }, #"getsockname(9, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("127.0.0.1")}, [16]) = 0"#
        ),
        (
            record("bind", [9, 1, 8], 0) { $0.addChunk(1, .bytes, packed(UInt16(1)) + Array("\0abs\u{1}x".utf8)) },
            #"bind(9, {sa_family=AF_UNIX, sun_path=@"abs\1x"}, 8) = 0"#
        ),
        (
            record("connect", [11, 1, 28], -111) {
                $0.addChunk(1, .bytes, packed(UInt16(10), UInt16(1).bigEndian, UInt32(0), UInt64(0), UInt64(1).bigEndian, UInt32(0)))
            },
            #"connect(11, {sa_family=AF_INET6, sin6_port=htons(1), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "::1", &sin6_addr), sin6_scope_id=0}, 28)"#
                + " = -1 ECONNREFUSED (Connection refused)"
        ),
        (
            record("setsockopt", [15, 1, 2, 1, 4], 0) { $0.addChunk(3, .bytes, packed(Int32(1))) },
            "setsockopt(15, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0"
        ),
        (
            record("setsockopt", [8, 1, 13, 1, 8], 0) { $0.addChunk(3, .bytes, packed(Int32(1), Int32(2))) },
            "setsockopt(8, SOL_SOCKET, SO_LINGER, {l_onoff=1, l_linger=2}, 8) = 0"
        ),
        (
            record("accept4", [15, 0, 1, 0o2000000], 22) {
                $0.addChunk(2, .bytes, packed(Int32(128)), source: .userAtEntry)
                $0.addChunk(2, .bytes, packed(Int32(16)), source: .userAtExit)
            }, "accept4(15, NULL, 0x1, SOCK_CLOEXEC) = 22"
        ),
        (
            record("nanosleep", [1, 0x1000], 0) { $0.addChunk(0, .bytes, packed(Int64(0), Int64(1000))) },
            "nanosleep({tv_sec=0, tv_nsec=1000}, 0x1000) = 0"
        ),
    ]

    @Test(arguments: files.indices) func file(index: Int) { #expect(line(Self.files[index].0) == Self.files[index].1) }

    @Test(arguments: processes.indices) func process(index: Int) { #expect(line(Self.processes[index].0) == Self.processes[index].1) }

    @Test(arguments: signalsAndSockets.indices) func signalOrSocket(index: Int) {
        #expect(line(Self.signalsAndSockets[index].0) == Self.signalsAndSockets[index].1)
    }

    private static func stat(mode: UInt32, size: Int64 = 0, device: UInt64 = 0) -> [UInt8] {
        packed(UInt64(1), UInt64(2), UInt64(1), mode, UInt32(0), UInt32(0), UInt32(0), device, size) + Array(repeating: 0, count: 88)
    }
}
