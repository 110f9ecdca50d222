/// In training, each number becomes 0 with a given probability, and the others grow so that their mean stays; afterwards nothing
/// happens to them.
///
/// See Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov, "Dropout" (2014).
public struct Dropout: SampleWise {
  /// The probability with which a number becomes 0.
  public let rate: Double

  public init(rate: Double, file: StaticString = #filePath, line: UInt = #line) {
    guard rate >= 0, rate < 1 else { stop("a dropout rate is from 0 to below 1, not \(rate)", file, line) }
    self.rate = rate
  }

  public var name: String { "dropout of \(rate)" }

  public func outputShape(for sample: Shape) -> Shape { sample }

  public func output(for batch: Tensor) -> Tensor { batch }

  public func settledPass(_ batch: Tensor) -> Pass {
    Pass(output: batch) { upstream, wantsInput in Gradients(input: wantsInput ? upstream : nil) }
  }

  public func pass(_ batch: Tensor, random: inout SeededGenerator) -> Pass {
    let kept = 1 / (1 - rate)
    let mask = Tensor(unchecked: batch.shape, batch.scalars.indices.map { _ in random.uniform() < rate ? 0 : kept })
    return Pass(output: batch * mask) { upstream, wantsInput in
      Gradients(input: wantsInput ? upstream * mask : nil)
    }
  }
}
