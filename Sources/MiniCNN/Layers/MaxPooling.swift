/// The largest number in each window, channel by channel.
///
/// `out[b, i, j, c] = max over the window at (i·S − P, j·S − P) of map[b, m, n, c]`, of what of it lies on the map. The gradient goes to the
/// number that won, of equal ones the first, and nowhere else.
public struct MaxPooling: WindowedPooling {
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

  public func output(for batch: Tensor) -> Tensor { largest(in: batch).output }

  public func pass(_ batch: Tensor, random: inout SeededGenerator) -> Pass {
    let (output, winners, plan) = largest(in: batch)
    return Pass(output: output) { [shape = batch.shape] upstream, wantsInput in
      guard wantsInput else { return Gradients(input: nil) }
      let input = written(shape.elementCount) { input in
        withStarts(upstream.scalars, winners, []) { upstream, winners, _ in
          for index in 0..<shape[0] {
            let start = index * plan.outputCount
            plan.giveBack(upstream + start, to: winners + start, in: input + index * plan.mapCount)
          }
        }
      }
      return Gradients(input: Tensor(unchecked: shape, input))
    }
  }

  private func largest(in batch: Tensor) -> (output: Tensor, winners: [Double], plan: PoolingPlan) {
    let plan = plan(forBatch: batch.shape)
    let count = batch.shape[0]
    var winners: [Double] = []
    let scalars = written(count * plan.outputCount) { output in
      winners = written(count * plan.outputCount) { winners in
        withStarts(batch.scalars, [], []) { batch, _, _ in
          for index in 0..<count {
            let start = index * plan.outputCount
            plan.takeLargest(of: batch + index * plan.mapCount, to: output + start, winners: winners + start)
          }
        }
      }
    }
    let shape: Shape = [count, plan.output.height, plan.output.width, plan.map.channels]
    return (Tensor(unchecked: shape, scalars), winners, plan)
  }
}

extension PoolingPlan {
  /// The largest number of every window of a map.
  /// - Parameters:
  ///   - map: Height × width × channels.
  ///   - output: Is given the largest numbers, output height × width × channels.
  ///   - winners: Is told for each which of its window's numbers it is, counted from 0 row by row; as such a number too, so that several channels
  ///     are compared at a time.
  func takeLargest<Scalar: MatrixScalar>(
    of map: UnsafePointer<Scalar>, to output: UnsafeMutablePointer<Scalar>, winners: UnsafeMutablePointer<Scalar>
  ) {
    forEachWindow { start, rows, columns in
      let (output, winners) = (output + start, winners + start)
      forEachChannels(
        { competeInFour(map + $0, rows, columns, output + $0, winners + $0) },
        { compete(map + $0, rows, columns, output + $0, winners + $0) })
    }
  }

  /// Puts each upstream gradient at the place of its window's winner in a map, and zeros elsewhere.
  func giveBack<Scalar: MatrixScalar>(
    _ upstream: UnsafePointer<Scalar>, to winners: UnsafePointer<Scalar>, in map: UnsafeMutablePointer<Scalar>
  ) {
    // Where windows lie side by side, each place is written once, and needs no zero before.
    let isTiled =
      stride == size && padding == Size(square: 0) && output.height * size.height >= self.map.height
      && output.width * size.width >= self.map.width
    if !isTiled { map.update(repeating: 0, count: mapCount) }
    forEachWindow { start, rows, columns in
      let (gradient, winner) = (upstream + start, winners + start)
      forEachChannels(
        { giveToFour(gradient + $0, winner + $0, to: map + $0, rows, columns, isTiled) },
        { give(gradient + $0, winner + $0, to: map + $0, rows, columns, isTiled) })
    }
  }

  /// Goes through a place's channels, four at a time, then one by one.
  @inline(__always)
  private func forEachChannels(_ four: (Int) -> Void, _ one: (Int) -> Void) {
    var channel = 0
    while channel + 4 <= map.channels {
      four(channel)
      channel += 4
    }
    while channel < map.channels {
      one(channel)
      channel += 1
    }
  }

  /// Lets a window's numbers compete in four channels. A NaN wins, and stays: a fault must not be lost among sound numbers.
  @inline(__always)
  private func competeInFour<Scalar: MatrixScalar>(
    _ map: UnsafePointer<Scalar>, _ rows: Range<Int>, _ columns: Range<Int>,
    _ output: UnsafeMutablePointer<Scalar>, _ winners: UnsafeMutablePointer<Scalar>
  ) {
    var best = SIMD4<Scalar>(repeating: -.infinity)
    var (winner, place) = (SIMD4<Scalar>.zero, SIMD4<Scalar>.zero)
    for row in rows {
      for column in columns {
        let candidates = load(map + (row * self.map.width + column) * self.map.channels)
        // Of equal numbers the first wins: so does minus infinity at the window's first place.
        let wins = .!(candidates .<= best) .& (best .== best)
        best = best.replacing(with: candidates, where: wins)
        winner = winner.replacing(with: place, where: wins)
        place += 1
      }
    }
    store(best, output)
    store(winner, winners)
  }

  @inline(__always)
  private func compete<Scalar: MatrixScalar>(
    _ map: UnsafePointer<Scalar>, _ rows: Range<Int>, _ columns: Range<Int>, _ output: UnsafeMutablePointer<Scalar>,
    _ winners: UnsafeMutablePointer<Scalar>
  ) {
    var (best, winner, place) = (-Scalar.infinity, Scalar.zero, Scalar.zero)
    for row in rows {
      for column in columns {
        let candidate = map[(row * self.map.width + column) * self.map.channels]
        if !(candidate <= best) && best == best { (best, winner) = (candidate, place) }
        place += 1
      }
    }
    (output.pointee, winners.pointee) = (best, winner)
  }

  @inline(__always)
  private func giveToFour<Scalar: MatrixScalar>(
    _ upstream: UnsafePointer<Scalar>, _ winner: UnsafePointer<Scalar>,
    to map: UnsafeMutablePointer<Scalar>, _ rows: Range<Int>, _ columns: Range<Int>, _ isTiled: Bool
  ) {
    let (gradient, winner) = (load(upstream), load(winner))
    var place = SIMD4<Scalar>.zero
    for row in rows {
      for column in columns {
        let target = map + (row * self.map.width + column) * self.map.channels
        let share = SIMD4<Scalar>.zero.replacing(with: gradient, where: winner .== place)
        store(isTiled ? share : load(UnsafePointer(target)) + share, target)
        place += 1
      }
    }
  }

  @inline(__always)
  private func give<Scalar: MatrixScalar>(
    _ upstream: UnsafePointer<Scalar>, _ winner: UnsafePointer<Scalar>, to map: UnsafeMutablePointer<Scalar>,
    _ rows: Range<Int>, _ columns: Range<Int>, _ isTiled: Bool
  ) {
    var place = Scalar.zero
    for row in rows {
      for column in columns {
        let target = map + (row * self.map.width + column) * self.map.channels
        let share = winner.pointee == place ? upstream.pointee : 0
        target.pointee = isTiled ? share : target.pointee + share
        place += 1
      }
    }
  }
}
