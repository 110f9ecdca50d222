import Reading
import Reporting
import Support
import Testing

/// Each value with its sentence: all that a translator has to see of what commands tell besides results.
@Suite("What is told besides results")
struct RemarkWordsTests {
  private static let commands: [CommandRemark] = [
    .confined(in: nil, seesFiles: false), .confined(in: "/lessons", seesFiles: true),
    .confined(in: "/lessons", seesFiles: false), .serving("lessons"), .deskOpen("out"), .noBrowserOpener,
    .noRoomForDoor, .browserOpenerFails, .begun("a.md"), .outputsRenewed(0, in: "a.md"),
    .outputsRenewed(1, in: "a.md"), .outputsRenewed(2, in: "a.md"),
    .printed(["a.md"], withSolutions: true, to: "a.html"),
    .printed(["a.md", "b.md"], withSolutions: false, to: "a.pdf"),
    .copied("a.md", to: "b.md"), .madeArchive("autograder.zip", swift: "6.3.1"), .madeWorkflow("classroom.yml"),
    .site(of: 1, in: "site", withoutSolutions: false, withHTML: false, written: 3, unchanged: 0, removed: 0),
    .site(of: 2, in: "site", withoutSolutions: true, withHTML: true, written: 3, unchanged: 4, removed: 5),
    .interrupted(results: "out"), .removed(of: "Ada"), .exported(1, absent: 0, to: "grades.csv"),
    .exported(2, absent: 3, to: "grades.csv"), .noLikeness(because: "there is no linker"),
    .exportedAnswers(1, to: "reviews.csv"), .exportedAnswers(2, to: "reviews.csv"), .reviewed(1), .reviewed(2),
    .leftOut("out/ada.json: it is larger than any result"),
    .damaged("out/ada.json: it is larger than any result"),
    .skipped("ada.json: it is larger than any result"),
    .moreSkipped(2),
  ]
  private static let steps: [CommandStep] = [
    .running("a.md"), .solving("a.md"), .grading("a.md"), .checking("a.md"), .checkingVariant("a.md", 2, of: 3),
    .copying(2, of: 3), .making("a.md", 2, of: 3), .printing, .examining,
  ]
  private static let handIns: [HandInRemark] = [
    .nameless("in/a.md"), .notUTF8("in/a?.md"), .closedFolder("in/ada", .closedFolder(13)),
    .otherResults("in/results"),
    .noMarkdown("in", ["a.png", "b.csv"]), .lessonsOwn("in/a.md", of: "in", others: ["b.md", "c.md"], lesson: "a.md"),
    .twiceInArchive("in.zip/a.md"), .chosen("in/ada/a.md", of: "ada", others: ["in/ada/b.md"]),
    .twice("old/ada.md", of: "ada", kept: "new/ada.md", .readable),
    .twice("old/ada.md", of: "ada", kept: "new/ada.md", .calledLikeLesson),
    .twice("old/ada.md", of: "ada", kept: "new/ada.md", .newer),
    .twice("old/ada.md", of: "ada", kept: "new/ada.md", .none), .notOnRoster("in/ada.md", name: "ada"),
    .ambiguous("in/kim.md", name: "Kim", namesakes: ["Kim (1)", "Kim (2)"]),
    .twiceOnRoster("old/ada.md", of: "Ada", kept: "new/ada.md"),
  ]
  private static let flaws: [ResultFlaw] = [
    .damaged(JSONFlaw(.noJSON, line: 1, column: 9)), .damaged(JSONFlaw(.lacks("points"), line: 1, column: 1)),
    .damaged(JSONFlaw(.senseless("late.days"), line: 3, column: 5)),
    .damaged(JSONFlaw(.unknown("lat"), line: 3, column: 5)), .damaged(JSONFlaw(.repeated("late"), line: 3, column: 5)),
    .repeatedExercise, .noOrdinaryFile, .tooLarge, .unreadable(13),
    .draft, .folder, .otherFile, .misnamed(expected: "Ada.json"),
  ]

  private static let obstacles: [HandInObstacle] = [
    .unreadable(13), .unreadable(5), .link, .folder, .pipe, .device, .socketOrDevice, .special,
    .unnameable(isFolder: false), .unnameable(isFolder: true), .closedFolder(13),
    .noMarkdown([], more: 0, areHidden: false, depth: nil), .noMarkdown([], more: 0, areHidden: false, depth: 8),
    .noMarkdown(["a.png", "b.csv"], more: 0, areHidden: false, depth: nil),
    .noMarkdown(["a.png", "b.csv"], more: 3, areHidden: false, depth: 8),
    .noMarkdown([".a.md"], more: 0, areHidden: true, depth: nil),
    .outsideArchive, .largeArchive(mebibytes: 16), .encrypted, .damaged, .closedArchive(13), .archive(.noMemory),
    .archive(.noArchive), .archive(.tooSlow), .archive(.harmful), .archive(.damaged(message: nil)),
    .archive(.damaged(message: "Truncated ZIP file")), .archive(.tooManyFiles(50_000)),
    .archive(.tooLarge(mebibytes: 512)), .unjudged,
  ]

  @Test("each value has its sentence")
  func sentences() throws {
    let words = Words()
    var lines = Self.commands.map(words.remark) + Self.steps.map(words.step)
    lines += [words.step(.running("a.md"), 0, of: 0), words.step(.running("a.md"), 2, of: 3)]
    lines += Self.handIns.map(words.remark) + Self.flaws.map(words.flaw) + [words.doubtfulHeadings(first: "Ada")]
    lines += Self.obstacles.map(words.obstacle)
    try expectGolden(lines.map { $0 + "\n" }.joined(), "remarks.txt")
  }

  @Test("a file's name cannot command the terminal that it is told on")
  func hostileName() {
    #expect(!Words().remark(HandInRemark.nameless("in/a\u{1B}[2J.md")).contains("\u{1B}"))
    #expect(!Words().remark(CommandRemark.begun("a\u{1B}[2J.md")).contains("\u{1B}"))
  }
}
