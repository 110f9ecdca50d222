#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The system calls that a confined program is refused, as a program for the kernel.
///
/// A list of what is forbidden and not of what is allowed: what libraries call changes from version to version, and the namespaces
/// already keep a program from the machine. Forbidden is what would outlive a process, is counted by no limit, or opens parts of
/// the kernel that only administrators need and that have had many holes. Calls of another architecture's kind end the program.
enum SystemCallFilter {
  /// The filter in a file, as `bwrap` reads it.
  /// - Returns: The file.
  /// - Throws: If the library does not know this kind of processor, or there is no memory.
  static func file() throws(MachineFailure) -> InheritableFile {
    guard let library = SeccompLibrary() else { throw failure(ENOSYS) }
    guard let filter = library.make(Constant.allow) else { throw failure(ENOMEM) }
    defer { library.release(filter) }
    for refusal in refusals {
      for name in refusal.calls {
        let number = library.resolve(name)
        // An older library does not know the newest calls; there is nothing else it could do about them.
        guard number != Constant.unknownCall else { continue }
        let conditions = refusal.condition.map { [$0] } ?? []
        let action = Constant.refuse | UInt32(refusal.error)
        let result = library.addRule(filter, action, number, UInt32(conditions.count), conditions)
        guard result == 0 else { throw failure(-result) }
      }
    }
    return try InheritableFile { library.export(filter, $0) == 0 }
  }

  private typealias Condition = SeccompLibrary.Condition
  private typealias Constant = SeccompLibrary.Constant

  private static func failure(_ errorNumber: Int32) -> MachineFailure {
    MachineFailure(
      "cannot make the sandbox's filter of system calls: \(systemMessage(errorNumber))",
      advice: "apt-get install libseccomp2, or if you trust every answer, --sandbox off")
  }

  private struct Refusal {
    var calls: [String]
    var error: Int32
    /// When the calls are refused; `nil`: always.
    var condition: Condition?

    init(_ calls: [String], error: Int32 = EPERM, when condition: Condition? = nil) {
      (self.calls, self.error, self.condition) = (calls, error, condition)
    }
  }

  private static let refusals: [Refusal] =
    [
      // Memory that belongs to no process: it outlives them, and no limit counts it.
      Refusal(["shmget", "shmat", "shmdt", "shmctl"]),
      Refusal(["semget", "semop", "semtimedop", "semctl", "msgget", "msgsnd", "msgrcv", "msgctl"]),
      Refusal(["mq_open", "memfd_create", "memfd_secret"]),
      Refusal(["add_key", "request_key", "keyctl"]),
      // Reaching into other processes, of which the first is the supervisor.
      Refusal(["ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "pidfd_getfd", "kcmp"]),
      Refusal(["prlimit64"], when: argument(0, isNot: 0)),
      // What it inherits from the supervisor a program may change for itself, and for nobody who comes after.
      Refusal(["setpriority"], when: argument(0, isNot: UInt64(PRIO_PROCESS.rawValue))),
      Refusal(["setpriority"], when: argument(1, is: 1)),
      Refusal(["ioprio_set"], when: argument(0, isNot: 1)),
      Refusal(["ioprio_set"], when: argument(1, is: 1)),
    ]
    + ["sched_setparam", "sched_setscheduler", "sched_setattr", "sched_setaffinity"].map {
      Refusal([$0], when: argument(0, is: 1))
    }
    + [
      // Attributes of a folder that no look into it would show.
      Refusal(["setxattr", "lsetxattr", "fsetxattr", "setxattrat", "file_setattr"], error: EOPNOTSUPP),
      // New namespaces, in which a program would be an administrator. What a pointer points to no filter can see: programs that
      // are told that there is no clone3 use clone.
      Refusal(["unshare", "setns"]),
      Refusal(["clone3"], error: ENOSYS),
    ]
    + namespaceFlags.map { Refusal(["clone"], when: argument(0, has: $0)) }
    + [
      Refusal(["mount", "umount", "umount2", "pivot_root", "chroot", "move_mount", "mount_setattr"]),
      Refusal(["open_tree", "open_tree_attr", "fsopen", "fsconfig", "fsmount", "fspick", "statmount", "listmount"]),
      Refusal(["name_to_handle_at", "open_by_handle_at", "fanotify_init", "fanotify_mark"]),
      Refusal(["quotactl", "quotactl_fd", "acct", "swapon", "swapoff", "nfsservctl", "lookup_dcookie"]),
      // The kernel's own machinery.
      Refusal(["bpf", "perf_event_open", "userfaultfd", "modify_ldt", "uselib", "vm86", "vm86old", "iopl", "ioperm"]),
      Refusal(["init_module", "finit_module", "delete_module", "create_module", "kexec_load", "kexec_file_load"]),
      Refusal(["reboot", "syslog", "vhangup", "sethostname", "setdomainname", "settimeofday", "stime"]),
      Refusal(["clock_settime", "clock_settime64", "clock_adjtime", "clock_adjtime64", "adjtimex"]),
      Refusal(["migrate_pages", "move_pages", "mbind", "set_mempolicy", "set_mempolicy_home_node"]),
      // Whoever is told that there is no io_uring reads and writes as ever.
      Refusal(["io_uring_setup", "io_uring_enter", "io_uring_register"], error: ENOSYS),
      // Without address randomisation and with executable data, holes are easier to use.
      Refusal(["personality"], when: argument(0, isNot: 0xffff_ffff)),
      // Typing into somebody's terminal.
      Refusal(["ioctl"], when: argument(1, is: UInt64(TIOCSTI))),
      Refusal(["ioctl"], when: argument(1, is: 0x541c)),
      // Some kinds of sockets know no network namespaces, those to a virtual machine's host for one.
      Refusal(["socket", "socketpair"], error: EAFNOSUPPORT, when: argument(0, isNot: UInt64(AF_UNIX))),
    ]

  /// `CLONE_NEWNS`, `NEWCGROUP`, `NEWUTS`, `NEWIPC`, `NEWUSER`, `NEWPID` and `NEWNET`.
  private static let namespaceFlags: [UInt64] = [
    0x0002_0000, 0x0200_0000, 0x0400_0000, 0x0800_0000, 0x1000_0000, 0x2000_0000, 0x4000_0000,
  ]

  private static func argument(_ index: UInt32, isNot value: UInt64) -> Condition {
    Condition(argument: index, comparison: Constant.isNotEqual, first: value)
  }

  /// Compares the lower half, which is all that the kernel looks at.
  private static func argument(_ index: UInt32, is value: UInt64) -> Condition {
    Condition(argument: index, comparison: Constant.isEqualWhereMasked, first: 0xffff_ffff, second: value)
  }

  private static func argument(_ index: UInt32, has flag: UInt64) -> Condition {
    Condition(argument: index, comparison: Constant.isEqualWhereMasked, first: flag, second: flag)
  }
}
