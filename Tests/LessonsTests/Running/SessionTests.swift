import Foundation
import Running
import Testing

/// Programs of several parties in one sandbox. Each is a C library, which tells by its exit status what it found.
@Suite(
  "A session of several parties",
  .enabled("bwrap is missing or may not make namespaces here: see the README's dependencies") {
    await (try? Bubblewrap(searchPath: searchPath).verify(in: ProcessPool(width: 1))) != nil
  })
struct SessionTests {
  /// What a program does, by the names in its source.
  private enum Deed: String, CaseIterable {
    case tells = "TELLS"
    case looks = "LOOKS"
    case tellsAndLooks = "TELLS -DLOOKS"
    case litters = "LITTERS"
    case locks = "LOCKS"
    case lingers = "LINGERS"
    case forks = "FORKS"
    case crashes = "CRASHES"
    case burns = "BURNS"
    case burnsInChildren = "BURNS -DIN_CHILDREN"
    case burnsBefore = "BURNS -DBEFORE"
    case pretends = "BURNS -DPRETENDS"
    case shares = "SHARES"
    case sharesAndHides = "SHARES -DHIDES"
    case keepsInSockets = "SOCKETS"

    /// A file's name.
    var name: String { rawValue.replacing(" ", with: "") }
  }

  /// The tag that programs are selected by which tell it as well; the others have none.
  private static let secret = "what one party has in mind"

  /// - Returns: The exit statuses of each party that was in the session; `nil` for a program that ended otherwise.
  private func session(_ parties: [[Deed]], isConfined: Bool = true) async throws -> [[Int32?]] {
    try await outcomes(parties, isConfined: isConfined).map { outcomes in
      outcomes.map { if case .endedEarly(let code) = $0 { code } else { nil } }
    }
  }

