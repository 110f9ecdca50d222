import Glibc
import Grading
import Learning
import Reading
import Running

/// Grades what has been answered of a book. What is not begun needs no run.
struct BookGrades {
  let context: CommandContext
  let place: StudyPlace
  let sandbox: SandboxChoice

  /// A lesson with the grades of those exercises that have been begun, by name.
  struct Graded {
    var file: String
    var lesson: Lesson
    var grades: [String: Grade]
    /// Whether there is a learner's file of it.
    var isFileThere: Bool { access(lesson.path, F_OK) == 0 }

    func isDone(_ exercise: Exercise) -> Bool { grades[exercise.name]?.status.isDone ?? false }
    func isPassed(_ exercise: Exercise) -> Bool { grades[exercise.name]?.status == .passed }
  }

  /// Grades one lesson after the other, until there is enough.
  /// - Parameters:
  ///   - files: The lessons' files.
  ///   - take: Gets each in turn, and says whether to go on.
  /// - Throws: If a lesson has faults, or something is missing on this machine.
  func grade(_ files: [String], _ take: (Graded) -> Bool) async throws(CommandFailure) {
    var lessons: [(file: String, lesson: Lesson)] = []
    for file in files { lessons.append((file, try place.answered(file))) }
    // Where nothing has to run there is no need for anything to run it in.
    var rest = lessons[...]
    while let first = rest.first, !first.lesson.exercises.contains(where: \.isBegun) {
      guard take(Graded(file: first.file, lesson: first.lesson, grades: [:])) else { return }
      rest.removeFirst()
    }
    guard !rest.isEmpty else { return }
    var said: Set<String> = []
    try await context.withRunner { runner throws(MachineFailure) in
      defer { context.terminal.clearProgress() }
      for (file, lesson) in rest {
        let begun = Set(lesson.exercises.filter(\.isBegun).map(\.name))
        var grades: [Grade] = []
        if !begun.isEmpty {
          grades = try await context.working(
            on: lesson.path, sandbox, runner, sandboxIsSelfEvident: true,
            telling: { if said.insert($0).inserted { context.remark($0) } }
          ) { runner throws(MachineFailure) in
            try await Grader(runner).report(
              on: lesson, only: begun, grading: .submission, progress: context.progress(.grading(lesson.path))
            ).grades
          }
        }
        let byName = Dictionary(grades.map { ($0.exercise.name, $0) }) { first, _ in first }
        guard take(Graded(file: file, lesson: lesson, grades: byName)) else { return }
      }
    }
  }
}
