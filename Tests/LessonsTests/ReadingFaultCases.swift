import Testing

/// A faulty text and what is said about it.
struct FaultCase: CustomTestStringConvertible, Sendable {
  var name: String
  /// What follows the title, with 1️⃣ where the fault is.
  var sample: String
  /// What the problem and the advice say, among other words.
  var words: [String]

  var testDescription: String { name }

  init(_ name: String, _ sample: String, _ words: String...) {
    (self.name, self.sample, self.words) = (name, sample, words)
  }

  static let all = roles + outputs + names + strays + options + values + needs + fences + places

  private static let roles = [
    FaultCase("unknown role", "```swift 1️⃣exampel\n```\n", "'exampel' is no role", "did you mean 'example'?", "mistake"),
    FaultCase("unknown role, nothing near", "```swift 1️⃣xyz\n```\n", "'xyz'", "The roles are example, setup, exercise"),
    FaultCase("role with a capital", "```swift 1️⃣Setup\n```\n", "did you mean 'setup'?"),
    FaultCase("role after tabs and blanks", "```\t swift  \t1️⃣demo\n```\n", "'demo' is no role"),
    FaultCase(
      "unknown role of an exercise: its parts are not blamed",
      "```swift 1️⃣excercise sum\n```\n```swift solution sum\n```\n```swift check sum\n```\n```hint sum\n```\n",
      "did you mean 'exercise'?"),
    FaultCase(
      "text after an example's name", "```swift example first 1️⃣again\n```\n", "'again' does not belong here",
      "nothing but a name"),
    FaultCase(
      "two examples of one name", "```swift example a\n```\n```swift example 1️⃣a\n```\n",
      "already an example named 'a', on line"),
    FaultCase("an example's name in capitals", "```swift example 1️⃣Maps\n```\n", "'maps'"),
    FaultCase(
      "text after setup", "```swift setup 1️⃣first\n```\n", "'first' does not belong here", "neither name"),
    FaultCase(
      "mistake without advice", good("a") + "```swift mistake 1️⃣a\n1  // Not this.\n```\n", "mistake of 'a' has no"),
    FaultCase("mistake with an empty advice", good("a") + "```swift mistake 1️⃣a\n//\n1\n```\n", "has no advice", "'//'"),
  ]

  private static let outputs = [
    FaultCase("text after output", "```swift example\n```\n```output 1️⃣first\n```\n", "output block takes no name"),
    FaultCase("output without example", "```1️⃣output\n1\n```\n", "belongs to no example", "below a 'swift example'"),
    FaultCase("two outputs", "```swift example\n```\n```output\n```\n\n```1️⃣output\n```\n", "at most one"),
    FaultCase("output after setup", "```swift setup\n```\n```1️⃣output\n```\n", "belongs to no example"),
    FaultCase("output after a heading", "```swift example\n```\n## H\n```1️⃣output\n```\n", "belongs to no example"),
    FaultCase(
      "output after a listing", "```swift example\n```\n```\nx\n```\n```1️⃣output\n```\n", "belongs to no example"),
    FaultCase("output after an unknown role", "```swift 1️⃣exmaple\n```\n```output\n```\n", "did you mean 'example'?"),
  ]

  private static let names = [
    FaultCase(
      "exercise without name", "```swift 1️⃣exercise\n```\n", "this exercise has no name", "swift exercise feature"),
    FaultCase("exercise with options only", "```swift 1️⃣exercise points=2\n```\n", "this exercise has no name"),
    FaultCase("solution without name", "```swift 1️⃣solution\n```\n", "this solution has no name"),
    FaultCase("check without name", "```swift 1️⃣check\n```\n", "this check has no name"),
    FaultCase("hidden check without name", "```swift 1️⃣check hidden\n```\n", "this check has no name"),
    FaultCase("mistake without name", "```swift 1️⃣mistake\n// A.\n```\n", "this mistake has no name"),
    FaultCase("hint without name", "```1️⃣hint\nx\n```\n", "a hint takes the name of its exercise"),
    FaultCase("hint with two names", "```hint sum 1️⃣other\nx\n```\n", "nothing else"),
    FaultCase(
      "name with capitals", "```swift exercise 1️⃣FeatureMap\n```\n", "'FeatureMap' is not a name", "'feature-map'"),
    FaultCase("name with underscores", "```swift exercise 1️⃣feature_map\n```\n", "write it like 'feature-map'"),
    FaultCase("name with hyphens at its ends", "```swift exercise 1️⃣-a--b-\n```\n", "write it like 'a-b'"),
    FaultCase("name that starts with a digit", "```swift exercise 1️⃣2-sums\n```\n", "write it like 'sums'"),
    FaultCase("name in another script", "```swift exercise 1️⃣합계\n```\n", "'합계' is not a name", "'feature-map'"),
    FaultCase("name of a hint", "```hint 1️⃣Sum\n```\n", "'Sum' is not a name", "'sum'"),
    FaultCase(
      "endless name", "```swift exercise 1️⃣\(String(repeating: "a", count: 65)) answer=x\n```\n", "longer than 64",
      "shorten"),
  ]

