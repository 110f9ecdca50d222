/// Why a figure's value makes no sense.
package enum FigureComplaint: Hashable, Sendable {
  // MARK: By itself
  case nothing(FigureKey.ValueType)
  case noNumber(String)
  case noInteger(String, ClosedRange<Int>)
  case beyond(String, ClosedRange<Double>)
  case noChoice(String, among: [String], meant: String?)
  case otherCount(Int, ClosedRange<Int>)
  case repeatedName(String)
  case unevenRow(Int, expected: Int)
  case tooLarge(side: Int)
  case tooManyChannels(Int)
  case tooManyArrays(Int)
  /// An array that has not the size of the first.
  case unevenArray
  case noArrayName(String, among: [String], meant: String?)
  case noLayer(String)
  case tooManyLayers(Int)
  case noDrawing(String)

  // MARK: Of an example's values
  case nothingShown
  /// The figure's own block has the key as well.
  case givenTwice
  case noRows(shape: [Int])

  // MARK: In a network
  case noLayers, lateInput, unevenWindow
  case noLayerKind(String, among: [String], meant: String?)
  case noLayerOption(String, of: String, among: [String])
  case layerValues(String, example: String)
  case noSizes(String, count: Int)
  case layerMisfit(String, after: [Int])
  case overlargeNetwork(String)

  // MARK: Beside the others
  case kernelBeyondImage(kernel: Int, image: Int)
  case otherChannels(kernel: Int, image: Int)
  case otherCountThan(Int, of: String, expected: Int)
  case noSuchStep(Int, last: Int)
  case noSuchPlace(Int, last: Int)
  case noSuchClass(String, among: [String], meant: String?)
  case evenKernel
  case noProbabilities(row: Int)
  case nothingLeft(layer: Int)
  /// What a network makes of an image, where it should be scores of ten classes.
  case noScores([Int])
  /// Images of sizes in which no digits are drawn.
  case noDrawnDigits([Int])
  case noRoom(Int, most: Int)
}
