import Foundation
import LessonSyntax
import Reading
import Running
import Testing

/// Whatever compiles must compile with statements added: else a lesson has no trace, or a poorer one.
@Suite("Programs made to report more still compile")
struct TraceableProgramsTests {
  @Test("cells made at random", arguments: [1])
  func random(seed: UInt64) async throws {
    try await expectRandomCellsCompile(seed: seed)
  }
}

/// Run by `make test-hostile`: the compiler takes a minute for all.
@Suite("Programs made to report more still compile, all of them")
struct TraceableProgramsHostileTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test("the book's own cells")
  func book() async throws {
    let folder = Self.root.appending(path: "lessons")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let files = names.filter { $0.firstMatch(of: /^\d\d-.*\.md$/) != nil }.map { folder.appending(path: $0) }
    #expect(files.count >= 17)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (index, file) in files.enumerated() {
        if index >= 2 { try await group.next() }
        group.addTask {
          let lesson = try LessonReader.read(Array(Data(contentsOf: file)), path: file.lastPathComponent)
          try await expectCompiles(try await withEverythingShown(lesson), file.lastPathComponent)
        }
      }
      try await group.waitForAll()
    }
  }

  @Test("cells made at random", arguments: [2, 3, 4])
  func random(seed: UInt64) async throws {
    try await expectRandomCellsCompile(seed: seed)
  }

  /// A lesson's examples and, each in a scope of its own, its solutions with what they need and their checks.
  private func withEverythingShown(_ lesson: Lesson) async throws -> [String] {
    var sources: [String] = []
    var placed = 0
    let hoisted = Set(
      zip(lesson.cells, try await facts(of: lesson.cells.map(\.source)))
        .filter { $1?.topLevelParts.isEmpty == false || $1?.typesUseOwnVariables == true }.map(\.0.source))
    for exercise in lesson.exercises {
      sources += lesson.contextCells[placed..<exercise.contextCount].map(\.source)
      placed = exercise.contextCount
      guard exercise.form == .swift else { continue }
      let needed = exercise.needs.compactMap { lesson.exercise(named: $0)?.solution }
      let cells = needed + [exercise.solution].compactMap(\.self) + exercise.checks
      // What needs the top level may be there only once.
      if cells.contains(where: { hoisted.contains($0.source) }) { continue }
      sources.append("do {\n" + cells.map(\.source).joined() + "}\n")
    }
    return sources + lesson.contextCells[placed...].map(\.source)
  }
}

private func expectRandomCellsCompile(seed: UInt64) async throws {
  var cells = RandomCells(seed: seed)
  let sources = [RandomCells.declarations] + (0..<25).map { _ in cells.cell() }
  try await expectCompiles(sources, "seed \(seed)")
}

/// Compiles cells, one after the other in one program, with what can be added to them.
private func expectCompiles(
  _ cells: [String], _ name: String, sourceLocation: Testing.SourceLocation = #_sourceLocation
) async throws {
  let text = "# T\n\n" + cells.map { "```swift example\n\($0)\n```\n" }.joined(separator: "\n")
  let lesson = try await understoodLesson(text)
  let program = ProgramAssembly.tracedProgram(running: nil, in: lesson)
  #expect(program.sections.allSatisfy(\.isReporting) && program.sections.count == cells.count)
  let errors = try await errors(in: program.source, tracing: .everything)
  guard !errors.isEmpty else { return }
  let plain = ProgramAssembly.tracedProgram(running: nil, in: lesson, detail: .withoutAdditions)
  let without = try await LessonsTests.errors(in: plain.source, tracing: .withoutAdditions)
  #expect(errors == without, "\(name): \(errors.prefix(2000))", sourceLocation: sourceLocation)
  Issue.record("\(name) does not compile at all: \(without.prefix(2000))", sourceLocation: sourceLocation)
}

/// What the compiler finds wrong with a program.
private func errors(in source: String, tracing detail: TraceDetail) async throws -> String {
  let toolchain = try Toolchain(searchPath: ProcessInfo.processInfo.environment["PATH"] ?? "")
  let runtime = try CellRuntime(besideExecutable: builtPrograms.appending(path: "lesson-run").path)
  let folder = FileManager.default.temporaryDirectory.appending(path: "traceable-\(UUID())")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let (file, output) = (folder.appending(path: "cell.swift"), folder.appending(path: "errors.txt"))
  try Data(source.utf8).write(to: file)
  try Data().write(to: output)
  let process = Process()
  process.executableURL = URL(filePath: toolchain.frontend)
  process.arguments = toolchain.compileArguments(
    source: file.path, object: "/dev/null", modules: runtime.modules,
    moduleCache: builtPrograms.appending(path: "traceable-modules").path, hasSpans: true, tracing: detail
  )
  .map { $0 == "-c" ? "-emit-sil" : $0 }
  process.standardError = try FileHandle(forWritingTo: output)
  await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
    process.terminationHandler = { _ in continuation.resume() }
    do { try process.run() } catch {
      process.terminationHandler = nil
      continuation.resume()
    }
  }
  if process.terminationStatus == 0 { return "" }
  return String(decoding: try Data(contentsOf: output), as: UTF8.self)
}