  private static let strays = [
    FaultCase(
      "endless options", "1️⃣```swift exercise a \(String(repeating: " points=1", count: 200))\n```\n",
      "longer than 1000 bytes", "nothing else"),
    FaultCase("two exercises", good("a") + "```swift exercise 1️⃣a answer=x\n```\n", "an exercise named 'a', on line 3"),
    FaultCase(
      "two solutions", good("a") + "```swift solution a\n```\n```swift solution 1️⃣a\n```\n",
      "a solution named 'a', on line 6"),
    FaultCase("solution without exercise", good("sum") + "```swift solution 1️⃣summ\n```\n", "did you mean 'sum'?"),
    FaultCase("check without exercise", "```swift check 1️⃣sum\n```\n", "a check for 'sum'", "Add 'swift exercise sum'"),
    FaultCase("mistake without exercise", good("sum") + "```swift mistake 1️⃣smu\n// A.\n```\n", "did you mean 'sum'?"),
    FaultCase("hint without exercise", good("sum") + "```hint 1️⃣su\n```\n", "a hint for 'su'", "did you mean 'sum'?"),
  ]

  private static let options = [
    FaultCase("nothing to compare", "```swift exercise 1️⃣sum\n```\n", "nothing compares the exercise 'sum'", "answer="),
    FaultCase("unknown option", "```swift exercise a answer=x 1️⃣pionts=2\n```\n", "no option", "did you mean 'points'?"),
    FaultCase("option of a solution", good("a") + "```swift solution a 1️⃣points=2\n```\n", "no option of a solution"),
    FaultCase("option of an example", "```swift example 1️⃣points=2\n```\n", "no option of an example"),
    FaultCase(
      "option of a check", good("a") + "```swift check a 1️⃣timeout=2\n```\n", "no option of a check", "'hidden'"),
    FaultCase("repeated option", "```swift exercise a answer=x points=1 1️⃣points=2\n```\n", "'points' is given twice"),
    FaultCase("repeated hidden", good("a") + "```swift check a hidden 1️⃣hidden\n```\n", "'hidden' is given twice"),
    FaultCase("option without equals sign", "```swift exercise a answer=x 1️⃣points\n```\n", "no value", "points=VALUE"),
    FaultCase("option without value", "```swift exercise a answer=x 1️⃣points=\n```\n", "'points' has no value"),
    FaultCase("needs without value", "```swift exercise a answer=x 1️⃣needs=\n```\n", "'needs' has no value"),
    FaultCase("a second name", "```swift exercise a 1️⃣b answer=x\n```\n", "'b' does not belong here"),
    FaultCase("hidden exercise", "```swift exercise a answer=x 1️⃣hidden\n```\n", "only a check can be hidden"),
  ]

  private static let values = [
    FaultCase("negative points", "```swift exercise a answer=x 1️⃣points=-1\n```\n", "'-1' makes no sense as points"),
    FaultCase("points in words", "```swift exercise a answer=x 1️⃣points=two\n```\n", "'two' makes no sense", "points=2"),
    FaultCase("points without end", "```swift exercise a answer=x 1️⃣points=inf\n```\n", "'inf' makes no sense"),
    FaultCase("points that are no number", "```swift exercise a answer=x 1️⃣points=nan\n```\n", "'nan' makes no sense"),
    FaultCase(
      "points in hexadecimal", "```swift exercise a answer=x 1️⃣points=0x10\n```\n", "'0x10' makes no sense as points"),
    FaultCase("grouped points", "```choice a 1️⃣points=1_000\n```\n", "'1_000' makes no sense as points"),
    FaultCase("points with an exponent", "```text a 1️⃣points=1e2\n```\n", "'1e2' makes no sense", "in decimal digits"),
    FaultCase("points with a sign", "```order a 1️⃣points=+3\n```\n", "'+3' makes no sense as points"),
    FaultCase("points in other digits", "```number a 1️⃣points=٣\n```\n", "'٣' makes no sense as points"),
    FaultCase("points without a whole part", "```swift exercise a answer=x 1️⃣points=.5\n```\n", "'.5' makes no sense"),
    FaultCase(
      "time with an exponent", "```swift exercise a answer=x 1️⃣timeout=1e2\n```\n", "'1e2' makes no sense as timeout"),
    FaultCase(
      "tolerance in hexadecimal", "```number a 1️⃣tolerance=0x1p-3\n```\n", "'0x1p-3' makes no sense as tolerance"),
    FaultCase(
      "negative tolerance", "```swift exercise a answer=x 1️⃣tolerance=-0.1\n```\n", "as tolerance", "tolerance=0.01"),
    FaultCase("tolerance with unit", "```swift exercise a answer=x 1️⃣tolerance=1%\n```\n", "'1%' makes no sense"),
    FaultCase("no time", "```swift exercise a answer=x 1️⃣timeout=0\n```\n", "as timeout", "to 600"),
    FaultCase("too much time", "```swift exercise a answer=x 1️⃣timeout=601\n```\n", "as timeout"),
    FaultCase(
      "answer that is no identifier", "```swift exercise a 1️⃣answer=a.b\n```\n", "'a.b' is no name of a variable"),
    FaultCase("answer that is a keyword", "```swift exercise a 1️⃣answer=let\n```\n", "'let' is no name of a variable"),
    FaultCase("answer that is no name", "```swift exercise a 1️⃣answer=_\n```\n", "'_' is no name", "answer=featureMap"),
  ]

