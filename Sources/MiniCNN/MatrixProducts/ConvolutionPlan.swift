/// How a convolution's windows lie on an image, one axis each.
struct ConvolutionPlan {
  var image: (height: Int, width: Int, channels: Int)
  var kernel: Size
  var stride: Size
  var padding: Size
  var dilation: Size
  /// The channels, and the kernels, are dealt to so many groups in order; a kernel sees its own group's channels.
  var groups: Int
  var kernelCount: Int
  var output: Size

  /// How many channels a kernel has.
  var depth: Int { image.channels / groups }
  var kernelsEach: Int { kernelCount / groups }
  var imageCount: Int { image.height * image.width * image.channels }
  /// How many numbers the maps of one image have.
  var mapCount: Int { outputPlaces * kernelCount }
  var outputPlaces: Int { output.height * output.width }
  /// How many numbers of one kernel row all windows of a map's row see: a row's length in `PatchRows`.
  var patchLength: Int { kernel.width * depth }
  /// How many numbers a kernel has.
  var kernelLength: Int { kernel.height * patchLength }

  /// The rows of a map whose windows meet the image with row m of the kernel; in the others that row lies in the padding, and adds nothing.
  func mapRows(meetingKernelRow m: Int) -> Range<Int> {
    // Row i meets the image's row i·S + m·D − P.
    let offset = m * dilation.height - padding.height
    func firstRow(reaching imageRow: Int) -> Int {
      min(output.height, max(0, (imageRow - offset + stride.height - 1) / stride.height))
    }
    let start = firstRow(reaching: 0)
    return start..<max(start, firstRow(reaching: image.height))
  }

  /// The columns of a map whose windows lie within the image's width, padding left out.
  var wholeColumns: Range<Int> {
    let start = min(output.width, (padding.width + stride.width - 1) / stride.width)
    let last = image.width + padding.width - effectiveKernelSize(kernel: kernel.width, dilation: dilation.width)
    return start..<max(start, last < 0 ? start : min(output.width, last / stride.width + 1))
  }
}
