import Grading
import Reading
import Reporting
import Support

/// A lesson's text as the article of a page, made from its report's blocks.
package struct LessonHTML: Sendable {
  /// What of a lesson is left out, and what is let in.
  package struct Choices: Hashable, Sendable {
    /// Whether solutions and typical mistakes are there at all.
    package var hasSolutions: Bool
    /// Whether HTML that the author wrote is taken as it is.
    package var allowsHTML: Bool
    /// Whether it is to be read where nothing can be unfolded: then hints, checks and typical mistakes are left out, and the rest is open.
    package var isOnPaper: Bool

    package init(hasSolutions: Bool = true, allowsHTML: Bool = false, isOnPaper: Bool = false) {
      (self.hasSolutions, self.allowsHTML, self.isOnPaper) = (hasSolutions, allowsHTML, isOnPaper)
    }
  }

  /// Where the links of a lesson lead in its page.
  package struct Places: Sendable {
    /// By the addresses that stand in the lesson.
    package var links: [String: String]
    /// The same for pictures; `nil` if they are where links to them lead.
    package var pictures: [String: String]?
    /// What stands before the names of headings and cells, where one page holds several lessons.
    package var prefix: String

    package init(links: [String: String], pictures: [String: String]? = nil, prefix: String = "") {
      (self.links, self.pictures, self.prefix) = (links, pictures, prefix)
    }
  }

  private let chapter: Chapter
  private let report: Report
  private let code: CodeHTML
  private let choices: Choices
  private let live: LiveCellHTML?
  private let places: Places
  private let markdown: MarkdownHTML
  private let words = Words().page

  /// What `live` holds a page has that is alive; without it the page does not change.
  package init(
    _ chapter: Chapter, _ report: Report, code: CodeHTML, places: Places, choices: Choices, live: LiveCellHTML? = nil
  ) {
    (self.chapter, self.report, self.code, self.choices, self.live) = (chapter, report, code, choices, live)
    self.places = places
    markdown = MarkdownHTML(
      addresses: places.links, pictures: places.pictures, language: chapter.lesson.frontMatter?.language ?? "en",
      allowsHTML: choices.allowsHTML, code: { code.html($0, language: $1) })
  }

  private var prefix: String { places.prefix }

  /// The article's content.
  package var html: String {
    var sections = chapter.headings[...]
    return report.blocks.map { html($0, &sections) }.joined()
  }

  private func html(_ reported: ReportedBlock, _ sections: inout ArraySlice<Chapter.Section>) -> String {
    let line = reported.block.lines.lowerBound
    switch reported.block.segment {
    case .heading(let heading):
      let isFirst = sections.count == chapter.headings.count
      return (sections.popFirst().map { title(heading, $0, line) } ?? "") + (isFirst ? sampleNote : "")
    case .prose: return chapter.trees[line].map(markdown.html) ?? ""
    case .listing(let block, let language):
      return CodeHTML.block(code.html(block.text, language: language), language: language)
    case .math(let block): return FormulaHTML.block(block.text)
    case .cell: return reported.block.cell.map { html($0, reported) } ?? ""
    case .figure(let figure):
      // What an example's values are, is told when it has run.
      if let live, figure.source != nil { return live.place("figure \(figure.id)") }
      return FigureHTML.html(figure, in: report, prefix: prefix, mayMove: places.pictures == nil)
    // Hints stand at their exercise, and examples with what they print now.
    case .hint, .output, nil: return ""
    }
  }

  /// That the numbers on the page are nobody's, where each learner has others.
  private var sampleNote: String {
    report.lesson.hasSampleNumbers ? "<p class=\"subtitle\">\(HTML.text(words.sample))</p>\n" : ""
  }

  /// A heading; the title's second half, behind a colon, is its subtitle.
  private func title(_ heading: Heading, _ section: Chapter.Section, _ line: Int) -> String {
    let tree = chapter.trees[line]
    var inlines = tree.map { markdown.inlines($0) } ?? ""
    if inlines.isEmpty { inlines = HTML.prose(heading.text, language: markdown.language) }
    let id = HTML.attribute(prefix + section.id)
    if heading.level == 1, let colon = inlines.range(of: ": "), !inlines.contains("<") {
      let (title, subtitle) = (inlines[..<colon.lowerBound], inlines[colon.upperBound...])
      // A PDF's outline lists headings as a whole.
      if choices.isOnPaper { return "<h1 id=\"\(id)\">\(title)</h1>\n<p class=\"subtitle\">\(subtitle)</p>\n" }
      inlines = "\(title)<span class=\"unseen\">:</span><span class=\"subtitle\"> \(subtitle)</span>"
    }
    let anchor =
      heading.level == 1 || choices.isOnPaper
      ? ""
      : " <a class=\"anchor\" href=\"#\(HTML.attribute(BookLinks.encoded(prefix + section.id)))\" aria-hidden=\"true\" tabindex=\"-1\">#</a>"
    return "<h\(heading.level) id=\"\(id)\">\(inlines)\(anchor)</h\(heading.level)>\n"
  }

  // MARK: - Cells

  private func html(_ cell: Cell, _ reported: ReportedBlock) -> String {
    switch cell.role {
    case .example: example(cell, reported)
    case .exercise: reported.block.exercise.map { exercise($0, reported) } ?? ""
    case .setup, .solution, .check, .mistake, .advice, .rubric: authors(cell)
    }
  }

  /// A cell that only whoever writes the lesson sees.
  private func authors(_ cell: Cell) -> String {
    guard let live, live.isAuthors else { return "" }
    let title = [cell.role.rawValue, cell.name, cell.isHidden ? "hidden" : nil].compactMap(\.self).joined(
      separator: " ")
    return """
      <section class="cell authors" \(mark(cell)) aria-label="\(HTML.attribute(title))">
      <p class="label">\(HTML.text(title))</p>
      \(live.editor(cell, code: block(cell, label: words.code)))\(live.buttons(cell))</section>

      """
  }

  /// What tells a cell's place on the page from all others.
  private func mark(_ cell: Cell) -> String {
    let id = HTML.attribute(cell.id.description)
    // Where there are no solutions, nobody is to count their lines.
    let line = choices.hasSolutions ? " data-line=\"\(cell.lines.lowerBound)\"" : ""
    return "id=\"\(HTML.attribute(prefix))\(id)\" data-cell=\"\(id)\"\(line)"
  }

  private func block(_ cell: Cell, label: String) -> String {
    guard cell.form == .swift else { return KindHTML(markdown: markdown).html(cell, label: label) }
    return CodeHTML.block(code.html(cell.source, language: "swift"), language: "swift", label: label)
  }

  private func example(_ cell: Cell, _ reported: ReportedBlock) -> String {
    let label = "aria-label=\"\(words.example) \(cell.ordinal)\""
    let code = block(cell, label: words.code)
    if let live {
      let shown = live.isAuthors ? live.editor(cell, code: code) : code
      return """
        <section class="cell example" \(mark(cell)) \(label)>
        \(shown)\(live.place("output \(cell.id)"))\(live.buttons(cell))\(live.place("steps \(cell.id)"))</section>

        """
    }
    let errors =
      reported.examplesErrors.isEmpty
      ? "" : "<p class=\"label\">\(words.standardError)</p>\n" + OutputHTML.html(reported.examplesErrors)
    let printed = OutputHTML.html(report.examples.first { $0.cell.id == cell.id }?.parts ?? [])
    return """
      <section class="cell example" \(mark(cell)) \(label)>
      \(code)\(printed)\(errors)\(trace(reported.trace, of: cell))</section>

      """
  }

  private func trace(_ trace: CellTrace?, of cell: Cell) -> String {
    guard let trace else { return "" }
    let name = cell.name ?? "\(words.example) \(cell.ordinal)"
    return TraceHTML(code: code.withoutLinks, isOpen: choices.isOnPaper).html(trace, label: words.steps(of: name))
  }

  // MARK: - Exercises

  private func exercise(_ exercise: Exercise, _ reported: ReportedBlock) -> String {
    let name = HTML.text(exercise.name)
    return """
      <section class="cell exercise" \(mark(exercise.starter)) data-points="\(HTML.attribute(words.points(exercise.points)))" \
      aria-label="\(words.exercise) \(HTML.attribute(exercise.name))">
      <p class="head"><a href="#\(HTML.attribute(prefix + exercise.starter.id.description))"><b>\(words.exercise)</b> \
      <span class="exercise-name">\(name)</span></a> <span class="points">\(words.points(exercise.points))</span></p>
      \(body(of: exercise, reported))</section>

      """
  }

  private func body(of exercise: Exercise, _ reported: ReportedBlock) -> String {
    guard let live else {
      return block(exercise.starter, label: words.code) + hints(exercise) + checks(exercise)
        + answers(exercise, reported)
    }
    return live.editor(exercise, code: block(exercise.cell, label: words.code)) + live.buttons(exercise)
      + live.below(exercise) + checks(exercise)
  }

  /// Markdown that is no block of the lesson as it stands.
  func markdown(_ text: String) -> String { markdown.html(MarkdownTree(text)) }

  func code(of cell: Cell) -> String { block(cell, label: words.code) }

  private func details(_ kind: String, _ title: String, _ content: String) -> String {
    let opening = choices.isOnPaper ? " open=\"\"" : ""
    return
      "<details class=\"\(kind)\"\(opening)><summary>\(title)</summary>\n<div class=\"inside\">\n\(content)</div>\n</details>\n"
  }

  private func hints(_ exercise: Exercise) -> String {
    if choices.isOnPaper { return "" }
    return exercise.hints.enumerated().map { index, hint in
      let tree = chapter.trees[hint.lines.lowerBound] ?? MarkdownTree(hint.markdown)
      return details("hint", words.numbered(words.hint, index + 1, of: exercise.hints.count), markdown.html(tree))
    }.joined()
  }

  /// The checks that a learner may see.
  private func checks(_ exercise: Exercise) -> String {
    let visible = exercise.checks.filter { !$0.isHidden }
    guard !visible.isEmpty, !choices.isOnPaper else { return "" }
    let hidden = visible.count < exercise.checks.count ? "<p class=\"faint\">\(words.hiddenChecks)</p>\n" : ""
    return details("checks", words.checked, visible.map { block($0, label: words.checked) }.joined() + hidden)
  }

  private func answers(_ exercise: Exercise, _ reported: ReportedBlock) -> String {
    guard choices.hasSolutions else { return "" }
    return solution(exercise, reported) + notes(exercise) + mistakes(exercise)
  }

  private func solution(_ exercise: Exercise, _ reported: ReportedBlock) -> String {
    guard let solution = exercise.solution else { return "" }
    let values = (exercise.form == .choice ? [] : reported.grade?.comparisons ?? []).filter { !$0.isHidden }.compactMap
    { comparison in
      comparison.value.map { ValueHTML.titled(comparison.label, $0) }
    }
    let shown = values.isEmpty ? "" : "<div class=\"values\">\n\(values.joined())</div>\n"
    let steps = report.traces?[exercise.cell.id] ?? report.traces?[exercise.starter.id]
    return details(
      "solution", words.solution, block(solution, label: words.solution) + shown + trace(steps, of: solution))
  }

  /// The advice on wrong options, or what is looked for in a text.
  private func notes(_ exercise: Exercise) -> String {
    if choices.isOnPaper { return "" }
    switch exercise.kind {
    case .choice(let choice) where !choice.advice.isEmpty:
      let items = choice.advice.sorted { $0.key < $1.key }.map { number, advice in
        "<li value=\"\(number)\">\(markdown.inlines(MarkdownTree(advice)))</li>\n"
      }
      return details("mistakes", words.advice, "<ol>\n\(items.joined())</ol>\n")
    case .text(let rubric?):
      let items = rubric.items.map { item in
        "<li>\(markdown.inlines(MarkdownTree(item.text))) <span class=\"points\">\(words.points(item.points))</span></li>\n"
      }
      return details("mistakes", words.rubric, "<ul>\n\(items.joined())</ul>\n")
    default: return ""
    }
  }

  private func mistakes(_ exercise: Exercise) -> String {
    guard !exercise.mistakes.isEmpty, !choices.isOnPaper else { return "" }
    let items = exercise.mistakes.map { mistake in
      var bare = mistake
      bare.source = mistake.sourceWithoutAdvice
      return
        "<li><p>\(markdown.inlines(MarkdownTree(mistake.advice)))</p>\n\(block(bare, label: words.code))</li>\n"
    }
    return details("mistakes", words.mistakes, "<ol>\n\(items.joined())</ol>\n")
  }
}

extension Cell {
  /// The code below the advice that a typical mistake starts with.
  fileprivate var sourceWithoutAdvice: String {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.drop { $0.trimmed.isEmpty || $0.trimmed.hasPrefix("//") }.joined(separator: "\n")
  }

  /// All code of this cell that a page may show.
  package var shownSources: [String] {
    form != .swift ? [] : role == .mistake ? [source, sourceWithoutAdvice] : [source]
  }
}
