internal import TextTable

// What a network has learned, to look at. Titles and captions can be changed afterwards.

extension Network {
  /// The kernels of a convolution: those of three channels in colour, of one channel in grey, of others each channel by itself.
  /// - Parameters:
  ///   - layer: Which layer, from 0; by default the first convolution.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: A panel for each kernel, or for each of its channels.
  public func kernelPicture(layer: Int? = nil, file: StaticString = #filePath, line: UInt = #line) -> Picture {
    guard let index = layer ?? layers.firstIndex(where: { $0 is Convolution }), layers.indices.contains(index),
      let convolution = layers[index] as? Convolution
    else { stop("layer \(layer ?? 0) is no convolution: take one that is, from 0", file, line) }
    let kernels = convolution.kernels
    let panels = (0..<kernels.shape[0]).flatMap { number -> [Picture.Panel] in
      let kernel = kernels.row(number)
      guard kernel.channels != 3 else { return [Picture.Panel(kernel, caption: "kernel \(number)")] }
      return (0..<kernel.channels).map {
        Picture.Panel(
          kernel.channel($0), caption: "kernel \(number)" + (kernel.channels == 1 ? "" : ", channel \($0)"))
      }
    }
    return Picture(title: "layer \(index): \(convolution.name)", panels)
  }

  /// The maps that a layer makes of an image, one a channel.
  public func activationPicture(
    of image: Tensor, layer: Int, file: StaticString = #filePath, line: UInt = #line
  ) -> Picture {
    let outputs = outputs(for: image, file: file, line: line)
    guard outputs.indices.contains(layer), outputs[layer].shape.rank == 3 else {
      stop("no layer \(layer) makes maps: take one that does, from 0", file, line)
    }
    let maps = outputs[layer]
    return Picture(
      title: "layer \(layer): \(layers[layer].name)",
      (0..<maps.channels).map { Picture.Panel(maps.channel($0), caption: "channel \($0)") })
  }

  /// An image, and beside it how much each of its pixels matters to an output.
  public func saliencyPicture(
    of image: Tensor, for output: Int? = nil, file: StaticString = #filePath, line: UInt = #line
  ) -> Picture {
    let map = saliency(of: image, for: output, file: file, line: line)
    let shown = image.shape.rank == 3 && image.channels != 3 ? image.channel(0) : image
    return Picture([Picture.Panel(shown, caption: "image"), Picture.Panel(map, caption: "saliency")])
  }

  /// The parts of images that excite one channel of a layer most: of each image at most one, the most exciting first.
  ///
  /// See Zeiler and Fergus, "Visualizing and understanding convolutional networks" (2013). A part is what the channel's number sees of the image.
  /// - Parameters:
  ///   - channel: The channel, from 0.
  ///   - layer: The layer, from 0; it must make maps.
  ///   - data: The images to look through.
  ///   - count: How many parts to find.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: A panel for each part, with the image's number and the channel's.
  public func excitingPatches(
    forChannel channel: Int, layer: Int, in data: LabelledImages, count: Int = 9, file: StaticString = #filePath,
    line: UInt = #line
  ) -> Picture {
    let first = Array(layers.prefix(layer + 1))
    guard layers.indices.contains(layer), let windows = first.windows,
      let shape = try? first.outputShape(for: input), shape.rank == 3, (0..<shape[2]).contains(channel), count >= 0
    else {
      stop("no channel \(channel) of layer \(layer) makes maps of parts of images; both count from 0", file, line)
    }
    let field = ReceptiveField(of: windows)
    var found: [(image: Int, place: Int, number: Double)] = []
    for index in 0..<data.count {
      let map = first.output(for: data.images.part(index..<index + 1)).row(0).channel(channel)
      let place = map.argmax()
      found.append((index, place, map.scalars[place]))
    }
    // Of equals the first, so that the order is one.
    let best = found.sorted { ($1.number, $0.image) < ($0.number, $1.image) }.prefix(count)
    let panels = best.map { image, place, number -> Picture.Panel in
      let rows = field.rows(ofCellsInRow: place / shape[1]).clamped(to: 0..<input[0])
      let columns = field.columns(ofCellsInColumn: place % shape[1]).clamped(to: 0..<input[1])
      let patch = data.images.row(image).cropped(rows: rows, columns: columns)
      return Picture.Panel(
        patch.channels == 3 ? patch : patch.channel(0), caption: "image \(image): \(NumberText.text(of: number))")
    }
    return Picture(title: "channel \(channel) of layer \(layer): \(layers[layer].name)", panels)
  }
}
