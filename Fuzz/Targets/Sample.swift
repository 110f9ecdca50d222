@testable import Classes
@testable import Grading
@testable import LessonWire
@testable import Reading
@testable import Reporting
@testable import Running

/// The lesson with which everything is tried that needs one.
enum Sample {
  static let lesson: Lesson = {
    let text = """
      # Sums

      ```swift example
      let one = 1
      ```

      ```swift exercise total points=3
      let total = one + 1
      func twice(_ x: Double) -> Double {
        x * 2
      }
      ```

      ```swift solution total
      let total = one + 1
      ```

      ```swift mistake total
      // Not that.
      let total = one
      ```

      ```swift check total
      answer("a", total)
      ```

      ```swift check total hidden
      answer("b", total + 1)
      ```
      """
    guard let lesson = try? LessonReader.read(Array(text.utf8), path: "sums.md") else { fatalError("a faulty lesson") }
    return lesson
  }()

  static var exercise: Exercise { lesson.exercises[0] }
  static let tag = "exercise/total/0123456789abcdef"
  static let candidate = ProgramAssembly.Candidate(exercise, exercise.cell, tag: tag)
  static let program = ProgramAssembly.program(running: candidate, in: lesson)
  static let checkTags = program.sections.filter { $0.cell.role == .check }.map(\.tag)

  static let solutionWire: [UInt8] = {
    var writer = WireWriter()
    let scalars = (0..<12).map { Double($0 * $0 % 7) }
    writer.append(.cell(tag: checkTags[0], printed: 3))
    writer.append(.answer(label: "a", value: .tensor(shape: [3, 4], scalars: scalars)))
    writer.append(.answer(label: "n", value: .number(2.5)))
    writer.append(.answer(label: "l", value: .list([.string("x"), .boolean(true), .nothing])))
    writer.append(.answer(label: "s", value: .shape([3, 4])))
    writer.append(.cell(tag: checkTags[1], printed: 5))
    writer.append(.answer(label: "b", value: .tensor(shape: [2, 2, 3], scalars: scalars)))
    writer.append(.finished)
    return writer.bytes
  }()
  static let expected = testRun(wire: solutionWire)

  static let result = SubmissionResult(
    student: "ada", lesson: "sums.md", title: "Sums", submission: "ada.md", fingerprint: "", points: 2, maxPoints: 7,
    exercises: [ExerciseResult(name: "total", status: .partial, points: 2, maxPoints: 7, feedback: "")])

  static func testRun(_ run: Run) -> TestRun {
    TestRun(program: program, tag: tag, limits: exercise.limits, result: .ran(run))
  }

  static func testRun(wire: [UInt8]) -> TestRun {
    let ending = Ending(
      cause: .exited(code: 0), output: Array("printed\u{1B}[2J".utf8), errors: [], wire: wire, seconds: 1,
      processorSeconds: 1)
    return testRun(Run(ending: ending, of: program, limits: exercise.limits))
  }

  /// Everything that can be said of a testRun.
  static func show(_ testRun: TestRun) {
    let grades = [
      Grade(exercise, testRun: testRun, expected: expected, in: lesson), Grade(exercise, unsolved: testRun, in: lesson),
    ]
    show(Report(lesson: lesson, grades: grades, authorProblems: testRun.authorProblems(in: lesson, exercise)))
  }

  /// Makes every report of one.
  static func show(_ report: Report, problems: [String] = []) {
    let feedback = Feedback(student: "ada", report: report, problems: problems)
    _ = feedback.markdown + feedback.text
    _ = RunReport(style: Style(width: 40)).text(report)
    _ = try? JSONReport(report).text()
  }

  /// The bytes before and behind eight dashes.
  static func parted(_ bytes: [UInt8]) -> [[UInt8]] {
    let dashes = Array("--------".utf8)
    guard bytes.count >= dashes.count,
      let start = (0...bytes.count - dashes.count).first(where: { bytes[$0...].starts(with: dashes) })
    else { return [bytes] }
    return [Array(bytes[..<start]), Array(bytes[(start + dashes.count)...])]
  }

  /// Bytes as text, in which tags that cannot be guessed need not be.
  static func withTags(_ bytes: [UInt8]) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.split(separator: "@", omittingEmptySubsequences: false).joined(separator: tag)
      .split(separator: "^", omittingEmptySubsequences: false).joined(separator: checkTags[1])
  }
}
