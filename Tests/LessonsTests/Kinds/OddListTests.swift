import Grading
import Reading
import Reporting
import Testing

/// Lists of options as learners, editors and authors write them, beyond `- [ ] a line of words`.
@Suite("Odd Markdown in a list of options")
struct OddListTests {
  private static let text = """
    # T

    ```choice a points=4
    - [ ] one of `a`
    - [ ] two, on
      two lines
    - [ ] [three](#t)
    - [ ] > 4
    ```

    ```solution a
    - [x] one of `a`
    - [ ] two, on two lines
    - [x] [three](#t)
    - [ ] > 4
    ```

    """

  private func grade(_ answer: String) throws -> (status: Grade.Status, points: Double, line: Int?) {
    let lesson = try lesson(Self.text)
    let answered = lesson.answered(
      by: Submission(Array("```choice a\n\(answer)```\n".utf8), path: "ann.md", answering: lesson))
    let exercise = try #require(answered.exercise(named: "a"))
    guard case .grade(let grade) = exercise.assessment(of: .submission, in: answered) else {
      return (.ungraded, -1, nil)
    }
    return (grade.status, grade.points, grade.problems.first?.location?.line)
  }

  @Test(
    "What was ticked is understood",
    arguments: [
      "- [x] one of `a`\n- [ ] two, on\n  two lines\n- [x] [three](#t)\n- [ ] > 4\n",
      "* [x] one of `a`\n+ [ ] two, on two lines\n1. [x] [three](#t)\n4) [ ] > 4\n",
      "- [x] one of `a`\r\n- [ ] two, on\r\n  two lines\r\n- [x] [three](#t)\r\n",
      "\t- [x] one of `a`\n\t- [x]\t[three](#t)\n", "- [x] one of `a`\n  - [x] [three](#t)\n",
      "- [x] one of `a` <!-- sure -->\n- [x] [three](#t)\n",
      "<!-- - [x] two, on two lines -->\n- [x] one of `a`\n- [x] [three](#t)\n",
      "- [x] one of `a`\n<!--\n- [x] > 4\n-->\n- [x] [three](#t)\n",
      "- [x] one of `a`\n- [x] [three](#t)\n\nbecause a kernel has f(x) = 3 weights\n",
      "- [x] one of `a`\n\n  for a reason\n\n- [x] [three](#t)\n  - for another\n",
      "- ［x］ one of `a`\n- [x] [three](#t)\n", "- [x]\n  one of `a`\n- [x] [three](#t)\n",
    ])
  func understood(_ answer: String) throws {
    let found = try grade(answer)
    #expect(found.status == .passed && found.points == 4, "\(found)")
  }

  @Test(
    "What cannot be told is not guessed: the line is named",
    arguments: [
      ("- [x] one of `a`\n- [three](#t) [x]\n", 3), ("- [x] one of `a`\n- (x) [three](#t)\n", 3),
      ("- [x] one of `a`\n- [ ] [x] [three](#t)\n", 3), ("- [x] one of `a`\n- [three](#t) ✓\n", 3),
      ("- [x] one of `a`\n- x [three](#t)\n", 3), ("- [x] one of `a`\n\n(x) > 4\n", 4),
      ("- [x] one of `a`\n<!--\n- [x] > 4\n", 3), ("- [x] one of `a`\n- yes: > 4\n", 3),
      ("- [x] one of `a` and more\n", 2), ("- [-] one of `a`\n", 2),
    ])
  func notUnderstood(_ answer: String, _ line: Int) throws {
    let found = try grade(answer)
    #expect(found.status == .unreadable && found.points == 0 && found.line == line, "\(found)")
  }

  @Test(
    "What an author has written and no page shows as it is meant is a fault, exactly there",
    arguments: [
      FaultCase(
        "a comment in an option", "- [ ] one 1️⃣<!-- right -->\n- [ ] two\n", "a comment, which learners can read"),
      FaultCase("a comment of its own", "- [ ] one\n1️⃣<!-- right -->\n- [ ] two\n", "a comment"),
      FaultCase("a nested list", "- [ ] one\n  1️⃣- [ ] part\n- [ ] two\n", "a list within the list"),
      FaultCase("a nested numbered list", "- [ ] one\n  1️⃣1. part\n- [ ] two\n", "a list within the list"),
      FaultCase("a second paragraph", "- [ ] one\n\n  1️⃣more\n- [ ] two\n", "a second paragraph"),
      FaultCase("words below", "- [ ] one\n- [ ] two\n\n1️⃣Tick one.\n", "this line is no option"),
      FaultCase("words above", "1️⃣Tick one.\n\n- [ ] one\n- [ ] two\n", "this line is no option"),
      FaultCase("a heading", "- [ ] one\n1️⃣# Then\n- [ ] two\n", "a heading"),
      FaultCase("a quotation", "- [ ] one\n1️⃣> said\n- [ ] two\n", "a quotation"),
      FaultCase("a block of code", "- [ ] one\n  1️⃣~~~\n  let a = 1\n  ~~~\n- [ ] two\n", "a block of code"),
      FaultCase("a rule", "- [ ] one\n\n1️⃣***\n\n- [ ] two\n", "a rule"),
      FaultCase("a link in the place of a box", "1️⃣- [a](#t)\n- [ ] two\n- [ ] one\n", "this line is no option"),
      FaultCase("a box of another kind", "1️⃣- [?] one\n- [ ] two\n- [ ] three\n", "this line is no option"),
    ])
  func faults(_ example: FaultCase) throws {
    let marked = MarkedText("# Title\n\n```choice a\n\(example.sample)```\n")
    let found = try lesson(marked.text).starterFaults
    #expect(found.first?.place == (try #require(marked.places["1️⃣"])), "\(found.map(\.words))")
    for word in example.words { #expect(found.first?.words.contains(word) == true, "\(found.map(\.words))") }
  }

  @Test("An option over two lines, other bullets, numbers and an indented list are none")
  func sound() throws {
    for list in [
      "- [ ] one,\n  broken\n- [ ] `two`\n", "* [ ] one\n+ [ ] [two](#t)\n", "1. [ ] one\n2. [ ] **two**\n",
      "    - [ ] one\n    - [ ] two\n", "- [ ] one\n\n- [ ] two\n", "- [ ] > 4\n- [ ] # 5\n- [ ] - 6\n",
    ] {
      #expect(try lesson("# Title\n\n```choice a\n\(list)```\n").starterFaults.isEmpty, "\(list)")
    }
  }

  @Test(
    "An option's words are words whatever they begin with",
    arguments: [
      "> 4", "# of kernels", "- 2", "+ 2", "* 2", "1. of all", "2) twice", "~~~ x", "= 3", "3.5", "`a`", "*a*",
    ])
  func paragraphs(_ words: String) throws {
    let item = try #require(TaskList("- [ ] \(words)\n").items.first)
    #expect(item.text == words)
    let shown = words == "*a*" ? "a" : words == "`a`" ? "a" : words
    #expect(MarkdownTree(item.markdown).words.split(separator: "\n") == [Substring(shown)])
  }
}
