import Grading
import Reporting
import Running
import Support

/// A class's results and reviews as they are now, for whoever reviews them; what has not changed is not read again.
package struct ReviewedClass: Sendable {
  /// One of the class who has handed in something.
  package struct Student: Sendable {
    package var name: String
    /// What the student is called where names are hidden; it stays the same for a lesson, and says nothing of the name.
    package var code: String
    package var machine: SubmissionResult
    package var reviews: [ExerciseReview]
    /// Why the review cannot be read or changed.
    package var fault: FaultyReview?
    package var final: SubmissionResult

    package func review(of exercise: String) -> ExerciseReview? { reviews.first { $0.name == exercise } }
    package func exercise(_ name: String) -> ExerciseResult? { final.exercises.first { $0.name == name } }
  }

  private struct Known: Sendable {
    var stamp: String
    var student: Student?
  }

  package let folder: ResultsFolder
  private var known: [String: Known] = [:]
  /// In the order of their names.
  package private(set) var students: [Student] = []
  /// In the lesson's order.
  package private(set) var exercises: [String] = []

  package init(of folder: ResultsFolder) { self.folder = folder }

  /// Looks for what has changed.
  package mutating func renew() {
    var current: [String: Known] = [:]
    for name in folder.resultNames {
      let stamp = folder.stamp(ofResult: name)
      if let old = known[name], old.stamp == stamp {
        current[name] = old
      } else {
        current[name] = Known(stamp: stamp, student: read(name))
      }
    }
    known = current
    students = current.values.compactMap(\.student).sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    tellCodesApart()
    var columns = ExerciseColumns()
    for student in students { columns.add(student.machine) }
    exercises = columns.names
  }

  private func read(_ name: String) -> Student? {
    guard let machine = folder.machineResult(named: name) else { return nil }
    var reviews: [ExerciseReview] = []
    var fault: FaultyReview?
    do throws(FaultyReview) { reviews = try folder.reviews.review(named: name)?.exercises ?? [] } catch {
      fault = error
    }
    return Student(
      name: machine.student, code: "", machine: machine, reviews: reviews, fault: fault,
      final: machine.reviewed(by: reviews))
  }

  /// Four digits of a hash, or as many as tell everybody apart.
  private mutating func tellCodesApart() {
    let hashes = students.map { "\(ContentHash(of: "\($0.machine.lesson)\0\($0.name)".utf8))".uppercased() }
    let length = (4...64).first { length in Set(hashes.map { $0.prefix(length) }).count == hashes.count } ?? 64
    for index in students.indices { students[index].code = String(hashes[index].prefix(length)) }
  }

  /// Answers to an exercise that are the same word for word, and with which the machine found the same.
  package struct Answer: Sendable {
    /// Names the answer in addresses; nothing in it tells of students.
    package var id: String
    package var exercise: String
    package var digest: String
    package var machine: ExerciseResult
    package var students: [Student]

    package var reviews: [ExerciseReview?] { students.map { $0.review(of: exercise) } }
    /// Whether one review is not like the others.
    package var isMixed: Bool { Set(reviews.map { $0 ?? ExerciseReview(name: exercise, answer: digest) }).count > 1 }
    package var final: ExerciseResult { machine.reviewed(by: reviews.first ?? nil) }
    package var isDone: Bool { students.allSatisfy { $0.exercise(exercise)?.review == .done } }
    package var isStale: Bool { students.contains { $0.exercise(exercise)?.review == .stale } }
    package var isFlagged: Bool { students.contains { $0.exercise(exercise)?.isFlagged == true } }
  }

  /// The answers to an exercise: first what most students have written, and what nobody has written last.
  package func answers(to exercise: String) -> [Answer] {
    var groups: [String: Answer] = [:]
    for student in students {
      guard let machine = student.machine.exercises.first(where: { $0.name == exercise }) else { continue }
      let id = Self.answerID(machine)
      let new = Answer(id: id, exercise: exercise, digest: machine.answerDigest, machine: machine, students: [])
      groups[id, default: new].students.append(student)
    }
    return groups.values.sorted { one, other in
      if (one.machine.answer == nil) != (other.machine.answer == nil) { return other.machine.answer == nil }
      return (-one.students.count, one.id) < (-other.students.count, other.id)
    }
  }

  /// Names an answer in addresses.
  package static func answerID(_ machine: ExerciseResult) -> String {
    let key = "\(machine.name)\0\(machine.answerDigest)\0\(machine.status.rawValue)\0\(machine.points)"
    return String("\(ContentHash(of: key.utf8))".prefix(12))
  }

  /// How many answers of students there are to an exercise, and how many of them are reviewed.
  package func progress(of exercise: String) -> (done: Int, total: Int) {
    let results = students.compactMap { $0.exercise(exercise) }
    return (results.count { $0.review == .done }, results.count)
  }
}

extension ExerciseReview {
  /// Whether two reviews say the same: of which answer does not matter.
  package func says(_ other: ExerciseReview) -> Bool {
    var copy = other
    copy.answer = answer
    return self == copy
  }
}
