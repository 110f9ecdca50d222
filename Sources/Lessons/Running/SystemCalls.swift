import Glibc

/// What a confined program may ask of the kernel. Whatever is not here it is refused, above all what is newer than this list.
///
/// The names are those of all kinds of processors; a kind that has no call of a name does without.
enum SystemCalls {
  typealias Condition = SeccompLibrary.Condition

  /// Calls that are allowed as they are.
  static let allowed = files + folders + processes + signals + identities + clocks + waiting + memory

  /// Calls that are allowed with these arguments only.
  static let allowedIf: [(call: String, conditions: [Condition])] =
    [
      // Their own limits and priorities, and nobody else's: what a program inherits, whoever comes after does not inherit from it.
      ("prlimit64", [.argument(0, is: 0)]),
      ("setpriority", [.argument(0, is: 0), .argument(1, is: 0)]),
      ("sched_setparam", [.argument(0, is: 0)]), ("sched_setscheduler", [.argument(0, is: 0)]),
      ("sched_setattr", [.argument(0, is: 0)]), ("sched_setaffinity", [.argument(0, is: 0)]),
      ("clone", [.argument(0, hasNoneOf: namespaceFlags.reduce(0, |))]),
      ("mmap", [.argument(3, hasNoneOf: hugePages)]),
      ("personality", [.argument(0, is: 0xffff_ffff)]),
      // Some kinds of sockets know no network namespaces, those to a virtual machine's host for one.
      ("socket", [.argument(0, is: UInt64(AF_UNIX))]), ("socketpair", [.argument(0, is: UInt64(AF_UNIX))]),
      ("preadv2", [.argument(5, is: 0)]), ("pwritev2", [.argument(5, is: 0)]),
    ]
    + terminalQuestions.map { ("ioctl", [.argument(1, isInLowerHalf: $0)]) }