  private static let needs = [
    FaultCase(
      "needs an unknown", good("sum") + "```swift exercise b answer=x needs=1️⃣summ\n```\n", "did you mean 'sum'?"),
    FaultCase("needs itself", "```swift exercise b answer=x needs=1️⃣b\n```\n", "'b' needs itself"),
    FaultCase("needs one below", "```swift exercise a answer=x needs=1️⃣b\n```\n" + good("b"), "an exercise below it"),
    FaultCase(
      "needs a cycle", "```swift exercise a answer=x needs=1️⃣b\n```\n```swift exercise b answer=x needs=a\n```\n",
      "below it"),
    FaultCase(
      "needs an endless chain",
      good("a0")
        + (1...33).map { "```swift exercise a\($0) answer=x needs=\($0 == 33 ? "1️⃣" : "")a\($0 - 1)\n```\n" }.joined(),
      "more than 32 exercises"),
  ]

  private static let fences = [
    FaultCase("unclosed cell", "1️⃣```swift example\nlet a = 1\n", "never closed", "a line of ```"),
    FaultCase("unclosed at the very end", "1️⃣```swift example", "never closed"),
    FaultCase("unclosed listing", "1️⃣```\nlet a = 1\n\n\n", "never closed"),
    FaultCase("unclosed tildes", "1️⃣~~~~swift example\n1\n~~~\n", "never closed", "a line of ~~~~"),
    FaultCase("closed by the wrong mark", "1️⃣```swift example\n1\n~~~\n", "never closed"),
    FaultCase("closed by too few", "1️⃣````swift example\n1\n```\n", "never closed", "````"),
    FaultCase("closed by an indented fence", "1️⃣```swift example\n1\n    ```\n", "never closed"),
    FaultCase("closed by a fence with words", "1️⃣```\n1\n``` end\n", "never closed"),
    FaultCase("unclosed above a cell", "1️⃣```swift example\n\n```swift example\n```\n", "not closed before line 5"),
    FaultCase("unclosed above a listing", "1️⃣```swift example\n\n```text\n```\n", "not closed before line 5"),
    FaultCase("listing unclosed above a cell", "1️⃣```swift\n\n```swift example\n```\n", "not closed before line 5"),
  ]

  private static let places = [
    FaultCase(
      "cell in a list", "- Item\n\n  1️⃣```swift example\n  1\n  ```\n", "inside a list or a quote", "the left margin"),
    FaultCase("cell in a quote", "> 1️⃣```swift example\n> 1\n> ```\n", "inside a list or a quote"),
    FaultCase("mistake in a quote", good("a") + "> 1️⃣```swift mistake a\n> // Why.\n> 1\n> ```\n", "inside a list"),
    FaultCase("cell deep inside", "> - > 1️⃣```swift example\n", "inside a list or a quote"),
    FaultCase("hint in a list", good("a") + "1. 1️⃣```hint a\n   x\n   ```\n", "this hint block stands inside"),
    FaultCase(
      "output in a list", "```swift example\n```\n- 1️⃣```output\n  1\n  ```\n", "this output block stands inside"),
    FaultCase("indented cell", "   1️⃣```swift example\n   1\n   ```\n", "away from the left margin"),
    FaultCase("cell that is an indented block", "    1️⃣```swift example\n    1\n    ```\n", "away from the left margin"),
    FaultCase("cell indented by a tab", "\t1️⃣```swift setup\n\t1\n", "away from the left margin"),
    FaultCase(
      "bullets nested too deeply", "1️⃣" + String(repeating: "+ ", count: 101), "nested too deeply", "column 200"),
    FaultCase("quotes nested too deeply", "1️⃣" + String(repeating: ">", count: 201), "nested too deeply"),
    FaultCase(
      "numbers nested too deeply by tabs", "1️⃣" + String(repeating: "\t", count: 50) + "1) a\n", "nested too deeply"),
  ]
}

/// An exercise of three lines that is in order.
private func good(_ name: String) -> String {
  "```swift exercise \(name) answer=x\nlet x = ___\n```\n"
}
