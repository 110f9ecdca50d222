/// The names that a cell may use without declaring them, to find the one that a mistyped name was meant to be.
///
/// A program does not know them at run time, and asking the compiler takes a third of a second; so they are written down here, and a
/// test compares them with the modules.
package enum LibraryNames {
  /// MiniCNN's and LessonKit's functions and types.
  package static let functionsAndTypes = words(
    """
    Activation AveragePooling Border ConfusionMatrix Convolution Dense Dropout FileFailure Flatten \
    GlobalAveragePooling Gradients ImageKernel Initialisation LabelledImages Layer LayerPlan Loss MaxPooling \
    MultiplyAdds Network Optimiser Padding ParameterCount ParametricReLU Pass PictureCells PictureCharacters \
    PlotScale ReceptiveField Residual SeededGenerator SeenPixels Shape ShapeMismatch Size SlidingWindow Softmax \
    Tensor TensorFile Training answer classificationError crossEntropy effectiveKernelSize exactOutputSize exp \
    linePlot log meanSquaredError outputSize pow samePadding show sqrt tanh topAccuracy
    """)

  /// What is written with a dot before it where its type is clear, such as `.relu`.
  package static let cases = words(
    """
    adadelta adam ascii automatic averagePooling boxBlur cifar10Demo convolution crossEntropy crossEntropyOnScores \
    dense descent drawnDigits drop dropout edgeEnhance emboss exact flatten globalAveragePooling glorot he keep \
    landscape large layer leNet5 leakyReLU linear logarithmic maxPooling meanSquaredError none parametricReLU \
    pooling relu residual same sharpen sigmoid small sobelHorizontal sobelVertical softmax tanh unicode zeros
    """)

  /// Of Swift's own, those that beginners use.
  static let ofSwift = words(
    "Array Bool Double Int String abs max min print stride zip")

  /// What may follow a dot, whatever it is a member of.
  static var allMembers: Set<String> {
    ofTypes.values.reduce(into: cases.union(ofLists).union(ofNumbers)) { $0.formUnion($1) }
  }

  /// The members of a type; `nil` for a type that is not known here.
  package static func members(of type: String) -> Set<String>? {
    if type.hasPrefix("["), type.hasSuffix("]") { return ofLists }
    return type == "Double" || type == "Int" ? ofNumbers : ofTypes[type]
  }

  private static let ofLists = words(
    """
    allSatisfy append contains count dropFirst dropLast enumerated filter first firstIndex flatMap indices insert isEmpty joined \
    last map max min prefix reduce remove removeLast reversed sorted suffix
    """)
  private static let ofNumbers = words("description infinity isNaN magnitude rounded squareRoot")

  package static let ofTypes: [String: Set<String>] = [
    "Activation": words(
      """
      Function function name output outputShape pass
      """),
    "AveragePooling": words(
      """
      border name padding pass size stride
      """),
    "Border": words(
      """
      drop exact keep
      """),
    "ConfusionMatrix": words(
      """
      accuracy classes counts table
      """),
    "Convolution": words(
      """
      bias border dilation groups kernels name output outputShape padding parameters pass stride windows
      """),
    "Dense": words(
      """
      bias name output outputShape parameters pass weights windows
      """),
    "Dropout": words(
      """
      name output outputShape pass rate
      """),
    "FileFailure": words(
      """
      advice description offset path problem
      """),
    "Flatten": words(
      """
      name outputShape pass
      """),
    "GlobalAveragePooling": words(
      """
      name outputShape pass windows
      """),
    "Gradients": words(
      """
      input parameters
      """),
    "ImageKernel": words(
      """
      boxBlur edgeEnhance emboss sharpen sobelHorizontal sobelVertical weights
      """),
    "Initialisation": words(
      """
      glorot he zeros
      """),
    "LabelledImages": words(
      """
      Batches batches classes count drawnDigits imageShape images labels prefix shuffled split targets
      """),
    "Layer": words(
      """
      name output outputShape parameterCount parameters pass windows
      """),
    "LayerPlan": words(
      """
      averagePooling convolution dense dropout flatten globalAveragePooling layer leakyReLU maxPooling \
      parametricReLU relu residual sigmoid softmax tanh
      """),
    "Loss": words(
      """
      crossEntropy crossEntropyOnScores gradient meanSquaredError value
      """),
    "MaxPooling": words(
      """
      border name padding pass size stride
      """),
    "MultiplyAdds": words(
      """
      convolution dense
      """),
    "Network": words(
      """
      SummaryRow accuracy callAsFunction cifar10Demo confusion gradients input layers leNet5 load namedParameters \
      output outputs parameterCount parameters probabilities save summary summaryRows
      """),
    "Optimiser": words(
      """
      adadelta adam descent learningRate step stepCount weightDecay
      """),
    "Padding": words(
      """
      none same zeros
      """),
    "ParameterCount": words(
      """
      biases convolution dense total weights
      """),
    "ParametricReLU": words(
      """
      name outputShape parameters pass slopes
      """),
    "Pass": words(
      """
      gradients output
      """),
    "PictureCells": words(
      """
      automatic large small
      """),
    "PictureCharacters": words(
      """
      ascii unicode
      """),
    "PlotScale": words(
      """
      linear logarithmic
      """),
    "ReceptiveField": words(
      """
      columns jump rows size
      """),
    "Residual": words(
      """
      layers name output outputShape parameters pass windows
      """),
    "SeededGenerator": words(
      """
      integer next normal shuffledIndices uniform
      """),
    "SeenPixels": words(
      """
      columns rows
      """),
    "Shape": words(
      """
      description elementCount endIndex rank startIndex
      """),
    "ShapeMismatch": words(
      """
      description
      """),
    "Size": words(
      """
      height width
      """),
    "SlidingWindow": words(
      """
      convolution dilation effectiveKernel kernel outputSize padding pooling stride
      """),
    "Softmax": words(
      """
      name output outputShape pass
      """),
    "Tensor": words(
      """
      argmax averagePooled channel channels clipped convolved crossCorrelated dense description filtered flattened \
      flipped grey height landscape leakyReLU map max maxPooled mean min multiplied padded patches relu reshaped row \
      scalars shaded shape sigmoid softmax sum table top transposed width write
      """),
    "TensorFile": words(
      """
      metadata tensors write
      """),
    "Training": words(
      """
      Progress batch batchSize epoch load loss network optimiser run save seed
      """),
  ]

  private static func words(_ text: String) -> Set<String> { Set(text.split(separator: " ").map(String.init)) }
}
