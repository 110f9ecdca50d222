import Reading
import Reporting
import Testing

@Suite("figures are read")
struct FigureReadingTests {
  /// A lesson with one figure block.
  private static func reading(_ header: String, _ body: String = "") -> LessonReading {
    LessonReader.reading(
      Array("# T\n\n```\(header)\n\(body)```\n\n```output\n```\n".utf8), path: "t.md")
  }

  @Test("every kind's usual state makes sense, and its lines say it again", arguments: FigureKind.allCases)
  func usual(kind: FigureKind) throws {
    let state = FigureState(kind)
    for key in kind.keys { #expect(state.text(of: key.name) == key.standard) }
    let reading = Self.reading("figure \(kind.rawValue)", state.lines.joined(separator: "\n") + "\n")
    #expect(reading.faults.isEmpty)
    #expect(reading.lesson?.figures.map(\.state) == [state])
    #expect(Self.reading("figure \(kind.rawValue)").lesson?.figures.map(\.state) == [state])
  }

  @Test("rows, channels, arrays and indented lines")
  func arrays() throws {
    let reading = Self.reading(
      "figure convolution", "image: 1 2 / 3 4 |\n  5 6 / 7 −8\nkernel: 1 | 2 ; 3|4\nbias: 0 1\nstep: 8\n")
    #expect(reading.faults.isEmpty)
    let state = try #require(reading.lesson?.figures.first?.state)
    let image = try #require(state.arrays("image").first)
    #expect((image.height, image.width, image.channels) == (2, 2, 2))
    #expect(image.scalars == [1, 5, 2, 6, 3, 7, 4, -8])
    #expect(state.arrays("kernel").map(\.scalars) == [[1, 2], [3, 4]])
    #expect(state.text(of: "kernel") == "1 | 2 ; 3 | 4")
  }

  @Test("a title is as it is written")
  func title() throws {
    let reading = Self.reading("figure pooling", "title: max/mean;  which|what\n  is larger?\n")
    #expect(reading.lesson?.figures.first?.state.title == "max/mean; which|what is larger?")
  }

  @Test("a figure in a quote is one fault, and so is one in a list", arguments: ["> ", "- "])
  func displaced(mark: String) {
    let indent = mark == "> " ? mark : "  "
    let text = "# T\n\n\(mark)```figure pooling\n\(indent)map: 1 2 / 3 4\n\(indent)```\n\n```output\n```\n"
    let faults = LessonReader.reading(Array(text.utf8), path: "t.md").faults
    #expect(faults.count == 1)
    #expect(faults.first?.location.line == 3)
  }

  @Test("a drawing is runs of paper and ink, row by row")
  func drawing() throws {
    let state = try #require(
      Self.reading("figure read-digit", "drawing: z02az\n").lesson?.figures.first?.state)
    let pixels = state.numbers("drawing")
    #expect(pixels.count == 32 * 32)
    #expect(pixels.indices.filter { pixels[$0] == 1 } == Array(37..<47))
  }

  @Test("an output below a figure is its, also below prose, and no example's")
  func output() throws {
    let text = "# T\n\n```swift example\n1\n```\n\n```figure pooling\n```\n\nWords.\n\n```output\n```\n"
    let lesson = try LessonReader.read(Array(text.utf8), path: "t.md")
    let blocks = Array(lesson.blocks)
    let output = try #require(blocks.last { if case .output = $0.segment { true } else { false } })
    #expect(output.example == nil)
    #expect(output.figure?.id == "figure/pooling/1")
  }

  @Test("figures of a kind are counted")
  func ordinals() throws {
    let block = { (name: String) in "```figure \(name)\n```\n\n```output\n```\n\n" }
    let text = "# T\n\n" + block("pooling") + block("convolution") + block("pooling")
    let lesson = try LessonReader.read(Array(text.utf8), path: "t.md")
    #expect(lesson.figures.map(\.id) == ["figure/pooling/1", "figure/convolution/1", "figure/pooling/2"])
  }

  @Test("a block that is never closed hides no answer of a hand-in", arguments: ["hint a", "figure pooling"])
  func handIn(opening: String) throws {
    let lesson = try LessonReader.read(
      Array("# T\n\n```swift exercise a answer=a\nlet a: Int = ___\n```\n".utf8), path: "t.md")
    let text = "# T\n\n```\(opening)\nstep: 1\n\n```swift exercise a answer=a\nlet a: Int = 2\n```\n"
    let submission = Submission(Array(text.utf8), path: "ada.md", answering: lesson)
    #expect(submission.cells["a"]?.source == "let a: Int = 2\n")
  }

