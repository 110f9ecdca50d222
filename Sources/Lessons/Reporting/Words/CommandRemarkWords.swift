import Support

/// What a command tells that is no result: what it has done, or what is to be known of how.
package enum CommandRemark: Hashable, Sendable {
  /// The lesson's folder, if it has one, and whether its files can be read there.
  case confined(in: String?, seesFiles: Bool)
  case serving(String)
  case deskOpen(String)
  case noBrowserOpener
  case noRoomForDoor
  case browserOpenerFails

  case begun(String)
  case outputsRenewed(Int, in: String)
  case printed([String], withSolutions: Bool, to: String)
  case copied(String, to: String)
  case madeArchive(String, swift: String)
  case madeWorkflow(String)
  /// How many lessons, and how many of the site's files.
  case site(
    of: Int, in: String, withoutSolutions: Bool, withHTML: Bool, written: Int, unchanged: Int, removed: Int)

  case interrupted(results: String)
  case removed(of: String)
  /// How many results, and how many of the roster have none.
  case exported(Int, absent: Int, to: String)
  case noLikeness(because: String)
  case exportedAnswers(Int, to: String)
  case reviewed(Int)
  /// Files of results that cannot be read, with why.
  case leftOut(String)
  case damaged(String)
  case skipped(String)
  /// How many others.
  case moreSkipped(Int)
}

/// What a command is at, for a line that later output overwrites.
package enum CommandStep: Hashable, Sendable {
  case running(String)
  case solving(String)
  case grading(String)
  case checking(String)
  case checkingVariant(String, Int, of: Int)
  case copying(Int, of: Int)
  case making(String, Int, of: Int)
  case printing
  case examining
}

extension Words {
  package func remark(_ remark: CommandRemark) -> String {
    switch remark {
    case .confined(let folder, let seesFiles): confined(folder.map(shellWord), seesFiles)
    case .serving(let folder): "serving \(shellWord(folder)); Ctrl-C ends it"
    case .deskOpen(let folder): "the desk of \(shellWord(folder)); Ctrl-C ends it"
    case .noBrowserOpener: "there is no xdg-open here: open the address in a browser"
    case .noRoomForDoor: "there is no room for a page that leads to the address: open that in a browser"
    case .browserOpenerFails: "xdg-open does not start: open the address in a browser"
    case .begun(let path): "\(printable(path)): written; try: lesson-run check \(printable(path))"
    case .outputsRenewed(let count, let path):
      "\(count == 0 ? "all outputs are current" : "renewed \(counted(count, "output"))") in \(printable(path))"
    case .printed(let paths, let withSolutions, let output):
      "printed \(paths.count == 1 ? printable(paths[0]) : counted(paths.count, "lesson"))"
        + "\(withSolutions ? ", with solutions," : "") to \(printable(output))"
    case .copied(let path, let output):
      "wrote the learners' copy of \(printable(path)) to \(printable(output))"
    case .madeArchive(let path, let version): "wrote \(printable(path)), for Swift \(version)"
    case .madeWorkflow(let path):
      """
      wrote \(printable(path))
      make the archive with 'lesson-run autograder', put it where only you may read it, and its address into the \
      organisation's secret LESSON_RUN_AUTOGRADER
      """
    case .site(let lessons, let folder, let lacksSolutions, let hasHTML, let written, let unchanged, let removed):
      "\(counted(lessons, "lesson")) in \(printable(folder))\(lacksSolutions ? ", without solutions" : "")"
        + "\(hasHTML ? ", with its authors' HTML" : ""): \(written) files written, \(unchanged) unchanged"
        + (removed > 0 ? ", \(removed) removed" : "")
    case .interrupted(let folder):
      "interrupted: what was graded is in \(printable(folder)), and the same command goes on from there"
    case .removed(let student): "removed what was there of \(printable(student))"
    case .exported(let count, let absent, let output):
      "wrote \(counted(count, "result"))"
        + "\(absent > 0 ? ", and \(absent) of the roster who handed in nothing" : "") to \(printable(output))"
    case .noLikeness(let reason): "no look at which answers are alike: \(reason)"
    case .exportedAnswers(let count, let output): "wrote \(counted(count, "answer")) to \(printable(output))"
    case .reviewed(let count):
      "\(counted(count, "review")) changed; 'lesson-run export' writes grades that are made of them"
    case .leftOut(let file): "left out \(file); \(toRenew)"
    case .damaged(let file): "warning: \(file); \(toRenew)"
    case .skipped(let file): "warning: skipped \(file); \(toRenew)"
    case .moreSkipped(let count): "warning: skipped \(count) more"
    }
  }

  private var toRenew: String { "'lesson-run grade' with that hand-in makes it anew; or move it out of the folder" }

  private func confined(_ folder: String?, _ seesFiles: Bool) -> String {
    let begin = "in a sandbox, without network and home"
    guard let folder else { return "this lesson runs \(begin); --sandbox off lifts that" }
    return "lessons in \(folder) run \(begin), and "
      + (seesFiles
        ? "can only read in their folder; 'lesson-run trust \(folder)' lifts that"
        : "see none of its files; move them to a folder of their own")
  }

  package func step(_ step: CommandStep) -> String {
    switch step {
    case .running(let path): "running \(path)"
    case .solving(let path): "solving \(path)"
    case .grading(let path): "grading \(path)"
    case .checking(let path): "checking \(path)"
    case .checkingVariant(let path, let number, let count): "checking \(path) for student \(number) of \(count)"
    case .copying(let number, let count): "running the examples for \(number) of \(count)"
    case .making(let path, let number, let count): "making \(path): \(number) of \(count)"
    case .printing: "printing"
    case .examining: "compiling and running a cell, with and without the sandbox"
    }
  }

  /// The same with how many of its exercises are done, once it is known how many there are.
  package func step(_ step: CommandStep, _ done: Int, of total: Int) -> String {
    self.step(step) + (total > 0 ? ": \(done) of \(total) exercises" : "")
  }
}
