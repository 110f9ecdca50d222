import Reading
import Running
import Support

/// Reads reviews from a CSV file as `ReviewTable` writes it. All of it is looked at before anything is changed.
package struct ReviewImport {
  /// Everything that is wrong with such a file, in its order.
  package struct Faulty: Error, Hashable, Sendable {
    package var faults: [Fault]
  }

  package enum Failure: Error, Sendable {
    case faulty(Faulty)
    case review(ReviewFailure)
  }

  private let folder: ResultsFolder
  private let rubrics: ReviewTable.Rubrics

  /// - Parameters:
  ///   - folder: The class's results.
  ///   - rubrics: What can be taken, by exercise.
  package init(into folder: ResultsFolder, rubrics: ReviewTable.Rubrics) {
    (self.folder, self.rubrics) = (folder, rubrics)
  }

  /// Takes over what a file says. Columns that it does not have leave what there is; so do lines that are as they were exported. A line
  /// that was filled in is not taken where somebody has reviewed the answer since.
  /// - Parameters:
  ///   - bytes: The file's content.
  ///   - path: What to call it in messages.
  /// - Returns: How many reviews have changed.
  /// - Throws: If any line is wrong: then nothing is changed.
  package func take(_ bytes: [UInt8], path: String) throws(Failure) -> Int {
    var changed = 0
    var faulty: Faulty?
    do throws(ReviewFailure) {
      try folder.reviews.holding { holding throws(ReviewFailure) in
        var reading = ReviewLines(try students(), rubrics)
        let planned: [String: StudentReview]
        do throws(Faulty) {
          planned = try reading.reviews(in: bytes, path: path) { student throws(ReviewFailure) in
            try holding.review(of: student)
          }
        } catch {
          faulty = error
          return
        }
        for (student, review) in planned.sorted(by: { $0.key < $1.key }) where reading.changedStudents.contains(student)
        {
          try holding.store(review)
        }
        changed = reading.changed
      }
    } catch { throw .review(error) }
    if let faulty { throw .faulty(faulty) }
    return changed
  }

  private func students() throws(ReviewFailure) -> [SubmissionResult] {
    do throws(MachineFailure) {
      var reading = try folder.machineReading()
      var results: [SubmissionResult] = []
      while var result = reading.next() {
        // Feedback is long, and nobody asks for it here.
        for index in result.exercises.indices {
          (result.exercises[index].feedback, result.exercises[index].feedbackText) = ("", nil)
        }
        results.append(result)
      }
      return results
    } catch { throw .machine(error) }
  }
}

/// The lines of such a file, beside the results that they are about.
struct ReviewLines {
  private typealias Field = CSVReader.Field

  private let results: [String: SubmissionResult]
  private let names: [String: String]
  private let rubrics: ReviewTable.Rubrics
  private(set) var changed = 0
  private(set) var changedStudents: Set<String> = []
  private var faults: [Fault] = []
  private var reviews: [String: StudentReview] = [:]
  private var seen: [[String]: Int] = [:]
  private var places: [String: Int] = [:]

  init(_ results: [SubmissionResult], _ rubrics: ReviewTable.Rubrics) {
    self.results = Dictionary(results.map { ($0.student, $0) }) { first, _ in first }
    names = Dictionary(
      results.map { (CSVText.unformulaic($0.student), $0.student) } + results.map { ($0.student, $0.student) }
    ) { _, second in second }
    self.rubrics = rubrics
  }

  /// - Parameters:
  ///   - bytes: The file's content.
  ///   - path: What to call it in messages.
  ///   - known: The review that there is of a student.
  /// - Returns: The reviews that change, by student.
  /// - Throws: Everything that is wrong with the lines.
  mutating func reviews(
    in bytes: [UInt8], path: String, known: (String) throws(ReviewFailure) -> StudentReview
  ) throws(ReviewImport.Faulty) -> [String: StudentReview] {
    var rows = CSVReader(bytes, path: path)
    do throws(FaultyRoster) {
      guard let headings = try rows.next() else {
        throw FaultyRoster(Fault(.noNames, at: SourceRange(SourceLocation(file: path, line: 1, column: 1))))
      }
      places = Dictionary(headings.enumerated().map { ($1.text.trimmed.lowercased(), $0) }) { first, _ in first }
      for needed in ["student", "exercise"] where places[needed] == nil {
        note(.noReviewColumn(needed), headings[0])
      }
      while faults.isEmpty || places["student"] != nil && places["exercise"] != nil, let row = try rows.next() {
        take(row, known)
      }
    } catch {
      faults.append(error.fault)
    }
    guard faults.isEmpty else { throw ReviewImport.Faulty(faults: faults.sorted { $0.location < $1.location }) }
    return reviews
  }

  private mutating func note(_ kind: Fault.Kind, _ field: Field) {
    faults.append(Fault(kind, at: SourceRange(field.location, length: max(1, field.text.utf8.count))))
  }

