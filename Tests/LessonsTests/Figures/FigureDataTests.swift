import Reading
import Testing

@Suite("figures take what examples show")
struct FigureDataTests {
  private typealias Shown = (title: String, arrays: [(shape: [Int], scalars: [Double])])

  private func taken(
    _ kind: FigureKind, _ shown: [Shown], besides keys: Set<String> = []
  ) -> Result<FigureState, FigureDataMisfit> {
    FigureState(kind).taking(shown.map { FigureData(title: $0.title, arrays: $0.arrays) }, besides: keys)
  }

  private func misfit(_ result: Result<FigureState, FigureDataMisfit>) -> FigureComplaint? {
    if case .failure(let misfit) = result { misfit.complaint } else { nil }
  }

  private static let square: Shown = ("a map", [([2, 2], [1, 2, 3, 4.5])])

  @Test("the last value is the first key's, whatever its title")
  func untitled() throws {
    let state = try taken(.pooling, [("first", [([3, 1], [1, 2, 3])]), Self.square]).get()
    #expect(state.text(of: "map") == "1 2 / 3 4.5")
    #expect(state.arrays("map").map(\.scalars) == [[1, 2, 3, 4.5]])
  }

  @Test("a value with a key's name for its title is that key's, in whatever order")
  func titled() throws {
    let shown: [Shown] = [("image", [([3], [1, 2, 3])]), ("kernel", [([1, 1, 2, 1], [1, -1])]), Self.square]
    let state = try taken(.convolution, shown).get()
    #expect(state.text(of: "image") == "1 2 3" && state.text(of: "kernel") == "1 -1")
  }

  @Test("channels and several kernels")
  func channels() throws {
    let image: Shown = ("image", [([2, 1, 2], [1, 10, 2, 20])])
    let kernels: Shown = ("kernel", [([1, 1, 2], [1, 2]), ([1, 1, 2], [3, 4])])
    let state = try taken(.convolution, [image, kernels]).get()
    #expect(state.text(of: "image") == "1 / 2 | 10 / 20" && state.text(of: "kernel") == "1 | 2 ; 3 | 4")
    let stacked = try taken(.convolution, [image, ("kernel", [([2, 1, 1, 2], [1, 2, 3, 4])])]).get()
    #expect(stacked == state)
  }

  @Test("a row of numbers, and one alone")
  func rows() throws {
    let state = try taken(
      .backpropagation, [("inputs", [([1, 2], [0.1, 1e-7])]), ("target", [([], [2])])]
    ).get()
    #expect(state.numbers("inputs") == [0.1, 1e-7] && state.number("target") == 2)
  }

  @Test("all else of the state is the block's own")
  func rest() throws {
    let state = try taken(.pooling, [Self.square], besides: ["border"]).get()
    #expect(state.choice("border") == "drop" && state.integer("size") == 2)
  }

  @Test("what does not fit is told")
  func misfits() {
    #expect(misfit(taken(.pooling, [])) == .nothingShown)
    #expect(misfit(taken(.pooling, [("", [([0], [])])])) == .nothingShown)
    #expect(misfit(taken(.pooling, [Self.square], besides: ["map"])) == .givenTwice)
    #expect(misfit(taken(.pooling, [("map", [([13, 1], Array(repeating: 1, count: 13))])])) == .tooLarge(side: 12))
    let million = Array(repeating: 1.0, count: 1_000_000)
    #expect(misfit(taken(.pooling, [("map", [([1000, 1000], million)])])) == .tooLarge(side: 12))
    #expect(misfit(taken(.pooling, [("map", [([2], [1, .nan])])])) == .noNumber("nan"))
    #expect(misfit(taken(.pooling, [("map", [([1, 1, 1, 1, 1], [1])])])) == .noRows(shape: [1, 1, 1, 1, 1]))
    #expect(misfit(taken(.softmaxLoss, [("scores", [([2, 2], [1, 2, 3, 4])])])) == .noRows(shape: [2, 2]))
    #expect(misfit(taken(.convolution, [Self.square])) == .kernelBeyondImage(kernel: 3, image: 2))
    #expect(misfit(taken(.pooling, [("map", [([2], [1, 1e9])])])) == .beyond("1000000000", -1e6...1e6))
  }
}
