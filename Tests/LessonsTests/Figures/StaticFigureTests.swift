import Figures
import Grading
import Reading
import Reporting
import Testing

@Suite("figures as text")
struct StaticFigureTests {
  static func state(_ kind: FigureKind, _ body: String) throws -> FigureState {
    let text = "# T\n\n```figure \(kind.rawValue)\n\(body)```\n\n```output\n```\n"
    let lesson = try LessonReader.read(Array(text.utf8), path: "t.md")
    return try #require(lesson.figures.first?.state)
  }

  @Test("every kind's usual picture", arguments: FigureKind.allCases)
  func usual(kind: FigureKind) throws {
    try expectGolden(StaticFigure(FigureState(kind)).text, "figure-\(kind.rawValue).txt")
  }

  @Test("the walk-through: two kernels over three channels, padded, with a stride of 2")
  func walk() throws {
    let state = try Self.state(
      .convolution,
      """
      image: 1 0 2 / 0 2 1 / 2 1 0 | 0 1 0 / 1 0 2 / 0 2 1 | 2 0 1 / 0 1 0 / 1 0 2
      kernel: 1 0 / 0 1 | 0 1 / -1 0 | 1 -1 / 0 0 ; 1 1 / 0 0 | 0 0 / 0 1 | 0 1 / 1 0
      bias: 1 0
      stride: 2
      padding: 1
      step: 5

      """)
    try expectGolden(StaticFigure(state).text, "figure-walk.txt")
  }

  @Test("the map of the face with cut-off windows kept, and where a mean's gradient goes")
  func pooling() throws {
    let state = try Self.state(
      .pooling,
      "map: 0 1 0 0 0 / 0 1 1 1 0 / 1 0 0 2 1 / 1 4 2 1 0 / 0 0 1 2 1\nborder: keep\nkind: average\nstep: 9\nupstream: 3\n"
    )
    try expectGolden(StaticFigure(state).text, "figure-pooling-average.txt")
  }

  @Test("a flipped kernel gives the convolution of mathematics")
  func flipped() throws {
    let text = StaticFigure(
      try Self.state(.convolution, "image: 1 2 3 / 4 5 6 / 7 8 9\nkernel: 1 0 / 0 -1\nflip: yes\n")
    ).text
    #expect(text.contains("1·(-1) + 2·0 + 4·0 + 5·1 = 4"))
  }

  @Test("slopes agree with finite differences", arguments: ["relu", "sigmoid", "tanh"])
  func slopes(activation: String) throws {
    let text = StaticFigure(try Self.state(.backpropagation, "activation: \(activation)\n")).text
    for line in text.split(separator: "\n").dropFirst() {
      let columns = line.split(separator: " ").suffix(2).map { Double($0) ?? .nan }
      #expect(abs(columns[0] - columns[1]) < 2e-4, "\(line)")
    }
  }

  @Test("a network too large for three quick steps is described all the same, and one for colours learns grey digits")
  func networks() throws {
    let large = "network: input 64x64x3 / conv 64 5x5 padding=same / relu / maxpool 4 / dense 10\n"
    let text = StaticFigure(try Self.state(.train, large + "digits: 100\nheld-out: 10\nbatch: 8\n")).text
    #expect(text.contains("together") && !text.contains("the losses"))
    let small = "network: input 8x8x3 / dense 12\ndigits: 20\noptimiser: descent\nmomentum: 0\nrate: 0\nbatch: 20\n"
    let losses = StaticFigure(try Self.state(.train, small)).text.split(separator: " ").suffix(3)
    #expect(Set(losses.map { $0.filter { $0 != "," && $0 != "\n" } }).count == 1, "\(losses)")
  }

  @Test("print shows a figure once, also where the file's own picture is old")
  func printed() throws {
    let text = "# T\n\n```figure pooling\ntitle: Which wins?\n```\n\n```output\nold\n```\n"
    let printed = PrintedLesson(style: Style()).text(try LessonReader.read(Array(text.utf8), path: "t.md"))
    #expect(printed.contains("Which wins?") && printed.contains("largest of 2 × 2") && !printed.contains("old"))
  }

  @Test("a figure between a task and its cell leaves the task as it is")
  func task() throws {
    let figure = "```figure pooling\n```\n\n```output\nold\n```\n\n"
    let cell = "```swift exercise a answer=a\nlet a: Int = ___\n```\n"
    let lesson = try LessonReader.read(Array("# T\n\nThe task.\n\n\(figure)\(cell)".utf8), path: "t.md")
    #expect(TaskText(of: "a", in: lesson).lines(width: 60) == ["The task."])
  }

  @Test("an old picture is a drift, and is renewed with every other byte as it was")
  func renewal() throws {
    let text = "# T\r\n\r\n```figure pooling\r\n```\r\n\r\n```output\r\nold\r\n```\r\nWords."
    let lesson = try LessonReader.read(Array(text.utf8), path: "t.md")
    let renewal = OutputRenewal(Report(lesson: lesson))
    #expect(renewal.drifts.map(\.shown) == ["old\n"])
    let picture = StaticFigure(FigureState(.pooling)).text.replacing("\n", with: "\r\n")
    let renewed = renewal.renewedText()
    #expect(renewed == text.replacing("old\r\n", with: picture))
    let again = try LessonReader.read(Array(renewed.utf8), path: "t.md")
    #expect(OutputRenewal(Report(lesson: again)).drifts.isEmpty)
    #expect(LearnersCopy(of: again).text == renewed)
  }
}