  private func outcomes(
    _ parties: [[Deed]], isConfined: Bool = true, limits: Limits = Limits(seconds: 10)
  ) async throws -> [[Run.Outcome]] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "session-test-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let pool = try ProcessPool(width: 1)
    for deed in Set(parties.joined()) { try await compile(deed, to: "\(folder)/\(deed.name).so", pool) }
    let products = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    let executor = Executor(
      toolchain: try Toolchain(searchPath: searchPath),
      runtime: try CellRuntime(besideExecutable: products.appending(path: "lesson-run").path), pool: pool,
      sandbox: isConfined ? try Bubblewrap(searchPath: searchPath) : nil)
    let program = Program(name: "party", sections: [], source: "")
    let plans = parties.map { party in
      party.map { deed in
        PlannedRun(
          "\(folder)/\(deed.name).so", of: program, selecting: deed == .tells ? Self.secret : nil, limits: limits)
      }
    }
    return try await executor.session(plans).map { $0.map(\.outcome) }
  }

  private func compile(_ deed: Deed, to library: String, _ pool: ProcessPool) async throws {
    let source = library + ".c"
    try Data(Self.source.utf8).write(to: URL(filePath: source))
    let command = "cc -shared -fPIC -D\(deed.rawValue) \(source) -o \(library)"
    let ending = try await pool.run(
      Command(
        "/bin/sh", ["-c", command], environment: ["PATH": searchPath], limits: Limits(seconds: 60, memory: 8 << 30)))
    try #require(ending.cause == .exited(code: 0), "\(String(decoding: ending.errors, as: UTF8.self))")
  }

  @Test("one party finds nothing of what another one was, said or handed over: in memory, in files, among descriptors")
  func traces() async throws {
    // What looks does find its own.
    #expect(try await session([[.tellsAndLooks]]) == [[11]])
    #expect(try await session([[.tells], [.looks], [.tells], [.looks]]) == [[10], [10], [10], [10]])
    #expect(try await session([[.tells, .looks], [.looks]]) == [[10, 10], [10]])
    // Nor of what one is that has yet to come.
    #expect(try await session([[.looks], [.tells], [.tells]]) == [[10], [10], [10]])
  }

  // MARK: - Time and memory

  private static let short = Limits(seconds: 0.3, preludeSeconds: 30, memory: 512 << 20)

  @Test(
    "processor time ends a run, also that of children that have ended, in a sandbox and without",
    arguments: [true, false])
  func processorTime(isConfined: Bool) async throws {
    let limits = Limits(seconds: 0.3)
    for deed in [Deed.burns, .burnsInChildren] {
      #expect(
        try await outcomes([[deed]], isConfined: isConfined, limits: limits) == [[.timedOut(seconds: 0.3)]], "\(deed)")
    }
  }

  @Test(
    "what runs before an answer has its own time, and no answer can say that it is not one", arguments: [true, false])
  func timeBefore(isConfined: Bool) async throws {
    let outcomes = try await outcomes([[.burnsBefore, .pretends]], isConfined: isConfined, limits: Self.short)
    #expect(outcomes == [[.endedEarly(code: 10), .timedOut(seconds: 0.3)]])
  }

  @Test("memory that processes share counts, also what is mapped no more, and what they keep in sockets")
  func sharedMemory() async throws {
    let limits = Limits(seconds: 10, memory: 192 << 20)
    for deed in [Deed.shares, .sharesAndHides, .keepsInSockets] {
      #expect(try await outcomes([[deed]], limits: limits) == [[.overLimit(.memory)]], "\(deed)")
    }
  }

  @Test("a party that leaves a file behind, or locks the folder, is the sandbox's last", arguments: [1, 2])
  func leftovers(place: Int) async throws {
    for deed in [Deed.litters, .locks] {
      var parties: [[Deed]] = [[.tells], [.tells], [.tells], [.tells]]
      parties[place].append(deed)
      // Where root runs the tests, the folder is not the program's own.
      let isHarmless = deed == .locks && geteuid() == 0
      #expect(try await session(parties).count == (isHarmless ? parties.count : place + 1), "\(deed)")
    }
    // Its own later programs may find it.
    #expect(try await session([[.litters, .looks], [.tells]]) == [[10, 12]])
  }

  @Test("a party that takes long is the session's last, one that crashes or leaves processes is not")
  func manners() async throws {
    #expect(try await session([[.lingers], [.tells]]) == [[10]])
    #expect(try await session([[.crashes], [.forks], [.looks]]) == [[nil], [10], [10]])
  }

  @Test("without a sandbox each party has a session to itself")
  func unconfined() async throws {
    #expect(try await session([[.tells], [.tells]], isConfined: false) == [[10]])
  }

  /// The words are looked for in a disguise, so that whoever looks does not find itself.
  private static let source = #"""
    #define _GNU_SOURCE
    #include <dirent.h>
    #include <fcntl.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>
    #include <sys/mman.h>
    #include <sys/socket.h>
    #include <sys/stat.h>
    #include <sys/wait.h>
    #include <time.h>
    #include <unistd.h>

    enum { nothing = 10, memory = 11, files = 12, descriptors = 13, processes = 14, mask = 0x15, length = 24 };

    static volatile unsigned char disguised[length];
    static void disguise(void) {
      const char *halves[] = {"what one part", "y has in mind"};
      for (int i = 0; i < length; i++) disguised[i] = (unsigned char)((i < 13 ? halves[0][i] : halves[1][i - 13]) ^ mask);
    }

    static int is_in(const unsigned char *start, const unsigned char *end) {
      for (; start + length <= end; start++) {
        int same = 0;
        while (same < length && (start[same] ^ mask) == disguised[same]) same++;
        if (same == length) return 1;
      }
      return 0;
    }

    static int is_in_memory(void) {
      FILE *maps = fopen("/proc/self/maps", "r");
      char line[512], rights[8];
      unsigned long start, end;
      int found = 0;
      while (!found && fgets(line, sizeof line, maps) != NULL)
        if (sscanf(line, "%lx-%lx %7s", &start, &end, rights) == 3 && rights[0] == 'r' && !strstr(line, "[v"))
          found = is_in((unsigned char *)start, (unsigned char *)end);
      fclose(maps);
      return found;
    }

    static int is_in_file(const char *path) {
      unsigned char text[65536];
      int file = open(path, O_RDONLY);
      ssize_t size = file < 0 ? 0 : read(file, text, sizeof text);
      if (file >= 0) close(file);
      int found = size > 0 && is_in(text, text + size);
      memset(text, 0, sizeof text);
      return found;
    }

    static int entries(const char *path, int number_only) {
      DIR *folder = opendir(path);
      int count = 0;
      struct dirent *entry;
      while (folder != NULL && (entry = readdir(folder)) != NULL)
        count += number_only ? entry->d_name[0] >= '1' && entry->d_name[0] <= '9' : entry->d_name[0] != '.';
      if (folder != NULL) closedir(folder);
      return count;
    }

    static int look(void) {
      if (is_in_file("/proc/1/cmdline") || is_in_file("/proc/self/cmdline") || is_in_memory()) return memory;
      // Its own library is there.
      if (entries("/tmp", 0) > 0 || entries("/programs", 0) > 1) return files;
      // Standard input, output and error, the wire, and the folder that is being read.
      if (entries("/proc/self/fd", 0) > 5) return descriptors;
      // The supervisor, and this process.
      return entries("/proc", 1) > 2 ? processes : nothing;
    }

    // Seconds of processor time.
    static void burn(double seconds) {
      struct timespec now, start;
      clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start);
      do clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
      while ((now.tv_sec - start.tv_sec) + (now.tv_nsec - start.tv_nsec) / 1e9 < seconds);
    }

    static void say_cell(const char *tag) {
      unsigned char record[128];
      unsigned int tag_size = strlen(tag), size = 1 + 4 + tag_size + 8;
      memset(record, 0, sizeof record);
      memcpy(record, &size, 4);
      record[4] = 1;
      memcpy(record + 5, &tag_size, 4);
      memcpy(record + 9, tag, tag_size);
      if (write(3, record, 4 + size) < 0) _exit(1);
    }

    int lesson_program(int count, char **words) {
    #ifdef BURNS
    #ifdef BEFORE
      say_cell("example/1");
      burn(0.5);
      say_cell("exercise/a/b");
      return nothing;
    #endif
      say_cell("exercise/a/b");
    #ifdef PRETENDS
      say_cell("example/1");
    #endif
    #ifdef IN_CHILDREN
      for (;;) {
        pid_t child = fork();
        if (child == 0) burn(0.05), _exit(0);
        waitpid(child, NULL, 0);
      }
    #endif
      for (;;) burn(1);
    #endif
    #ifdef SHARES
      size_t size = 100 << 20;
      for (int child = 0; child < 8; child++) {
    #ifdef HIDES
        char *part = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        if (part == MAP_FAILED) return 1;
        memset(part, 1, size);
        munmap(part + 4096, size - 4096);
    #else
        if (fork() == 0) {
          memset(mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0), 1, size);
          for (;;) pause();
        }
    #endif
      }
      for (;;) pause();
    #endif
    #ifdef SOCKETS
      for (int child = 0; child < 50 && fork() != 0; child++) continue;
      for (int pair[2]; socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0;) continue;
      for (;;) pause();
    #endif
    #ifdef TELLS
      const char *own = "what one party has in mind\n";
      char *copy = strdup(own);
      for (int stream = 1; stream <= 2; stream++)
        if (write(stream, copy, strlen(copy)) < 0) return 1;
    #endif
    #ifdef LITTERS
      close(open("/tmp/litter", O_WRONLY | O_CREAT, 0600));
    #endif
    #ifdef LOCKS
      chmod("/tmp", 0);
    #endif
    #ifdef LINGERS
      usleep(1200000);
    #endif
    #ifdef FORKS
      for (int child = 0; child < 5; child++)
        if (fork() == 0) for (setsid();;) pause();
    #endif
    #ifdef CRASHES
      abort();
    #endif
      disguise();
    #ifdef LOOKS
      return look();
    #endif
      return nothing;
    }
    """#
}
