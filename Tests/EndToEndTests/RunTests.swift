import Foundation
import Testing

@Suite("Running a lesson")
struct RunTests {
  private let outcomes = "Tests/EndToEndTests/Fixtures/outcomes.md"

  @Test("every outcome is told apart, placed and explained, and none disturbs another")
  func outcomesGolden() throws {
    let result = try Tool().run(outcomes)
    #expect(result.status == 1)
    // How many lines a flood leaves, and how deep a recursion gets, is up to the machine, and not what is tested.
    let output = result.output.replacing(/… and \d+ more lines/, with: "… and more lines")
    try expectGolden(output.replacing(/n = \d+/, with: "n = …"), "outcomes.txt")
  }

  @Test("what is wrong is seen at a glance, and what the check misses is said in the exercise's words")
  func feedbackGolden() throws {
    try expectGolden(try Tool().run("Tests/EndToEndTests/Fixtures/feedback.md").output, "feedback.txt")
  }

  @Test(
    "an example that fails is reported once, in its place, and no exercise below it is blamed",
    arguments: [
      ("map", "cannot find 'map' in scope"), ("image[7, 7]", "the index [7, 7] is outside a tensor of shape 2 × 2"),
    ])
  func brokenExample(shown: String, message: String) throws {
    let folder = try TemporaryFolder()
    let exercise = "```swift exercise NAME answer=a\nlet a = 1\n```\n\n```swift solution NAME\nlet a = 2\n```\n"
    let file = try folder.write(
      "# T\n\n```swift example\nlet image = Tensor(\"1 2 / 3 4\")\nshow(\(shown))\n```\n\n"
        + exercise.replacing("NAME", with: "one") + "\n" + exercise.replacing("NAME", with: "two"), to: "a.md")
    let result = try Tool().run(file.path)
    #expect(result.status == 1)
    #expect(result.output.ranges(of: message).count == 1, "\(result.output)")
    #expect(result.output.ranges(of: "the example in line 3, on which this exercise builds, fails").count == 2)
    #expect(result.output.contains("(2 ungraded)"))
  }

