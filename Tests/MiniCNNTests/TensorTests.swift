import MiniCNN
import Testing

@Suite("Tensors")
struct TensorTests {
  @Test("numbers on paper become a table; blank lines and blanks do not matter")
  func text() {
    let kernel = Tensor("0 0 1 / 1 0 0 / 0 1 1")
    #expect(kernel.shape == [3, 3])
    #expect(kernel == Tensor("\n  0 0 1\n\n 1\t0 0  \n0 1 1\n"))
    #expect(Tensor("1 -2.5 3e2") == Tensor([1, -2.5, 300]))
  }

  @Test("a copy is independent")
  func value() {
    let original = Tensor("1 2 / 3 4")
    var copy = original
    copy[0, 1] = 9
    #expect(original[0, 1] == 2)
    #expect(copy == Tensor("1 9 / 3 4"))
  }

  @Test("an image has channels, which can be taken out and stacked again")
  func channels() {
    let image = Tensor([[[1, 10], [2, 20]], [[3, 30], [4, 40]]])
    #expect(image.shape == [2, 2, 2])
    #expect(image.channel(1) == Tensor("10 20 / 30 40"))
    #expect(Tensor(stacking: [image.channel(0), image.channel(1)]) == image)
    #expect(Tensor(kernels: [image, image]).shape == [2, 2, 2, 2])
    #expect(Tensor(kernels: [image.channel(0)]).shape == [1, 2, 2, 1])
  }

  @Test("shapes say how many numbers they hold")
  func shapes() {
    #expect(Shape([28, 28, 6]).description == "28 × 28 × 6")
    #expect(Shape([28, 28, 6]).elementCount == 4704)
    #expect(Shape([]).description == "scalar")
    #expect(Tensor("1 2 3 / 4 5 6").reshaped(to: [3, 2]) == Tensor("1 2 / 3 4 / 5 6"))
    #expect(Tensor("1 2 3 / 4 5 6").transposed() == Tensor("1 4 / 2 5 / 3 6"))
  }

  @Test("arithmetic goes number by number")
  func arithmetic() {
    let one = Tensor("1 2 / 3 4")
    #expect(one + one == 2 * one)
    #expect(one - one == Tensor(repeating: 0, shape: [2, 2]))
    #expect(1 - one == -(one - 1))
    #expect(12 / one == Tensor("12 6 / 4 3"))
    #expect(one * one / one == one)
    #expect((one.sum(), one.mean(), one.max(), one.min(), one.argmax()) == (10, 2.5, 4, 1, 3))
    #expect(Tensor([5, 7, 7]).argmax() == 1)
  }

  @Test("a tensor is its table")
  func table() {
    #expect("\(Tensor("1 -20 / 3 4"))" == " 1  -20\n 3    4")
  }

  @Test("a target of 0 adds nothing to the cross-entropy, not even for a prediction of 0; a missed one is infinite")
  func crossEntropyAtTheEnds() {
    #expect(crossEntropy(of: Tensor([1, 0]), targets: Tensor([1, 0])) == 0)
    #expect(crossEntropy(of: Tensor([1, 0]), targets: Tensor([0, 1])) == .infinity)
  }

  @Test("numbers and tensors have the elementary functions")
  func elementary() {
    #expect(exp(Tensor([0, 1]))[0] == 1)
    #expect(abs(MiniCNN.log(MiniCNN.exp(2)) - 2) < 1e-15)
    #expect(sqrt(Tensor([4, 9])) == Tensor([2, 3]))
    #expect((MiniCNN.sqrt(16), MiniCNN.pow(2, 10), MiniCNN.tanh(0)) == (4, 1024, 0))
  }
}
