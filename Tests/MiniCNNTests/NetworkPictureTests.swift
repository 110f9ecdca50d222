import MiniCNN
import Testing

@Suite("Pictures of networks")
struct NetworkPictureTests {
  /// One kernel that finds bright vertical lines, and one that finds horizontal ones.
  private var network: Network {
    var network = Network(
      input: [8, 8, 1], seed: 1, [.convolution(2, size: 3), .relu, .maxPooling(), .flatten, .dense(2)])
    network.parameters[0] = Tensor(kernels: [
      Tensor("-1 2 -1 / -1 2 -1 / -1 2 -1"), Tensor("-1 -1 -1 / 2 2 2 / -1 -1 -1"),
    ])
    return network
  }

  private func image(lineAt column: Int) -> Tensor {
    var image = Tensor(repeating: 0, shape: [8, 8, 1])
    for row in 0..<8 { image[row, column, 0] = Double(column) / 8 }
    return image
  }

  @Test("kernels, each with its number")
  func kernels() {
    let picture = network.kernelPicture()
    #expect(picture.title == "layer 0: 2 kernels of 3 × 3")
    #expect(picture.panels.map(\.caption) == ["kernel 0", "kernel 1"])
    #expect(picture.panels[0].map == Tensor("-1 2 -1 / -1 2 -1 / -1 2 -1"))
    #expect(
      "\(picture)" == """
        layer 0: 2 kernels of 3 × 3
        kernel 0       kernel 1
        ┌──────┐       ┌──────┐
        │  ██  │       │      │
        │  ██  │       │██████│
        │  ██  │       │      │
        └──────┘       └──────┘
        -1 [ ░▒▓█] 2   -1 [ ░▒▓█] 2
        """)
  }

  @Test("kernels of three channels are in colour, of others each channel by itself", arguments: [(3, 4), (2, 8)])
  func colours(channels: Int, panels: Int) {
    let network = Network(input: [8, 8, channels], [.convolution(4, size: 3)])
    #expect(network.kernelPicture(layer: 0).panels.count == panels)
    #expect(network.kernelPicture().panels[0].map.shape == (channels == 3 ? [3, 3, 3] : [3, 3]))
  }

  @Test("maps of a layer, one a channel")
  func activations() {
    let picture = network.activationPicture(of: image(lineAt: 4), layer: 1)
    #expect(picture.title == "layer 1: ReLU")
    #expect(picture.panels.map(\.map) == (0..<2).map { network.outputs(for: image(lineAt: 4))[1].channel($0) })
  }

  @Test("the image and its saliency, side by side; captions can be set")
  func saliency() {
    var picture = network.saliencyPicture(of: image(lineAt: 4), for: 1)
    #expect(picture.panels.map(\.caption) == ["image", "saliency"])
    #expect(picture.panels[1].map == network.saliency(of: image(lineAt: 4), for: 1))
    picture.title = "what it looks at"
    picture.panels[0].caption = "a line"
    #expect("\(picture)".hasPrefix("what it looks at\na line"))
  }

  @Test("the parts of images that excite a channel most, the most exciting first")
  func patches() {
    let images = [2, 6, 4].map { image(lineAt: $0) }
    let data = LabelledImages(
      images: Tensor(shape: [3, 8, 8, 1], scalars: images.flatMap(\.scalars)), labels: [0, 0, 0],
      classes: ["line", "none"])
    let picture = network.excitingPatches(forChannel: 0, layer: 0, in: data, count: 2)
    #expect(picture.panels.map(\.caption) == ["image 1: 4.5", "image 2: 3"])
    #expect(picture.panels[0].map == Tensor("0 0.75 0 / 0 0.75 0 / 0 0.75 0"))
    let pooled = network.excitingPatches(forChannel: 0, layer: 2, in: data, count: 5)
    #expect(pooled.panels.count == 3 && pooled.panels[0].map.shape == [4, 4])
  }
}
