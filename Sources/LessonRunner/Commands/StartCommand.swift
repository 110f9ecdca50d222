import FoundationEssentials
import Glibc
import Learning
import Reading
import Reporting
import Running
import Support
import Trust

/// `lesson-run start [BOOK] [FOLDER]`
struct StartCommand: Subcommand {
  let context: CommandContext
  let update: Bool
  let student: String?

  func run(_ operands: [String]) throws(CommandFailure) -> ExitStatus {
    guard operands.count <= 2 else {
      throw CommandFailure(misused: "start", .tooMuchToStart(operands[2]))
    }
    let (named, folder) = try places(operands)
    if let student, student.trimmed.isEmpty || update {
      throw CommandFailure(student.trimmed.isEmpty ? .namelessLearner : .studentOfWorkspace)
    }
    if update { return try self.update(named, folder) }
    let workspace = Workspace(at: folder ?? Workspace.usualName)
    let book = try book(at: named, for: student?.trimmed)
    do throws(Workspace.StartFailure) {
      try workspace.start(book, from: named.flatMap(realPath), for: student?.trimmed)
    } catch {
      throw failure(error, workspace)
    }
    try context.terminal.write(
      Words().started(
        workspace.shownFolder, hidden: workspace.hiddenFolder, lessons: book.lessons.count, isUsual: folder == nil))
    return .success
  }

  /// The book and the folder that are named. Of a single one it is seen which it is: a book is there already.
  private func places(_ operands: [String]) throws(CommandFailure) -> (book: String?, folder: String?) {
    guard let first = operands.first else { return (nil, nil) }
    if operands.count > 1 { return (first, operands[1]) }
    let workspace = Workspace(at: first)
    if workspace.exists || workspace.isDamaged { return (nil, first) }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: first)) ?? []
    let isBook = first.hasSuffix(".md") || names.contains { $0.hasSuffix(".md") }
    return isBook ? (first, nil) : (nil, first)
  }

  private func update(_ named: String?, _ folder: String?) throws(CommandFailure) -> ExitStatus {
    if let named, folder == nil, Workspace.find() == nil { throw CommandFailure(.notWorkspace(named)) }
    let place = try StudyPlace(context, in: folder, mending: true)
    let source = named.flatMap(realPath) ?? place.state.book
    let book = try book(at: named ?? source, for: place.state.student)
    let result: WorkspaceUpdate
    do throws(MachineFailure) { result = try WorkspaceUpdate(of: place.workspace, with: book, from: source) } catch {
      throw CommandFailure(error)
    }
    for remark in result.remarks { try context.terminal.write(Words().remark(remark.told) + "\n") }
    try context.terminal.write(
      Words().updated(place.workspace.shownFolder, changed: result.changed, added: result.added))
    return .success
  }

  // MARK: - The book

  private func book(at named: String?, for student: String?) throws(CommandFailure) -> Textbook {
    let trusted = TrustedFolders(environment: context.environment, executable: context.executable)
    guard let path = named ?? trusted.book else {
      throw CommandFailure(.noBookInstalled)
    }
    do throws(Textbook.Failure) { return try Textbook(at: path, for: student) } catch { throw failure(error) }
  }

  private func failure(_ failure: Textbook.Failure) -> CommandFailure {
    switch failure {
    case .nothing(let path): CommandFailure(.noBook(path))
    case .noLessons(let path): CommandFailure(.noLessonsInBook(path))
    case .sameName(let one, let other): CommandFailure(.lessonsOfOneName(one, other))
    case .workspace(let path): CommandFailure(.workspaceAsBook(path))
    case .unreadable(let path, let reason):
      CommandFailure(.unreadableBook(path, reason: reason), .machine)
    case .faulty(let lessons):
      CommandFailure(
        .faultyLesson,
        lessons.flatMap { ProblemText(style: context.terminal.errorStyle).lines(for: $0.faults, in: $0.text) },
        Words().bookHas(faults: lessons.map(\.faults.count).reduce(0, +)))
    }
  }

  private func failure(_ failure: Workspace.StartFailure, _ workspace: Workspace) -> CommandFailure {
    switch failure {
    case .exists: CommandFailure(.workspaceExists(workspace.shownFolder))
    case .notEmpty: CommandFailure(.folderNotEmpty(workspace.shownFolder))
    case .notFolder: CommandFailure(.notFolder(workspace.shownFolder))
    case .machine(let failure): CommandFailure(failure)
    }
  }
}

extension WorkspaceUpdate.Remark {
  /// The remark as the catalogue of sentences has it.
  fileprivate var told: WorkspaceRemark {
    switch self {
    case .merged(let remark, let file):
      switch remark.kind {
      case .bothChanged: .bothChanged(file: file, line: remark.line)
      case .exerciseGone(let name): .exerciseGone(name, file: file, line: remark.line)
      case .exerciseAtEnd(let name): .exerciseAtEnd(name, file: file, line: remark.line)
      case .starterChanged(let name): .starterChanged(name, file: file, line: remark.line)
      }
    case .ownFile(let path): .ownFile(path)
    case .restored(let path): .restored(path)
    case .lessonGone(let name): .lessonGone(name)
    case .changedFile(let path): .changedFile(path)
    case .busy(let path): .busy(path)
    }
  }
}
