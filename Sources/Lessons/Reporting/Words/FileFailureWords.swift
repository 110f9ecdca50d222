import Glibc
import Running
import Support

extension Words {
  func file(_ failure: FileFailure) -> RefusalWords {
    let mayRead = "check that you may read it"
    return switch failure {
    case .unreadable(let path): RefusalWords("cannot read \(printable(path))", advice: mayRead)
    case .unreadableOfOurs(let path):
      RefusalWords("cannot read \(printable(path))", advice: "\(mayRead), or install lesson-run again")
    case .unreadableInCache(let path, let number):
      RefusalWords(
        "cannot read \(printable(path)): \(systemMessage(number))",
        advice: "check that nobody else empties the cache")
    case .unreadableLesson(let path, let number):
      RefusalWords("cannot read \(printable(path)): \(lessonMessage(number))", advice: mayRead)
    case .unreadableFolder(let path): RefusalWords("cannot read the folder \(printable(path))", advice: mayRead)
    case .unlistableFolder(let path):
      RefusalWords(
        "cannot list the folder \(printable(path))", advice: "check that it is there and that you may read it")
    case .moved(let path, let command):
      RefusalWords("\(printable(path)) is a link to another folder now", advice: "start \(command) again")
    case .unwritable(let path, let number):
      RefusalWords("cannot write \(printable(path)): \(systemMessage(number))", advice: adviceToWrite(number))
    case .unwritableLesson(let path):
      RefusalWords(
        "cannot write \(printable(path))", advice: "check that the folder is there and that you may write in it")
    case .unmadeFolder(let path, let number):
      RefusalWords(
        "cannot make the folder \(printable(path)): \(systemMessage(number))",
        advice: "check that you may write there, or name another folder")
    case .unremovable(let path, let number):
      RefusalWords(
        "cannot remove \(printable(path)): \(systemMessage(number))", advice: "check that you may write in its folder")
    case .unencodable(let value, let reason): unencodable(value, reason)
    case .archiveTooLarge: RefusalWords("the archive would be too large", advice: "split it")
    }
  }

  /// Results have their folder, and no option says where one of them goes.
  func unwritableResult(_ path: String, _ errorNumber: Int32) -> RefusalWords {
    let isFull = [ENOSPC, EDQUOT].contains(errorNumber)
    return RefusalWords(
      "cannot write \(printable(path)): \(systemMessage(errorNumber))",
      advice: isFull ? "make room, and try again" : "check that you may write there; what was stored before is whole")
  }

  private func adviceToWrite(_ errorNumber: Int32) -> String {
    switch errorNumber {
    case ENOENT, ENOTDIR: "make its folder first, or name another file with -o"
    case EISDIR: "name a file with -o"
    case ENOSPC, EDQUOT: "make room, and try again"
    default: "check that you may write there, or name another file with -o"
    }
  }

  private func unencodable(_ value: FileFailure.Encoded, _ reason: String) -> RefusalWords {
    switch value {
    case .resultFile(let path):
      RefusalWords("cannot write \(printable(path)): \(reason)", advice: toReport)
    case .gradescope(let student):
      RefusalWords("cannot write \(printable(student)): \(reason)", advice: "please report it")
    case .classroom(let student):
      RefusalWords("cannot write the result of \(printable(student)): \(reason)", advice: "please report it")
    case .diagnoses: RefusalWords("cannot write the rows as JSON: \(reason)", advice: "leave out --json")
    case .progress: RefusalWords("cannot write the progress as JSON: \(reason)", advice: "leave out --json")
    case .report: RefusalWords("cannot write the results as JSON: \(reason)", advice: "leave out --json")
    }
  }

  private func lessonMessage(_ errorNumber: Int32) -> String {
    switch errorNumber {
    case EACCES, EPERM: "no permission"
    case ELOOP: "its symbolic links go in a circle"
    default: systemMessage(errorNumber)
    }
  }

  func cache(_ failure: CacheFailure) -> RefusalWords {
    let room = "make room, or name another folder in LESSON_RUN_CACHE"
    return switch failure {
    case .unwritable(let step, let reason): RefusalWords("\(cacheStep(step)): \(reason)", advice: room)
    case .none(let folder, let temporary):
      RefusalWords(
        "neither the cache folder \(cacheFolder(folder)) nor \(printable(temporary)) can be written",
        advice: "name a folder of yours in LESSON_RUN_CACHE")
    case .diskFull:
      RefusalWords("the disk of the program cache is full: a program could not be compiled", advice: room)
    case .memoryFolderFull(let folder):
      RefusalWords(
        "\(folder), in which programs are compiled, is full: a program could not be compiled",
        advice: "make room there")
    }
  }

  private func cacheStep(_ step: CacheFailure.Step) -> String {
    switch step {
    case .makingFolder: "cannot make a folder"
    case .writingProgram: "cannot write a program"
    case .storing: "cannot write to the program cache"
    }
  }

  /// That nothing can be kept between runs.
  package func warning(_ warning: ProgramRunner.Warning) -> String {
    switch warning {
    case .noCache(let folder):
      "cannot write to the cache folder \(cacheFolder(folder)): every run will compile everything; "
        + "name a folder of yours in LESSON_RUN_CACHE"
    }
  }

  private func cacheFolder(_ folder: String?) -> String { folder.map { printable($0) } ?? "(no HOME is set)" }

  func workspace(_ failure: WorkspaceFailure) -> RefusalWords {
    let forgetting = "remove it: which hints and solutions you have seen is then forgotten, and nothing else"
    return switch failure {
    case .unmadeFolder(let path, let reason):
      RefusalWords("cannot make the folder \(printable(path)): \(reason)", advice: "check that you may write there")
    case .unwritable(let path, let number):
      RefusalWords(
        "cannot write \(printable(path)): \(systemMessage(number))", advice: "check that you may write there")
    case .unwritableWithin(let path, let number):
      RefusalWords(
        "cannot write in \(printable(path)): \(systemMessage(number))", advice: "check that you may write there")
    case .unreadableMemory(let path): RefusalWords("\(printable(path)): it cannot be read", advice: forgetting)
    case .foreignMemory(let path):
      RefusalWords("\(printable(path)): it is not what this program writes there", advice: forgetting)
    }
  }

  func site(_ failure: SiteFailure) -> RefusalWords {
    switch failure {
    case .unmade(let path):
      RefusalWords("cannot make the folder \(printable(path))", advice: "check that you may write there")
    case .unmadeFolder(let path, let number):
      RefusalWords(
        "cannot make the folder \(printable(path)): \(systemMessage(number))", advice: "check that you may write there")
    case .noFolder(let path):
      RefusalWords("\(printable(path)) is no folder", advice: "move it away: a folder of the site belongs there")
    case .unwritableDraft(let folder):
      RefusalWords("cannot write to \(printable(folder))", advice: "make room there, or set TMPDIR")
    case .unmadeDraft(let folder):
      RefusalWords("cannot make the folder \(printable(folder))", advice: "make room, or set TMPDIR")
    case .unwritable(let path):
      RefusalWords("cannot write to \(printable(path))", advice: "check that you may write there")
    }
  }
}
