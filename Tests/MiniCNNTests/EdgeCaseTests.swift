import MiniCNN
import Testing

@Suite("Numbers that are none")
struct NotANumberTests {
  @Test("a NaN is not lost on its way through a network", arguments: [0, 1, 2, 3])
  func pooling(place: Int) {
    var numbers = [1.0, 5, -2, 3]
    numbers[place] = .nan
    let map = Tensor(shape: [2, 2], scalars: numbers)
    #expect(map.maxPooled()[0, 0].isNaN)
    #expect(map.averagePooled()[0, 0].isNaN)
    #expect(map.relu().scalars[place].isNaN)
    #expect(map.softmax().row(place / 2).scalars.allSatisfy { $0.isNaN })
    #expect(map.max().isNaN)
    #expect(map.min().isNaN)
    #expect(map.argmax() == place)
  }

  @Test("a NaN spoils the windows that it is in, and no others")
  func windows() {
    let map = Tensor([[1, 2, .nan, 4], [5, 6, 7, 8]])
    let pooled = map.maxPooled()
    #expect(pooled[0, 0] == 6)
    #expect(pooled[0, 1].isNaN)
  }

  @Test("infinities are numbers")
  func infinities() {
    let map = Tensor([[-.infinity, .infinity], [0, 1]])
    #expect(map.maxPooled() == Tensor([[.infinity]]))
    #expect((map.min(), map.max(), map.argmax()) == (-.infinity, .infinity, 1))
    #expect(Tensor([-.infinity, -.infinity]).max() == -.infinity)
    #expect(map.relu() == Tensor([[0, .infinity], [0, 1]]))
  }

  @Test("ReLU leaves no negative zero behind")
  func negativeZero() {
    #expect(Tensor([-0.0, -1]).relu().scalars.allSatisfy { $0.sign == .plus })
  }
}

@Suite("Tensors without numbers")
struct EmptyTensorTests {
  private let empty = Tensor(repeating: 1, shape: [4, 4, 0])

  @Test("an image without channels stays one")
  func noChannels() {
    #expect(empty.maxPooled().shape == [2, 2, 0])
    #expect(empty.averagePooled().shape == [2, 2, 0])
    #expect(empty.padded(by: 1).shape == [6, 6, 0])
    #expect(empty.relu() == empty)
    #expect(empty.softmax() == empty)
    #expect(empty.flipped() == empty)
    #expect(empty.flattened().shape == [0])
    #expect(empty.table == "empty (4 × 4 × 0)")
  }

  @Test("a kernel without channels sees nothing but its bias")
  func bias() {
    let maps = empty.crossCorrelated(with: Tensor(repeating: 1, shape: [2, 3, 3, 0]), bias: [1, 2])
    #expect(maps.shape == [2, 2, 2])
    #expect(maps.channel(1) == Tensor("2 2 / 2 2"))
  }

  @Test("an image without pixels is all padding")
  func noPixels() {
    let maps = Tensor(repeating: 1, shape: [0, 0]).crossCorrelated(
      with: Tensor(repeating: 1, shape: [3, 3]), padding: 2, bias: 5)
    #expect(maps == Tensor("5 5 / 5 5"))
  }

  @Test("no kernels give no maps")
  func noKernels() {
    let image = Tensor(repeating: 1, shape: [4, 4, 3])
    #expect(image.crossCorrelated(with: Tensor(repeating: 1, shape: [0, 3, 3, 3])).shape == [2, 2, 0])
  }

  @Test("a sum of nothing is 0")
  func sum() {
    #expect(Tensor([Double]()).sum() == 0)
  }

  @Test("nothing has no mean, no largest and no smallest number")
  func stops() async {
    await #expect(processExitsWith: .failure) { _ = Tensor([Double]()).mean() }
    await #expect(processExitsWith: .failure) { _ = Tensor([Double]()).max() }
    await #expect(processExitsWith: .failure) { _ = Tensor([Double]()).min() }
    await #expect(processExitsWith: .failure) { _ = Tensor([Double]()).argmax() }
  }

  @Test("negative sizes stop the program, even where their product is not negative")
  func negativeSizes() async {
    await #expect(processExitsWith: .failure) { _ = Tensor(repeating: 0, shape: [-2, -2]) }
    await #expect(processExitsWith: .failure) { _ = Tensor(shape: [-2, -2], scalars: [1, 2, 3, 4]) }
    await #expect(processExitsWith: .failure) { _ = Tensor("1 2 / 3 4").reshaped(to: [-2, -2]) }
  }
}

@Suite("Windows that the border cuts off")
struct BorderTests {
  @Test("kept are the whole windows and at most one more, which begins on the image", arguments: 0...7)
  func kept(padding: Int) {
    for input in 1...9 {
      for kernel in 1...4 where kernel <= input + 2 * padding {
        for stride in 1...5 {
          let whole = outputSize(input: input, kernel: kernel, stride: stride, padding: padding, border: .drop)
          let kept = outputSize(input: input, kernel: kernel, stride: stride, padding: padding, border: .keep)
          let isEven = (input + 2 * padding - kernel) % stride == 0
          let wouldSeeTheImage = whole * stride < input + padding
          #expect(
            kept == (!isEven && wouldSeeTheImage ? whole + 1 : whole),
            "input \(input), kernel \(kernel), stride \(stride)")
        }
      }
    }
  }

  @Test("where the steps come out even, the border is no matter, however wide the padding", arguments: [0, 1, 3, 8])
  func even(padding: Int) {
    let image = Tensor("1 2 3 / 4 5 6 / 7 8 9")
    let kernel = Tensor([[2.0]])
    let exact = image.crossCorrelated(with: kernel, padding: padding)
    #expect(image.crossCorrelated(with: kernel, padding: padding, border: .keep) == exact)
    #expect(image.crossCorrelated(with: kernel, padding: padding, border: .drop) == exact)
  }

  @Test("a kept window of a convolution sees zeros beyond the border, one of pooling what is there")
  func cutOff() {
    let image = Tensor("1 1 1 / 1 1 1 / 1 1 1")
    let kernel = Tensor("1 1 / 1 1")
    #expect(image.crossCorrelated(with: kernel, stride: 2, border: .keep) == Tensor("4 2 / 2 1"))
    #expect(image.averagePooled(size: 2, border: .keep) == Tensor("1 1 / 1 1"))
    #expect((-image).maxPooled(size: 2, border: .keep) == Tensor("-1 -1 / -1 -1"))
  }
}
