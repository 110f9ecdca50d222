import Figures
import MiniCNN
import Reading
import Testing

@Suite("the network that figures read digits with")
struct TrainedDigitsTests {
  @Test("it reads digits that it has not learned from", arguments: [UInt64(3), 7])
  func heldOut(seed: UInt64) {
    let fresh = LabelledImages.drawnDigits(count: 300, size: 32, seed: seed)
    #expect(TrainedDigits.network.accuracy(on: fresh) >= 0.99)
  }

  @Test(
    "it reads digits that are drawn with a pen of one width, also away from the middle", arguments: [(0, 0), (3, -2)])
  func pen(down: Int, across: Int) {
    let digits = LabelledImages.drawnDigits(count: 100, size: 32, seed: 42)
    let hits = (0..<digits.count).filter { index in
      let image = digits[index].image
      var pixels = [Double](repeating: 0, count: 32 * 32)
      for row in 0..<32 {
        for column in 0..<32 where (0..<32).contains(row - down) && (0..<32).contains(column - across) {
          pixels[row * 32 + column] = image[row - down, column - across, 0] > 0.3 ? 1 : 0
        }
      }
      return TrainedDigits.network(TrainedDigits.softened(pixels)).argmax() == digits.labels[index]
    }
    #expect(hits.count >= 95)
  }

  @Test("a drawing is what is read, not the digit")
  func drawing() throws {
    // A line three pixels wide down the middle of eighteen rows, the first of which is the ninth.
    let line = String(repeating: "z0", count: 7) + "q" + String(repeating: "3t", count: 18)
    let state = try StaticFigureTests.state(.readDigit, "digit: 8\ndrawing: \(line)\n")
    let answer = StaticFigure(state).text.split(separator: "\n")[1].split(separator: "┐").last
    #expect(answer?.split(separator: " ").first == "1")
  }

  @Test("each number is the activation of what its calculation comes to", arguments: DigitLayer.allCases)
  func calculation(layer: DigitLayer) throws {
    let place = layer.side > 1 ? "row: 2\ncolumn: 3\n" : "row: 0\ncolumn: 0\n"
    let state = try StaticFigureTests.state(
      .readDigit, "digit: 4\nseed: 9\nlayer: \(layer.rawValue)\nmap: \(layer == .input ? 0 : 5)\n\(place)")
    let lines = StaticFigure(state).text.split(separator: "\n").map(String.init)
    let numbers = lines.suffix(2).map { line in
      line.split(separator: " ").compactMap { Double($0.filter { !"(),;".contains($0) }) }.last
    }
    switch layer {
    case .input, .output: #expect(lines.last?.isEmpty == false)
    case .s2, .s4:
      let terms = lines.last?.split(separator: " ").compactMap { Double($0.filter { !"()".contains($0) }) } ?? []
      #expect(terms.count == 6 && abs(terms.prefix(4).reduce(0, +) / 4 - (terms.last ?? 0)) < 1e-4, "\(lines)")
    default:
      let sum = try #require(numbers[0])
      #expect(abs(tanh(sum) - (numbers[1] ?? 0)) < 2e-4, "\(lines.suffix(2))")
    }
  }

  @Test("the parts that excite a channel are those that MiniCNN finds", arguments: [DigitLayer.c1, .c3, .c5])
  func patches(layer: DigitLayer) {
    let found = ExcitingPatches.of(layer, channel: 4, count: 5)
    let wanted = TrainedDigits.network.excitingPatches(
      forChannel: 4, layer: layer == .c1 ? 0 : layer == .c3 ? 3 : 6, in: ExcitingPatches.digits, count: 5)
    #expect(found.map { "image \($0.image)" } == wanted.panels.map { String($0.caption.prefix { $0 != ":" }) })
    #expect(found.map(\.seen) == wanted.panels.map(\.map))
  }
}
