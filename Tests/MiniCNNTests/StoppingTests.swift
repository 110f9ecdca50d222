import MiniCNN
import Testing

/// Wrong shapes stop the program with a message that names both shapes and this file.
@Suite("Stopping on wrong shapes")
struct StoppingTests {
  private func expectMessage(_ result: ExitTest.Result?, _ words: [String]) {
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    for word in words + ["StoppingTests.swift"] { #expect(message.contains(word), "\(message)") }
  }

  @Test("a kernel of another depth")
  func depth() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor(repeating: 1, shape: [5, 5, 3]).crossCorrelated(with: Tensor(repeating: 1, shape: [3, 3, 2]))
    }
    expectMessage(result, ["5 × 5 × 3", "3 × 3 × 2", "full depth"])
  }

  @Test("a stride that does not fit")
  func misfit() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor(repeating: 1, shape: [7, 7]).crossCorrelated(with: Tensor(repeating: 1, shape: [3, 3]), stride: 3)
    }
    expectMessage(result, ["kernel of 3 with stride 3", "input of 7", "2.3333", "border:"])
  }

  @Test("a kernel larger than the image")
  func tooLarge() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor(repeating: 1, shape: [2, 2]).maxPooled(size: 3)
    }
    expectMessage(result, ["kernel of 3", "input of 2"])
  }

  @Test("sums of different shapes")
  func sums() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor("1 2 / 3 4") + Tensor([1, 2])
    }
    // An operator cannot know its caller's line; a backtrace does.
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(message.contains("the shapes 2 × 2 and 2 differ in left + right"), "\(message)")
  }

  @Test("an index outside")
  func index() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor("1 2 / 3 4")[0, 2]
    }
    expectMessage(result, ["[0, 2]", "2 × 2"])
  }

  @Test("numbers that are none")
  func malformed() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor("1 2 / 3 x")
    }
    expectMessage(result, ["'x'", "row 1, column 1"])
  }

  @Test("rows of different lengths")
  func ragged() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor("1 2 / 3")
    }
    expectMessage(result, ["row 1 has 1", "row 0 has 2"])
  }

  @Test("weights that do not fit the input")
  func weights() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1, 2, 3]).dense(weights: Tensor("1 2 / 3 4"))
    }
    expectMessage(result, ["2 × 2", "shape 3"])
  }

  @Test("predictions and targets of different shapes")
  func losses() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = crossEntropy(of: Tensor("1 0 / 0 1"), targets: Tensor([1, 0]))
    }
    expectMessage(result, ["2 × 2", "shape 2"])
  }

  @Test("a kernel of even size has no size-preserving padding")
  func evenKernel() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = samePadding(kernel: 4)
    }
    expectMessage(result, ["odd", "4"])
  }
}
