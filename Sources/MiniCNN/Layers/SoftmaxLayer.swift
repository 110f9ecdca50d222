/// Scores as probabilities along the last axis.
///
/// `softmax(z)ᵢ = e^{zᵢ} / Σⱼ e^{zⱼ}`; its gradient is `pᵢ · (gᵢ − Σⱼ gⱼ·pⱼ)`.
public struct Softmax: SampleWise {
  public init() {}

  public var name: String { "softmax" }

  public func outputShape(for sample: Shape) -> Shape { sample }

  public func output(for batch: Tensor) -> Tensor { batch.softmax() }

  public func pass(_ batch: Tensor, random: inout SeededGenerator) -> Pass {
    let output = batch.softmax()
    return Pass(output: output) { upstream, wantsInput in
      guard wantsInput else { return Gradients(input: nil) }
      let length = max(1, output.shape.last ?? 1)
      var input = [Double](repeating: 0, count: output.scalars.count)
      for start in stride(from: 0, to: input.count, by: length) {
        let mean = (start..<start + length).reduce(0) { $0 + upstream.scalars[$1] * output.scalars[$1] }
        for place in start..<start + length {
          input[place] = output.scalars[place] * (upstream.scalars[place] - mean)
        }
      }
      return Gradients(input: Tensor(unchecked: output.shape, input))
    }
  }
}
