import Books
import Classes
import FoundationEssentials
import LessonSyntax
import Reading
import Reporting
import Running
import Support

/// The pages of a teacher's desk: answers what browsers ask for, and writes what a person finds into the folder of results.
package actor DeskSite {
  /// Reviews as they were before a change, and after it.
  struct Step {
    var exercise: String
    var answer: String
    typealias Change = (student: String, before: ExerciseReview?, after: ExerciseReview?)

    var changes: [Change]
  }

  static let mostSteps = 500

  let folder: ResultsFolder
  private let runner: ProgramRunner
  private let files: SiteFiles
  let text: DeskText
  let lesson: DeskLesson?
  let bank: CommentBank
  var course: ReviewedClass
  let grades: GradesTable
  private var likeness: DeskLikeness
  /// Exercises whose answers are with the parser, or cannot be.
  private var looking: Set<String> = []
  private var unparsed: Set<String> = []
  var steps: [Step] = []
  /// Of what was shown last.
  private var tokens: [String: [SwiftToken]] = [:]

  /// - Parameters:
  ///   - course: The class's results.
  ///   - isAnonymous: Whether codes stand in the place of names.
  ///   - grades: The table to renew with each review.
  ///   - runner: Asks the compiler's parser, and runs nothing.
  ///   - files: What all pages need.
  package init(
    of course: ReviewedClass, isAnonymous: Bool, renewing grades: GradesTable, runner: ProgramRunner, files: SiteFiles
  ) {
    (self.course, self.grades, self.runner, self.files) = (course, grades, runner, files)
    folder = course.folder
    (text, lesson, bank) = (DeskText(isAnonymous: isAnonymous), DeskLesson(in: folder), CommentBank(of: folder))
    likeness = DeskLikeness(solutions: lesson?.solutions ?? [:], starters: lesson?.starters ?? [:])
  }

  /// What looks like a result and cannot be read; not told where names are hidden.
  package var unreadable: [String] {
    text.isAnonymous ? [] : course.skipped.map { "\(folder.path)/\($0.words)" }
  }

  package func answer(_ request: Request) async -> Reply {
    let path = String(request.path.drop { $0 == "/" })
    if request.method == "POST" {
      guard path == "desk" else { return Reply(.wrongMethod) }
      guard let order = DeskOrder(json: request.body) else { return Reply(.noOrder) }
      return await carryOut(order).reply
    }
    if path == "search.js" {
      return Reply(
        type: "text/javascript; charset=utf-8", Array((lesson?.searchScript ?? "window.bookIndex = [];\n").utf8))
    }
    if let file = files.deskReply(path) { return file }
    course.renew()
    guard folder.isThere else { return .words(503, Words().review.folderGone) }
    if path.isEmpty || path == "index.html" { return page(front, title: title, page: "index.html") }
    if path == DeskLesson.page, let lesson {
      let tokens = (try? await runner.tokens(of: lesson.sources)) ?? [:]
      return page(lesson.article(tokens), title: lesson.lesson.title, page: path)
    }
    let prefix = DeskTable.page(of: "")
    guard path.hasPrefix(prefix), let exercise = course.exercises.first(where: { $0 == path.dropFirst(prefix.count) })
    else { return Reply(.wrongPath) }
    return await exercisePage(exercise)
  }

  private var title: String { lesson?.lesson.title ?? course.students.first?.machine.title ?? "" }
  private var front: String { DeskTable(course, text, hasLesson: lesson != nil).article(title: title) }

  // MARK: - Pages

  private func page(_ article: String, title: String, page: String, data: [(name: String, value: String)] = []) -> Reply
  {
    let words = Words().review
    let outline = BookOutline(title: words.desk, front: BookOutline.Entry(title: words.students, page: "index.html"))
    let exercises = course.exercises.map { BookOutline.Entry(title: $0, page: DeskTable.page(of: $0)) }
    let own =
      lesson.map { [BookOutline.Entry(title: "\(words.lesson): \($0.lesson.title)", page: DeskLesson.page)] } ?? []
    let notes = course.exercises.map { name -> (String, String) in
      let (done, total) = course.progress(of: name)
      return (DeskTable.page(of: name), "\(done)/\(total)")
    }
    let server = PageFrame.Server(
      styles: ["serve.css", "desk.css"], scripts: data.isEmpty ? [] : ["desk.js"], data: data,
      notes: Dictionary(notes) { first, _ in first }, pages: exercises + own)
    let html = PageFrame(outline, server: server).html(article, title: title, page: page, language: "en")
    return Reply(type: "text/html; charset=utf-8", Array(html.utf8))
  }

  private func exercisePage(_ exercise: String) async -> Reply {
    let words = Words().review
    let answers = course.answers(to: exercise)
    let first = answers.first { !$0.isDone } ?? answers.first
    let parts = await parts(exercise, first?.id)
    let place =
      lesson?.address(of: exercise).map {
        "<p class=\"in-lesson\"><a href=\"../\(text.inline($0))\">\(words.lesson)</a></p>\n"
      } ?? ""
    let article = """
      <h1><span class="exercise-name">\(text.inline(exercise))</span></h1>
      \(place)<noscript><p class="note">\(text.inline(words.needsScript))</p></noscript>
      <div data-part="progress">\(parts["progress"] ?? "")</div>
      <p class="desk-state" role="status" aria-live="polite"></p>
      <section class="desk-panel" data-part="panel" aria-label="\(words.answer)">\(parts["panel"] ?? "")</section>
      <div data-part="alike">\(parts["alike"] ?? "")</div>
      <h2>\(words.answers)</h2>
      <div class="desk-list" data-part="list" tabindex="0" role="region" aria-label="\(words.answers)">\(parts["list"] ?? "")</div>

      """
    let told = (try? JSONEncoder().encode(words.ofScript)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    return page(
      article, title: exercise, page: DeskTable.page(of: exercise),
      data: [("desk", exercise), ("answer", first?.id ?? ""), ("words", told)])
  }

  /// What stands in the page's places.
  func parts(_ exercise: String, _ id: String?) async -> [String: String] {
    let answers = course.answers(to: exercise)
    guard let index = answers.firstIndex(where: { $0.id == id }) else { return [:] }
    let answer = answers[index]
    let language = isSwift(exercise) ? "swift" : "text"
    let shown = Set([answer.machine.answer, lesson?.solutions[exercise]].compactMap(\.self))
    let code = CodeHTML(tokens: language == "swift" ? await tokens(of: shown) : [:])
    let panel = DeskPanel(
      answer, place: index + 1, of: answers.count, rubric: lesson?.rubrics[exercise] ?? [],
      solution: lesson?.solutions[exercise], bank: bank.comments, code: code, language: language, text)
    let (done, total) = course.progress(of: exercise)
    let words = Words().review.progress(done, of: total)
    let items = answers.enumerated().map { place, other in item(other, place + 1, isHere: place == index) }
    return [
      "alike": alikeness(answer, among: answers), "panel": panel.html, "list": "<ol>\n\(items.joined())</ol>",
      "progress":
        "<p class=\"faint\"><progress value=\"\(done)\" max=\"\(max(1, total))\" aria-label=\"\(words)\"></progress> \(words)</p>",
      "note \(DeskTable.page(of: exercise))": "\(done)/\(total)",
    ]
  }

  private func item(_ answer: ReviewedClass.Answer, _ place: Int, isHere: Bool) -> String {
    let words = Words().review
    let final = answer.final
    let marks = (answer.isDone ? "●" : answer.isStale ? "◌" : "") + (answer.isFlagged ? "⚑" : "")
    let state =
      [answer.isDone ? words.reviewed : answer.isStale ? words.staleMark : words.open]
      + (answer.isFlagged ? [words.flagged] : [])
    return """
      <li><a href="\(text.inline(BookLinks.encoded(answer.exercise)))#\(answer.id)"\(isHere ? " aria-current=\"true\"" : "") data-open="\(!answer.isDone)">\
      <span class="\(final.status.shown.role.name)" aria-hidden="true">\(final.status.shown.sign)</span> \(place) \
      <span class="faint">\(text.inline(final.status.shown.label)), \(text.inline(Words().counted(answer.students.count, "student")))</span> \
      <span aria-hidden="true">\(marks)</span><span class="unseen">\(text.inline(state.joined(separator: ", ")))</span></a></li>

      """
  }

  // MARK: - What the parser says

  private func isSwift(_ exercise: String) -> Bool { lesson?.lesson.exercise(named: exercise)?.form == .swift }

  private func tokens(of sources: Set<String>) async -> [String: [SwiftToken]] {
    let missing = sources.filter { tokens[$0] == nil }
    guard !missing.isEmpty else { return tokens }
    let found = (try? await runner.tokens(of: missing)) ?? [:]
    tokens = tokens.filter { sources.contains($0.key) }.merging(found) { $1 }
    return tokens
  }

  /// The other answers that have the shape of one, unless many do; whether they are still being looked for. A class's answers are not waited
  /// for: whoever reviews goes on meanwhile.
  func alike(
    _ answer: ReviewedClass.Answer, among answers: [ReviewedClass.Answer]
  ) -> (others: DeskLikeness.Others?, isPending: Bool) {
    let exercise = answer.exercise
    guard isSwift(exercise), Likeness.isAnswer(answer.machine) else { return (nil, false) }
    let unknown = likeness.unknownSources(answers, of: exercise)
    guard !unknown.isEmpty else { return (likeness.others(like: answer, among: answers), false) }
    if looking.insert(exercise).inserted { Task { await look(at: unknown, of: exercise) } }
    return (nil, !unparsed.contains(exercise))
  }

  func alikeness(_ answer: ReviewedClass.Answer, among answers: [ReviewedClass.Answer]) -> String {
    let (others, isPending) = alike(answer, among: answers)
    return DeskAlikeness(others, isPending: isPending, text).html
  }

  private func look(at sources: [Set<String>], of exercise: String) async {
    for part in sources {
      guard let tokens = try? await runner.tokens(of: part) else {
        // There is no parser: it is not asked again.
        unparsed.insert(exercise)
        return
      }
      likeness.add(await Task.detached { DeskLikeness.shapes(tokens) }.value)
    }
    looking.remove(exercise)
  }
}