  private func field(_ name: String, _ row: [Field]) -> Field? {
    guard let place = places[name] else { return nil }
    if place < row.count { return row[place] }
    return row.last.map { Field(text: "", location: $0.location) }
  }

  private mutating func take(_ row: [Field], _ known: (String) throws(ReviewFailure) -> StudentReview) {
    guard let student = field("student", row), let exercise = field("exercise", row) else { return }
    guard let name = names[student.text] ?? names[student.text.trimmed], let result = results[name] else {
      let meant = nearest(to: student.text, among: results.keys.sorted())
      return note(.unknownStudent(student.text, meant: meant), student)
    }
    guard let machine = result.exercises.first(where: { $0.name == exercise.text.trimmed }) else {
      let meant = nearest(to: exercise.text.trimmed, among: result.exercises.map(\.name))
      return note(.unknownAnswer(exercise: exercise.text, meant: meant), exercise)
    }
    if let other = seen.updateValue(student.location.line, forKey: [name, machine.name]) {
      return note(.repeatedReview(line: other), student)
    }
    if reviews[name] == nil {
      do throws(ReviewFailure) { reviews[name] = try known(name) } catch {
        if case .faulty(let faulty) = error { faults.append(faulty.fault) }
        return
      }
    }
    let old = reviews[name]?[machine.name]
    let isStale = old.map { $0.answer != machine.answerDigest } ?? false
    let base = isStale ? nil : old
    let present = base ?? ExerciseReview(name: machine.name, answer: machine.answerDigest)
    var review = present
    fill(&review, from: row, of: machine)
    guard review != present else { return }
    if let seen = field("seen", row), !present.isEmpty, seen.text.trimmed != ReviewTable.seen(present) {
      // As it was exported: whoever has reviewed the answer since has not been contradicted.
      if ReviewTable.seen(review) == seen.text.trimmed { return }
      return note(.reviewedSince, seen)
    }
    if let digest = field("answer", row), !digest.text.trimmed.isEmpty,
      digest.text.trimmed != ReviewTable.answer(machine)
    {
      return note(.changedAnswer, digest)
    }
    reviews[name]?[machine.name] = review
    changedStudents.insert(name)
    changed += 1
  }

  private mutating func fill(_ review: inout ExerciseReview, from row: [Field], of machine: ExerciseResult) {
    let before = review.override
    if let items = field("items", row) { review.items = self.items(items, review, machine) }
    if let comments = field("comments", row) {
      review.comments = ReviewCells.plain(comments.text).split(whereSeparator: \.isNewline)
        .map { ExerciseReview.oneLine(String($0)) }.filter { !$0.isEmpty }
    }
    if let flagged = field("flagged", row), let value = answer(flagged) { review.isFlagged = value }
    if let points = field("points", row) {
      review.override = override(points, field("reason", row), machine)
    }
    guard let reviewed = field("reviewed", row) else {
      if review.override != before { review.isDone = review.override != nil }
      return
    }
    // Whoever gives points need not say that they count.
    if reviewed.text.trimmed.isEmpty, review.override != nil {
      if review.override != before { review.isDone = true }
    } else if let value = answer(reviewed) {
      review.isDone = value
    }
  }

  private mutating func override(
    _ field: Field, _ reason: Field?, _ machine: ExerciseResult
  ) -> ExerciseReview.Override? {
    let text = ReviewCells.plain(field.text).trimmed
    guard !text.isEmpty else { return nil }
    guard let points = Double(text.replacing(",", with: ".")), points.isFinite else {
      note(.noPoints(text), field)
      return nil
    }
    guard (0...machine.maxPoints).contains(points) else {
      note(.pointsOutOfRange(most: machine.maxPoints), field)
      return nil
    }
    let words = ExerciseReview.oneLine(ReviewCells.plain(reason?.text ?? ""))
    guard !words.isEmpty else {
      note(.pointsWithoutReason, reason ?? field)
      return nil
    }
    return ExerciseReview.Override(points: points, reason: words)
  }

  /// Items by their numbers in the rubric or by their texts; what was taken and is in the rubric no more may stay.
  private mutating func items(
    _ field: Field, _ review: ExerciseReview, _ machine: ExerciseResult
  ) -> [ExerciseReview.Item] {
    let rubric = rubrics[machine.name] ?? []
    var items: [ExerciseReview.Item] = []
    for text in ReviewCells.texts(ReviewCells.plain(field.text)) {
      let numbered = Int(text).flatMap { rubric.indices.contains($0 - 1) ? rubric[$0 - 1] : nil }
      guard let item = (review.items + rubric).first(where: { $0.text == text }) ?? numbered else {
        note(.unknownItem(text), field)
        continue
      }
      if !items.contains(where: { $0.text == item.text }) { items.append(item) }
    }
    return items
  }

  private mutating func answer(_ field: Field) -> Bool? {
    switch field.text.trimmed.lowercased() {
    case "yes", "y", "true", "1", "x": return true
    case "no", "n", "false", "0", "": return false
    default:
      note(.neitherYesNorNo(field.text), field)
      return nil
    }
  }
}
