import Books
import Grading
import Learning
import Reading
import Reporting
import Running

/// The page on a learner's progress: all lessons are graded, one after the other, while somebody looks at it.
extension ServedSite {
  /// How often the files are looked at for new answers.
  private static let pause = Duration.seconds(1)

  func progressPage(_ book: Book) -> Reply {
    let frame = PageFrame(book.outline, server: server(liveData(ProgressTable.page), isAlive: true))
    let html = frame.html(
      progressTable.article, title: Words().serving.progress, page: ProgressTable.page, language: "en")
    return reply(html)
  }

  /// Tells the table as it becomes known, and what changes in it later.
  func progressEvents() -> Reply {
    let epoch = epoch
    return .events { [weak self] stream in
      var (told, number) = ("", 0)
      func tell(_ table: String) -> Bool {
        guard table != told else { return stream.beat() }
        var message = PageMessage()
        message.parts[ProgressTable.part] = table
        (told, number) = (table, number + 1)
        return stream.send(id: "\(epoch)-progress-\(number)", data: message.line)
      }
      while let table = await self?.progress(), tell(table), !Task.isCancelled {
        while let table = await self?.gradeNext() { guard tell(table) else { return } }
        try? await Task.sleep(for: Self.pause)
      }
    }
  }

  private func progress() -> String {
    folder.renew()
    return progressTable.html
  }

  private var progressTable: ProgressTable {
    let rows = folder.names.compactMap { name in
      folder.entries[name].map { known(name, $0) ?? ungraded(name, $0) }
    }
    return ProgressTable(rows, isInWorkspace: setting.workspace != nil)
  }

  /// What was found of a lesson's file as it is.
  private func known(_ name: String, _ entry: ServedFolder.Entry) -> LessonResults? {
    guard let (stamp, known) = results[name], stamp == entry.stamp else {
      return ServedFolder.answered(entry.chapter.lesson).isEmpty ? made(name, entry, [:], .known) : nil
    }
    // What was asked for since is not in the lesson's file.
    var current = known
    for index in current.exercises.indices {
      current.exercises[index].hasSeenSolution = hasSeen(name, current.exercises[index].name)
    }
    return current
  }

  private func ungraded(_ name: String, _ entry: ServedFolder.Entry) -> LessonResults {
    let grades = results[name]?.results.exercises ?? []
    var made = made(name, entry, [:], .awaited)
    for index in made.exercises.indices {
      guard let old = grades.first(where: { $0.name == made.exercises[index].name }) else { continue }
      (made.exercises[index].status, made.exercises[index].points) = (old.status, old.points)
    }
    return made
  }

  private func made(
    _ name: String, _ entry: ServedFolder.Entry, _ grades: [String: Grade], _ condition: LessonResults.Condition
  ) -> LessonResults {
    LessonResults(entry, grades, condition) { hasSeen(name, $0) }
  }

  private func hasSeen(_ lesson: String, _ exercise: String) -> Bool {
    (try? setting.workspace?.state())?[lesson, exercise].hasSeenSolution ?? false
  }

  /// Grades the first lesson whose answers are not known.
  /// - Returns: The table then; `nil` if there is none.
  private func gradeNext() async -> String? {
    folder.renew()
    let next = folder.names.first { name in folder.entries[name].map { known(name, $0) == nil } ?? false }
    guard let next, let entry = folder.entries[next] else { return nil }
    let answered = ServedFolder.answered(entry.chapter.lesson)
    let graded = await outcome { () async throws(MachineFailure) in
      try await grades(next, entry).filter { answered.contains($0.key) }
    }
    switch graded {
    case .success(let grades): results[next] = (entry.stamp, made(next, entry, grades, .known))
    case .failure(let failure): results[next] = (entry.stamp, made(next, entry, [:], .failed(failure)))
    }
    return progressTable.html
  }

  /// A lesson that is alive has been graded already.
  private func grades(_ name: String, _ entry: ServedFolder.Entry) async throws(MachineFailure) -> [String: Grade] {
    if let known = await lessons[name]?.known, known.lesson == entry.chapter.lesson, known.progress == nil,
      known.hasResults
    {
      return known.grades
    }
    let runner = try await setting.runnerFor(folder.path(of: name))
    let report = try await Grader(runner).report(
      on: entry.chapter.lesson, only: ServedFolder.answered(entry.chapter.lesson),
      grading: entry.author == nil ? .learner : .submission)
    return Dictionary(report.grades.map { ($0.exercise.name, $0) }) { first, _ in first }
  }
}
