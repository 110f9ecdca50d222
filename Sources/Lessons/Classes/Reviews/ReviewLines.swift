import Reading
import Running
import Support

/// The lines of a table of reviews, beside the results that they are about.
struct ReviewLines {
  private typealias Field = CSVReader.Field

  /// What tells an answer from others: a student's place among the results, and an exercise.
  private struct Place: Hashable {
    var result: Int
    var exercise: String
  }

  private let results: [SubmissionResult]
  /// The places of the results by the names that a line may have for them. Two names may be equal to Swift, and not letter by letter.
  private var places: [String: [Int]] = [:]
  private let unreadable: Set<String>
  private let rubrics: ReviewTable.Rubrics
  private(set) var changed = 0
  private var changedResults: Set<Int> = []
  private var faults: [Fault] = []
  private var reviews: [Int: StudentReview] = [:]
  private var seen: [Place: Int] = [:]
  private var columns: [String: Int] = [:]
  private var columnCount = 0

  /// - Parameters:
  ///   - results: The class's results, as the machine made them.
  ///   - rubrics: What can be taken, by exercise.
  ///   - unreadable: Files that may be results, and cannot be read.
  init(_ results: [SubmissionResult], _ rubrics: ReviewTable.Rubrics, unreadable: [String] = []) {
    (self.results, self.rubrics, self.unreadable) = (results, rubrics, Set(unreadable))
    for (place, result) in results.enumerated() { places[result.student, default: []].append(place) }
    for (place, result) in results.enumerated() {
      let written = CSVText.unformulaic(result.student)
      if places[written] == nil { places[written] = [place] }
    }
  }

  /// - Parameters:
  ///   - bytes: The file's content.
  ///   - path: What to call it in messages.
  ///   - known: The review that there is of a student.
  /// - Returns: The reviews that change.
  /// - Throws: Everything that is wrong with the lines.
  mutating func reviews(
    in bytes: [UInt8], path: String, known: (String) throws(ReviewFailure) -> StudentReview
  ) throws(ReviewImport.Faulty) -> [StudentReview] {
    var rows = CSVReader(bytes, path: path)
    do throws(FaultyRoster) {
      guard let headings = try rows.next() else {
        throw FaultyRoster(Fault(.noNames, at: SourceRange(SourceLocation(file: path, line: 1, column: 1))))
      }
      readHeadings(headings)
      while columns["student"] != nil, columns["exercise"] != nil, let row = try rows.next() { take(row, known) }
    } catch {
      faults.append(error.fault)
    }
    guard faults.isEmpty else { throw ReviewImport.Faulty(faults: faults.sorted { $0.location < $1.location }) }
    return changedResults.sorted().compactMap { reviews[$0] }
  }

  /// Of columns that are ours there is one each. Whoever has others need not remove them, unless they are ours but for a letter.
  private mutating func readHeadings(_ headings: [Field]) {
    columnCount = headings.count
    let names = headings.map { $0.text.trimmed.lowercased() }
    for (index, name) in names.enumerated() where ReviewTable.columns.contains(name) {
      if let other = columns[name] {
        note(.repeatedColumn(name, column: other + 1), headings[index])
      } else {
        columns[name] = index
      }
    }
    for (index, name) in names.enumerated() where !name.isEmpty && !ReviewTable.columns.contains(name) {
      let absent = ReviewTable.filledIn.filter { columns[$0] == nil }
      if let meant = nearest(to: name, among: absent) { note(.misspeltColumn(name, meant: meant), headings[index]) }
    }
    for needed in ["student", "exercise"] where columns[needed] == nil { note(.noReviewColumn(needed), headings[0]) }
  }

  private mutating func note(_ kind: Fault.Kind, _ field: Field) {
    faults.append(Fault(kind, at: SourceRange(field.location, length: max(1, field.text.utf8.count))))
  }

  private func field(_ name: String, _ row: [Field]) -> Field? {
    columns[name].map { row[$0] }
  }

