import Lessons
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
        __lessonCell("setup/1")
        #sourceLocation(file: "setup/1", line: 1)
        let one = 1
        #sourceLocation()
        __lessonCell("example/2")
        #sourceLocation(file: "example/2", line: 1)
        let two = 2
        #sourceLocation()
        __lessonCell("needed/twice/total")
        #sourceLocation(file: "needed/twice/total", line: 1)
        let total = one + 1
        #sourceLocation()
        do {
        __lessonCell("solution/twice")
        #sourceLocation(file: "solution/twice", line: 1)
        let twice = total * two
        #sourceLocation()
        __lessonCell("check/solution/twice/1")
        #sourceLocation(file: "check/solution/twice/1", line: 1)
        answer("twice", twice)
        #sourceLocation()
        __lessonCell("check/solution/twice/2")
        #sourceLocation(file: "check/solution/twice/2", line: 1)
        answer("more", twice + 1)
        #sourceLocation()
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

  @Test("an extension keeps its exercise at the top level")
  func topLevel() throws {
    let lesson = try sampleLesson(threeExercises)
    let extended = try candidate("extended", in: lesson)
    #expect(extended.needsTopLevel(in: lesson))
    #expect(!ProgramAssembly.program(running: extended, in: lesson).source.contains("do {"))
    #expect(!(try candidate("twice", in: lesson)).needsTopLevel(in: lesson))
  }

  @Test(
    "what Swift allows at the top level only",
    arguments: [
      ("import Foundation", true), ("@testable import X", true), ("  extension Int {}", true),
      ("prefix operator ~~", true), ("public extension Int {}", true), ("precedencegroup P {}", true),
      ("let extension1 = 2", false), ("struct S {}", false), ("// an extension", false), ("func f() {}", false),
    ])
  func declarations(source: String, isTopLevel: Bool) throws {
    let text = "# T\n\n```swift exercise e answer=a\n\(source)\n```\n"
    let lesson = try sampleLesson(text)
    let exercise = try #require(lesson.exercises.first)
    let candidate = ProgramAssembly.Candidate(exercise, exercise.cell, tag: "exercise/e")
    #expect(candidate.needsTopLevel(in: lesson) == isTopLevel)
  }
}
