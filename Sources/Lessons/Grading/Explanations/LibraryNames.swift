/// The names that a cell may use without declaring them, to find the one that a mistyped name was meant to be.
///
/// A program does not know them at run time, and asking the compiler takes a third of a second; so they are written down here, and a
/// test compares them with the modules.
package enum LibraryNames {
  /// MiniCNN's and LessonKit's functions and types.
  package static let functionsAndTypes = words(
    """
    Activation Augmentation AveragePooling BatchNormalisation Border Branches ConfusionMatrix Convolution Dense \
    Dropout FileFailure Flatten GlobalAveragePooling Gradients ImageKernel Initialisation LabelledImages Layer \
    LayerNormalisation LayerPlan LearningRateSchedule Loss MaxPooling MultiplyAdds Network NetworkPlan Optimiser \
    Padding ParameterCount ParametricReLU Pass Picture PictureCells PictureCharacters Plot PlotScale \
    Precision ReceptiveField Residual Resizing SeededGenerator SeenPixels Shape ShapeMismatch Size SlidingWindow Softmax \
    Tensor TensorFile Training TransposedConvolution Upsampling abs answer classificationError crossEntropy \
    effectiveKernelSize exactOutputSize exp linePlot log meanSquaredError outputSize pow samePadding show sqrt \
    tanh topAccuracy
    """)

  /// What is written with a dot before it where its type is clear, such as `.relu`.
  package static let cases = words(
    """
    adadelta adam adamW alexNet ascii automatic averagePooling batchNormalisation bilinear boxBlur branches \
    cifar10Demo constant convolution cosine crop crossEntropy crossEntropyOnScores dense descent double \
    drawnDigits drop dropout edgeEnhance emboss exact flatten globalAveragePooling glorot googLeNet he keep \
    landscape large layer layerNormalisation leNet5 leakyReLU linear logarithmic maxPooling meanSquaredError \
    mirror nearest noise none parametricReLU pooling relu resNet18 residual same sharpen shift sigmoid single \
    small sobelHorizontal sobelVertical softmax step tanh transposedConvolution unicode upsampling vgg16 warmUp \
    zeros
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
    "Augmentation": words(
      """
      crop mirror noise shift
      """),
    "AveragePooling": words(
      """
      border name padding pass size stride
      """),
    "BatchNormalisation": words(
      """
      epsilon momentum name output outputShape parameters pass runningMean runningVariance scale settledPass \
      shift state
      """),
    "Border": words(
      """
      drop exact keep
      """),
    "Branches": words(
      """
      branches name output outputShape parameters pass samplesAreIndependent settledPass state windows
      """),
    "ConfusionMatrix": words(
      """
      accuracy classes counts description table
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
      name output outputShape pass rate settledPass
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
      boxBlur description edgeEnhance emboss sharpen sobelHorizontal sobelVertical weights
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
      name output outputShape parameterCount parameters pass samplesAreIndependent settledPass state windows
      """),
    "LayerNormalisation": words(
      """
      epsilon name outputShape parameters pass scale shift windows
      """),
    "LayerPlan": words(
      """
      averagePooling batchNormalisation branches convolution dense dropout flatten globalAveragePooling layer \
      layerNormalisation leakyReLU maxPooling parametricReLU relu residual sigmoid softmax tanh \
      transposedConvolution upsampling
      """),
    "LearningRateSchedule": words(
      """
      constant cosine factor step warmUp
      """),
    "Loss": words(
      """
      crossEntropy crossEntropyOnScores gradient meanSquaredError value
      """),
    "MaxPooling": words(
      """
      border name output padding pass size stride
      """),
    "MultiplyAdds": words(
      """
      convolution dense
      """),
    "Network": words(
      """
      SummaryRow accuracy activationPicture callAsFunction cifar10Demo classActivation confusion \
      excitingPatches frozen gradients input inputGradient kernelPicture layers leNet5 load loadMatching loss \
      namedParameters output outputs parameterCount parameters probabilities saliency saliencyPicture save \
      state summary summaryRows
      """),
    "NetworkPlan": words(
      """
      alexNet cifar10Demo description googLeNet input layers leNet5 output parameterCount resNet18 summary \
      summaryRows vgg16
      """),
    "Optimiser": words(
      """
      adadelta adam adamW descent gradientLimit learningRate step stepCount weightDecay
      """),
    "Padding": words(
      """
      none same zeros
      """),
    "ParameterCount": words(
      """
      biases convolution dense description total weights
      """),
    "ParametricReLU": words(
      """
      name outputShape parameters pass slopes
      """),
    "Pass": words(
      """
      gradients output state
      """),
    "Picture": words(
      """
      Panel description panels range title
      """),
    "PictureCells": words(
      """
      automatic large small
      """),
    "PictureCharacters": words(
      """
      ascii unicode
      """),
    "Plot": words(
      """
      Series description scale series
      """),
    "PlotScale": words(
      """
      linear logarithmic
      """),
    "Precision": words(
      """
      double single
      """),
    "ReceptiveField": words(
      """
      columns description jump rows size
      """),
    "Residual": words(
      """
      layers name output outputShape parameters pass samplesAreIndependent settledPass shortcut state windows
      """),
    "Resizing": words(
      """
      bilinear nearest
      """),
    "SeededGenerator": words(
      """
      integer next normal normalTensor shuffledIndices uniform uniformTensor
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
      description height width
      """),
    "SlidingWindow": words(
      """
      convolution description dilation effectiveKernel kernel outputSize padding pooling stride
      """),
    "Softmax": words(
      """
      name output outputShape pass
      """),
    "Tensor": words(
      """
      argmax averagePooled channel channels clipped convolved cropped crossCorrelated dense description \
      filtered flattened flipped grey height landscape leakyReLU map max maxPooled mean min mirrored \
      multiplied padded part patches permuted relu reshaped resized row scalars shaded shape sigmoid smoothed \
      softmax sum table top transposed width write
      """),
    "TensorFile": words(
      """
      metadata skipped tensors write
      """),
    "Training": words(
      """
      Precision Progress augmentations batch batchSize epoch labelSmoothing load loss network optimiser precision run \
      save schedule seed
      """),
    "TransposedConvolution": words(
      """
      bias dilation extra groups kernels name outputShape padding parameters pass stride windows
      """),
    "Upsampling": words(
      """
      factor method name outputShape pass
      """),
  ]

  private static func words(_ text: String) -> Set<String> { Set(text.split(separator: " ").map(String.init)) }
}