  /// The result that a name is of.
  private mutating func place(of student: Field) -> Int? {
    let found = places[student.text] ?? places[student.text.trimmed] ?? []
    let exact = found.filter { results[$0].student.utf8.elementsEqual(student.text.trimmed.utf8) }
    if let place = exact.first ?? (found.count == 1 ? found.first : nil) { return place }
    guard found.isEmpty else {
      note(.ambiguousStudent(student.text), student)
      return nil
    }
    if unreadable.contains("\(ResultName(of: student.text.trimmed)).json") {
      note(.unreadableResult(student.text), student)
    } else {
      let meant = nearest(to: student.text, among: results.map(\.student))
      note(.unknownStudent(student.text, meant: meant), student)
    }
    return nil
  }

  private mutating func take(_ row: [Field], _ known: (String) throws(ReviewFailure) -> StudentReview) {
    guard row.count == columnCount else {
      return note(.otherFieldCount(row.count, headings: columnCount), row[min(row.count, columnCount + 1) - 1])
    }
    guard let student = field("student", row), let exercise = field("exercise", row), let place = place(of: student)
    else { return }
    let result = results[place]
    guard let machine = result.exercises.first(where: { $0.name == exercise.text.trimmed }) else {
      let meant = nearest(to: exercise.text.trimmed, among: result.exercises.map(\.name))
      return note(.unknownAnswer(exercise: exercise.text, meant: meant), exercise)
    }
    if let other = seen[Place(result: place, exercise: machine.name)] {
      return note(.repeatedReview(line: other), student)
    }
    seen[Place(result: place, exercise: machine.name)] = student.location.line
    if reviews[place] == nil {
      do throws(ReviewFailure) { reviews[place] = try known(result.student) } catch {
        if case .faulty(let faulty) = error { faults.append(faulty.fault) }
        return
      }
    }
    let old = reviews[place]?[machine.name]
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
    reviews[place]?[machine.name] = review
    changedResults.insert(place)
    changed += 1
  }

  private mutating func fill(_ review: inout ExerciseReview, from row: [Field], of machine: ExerciseResult) {
    let before = review.override
    if let items = field("items", row) { review.items = self.items(items, review, machine) }
    if let comments = field("comments", row) {
      review.comments = ReviewCells.plain(comments.text).split(whereSeparator: \.isNewline)
        .map { ExerciseReview.oneLine(String($0)) }.filter { !$0.isEmpty }
      if review.comments.count > ExerciseReview.mostParts {
        note(.tooManyComments(most: ExerciseReview.mostParts), comments)
      }
      for comment in review.comments { expectRoom(for: comment, comments) }
    }
    if let flagged = field("flagged", row), let value = answer(flagged) { review.isFlagged = value }
    if let points = field("points", row) {
      review.override = override(points, field("reason", row), machine, before: before)
    } else if let reason = field("reason", row), !reason.text.trimmed.isEmpty,
      ReviewCells.plain(reason.text).trimmed != before?.reason
    {
      note(.reasonWithoutPoints, reason)
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

  private mutating func expectRoom(for text: String, _ field: Field) {
    guard text.unicodeScalars.count > ExerciseReview.longestText else { return }
    note(.reviewTooLong(most: ExerciseReview.longestText), field)
  }

  private mutating func override(
    _ field: Field, _ reason: Field?, _ machine: ExerciseResult, before: ExerciseReview.Override?
  ) -> ExerciseReview.Override? {
    let text = ReviewCells.plain(field.text).trimmed
    guard !text.isEmpty else {
      if let reason, !reason.text.trimmed.isEmpty { note(.reasonWithoutPoints, reason) }
      return nil
    }
    guard let points = plainDecimal(text.replacing(",", with: "."), takesSign: true) else {
      note(.noPoints(text), field)
      return nil
    }
    let words = ExerciseReview.oneLine(ReviewCells.plain(reason?.text ?? ""))
    // Nobody says anew what was exported, though the exercise may have fewer points by now.
    if let before, before.points == points, before.reason == words { return before }
    guard (0...machine.maxPoints).contains(points) else {
      note(.pointsOutOfRange(most: machine.maxPoints), field)
      return nil
    }
    guard !words.isEmpty else {
      note(.pointsWithoutReason, reason ?? field)
      return nil
    }
    expectRoom(for: words, reason ?? field)
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
