/// How parameters follow their gradients.
///
/// `λ` below is the weight decay: `λ·x` is added to each gradient, which draws the parameters towards 0; with `adamW` it is kept apart.
public struct Optimiser: Hashable, Sendable {
  enum Rule: Hashable, Sendable {
    case descent(momentum: Double, isNesterov: Bool)
    case adam(first: Double, second: Double, epsilon: Double, isDecoupled: Bool)
    case adadelta(decay: Double, epsilon: Double)
  }

  let rule: Rule
  /// The step's size.
  public var learningRate: Double { didSet { Self.check(learningRate, weightDecay, #filePath, #line) } }
  /// How strongly parameters are drawn towards 0.
  public var weightDecay: Double { didSet { Self.check(learningRate, weightDecay, #filePath, #line) } }
  /// How long the gradient of all parameters together may be, `√Σ g²`; what is longer is shortened to that. Not limited by default.
  ///
  /// See Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks" (2012).
  public var gradientLimit: Double? {
    didSet {
      if let gradientLimit, !(gradientLimit > 0) {
        stop("gradients cannot be limited to a length of \(gradientLimit): it is above 0", #filePath, #line)
      }
    }
  }
  /// How many steps have been taken.
  public private(set) var stepCount = 0
  /// The running figures of each parameter: as many lists as the rule needs, of all parameters' numbers one after another.
  private(set) var figures: [[Double]] = []
  /// The shapes of the parameters.
  private var shapes: [Shape] = []

  init(_ rule: Rule, learningRate: Double, weightDecay: Double, _ file: StaticString, _ line: UInt) {
    Self.check(learningRate, weightDecay, file, line)
    let (shares, epsilon): ([Double], Double) =
      switch rule {
      case .descent(let momentum, _): ([momentum], 1)
      case .adam(let first, let second, let epsilon, _): ([first, second], epsilon)
      case .adadelta(let decay, let epsilon): ([decay], epsilon)
      }
    guard shares.allSatisfy({ $0 >= 0 && $0 < 1 }), epsilon > 0 else {
      stop("momentum and decays \(shares) are from 0 to below 1, and ε (\(epsilon)) above 0", file, line)
    }
    (self.rule, self.learningRate, self.weightDecay) = (rule, learningRate, weightDecay)
  }

  private static func check(_ learningRate: Double, _ weightDecay: Double, _ file: StaticString, _ line: UInt) {
    guard learningRate >= 0, learningRate.isFinite, weightDecay >= 0, weightDecay.isFinite else {
      stop(
        "a learning rate of \(learningRate) or a weight decay of \(weightDecay) makes no sense: both are finite, and at least 0",
        file, line)
    }
  }

  /// Stochastic gradient descent, with momentum if that is not 0.
  ///
  /// `v ← μ·v + g; x ← x − η·v`, or `x ← x − η·(g + μ·v)` with Nesterov's momentum; see Sutskever, Martens, Dahl and Hinton, "On the
  /// importance of initialization and momentum in deep learning" (2013).
  public static func descent(
    learningRate: Double, momentum: Double = 0, isNesterov: Bool = false, weightDecay: Double = 0,
    file: StaticString = #filePath, line: UInt = #line
  ) -> Optimiser {
    Optimiser(
      .descent(momentum: momentum, isNesterov: isNesterov), learningRate: learningRate, weightDecay: weightDecay, file,
      line)
  }

  /// Steps that follow the running mean of the gradient, divided by the root of that of its square.
  ///
  /// `m ← β₁·m + (1 − β₁)·g; s ← β₂·s + (1 − β₂)·g²; x ← x − η · (m/(1 − β₁ᵗ)) / (√(s/(1 − β₂ᵗ)) + ε)` in step t, counted from 1; see Kingma and Ba,
  /// "Adam: a method for stochastic optimization" (2014).
  public static func adam(
    learningRate: Double = 0.001, decays: (first: Double, second: Double) = (0.9, 0.999), epsilon: Double = 1e-8,
    weightDecay: Double = 0, file: StaticString = #filePath, line: UInt = #line
  ) -> Optimiser {
    Optimiser(
      .adam(first: decays.first, second: decays.second, epsilon: epsilon, isDecoupled: false),
      learningRate: learningRate, weightDecay: weightDecay, file, line)
  }

  /// Adam with a weight decay that does not go through its means: `x ← x − η·λ·x` before each step.
  ///
  /// See Loshchilov and Hutter, "Decoupled weight decay regularization" (2017).
  public static func adamW(
    learningRate: Double = 0.001, decays: (first: Double, second: Double) = (0.9, 0.999), epsilon: Double = 1e-8,
    weightDecay: Double = 0.01, file: StaticString = #filePath, line: UInt = #line
  ) -> Optimiser {
    Optimiser(
      .adam(first: decays.first, second: decays.second, epsilon: epsilon, isDecoupled: true),
      learningRate: learningRate, weightDecay: weightDecay, file, line)
  }

  /// Steps whose size follows from the running means of squared gradients and squared steps.
  ///
  /// `s ← ρ·s + (1 − ρ)·g²; d = √(u + ε)/√(s + ε) · g; u ← ρ·u + (1 − ρ)·d²; x ← x − η·d`; see Zeiler, "Adadelta: an adaptive learning rate method"
  /// (2012).
  public static func adadelta(
    learningRate: Double = 1, decay: Double = 0.9, epsilon: Double = 1e-6, weightDecay: Double = 0,
    file: StaticString = #filePath, line: UInt = #line
  ) -> Optimiser {
    Optimiser(
      .adadelta(decay: decay, epsilon: epsilon), learningRate: learningRate, weightDecay: weightDecay, file, line)
  }

  /// Takes one step.
  /// - Parameters:
  ///   - parameters: What is adjusted; the same in number and shape at each step.
  ///   - gradients: One for each of them, of its shape.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  public mutating func step(
    _ parameters: inout [Tensor], gradients: [Tensor], file: StaticString = #filePath, line: UInt = #line
  ) {
    let given = parameters.map { $0.shape }
    guard given == gradients.map({ $0.shape }) else {
      stop(
        "parameters of the shapes \(given) with gradients of \(gradients.map { $0.shape }): both need the same", file,
        line)
    }
    if stepCount == 0 {
      let count = parameters.reduce(0) { $0 + $1.scalars.count }
      (shapes, figures) = (given, Array(repeating: Array(repeating: 0, count: count), count: figureCount))
    }
    guard given == shapes else {
      stop(
        "parameters of the shapes \(given) for an optimiser that has adjusted \(shapes): make one for each network",
        file,
        line)
    }
    stepCount += 1
    let gradients = limited(gradients)
    var start = 0
    for index in parameters.indices {
      update(&parameters[index].scalars, gradients[index].scalars, from: start)
      start += gradients[index].scalars.count
    }
  }

  private func limited(_ gradients: [Tensor]) -> [Tensor] {
    guard let gradientLimit else { return gradients }
    let length = gradients.reduce(0) { $0 + $1.scalars.reduce(0) { $0 + $1 * $1 } }.squareRoot()
    // A little more than the length, as PyTorch has it, so that none is divided by 0.
    let share = gradientLimit / (length + 1e-6)
    return share < 1 ? gradients.map { $0 * share } : gradients
  }

  /// Goes back, or on, to where a run had come.
  mutating func resume(atStep stepCount: Int, figures: [[Double]], of parameters: [Tensor]) {
    (self.stepCount, self.figures) = (stepCount, figures)
    shapes = stepCount == 0 ? [] : parameters.map { $0.shape }
  }

  /// How many running figures a parameter has.
  var figureCount: Int {
    switch rule {
    case .descent(let momentum, _): momentum == 0 ? 0 : 1
    case .adam, .adadelta: 2
    }
  }

  private mutating func update(_ parameters: inout [Double], _ gradients: [Double], from start: Int) {
    let (rate, weightDecay) = (learningRate, weightDecay)
    switch rule {
    case .descent(let momentum, _) where momentum == 0:
      for place in parameters.indices {
        parameters[place] -= rate * (gradients[place] + weightDecay * parameters[place])
      }
    case .descent(let momentum, let isNesterov):
      for place in parameters.indices {
        let gradient = gradients[place] + weightDecay * parameters[place]
        let velocity = momentum * figures[0][start + place] + gradient
        figures[0][start + place] = velocity
        parameters[place] -= rate * (isNesterov ? gradient + momentum * velocity : velocity)
      }
    case .adam(let first, let second, let epsilon, let isDecoupled):
      let corrections = (1 - pow(first, Double(stepCount)), 1 - pow(second, Double(stepCount)))
      for place in parameters.indices {
        if isDecoupled { parameters[place] -= rate * weightDecay * parameters[place] }
        let gradient = gradients[place] + (isDecoupled ? 0 : weightDecay * parameters[place])
        let mean = first * figures[0][start + place] + (1 - first) * gradient
        let square = second * figures[1][start + place] + (1 - second) * gradient * gradient
        figures[0][start + place] = mean
        figures[1][start + place] = square
        parameters[place] -= rate * (mean / corrections.0) / ((square / corrections.1).squareRoot() + epsilon)
      }
    case .adadelta(let decay, let epsilon):
      for place in parameters.indices {
        let gradient = gradients[place] + weightDecay * parameters[place]
        let square = decay * figures[0][start + place] + (1 - decay) * gradient * gradient
        let step = ((figures[1][start + place] + epsilon).squareRoot() / (square + epsilon).squareRoot()) * gradient
        figures[0][start + place] = square
        figures[1][start + place] = decay * figures[1][start + place] + (1 - decay) * step * step
        parameters[place] -= rate * step
      }
    }
  }
}
