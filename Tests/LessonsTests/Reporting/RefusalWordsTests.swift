import Reporting
import Running
import Testing
import Trust

/// Each value with its sentence: all that a translator has to see of why commands stop.
@Suite("What is said when something is not done")
struct RefusalWordsTests {
  private static let misuses: [Misuse] = [
    .noOperand("LESSON.md"), .needlessOperand("a.md"), .secondOperand(of: "LESSON.md", "b.md", after: "a.md"),
    .secondOperand(of: "NAME", "b", after: "a"), .tooMuchToStart("c"), .severalAsText, .noSubmissions,
    .unknownOption("--wrte", meant: "write"), .unknownOption("-q", meant: nil),
    .needlessValue(of: "write", unless: nil),
    .needlessValue(of: "json", unless: "events"), .noValue(of: "exercise", placeholder: "NAME"),
    .senseless("0", as: "jobs", wanted: "a number of processes, such as --jobs 4"), .noSite, .noArchive, .noRepository,
    .noPaper, .noResultsFolder, .latenessWithoutDue, .twoWaysToPrint, .exportOrImport,
  ]
  private static let options: [OptionRefusal] = [
    .unknownCommand("prnt", meant: "print", all: []), .unknownCommand("foo", meant: nil, all: ["run", "print"]),
    .unknownFormat("cvs", meant: "csv", all: ["csv", "junit"]), .unknownFormat("x", meant: nil, all: ["csv", "junit"]),
    .unknownShell("bsh", meant: "bash", all: ["bash", "zsh"]), .noFormat(command: "export", all: ["csv", "junit"]),
    .senselessSandbox("maybe"), .columnWithoutRoster, .excelOutsideCSV, .assignmentOutsideCanvas,
    .traceWithoutSolutions, .traceAsJSON, .outputsOfStudent, .outputsOfSome,
  ]
  private static let lessons: [LessonRefusal] = [
    .noFile("a.md", meant: nil), .noFile("a.md", meant: "b.md"), .nothingThere("a", meant: nil),
    .nothingThere("a", meant: "b.md"), .danglingLink("a.md", to: "b.md"), .danglingLink("a.md", to: nil),
    .folder("lessons", example: nil), .folder("lessons", example: "lessons/a.md"), .noOrdinaryFile("a", .pipe),
    .noOrdinaryFile("a", .socket), .noOrdinaryFile("a", .device), .noOrdinaryFile("a", .socketOrDevice),
    .noOrdinaryFile("a", .unknown), .noExercise("pad", in: "a.md", meant: nil),
    .noExercise("pad", in: "a.md", meant: "padding"), .noSuchExercise("pad", in: "a.md", meant: "padding", all: []),
    .noSuchExercise("pad", in: "a.md", meant: nil, all: ["size", "stride"]),
    .noSuchExercise("pad", in: "a.md", meant: nil, all: []), .noSolutionToGradeWith("a.md"), .noSolutionToPack("a.md"),
    .noPoints("a.md"), .gone("a.md"), .faultyMeanwhile("a.md"), .wouldBeFaulty("a.md"), .changing("a.md"),
    .examplesChanged("a.md"), .outputsNotRenewed("a.md"), .lessonItself("a.md"), .solutionsLost("a.md"), .noName("-"),
    .taken("a.md"),
  ]
  private static let remarks: [ResultsRemark] = [
    .otherVersions(2, of: 30), .staleReviews(1), .staleReviews(2), .strayReviews(of: ["ada"], exercise: "pad"),
    .strayReviews(of: ["ada", "ben", "cleo", "dora", "emil", "fay"], exercise: "pad"),
    .cutReviews(of: ["ada"], exercise: "pad"), .cutReviews(of: ["ada", "ben"], exercise: "pad"),
    .notOnRoster(["Bob"], more: 0),
    .notOnRoster(["Bob", "Eve"], more: 3), .awaitingReview(1), .awaitingReview(2),
    .scaled("14", to: "10", by: "Canvas"), .newAssignment("Padding"), .twins("Ada", "ada"),
  ]
  private static let exports: [ExportRefusal] = [
    .mixture(remarks[0]), .severalAssignments(["Padding (1)", "Padding (2)"]), .severalStudents,
    .noFeedback("out/feedback/ada.md"), .noCanvasGradebook, .noMoodleList,
  ]
  private static let results: [ResultsRefusal] = [
    .noResultsFolder("out"), .fileAsResults("out"), .noResults(in: "out", .nothingExported),
    .otherLesson(in: "out", "a.md", title: nil, not: "b.md"), .otherLesson(in: "out", "a.md", title: "A", not: "a.md"),
    .resultsPlace("out/ada.json", in: "out"), .resultsOwn("out/lesson.md", in: "out"), .reviewChanged,
    .nothingToGrade(in: ["in", "late"], lesson: "a.md"), .noHandIn(of: "Bob", meant: nil, table: "grades.csv"),
    .noHandIn(of: "Bob", meant: "Bo", table: "grades.csv"),
    .unreadableArchive("in.zip", .archive(.tooSlow)), .unreadableRoster("class.csv"),
    .unreadableTable("reviews.csv"),
  ]
  private static let sites: [SiteRefusal] = [
    .noLessons("lessons"), .noLessonsToWatch("lessons"), .noLessonsToServe("lessons"), .noFolderToServe("lessons"),
    .fileToServe("a.md"), .workspaceToServe("mine"), .onePageForTwo("a/a.md", "b/a.md", page: "a.html"),
    .folderOfLessons("lessons"), .siteIsNoFolder("site"), .foreignFiles("site", example: "thesis.tex"),
    .foreignFile("site/a.html"), .faultyList("site/list.json"),
  ]
  private static let releases: [ReleaseRefusal] = [
    .namelessStudent, .studentAndRoster, .rosterWithoutFolder, .namesAlike("Ada", "ada", roster: "class.csv"),
    .failingExamples("a.md", student: "Ada"),
  ]
  private static let studies: [StudyRefusal] = [
    .noWorkspaceHere(usualName: "my-lessons"), .notWorkspace("mine"), .bookGone("mine/.lesson-run/book", of: "mine"),
    .workspaceExists("mine"), .folderNotEmpty("mine"), .notFolder("mine"), .noLessonsInWorkspace("mine"),
    .namelessLearner, .studentOfWorkspace, .noBookInstalled, .noBook("book"), .noLessonsInBook("book"),
    .lessonsOfOneName("a.md", "A.md"), .workspaceAsBook("mine"), .unreadableBook("book", reason: "Permission denied"),
    .severalExercises("pad", references: ["a:pad", "b:pad"]), .noExercise("pad", in: .lesson("a"), meant: "padding"),
    .noExercise("pad", in: .workspace("mine"), meant: nil), .noLesson("c", in: "mine", .anyOf(["ca", "cb"])),
    .noLesson("c", in: "mine", .one("a")), .noLesson("c", in: "mine", .unknown(all: ["a", "b"])), .noSolution("a:pad"),
    .alwaysChanged("a.md"), .authorsChanging("a.md"), .copyToCheck("mine/a.md", author: "a.md"),
    .copyToRelease("mine/a.md", author: "a.md"), .copyToWrite("mine/a.md"),
  ]
  private static let trusts: [TrustRefusal] = [
    .nothingToRemove, .notListed("a", folder: "/a", .partOf("/")), .notListed("a", folder: "/a", .untrusted),
    .notListed("a", folder: "/a", .partOfBuiltIn(.init(path: "/lessons", .sourceTree))),
    .notListed("a", folder: "/a", .partOfBuiltIn(.init(path: "/lessons", .book))),
    .noFolder("a"), .isFile("a.md", in: "/a"), .everything("/"), .lineBreak("/a"), .noPlace,
  ]
  private static let consequences: [Consequence] = [
    .nothingRun, .nothingWritten, .nothingGraded, .nothingExported, .nothingImported, .nothingChanged, .noSite,
    .siteKept("site"), .deskClosed,
  ]

