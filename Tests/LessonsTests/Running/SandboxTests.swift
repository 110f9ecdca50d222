import FoundationEssentials
import Glibc
import Running
import Support
import Testing

/// Each test lets a program try what it must not be able to do.
@Suite(
  "A sandbox",
  .enabled("bwrap is missing or may not make namespaces here: see the README's dependencies") {
    await (try? Bubblewrap(searchPath: searchPath).verify(in: ProcessPool(width: 1))) != nil
  })
struct SandboxTests {
  let pool: ProcessPool
  var sandbox: Bubblewrap

  init() throws {
    pool = try ProcessPool()
    sandbox = try Bubblewrap(searchPath: searchPath)
    // Quickly full.
    sandbox.temporarySize = 1 << 20
  }

  // MARK: - Files

  @Test("there is the system, read-only, and nothing of anybody's")
  func files() async throws {
    let seen = try await shell("cd /; echo *; echo dev/*; ls /root /home /etc/passwd /etc/shadow /sys /run")
    let lines = seen.output.split(separator: "\n")
    let folders = Set(try #require(lines.first).split(separator: " "))
    #expect(folders.isSubset(of: ["bin", "dev", "etc", "lib", "lib32", "lib64", "proc", "sbin", "tmp", "usr"]))
    #expect(lines[1] == "dev/fd dev/null dev/random dev/shm dev/urandom dev/zero")
    #expect(lines.count == 2)
    for missing in ["/root", "/home", "/etc/passwd", "/etc/shadow", "/sys", "/run"] {
      #expect(seen.errors.contains("cannot access '\(missing)': No such file"))
    }
  }

  @Test("nothing can be written but what is in /tmp")
  func readOnly() async throws {
    // Asked as the first process, which is root where root runs the tests.
    let found = try await shell("find / -path '/usr/?*' -prune -o ! -type l -writable -print | sort")
    #expect(found.output == "/dev/null\n/dev/urandom\n/dev/zero\n/tmp\n")
    for file in ["/x", "/usr/x", "/dev/x", "/etc/x", "/proc/sys/kernel/core_pattern", "/proc/self/oom_score_adj"] {
      #expect(try await shell(": > \(file)").errors.contains("\(file): Read-only file system"))
    }
  }

  @Test("a readable path is there, at its place, and cannot be changed")
  func readable() async throws {
    try await withFolder { folder in
      try Data("lesson\n".utf8).write(to: URL(filePath: folder + "/a.txt"))
      let result = try await shell("cat \(folder)/a.txt; echo more >> \(folder)/a.txt", readable: [folder])
      #expect(result.output == "lesson\n")
      #expect(result.errors.contains("Read-only file system"))
    }
  }

  @Test("a writable path keeps what is written to it, also within a readable one")
  func writable() async throws {
    try await withFolder { folder in
      let inner = folder + "/inner"
      try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: false)
      let result = try await shell("echo made > \(inner)/b.txt; : > \(folder)/c", readable: [folder], writable: [inner])
      #expect(result.errors.contains("/c: Read-only file system"))
      #expect(try String(contentsOfFile: inner + "/b.txt", encoding: .utf8) == "made\n")
    }
  }

  @Test(
    "a folder that only its owner may enter is no obstacle on the way to a readable one, for a supervisor's children either"
  )
  func privateParent() async throws {
    try await withHostile { hostile in
      let closed = hostile.folder + "/closed", open = closed + "/open"
      try FileManager.default.createDirectory(atPath: open, withIntermediateDirectories: true)
      try Data("within\n".utf8).write(to: URL(filePath: open + "/a.txt"))
      #expect(chmod(closed, 0o700) == 0)
      let result = try await confined(hostile, 10, ["/bin/cat", open + "/a.txt"], readable: [open])
      #expect(result.output == "within\n", "\(result.errors)")
    }
  }

  @Test("what is written to /tmp or as shared memory is limited, and gone afterwards")
  func temporary() async throws {
    let name = "sandbox-test-\(UUID())"
    let full = try await shell(
      "head -c 3000000 /dev/zero > /dev/shm/a; head -c 3000000 /dev/zero > /tmp/\(name); cat /tmp/* | wc -c")
    #expect(full.output == "1048576\n")
    #expect(full.errors.contains("No space left on device"))
    #expect(!FileManager.default.fileExists(atPath: "/tmp/\(name)"))
    #expect(try await shell("ls -A /tmp").output.isEmpty)
  }

  // MARK: - Surroundings

