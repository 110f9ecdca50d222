/// The mean of the numbers in each window, channel by channel.
///
/// `out[b, i, j, c] = mean over the window at (i·S − P, j·S − P) of map[b, m, n, c]`, of what of it lies on the map. The gradient is shared out
/// equally.
public struct AveragePooling: WindowedPooling {
  public let size: Size
  public let stride: Size
  public let padding: Size
  public let border: Border

  /// - Parameters:
  ///   - size: The window.
  ///   - stride: Its step; by default its size.
  ///   - padding: How far windows reach beyond the map: what is there does not count.
  ///   - border: What becomes of windows that the border cuts off.
  public init(size: Size, stride: Size? = nil, padding: Size = Size(square: 0), border: Border = .exact) {
    (self.size, self.stride, self.padding, self.border) = (size, stride ?? size, padding, border)
  }

  public var name: String { "mean of \(size.height) × \(size.width)" }
  public func pass(_ batch: Tensor, random: inout SeededGenerator) -> Pass {
    let plan = plan(forBatch: batch.shape)
    let count = batch.shape[0]
    let output = Tensor(
      unchecked: [count, plan.output.height, plan.output.width, plan.map.channels],
      plan.means(of: batch.scalars, count: count))
    return Pass(output: output) { upstream, wantsInput in
      guard wantsInput else { return Gradients(input: nil) }
      return Gradients(
        input: Tensor(unchecked: batch.shape, plan.sharedOut(upstream.scalars, count: count)))
    }
  }
}

extension PoolingPlan {
  fileprivate func means(of batch: [Double], count: Int) -> [Double] {
    var output = [Double](repeating: 0, count: count * outputCount)
    output.withUnsafeMutableBufferPointer { output in
      batch.withUnsafeBufferPointer { batch in
        for index in 0..<count {
          forEachWindow { start, rows, columns in
            let target = index * outputCount + start
            for row in rows {
              for column in columns {
                let source = index * mapCount + (row * map.width + column) * map.channels
                for channel in 0..<map.channels { output[target + channel] += batch[source + channel] }
              }
            }
            let divisor = Double(rows.count * columns.count)
            for channel in 0..<map.channels { output[target + channel] /= divisor }
          }
        }
      }
    }
    return output
  }

  fileprivate func sharedOut(_ upstream: [Double], count: Int) -> [Double] {
    var input = [Double](repeating: 0, count: count * mapCount)
    input.withUnsafeMutableBufferPointer { input in
      upstream.withUnsafeBufferPointer { upstream in
        for index in 0..<count {
          forEachWindow { start, rows, columns in
            let source = index * outputCount + start
            let share = 1 / Double(rows.count * columns.count)
            for row in rows {
              for column in columns {
                let target = index * mapCount + (row * map.width + column) * map.channels
                for channel in 0..<map.channels { input[target + channel] += upstream[source + channel] * share }
              }
            }
          }
        }
      }
    }
    return input
  }
}

/// The mean of each channel over the whole map: height × width × channels become a row of channels.
///
/// See Lin, Chen and Yan, "Network in network" (2013).
public struct GlobalAveragePooling: SampleWise {
  public init() {}

  public var name: String { "mean of each channel" }
  public var windows: [SlidingWindow]? { nil }

  public func outputShape(for sample: Shape) throws(ShapeMismatch) -> Shape {
    guard sample.rank == 3, sample[0] > 0, sample[1] > 0 else { throw .maps(sample) }
    return [sample[2]]
  }

  public func pass(_ batch: Tensor, random: inout SeededGenerator) -> Pass {
    let channels = checkedOutputShape(for: batch)[0]
    let (count, places) = (batch.shape[0], batch.shape[1] * batch.shape[2])
    var means = [Double](repeating: 0, count: count * channels)
    for index in 0..<count {
      for place in 0..<places {
        for channel in 0..<channels {
          means[index * channels + channel] += batch.scalars[(index * places + place) * channels + channel]
        }
      }
    }
    let output = Tensor(unchecked: [count, channels], means.map { $0 / Double(places) })
    return Pass(output: output) { upstream, wantsInput in
      guard wantsInput else { return Gradients(input: nil) }
      return Gradients(
        input: Tensor(shape: batch.shape) { scalar in
          upstream.scalars[scalar / (places * channels) * channels + scalar % channels] / Double(places)
        })
    }
  }
}
