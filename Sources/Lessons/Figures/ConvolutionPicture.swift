import MiniCNN
import Reading
import TextTable

/// One stop of a kernel on an image: what is below it, the products with their sum, and the whole map.
struct ConvolutionPicture {
  private let state: FigureState
  private let image: FigureArray
  private let kernels: [FigureArray]
  private let down: FigureLayer
  private let across: FigureLayer
  private let maps: Tensor
  private let stop: (kernel: Int, row: Int, column: Int)

  init(_ state: FigureState) {
    self.state = state
    image = state.arrays("image")[0]
    (down, across) = state.convolutionWindows
    let isFlipped = state.choice("flip") == "yes"
    kernels = state.arrays("kernel").map { isFlipped ? $0.flipped : $0 }
    let biases = state.numbers("bias")
    let bias = biases.count == kernels.count ? biases : kernels.map { _ in biases[0] }
    maps = image.tensor.crossCorrelated(
      with: Tensor(
        shape: [kernels.count, kernels[0].height, kernels[0].width, kernels[0].channels],
        scalars: kernels.flatMap(\.scalars)),
      stride: Size(square: down.stride), padding: Size(square: down.padding), dilation: Size(square: down.dilation),
      border: .drop, bias: bias)
    let (height, width) = (down.outputSize(of: image.height), across.outputSize(of: image.width))
    let index = state.integer("step") - 1
    stop = (index / (height * width), index / width % height, index % width)
  }

  var lines: [String] {
    let channels = (0..<image.channels).flatMap { channel in
      sideBySide([imagePanel(channel)] + kernels.indices.map { kernelPanel($0, channel) }) + [""]
    }
    let mapPanels = kernels.indices.map { index in
      let numbers = (0..<maps.height * maps.width).map { maps.scalars[$0 * kernels.count + index] }
      return panel(
        kernels.count == 1 ? "map, \(maps.height) × \(maps.width)" : "map \(index), \(maps.height) × \(maps.width)",
        numbers, width: maps.width, marked: index == stop.kernel ? [stop.row * maps.width + stop.column] : [])
    }
    return channels + sideBySide(mapPanels) + [""] + calculation + [""] + sizes
  }

  // MARK: - Panels

  /// The image with its padding, the window marked.
  private func imagePanel(_ channel: Int) -> [String] {
    let (height, width) = (image.height + 2 * down.padding, image.width + 2 * across.padding)
    let numbers = (0..<height * width).map { place in
      pixel(place / width - down.padding, place % width - across.padding, channel)
    }
    let marked = (0..<down.kernel).flatMap { row in
      (0..<across.kernel).map { column in
        (stop.row * down.stride + row * down.dilation) * width + stop.column * across.stride + column * across.dilation
      }
    }
    let name = image.channels == 1 ? "image" : "image, channel \(channel)"
    let size = "\(image.height) × \(image.width)" + (down.padding > 0 ? ", padded by \(down.padding)" : "")
    return panel("\(name), \(size)", numbers, width: width, marked: Set(marked))
  }

  private func kernelPanel(_ index: Int, _ channel: Int) -> [String] {
    let kernel = kernels[index]
    let numbers = (0..<kernel.height * kernel.width).map { kernel.scalars[$0 * kernel.channels + channel] }
    let name = (kernels.count == 1 ? "kernel" : "kernel \(index)") + (state.choice("flip") == "yes" ? ", turned" : "")
    return panel(name, numbers, width: kernel.width)
  }

  private func pixel(_ row: Int, _ column: Int, _ channel: Int) -> Double {
    (0..<image.height).contains(row) && (0..<image.width).contains(column) ? image.scalar(row, column, channel) : 0
  }

  // MARK: - Words

  private var calculation: [String] {
    let kernel = kernels[stop.kernel]
    let biases = state.numbers("bias")
    let bias = biases.count == kernels.count ? biases[stop.kernel] : biases[0]
    var products: [String] = []
    for channel in 0..<image.channels {
      for row in 0..<kernel.height {
        for column in 0..<kernel.width {
          let seen = pixel(
            stop.row * down.stride + row * down.dilation - down.padding,
            stop.column * across.stride + column * across.dilation - across.padding, channel)
          products.append("\(term(seen))·\(term(kernel.scalar(row, column, channel)))")
        }
      }
    }
    let result = maps.scalars[(stop.row * maps.width + stop.column) * kernels.count + stop.kernel]
    let place = (kernels.count == 1 ? "" : "kernel \(stop.kernel), ") + "row \(stop.row), column \(stop.column)"
    return ["step \(state.integer("step")) of \(maps.scalars.count): \(place)"]
      + sum(products + (bias == 0 ? [] : [term(bias)]), of: NumberText.text(of: result))
  }

  private var sizes: [String] {
    let isSquare = image.height == image.width && down.kernel == across.kernel
    if isSquare { return [size("rows and columns", image.height, down)] }
    return [size("rows", image.height, down), size("columns", image.width, across)]
  }

  private func size(_ name: String, _ input: Int, _ layer: FigureLayer) -> String {
    let room = input + 2 * layer.padding - layer.reach
    let reach = layer.dilation == 1 ? "\(layer.kernel)" : "(\(layer.dilation)·(\(layer.kernel) − 1) + 1)"
    let exact = NumberText.text(of: Double(room) / Double(layer.stride) + 1)
    let whole = room / layer.stride + 1
    return "\(name): (\(input) − \(reach) + 2·\(layer.padding))/\(layer.stride) + 1 = \(exact)"
      + (room % layer.stride == 0 ? "" : ", rounded down to \(whole)")
  }
}

extension FigureArray {
  /// Height × width × channels.
  var tensor: Tensor { Tensor(shape: [height, width, channels], scalars: scalars) }

  /// Turned by half a turn, as the convolution of mathematics has its kernel.
  var flipped: FigureArray {
    var copy = self
    copy.scalars = (0..<height * width).reversed().flatMap { place in
      scalars[place * channels..<(place + 1) * channels]
    }
    return copy
  }
}