  /// Calls that are refused with an error of their own. All others are refused as if the kernel did not know them, and libraries then
  /// take another way.
  static let refused: [(calls: [String], error: Int32, condition: Condition?)] =
    [
      // Memory that belongs to no process: it outlives them, and no limit counts it.
      (["shmget", "shmat", "shmdt", "shmctl", "semget", "semop", "semtimedop", "semctl"], EPERM, nil),
      (["msgget", "msgsnd", "msgrcv", "msgctl", "mq_open", "memfd_create", "memfd_secret"], EPERM, nil),
      (["add_key", "request_key", "keyctl"], EPERM, nil),
      // Of these the whole machine has few.
      (["io_setup", "io_submit", "io_getevents", "io_pgetevents", "io_cancel", "io_destroy"], EPERM, nil),
      (["inotify_init", "inotify_init1", "fanotify_init", "fanotify_mark"], EPERM, nil),
      (["mlock", "mlock2", "mlockall"], EPERM, nil),
      (["mmap"], EPERM, .argument(3, has: hugePages)),
      // Reaching into other processes, of which the first is the supervisor.
      (["ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "pidfd_getfd", "kcmp"], EPERM, nil),
      (["prlimit64"], EPERM, .argument(0, isNot: 0)),
      (["setpriority"], EPERM, .argument(0, isNot: 0)), (["setpriority"], EPERM, .argument(1, isNot: 0)),
      (["ioprio_set"], EPERM, nil),
      (["sched_setparam"], EPERM, .argument(0, isNot: 0)), (["sched_setscheduler"], EPERM, .argument(0, isNot: 0)),
      (["sched_setattr"], EPERM, .argument(0, isNot: 0)), (["sched_setaffinity"], EPERM, .argument(0, isNot: 0)),
      // Which parts of a file that many programs share are in memory: whoever can ask can be told something.
      (["mincore", "cachestat", "fadvise64", "readahead", "sync", "syncfs", "sync_file_range"], EPERM, nil),
      (["preadv2", "pwritev2"], EOPNOTSUPP, .argument(5, isNot: 0)),
      // Attributes of a folder that no look into it would show.
      (["setxattr", "lsetxattr", "fsetxattr", "removexattr", "lremovexattr", "fremovexattr"], EOPNOTSUPP, nil),
      // Here a program would be an administrator, with a view of its own. What a pointer points to no filter can see: so there is no
      // clone3.
      (["unshare", "setns"], EPERM, nil),
      (["mount", "umount2", "pivot_root", "chroot", "move_mount", "mount_setattr"], EPERM, nil),
      (["open_tree", "fsopen", "fsconfig", "fsmount", "fspick"], EPERM, nil),
      (["name_to_handle_at", "open_by_handle_at", "quotactl", "acct", "swapon", "swapoff"], EPERM, nil),
      // The kernel's own machinery.
      (["bpf", "perf_event_open", "userfaultfd", "modify_ldt", "iopl", "ioperm", "kexec_load", "syslog"], EPERM, nil),
      (
        ["init_module", "finit_module", "delete_module", "reboot", "vhangup", "sethostname", "setdomainname"], EPERM,
        nil
      ),
      (["settimeofday", "clock_settime", "clock_adjtime", "adjtimex"], EPERM, nil),
      (["migrate_pages", "move_pages", "mbind", "set_mempolicy"], EPERM, nil),
      (["personality"], EPERM, .argument(0, isNot: 0xffff_ffff)),
      // Typing into somebody's terminal.
      (["ioctl"], EPERM, .argument(1, isInLowerHalf: UInt64(TIOCSTI))),
      (["ioctl"], EPERM, .argument(1, isInLowerHalf: 0x541c)),
      (["socket", "socketpair"], EAFNOSUPPORT, .argument(0, isNot: UInt64(AF_UNIX))),
    ] + namespaceFlags.map { (["clone"], EPERM, .argument(0, has: $0)) }

  // MARK: - Allowed as they are

  private static let files = [
    "access", "chmod", "chown", "close", "close_range", "copy_file_range", "creat", "dup", "dup2", "dup3", "faccessat",
    "faccessat2", "fallocate", "fchmod", "fchmodat", "fchown", "fchownat", "fcntl", "fdatasync", "fgetxattr",
    "flistxattr", "flock", "fstat", "fstatfs", "fsync", "ftruncate", "futimesat", "getxattr", "lchown", "lgetxattr",
    "link", "linkat", "listxattr", "llistxattr", "lseek", "lstat", "newfstatat", "open", "openat", "pipe", "pipe2",
    "pread64", "preadv", "pwrite64", "pwritev", "read", "readlink", "readlinkat", "readv", "sendfile", "stat", "statfs",
    "statx", "symlink", "symlinkat", "truncate", "umask", "unlink", "unlinkat", "utime", "utimensat", "utimes", "write",
    "writev",
  ]

  private static let folders = [
    "chdir", "fchdir", "getcwd", "getdents", "getdents64", "mkdir", "mkdirat", "rename", "renameat", "renameat2",
    "rmdir",
  ]

  private static let processes = [
    "arch_prctl", "capget", "capset", "execve", "execveat", "exit", "exit_group", "fork", "futex", "futex_waitv",
    "get_robust_list", "getcpu", "getpgid", "getpgrp", "getpid", "getppid", "getpriority", "getrlimit", "getrusage",
    "getsid", "gettid", "membarrier", "pidfd_open", "prctl", "rseq", "sched_get_priority_max", "sched_get_priority_min",
    "sched_getaffinity", "sched_getattr", "sched_getparam", "sched_getscheduler", "sched_rr_get_interval",
    "sched_yield",
    "set_robust_list", "set_tid_address", "setpgid", "setrlimit", "setsid", "sysinfo", "uname", "vfork", "wait4",
    "waitid",
  ]

  private static let signals = [
    "kill", "pause", "pidfd_send_signal", "restart_syscall", "rt_sigaction", "rt_sigpending", "rt_sigprocmask",
    "rt_sigqueueinfo", "rt_sigreturn", "rt_sigsuspend", "rt_sigtimedwait", "rt_tgsigqueueinfo", "sigaltstack", "tgkill",
    "tkill",
  ]

  /// A supervisor changes its user before it starts anything; later that gives nobody any right.
  private static let identities = [
    "getegid", "geteuid", "getgid", "getgroups", "getresgid", "getresuid", "getuid", "setgid", "setgroups", "setregid",
    "setresgid", "setresuid", "setreuid", "setuid",
  ]

  private static let clocks = [
    "alarm", "clock_getres", "clock_gettime", "clock_nanosleep", "getitimer", "gettimeofday", "nanosleep", "setitimer",
    "time", "timer_create", "timer_delete", "timer_getoverrun", "timer_gettime", "timer_settime", "timerfd_create",
    "timerfd_gettime", "timerfd_settime", "times",
  ]

  /// What a program waits for: events, and a socket's other end.
  private static let waiting = [
    "connect", "epoll_create", "epoll_create1", "epoll_ctl", "epoll_pwait", "epoll_wait", "eventfd", "eventfd2",
    "getpeername", "getsockname", "getsockopt", "poll", "ppoll", "pselect6", "recvfrom", "recvmsg", "select", "sendmsg",
    "sendto", "shutdown", "signalfd", "signalfd4",
  ]

  private static let memory = ["brk", "getrandom", "madvise", "mprotect", "mremap", "msync", "munlock", "munmap"]

  // MARK: - Arguments

  /// `TCGETS`, `TIOCGPGRP`, `TIOCGWINSZ`, `FIONREAD`, `FIONBIO`, `FIONCLEX` and `FIOCLEX`.
  private static let terminalQuestions: [UInt64] = [0x5401, 0x540f, 0x5413, 0x541b, 0x5421, 0x5450, 0x5451]

  /// `CLONE_NEWTIME`, `NEWNS`, `NEWCGROUP`, `NEWUTS`, `NEWIPC`, `NEWUSER`, `NEWPID` and `NEWNET`. The first is part of a signal's number
  /// in this call, which has none so large.
  private static let namespaceFlags: [UInt64] = [
    0x80, 0x0002_0000, 0x0200_0000, 0x0400_0000, 0x0800_0000, 0x1000_0000, 0x2000_0000, 0x4000_0000,
  ]

  /// `MAP_HUGETLB`: memory from a store that no limit of a process's counts.
  private static let hugePages: UInt64 = 0x40000
}

extension SeccompLibrary.Condition {
  private typealias Constant = SeccompLibrary.Constant

  fileprivate static func argument(_ index: UInt32, is value: UInt64) -> Self {
    Self(argument: index, comparison: Constant.isEqual, first: value)
  }

  fileprivate static func argument(_ index: UInt32, isNot value: UInt64) -> Self {
    Self(argument: index, comparison: Constant.isNotEqual, first: value)
  }

  /// Compares the lower half, which is all that the kernel looks at.
  fileprivate static func argument(_ index: UInt32, isInLowerHalf value: UInt64) -> Self {
    Self(argument: index, comparison: Constant.isEqualWhereMasked, first: 0xffff_ffff, second: value)
  }

  fileprivate static func argument(_ index: UInt32, has flag: UInt64) -> Self {
    Self(argument: index, comparison: Constant.isEqualWhereMasked, first: flag, second: flag)
  }

  fileprivate static func argument(_ index: UInt32, hasNoneOf flags: UInt64) -> Self {
    Self(argument: index, comparison: Constant.isEqualWhereMasked, first: flags, second: 0)
  }
}
