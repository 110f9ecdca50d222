import Reading
import Support

/// The code between two exercises, or the solutions that an exercise needs, compiled as a module of its own that builds on those before it.
///
/// An answer is compiled against the segments above it and runs after them. Names mean what they mean in one program: a segment's hide
/// those of the segments and libraries that it builds on, and an answer's hide them all.
struct ContextSegment: Hashable, Sendable {
  /// The modules keep their names when what is in them changes, so that what builds on them need not be compiled again.
  let moduleName: String
  let program: Program
  let bases: [String]
  /// What the code above an exercise imports, all of it: in one file, it would be seen in each line of that.
  let imports: [String]

  /// The segments above an exercise, in their order.
  /// - Returns: `nil` if some code among them must be in the same file as what follows.
  static func above(_ exercise: Exercise, in lesson: Lesson) -> [ContextSegment]? {
    guard let imports = imports(above: exercise, in: lesson) else { return nil }
    let borders = Set(lesson.exercises.map(\.contextCount)).filter { $0 > 0 && $0 <= exercise.contextCount }.sorted()
    var segments: [ContextSegment] = []
    var start = 0
    for border in borders {
      let bases = segments.map(\.moduleName)
      let program = ProgramAssembly.segment(of: lesson, start..<border, after: bases, importing: imports)
      segments.append(
        ContextSegment(moduleName: "segment_\(border)", program: program, bases: bases, imports: imports))
      start = border
    }
    if !lesson.needs(of: exercise).isEmpty {
      let bases = segments.map(\.moduleName)
      let program = ProgramAssembly.needs(of: exercise, in: lesson, after: bases, importing: imports)
      segments.append(
        ContextSegment(moduleName: "segment_of_needs", program: program, bases: bases, imports: imports))
    }
    return segments.allSatisfy { $0.program.sections.allSatisfy { canHold($0.cell) } } ? segments : nil
  }

  /// The names of the modules that are imported above an exercise.
  /// - Returns: `nil` if more than a whole module's name is said there.
  private static func imports(above exercise: Exercise, in lesson: Lesson) -> [String]? {
    var names: [String] = []
    for cell in lesson.contextCells.prefix(exercise.contextCount) + lesson.needs(of: exercise) {
      let source = Array(cell.source.utf8)
      for part in cell.facts.topLevelParts where part.kind == .importing {
        guard part.range.upperBound <= source.count else { return nil }
        let words = String(decoding: source[part.range], as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard words.count == 2, words[0] == "import", words[1].allSatisfy({ $0.isLetter || $0 == "_" }) else {
          return nil
        }
        if !names.contains(String(words[1])) { names.append(String(words[1])) }
      }
    }
    return names
  }

  private static func canHold(_ cell: Cell) -> Bool {
    // What is deferred at the top level waits for the program's end.
    cell.facts.isWholeInModule && !cell.source.containsBytes(of: "defer")
  }
}

/// A segment made ready: for the compiler, and to be run.
struct CompiledSegment: Hashable, Sendable {
  let segment: ContextSegment
  /// The module's content, for whoever builds on it.
  let module: [UInt8]
  /// The path of its library.
  let library: String
}
