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
  /// The tag that programs are selected by which tell it as well; the others have none.
  private static let secret = "what one party has in mind"

  /// - Returns: The exit statuses of each party that was in the session; `nil` for a program that ended otherwise.
  private func session(_ parties: [[PartyDeed]], isConfined: Bool = true) async throws -> [[Int32?]] {
    try await outcomes(parties, isConfined: isConfined).map { outcomes in
      outcomes.map { if case .endedEarly(let code) = $0 { code } else { nil } }
    }
  }

  private func outcomes(
    _ parties: [[PartyDeed]], isConfined: Bool = true, limits: Limits = Limits(seconds: 10)
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

  private func compile(_ deed: PartyDeed, to library: String, _ pool: ProcessPool) async throws {
    let source = library + ".c"
    try Data(PartyDeed.source.utf8).write(to: URL(filePath: source))
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
    for deed in [PartyDeed.burns, .burnsInChildren] {
      #expect(
        try await outcomes([[deed]], isConfined: isConfined, limits: limits) == [[.timedOut(seconds: 0.3)]], "\(deed)")
    }
  }

  @Test("the kernel's signal for used processor time is a crash, if that time was not used", arguments: [true, false])
  func raisedSignal(isConfined: Bool) async throws {
    #expect(try await outcomes([[.raises]], isConfined: isConfined) == [[.crashed(Crash(.signal(24), calls: []))]])
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
    for deed in [PartyDeed.shares, .sharesAndHides, .keepsInSockets] {
      #expect(try await outcomes([[deed]], limits: limits) == [[.overLimit(.memory)]], "\(deed)")
    }
  }

  @Test("a party that leaves a file behind, or locks the folder, is the sandbox's last", arguments: [1, 2])
  func leftovers(place: Int) async throws {
    for deed in [PartyDeed.litters, .locks] {
      var parties: [[PartyDeed]] = [[.tells], [.tells], [.tells], [.tells]]
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
}
