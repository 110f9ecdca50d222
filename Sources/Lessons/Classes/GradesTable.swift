import Running

/// `grades.csv`: `student,points,max_points` and a column for each exercise with its points, a row for each student.
///
/// Exercises stand in the lesson's order. A field is empty where the result does not know the exercise. Points are written so that
/// reading them gives the same numbers. UTF-8 without a byte-order mark, which programs would read as part of the first heading.
package struct GradesTable {
  /// What the file is called in the results folder.
  package static let fileName = "grades.csv"

  private let folder: ResultsFolder

  package init(of folder: ResultsFolder) {
    self.folder = folder
  }

  /// Writes the table.
  /// - Returns: What was found in the folder.
  /// - Complexity: O(*n*) for *n* results, which are read once, or twice if they differ in their exercises.
  package func write(to path: String) throws(MachineFailure) -> ResultsSurvey {
    var columns = ExerciseColumns()
    var first = try folder.reading()
    if let result = first.next() { columns.add(result) }
    while true {
      var draft = try DraftFile(for: path)
      var reading = try folder.reading()
      let names = columns.names
      try draft.write(CSVText.row((["student", "points", "max_points"] + names).map(CSVText.field)))
      while let result = reading.next() {
        columns.add(result)
        try draft.write(Self.row(result, names))
      }
      if columns.names == names {
        try draft.finish()
        return reading.survey
      }
    }
  }

  private static func row(_ result: SubmissionResult, _ names: [String]) -> String {
    let points = Dictionary(result.exercises.map { ($0.name, plainNumber($0.points)) }) { first, _ in first }
    return CSVText.row(
      [CSVText.field(result.student), plainNumber(result.points), plainNumber(result.maxPoints)]
        + names.map { points[$0] ?? "" })
  }
}
