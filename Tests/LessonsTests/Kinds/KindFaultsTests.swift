import Reading
import Reporting
import Testing

@Suite("Every fault of an exercise that is not answered in Swift names its place")
struct KindFaultsTests {
  private static let options = "- [ ] one\n- [ ] two\n- [ ] three\n"
  private static let choice = "```choice a\n\(options)```\n\n"
  private static let right = "```solution a\n- [ ] one\n- [x] two\n- [ ] three\n```\n\n"

  @Test(
    "One fault, exactly there",
    arguments: [
      FaultCase(
        "a choice without a name", "```1️⃣choice\n\(options)```\n", "this choice has no name", "choice largest-layer"),
      FaultCase("a number without a name", "```1️⃣number points=2\n___\n```\n", "this number has no name"),
      FaultCase(
        "a text's options", "```text a 1️⃣tolerance=1\n___\n```\n", "'tolerance=1' does not belong", "only points="),
      FaultCase("a choice's options", "```choice a 1️⃣forbids=x\n\(options)```\n", "does not belong", "points=, pick="),
      FaultCase("a pick that is none", "```choice a 1️⃣pick=two\n\(options)```\n", "makes no sense as pick", "pick=one"),
      FaultCase("words behind a solution", choice + "```solution a 1️⃣b\n- [x] one\n- [ ] two\n```\n", "takes nothing"),
      FaultCase("a solution without an exercise", "```solution 1️⃣a\n- [x] one\n- [ ] two\n```\n", "no such exercise"),
      FaultCase(
        "a solution in Swift", choice + "```swift solution 1️⃣a\n1\n```\n", "'a' is a choice", "same list ticked"),
      FaultCase("a check of a choice", choice + "```swift check 1️⃣a\n1\n```\n", "'a' is a choice"),
      FaultCase("a rubric of a choice", choice + "```rubric 1️⃣a\n- [ ] x (1)\n```\n", "'a' is a choice"),
      FaultCase(
        "a list for a number", "```number a\n___ b\n```\n```solution 1️⃣a\n3\n```\n", "'a' is a number", "expression"),
      FaultCase("two solutions", choice + right + "```solution 1️⃣a\n- [x] one\n- [ ] two\n```\n", "already a solution"),
      FaultCase("nothing ticked", choice + "1️⃣```solution a\n\(options)```\n", "nothing is ticked", "[x]"),
      FaultCase("all ticked", choice + "1️⃣```solution a\n- [x] one\n- [x] two\n```\n", "everything is ticked"),
      FaultCase("one option", choice + "1️⃣```solution a\n- [x] one\n```\n", "leaves no choice"),
      FaultCase("no boxes", choice + "```solution a\n- [x] one\n1️⃣- two\n- [ ] three\n```\n", "is no option"),
      FaultCase("the same twice", choice + "```solution a\n- [x] one\n1️⃣- [ ] one\n```\n", "stands here twice"),
      FaultCase(
        "two ticked of one",
        "```choice a pick=one\n\(options)```\n```solution a\n- [x] one\n1️⃣- [x] two\n- [ ] three\n```\n",
        "more than one option is right"),
      FaultCase("advice for nothing", choice + right + "```advice a\n1️⃣4. No.\n```\n", "no option 4", "from 1 to 3"),
      FaultCase(
        "advice for what is right", choice + right + "```advice a\n1. No.\n1️⃣2. Yes.\n```\n", "option 2 of 'a' is right"),
      FaultCase("advice twice", choice + right + "```advice a\n1. No.\n1️⃣1. No!\n```\n", "advice for option 1 above"),
      FaultCase("advice without a number", choice + right + "```advice a\n1️⃣No.\n```\n", "this is no advice"),
      FaultCase("a rubric without points", "```text a\n```\n```rubric a\n1️⃣- [ ] x\n```\n", "no points", "(1 point)"),
      FaultCase(
        "a rubric's sum", "```text a points=3\n```\n1️⃣```rubric a\n- [ ] x (1)\n- [ ] y (1)\n```\n", "add up to 2",
        "3 points"),
      FaultCase(
        "two rubrics", "```text a\n```\n```rubric a\n- [ ] x (1)\n```\n```rubric 1️⃣a\n- [ ] y (1)\n```\n",
        "already a rubric"),
      FaultCase("an empty solution", "```order a\n---\nx\n```\n1️⃣```solution a\n```\n", "the solution of 'a' is empty"),
      FaultCase(
        "an order that runs without a check", "```order 1️⃣a\n---\nlet x = 1\n```\n```swift solution a\nlet x = 1\n```\n",
        "nothing compares"),
      FaultCase("a solution in capitals", choice + "1️⃣```Solution a\n- [x] one\n```\n", "must not see", "```solution a"),
      FaultCase(
        "a solution in the plural", choice + "1️⃣```solutions a\n- [x] one\n```\n", "must not see", "```solution a"),
      FaultCase("a solution mistyped", choice + "1️⃣```soluton a\n- [x] one\n```\n", "must not see", "```solution a"),
      FaultCase("a solution behind a dot", choice + "1️⃣```.solution a\n- [x] one\n```\n", "must not see"),
      FaultCase(
        "a solution with another blank", choice + "1️⃣```solution\u{A0}a\n- [x] one\n```\n", "must not see",
        "```solution a"),
      FaultCase("a solution between quotes", choice + "1️⃣\u{B4}\u{B4}\u{B4}solution a\n", "must not see"),
      FaultCase("a solution that is indented", choice + "    1️⃣```Solution a\n", "must not see"),
      FaultCase("a rubric mistyped", "```text a\n```\n1️⃣```rubrik a\n- [ ] x (1)\n```\n", "must not see", "```rubric a"),
      FaultCase(
        "a check without Swift", "```swift exercise a answer=x\nlet x = ___\n```\n1️⃣```check a hidden\n```\n",
        "must not see"),
      FaultCase(
        "a solution of code without Swift",
        "```swift exercise a answer=x\nlet x = ___\n```\n1️⃣```Solution a\nlet x = 1\n```\n", "```swift solution a"),
      FaultCase(
        "a need that cannot run", choice + right + "```swift exercise b answer=x needs=1️⃣a\nlet x = ___\n```\n",
        "is no code"),
    ])
  func single(_ example: FaultCase) throws {
    let marked = MarkedText("# Title\n\n" + example.sample)
    let found = faults(in: marked.text)
    #expect(found.map(\.place) == [try #require(marked.places["1️⃣"])], "\(found.map(\.words))")
    for word in example.words {
      #expect(found.first?.words.contains(word) == true, "'\(word)' is not in: \(found.map(\.words))")
    }
  }