  struct Misuse: CustomTestStringConvertible, Sendable {
    var header = "figure convolution"
    var body = ""
    /// Line and column, and parts of the sentence.
    var place: (Int, Int)
    var words: [String]
    var testDescription: String { header + " " + body }
  }

  static let misuses: [Misuse] = [
    Misuse(header: "figure", place: (3, 4), words: ["no name", "convolution, pooling"]),
    Misuse(
      header: "figure convolutoin", place: (3, 11),
      words: ["there is no figure 'convolutoin'", "did you mean 'convolution'?"]),
    Misuse(header: "figure pooling x=1", place: (3, 19), words: ["'x=1' does not belong here"]),
    Misuse(header: "figure pooling from=", place: (3, 19), words: ["the option 'from' has no value"]),
    Misuse(
      header: "figure pooling from=maps", place: (3, 19),
      words: ["no example above is named 'maps'", "swift example maps"]),
    Misuse(header: "figure receptive-field from=maps", place: (3, 27), words: ["takes no numbers"]),
    Misuse(body: "padding 1\n", place: (4, 1), words: ["not 'key: value'"]),
    Misuse(
      body: "pading: 1\n", place: (4, 1),
      words: ["'pading' says nothing", "did you mean 'padding'?", "title, image, kernel"]),
    Misuse(body: "stride: 1\nstride: 2\n", place: (5, 1), words: ["'stride' is given twice"]),
    Misuse(body: "stride: 9\n", place: (4, 9), words: ["'9' makes no sense as stride", "from 1 to 4"]),
    Misuse(body: "stride:\n", place: (4, 1), words: ["'stride' has no value", "stride: 1"]),
    Misuse(body: "flip: yess\n", place: (4, 7), words: ["did you mean 'yes'?", "no or yes"]),
    Misuse(body: "image: 1 2 / 3 x\n", place: (4, 16), words: ["'x' in 'image' is no number"]),
    Misuse(body: "image: 1 2 /\n  3\n", place: (5, 3), words: ["has 1 number, and the first has 2"]),
    Misuse(body: "image: 1 2 | 3\n", place: (4, 14), words: ["different sizes"]),
    Misuse(body: "image: 1e9\n", place: (4, 8), words: ["from -1000000 to 1000000"]),
    Misuse(body: "image: nan\n", place: (4, 8), words: ["is no number"]),
    Misuse(body: "kernel: 1 | 2\n", place: (4, 9), words: ["the kernel has 2 channels, and the image 1"]),
    Misuse(body: "image: 1 2 / 3 4\n", place: (3, 11), words: ["a window of 3 does not fit into 2 numbers"]),
    Misuse(body: "bias: 1 2\n", place: (4, 7), words: ["'bias' has 2 values", "one for each kernel: 1"]),
    Misuse(body: "step: 10\n", place: (4, 7), words: ["there is no step 10", "from 1 to 9"]),
    Misuse(header: "figure pooling", body: "upstream: 1 2\n", place: (4, 11), words: ["one for each window: 4"]),
    Misuse(
      header: "figure softmax-loss", body: "target: cow\n", place: (4, 9), words: ["'cow' is none of the classes"]),
    Misuse(
      header: "figure softmax-loss", body: "targets: 0 0.5 0\n", place: (4, 10),
      words: ["'0.5' makes no sense as targets", "a whole number from 0 to 1"]),
    Misuse(header: "figure softmax-loss", body: "classes: a a\n", place: (4, 12), words: ["'a' stands twice"]),
    Misuse(
      header: "figure image-kernel", body: "kernel: sharpenn\n", place: (4, 9), words: ["did you mean 'sharpen'?"]),
    Misuse(header: "figure image-kernel", body: "kernel: 1 2\n", place: (4, 9), words: ["no middle"]),
    Misuse(header: "figure image-kernel", body: "row: 100\n", place: (4, 6), words: ["the last is 95"]),
    Misuse(
      header: "figure receptive-field", body: "layers: kernel 3 / stride 2\n", place: (4, 20),
      words: ["does not describe a layer"]),
    Misuse(header: "figure receptive-field", body: "input: 3\n", place: (3, 11), words: ["layer 2 leaves nothing"]),
    Misuse(
      header: "figure read-digit", body: "layer: C2\n", place: (4, 8),
      words: ["'C2' makes no sense as layer", "S4, C5"]),
    Misuse(
      header: "figure read-digit", body: "map: 16\n", place: (4, 6), words: ["there is no map 16", "the last is 15"]),
    Misuse(
      header: "figure read-digit", body: "layer: C5\nrow: 1\ncolumn: 0\n", place: (5, 6),
      words: ["no row 1", "last is 0"]),
    Misuse(
      header: "figure read-digit", body: "drawing: 1A\n", place: (4, 10), words: ["'1A' is no drawing", "write none"]),
    Misuse(
      header: "figure read-digit", body: "drawing: \(String(repeating: "z", count: 30))\n", place: (4, 10),
      words: ["is no drawing"]),
    Misuse(header: "figure hierarchy", body: "layer: C1\nchannel: 6\n", place: (5, 10), words: ["no channel 6"]),
    Misuse(header: "figure hierarchy", body: "source: 6\n", place: (4, 9), words: ["the last is 5"]),
    Misuse(header: "figure backpropagation", body: "inputs: 1\n", place: (3, 11), words: ["one for each input: 1"]),
    network("input 8x8x1", place: 16, "the network has no layer"),
    network("relu / input 8x8x1", place: 17, "the input stands behind a layer"),
    network("input 8x8", place: 16, "'8x8' is not 3 sizes", "28x28x1"),
    network("input 8x8x1 / cov 3 3", place: 24, "no layer is called 'cov'", "did you mean 'conv'?"),
    network("conv 3", place: 10, "'conv' has too few values", "conv 8 3x3"),
    network("conv 3 0", place: 17, "'0' makes no sense as network", "from 1 to 65536"),
    network("conv 3 3 strid=2", place: 19, "conv has no option 'strid'", "stride, padding"),
    network("conv 3 3 stride=x", place: 26, "'x' makes no sense"),
    network("conv 3 4 padding=same", place: 10, "'conv 3 4 padding=same' does not fit", "28 × 28 × 1"),
    network("conv 3 3 groups=2", place: 10, "does not fit"),
    network("conv 8 3 start=hee", place: 25, "did you mean 'he'?"),
    network("maxpool 2x3", place: 18, "square"), network("maxpool 2 padding=2", place: 10, "does not fit"),
    network("flatten / maxpool 2", place: 20, "does not fit what comes before it: 784"),
    network("leaky 11", place: 16, "from -10 to 10"), network("dropout 1", place: 18, "from 0 to 0.99"),
    network("dense 60000", place: 10, "with 'dense 60000' the network is too large"),
    network("conv 60000 60000x60000 padding=60000", place: 10, "too large"),
    network("conv 10 3x3", place: 10, "makes 26 × 26 × 10 of an image", "dense 10"),
    network("dense 9", place: 10, "makes 9 of an image"),
    network("input 8x9x1 / dense 10", place: 10, "no drawn digits of 8 × 9 × 1"),
    Misuse(
      header: "figure train", body: "network: input 64x64x3 / dense 10\n", place: (3, 11),
      words: ["for digits 1000 a page has no room", "at most 382"]),
    Misuse(
      header: "figure train", body: "network: input 64x64x1 / conv 16 5x5 padding=same / dense 10\nbatch: 128\n",
      place: (5, 8), words: ["for batch 128 a page has no room", "at most 120"]),
  ]

