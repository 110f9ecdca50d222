// Pictures of our own.

/// The kernels that change pictures, in the order of the script's names for them.
private let imageKernels: [ImageKernel] = [
  .sharpen, .edgeEnhance, .emboss, .sobelVertical, .sobelHorizontal, .boxBlur(3), .boxBlur(5),
]

/// The number of a kernel: its height and width, and its numbers.
@_expose(wasm, "imageKernel") @_cdecl("doorImageKernel")
public func doorImageKernel() -> Int32 {
  var given = Arguments()
  return Answer(map: imageKernels[given.integer()].weights).left()
}

/// Height and width of the landscape.
@_expose(wasm, "landscape") @_cdecl("doorLandscape")
public func doorLandscape() -> Int32 {
  var given = Arguments()
  return Answer(map: Tensor.landscape(height: given.integer(), width: given.integer())).left()
}

/// How many digits, their size and seed: all images, then all labels.
@_expose(wasm, "drawnDigits") @_cdecl("doorDrawnDigits")
public func doorDrawnDigits() -> Int32 {
  var given = Arguments()
  let digits = LabelledImages.drawnDigits(
    count: given.integer(), size: given.integer(), seed: UInt64(given.number()))
  var answer = Answer()
  answer.add(digits.images)
  answer.add(digits.labels)
  return answer.left()
}
