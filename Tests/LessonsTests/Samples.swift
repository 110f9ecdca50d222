import Foundation
import LessonSyntax
import Reading
import Running

/// Reads a lesson from text; the tests' samples have no faults unless faults are what they are about.
func sampleLesson(_ text: String, path: String = "sample.md") throws -> Lesson {
  try LessonReader.read(Array(text.utf8), path: path)
}

/// The folder of the programs that were built with these tests, by whatever path these were started.
let builtPrograms = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()

/// The compiler's own parser, in a process as `lesson-run` starts it.
func codeParser() throws -> CodeParser {
  CodeParser(
    toolchain: try Toolchain(searchPath: ProcessInfo.processInfo.environment["PATH"] ?? ""),
    runtime: try CellRuntime(besideExecutable: builtPrograms.appending(path: "lesson-run").path),
    pool: try ProcessPool(width: 1))
}

func facts(of sources: [String]) async throws -> [SwiftFacts?] {
  try await codeParser().replies(to: sources.map { .facts(of: $0, forTrace: true) }).map { reply in
    guard case .facts(let facts)? = reply else { return nil }
    return facts
  }
}

/// A lesson with what the parser says about its cells.
func understoodLesson(_ text: String) async throws -> Lesson {
  let lesson = try sampleLesson(text)
  let sources = Array(Set(lesson.cells.map(\.source)))
  let known = Dictionary(uniqueKeysWithValues: zip(sources, try await facts(of: sources)))
  return lesson.mapCells { cell in
    var copy = cell
    copy.syntax = known[cell.source] ?? nil
    return copy
  }
}

/// A lesson with two context cells, two exercises that stand in an inner scope, and one that cannot.
let threeExercises = """
  # Sums

  ```swift setup
  let one = 1
  ```

  ```swift exercise total answer=total
  let total = ___
  ```

  ```swift solution total
  let total = one + 1
  ```

  ```swift example
  let two = 2
  ```

  ```swift exercise twice needs=total points=3
  let twice = total * 2
  ```

  ```swift solution twice
  let twice = total * two
  ```

  ```swift check twice
  answer("twice", twice)
  ```

  ```swift check twice hidden
  answer("more", twice + 1)
  ```

  ```swift exercise extended
  ___
  ```

  ```swift solution extended
  extension Int { var third: Int { self / 3 } }
  ```

  ```swift check extended
  answer("third", 9.third)
  ```
  """
