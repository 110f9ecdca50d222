import FoundationEssentials
import Reading

extension Compiler {
  /// Compiles segments, each after those before it, or finds them in the cache.
  /// - Returns: `nil` if one is no valid Swift as a module of its own.
  /// - Throws: If something is missing on this machine.
  func compile(_ segments: [ContextSegment]) async throws(MachineFailure) -> [CompiledSegment]? {
    var compiled: [CompiledSegment] = []
    for segment in segments {
      guard let next = try await compile(segment, after: compiled) else { return nil }
      compiled.append(next)
    }
    return compiled
  }

  private func compile(
    _ segment: ContextSegment, after bases: [CompiledSegment]
  ) async throws(MachineFailure) -> CompiledSegment? {
    // Another segment may have the same code, and build on other modules of these names.
    let program = segment.program.marked(segment.moduleName + Self.digest(of: bases))
    return try await module(of: program, named: segment.moduleName, after: bases, hasImports: !segment.imports.isEmpty)
      .map {
        CompiledSegment(segment: segment, module: $0.content, library: $0.library)
      }
  }

  /// Compiles one answer against segments, or finds it in the cache.
  /// - Parameters:
  ///   - candidate: The answer, of which the parser has said that it stays within a function.
  ///   - segments: What is above it.
  ///   - lesson: The lesson that it belongs to.
  /// - Returns: The path of a library with the function `SegmentAnswer.symbol`; `nil` if it does not compile so. What is wrong with it is
  ///   to be found in the whole program, whose errors may point at any place of it.
  /// - Throws: If something is missing on this machine.
  func library(
    of candidate: ProgramAssembly.Candidate, after segments: [CompiledSegment], in lesson: Lesson
  ) async throws(MachineFailure) -> String? {
    let program = ProgramAssembly.answer(candidate, after: segments.map(\.segment.moduleName), in: lesson)
      .marked(Self.digest(of: segments))
    let source = AnswerFunction.source(of: program, function: "answer", symbol: SegmentAnswer.symbol)
    func arguments(_ source: String, _ object: String, _ folder: String) -> [String] {
      toolchain.compileArguments(
        functions: [(source, object)], preambles: folder, modules: runtime.modules, moduleCache: cache.modules,
        hasSpans: program.mayHaveSpans || segments.contains(where: \.segment.program.mayHaveSpans))
    }
    if let keepFolder {
      let modules = segments.map { ("\($0.segment.moduleName).swiftmodule", $0.module) }
      keep("answer-\(candidate.exercise.name)", source: source, files: Dictionary(uniqueKeysWithValues: modules)) {
        arguments($0, $1, keepFolder)
      }
    }
    if let path = library(of: program) { return path }
    let folder = try draftFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let draft = "\(folder)/answer"
    try write(source, to: draft + ".swift")
    try write(segments, to: folder)
    let link = toolchain.linkArguments(
      objects: [draft + ".o"], library: draft + ".so",
      hasImports: segments.contains { !$0.segment.imports.isEmpty })
    let compilation = try await run(
      [toolchain.frontend] + arguments(draft + ".swift", draft + ".o", folder), thenLinking: link, in: folder,
      within: limits)
    guard compilation.cause == .exited(code: 0), let library = content(ofDraft: draft + ".so") else { return nil }
    return try store(library, of: program)
  }

  func write(_ segments: [CompiledSegment], to folder: String) throws(MachineFailure) {
    for segment in segments { try write(segment.module, to: "\(folder)/\(segment.segment.moduleName).swiftmodule") }
  }

  private static func digest(of segments: [CompiledSegment]) -> String {
    "\(ContentHash(of: segments.flatMap(\.module)))"
  }
}

/// What a library with one answer is.
enum SegmentAnswer {
  /// The answer's function.
  static let symbol = "lesson_answer"
}

extension Program {
  /// The same program, told apart from others with the same code.
  fileprivate func marked(_ mark: String) -> Program {
    Program(
      name: name, sections: sections, source: source + "// \(mark)\n", detail: detail, shownExamples: shownExamples)
  }
}
