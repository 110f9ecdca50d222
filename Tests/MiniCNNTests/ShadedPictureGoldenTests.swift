import MiniCNN
import Testing

private let grey = Tensor(
  "1 10 122 143 155 / 1 20 124 142 156 / 2 22 110 130 150 / 3 24 108 122 140 / 4 18 11 80 100")
private let edges = Tensor("1 0 -1 / 2 0 -2 / 1 0 -1")
private let face = Tensor(
  """
  0 0 0 0 0 0 0
  0 1 0 0 0 1 0
  0 0 0 0 0 0 0
  0 0 0 1 0 0 0
  0 1 0 0 0 1 0
  0 0 1 1 1 0 0
  0 0 0 0 0 0 0
  """)
/// What three kernels make of the face.
private let three = face.crossCorrelated(
  with: Tensor(kernels: [edges, edges.transposed(), Tensor("0 -1 0 / -1 5 -1 / 0 -1 0")]))
private let faults = Tensor([[.nan, 2, 3], [4, .infinity, 6], [7, 8, -.infinity]])

/// A disc, bright in its middle.
func disc(_ side: Int) -> Tensor {
  Tensor(
    (0..<side).map { row in
      (0..<side).map { column in
        let (down, across) = (2 * row + 1 - side, 2 * column + 1 - side)
        return max(0, 1 - Double(down * down + across * across) / Double(side * side))
      }
    })
}

/// A picture and the text that it must be.
struct GoldenPicture: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var text: String
  var golden: String
}

