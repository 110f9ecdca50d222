import MiniCNN
import Testing

@Suite("Shaded pictures")
struct ShadedPictureTests {
  @Test("pictures stay within the columns that there are", arguments: [60, 80])
  func width(columns: Int) {
    for side in [1, 2, 5, 14, 16, 27, 28, 38, 39, 40, 58, 59, 78, 79, 100, 300] {
      for count in [1, 2, 6] {
        let maps = Tensor(stacking: Array(repeating: disc(side), count: count))
        for cells in [PictureCells.automatic, .large, .small] {
          for characters in [PictureCharacters.unicode, .ascii] {
            let lines = maps.shaded(columns: columns, cells: cells, characters: characters).split(separator: "\n")
            #expect(lines.allSatisfy { $0.count <= columns }, "\(count) × \(side) × \(side)")
            #expect(characters == .unicode || lines.joined().allSatisfy(\.isASCII))
          }
        }
      }
    }
  }

  @Test("a single fault is seen, even in means")
  func lost() {
    var map = disc(300)
    map[100, 200] = .nan
    #expect(map.shaded().contains("? nan"))
  }

  @Test("very large and very small numbers have shades")
  func extremes() {
    let most = Double.greatestFiniteMagnitude
    #expect(Tensor([-most, 0, most]).shaded().contains("│  ▒▒██│"))
    #expect(Tensor([0, .leastNonzeroMagnitude]).shaded().contains("│  ██│"))
  }

  @Test("many maps are cut short")
  func many() {
    let text = Tensor(repeating: 1, shape: [2, 2, 100]).shaded()
    #expect(text.contains("channel 63") && !text.contains("channel 64"))
    #expect(text.hasSuffix("(100 maps, the first 64 shown)"))
  }

  @Test("nothing has no picture", arguments: [[0, 4], [4, 0], [0], [2, 2, 0], [0, 2, 2, 1]])
  func empty(sizes: [Int]) {
    #expect(Tensor(repeating: 1, shape: Shape(sizes)).shaded() == "empty (\(Shape(sizes)))")
  }

  @Test("a range without an end, too few columns and too many axes stop the program")
  func stops() async {
    await #expect(processExitsWith: .failure) { _ = Tensor([1]).shaded(range: 0...Double.infinity) }
    await #expect(processExitsWith: .failure) { _ = Tensor([1]).shaded(columns: 9) }
    await #expect(processExitsWith: .failure) { _ = Tensor(repeating: 1, shape: [1, 1, 1, 1, 1]).shaded() }
  }
}
