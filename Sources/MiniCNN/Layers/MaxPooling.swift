/// The largest number in each window, channel by channel.
///
/// `out[b, i, j, c] = max over the window at (i·S − P, j·S − P) of map[b, m, n, c]`, of what of it lies on the map. The gradient goes to the
/// number that won, of equal ones the first, and nowhere else.
public struct MaxPooling: Layer, WindowedPooling {
  public let size: Size
  public let stride: Size
  public let padding: Size
  public let border: Border

  /// - Parameters:
  ///   - size: The window.
  ///   - stride: Its step; by default its size.
  ///   - padding: How far windows reach beyond the map: what is there never wins.
  ///   - border: What becomes of windows that the border cuts off.
  public init(size: Size, stride: Size? = nil, padding: Size = Size(square: 0), border: Border = .exact) {
    (self.size, self.stride, self.padding, self.border) = (size, stride ?? size, padding, border)
  }

  public var name: String { "maximum of \(size.height) × \(size.width)" }
  public func pass(_ batch: Tensor, random: inout SeededGenerator) -> Pass {
    let plan = plan(forBatch: batch)
    let count = batch.shape[0]
    let (scalars, winners) = plan.winners(of: batch.scalars, count: count)
    let output = Tensor(
      unchecked: [count, plan.output.height, plan.output.width, plan.map.channels], scalars)
    return Pass(output: output) { upstream, wantsInput in
      guard wantsInput else { return Gradients(input: nil) }
      var input = [Double](repeating: 0, count: batch.scalars.count)
      input.withUnsafeMutableBufferPointer { input in
        for (place, winner) in winners.enumerated() { input[Int(winner)] += upstream.scalars[place] }
      }
      return Gradients(input: Tensor(unchecked: batch.shape, input))
    }
  }
}

extension PoolingPlan {
  /// The largest number of every window in a batch, and its place in the batch.
  fileprivate func winners(of batch: [Double], count: Int) -> (scalars: [Double], places: [Int64]) {
    var places: [Int64] = []
    let scalars = [Double](unsafeUninitializedCapacity: count * outputCount) { output, initialized in
      places = [Int64](unsafeUninitializedCapacity: count * outputCount) { winners, initializedWinners in
        batch.withUnsafeBufferPointer { batch in
          guard let batch = batch.baseAddress, let output = output.baseAddress, let winners = winners.baseAddress else {
            return
          }
          for index in 0..<count {
            forEachWindow { start, rows, columns in
              let target = index * outputCount + start
              let first = index * mapCount + (rows.lowerBound * map.width + columns.lowerBound) * map.channels
              begin(with: batch, at: first, output + target, winners + target, channels: map.channels)
              for row in rows {
                for column in columns {
                  let source = index * mapCount + (row * map.width + column) * map.channels
                  if source == first { continue }
                  compete(batch, at: source, output + target, winners + target, channels: map.channels)
                }
              }
            }
          }
        }
        initializedWinners = count * outputCount
      }
      initialized = count * outputCount
    }
    return (scalars, places)
  }
}

/// Takes a window's first number in every channel.
@inline(__always)
private func begin(
  with batch: UnsafePointer<Double>, at source: Int, _ output: UnsafeMutablePointer<Double>,
  _ winners: UnsafeMutablePointer<Int64>, channels: Int
) {
  for channel in 0..<channels {
    output[channel] = batch[source + channel]
    winners[channel] = Int64(source + channel)
  }
}

/// Lets one place's numbers compete with the largest so far, in every channel. A NaN wins, and stays: a fault must not be lost among
/// sound numbers.
@inline(__always)
private func compete(
  _ batch: UnsafePointer<Double>, at source: Int, _ output: UnsafeMutablePointer<Double>,
  _ winners: UnsafeMutablePointer<Int64>, channels: Int
) {
  var channel = 0
  // Eight channels at a time; the compiler does not find that out by itself.
  while channel + 8 <= channels {
    let candidates = UnsafeRawPointer(batch + source + channel).loadUnaligned(as: SIMD8<Double>.self)
    let best = UnsafeRawPointer(output + channel).loadUnaligned(as: SIMD8<Double>.self)
    let places = UnsafeRawPointer(winners + channel).loadUnaligned(as: SIMD8<Int64>.self)
    let wins = .!(candidates .<= best) .& (best .== best)
    let newPlaces = SIMD8<Int64>(0, 1, 2, 3, 4, 5, 6, 7) &+ Int64(source + channel)
    UnsafeMutableRawPointer(output + channel).storeBytes(
      of: best.replacing(with: candidates, where: wins), as: SIMD8<Double>.self)
    UnsafeMutableRawPointer(winners + channel).storeBytes(
      of: places.replacing(with: newPlaces, where: wins), as: SIMD8<Int64>.self)
    channel += 8
  }
  while channel < channels {
    let candidate = batch[source + channel]
    let best = output[channel]
    if !(candidate <= best) && best == best {
      output[channel] = candidate
      winners[channel] = Int64(source + channel)
    }
    channel += 1
  }
}