  @Test("each value has its sentence, and says what to do")
  func sentences() throws {
    let words = Words()
    var all = Self.misuses.map { words.misuse($0, of: "run") } + Self.options.map(words.refusal)
    all += Self.lessons.map(words.refusal) + Self.exports.map(words.refusal) + Self.results.map(words.refusal)
    all += Self.sites.map(words.refusal) + Self.releases.map(words.refusal) + Self.studies.map(words.refusal)
    all += Self.trusts.map(words.refusal)
    var lines = all.map { "\($0.problem)\n  \($0.advice)" } + Self.remarks.map(words.remark)
    lines += Self.consequences.map { words.faults(2, in: "a.md", $0) }
    lines += [words.faults(1, .nothingRun), words.faultyRoster(.nothingGraded), words.moreFiles(3)]
    try expectGolden(lines.map { $0 + "\n" }.joined(), "refusals.txt")
  }

  @Test("what was typed cannot command the terminal")
  func hostileWord() {
    #expect(!Words().misuse(.needlessOperand("a\u{1B}[2J"), of: "run").problem.contains("\u{1B}"))
    #expect(!Words().refusal(LessonRefusal.noFile("a", meant: "b\u{1B}[2J")).advice.contains("\u{1B}"))
  }

  // MARK: - The doctor

