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
      return Gradients(
        input: Tensor(unchecked: shape, plan.givenBack(upstream.scalars, to: winners, count: shape[0])))
    }
  }

  private func largest(in batch: Tensor) -> (output: Tensor, winners: [Double], plan: PoolingPlan) {
    let plan = plan(forBatch: batch)
    let count = batch.shape[0]
    let (scalars, winners) = plan.winners(of: batch.scalars, count: count)
    let shape: Shape = [count, plan.output.height, plan.output.width, plan.map.channels]
    return (Tensor(unchecked: shape, scalars), winners, plan)
  }
}

extension PoolingPlan {
  /// The largest number of every window in a batch, and which of the window's numbers it is, counted from 0 row by row; that count is a
  /// `Double` too, so that several channels are compared at a time.
  fileprivate func winners(of batch: [Double], count: Int) -> (scalars: [Double], places: [Double]) {
    var places: [Double] = []
    let scalars = [Double](unsafeUninitializedCapacity: count * outputCount) { output, initialized in
      places = [Double](unsafeUninitializedCapacity: count * outputCount) { winners, initializedWinners in
        batch.withUnsafeBufferPointer { batch in
          guard let batch = batch.baseAddress, let output = output.baseAddress, let winners = winners.baseAddress else {
            return
          }
          for index in 0..<count {
            let map = batch + index * mapCount
            forEachWindow { start, rows, columns in
              let target = index * outputCount + start
              forEachChannels(
                { competeInFour(map + $0, rows, columns, output + target + $0, winners + target + $0) },
                { compete(map + $0, rows, columns, output + target + $0, winners + target + $0) })
            }
          }
        }
        initializedWinners = count * outputCount
      }
      initialized = count * outputCount
    }
    return (scalars, places)
  }

  /// Each upstream gradient at the place of its window's winner, zeros elsewhere.
  fileprivate func givenBack(_ upstream: [Double], to winners: [Double], count: Int) -> [Double] {
    // Where windows lie side by side, each place is written once, and needs no zero before.
    let isTiled =
      stride == size && padding == Size(square: 0) && output.height * size.height >= map.height
      && output.width * size.width >= map.width
    let input = [Double](unsafeUninitializedCapacity: count * mapCount) { input, initialized in
      if !isTiled { input.initialize(repeating: 0) }
      withStarts(upstream, winners, []) { upstream, winners, _ in
        guard let input = input.baseAddress else { return }
        for index in 0..<count {
          let map = input + index * mapCount
          forEachWindow { start, rows, columns in
            let (gradient, winner) = (upstream + index * outputCount + start, winners + index * outputCount + start)
            forEachChannels(
              { giveToFour(gradient + $0, winner + $0, to: map + $0, rows, columns, isTiled) },
              { give(gradient + $0, winner + $0, to: map + $0, rows, columns, isTiled) })
          }
        }
      }
      initialized = count * mapCount
    }
    return input
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
  private func competeInFour(
    _ map: UnsafePointer<Double>, _ rows: Range<Int>, _ columns: Range<Int>,
    _ output: UnsafeMutablePointer<Double>, _ winners: UnsafeMutablePointer<Double>
  ) {
    var best = SIMD4<Double>(repeating: -.infinity)
    var (winner, place) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
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
  private func compete(
    _ map: UnsafePointer<Double>, _ rows: Range<Int>, _ columns: Range<Int>, _ output: UnsafeMutablePointer<Double>,
    _ winners: UnsafeMutablePointer<Double>
  ) {
    var (best, winner, place) = (-Double.infinity, 0.0, 0.0)
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
  private func giveToFour(
    _ upstream: UnsafePointer<Double>, _ winner: UnsafePointer<Double>,
    to map: UnsafeMutablePointer<Double>, _ rows: Range<Int>, _ columns: Range<Int>, _ isTiled: Bool
  ) {
    let (gradient, winner) = (load(upstream), load(winner))
    var place = SIMD4<Double>.zero
    for row in rows {
      for column in columns {
        let target = map + (row * self.map.width + column) * self.map.channels
        let share = SIMD4<Double>.zero.replacing(with: gradient, where: winner .== place)
        store(isTiled ? share : load(UnsafePointer(target)) + share, target)
        place += 1
      }
    }
  }

  @inline(__always)
  private func give(
    _ upstream: UnsafePointer<Double>, _ winner: UnsafePointer<Double>, to map: UnsafeMutablePointer<Double>,
    _ rows: Range<Int>, _ columns: Range<Int>, _ isTiled: Bool
  ) {
    var place = 0.0
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

@inline(__always)
private func load(_ place: UnsafePointer<Double>) -> SIMD4<Double> {
  UnsafeRawPointer(place).loadUnaligned(as: SIMD4<Double>.self)
}

@inline(__always)
private func store(_ lanes: SIMD4<Double>, _ place: UnsafeMutablePointer<Double>) {
  UnsafeMutableRawPointer(place).storeBytes(of: lanes, as: SIMD4<Double>.self)
}
