import Reading
import Running
import Support

/// All reviews of a class as a CSV file, a line for each answer, which a teacher can fill in and have read again.
package struct ReviewTable {
  /// What can be taken of the exercises' rubrics, by exercise.
  package typealias Rubrics = [String: [ExerciseReview.Item]]

  static let columns = [
    "student", "exercise", "answer", "status", "machine_points", "max_points", "items", "points", "reason", "comments",
    "flagged", "reviewed", "final_points", "seen",
  ]

  /// Those of them that are read.
  static let filledIn = [
    "student", "exercise", "answer", "items", "points", "reason", "comments", "flagged", "reviewed", "seen",
  ]

  private let folder: ResultsFolder

  package init(of folder: ResultsFolder) { self.folder = folder }

  /// Writes the table.
  /// - Returns: How many lines it has below the headings, and what was passed over though one might take it for a result.
  /// - Complexity: O(*n*) for *n* results.
  package func write(to path: String) throws(ReviewFailure) -> (count: Int, skipped: [SkippedEntry]) {
    var faulty: FaultyReview?
    var count = 0
    var skipped: [SkippedEntry] = []
    do throws(MachineFailure) {
      var draft = try DraftFile(for: path)
      try draft.write(CSVText.row(Self.columns))
      var reading = try folder.machineReading()
      while let result = reading.next() {
        let review: StudentReview?
        do throws(FaultyReview) { review = try folder.reviews.review(of: result.student) } catch {
          faulty = error
          break
        }
        for exercise in result.exercises {
          try draft.write(CSVText.row(Self.row(result.student, exercise, review?[exercise.name])))
          count += 1
        }
      }
      skipped = reading.survey.surprises
      if faulty == nil { try draft.finish() }
    } catch { throw .machine(error) }
    if let faulty { throw .faulty(faulty) }
    return (count, skipped)
  }

  /// Tells in a table of which answer a line is.
  static func answer(_ exercise: ExerciseResult) -> String {
    exercise.answerDigest.isEmpty ? "none" : exercise.answerDigest
  }

  /// Tells in a table which review it was made of.
  static func seen(_ review: ExerciseReview) -> String {
    review.isEmpty ? "" : "r" + "\(review.digest)".prefix(15)
  }

  private static func row(_ student: String, _ exercise: ExerciseResult, _ review: ExerciseReview?) -> [String] {
    let final = exercise.reviewed(by: review)
    let isStale = final.review == .stale
    let current = isStale ? nil : review
    return [
      CSVText.field(student), CSVText.field(exercise.name), answer(exercise),
      isStale ? "stale-review" : final.status.rawValue, plainNumber(exercise.points), plainNumber(exercise.maxPoints),
      CSVText.field(ReviewCells.items(current?.items ?? [])),
      current?.override.map { plainNumber($0.points) } ?? "",
      CSVText.field(current?.override?.reason ?? ""), CSVText.field((current?.comments ?? []).joined(separator: "\n")),
      current?.isFlagged == true ? "yes" : "", current?.isDone == true ? "yes" : "", plainNumber(final.points),
      current.map(seen) ?? "",
    ]
  }
}

/// What stands in a table's fields, and what it means.
enum ReviewCells {
  /// Texts, between which a bar stands; one of their own has a backslash before it.
  static func items(_ items: [ExerciseReview.Item]) -> String {
    items.map { $0.text.replacing("\\", with: "\\\\").replacing("|", with: "\\|") }.joined(separator: " | ")
  }

  static func texts(_ field: String) -> [String] {
    var texts = [""]
    var isEscaped = false
    for character in field {
      if !isEscaped, character == "\\" {
        isEscaped = true
      } else if !isEscaped, character == "|" {
        texts.append("")
      } else {
        texts[texts.count - 1].append(character)
        isEscaped = false
      }
    }
    return texts.map(\.trimmed).filter { !$0.isEmpty }
  }

  /// A text as it was before a table was made of it: without the apostrophe that keeps spreadsheets from computing it.
  static func plain(_ field: String) -> String {
    guard field.hasPrefix("'") else { return field }
    let rest = String(field.dropFirst())
    return CSVText.unformulaic(rest) == field ? rest : field
  }
}
