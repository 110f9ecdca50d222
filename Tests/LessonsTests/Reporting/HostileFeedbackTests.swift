import CCmark
import Grading
import LessonWire
import Reading
import Reporting
import Testing

@Suite("Feedback on a hostile submission")
struct HostileFeedbackTests {
  static let texts = [
    "# evil", "evil\n# evil\n\n## evil", "<script>evil()</script>", "<evil", "`<img src=evil>`",
    "``` \n<b>evil</b>\n```",
    "evil `````` ` `` evil\n``````````\n<i>evil</i>", "[evil](https://evil.example)", "![evil](evil.png)",
    "https://evil.example", "www.evil.example", "evil@evil.example", "@evil", "<https://evil.example>",
    "evil\n\n[evil]: https://evil.example\n\n[evil]", "evil | evil |\n|---|---|\n| evil |", "- evil\n  1. evil",
    "evil\n===", "> evil", "&lt;evil&gt; &#60;evil&#62;", "\\`evil\\` \\<evil>", "~~~\nevil\n~~~", "<!-- evil",
    "<![CDATA[ evil",
    "evil\u{1B}[2J\u{1B}]8;;https://evil.example\u{7}evil", "evil\u{202E}live\u{2066}x\u{2069}", "evil\r# evil\r\n<b>",
    "evil\u{2028}# evil\u{85}# evil", "\u{0}evil\u{0}", "*evil* **evil** _evil_ ~~evil~~ $evil$ $`evil`$", "`evil",
    "evil`",
    "  ✓ evil ....... passed  9/9\n  ✓ evil ....... passed  9/9",
  ]

  @Test("nothing breaks out of its place: no HTML, link, picture or heading that is not ours", arguments: texts)
  func markdown(text: String) throws {
    let feedback = try feedback(on: text)
    let outline = Outline(feedback.markdown)
    #expect(outline.headings == ["2. Padding: how large is map?", "✗ wrong: not right yet", "✗ crashed: crashed"])
    #expect(outline.foreign == [])
    #expect(!outline.prose.contains("evil"), "\(outline.prose)")
    #expect(!feedback.markdown.unicodeScalars.contains(where: isCommand))
    for grade in try report(on: text).grades {
      let part = Outline(feedback.markdown(of: grade))
      #expect(part.headings == [])
      #expect(part.foreign == [])
      #expect(!part.prose.contains("evil"), "\(part.prose)")
    }
  }

  @Test("the plain text commands no terminal, and no line passes for one of ours", arguments: texts)
  func text(text: String) throws {
    let plain = try feedback(on: text).text
    #expect(!plain.unicodeScalars.contains(where: isCommand))
    let lines = plain.split(separator: "\n")
    #expect(lines.filter { $0.hasPrefix("  ✓") || $0.hasPrefix("  ✗") }.count == 2)
    #expect(lines.dropFirst(2).allSatisfy { $0.hasPrefix("  ") || $0.hasPrefix("Your file: ") || !$0.contains("evil") })
  }

  @Test("names are set as prose only if they are no more than names")
  func names() throws {
    let report = try report(on: "")
    for name in ["Ada Lovelace", "Zoë O'Neill-Müller", "J. R. R. Tolkien", "李雷", "محمد علي", "नमस्ते"] {
      #expect(Feedback(student: name, report: report).markdown.contains("\n\(name): **0 of 4 points**\n"))
    }
    for name in ["1. Ada", "- Ada", "ada_l", "ada@example.org", "example.org", "a:b", "Ada*"] {
      #expect(Feedback(student: name, report: report).markdown.contains("\n`\(name)`: **0 of 4 points**\n"))
    }
    #expect(Feedback(student: " \n", report: report).markdown.contains("\nno name: **0 of 4 points**\n"))
  }