  private static let (second, tenth) = (Duration.seconds(1), Duration.milliseconds(100))
  private static let findings: [(DoctorCheck, DoctorFinding)] = [
    (.sandbox, .failed(.sandbox(.noBubblewrap))), (.cell, .untried), (.system, .noProcesses),
    (.program, .installed(version: "1.0", libraries: "/lib")),
    (.toolchain, .toolchain(version: "Swift 6.3", folder: "/usr/bin", linker: "/usr/bin/ld")),
    (.toolchain, .foreignToolchain("/bin/swift-frontend", version: "Swift 5.9", builder: "Swift 6.3")),
    (.cell, .cell(compiled: second, ran: tenth)), (.parser, .parser(tenth)), (.cache, .noHome),
    (.cache, .unwritableCache("/cache")), (.cache, .cache("/cache", entries: 3, megabytes: 1)),
    (.sandbox, .sandbox(version: "bubblewrap 0.8.0", path: "/usr/bin/bwrap", tenth)),
    (.sandbox, .sandbox(version: "", path: "/usr/bin/bwrap", tenth)),
    (.namespaces, .namespaces(.namespace)), (.namespaces, .namespaces(.freshUser)), (.namespaces, .namespacesRefused),
    (.filter, .filter(library: "2.5.4")), (.filter, .filter(library: nil)), (.filter, .filterRefused),
    (.filter, .notInForce), (.limit, .limit(compiled: second, ran: tenth)),
    (.trust, .trust([], builtIn: [], isConfining: true, nil)),
    (.trust, .trust(["/mine"], builtIn: [], isConfining: true, nil)),
    (.trust, .trust([], builtIn: [], isConfining: false, nil)),
    (.trust, .trust([], builtIn: [], isConfining: true, .unreadable(.trust(.unreadable("/trusted", .notFile))))),
    (.matrices, .library(version: "0.3.21", file: "/lib/libopenblas.so.0", kernel: "Haswell")),
    (.jpeg, .library(version: nil, file: "/lib/libturbojpeg.so.0", kernel: nil)),
    (.matrices, .noMatrixLibrary(.portable, package: "libopenblas0")),
    (.matrices, .noMatrixLibrary(.wide, package: "libopenblas0")), (.png, .noLibrary(package: "libpng16-16")),
    (.jpeg, .noLibrary(package: "libturbojpeg0")), (.database, .noLibrary(package: "libsqlite3-0")),
    (.archives, .noLibrary(package: "libarchive13")), (.server, .noLibrary(package: "libmicrohttpd12")),
    (.text, .noLibrary(package: "libicu-dev")), (.matrices, .wrongProducts(.portable)),
    (.matrices, .wrongProducts(.wide)), (.browser, .browser("/usr/bin/chromium")),
    (.browser, .noBrowser(.helper(.noChromium))), (.terminal, .terminal(.colour, columns: 80, locale: "C.UTF-8", nil)),
    (.terminal, .terminal(.noTerminal, columns: 80, locale: "", .notUnicode)),
    (.terminal, .terminal(.unwanted, columns: 80, locale: "C", .notUnicode)),
    (.terminal, .terminal(.dumb, columns: 80, locale: "C.UTF-8", .dumb)),
    (.terminal, .terminal(.colour, columns: 40, locale: "C.UTF-8", .narrow(atLeast: 60))),
  ]

  @Test("each finding of the doctor's has its words")
  func doctor() throws {
    let lines = Self.findings.map { check, finding in
      let (words, advice) = Words().found(finding, by: check)
      return "\(Words().name(check)): \(words)\n" + (advice.map { "  \($0)\n" } ?? "")
    }
    let ends = [true, false].map { Words().verdict(isSound: $0) + "\n" }
    try expectGolden((lines + [Words().whatToDo + "\n"] + ends).joined(), "doctor.txt")
  }
}
