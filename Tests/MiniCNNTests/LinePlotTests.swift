import MiniCNN
import Testing

/// A number that shrinks to nothing: a half after so many steps, a third after twice as many.
private func shrinking(_ step: Int, halvedAfter steps: Double) -> Double { 1 / (1 + Double(step) / steps) }

/// A loss with a step now and then that is worse.
private let losses: [Double] = (0..<3000).map { step in
  let spike = step % 50 == 7 ? 0.4 : 0
  return 2.3 * shrinking(step, halvedAfter: 200) + spike
}
private let held: [Double] = (0..<3000).map { 2 * shrinking($0, halvedAfter: 300) + 0.3 }
private let accuracy: [Double] = (0..<3000).map { 1 - 0.9 * shrinking($0, halvedAfter: 150) }
private let broken = [2.3, 1.7, .nan, 0.9, 0.7, .infinity, 0.5]

@Suite("Line plots")
struct LinePlotTests {
  static let pictures = [
    GoldenPicture(
      testDescription: "a loss over 3000 steps, in means",
      text: linePlot(losses),
      golden: """
        2.5 ┤
            │⡄
        2.0 ┤⢱
            │⠈⡆
        1.5 ┤ ⠸⡀
            │  ⠱⡀
            │   ⠑⡄
        1.0 ┤    ⠈⠢⣀
            │       ⠑⠢⢄⡀
        0.5 ┤          ⠈⠑⠒⠤⠤⣀⣀⣀⡀
            │                  ⠈⠉⠑⠑⠒⠒⠒⠔⠤⠤⠤⠤⠤⢄⢄⢄⣀⣀⣀⣀⣀⣀⣀⡀⡀⡀⡀⡀
        0.0 ┤                                         ⠈⠈⠈⠈⠈⠉⠉⠉⠉⠉⠉⠉⠉⠉
            └┬─────────────────┬─────────────────┬──────────────────
             0               1000              2000
        """),
    GoldenPicture(
      testDescription: "few steps, far apart",
      text: linePlot([2.5, 1.7, 1.2, 0.9, 0.7, 0.55, 0.5], width: 40, height: 10),
      golden: """
        2.5 ┤⠑⢄
            │  ⠑⡄
        2.0 ┤   ⠈⠢⡀
            │     ⠈⠒⢄⡀
        1.5 ┤        ⠈⠒⢄⡀
        1.0 ┤           ⠈⠑⠢⢄⡀
            │               ⠈⠑⠒⠤⠤⣀⣀
        0.5 ┤                      ⠉⠉⠑⠒⠒⠢⠤⠤⠤⢄⣀⣀⣀
            └┬──────────┬───────────┬──────────┬
             0          2           4          6
        """),
    GoldenPicture(
      testDescription: "several lines with names",
      text: linePlot(["loss": losses, "held out": held, "accuracy": accuracy], width: 80, height: 16),
      golden: """
        2.5 ┤
            │⡄
        2.0 ┤⢻
            │⠘⡴⡀
            │ ⢱⠁
        1.5 ┤  ⢇⠈⢆
            │  ⠈⢆  ⢀⡀
            │   ⠈⠢⡀ ⠈⠂ ⡀
        1.0 ┤     ⠑⢄   ⠈⠑ ⠠⢄⡀       ⡀⢀ ⡀⢀ ⡀⢀ ⡀⢀ ⡀⢀ ⡀⢀ ⠄⠠ ⠄⠠ ⠄⠠ ⠄⠠ ⠄⠠ ⠄⠠ ⠄⠠ ⠄⠠ ⠄ accuracy
            │       ⠉⡢⣠⡀⠂⠐ ⠂⠈ ⠉⠚ ⠡⠬⠄ ⣀⣀
            │   ⠠ ⠂⠈   ⠈⠑⠢⢄⣀            ⠈⠉⠁ ⠒⠒ ⠐⠢⠄ ⠤⠤ ⠠⢄⡀ ⣀⣀ ⢀⣀⡀ ⡀
        0.5 ┤  ⠂            ⠉⠉⠒⠒⠔⠤⠤⢄⣀⣀⡀⢀                         ⠈⠉ ⠈⠉⠁ ⠉⠉ ⠈⠉⠁  held out
            │⡀⠁                       ⠈⠁⠉⠉⠉⠊⠒⠒⠒⠒⠒⠢⠔⠔⠤⠤⠤⠤⠤⠤⢄⢄⢄⡠⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⢀⢀⢀⢀⢀ ⡀
        0.0 ┤                                                           ⠁⠁⠁⠁⠁⠉⠈ loss
            └┬──────────┬──────────┬──────────┬──────────┬──────────┬──────────
             0         500       1000       1500       2000       2500
        """),
    GoldenPicture(
      testDescription: "several lines in ASCII",
      text: linePlot(
        ["loss": losses, "held out": held, "accuracy": accuracy], width: 60, height: 12, characters: .ascii),
      golden: """
        2.5 +
            |o
        2.0 +*o
            | oo
        1.5 +  *oo
        1.0 +   * oooo
            |    ++++++++++++++++++++++++++++++++++++++++ + accuracy
        0.5 + +++   ******     oooooooooooooooooooooooooo o held out
            |+            ******************************* * loss
        0.0 +
            ++-------------+--------------+--------------
             0           1000           2000
        """),
    GoldenPicture(
      testDescription: "gaps where numbers are none",
      text: linePlot(broken, width: 40, height: 8),
      golden: """
        3 ┤
          │⠒⠤⣀
        2 ┤   ⠉⠑⠢⠄
        1 ┤
          │                  ⠉⠑⠒⠒⠢⠤⠄           ⢀
        0 ┤
          └┬───────────?───────────┬─────?─────┬
           0           2           4           6
        """),
    GoldenPicture(
      testDescription: "gaps in ASCII",
      text: linePlot(broken, width: 40, height: 8, characters: .ascii),
      golden: """
        3 +
          |***
        2 +   ****
        1 +
          |                  *******           *
        0 +
          ++-----------?-----------+-----?-----+
           0           2           4           6
        """),
    GoldenPicture(
      testDescription: "a logarithmic scale",
      text: linePlot(["loss": (0...12).map { 1 / Double(1 << $0) }], width: 40, height: 10, scale: .logarithmic),
      golden: """
             1 ┤⠑⠢⢄
               │   ⠉⠒⠤⣀
           0.1 ┤       ⠉⠒⠤⣀
               │           ⠑⠢⢄⡀
          0.01 ┤              ⠈⠑⠢⢄
         0.001 ┤                  ⠉⠒⠢⢄⡀
               │                      ⠈⠒⠤⣀
        0.0001 ┤                          ⠉ loss
               └┬─────────────────────┬────
                0                    10
        """),
    GoldenPicture(
      testDescription: "many powers of ten, and a 0, which has no place",
      text: linePlot([1, 0.001, 0, 1e-9], width: 40, height: 8, scale: .logarithmic, characters: .ascii),
      golden: """
            1 +***
              |   *****
        0.001 +        ***
        1e-06 +
              |
        1e-09 +                                *
              ++---------+----------?----------+
               0         1          2          3
        """),
    GoldenPicture(
      testDescription: "the same number at every step",
      text: linePlot([1, 1, 1], width: 24, height: 5),
      golden: """
          │
        1 ┤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤
          │
          └┬─────────┬─────────┬
           0         1         2
        """),
    GoldenPicture(
      testDescription: "one step",
      text: linePlot([5], width: 24, height: 5),
      golden: """
          │
        5 ┤⠄
          │
          └┬────────────────────
           0
        """),
    GoldenPicture(
      testDescription: "names in free rows, cut where they are too long",
      text: linePlot(["a": [1, 1], "b": [1, 1], "a very long name": [1, 1]], width: 30, height: 6),
      golden: """
          │
          │                 b
        1 ┤⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉ a
          │                 a very lo…
          └┬──────────────┬
           0              1
        """),
  ]

