import Grading
import Reporting
import Running
import Support

/// A class's results and reviews as they are now, for whoever reviews them; what has not changed is not read again.
package struct ReviewedClass: Sendable {
  /// One of the class who has handed in something.
  package struct Student: Sendable {
    package var name: String
    /// What the student is called where names are hidden; it stays the same for a folder, and says nothing of the name.
    package var code: String
    package var machine: SubmissionResult
    package var reviews: [ExerciseReview]
    /// Why the review cannot be read or changed.
    package var fault: FaultyReview?
    package var final: SubmissionResult
    /// The answers by their exercises.
    fileprivate var answers: [String: Mark]

    package func review(of exercise: String) -> ExerciseReview? { reviews.first { $0.name == exercise } }
    package func exercise(_ name: String) -> ExerciseResult? { answers[name].map { final.exercises[$0.place] } }
    /// Names the student's answer to an exercise in addresses.
    package func answerID(_ exercise: String) -> String { answers[exercise]?.id ?? "" }
  }

  /// What tells an answer from others, computed once.
  fileprivate struct Mark: Sendable {
    /// Its place among the student's exercises.
    var place: Int
    var id: String
    var digest: String

    init(_ exercise: ExerciseResult, at place: Int) {
      (self.place, digest) = (place, exercise.answerDigest)
      let key = "\(exercise.name)\0\(digest)\0\(exercise.status.rawValue)\0\(exercise.points)"
      id = String("\(ContentHash(of: key.utf8))".prefix(12))
    }
  }

  private struct Known: Sendable {
    var stamp: String
    var content: Result<Student, ResultFlaw>
  }

  package let folder: ResultsFolder
  private let salt: CodeSalt
  private var known: [ExactText: Known] = [:]
  /// In the order of their names.
  package private(set) var students: [Student] = []
  /// In the lesson's order.
  package private(set) var exercises: [String] = []
  /// What looks like a result and is none.
  package private(set) var skipped: [SkippedEntry] = []
  /// Grows whenever anything has changed.
  package private(set) var version = 0

  /// - Parameters:
  ///   - folder: The class's results.
  ///   - salt: What codes are made with.
  package init(of folder: ResultsFolder, salt: CodeSalt = CodeSalt()) { (self.folder, self.salt) = (folder, salt) }

  /// Looks for what has changed.
  package mutating func renew() {
    var current: [ExactText: Known] = [:]
    var isSame = true
    skipped = []
    for name in folder.resultNames {
      let key = ExactText(name)
      let stamp = folder.stamp(ofResult: name)
      if let old = known[key], old.stamp == stamp {
        current[key] = old
      } else {
        current[key] = Known(stamp: stamp, content: read(name))
        isSame = false
      }
      guard case .failure(let reason)? = current[key]?.content else { continue }
      skipped.append(SkippedEntry(name: name + ".json", flaw: reason))
    }
    if isSame, current.count == known.count { return }
    version += 1
    known = current
    students = current.values.compactMap { try? $0.content.get() }
      .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    tellCodesApart()
    var columns = ExerciseColumns()
    for student in students { columns.add(student.machine) }
    exercises = columns.names
  }

  /// All results as they count, by the names of their files.
  package var results: [ExactText: SubmissionResult] {
    known.compactMapValues { known in
      guard let student = try? known.content.get(), student.fault == nil else { return nil }
      return student.final
    }
  }

  private func read(_ name: String) -> Result<Student, ResultFlaw> {
    folder.machineContent(named: name).map { machine in
      var reviews: [ExerciseReview] = []
      var fault: FaultyReview?
      do throws(FaultyReview) { reviews = try folder.reviews.review(named: name)?.exercises ?? [] } catch {
        fault = error
      }
      let marks = machine.exercises.enumerated().map { ($1.name, Mark($1, at: $0)) }
      return Student(
        name: machine.student, code: "", machine: machine, reviews: reviews, fault: fault,
        final: machine.reviewed(by: reviews), answers: Dictionary(marks) { first, _ in first })
    }
  }

  /// Four digits of a hash, or as many as tell everybody apart.
  private mutating func tellCodesApart() {
    let hashes = students.map { salt.code(of: $0.name) }
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
    /// The review that is shown: of several the first.
    package var review: ExerciseReview {
      reviews.compactMap(\.self).first ?? ExerciseReview(name: exercise, answer: digest)
    }
    /// Whether one review is not like the others.
    package var isMixed: Bool { Set(reviews.map { $0 ?? ExerciseReview(name: exercise, answer: digest) }).count > 1 }
    package var final: ExerciseResult { students.first?.exercise(exercise) ?? machine }
    package var isDone: Bool { students.allSatisfy { $0.exercise(exercise)?.review == .done } }
    package var isStale: Bool { students.contains { $0.exercise(exercise)?.review == .stale } }
    package var isFlagged: Bool { students.contains { $0.exercise(exercise)?.isFlagged == true } }
  }

  /// The answers to an exercise: first what most students have written, and what nobody has written last.
  package func answers(to exercise: String) -> [Answer] {
    var groups: [String: Answer] = [:]
    for student in students {
      guard let mark = student.answers[exercise] else { continue }
      let machine = student.machine.exercises[mark.place]
      let new = Answer(id: mark.id, exercise: exercise, digest: mark.digest, machine: machine, students: [])
      groups[mark.id, default: new].students.append(student)
    }
    return groups.values.sorted { one, other in
      if (one.machine.answer == nil) != (other.machine.answer == nil) { return other.machine.answer == nil }
      return (-one.students.count, one.id) < (-other.students.count, other.id)
    }
  }

  /// How many answers of students there are to an exercise, and how many of them are reviewed.
  package func progress(of exercise: String) -> (done: Int, total: Int) {
    let results = students.compactMap { $0.exercise(exercise) }
    return (results.count { $0.review == .done }, results.count)
  }
}
