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

  /// The segments above an exercise, in their order.
  /// - Returns: `nil` if some code among them must be in the same file as what follows.
  static func above(_ exercise: Exercise, in lesson: Lesson) -> [ContextSegment]? {
    let borders = Set(lesson.exercises.map(\.contextCount)).filter { $0 > 0 && $0 <= exercise.contextCount }.sorted()
    var segments: [ContextSegment] = []
    var start = 0
    for border in borders {
      let bases = segments.map(\.moduleName)
      let program = ProgramAssembly.segment(of: lesson, start..<border, after: bases)
      segments.append(ContextSegment(moduleName: "segment_\(border)", program: program, bases: bases))
      start = border
    }
    if !lesson.needs(of: exercise).isEmpty {
      let bases = segments.map(\.moduleName)
      let program = ProgramAssembly.needs(of: exercise, in: lesson, after: bases)
      segments.append(ContextSegment(moduleName: "segment_of_needs", program: program, bases: bases))
    }
    return segments.allSatisfy { $0.program.sections.allSatisfy { canHold($0.cell) } } ? segments : nil
  }

  private static func canHold(_ cell: Cell) -> Bool {
    // What is deferred at the top level waits for the program's end.
    Preamble.canHold(cell) && !cell.source.containsBytes(of: "defer")
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
