import Reading
import Running
import Testing

@Suite("Programs made of a lesson's cells")
struct ProgramAssemblyTests {
  private func candidate(_ name: String, in lesson: Lesson) throws -> ProgramAssembly.Candidate {
    let exercise = try #require(lesson.exercise(named: name))
    return ProgramAssembly.Candidate(exercise, try #require(exercise.solution), tag: "solution/\(name)")
  }

  @Test("an exercise sees the context above it, what it needs, and then its checks, in an inner scope")
  func one() throws {
    let lesson = try sampleLesson(threeExercises)
    let program = ProgramAssembly.program(running: try candidate("twice", in: lesson), in: lesson)
    #expect(
      program.sections.map(\.tag) == [
        "setup/1", "example/2", "needed/twice/total", "solution/twice", "check/solution/twice/1",
        "check/solution/twice/2",
      ])
    #expect(
      program.source == """
        import LessonKit
        import MiniCNN
        __lessonCell("setup/1");
        #sourceLocation(file: "setup/1", line: 1)
        let one = 1
        #sourceLocation()
        __lessonCell("example/2");
        #sourceLocation(file: "example/2", line: 1)
        let two = 2
        #sourceLocation()
        __lessonCell("needed/twice/total");
        #sourceLocation(file: "needed/twice/total", line: 1)
        let total = one + 1
        #sourceLocation()
        do {
        __lessonCell("solution/twice");
        #sourceLocation(file: "solution/twice", line: 1)
        let twice = total * two
        #sourceLocation()
        do {
        __lessonCell("check/solution/twice/1");
        #sourceLocation(file: "check/solution/twice/1", line: 1)
        answer("twice", twice)
        #sourceLocation()
        __lessonCell("check/solution/twice/2");
        #sourceLocation(file: "check/solution/twice/2", line: 1)
        answer("more", twice + 1)
        #sourceLocation()
        }
        }
        __lessonFinish()

        """)
  }

  @Test("an example below an exercise is not in its program")
  func contextAbove() throws {
    let lesson = try sampleLesson(threeExercises)
    let program = ProgramAssembly.program(running: try candidate("total", in: lesson), in: lesson)
    #expect(program.sections.map(\.tag) == ["setup/1", "solution/total", "check/solution/total/1"])
    #expect(program.source.contains("answer(\"total\", total)"))
  }

  @Test("moving a cell down the file leaves its program as it is")
  func independentOfLines() throws {
    let moved = threeExercises.replacing("# Sums\n", with: "# Sums\n\nA new paragraph.\n\nAnd another.\n")
    let (lesson, other) = (try sampleLesson(threeExercises), try sampleLesson(moved, path: "elsewhere.md"))
    let programs = try [lesson, other].map { ProgramAssembly.program(running: try candidate("twice", in: $0), in: $0) }
    #expect(programs[0].source == programs[1].source)
    #expect(programs[0].sections[0].cell.lines != programs[1].sections[0].cell.lines)
  }

  @Test("one program chooses among candidates, each at its place between the examples")
  func choice() throws {
    let lesson = try sampleLesson(threeExercises)
    let candidates = try ["total", "twice"].map { try candidate($0, in: lesson) }
    let program = ProgramAssembly.program(named: "reference", choosingAmong: candidates, in: lesson)
    #expect(
      program.sections.map(\.tag) == [
        "setup/1", "solution/total", "check/solution/total/1", "example/2", "needed/twice/total",
        "solution/twice", "check/solution/twice/1", "check/solution/twice/2",
      ])
    #expect(program.source.contains("if __lessonSelects(\"solution/twice\") {"))
  }

  @Test(
    "what Swift allows at the top level only is put there, at its line and column; the rest stays in the inner scope",
    arguments: [
      ("import Foundation", "import Foundation"), ("let a = 1; import Foundation", "           import Foundation"),
      ("\textension Int {\n}", " extension Int {\n}"), ("public extension Int {}", "public extension Int {}"),
      ("/* a */ prefix operator ~~", "        prefix operator ~~"), ("precedencegroup P {}", "precedencegroup P {}"),
      ("func + (a: Int, b: String) -> Int { a }", "func + (a: Int, b: String) -> Int { a }"),
      ("@available(macOS 10.15, *) extension Int {}", "@available(macOS 10.15, *) extension Int {}"),
      ("fileprivate  /* x */ extension Int {}", "fileprivate  /* x */ extension Int {}"),
      ("#if true\nextension Int {}\n#endif", "#if true\nextension Int {}\n#endif"),
    ])
  func parts(source: String, part: String) async throws {
    let (candidate, lesson) = try await self.candidate(source)
    #expect(candidate.needsTopLevel(in: lesson))
    let text = ProgramAssembly.program(running: candidate, in: lesson).source
    let (above, within) = (try #require(text.firstRange(of: part)), try #require(text.firstRange(of: "do {")))
    #expect(above.lowerBound < within.lowerBound)
    #expect(text.ranges(of: part.split(separator: "\n")[0].drop { $0 == " " }).count == 1, "it stands there only")
  }

  @Test(
    "a part that uses a name of its own cell takes the whole cell along",
    arguments: [
      "struct P {}\nextension P { var a: Int { 1 } }", "let k = 2\nstruct P { func f() -> Int { k } }",
      "func half(_ x: Int) -> Int { x / 2 }\nextension Int { var half: Int { half(self) } }",
    ])
  func whole(source: String) async throws {
    let (candidate, lesson) = try await self.candidate(source)
    #expect(candidate.needsTopLevel(in: lesson))
    let text = ProgramAssembly.program(running: candidate, in: lesson).source
    let (code, scope) = (try #require(text.firstRange(of: source)), try #require(text.firstRange(of: "do {")))
    #expect(code.upperBound < scope.lowerBound, "only the checks have a scope of their own")
  }

  @Test(
    "everything else stands in the inner scope",
    arguments: [
      "let extension1 = 2", "struct S {}", "// an extension", "func f() {}", "let a = \"\"\"\nimport X\n\"\"\"",
      "struct P { var k = 1; func f() -> Int { k } }", "let `import` = 1",
    ])
  func inner(source: String) async throws {
    let (candidate, lesson) = try await self.candidate(source)
    #expect(!candidate.needsTopLevel(in: lesson))
  }

  private func candidate(_ source: String) async throws -> (ProgramAssembly.Candidate, Lesson) {
    let lesson = try await understoodLesson("# T\n\n```swift exercise e answer=a\n\(source)\n```\n")
    let exercise = try #require(lesson.exercises.first)
    return (ProgramAssembly.Candidate(exercise, exercise.cell, tag: "exercise/e"), lesson)
  }

  @Test("in a traced program what is added to a cell goes along with the part that stands at the top level")
  func tracedTopLevelParts() async throws {
    let lesson = try await understoodLesson(
      """
      # T

      ```swift exercise e answer=a
      let (a, b) = (3.total, 1); extension Int { var half: Int { for i in 0..<self { print(i) }; return self / 2 } }
      extension Int {
        var total: Int {
          var sum = 0
          for i in 0..<self { sum += i }
          return sum
        }
      }
      private let (c, d) = (1, 2)
      ```
      """)
    let program = ProgramAssembly.tracedProgram(
      running: lesson.exercises.first.map {
        ProgramAssembly.Candidate($0, $0.cell, tag: "exercise/e")
      }, in: lesson)
    let source = program.source.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let first = "let (a, b) = (3.total, 1); a; b; "
    let half = "extension Int { var half: Int { for i in 0..<self { i; print(i) }; return self / 2 } }"
    #expect(source.filter { $0 == String(repeating: " ", count: first.count) + half }.count == 1)
    #expect(source.filter { $0 == first + String(repeating: " ", count: half.count) }.count == 1)
    #expect(source.filter { $0.contains("for i in 0..<self { i; sum += i }") }.count == 1)
    #expect(source.filter { $0 == "private let (c, d) = (1, 2); c; d;" }.count == 1)
  }
}
