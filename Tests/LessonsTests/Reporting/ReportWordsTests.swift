import Grading
import Reading
import Reporting
import Running
import Testing

/// Each value with its sentence: all that a translator has to see of what is said of answers, figures and a class.
@Suite("What is said of answers and of a class")
struct ReportWordsTests {
  private static let changes: [GradeChange] = [
    .status(.passed, before: .wrong, nil), .status(.wrong, before: .notAttempted, cells(3, of: 9)),
    .cells(cells(1, of: 9), before: cells(2, of: 9)), .cells(cells(2, of: 9), before: cells(2, of: 4)),
    .points(1, before: 0.5), .points(1.5, before: 1), .otherError, .otherValues(nil), .otherValues(cells(3, of: 9)),
    .stillPassed, .sameValues, .sameError,
  ]
  private static let remarks: [AnswerRemark] = [
    .unequalRows, .otherKind(expected: "a number", mine: nil), .otherKind(expected: "a number", mine: "a text"),
    .otherLength(isExpectedShown: true), .otherLength(isExpectedShown: false), .otherShape([3, 4], expected: nil),
    .otherShape([3], expected: [3, 4]),
  ]
  private static let complaints: [Diagnostic.Complaint] = [
    .message("cannot find 'a' in scope"), .gaveUp, .unlinkable, .budgetSpent, .unmatchedBrace,
  ]
  private static let reviews: [Fault.ReviewObstacle] = [.refused(13), .noFile, .tooLarge]
  private static let bounds: [LatenessBound] = [.none, .downToNothing, .atMost(1), .atMost(2.5)]

  private static func cells(_ differing: Int, of total: Int) -> DifferingCells {
    var cells = DifferingCells()
    (cells.differing, cells.total) = (differing, total)
    return cells
  }

  @Test("each value has its sentence")
  func sentences() throws {
    let words = Words()
    var lines = Self.changes.map(words.change) + Self.remarks.map(words.report.remark)
    lines += Self.complaints.map { words.problem(.compiler($0)) }
    lines += Self.reviews.map { words.sentence(.unreadableReview($0)) }
    lines += Self.bounds.map { words.course.late(93_600, after: "2026-11-20 23:59", days: 2, perDay: 1, $0) }
    lines += [words.course.late(60, after: "2026-11-20 23:59", days: 1, perDay: 0, .none)]
    lines += FigureKind.allCases.map { words.title(of: FigureState($0)) } + ServerRefusal.allCases.map(words.refusal)
    try expectGolden(lines.map { $0 + "\n" }.joined(), "reports.txt")
  }

  @Test("what is said while a class is graded, and at its end")
  func course() throws {
    let words = Words().course
    let names = (1...22).map { "s\($0)" }
    let lines = [
      words.grading("██░░", 2, of: 4), words.left(89), words.left(90), words.withFullPoints(1),
      words.graded("A", now: 2, unchanged: 0, shard: nil), words.graded("A", now: 2, unchanged: 1, shard: "1/2"),
      words.othersDone(4), words.othersNotDone, words.stale(0), words.stale(1), words.stale(2),
      words.passed(1, of: 2), words.await(1), words.await(2), words.nobodyTried,
      words.mean(1.5, of: 3, full: 1, of: 2), words.late(1), words.outdated(1), words.outdated(2),
      words.stale(Array(names.prefix(2))), words.missing(names),
      words.problem("the file is empty", more: 0, in: "in/a.md"), words.problem("it is new", more: 2, in: "in/a.md"),
      words.moreProblems(3), words.place("out", table: "grades.csv"), words.unfinished("out", table: "grades.csv"),
      words.nothingHandedIn, words.otherVersion, words.notReadable("the file is empty"), words.hiddenChecks(of: "pad"),
      words.damagedResult, words.otherVersions(1), words.otherVersions(2),
      words.histogram(isByPoint: true), words.histogram(isByPoint: false),
    ]
    try expectGolden(lines.map { $0 + "\n" }.joined(), "class.txt")
  }
}
