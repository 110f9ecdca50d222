import Support

/// A demonstration in a lesson: a `figure` block, which says in which state it is shown first.
package struct Figure: Hashable, Sendable {
  /// What its block says; where it takes numbers from an example, without these (`Report.state(of:)`).
  package var state: FigureState
  package var source: FigureSource?
  /// Its place, from 1, among the lesson's figures of its kind.
  package var ordinal: Int
  package var lines: ClosedRange<Int>

  /// Tells the figure from all others of its lesson, such as `figure/convolution/1`; links lead to it by this.
  package var id: String { "figure/\(state.kind.rawValue)/\(ordinal)" }
}

/// The example whose values a figure shows.
package struct FigureSource: Hashable, Sendable {
  package var example: CellID
  package var name: String
  /// Where the figure names it.
  package var range: SourceRange
  /// The keys that the figure's own block gives.
  package var ownKeys: Set<String>
}

/// What a figure demonstrates. The raw value is its name in lessons.
package enum FigureKind: String, CaseIterable, Sendable {
  case convolution, pooling
  case softmaxLoss = "softmax-loss"
  case imageKernel = "image-kernel"
  case receptiveField = "receptive-field"
  case backpropagation
  case readDigit = "read-digit"
  case hierarchy
  case train

  /// What may be said of a figure of this kind; each key but the title has a value that is taken where nothing is said.
  package var keys: [FigureKey] {
    let own =
      switch self {
      case .convolution: FigureKey.ofConvolution
      case .pooling: FigureKey.ofPooling
      case .softmaxLoss: FigureKey.ofSoftmaxLoss
      case .imageKernel: FigureKey.ofImageKernel
      case .receptiveField: FigureKey.ofReceptiveField
      case .backpropagation: FigureKey.ofBackpropagation
      case .readDigit: FigureKey.ofReadDigit
      case .hierarchy: FigureKey.ofHierarchy
      case .train: FigureKey.ofTrain
      }
    return [FigureKey("title", .text, "")] + own
  }

  /// Whether it needs the scripts of networks.
  package var hasNetwork: Bool { readsDigits || self == .train }

  /// Whether it needs the network that has learned to read digits.
  package var readsDigits: Bool { self == .readDigit || self == .hierarchy }

  /// Whether it computes in a worker, beside its page.
  package var hasWorker: Bool { self == .train }

  /// What in the state does not go together.
  func misfit(in state: FigureState) -> (key: String, FigureComplaint)? {
    switch self {
    case .convolution: state.misfitOfConvolution
    case .pooling: state.misfitOfPooling
    case .softmaxLoss: state.misfitOfSoftmaxLoss
    case .imageKernel: state.misfitOfImageKernel
    case .receptiveField: state.misfitOfReceptiveField
    case .backpropagation: state.misfitOfBackpropagation
    case .readDigit: state.misfitOfReadDigit
    case .hierarchy: state.misfitOfHierarchy
    case .train: state.misfitOfTrain
    }
  }
}