  @Test("an example's time is not taken from the answers below it")
  func slowExample() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      """
      # T

      ```swift example
      import Glibc
      var (start, now) = (timespec(), timespec())
      clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start)
      repeat { clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now) }
      while Double(now.tv_sec - start.tv_sec) + Double(now.tv_nsec - start.tv_nsec) / 1e9 < 0.5
      ```

      ```swift exercise one answer=one timeout=0.4
      let one = 1
      ```

      ```swift solution one
      let one = 1
      ```
      """, to: "a.md")
    let result = try Tool().run(file.path)
    #expect(result.status == 0, "\(result.output)")
    #expect(try Tool().run("run", "--sandbox", "on", file.path).output == result.output)
  }

  @Test("one exercise alone")
  func oneExercise() throws {
    let result = try Tool().run("run", outcomes, "--exercise", "passed", "--exercise=kind")
    #expect(result.status == 1)
    #expect(result.output.contains("passed .."))
    #expect(result.output.contains("kind .."))
    #expect(result.output.contains("Score: 2 of 3 points"))
    #expect(try Tool().run("run", outcomes, "--exercise", "passed").status == 0)
  }

  @Test("a training that is asked for while it runs: Swift's reason, and in plain words what to ask instead")
  func usedWhileChanging() throws {
    let folder = try TemporaryFolder()
    let lesson = """
      # T

      ```swift example
      let data = LabelledImages.drawnDigits(count: 20, seed: 1)
      var training = Training(Network(input: data.imageShape, [.flatten, .dense(10)]))
      training.run(on: data, epochs: 1) { progress in
        if progress.isEndOfEpoch { print(training.network.accuracy(on: data)) }
      }
      ```

      """
    let file = try folder.write(lesson, to: "a.md")
    let result = try Tool().run(file.path)
    #expect(result.status == 1)
    #expect(
      result.output.contains("a.md:3:1: error: Simultaneous accesses, but modification requires exclusive access"))
    #expect(result.output.contains("there, progress.network"))
    try folder.write(lesson.replacing("print(training.", with: "print(progress."), to: "a.md")
    #expect(try Tool().run(file.path).status == 0)
  }

  @Test("as JSON, for other programs")
  func json() throws {
    let result = try Tool().run("run", "--json", outcomes)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(object["points"] as? Double == 7.5)
    #expect((object["examples"] as? [[String: Any]])?.first?["output"] as? String == "1  2  3\nhello\n")
    let exercises = try #require(object["exercises"] as? [[String: Any]])
    let partial = try #require(exercises.first { $0["name"] as? String == "partial" })
    #expect(partial["status"] as? String == "partial")
    #expect(partial["mistake"] as? String == "You added one too much for what is larger than 1.")
    let index = try #require(exercises.first { $0["name"] as? String == "index" })
    let problem = try #require((index["problems"] as? [[String: Any]])?.first)
    #expect(problem["message"] as? String == "Index out of range")
    #expect(problem["line"] as? Int == 165)
  }

  @Test("a wrong answer to a real exercise: both tables side by side, the wrong cells marked, the mistake named")
  func flippedKernel() throws {
    let folder = try TemporaryFolder()
    let lesson = try String(contentsOf: Tool.root.appending(path: "lessons/01-convolution.md"), encoding: .utf8)
    let file = try folder.write(
      lesson.replacing("let map: Tensor = ___", with: "let map: Tensor = face.convolved(with: detector)"), to: "a.md")
    let result = try Tool().run(file.path, "--exercise", "feature-map")
    #expect(result.status == 1)
    #expect(
      result.output.contains(
        """
            feature map, yours    expected
             0 [0] 0 [1] 0         0  1  0  0  0
            [1] 1 [0] 1 [1]        0  1  1  1  0
            [0][2] 0 [0][0]        1  0  0  2  1
            [0][0] 2 [3][1]        1  4  2  1  0
            [2][2] 1 [0] 1         0  0  1  2  1
            first difference: row 0, column 1: 0 instead of 1
            typical mistake: You flipped the kernel:
        """), "\(result.output)")
  }

  @Test("JSON tells where a wrong answer begins to differ and why, and the compiler's errors in plain words")
  func causesAsJSON() throws {
    let folder = try TemporaryFolder()
    let lesson = try String(contentsOf: Tool.root.appending(path: "lessons/01-convolution.md"), encoding: .utf8)
    let file = try folder.write(
      lesson.replacing("let map: Tensor = ___", with: "let map: Tensor = face.crossCorrelated(with: detector, bias: 1)")
        .replacing("let sum: Double = ___", with: "let sum: Double = edges * nextPatch"), to: "a.md")
    let result = try Tool().run(file.path, "--json", "--exercise", "feature-map", "--exercise", "second-stop")
    let json = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let exercises = try #require(json["exercises"] as? [[String: Any]])
    let problem = try #require((exercises[0]["problems"] as? [[String: Any]])?.first)
    #expect((problem["message"] as? String)?.hasPrefix("cannot convert value of type 'Tensor'") ?? false)
    #expect((problem["plain_words"] as? String)?.hasPrefix("The name is declared as a Double") ?? false)
    let place = try #require(exercises[1]["first_difference"] as? [String: Any])
    #expect(place["label"] as? String == "feature map")
    #expect(place["place"] as? [Int] == [0, 0])
    let cause = try #require((exercises[1]["likely_causes"] as? [[String: Any]])?.first)
    #expect(cause["labels"] as? [String] == ["feature map"])
    #expect((cause["message"] as? String)?.hasPrefix("every value is 1 too large.") ?? false)
  }

  @Test("outputs are renewed in place, and nothing else is touched")
  func write() throws {
    let folder = try TemporaryFolder()
    let text = "# T\r\n\r\n```swift example\r\nshow(1 + 1)\r\n```\r\n\r\n```output\r\nold\r\n```\r\n\r\nAfter.\r\n"
    let file = try folder.write(text, to: "a.md")
    #expect(try Tool().run("check", file.path).status == 1)
    let result = try Tool().run("run", "--write", file.path)
    #expect(result.status == 0)
    #expect(result.errors.contains("renewed 1 output"))
    #expect(try Data(contentsOf: file) == Data(text.replacing("old", with: "2").utf8))
    #expect(try Tool().run("check", file.path).status == 0)
    #expect(try Tool().run("run", "--write", file.path).errors.contains("all outputs are current"))
  }

  @Test("outputs are not renewed when an example fails")
  func writeAfterFailure() throws {
    let folder = try TemporaryFolder()
    let text = "# T\n\n```swift example\nprint([1][2])\n```\n\n```output\nold\n```\n"
    let file = try folder.write(text, to: "a.md")
    let result = try Tool().run("run", "--write", file.path)
    #expect(result.status == 1)
    #expect(result.output.contains("a.md:4:10: error: Index out of range"))
    #expect(try String(contentsOf: file, encoding: .utf8) == text)
  }

  @Test("renewing an output keeps every other line's end, mixed ones too")
  func mixedLineEnds() throws {
    let folder = try TemporaryFolder()
    let before = "# T\r\n\n```swift example\r\nprint(1)\n```\r\n\n"
    let file = try folder.write(before + "```output\r\n2\n```\n\r\nEnd", to: "a.md")
    #expect(try Tool().run("run", "--write", file.path).status == 0)
    #expect(
      Array(try String(contentsOf: file, encoding: .utf8).utf8)
        == Array((before + "```output\r\n1\r\n```\n\r\nEnd").utf8))
  }

  @Test("a learner's copy without solutions shows what its cells answer")
  func withoutSolutions() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      "# T\n\n```swift exercise e\nlet a = [1, 2]\n```\n\n```swift check e\nanswer(\"the list\", a)\n```\n", to: "a.md")
    let result = try Tool().run(file.path)
    #expect(result.status == 0)
    #expect(result.output.contains("ungraded"))
    #expect(result.output.contains("    the list\n     1  2\n"), "\(result.output)")
  }

  @Test("a solution that fails is the author's fault, and said to be")
  func brokenSolution() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(
      "# T\n\n```swift exercise e answer=a\nlet a = 1\n```\n\n```swift solution e\nlet a: Int = \"one\"\n```\n",
      to: "a.md")
    let result = try Tool().run(file.path)
    #expect(result.status == 3)
    #expect(result.output.contains("a.md:7:1: error: the lesson's own solution of 'e' fails"))
    #expect(result.output.contains("a.md:8:14: note: cannot convert value of type 'String'"), "\(result.output)")
  }

  @Test("what a cell prints cannot command the terminal")
  func escapes() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("# T\n\n```swift example\nprint(\"\\u{1B}[31mred\\u{7}\")\n```\n", to: "a.md")
    let result = try Tool().run(file.path)
    #expect(result.output.contains("\\u{1B}[31mred\\u{7}"))
    #expect(!result.output.contains("\u{1B}"))
  }
}
