import Classes
import FoundationEssentials
import Grading
import Reading
import Reporting
import Running
import Support

/// `lesson-run release LESSON.md`
struct ReleaseCommand: Subcommand {
  let context: CommandContext
  let output: String?
  let student: String?
  let roster: String?
  let column: String?
  let sandbox: Checked<SandboxChoice>

  func run(_ operands: [String]) async throws(CommandFailure) -> ExitStatus {
    let path = operands[0]
    let choice = try sandbox.get()
    let students = try students()
    if let author = LessonFile.authorsPath(of: path) { throw CommandFailure(.copyToRelease(path, author: author)) }
    let lesson = try await context.withSeedAsUsed(try LessonFile.read(path, style: context.terminal.errorStyle))
    if !students.isEmpty, lesson.seed == nil { context.remark(Words().sameForAll(path)) }
    let copies = try await copies(of: lesson, for: students, choice)
    if roster != nil { return try write(copies, of: students, toFolder: output ?? "", path) }
    guard let target = output else {
      try context.terminal.writeExactly(copies[0])
      return .success
    }
    guard realPath(target) != realPath(path) else {
      throw CommandFailure(.solutionsLost(target))
    }
    do { try Data(copies[0].utf8).write(to: URL(filePath: target), options: .atomic) } catch {
      throw CommandFailure(.file(.unwritableLesson(target)))
    }
    context.remark(.copied(path, to: target))
    return .success
  }

  private func realPath(_ path: String) -> String {
    URL(filePath: path).resolvingSymlinksInPath().standardizedFileURL.path
  }

  // MARK: - Students with numbers of their own

  /// Whose copies are asked for; none for the one that all have.
  private func students() throws(CommandFailure) -> [String] {
    guard let roster else {
      guard column == nil else { throw CommandFailure(.columnWithoutRoster) }
      guard let student else { return [] }
      guard !student.trimmed.isEmpty else { throw CommandFailure(.namelessStudent) }
      return [student.trimmed]
    }
    guard student == nil else { throw CommandFailure(.studentAndRoster) }
    guard output != nil else { throw CommandFailure(.rosterWithoutFolder) }
    let list = try RosterFile.read(roster, column: column, undone: .nothingWritten, context)
    if let doubt = list.doubtfulHeadings { context.remark("\(roster): \(doubt)") }
    let alike = Dictionary(grouping: list.names) { $0.lowercased() }.values.first { $0.count > 1 }
    if let alike { throw CommandFailure(.namesAlike(alike[0], alike[1], roster: roster)) }
    return list.names
  }

  /// A copy for each student, or the one for all. Where outputs depend on the numbers they are made anew: all copies or none.
  private func copies(
    of lesson: Lesson, for students: [String], _ choice: SandboxChoice
  ) async throws(CommandFailure) -> [String] {
    guard !students.isEmpty, lesson.seed != nil else {
      return Array(repeating: LearnersCopy(of: lesson).text, count: max(1, students.count))
    }
    let own = students.map { lesson.seeded(for: $0) }
    let hasOutputs = lesson.segments.contains { if case .output = $0 { true } else { false } }
    let reports = hasOutputs ? try await reports(on: own, choice) : []
    var copies: [String] = []
    for (index, (student, lesson)) in zip(students, own).enumerated() {
      let current = try reports.indices.contains(index) ? renewed(lesson, reports[index], student) : lesson
      copies.append(LearnersCopy(of: current, for: student).text)
    }
    return copies
  }

  private func reports(on lessons: [Lesson], _ choice: SandboxChoice) async throws(CommandFailure) -> [Report] {
    try await context.withRunner { runner throws(MachineFailure) in
      defer { context.terminal.clearProgress() }
      return try await context.working(on: lessons[0].path, choice, runner, telling: context.remark) {
        runner throws(MachineFailure) in
        let understood = try await runner.understood(lessons[0])
        var reports: [Report] = []
        for lesson in lessons {
          context.show(.copying(reports.count + 1, of: lessons.count))
          var own = understood
          own.seed = lesson.seed
          reports.append(try await Grader(runner).examples(of: own))
        }
        return reports
      }
    }
  }

  /// The lesson with what its examples print for one student.
  private func renewed(_ lesson: Lesson, _ report: Report, _ student: String) throws(CommandFailure) -> Lesson {
    let text = OutputRenewal(report).renewedText()
    guard report.examplesProblems.isEmpty, let new = try? LessonReader.read(Array(text.utf8), path: lesson.path),
      let seed = lesson.seed
    else { throw CommandFailure(.failingExamples(lesson.path, student: student), .notRight) }
    return new.seeded(seed)
  }

  private func write(
    _ copies: [String], of students: [String], toFolder folder: String, _ path: String
  ) throws(CommandFailure) -> ExitStatus {
    do throws(MachineFailure) {
      try ResultsFolder.makeFolder(folder)
      for (student, copy) in zip(students, copies) {
        try writeWhole(copy.utf8, to: "\(folder)/\(ResultName(of: student)).md")
      }
    } catch { throw CommandFailure(error) }
    context.terminal.writeError(["lesson-run: \(Words().wroteCopies(students.count, of: path, to: folder))"])
    return .success
  }
}

extension CommandFailure {
  fileprivate init(_ refusal: ReleaseRefusal, _ status: ExitStatus = .usage) {
    self.init(status, Words().refusal(refusal))
  }
}
