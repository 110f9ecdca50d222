/// How the learning rate changes in the course of a training: by which factor the optimiser's is multiplied.
public struct LearningRateSchedule: Hashable, Sendable {
  private indirect enum Rule: Hashable, Sendable {
    case constant
    case step(epochs: Int, factor: Double)
    case cosine(epochs: Int, least: Double)
    case warmUp(epochs: Double, start: Double, next: LearningRateSchedule)
  }

  private let rule: Rule

  /// Always the optimiser's own.
  public static let constant = LearningRateSchedule(rule: .constant)

  /// Multiplied by a factor after every so many epochs: `factor^⌊t/epochs⌋`.
  public static func step(
    every epochs: Int, factor: Double = 0.1, file: StaticString = #filePath, line: UInt = #line
  ) -> LearningRateSchedule {
    guard epochs > 0, factor > 0, factor.isFinite else {
      stop("a factor of \(factor) every \(epochs) epochs makes no sense: both are above 0", file, line)
    }
    return LearningRateSchedule(rule: .step(epochs: epochs, factor: factor))
  }

  /// Half a wave of the cosine, from 1 down to a share: `least + (1 − least) · (1 + cos(π·t/epochs))/2`, and then that share.
  ///
  /// See Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts" (2016).
  public static func cosine(
    epochs: Int, least: Double = 0, file: StaticString = #filePath, line: UInt = #line
  ) -> LearningRateSchedule {
    guard epochs > 0, (0...1).contains(least) else {
      stop("a cosine over \(epochs) epochs down to \(least) makes no sense: over at least 1, to 0 up to 1", file, line)
    }
    return LearningRateSchedule(rule: .cosine(epochs: epochs, least: least))
  }

  /// A straight rise from a share to 1 at the beginning: `start + (1 − start)·t/epochs`; then another schedule, counted from its end.
  ///
  /// See Goyal and others, "Accurate, large minibatch SGD" (2017).
  public static func warmUp(
    epochs: Double, from start: Double = 0.1, then next: LearningRateSchedule = .constant,
    file: StaticString = #filePath, line: UInt = #line
  ) -> LearningRateSchedule {
    guard epochs > 0, epochs.isFinite, (0...1).contains(start) else {
      stop("a warm-up over \(epochs) epochs from \(start) makes no sense: over more than 0, from 0 to 1", file, line)
    }
    return LearningRateSchedule(rule: .warmUp(epochs: epochs, start: start, next: next))
  }

  /// The factor after so many epochs; a batch is a part of one.
  public func factor(after epochs: Double) -> Double {
    switch rule {
    case .constant: 1
    case .step(let length, let factor): pow(factor, (epochs / Double(length)).rounded(.down))
    case .cosine(let length, let least):
      least + (1 - least) * (1 + Machine.cos(.pi * min(1, epochs / Double(length)))) / 2
    case .warmUp(let length, let start, let next):
      epochs < length ? start + (1 - start) * epochs / length : next.factor(after: epochs - length)
    }
  }
}
