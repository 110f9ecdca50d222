import MiniCNN
import Testing

@Suite("Receptive fields")
struct ReceptiveFieldTests {
  struct Stack: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var layers: [SlidingWindow]
    var side: Int
  }

  @Test(
    "figures",
    arguments: [
      Stack(testDescription: "no layer", layers: [], side: 1),
      Stack(testDescription: "3 × 3, then pooling", layers: [.convolution(kernel: 3), .pooling()], side: 4),
      Stack(testDescription: "three of 3 × 3", layers: Array(repeating: .convolution(kernel: 3), count: 3), side: 7),
      Stack(testDescription: "one of 7 × 7", layers: [.convolution(kernel: 7)], side: 7),
      Stack(testDescription: "pooling, then 3 × 3", layers: [.pooling(), .convolution(kernel: 3)], side: 6),
      Stack(
        testDescription: "3 × 3 with dilations 1, 2, 4",
        layers: [1, 2, 4].map { .convolution(kernel: 3, dilation: $0) },
        side: 15),
      Stack(
        testDescription: "LeNet-5 up to S4",
        layers: [.convolution(kernel: 5), .pooling(), .convolution(kernel: 5), .pooling()], side: 16),
    ])
  func figures(stack: Stack) {
    #expect(ReceptiveField(of: stack.layers).size == Size(square: stack.side))
  }

  @Test("on 5 × 5 pixels, each pooled cell sees 4 × 4 of them")
  func cells() {
    let layers: [SlidingWindow] = [.convolution(kernel: 3), .pooling(size: 2, stride: 1)]
    let field = ReceptiveField(of: layers)
    #expect((field.rows(ofCellsInRow: 0), field.columns(ofCellsInColumn: 1)) == (0..<4, 1..<5))
    let seen = SeenPixels(ofRow: 0, column: 1, through: layers, input: Size(square: 5))
    #expect((seen.rows, seen.columns) == ([0, 1, 2, 3], [1, 2, 3, 4]))
  }

  @Test("padding lets the first field begin outside the input")
  func padding() {
    let layers: [SlidingWindow] = [.convolution(kernel: 3, stride: 2, padding: 1), .convolution(kernel: 3, padding: 1)]
    let field = ReceptiveField(of: layers)
    #expect((field.size, field.jump) == (Size(square: 7), Size(square: 2)))
    #expect(field.rows(ofCellsInRow: 0) == -3..<4)
    #expect(field.rows(ofCellsInRow: 2) == 1..<8)
    #expect(SeenPixels(ofRow: 0, column: 0, through: layers, input: Size(square: 9)).rows == [0, 1, 2, 3])
  }

  @Test("a dilated kernel looks past the pixels in its gaps")
  func gaps() {
    let layers = [SlidingWindow.convolution(kernel: 3, dilation: 3)]
    #expect(ReceptiveField(of: layers).rows(ofCellsInRow: 1) == 1..<8)
    #expect(SeenPixels(ofRow: 1, column: 0, through: layers, input: Size(square: 8)).rows == [1, 4, 7])
  }

  @Test("height and width each have their own")
  func axes() {
    let layer = SlidingWindow(kernel: Size(height: 3, width: 1), stride: Size(height: 1, width: 2))
    let field = ReceptiveField(of: [layer, layer])
    #expect((field.size, field.jump) == (Size(height: 5, width: 1), Size(height: 1, width: 4)))
  }

  @Test("a cell that is not on the map stops the program")
  func outside() async {
    await #expect(processExitsWith: .failure) {
      _ = SeenPixels(ofRow: 3, column: 0, through: [.convolution(kernel: 3)], input: Size(square: 5))
    }
  }

  @Test("what a cell sees is what changes it, in random stacks of convolution and pooling", arguments: 1...40)
  func perturbation(seed: Int) {
    let network = RandomNetwork(seed: seed)
    let field = ReceptiveField(of: network.layers.map(\.window))
    let input = network.input
    let still = network.output(of: Tensor(repeating: 0, shape: [input.height, input.width]))
    var changing = Array(repeating: (rows: Set<Int>(), columns: Set<Int>()), count: still.scalars.count)
    var pixels = Array(repeating: 0, count: still.scalars.count)
    for row in 0..<input.height {
      for column in 0..<input.width {
        var image = Tensor(repeating: 0, shape: [input.height, input.width])
        image[row, column] = 1
        for (place, number) in network.output(of: image).scalars.enumerated() where number != 0 {
          changing[place].rows.insert(row)
          changing[place].columns.insert(column)
          pixels[place] += 1
        }
      }
    }
    for place in changing.indices {
      let (row, column) = place.quotientAndRemainder(dividingBy: still.width)
      let (rows, columns) = (changing[place].rows.sorted(), changing[place].columns.sorted())
      let seen = SeenPixels(
        ofRow: row, column: column, through: network.layers.map(\.window), input: input, border: network.border)
      #expect(pixels[place] == seen.rows.count * seen.columns.count, "cell \(row), \(column) of \(network)")
      // A cell that sees nothing but padding in one direction sees no pixel.
      guard pixels[place] > 0 else { continue }
      #expect(seen.rows == rows && seen.columns == columns, "cell \(row), \(column) of \(network)")
      // The formula knows no border.
      expectSpan(rows, field.rows(ofCellsInRow: row), input.height)
      expectSpan(columns, field.columns(ofCellsInColumn: column), input.width)
    }
  }

  /// A field wholly on the input is seen from its first to its last pixel, others within it.
  private func expectSpan(_ seen: [Int], _ field: Range<Int>, _ size: Int) {
    if field.clamped(to: 0..<size) == field {
      #expect((seen.first, seen.last) == (field.lowerBound, field.upperBound - 1))
    } else {
      #expect(seen.allSatisfy(field.contains))
    }
  }
}

/// Convolutions and poolings one after another, all weights 1, so that no two influences cancel out.
private struct RandomNetwork {
  struct Layer {
    var window: SlidingWindow
    var isPooling: Bool
  }

  var layers: [Layer] = []
  let border: Border
  let input: Size

  init(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    func pick(_ range: ClosedRange<Int>) -> Int { generator.integer(in: range) }
    func size(_ range: ClosedRange<Int>) -> Size { Size(height: pick(range), width: pick(range)) }
    input = size(12...17)
    border = seed % 3 == 0 ? .keep : .drop
    var map = input
    for _ in 0..<pick(1...4) {
      let isPooling = pick(0...2) == 0
      let window =
        isPooling
        ? SlidingWindow.pooling(size: pick(2...3), stride: pick(1...3))
        : SlidingWindow(kernel: size(1...3), stride: size(1...2), padding: size(0...2), dilation: size(1...3))
      let kernel = window.effectiveKernel
      guard kernel.height <= map.height, kernel.width <= map.width else { continue }
      layers.append(Layer(window: window, isPooling: isPooling))
      map = window.outputSize(of: map, border: border)
    }
  }

  func output(of image: Tensor) -> Tensor {
    layers.reduce(image) { map, layer in
      let window = layer.window
      guard !layer.isPooling else {
        return map.maxPooled(size: window.kernel.height, stride: window.stride.height, border: border)
      }
      // A kernel with zeros in its gaps is a dilated one.
      let effective = window.effectiveKernel
      var kernel = Tensor(repeating: 0, shape: [effective.height, effective.width])
      for row in stride(from: 0, to: effective.height, by: window.dilation.height) {
        for column in stride(from: 0, to: effective.width, by: window.dilation.width) { kernel[row, column] = 1 }
      }
      return map.crossCorrelated(with: kernel, stride: window.stride, padding: window.padding, border: border)
    }
  }
}
