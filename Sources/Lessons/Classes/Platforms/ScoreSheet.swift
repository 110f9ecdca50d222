import Reporting
import Running
import Support

/// The results of a class by their students' places in a roster, for files that a platform wants back line by line.
struct ScoreSheet {
  /// What is kept of a result.
  struct Entry {
    var result: SubmissionResult
    var points: Double { result.finalPoints }

    /// The points where the platform gives another number of them for the whole.
    func points(outOf most: Double?) -> Double {
      guard let most, most > 0, result.maxPoints > 0, most != result.maxPoints else { return points }
      return millionths(points / result.maxPoints * most)
    }

    /// A line on each exercise, and on the hand-in as a whole.
    var summary: String {
      let lines = result.exercises.map {
        "\($0.name): \($0.status.rawValue), \(plainNumber($0.points)) of \(plainNumber($0.maxPoints))"
      }
      return (result.remarks + lines).joined(separator: "\n")
    }
  }

  private(set) var entries: [Int: Entry] = [:]
  /// What is said of those who have no result.
  private(set) var absences: [Int: String] = [:]
  /// Those who are not on the roster.
  private(set) var others: [Entry] = []
  private(set) var survey = ResultsSurvey()
  private(set) var title = ""
  private(set) var lesson = ""
  private(set) var maxPoints = 0.0

  init(_ folder: ResultsFolder, _ roster: Roster) throws(MachineFailure) {
    var twins: [ResultsRemark] = []
    var reading = try folder.reading(completing: roster)
    while let result = reading.next() {
      if result.isAbsent == true {
        if let place = roster.place(of: result.student, section: result.section) {
          absences[place] = result.remarks.joined(separator: "\n")
        }
        continue
      }
      if title.isEmpty { (title, lesson, maxPoints) = (result.title, result.lesson, result.maxPoints) }
      guard let place = roster.place(of: result.student, section: result.section) else {
        others.append(Entry(result: result))
        continue
      }
      guard let other = entries[place] else {
        entries[place] = Entry(result: result)
        continue
      }
      // Whoever is called as on the roster has the line, the other one a line of its own.
      let isOwn = result.student == roster.students[place].name
      if isOwn { entries[place] = Entry(result: result) }
      others.append(isOwn ? other : Entry(result: result))
      twins.append(.twins(other.result.student, result.student))
    }
    survey = reading.survey
    survey.remarks += twins
  }
}
