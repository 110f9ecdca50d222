import Foundation
import Grading
import LessonWire
import Reporting
import Testing

@Suite("Feedback for a student")
struct FeedbackTests {
  @Test("every status is explained, as Markdown and as plain text", arguments: [false, true])
  func everyStatus(revealsExpected: Bool) throws {
    let feedback = Feedback(
      student: "Ada Lovelace", report: try FeedbackSample.report(),
      problems: ["the block that starts in line 12 is never closed"], revealsExpected: revealsExpected)
    let name = revealsExpected ? "feedback-revealed" : "feedback"
    try expectGolden(feedback.markdown, name + ".md")
    try expectGolden(feedback.text, name + ".txt")
  }

  @Test("expected values are told only if they are to be revealed")
  func expectedValues() throws {
    let report = try FeedbackSample.report()
    let kept = Feedback(student: "a", report: report)
    for secret in ["485", "instead of", "expected", "five"] {
      #expect(!kept.markdown.contains(secret), "\(secret)")
      #expect(!kept.text.contains(secret), "\(secret)")
    }
    let revealed = Feedback(student: "a", report: report, revealsExpected: true)
    #expect(revealed.markdown.contains("expected: 485"))
    #expect(revealed.text.contains("shape 2 × 3 instead of 2 × 2"))
  }

  @Test("of hidden checks only the number of those that passed, and nothing that is the author's to mend")
  func secrets() throws {
    let feedback = Feedback(student: "a", report: try FeedbackSample.report(), revealsExpected: true)
    for text in [feedback.markdown, feedback.text] {
      #expect(text.contains("Hidden checks: 1 of 2 passed."))
      for secret in ["hidden label", "1234", "5678", "untold", "mend it first", "the author's", "/srv"] {
        #expect(!text.contains(secret), "\(secret)")
      }
    }
  }

  @Test("a passed exercise takes one line")
  func passed() throws {
    let report = try FeedbackSample.report()
    let feedback = Feedback(student: "a", report: report)
    #expect(feedback.markdown(of: report.grades[0]) == "Passed.\n")
    #expect(
      feedback.markdown.split(separator: "\n").filter { $0.contains("passed |") || $0.contains("## ✓") }.count == 1)
    #expect(feedback.text.contains("  ✓ passed ................................................. passed  2/2\n\n"))
  }

  @Test(
    "it says what to look at next",
    arguments: [
      ([.passed, .notAttempted, .crashed, .wrong], "Next: **crashed** (crashed)."),
      ([.passed, .ungraded, .missing, .notAttempted], "Next: **missing** (missing)."),
      ([.passed, .passed], "Everything is right. Well done!"),
    ] as [([Grade.Status], String)])
  func next(statuses: [Grade.Status], words: String) throws {
    var report = try FeedbackSample.report()
    report.grades = statuses.compactMap { status in report.grades.first { $0.status == status } }
    #expect(Feedback(student: "a", report: report).markdown.contains(words))
  }

  @Test("places are the submission's, and those in the lesson are said to be")
  func places() throws {
    let text = Feedback(student: "a", report: try FeedbackSample.report()).text
    #expect(text.contains("    02-padding.md:42:9: error: cannot find 'imge' in scope"))
    #expect(text.contains("    (lesson) 02-padding.md:7:5: note: 'image' declared here"))
  }
}

/// Compares a text with a file under `Goldens`. With `RECORD_GOLDENS` set the file is rewritten and the test fails, so that no
/// recording passes for a test.
func expectGolden(_ text: String, _ name: String, sourceLocation: Testing.SourceLocation = #_sourceLocation) throws {
  let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/\(name)")
  if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil {
    try Data(text.utf8).write(to: file)
    Issue.record("recorded \(name); look at it, and run again without RECORD_GOLDENS", sourceLocation: sourceLocation)
    return
  }
  let golden = String(decoding: try Data(contentsOf: file), as: UTF8.self)
  #expect(text == golden, "differs from Goldens/\(name)", sourceLocation: sourceLocation)
}