  /// A network of the figure `train` that makes no sense; `place` is the column.
  private static func network(_ text: String, place: Int, _ words: String...) -> Misuse {
    Misuse(header: "figure train", body: "network: \(text)\n", place: (4, place), words: words)
  }

  @Test("a network's layers with all their options, and what comes out of each")
  func networks() throws {
    let body = """
      network: input 12x12x2 # the first /
        conv 6 3x5 stride=2 padding=1 dilation=1 groups=2 start=glorot / leaky / averagepool 3 stride=2 border=keep /
        maxpool 2 / dropout 0.1 / dense 12 start=zeros / tanh / sigmoid / relu / softmax

      """
    let reading = Self.reading("figure train", body)
    #expect(reading.faults.isEmpty)
    let network = try #require(reading.lesson?.figures.first?.state.network("network"))
    #expect(network.input == [12, 12, 2])
    #expect(
      network.layers.map(\.output) == [
        [6, 5, 6], [6, 5, 6], [3, 2, 6], [1, 1, 6], [1, 1, 6], [6], [12], [12], [12], [12], [12],
      ])
    #expect(network.layers.map(\.parameterCount) == [96, 0, 0, 0, 0, 0, 84, 0, 0, 0, 0])
    #expect(network.layers[0].productCount == 6 * 5 * 6 * 15)
  }

  @Test("what makes no sense is told with its place, what is wrong and what to write", arguments: misuses)
  func misuse(_ misuse: Misuse) throws {
    let fault = try #require(Self.reading(misuse.header, misuse.body).faults.first)
    #expect((fault.location.line, fault.location.column) == misuse.place)
    let sentence = Words().sentence(fault.kind)
    for words in misuse.words { #expect(sentence.contains(words), "\(sentence)") }
    #expect(Self.reading(misuse.header, misuse.body).faults.count == 1)
  }
}