@Suite("Shaded pictures to look at")
struct ShadedPictureGoldenTests {
  static let pictures = [
    GoldenPicture(
      testDescription: "the grey image's vertical edges",
      text: grey.crossCorrelated(with: edges).shaded(),
      golden: """
        ┌──────┐
        │    ██│
        │    ██│
        │▒▒░░██│
        └──────┘
        -485 [ ░▒▓█] -137
        """),
    GoldenPicture(
      testDescription: "the face in ASCII",
      text: face.shaded(characters: .ascii),
      golden: """
        +--------------+
        |              |
        |  @@      @@  |
        |              |
        |      @@      |
        |  @@      @@  |
        |    @@@@@@    |
        |              |
        +--------------+
        0 [ .:-=+*#%@] 1
        """),
    GoldenPicture(
      testDescription: "maps side by side, each in its own range",
      text: three.shaded(columns: 60),
      golden: """
        channel 0      channel 1      channel 2
        ┌──────────┐   ┌──────────┐   ┌──────────┐
        │▒▒██▒▒  ▒▒│   │▒▒▒▒▒▒▒▒▒▒│   │██  ░░  ██│
        │▒▒▒▒▒▒▒▒▒▒│   │██▒▒  ▒▒██│   │  ░░  ░░  │
        │▒▒░░▒▒▓▓▒▒│   │  ░░▒▒░░  │   │    ██    │
        │░░▒▒▒▒▒▒▓▓│   │░░      ░░│   │██      ██│
        │  ░░▒▒▓▓██│   │██▓▓▒▒▓▓██│   │  ██▓▓██  │
        └──────────┘   └──────────┘   └──────────┘
        -2 [ ░▒▓█] 2   -2 [ ░▒▓█] 2   -2 [ ░▒▓█] 5
        """),
    GoldenPicture(
      testDescription: "as many side by side as fit",
      text: three.shaded(columns: 40),
      golden: """
        channel 0      channel 1
        ┌──────────┐   ┌──────────┐
        │▒▒██▒▒  ▒▒│   │▒▒▒▒▒▒▒▒▒▒│
        │▒▒▒▒▒▒▒▒▒▒│   │██▒▒  ▒▒██│
        │▒▒░░▒▒▓▓▒▒│   │  ░░▒▒░░  │
        │░░▒▒▒▒▒▒▓▓│   │░░      ░░│
        │  ░░▒▒▓▓██│   │██▓▓▒▒▓▓██│
        └──────────┘   └──────────┘
        -2 [ ░▒▓█] 2   -2 [ ░▒▓█] 2

        channel 2
        ┌──────────┐
        │██  ░░  ██│
        │  ░░  ░░  │
        │    ██    │
        │██      ██│
        │  ██▓▓██  │
        └──────────┘
        -2 [ ░▒▓█] 5
        """),
    GoldenPicture(
      testDescription: "maps in one range, with one legend",
      text: three.shaded(range: -4...4, columns: 60),
      golden: """
        channel 0      channel 1      channel 2
        ┌──────────┐   ┌──────────┐   ┌──────────┐
        │▒▒▓▓▒▒░░▒▒│   │▒▒▒▒▒▒▒▒▒▒│   │██░░▒▒░░██│
        │▒▒▒▒▒▒▒▒▒▒│   │▓▓▒▒░░▒▒▓▓│   │░░▒▒░░▒▒░░│
        │▒▒░░▒▒▓▓▒▒│   │░░░░▒▒░░░░│   │░░░░██░░░░│
        │░░▒▒▒▒▒▒▓▓│   │░░░░░░░░░░│   │██░░░░░░██│
        │░░░░▒▒▓▓▓▓│   │▓▓▓▓▒▒▓▓▓▓│   │░░██████░░│
        └──────────┘   └──────────┘   └──────────┘
        -4 [ ░▒▓█] 4
        """),
    GoldenPicture(
      testDescription: "kernels",
      text: Tensor(kernels: [edges, edges.transposed()]).shaded(),
      golden: """
        0, channel 0   1, channel 0
        ┌──────┐       ┌──────┐
        │▓▓▒▒░░│       │▓▓██▓▓│
        │██▒▒  │       │▒▒▒▒▒▒│
        │▓▓▒▒░░│       │░░  ░░│
        └──────┘       └──────┘
        -2 [ ░▒▓█] 2   -2 [ ░▒▓█] 2
        """),
    GoldenPicture(
      testDescription: "small cells: shades and half blocks for two rows",
      text: disc(17).shaded(cells: .small),
      golden: """
        ┌─────────────────┐
        │       ░░░       │
        │   ░░▒▒▒▒▒▒▒░░   │
        │  ░▒▓▓▓███▓▓▓▒░  │
        │ ░▒▓▓███████▓▓▒░ │
        │ ░▒▓▓███████▓▓▒░ │
        │ ░▒▒▓▓█████▓▓▒▒░ │
        │  ░░▒▒▓▓▓▓▓▒▒░░  │
        │     ░░░▒░░░     │
        │                 │
        └─────────────────┘
        0 [ ░▒▓█] 1
        """),
    GoldenPicture(
      testDescription: "small cells in ASCII",
      text: disc(17).shaded(cells: .small, characters: .ascii),
      golden: """
        +-----------------+
        |      .:::.      |
        |   :-=+++++=-:   |
        | .-=*##%%%##*=-. |
        | :=*#%@@@@@%#*=: |
        |.-=*#%@@@@@%#*=-.|
        | :=+*#%%@%%#*+=: |
        |  :-=+*###*+=-:  |
        |    .:--=--:.    |
        |       ...       |
        +-----------------+
        0 [ .:-=+*#%@] 1
        """),
    GoldenPicture(
      testDescription: "small cells where two maps would not fit side by side",
      text: Tensor(stacking: [disc(28), -disc(28)]).shaded(),
      golden: """
        channel 0                        channel 1
        ┌────────────────────────────┐   ┌────────────────────────────┐
        │                            │   │████████████████████████████│
        │        ░░░░░░░░░░░░        │   │████████▓▓▓▓▓▓▓▓▓▓▓▓████████│
        │     ░░░▒▒▒▒▒▒▒▒▒▒▒▒░░░     │   │█████▓▓▓▒▒▒▒▒▒▒▒▒▒▒▒▓▓▓█████│
        │    ░░▒▒▒▓▓▓▓▓▓▓▓▓▓▒▒▒░░    │   │████▓▓▒▒▒░░░░░░░░░░▒▒▒▓▓████│
        │   ░▒▒▒▓▓▓████████▓▓▓▒▒▒░   │   │███▓▒▒▒░░░        ░░░▒▒▒▓███│
        │  ░░▒▒▓▓████████████▓▓▒▒░░  │   │██▓▓▒▒░░            ░░▒▒▓▓██│
        │  ░▒▒▓▓▓████████████▓▓▓▒▒░  │   │██▓▒▒░░░            ░░░▒▒▓██│
        │  ░▒▒▓▓▓████████████▓▓▓▒▒░  │   │██▓▒▒░░░            ░░░▒▒▓██│
        │  ░░▒▒▓▓████████████▓▓▒▒░░  │   │██▓▓▒▒░░            ░░▒▒▓▓██│
        │   ░▒▒▒▓▓▓████████▓▓▓▒▒▒░   │   │███▓▒▒▒░░░        ░░░▒▒▒▓███│
        │    ░░▒▒▒▓▓▓▓▓▓▓▓▓▓▒▒▒░░    │   │████▓▓▒▒▒░░░░░░░░░░▒▒▒▓▓████│
        │     ░░░▒▒▒▒▒▒▒▒▒▒▒▒░░░     │   │█████▓▓▓▒▒▒▒▒▒▒▒▒▒▒▒▓▓▓█████│
        │        ░░░░░░░░░░░░        │   │████████▓▓▓▓▓▓▓▓▓▓▓▓████████│
        │                            │   │████████████████████████████│
        └────────────────────────────┘   └────────────────────────────┘
        0.0000 [ ░▒▓█] 0.9974            -0.9974 [ ░▒▓█] 0.0000
        """),
    GoldenPicture(
      testDescription: "means of squares, where there is too little room",
      text: disc(90).shaded(columns: 32),
      golden: """
        ┌──────────────────────────────┐
        │                              │
        │         ░░░░░░░░░░░░         │
        │      ░░░▒▒▒▒▒▒▒▒▒▒▒▒░░░      │
        │    ░░░▒▒▒▓▓▓▓▓▓▓▓▓▓▒▒▒░░░    │
        │   ░░▒▒▒▓▓▓▓██████▓▓▓▓▒▒▒░░   │
        │  ░░▒▒▓▓▓▓██████████▓▓▓▓▒▒░░  │
        │  ░░▒▒▓▓▓████████████▓▓▓▒▒░░  │
        │  ░▒▒▒▓▓██████████████▓▓▒▒▒░  │
        │  ░░▒▒▓▓▓████████████▓▓▓▒▒░░  │
        │  ░░▒▒▓▓▓▓██████████▓▓▓▓▒▒░░  │
        │   ░░▒▒▒▓▓▓▓██████▓▓▓▓▒▒▒░░   │
        │    ░░░▒▒▒▓▓▓▓▓▓▓▓▓▓▒▒▒░░░    │
        │      ░░░▒▒▒▒▒▒▒▒▒▒▒▒░░░      │
        │         ░░░░░░░░░░░░         │
        │                              │
        └──────────────────────────────┘
        0.0000 [ ░▒▓█] 0.9998
        means of 3 × 3
        """),
    GoldenPicture(
      testDescription: "numbers that are none",
      text: faults.shaded(),
      golden: """
        ┌──────┐
        │??    │
        │░░^^▓▓│
        │████vv│
        └──────┘
        2 [ ░▒▓█] 8
        ? nan, ^ inf, v -inf
        """),
    GoldenPicture(
      testDescription: "numbers that are none, in small cells",
      text: faults.shaded(cells: .small),
      golden: """
        ┌───┐
        │?^▄│
        │██v│
        └───┘
        2 [ ░▒▓█] 8
        ? nan, ^ inf, v -inf
        """),
    GoldenPicture(
      testDescription: "no finite number at all",
      text: Tensor([[.nan, .infinity]]).shaded(),
      golden: """
        ┌────┐
        │??^^│
        └────┘
        no finite number
        ? nan, ^ inf
        """),
    GoldenPicture(
      testDescription: "the same number everywhere",
      text: Tensor("3 3 / 3 3").shaded(),
      golden: """
        ┌────┐
        │▒▒▒▒│
        │▒▒▒▒│
        └────┘
        everywhere 3
        """),
    GoldenPicture(
      testDescription: "a row",
      text: Tensor([1, 2, 3, 4, 5]).shaded(),
      golden: """
        ┌──────────┐
        │  ░░▒▒▓▓██│
        └──────────┘
        1 [ ░▒▓█] 5
        """),
    GoldenPicture(
      testDescription: "numbers beyond the range",
      text: Tensor([-9, 0, 5, 10, 99]).shaded(range: 0...10),
      golden: """
        ┌──────────┐
        │    ▒▒████│
        └──────────┘
        0 [ ░▒▓█] 10
        """),
    GoldenPicture(
      testDescription: "zeros in a given range",
      text: Tensor("0 0 / 0 0").shaded(range: 0...1),
      golden: """
        ┌────┐
        │    │
        │    │
        └────┘
        0 [ ░▒▓█] 1
        """),
  ]

  @Test("exact text", arguments: pictures)
  func exact(picture: GoldenPicture) {
    #expect(picture.text == picture.golden, "\n\(picture.text)")
  }
}