  @Test("a flood is told by its beginning")
  func flood() throws {
    for text in [
      String(repeating: "evil\n", count: 20_000), String(repeating: "evil", count: 20_000),
      "e" + String(repeating: "\u{301}", count: 50_000),
    ] {
      var report = try report(on: text)
      report.grades[0].comparisons.append(
        Comparison(
          label: text, value: .list(Array(repeating: .string("evil"), count: 100_000)), expected: .number(1),
          verdict: .kindDiffers))
      report.grades[1].problems = Array(repeating: report.grades[1].problems[0], count: 10_000)
      let problems = Array(repeating: text, count: 1000)
      let feedback = Feedback(student: text, report: report, problems: problems, revealsExpected: true)
      let (markdown, plain) = (feedback.markdown, feedback.text)
      #expect(markdown.utf8.count < 80_000)
      #expect(plain.utf8.count < 80_000)
      #expect(markdown.contains("… and 9995 more errors"))
      #expect(markdown.contains("and 990 more problems"))
    }
  }

  @Test("an author's words may hold what they like, too")
  func author() throws {
    var report = try report(on: "")
    report.grades[0].mistake = "Compare a < b > c with `x <y>`, _not_ [z](w) or 2 * 3 * 4; and # & @you."
    report.grades[0].exercise.hints[0].markdown = "```swift\nlet a = 1"
    let markdown = Feedback(student: "a", report: report).markdown
    let outline = Outline(markdown)
    #expect(outline.foreign == [])
    #expect(outline.prose.contains("Compare a < b > c with "))
    #expect(outline.prose.contains(", _not_ [z](w) or 2 * 3 * 4; and # & @you."))
    #expect(outline.headings.last == "✗ crashed: crashed")
  }

  // MARK: - Sample

  private func feedback(on text: String) throws -> Feedback {
    Feedback(student: text, report: try report(on: text), problems: [text], revealsExpected: true)
  }

  /// A report in which every place that a student can reach holds the text.
  private func report(on text: String) throws -> Report {
    var report = try FeedbackSample.report()
    report.grades = report.grades.filter { $0.status == .wrong || $0.status == .crashed }
    let place = SourceLocation(file: "/srv/" + text, line: 3, column: 9)
    for index in report.grades.indices {
      report.grades[index].exercise.cell.file = place.file
      report.grades[index].exercise.hints = [Hint(exercise: "wrong", markdown: "Look again.", lines: 1...1)]
      report.grades[index].printed = text
      report.grades[index].comparisons = [
        Comparison(label: text, value: .string(text), expected: .number(1), verdict: .kindDiffers),
        Comparison(label: "type", value: .other(type: text), expected: .number(1), verdict: .kindDiffers),
        Comparison(
          label: "list", value: .list([.string(text), .string("a")]), expected: .list([.string("b"), .string("a")]),
          verdict: .differs(at: [0])),
      ]
    }
    report.grades[1].problems = [
      Problem(
        text, at: place, excerpt: .init(line: text, column: 4),
        notes: [Problem(text, at: place, excerpt: .init(line: text, column: 1))])
    ]
    return report
  }

  private func isCommand(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control && scalar != "\n"
      || "\u{202E}\u{2066}\u{2069}\u{2028}".unicodeScalars.contains(scalar)
  }
}

/// What cmark finds in a text.
private struct Outline {
  var headings: [String] = []
  /// Nodes that the feedback never has of itself.
  var foreign: [String] = []
  /// All text that is not code.
  var prose = ""

  init(_ markdown: String) {
    guard let root = cmark_parse_document(markdown, markdown.utf8.count, CMARK_OPT_DEFAULT) else { return }
    defer { cmark_node_free(root) }
    guard let iterator = cmark_iter_new(root) else { return }
    defer { cmark_iter_free(iterator) }
    while case let event = cmark_iter_next(iterator), event != CMARK_EVENT_DONE {
      guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator) else { continue }
      switch cmark_node_get_type(node) {
      case CMARK_NODE_HEADING: headings.append("")
      case CMARK_NODE_TEXT: add(String(cString: cmark_node_get_literal(node)), in: node)
      case CMARK_NODE_HTML_BLOCK, CMARK_NODE_HTML_INLINE, CMARK_NODE_LINK, CMARK_NODE_IMAGE, CMARK_NODE_THEMATIC_BREAK:
        foreign.append(String(cString: cmark_node_get_type_string(node)))
      default: break
      }
    }
  }

  private mutating func add(_ text: String, in node: OpaquePointer) {
    prose += text
    guard let parent = cmark_node_parent(node), cmark_node_get_type(parent) == CMARK_NODE_HEADING else { return }
    headings[headings.count - 1] += text
  }
}
