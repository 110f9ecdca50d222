import LessonWire
import Reporting
import Running
import Testing

@Suite("What is said of a machine that lacks something")
struct MachineWordsTests {
  private static let start = StartFailure(executable: "/usr/bin/tool", errorNumber: 2)
  private static let loud = ProgramFailure.Complaint(
    of: "/bin/host", errors: "no such library", cause: .exited(code: 1))
  private static let silent = ProgramFailure.Complaint(of: "/bin/host", errors: "", cause: .signalled(9))

  private static let toolchain: [MachineFailure] = [
    .toolchain(.noCompiler), .toolchain(.noFrontend(driver: "/bin/swiftc")), .toolchain(.noLinker),
    .toolchain(.noVersion(frontend: "/bin/swift-frontend")),
    .toolchain(.noVersionToPack(frontend: "/bin/swift-frontend")),
    .toolchain(.compilerFailed(frontend: "/bin/swift-frontend", errors: "cannot load module", isConfined: false)),
    .toolchain(.compilerFailed(frontend: "/bin/swift-frontend", errors: "cannot load module", isConfined: true)),
    .toolchain(.linkerFailed(linker: "/bin/ld", errors: "out of memory")),
    .toolchain(.noParser(toolchain: "/usr", errors: "")),
    .toolchain(.noParser(toolchain: "/usr", errors: "no libSwiftParser.so")),
  ]
  private static let programs: [MachineFailure] = [
    .program(.notStarted(start)), .program(.unpackerNotStarted("/bin/lesson-unpack", 13)),
    .program(.notInstalled(candidates: ["/usr/bin", "/usr/lib/lesson-run"])), .program(.hostFailed(loud)),
    .program(.hostFailed(silent)), .program(.parserFailed(parser: "/bin/lesson-syntax", errors: "refused")),
    .program(.smallCell(.notRead(reason: "no heading"))), .program(.smallCell(.notCompiled(message: "no such module"))),
    .program(.smallCell(.notCompiledWithin(60))), .program(.smallCell(.notRun(.endedEarly(code: 3)))),
    .program(.endedUngraded), .program(.unexpected("Surprise()")),
  ]
  private static let system: [MachineFailure] = [
    .sandbox(.noBubblewrap), .sandbox(.noFilter(38)), .sandbox(.notWorking(loud, nil)),
    .sandbox(.notWorking(silent, .noUserNamespaces)), .sandbox(.notWorking(loud, .noRoomForNamespaces)),
    .sandbox(.notWorking(loud, .profilesOnly)), .system(.noMemoryFile(12)), .system(.noChannel(24)),
    .system(.noPipe(24)), .system(.noThread(11)), .system(.noWatching(24)), .system(.noOutput(28)),
    .system(.portTaken(7450)),
  ]
  private static let files: [MachineFailure] = [
    .file(.unreadable("a.md")), .file(.unreadableLesson("a.md", 13)), .file(.unreadableLesson("a.md", 40)),
    .file(.unreadableLesson("a.md", 5)), .file(.unreadableFolder("lessons")), .file(.unwritableLesson("a.md")),
    .file(.unencodable(.diagnoses, reason: "no number")), .file(.unencodable(.progress, reason: "no number")),
    .file(.unencodable(.report, reason: "no number")),
    .file(.unreadableOfOurs("/lib/a")), .file(.unreadableInCache("/cache/a", 2)),
    .file(.unlistableFolder("out")), .file(.moved("a.md", command: "watch")), .file(.unwritable("a/b.csv", 2)),
    .file(.unwritable("a", 21)), .file(.unwritable("a.csv", 28)), .file(.unwritable("a.csv", 13)),
    .file(.unmadeFolder("out", 13)), .file(.unremovable("out/a.json", 13)),
    .file(.unencodable(.resultFile("out/a.json"), reason: "no number")),
    .file(.unencodable(.gradescope(student: "ada"), reason: "no number")),
    .file(.unencodable(.classroom(student: "ada"), reason: "no number")), .file(.archiveTooLarge),
    .cache(.unwritable(.makingFolder, reason: "No space left on device")),
    .cache(.unwritable(.writingProgram, reason: "No space left on device")),
    .cache(.unwritable(.storing, reason: "No space left on device")), .cache(.none(folder: nil, temporary: "/tmp/a")),
    .cache(.none(folder: "/cache", temporary: "/tmp/a")), .cache(.diskFull), .cache(.memoryFolderFull("/dev/shm")),
  ]
  private static let places: [MachineFailure] = [
    .trust(.unreadable("/trusted", .refused(13))), .trust(.unreadable("/trusted", .notFile)),
    .trust(.unreadable("/trusted", .tooLarge)), .trust(.unreadable("/trusted", .changing)),
    .trust(.notYoursAlone("/trusted", user: 1000)), .trust(.unwritable("/trusted", reason: "Permission denied")),
    .inWorkspace(.workspace(.unmadeFolder("lessons", reason: "Permission denied"))),
    .inWorkspace(.workspace(.unwritable("lessons/.lesson-run", 13))),
    .inWorkspace(.workspace(.unwritableWithin("lessons/.lesson-run", 30))),
    .inResults(.file(.unwritable("out/ada.json", 28))), .inResults(.file(.unwritable("out/ada.json", 30))),
    .inResults(.cache(.diskFull)), .inWorkspace(.file(.unwritable("a.md", 28))),
    .inLesson(.file(.unwritable("a.md", 28))),
    .workspace(.unreadableMemory("learner.json")), .workspace(.foreignMemory("learner.json")), .site(.unmade("site")),
    .site(.unmadeFolder("site/a", 13)), .site(.noFolder("site/a")), .site(.unwritableDraft(folder: "/tmp/a")),
    .site(.unmadeDraft(folder: "/tmp/a")), .site(.unwritable("site")), .helper(.noServer),
    .helper(.noChromium), .helper(.chromiumNotStarted(start)), .helper(.chromiumTooSlow(59.6)),
    .helper(.chromiumFailed(nil)), .helper(.chromiumFailed("no usable sandbox")),
    .helper(.noArchiveLibrary(archive: "in.zip")), .helper(.noSQLite(isTooOld: false)),
    .helper(.noSQLite(isTooOld: true)), .helper(.gradebook("book.sqlite", .otherDatabase)),
    .helper(.gradebook("book.sqlite", .otherVersion)),
    .helper(.gradebook("book.sqlite", .busy)),
    .helper(.gradebook("book.sqlite", .notGradebook("file is not a database"))),
    .helper(.gradebook("book.sqlite", .unwritable("unable to open"))),
    .helper(.gradebook("book.sqlite", .refused("disk I/O error"))),
  ]

  @Test("each value has its sentence, and says what to do")
  func sentences() throws {
    let all = Self.toolchain + Self.programs + Self.system + Self.files + Self.places
    let lines = all.map { "\($0.problem)\n  \($0.advice)\n" }
    try expectGolden(lines.joined(), "machine-failures.txt")
  }

  @Test("a path cannot command the terminal that its failure is told on")
  func hostilePath() {
    #expect(!MachineFailure.file(.unreadable("a\u{1B}[2J.md")).problem.contains("\u{1B}"))
    #expect(!MachineFailure.trust(.unwritable("/a\u{1B}b", reason: "no")).problem.contains("\u{1B}"))
  }
}
