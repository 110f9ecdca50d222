import Grading
import Learning
import Reading
import Reporting
import Running

/// How a lesson's exercises went, as the page on a learner's progress tells it. What is not begun needs no run.
struct LessonResults: Hashable {
  enum Condition: Hashable {
    case known
    /// The lesson's answers are being run.
    case awaited
    /// Something is missing on this machine.
    case failed(MachineFailure)
  }

  struct Exercise: Hashable {
    var name: String
    var cell: CellID
    /// `nil` if it is not begun, or not graded yet.
    var status: Grade.Status?
    var points = 0.0
    var mostPoints: Double
    var hasSeenSolution: Bool
  }

  var title: String
  var page: String
  var condition: Condition
  var exercises: [Exercise]

  var passed: Int { exercises.count { $0.status == .passed } }
  var points: Double { exercises.reduce(0) { $0 + $1.points } }
  var mostPoints: Double { exercises.reduce(0) { $0 + $1.mostPoints } }

  init(
    _ entry: ServedFolder.Entry, _ grades: [String: Grade], _ condition: Condition, seen: (String) -> Bool
  ) {
    (title, page, self.condition) = (entry.chapter.lesson.title, entry.chapter.page, condition)
    exercises = entry.chapter.lesson.exercises.map { exercise in
      let grade = grades[exercise.name]
      return Exercise(
        name: exercise.name, cell: exercise.starter.id, status: grade?.status, points: grade?.points ?? 0,
        mostPoints: exercise.points, hasSeenSolution: seen(exercise.name))
    }
  }
}
