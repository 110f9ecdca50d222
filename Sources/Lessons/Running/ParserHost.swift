import Glibc
import LessonSyntax

/// Keeps the parser's process from one question to the next: starting it takes longer than reading ten cells.
///
/// One question is asked at a time, so that it is known what has ended the process.
actor ParserHost {
  /// What came of a question.
  struct Answers {
    /// To the first requests; to all, unless the process has ended.
    var replies: [SyntaxReply]
    var end: End?
  }

  /// How a process came to its end.
  struct End {
    /// Whether it had answered others before: that may have had a part in it.
    var isAfterOthers: Bool
    var ending: Result<Ending, StartFailure>
  }

  private struct Process {
    let channel: Channel
    let ending: Task<Result<Ending, StartFailure>, Never>
    var hasAnswered = false
  }

  private var process: Process?
  private var lastID: UInt32 = 0
  private var isBusy = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  deinit { process?.channel.hangUp() }

  /// Asks the process, which is started if there is none.
  /// - Parameters:
  ///   - requests: What is to be answered.
  ///   - command: What starts the process.
  ///   - pool: Where it lives.
  /// - Returns: What it replied.
  /// - Throws: If there is no more memory or no more descriptors to be had, or the task has been cancelled.
  func answers(
    to requests: ArraySlice<SyntaxRequest>, startedBy command: Command, in pool: ProcessPool
  ) async throws(MachineFailure) -> Answers {
    await enter()
    defer { leave() }
    guard let result = await pool.withTurn({ await self.result(of: requests, command, pool) }) else {
      throw MachineFailure(starting: StartFailure(executable: command.executable, errorNumber: ECANCELED))
    }
    return try result.get()
  }

  private func result(
    of requests: ArraySlice<SyntaxRequest>, _ command: Command, _ pool: ProcessPool
  ) async -> Result<Answers, MachineFailure> {
    do throws(MachineFailure) {
      var writer = SyntaxWriter()
      for request in requests { writer.append(request) }
      let (questions, replies) = (try InheritableFile(holding: writer.bytes), try InheritableFile(holding: []))
      let process = try openProcess(command, pool)
      lastID += 1
      let message = withUnsafeBytes(of: lastID) { Array($0) }
      let reply = await process.channel.reply(
        to: lastID, message, with: [questions.descriptor, replies.descriptor])
      var answers = Answers(replies: Self.replies(in: replies, atMost: requests.count))
      if reply == nil {
        let isAfterOthers = process.hasAnswered || !answers.replies.isEmpty
        answers.end = End(isAfterOthers: isAfterOthers, ending: await process.ending.value)
        self.process = nil
      } else {
        self.process?.hasAnswered = true
      }
      return .success(answers)
    } catch {
      return .failure(error)
    }
  }

  private static func replies(in file: InheritableFile, atMost count: Int) -> [SyntaxReply] {
    var reader = SyntaxReader(fileContents(of: file.descriptor, atMost: .max)[...])
    var replies: [SyntaxReply] = []
    while replies.count < count, let reply = reader.reply() { replies.append(reply) }
    return replies
  }

  private func openProcess(_ command: Command, _ pool: ProcessPool) throws(MachineFailure) -> Process {
    if let process, process.channel.isOpen { return process }
    let channel = try Channel()
    var command = command
    command.channel = channel
    let ending = Task { [command] in
      defer { channel.hangUp() }
      do throws(StartFailure) { return Result<Ending, StartFailure>.success(try await pool.run(command)) } catch {
        return .failure(error)
      }
    }
    let process = Process(channel: channel, ending: ending)
    self.process = process
    return process
  }

  // MARK: - One at a time

  private func enter() async {
    guard isBusy else {
      isBusy = true
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  private func leave() {
    // Whoever is next finds it busy: with its own question.
    if waiting.isEmpty { isBusy = false } else { waiting.removeFirst().resume() }
  }
}
