import Foundation
import Grading
import Reporting
import Testing

/// Each message is the installed compiler's own, of code that a beginner could have written.
@Suite("The compiler's messages in plain words")
struct PlainWordsTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var code: String
    /// A part of the words that tells them from all others.
    var words: String
    var testDescription: String { code }

    init(_ code: String, _ words: String) { (self.code, self.words) = (code, words) }
  }

  private static let cases = [
    Case("func f() { return 3 }", "Write -> and the type"),
    Case("let n = 3\n let d: Double = n", "write Double(…) around the Int"),
    Case("let n = 3\n let d: Double = n / 2", "around each Int before it is divided"),
    Case("let n: Int = 3.5", "Write Int(…) around it"),
    Case("let n = 3; let d = 2.5\n print(n + d)", "one is an Int (whole), the other a Double"),
    Case("let a: Double = \"1.5\"", "Write a number, without quotes"),
    Case("let a: Double = Tensor(\"1 2\")", "One number of a Tensor is taken out with an index"),
    Case("let a: Double = [1.0, 2.0]", "Take one of them, with an index"),
    Case("let a: [Double] = 1.0", "Put it into brackets"),
    Case("let t: Tensor = [1, 2]", "Write Tensor(…) around the list"),
    Case("let l: [Int] = [1, 2.5]", "Each element of the list is to be an Int"),
    Case("func f() -> [Double] { return [1, 2].map { Int($0) } }", "The braces are to give a Double"),
    Case("func f() -> (Int, Int) { return 3 }", "The function promises (Int, Int)"),
    Case("let m: Int = [1, 2].max()", "may be nil"),
    Case("let l: [Int]? = nil\n print(l.count)", "Write ! before the dot"),
    Case("let x: Int = nil", "nil says that there is nothing"),
    Case("guard let x = 3 else { fatalError() }", "Use it as it is, with let"),
    Case("let x = 3\n x = 4", "'x' cannot be changed"),
    Case("let l = [1]\n l.append(2)", "'l' cannot be changed"),
    Case("func f(_ l: [Int]) { l[0] = 3 }", "var copy = l"),
    Case("for i in 0..<3 { i += 1 }", "'i' cannot be changed"),
    Case("let fase = 1\n print(face + 1)", "Did you mean 'fase'?"),
    Case("let t = tensor(\"1 2\")", "Did you mean 'Tensor'?"),
    Case("let s: string = \"a\"", "Did you mean 'String'?"),
    Case("print(Tensor(\"1 2\").crossCorelated(with: 2))", "Did you mean 'crossCorrelated'?"),
    Case("print(relu(Tensor(\"1 2\")))", "called on a Tensor, behind a dot"),
    Case("let p = [softmax]", "called on a Tensor, behind a dot"),
    Case("let p: [LayerPlan] = [flatten, .softmax]", "Write a dot before it: .flatten"),
    Case("print(len([1, 2]))", "Write list.count"),
    Case("print([1, 2].length)", "Write .count"),
    Case("print([1, 2].sum())", "A Tensor has: write Tensor(…)"),
    Case("let x = True", "with a small letter"),
    Case("let x = Math.sqrt(2)", "Write the function alone"),
    Case("print(b)\n let b = 3", "Move that line up"),
    Case("let x = 3; let x = 4", "'x' is declared twice"),
    Case("let class = 3", "a word of Swift's own"),
    Case("func f(a: Int) -> Int { a }\n print(f(3))", "Write a: before the value"),
    Case("func f(_ a: Int) -> Int { a }\n print(f(a: 3))", "Delete a:"),
    Case("func f(a: Int, b: Int) -> Int { a }\n print(f(a: 3, c: 3))", "the function wants a: b:"),
    Case("func f(a: Int, b: Int) -> Int { a }\n print(f(b: 3, a: 3))", "Put a: before b:"),
    Case("func f(a: Int, b: Int) -> Int { a }\n print(f(a: 3))", "Add b: and a value"),
    Case("func f(_ a: Int) -> Int { a }\n print(f(3, 4))", "one value too many"),
    Case("func f() -> Int { 3 }\n print(f(3))", "Leave the brackets empty"),
    Case("print(max([1, 2]))", "too few values"),
    Case("func f(_ l: inout [Int]) {}\n var q = [1]\n f(q)", "Write & before the name"),
    Case("print([1, 2](0))", "write [ ] instead of ( )"),
    Case("let a = 2.5\n print(a(3))", "write * in between"),
    Case("let m: Double = Tensor(\"1 2\").max", "Write () behind its name"),
    Case("let t = (1, 2)\n print(t[0])", "called .0 and .1"),
    Case("let x = 5\n print(x[0])", "already a single number"),
    Case("let x = 1\n if x { print(x) }", "Compare it with something"),
    Case("let x: Bool = 1", "Write true or false"),
    Case("var x = 1\n if x = 2 { print(x) }", "To compare two values, write =="),
    Case("if Tensor(\"1 2\") == 3 { print(1) }", "`==` does not work with a Tensor"),
    Case("let a = [1, 2] + 1", "does not work with a list as a whole"),
    Case("print(\"a\" + 1)", "Write a value within a text"),
    Case("print(5.0 % 2.0)", "for whole numbers only"),
    Case("for i in 3 { print(i) }", "Write a range"),
    Case("let l = [1, \"a\"]", "must all be of the same type"),
    Case("var l = []", "does not say what it is to hold"),
    Case("let y: Int = 3.5 as Int", "Write Int(…) around the value"),
    Case("let y = if 1 > 2 { 3 } else { 4.5 }", "Both branches must give the same type"),
    Case("let y: Int = if 1 > 2 { 3 }", "Write else { … }"),
    Case("switch 3 { case 1: print(1) }", "Add default:"),
    Case("let a = 2 × 3", "Put * in place of ×"),
    Case("var x = 5\n x++", "Write += 1"),
    Case("let x = 2 ** 3", "Swift has no sign for powers"),
    Case("let r = 0..3", "A range is written 0..<3"),
    Case("let a = 480 x 640", "If the x is to multiply, write *"),
    Case("let a = [1 2 3]", "Write a comma there"),
    Case("let a = 48,120", "write large numbers without commas"),
    Case("let x =1", "Write a blank on both sides of ="),
    Case("print((1 + 2)", "Write ) where it is to end"),
    Case("let x = 3 +", "Behind the last sign something is missing"),
    Case("let s = 'abc'", "Write \" instead of '"),
    Case("let s = \"abc", "Write \" at its end"),
    Case("let x = .5", "Write 0.5"),
    Case("var x", "neither a value nor a type"),
    Case("if 1 < 2 print(1)", "stands in braces"),
    Case("for (int m = 0; m < 3; m++) { print(m) }", "Swift counts with a range"),
    Case("def f(x): return x", "Swift declares a function with func"),
    Case("count = 0", "Write let before it"),
    Case("let sum: Double = sum([1.0, 2.0])", "Write tensor.sum(), or list.reduce(0, +)"),
    Case("let size: Int = size(3)", "the name that this very line declares"),
    Case("print(ln(2.0))", "Swift writes log(x)"),
    Case("let t: Tensor = \"1 2\"", "Write Tensor(…) around the text"),
    Case("func f(_ t: Tensor) -> [Double] { t }", "are .scalars"),
    Case("func f() -> [Int] { (1, 2) }", "write [ ] in place"),
    Case("let scores = [1.0]\n print(scores.map { score in exp(scores) })", "'scores' is a whole list, and 'score'"),
    Case("print(int(2.5))", "Swift writes Int(x)"),
    Case("print(np.exp(2.5))", "Swift needs no 'np.'"),
    Case("print(np.zeros(2))", "NumPy is no part of Swift"),
    Case("print(log2(8.0))", "log(x) / log(2)"),
    Case("print(round(2.5))", "x.rounded()"),
    Case("print(smooth(2.5))", "There is no function called 'smooth' here"),
    Case("print(2.length)", "Look for a typing error"),
    Case("let l: [[Double]] = [[1]]\n print(l.T)", "A Tensor has: write Tensor(…)"),
    Case("let l: [Tensor] = []\n print(l.mean())", "Look for a typing error"),
    Case("if (1 > 2 and 3 > 2) { }", "Write &&"),
    Case("print((480 x 640))", "If the x is to multiply, write *"),
    Case("print(floor(2.5))", "x.rounded(.down)"),
    Case("let t = zeros(3, 3)", "Tensor(repeating: 0, shape: […])"),
    Case("print(Tensor(\"1 2\").meanPooled())", "Did you mean 'averagePooled'?"),
    Case("func f() -> Double { return print(3.0) }", "return is what hands it over"),
    Case("let f: (Tensor) -> Double = 3.0", "(Tensor) -> Double, a function"),
    Case(
      "func f(of n: Int, padding p: Int) -> Int { n + 2 * padding }", "Inside of the function the value is called 'p'"),
    Case("func f(of n: Int) -> Int { of + 1 }", "Inside of the function the value is called 'n'"),
    Case("for m in 0..<3 { print(x) }", "Look for a typing error, or declare it before"),
    Case("for m in range(0, 9, 2) { print(m) }", "stride(from: 0, to: n, by: 2)"),
    Case("var l = [1]\n l = l.append(2)", "such as print or append, has no value"),
    Case("let a = 6 ÷ 3", "Put / in place of ÷"),
    Case("let afterSobel Double = 0", "Write a colon between a name and its type"),
  ]

  /// The compiler's errors about each case: one call for all, since most of its time goes into starting.
  private static let errors: [[(message: String, code: CodeAround)]] = {
    let folder = FileManager.default.temporaryDirectory.appending(path: "plain-words-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    guard let output = try? compile(in: folder) else { return [] }
    return cases.indices.map { index in
      output.split(separator: "\n").compactMap { line -> (String, CodeAround)? in
        guard let match = line.firstMatch(of: /case-(\d+)\.swift:(\d+):(\d+): error: (.*)/), Int(match.1) == index,
          let row = Int(match.2), let column = Int(match.3)
        else { return nil }
        let lines = source(cases[index]).split(separator: "\n", omittingEmptySubsequences: false)
        return (String(match.4), CodeAround(line: String(lines[row - 1]), column: column, sources: [cases[index].code]))
      }
    }
  }()

  private func explained(_ message: String, _ code: CodeAround) -> String? {
    Explanation(of: message, code).map(Words().explanation)
  }

  private static func source(_ sample: Case) -> String {
    let name = cases.firstIndex { $0.code == sample.code } ?? 0
    return "import MiniCNN\nfunc wrap\(name)() {\n\(sample.code)\n}\n"
  }

  private static func compile(in folder: URL) throws -> String {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let files = cases.indices.map { folder.appending(path: "case-\($0).swift") }
    for (sample, file) in zip(cases, files) { try Data(source(sample).utf8).write(to: file) }
    let modules = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appending(path: "Modules").path
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments =
      ["swiftc", "-typecheck", "-wmo", "-swift-version", "5", "-diagnostic-style", "llvm", "-I", modules]
      + files.map(\.path)
    let pipe = Pipe()
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self)
  }

  @Test("what it means and what to do", arguments: cases)
  func words(sample: Case) throws {
    let index = try #require(Self.cases.firstIndex { $0.code == sample.code })
    try #require(Self.errors.indices.contains(index))
    let errors = Self.errors[index]
    let words = errors.compactMap { explained($0.message, $0.code) }
    #expect(words.contains { $0.contains(sample.words) }, "\(errors.map(\.message)): \(words)")
    #expect(words.allSatisfy { $0.count < 300 && ($0.hasSuffix(".") || $0.hasSuffix("?") || $0.last != " ") })
  }

  @Test(
    "messages that take long to come, or come last",
    arguments: [
      (
        "the compiler is unable to type-check this expression in reasonable time; "
          + "try breaking up the expression into distinct sub-expressions", "Split it up"
      ),
      ("missing return in local function expected to return '[[Double]]'", "Write return and the result"),
      ("variable 'sum' used before being initialized", "Give it one where it is declared"),
    ])
  func late(message: String, words: String) throws {
    #expect(try #require(explained(message, CodeAround())).contains(words))
  }

  @Test("nothing is said to what is not known")
  func unknown() {
    #expect(explained("something went wrong in 'map'", CodeAround()) == nil)
    #expect(Explanation(ofTrap: "my own message") == nil)
  }

  @Test(
    "of what the compiler guesses where it has lost its way, nothing is said",
    arguments: [
      "referencing operator function '-' on 'SIMD' requires that 'Tensor' conform to 'SIMD'",
      "binary operator '+' cannot be applied to operands of type 'Duration' and 'Int'",
      "cannot convert return expression of type 'Duration' to return type '[Double]'",
      "cannot find 'log2x' in scope",
    ])
  func guesses(message: String) {
    let words = explained(message, CodeAround(line: "return log2x(a)", column: 8))
    #expect(words.map { !$0.contains("Did you mean") && !$0.contains("Duration") && !$0.contains("Tensor") } ?? true)
  }

  @Test(
    "why a program stopped",
    arguments: [
      ("Index out of range", "number 0 to count - 1"), ("Division by zero", "divided by 0"),
      ("Unexpectedly found nil while unwrapping an Optional value", "There is a ! behind something that is nil"),
      ("Range requires lowerBound <= upperBound", "ends before it begins"),
      ("Simultaneous accesses, but modification requires exclusive access", "progress.network"),
    ])
  func traps(message: String, words: String) throws {
    #expect(try #require(Explanation(ofTrap: message).map(Words().explanation)).contains(words))
  }
}