  @Test(
    "What learners get is looked at where it is the author's own",
    arguments: [
      FaultCase(
        "a starter that is ticked", "```choice a\n- [ ] one\n1️⃣- [x] two\n- [ ] three\n```\n" + right, "ticked already"),
      FaultCase(
        "another option", "```choice a\n- [ ] one\n1️⃣- [ ] too\n- [ ] three\n```\n" + right, "does not have 'too'"),
      FaultCase("a number without a blank", "```number a\n1️⃣many weights\n```\n", "no blank"),
      FaultCase("a number with two blanks", "```number a\n1️⃣___ × ___\n```\n", "2 blanks"),
      FaultCase("a number of two lines", "1️⃣```number a\n___ x\n___ y\n```\n", "not one line"),
      FaultCase(
        "a line that is not offered", "```order a\n---\nx\n```\n```solution a\nx\n1️⃣y\n```\n",
        "does not offer the line 'y'"),
    ])
  func starter(_ example: FaultCase) throws {
    let marked = MarkedText("# Title\n\n" + example.sample)
    let found = try lesson(marked.text).starterFaults
    #expect(found.first?.place == (try #require(marked.places["1️⃣"])), "\(found.map(\.words))")
    for word in example.words { #expect(found.first?.words.contains(word) == true, "\(found.map(\.words))") }
  }

  @Test("What nobody could take for a solution is shown as it stands")
  func listings() throws {
    let text =
      "# T\n\n\(Self.choice)```python\nx\n```\n\n```json b\n{}\n```\n\n````markdown\n```solution a\n```\n````\n"
    #expect(faults(in: text).isEmpty)
  }

  @Test("A bare 'text' is a language")
  func language() throws {
    #expect(try lesson("# T\n\n```text\nx\n```\n").exercises.isEmpty)
  }
}
