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
}