  @Test("the environment is what was given, and no descriptor is left open")
  func surroundings() async throws {
    try await withHostile { hostile in
      let tool = try await run("/usr/bin/env", [], as: .tool)
      let answer = try await confined(hostile, 10, ["/usr/bin/env"])
      // `bwrap` adds the working folder.
      let expected: Set<Substring> = ["GREETING=hello", "PATH=/usr/bin:/bin", "PWD=/tmp"]
      for result in [tool, answer] { #expect(Set(result.output.split(separator: "\n")) == expected) }
    }
    // Those three, and the one that `ls` opens.
    #expect(try await shell("ls /proc/self/fd | wc -l").output == "4\n")
  }

  @Test("there is no network but the loop to itself")
  func network() async throws {
    let devices = try await shell("tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '; tail -n +2 /proc/net/route")
    #expect(devices.output == "lo\n")
  }

  @Test("a program has no capabilities and cannot gain any")
  func capabilities() async throws {
    try await withHostile { hostile in
      let status = try await confined(
        hostile, 10, ["/bin/grep", "-E", "Cap|NoNewPrivs|Seccomp:", "/proc/self/status"])
      let lines = status.output.split(separator: "\n").map { $0.split(separator: "\t") }
      #expect(
        lines == [
          ["CapInh:", "0000000000000000"], ["CapPrm:", "0000000000000000"], ["CapEff:", "0000000000000000"],
          ["CapBnd:", "0000000000000000"], ["CapAmb:", "0000000000000000"], ["NoNewPrivs:", "1"], ["Seccomp:", "2"],
        ])
      if geteuid() == 0 {
        let user = try await confined(hostile, 10, ["/usr/bin/id", "-u"]).output
        #expect(user != "0\n")
      }
    }
  }