  @Test("exact text", arguments: pictures)
  func exact(picture: GoldenPicture) {
    #expect(picture.text == picture.golden, "\n\(picture.text)")
  }

  @Test("a plot has the lines and at most the columns that it was given", arguments: [24, 60, 80])
  func size(width: Int) {
    for (seed, scale) in [PlotScale.linear, .logarithmic, .linear, .logarithmic].enumerated() {
      var generator = SeededGenerator(seed: UInt64(seed))
      for steps in [1, 2, 3, 50, 119, 120, 121, 1000] {
        let numbers = (0..<steps).map { _ in Double(generator.integer(in: -40...400)) / 100 }
        for height in [5, 9, 24] {
          for characters in [PictureCharacters.unicode, .ascii] {
            let text = linePlot(
              ["noise": numbers, "its negative": numbers.map { -$0 }], width: width, height: height, scale: scale,
              characters: characters)
            guard !text.hasPrefix("nothing") else { continue }
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.count == height)
            #expect(lines.allSatisfy { $0.count <= width }, "\n\(text)")
            #expect(characters == .unicode || text.allSatisfy(\.isASCII))
          }
        }
      }
    }
  }

  @Test("every fault is marked, even one among thousands of steps")
  func fault() {
    var numbers = losses
    numbers[1234] = .nan
    #expect(linePlot(numbers).filter { $0 == "?" }.count == 1)
    #expect(!linePlot(losses).contains("?"))
  }

  struct Extreme: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var numbers: [Double]
    var figures: [String]
  }

  @Test(
    "extreme numbers have figures too",
    arguments: [
      Extreme(
        testDescription: "large", numbers: [1e308, -1e308], figures: ["1.000e+308", "0.000e+00", "-1.000e+308"]),
      Extreme(
        testDescription: "the largest", numbers: [.greatestFiniteMagnitude, -.greatestFiniteMagnitude],
        figures: ["1.798e+308", "-1.798e+308"]),
      Extreme(
        testDescription: "the smallest", numbers: [0, .leastNonzeroMagnitude], figures: ["0.000e+00", "4.941e-324"]),
      Extreme(testDescription: "close together", numbers: [5.00001, 5.00002], figures: ["5.00001", "5.00002"]),
      Extreme(testDescription: "too close", numbers: [1e16, 1e16 + 2], figures: ["1e+16", "1.0000000000000002e+16"]),
    ])
  func extremes(extreme: Extreme) {
    let text = linePlot(extreme.numbers, height: 8)
    for figure in extreme.figures { #expect(text.contains("\(figure) ┤"), "\n\(text)") }
    // What matters here is that there is a picture at all.
    #expect(linePlot(extreme.numbers.map(\.magnitude), scale: .logarithmic).contains("┤"))
  }

  @Test("nothing to plot")
  func nothing() {
    #expect(linePlot([]) == "nothing to plot")
    #expect(linePlot(["a": [], "b": []]) == "nothing to plot")
    #expect(linePlot([.nan, .infinity]) == "nothing to plot: of 2 steps none has a number to draw")
    #expect(linePlot([0, -1], scale: .logarithmic) == "nothing to plot: of 2 steps none has a number to draw")
  }

  @Test("too little room stops the program")
  func stops() async {
    await #expect(processExitsWith: .failure) { _ = linePlot([1], width: 23) }
    await #expect(processExitsWith: .failure) { _ = linePlot([1], height: 4) }
  }
}