  @Test("a sandbox within the sandbox is refused")
  func nested() async throws {
    let result = try await run(
      "/usr/bin/env", ["bwrap", "--unshare-all", "--ro-bind", "/usr", "/usr", "/usr/bin/echo", "inside"])
    #expect(result.cause == .exited(code: 1))
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("bwrap: No permissions to create new namespace"))
  }

  @Test("system calls that reach too far are refused, the others are not")
  func systemCalls() async throws {
    try await withHostile { hostile in
      let result = try await confined(hostile, 10, [hostile.path, "refused"])
      let expected = """
        shmget EPERM, semget EPERM, msgget EPERM, mq_open EPERM, memfd_create EPERM, add_key EPERM, keyctl EPERM, ptrace EPERM, \
        process_vm_readv EPERM, prlimit64 EPERM, setpriority EPERM, setpriority EPERM, setpriority allowed, ioprio_set EPERM, \
        ioprio_set EPERM, sched_setaffinity EPERM, sched_setscheduler EPERM, setxattr EOPNOTSUPP, unshare EPERM, setns EPERM, clone EPERM, clone EPERM, clone3 ENOSYS, mount EPERM, \
        umount2 EPERM, pivot_root EPERM, chroot EPERM, open_tree EPERM, open_by_handle_at EPERM, bpf EPERM, perf_event_open EPERM, \
        userfaultfd EPERM, io_uring_setup ENOSYS, personality EPERM, ioctl EPERM, ioctl EPERM, socket EAFNOSUPPORT, \
        socket EAFNOSUPPORT, socket EAFNOSUPPORT, socket EAFNOSUPPORT, socket allowed, io_setup EPERM, mincore EPERM, \
        preadv2 EBADF, preadv2 without waiting EOPNOTSUPP, fadvise64 EPERM, inotify_init1 EPERM, mmap of huge pages EPERM, \
        cachestat refused, statmount refused, listmount refused, file_setattr refused, setrlimit EPERM
        """
      #expect(result.output.split(separator: "\n").joined(separator: ", ") == expected)
    }
  }

  #if arch(x86_64)
    @Test(
      "calls by any number: of the newest none, and of the machine's own none, gets through; the supervisor goes on")
    func numbers() async throws {
      try await withHostile { hostile in
        let result = try await confined(hostile, 20, [hostile.path, "numbers"])
        #expect(result.cause == .exited(code: 0), "\(result.errors)")
        let reached = Set(result.output.split(separator: " ").compactMap { Int($0) })
        // Those that every program needs: read, write and getpid.
        #expect(reached.isSuperset(of: [0, 1, 39]))
        // The last that is allowed is futex_waitv.
        #expect(reached.allSatisfy { $0 <= 449 })
        let machine = [
          101, 155, 161, 165, 166, 169, 175, 206, 209, 246, 272, 298, 303, 304, 308, 310, 321, 323, 425, 428,
        ]
        #expect(reached.isDisjoint(with: machine))
      }
    }
  #endif

  // MARK: - Processes

  @Test("a program sees its own processes only, and reaches no other")
  func others() async throws {
    let result = try await shell("echo /proc/[0-9]*; kill -0 \(getpid()); kill -9 -1; kill -9 1; echo still here")
    #expect(result.output == "/proc/1\nstill here\n")
    #expect(result.errors.contains("No such process"))
  }

  @Test("a supervisor's memory and environment are closed to what it runs, whose own is open")
  func supervisor() async throws {
    try await withHostile { hostile in
      let attempt = try await confined(
        hostile, 10, ["/bin/sh", "-c", "kill -9 1; cat /proc/1/environ /proc/1/mem; echo on"])
      #expect(attempt.output == "on\n")
      #expect(attempt.errors.split(separator: "\n").count { $0.hasSuffix("Permission denied") } == 2)
      let memory = try await run(hostile.path, ["dumpable", "10"], readable: [hostile.folder])
      #expect(memory.output == "supervisor 0, child 1\n", "\(memory.errors)")
    }
  }

  @Test("processes and threads are limited", arguments: ["forks": "processes", "threads": "threads"])
  func bomb(word: String, name: String) async throws {
    try await withHostile { hostile in
      let result = try await confined(hostile, 20, [hostile.path, word])
      // The supervisor and the bomb itself are two of the twenty.
      #expect(result.output == "18 \(name), then EAGAIN\n", "\(result.errors)")
    }
  }

  @Test("two sandboxes do not count each other's processes")
  func counting() async throws {
    try await withHostile { hostile in
      let command = ["/bin/sh", "-c", "\(hostile.path) forks; sleep 0.3"]
      async let first = confined(hostile, 20, command)
      async let second = confined(hostile, 20, command)
      for result in try await [first, second] { #expect(result.output == "17 processes, then EAGAIN\n") }
    }
  }

  @Test("a supervisor outside of a sandbox is told where its limit would not bind")
  func unconfined() async throws {
    try await withHostile { hostile in
      let ending = try await pool.run(
        Command(hostile.path, ["confine", "4000", "/bin/echo", "hi"], limits: Limits(seconds: 10)))
      #expect(ending.cause == .exited(code: geteuid() == 0 ? 125 : 0))
    }
  }

  @Test("a Swift program that traps still gets its backtrace")
  func backtrace() async throws {
    let driver = try #require(executable("swiftc"))
    let toolchain = driver.resolvingSymlinksInPath().appending(path: "../..").standardized.path
    try await withHostile { hostile in
      let source = hostile.folder + "/trap.swift"
      try Data("func pick(_ index: Int) -> Int {\n  [1, 2, 3][index]\n}\nprint(pick(3))\n".utf8)
        .write(to: URL(filePath: source))
      let compilation = try await pool.run(
        Command(
          driver.path, ["-Onone", "-g", source, "-o", hostile.folder + "/trap", "-module-cache-path", hostile.folder],
          environment: ["PATH": searchPath], limits: Limits(seconds: 60, memory: 8 << 30, fileSize: 64 << 20)))
      try #require(compilation.cause == .exited(code: 0), "\(String(decoding: compilation.errors, as: UTF8.self))")
      let result = try await confined(
        hostile, 10,
        [
          "/usr/bin/env", "SWIFT_BACKTRACE=enable=yes,color=no,output-to=stderr,threads=crashed",
          hostile.folder + "/trap",
        ],
        readable: [hostile.folder + "/trap", toolchain + "/lib/swift/linux", toolchain + "/libexec"])
      #expect(result.cause == .exited(code: 128 + SIGILL))
      #expect(result.errors.contains("Index out of range"))
      #expect(result.errors.contains("in trap at \(source):2:12"), "\(result.errors)")
    }
  }

  @Test("a daemon ends with the program that started it")
  func daemon() async throws {
    let seconds = "61.\(Int.random(in: 100_000..<999_999))"
    let result = try await shell(
      "setsid sh -c 'sleep \(seconds) & sleep \(seconds) &' & until [ $(ps -e | grep -c sleep) = 2 ]; do :; done; echo 2"
    )
    #expect(result.output == "2\n")
    #expect(try await areGone(mentioning: seconds))
  }

  @Test("at the time limit everything that was started ends")
  func timeLimit() async throws {
    let seconds = "61.\(Int.random(in: 100_000..<999_999))"
    let result = try await shell("setsid sleep \(seconds) & echo begun; while :; do :; done", seconds: 1)
    #expect(result.cause == .timedOut)
    #expect(result.output == "begun\n")
    #expect(try await areGone(mentioning: seconds))
  }

  @Test("many sandboxes start at the same time, each with its filter")
  func many() async throws {
    let pool = try ProcessPool(width: 8)
    let command = sandbox.confined(
      Command("/bin/grep", ["Seccomp:", "/proc/self/status"], limits: Limits(seconds: 10)), as: .supervisor(),
      readable: [],
      writable: [])
    try await withThrowingTaskGroup(of: Ending.self) { group in
      for _ in 0..<40 { group.addTask { try await pool.run(command) } }
      for try await ending in group { #expect(ending.output == Array("Seccomp:\t2\n".utf8)) }
    }
  }
}
