// How numbers pass between the page and a door: the page asks for room, writes what the door takes one after another, calls the door, and
// reads as many numbers as the door says at `result`. Sizes and choices are such numbers too. Nothing here is worth its room in every door.

nonisolated(unsafe) private var given = UnsafeMutableBufferPointer<Double>.allocate(capacity: 0)
nonisolated(unsafe) private var made = UnsafeMutableBufferPointer<Double>.allocate(capacity: 0)

/// Room for so many numbers; what was there before is gone.
@_expose(wasm, "room") @_cdecl("doorRoom")
public func doorRoom(_ count: Int32) -> UnsafeMutablePointer<Double>? {
  given.deallocate()
  given = .allocate(capacity: Int(count))
  return given.baseAddress
}

/// Where the last door's numbers are, until the next is called.
@_expose(wasm, "result") @_cdecl("doorResult")
public func doorResult() -> UnsafeMutablePointer<Double>? { made.baseAddress }

/// What a door takes, in order. To read more than there is ends the computation.
struct Arguments {
  private var place = 0

  @inline(never)
  mutating func number() -> Double {
    guard place < given.count else { fatalError() }
    place += 1
    return given[place - 1]
  }

  mutating func integer() -> Int { Int(number()) }
  mutating func flag() -> Bool { number() != 0 }
  @inline(never)
  mutating func size() -> Size { Size(square: integer()) }

  @inline(never)
  mutating func numbers(_ count: Int) -> [Double] {
    guard count >= 0, place + count <= given.count else { fatalError() }
    defer { place += count }
    return Array(given[place..<place + count])
  }

  mutating func tensor(_ sizes: Int...) -> Tensor { tensor(Shape(sizes)) }

  @inline(never)
  mutating func tensor(_ shape: Shape) -> Tensor { Tensor(shape: shape, scalars: numbers(shape.elementCount)) }
}

/// What a door makes, in order.
struct Answer {
  private var numbers: [Double] = []

  init() {}

  /// A map with its sizes in front.
  @inline(never)
  init(map: Tensor) {
    add([map.height, map.width, map.channels])
    add(map)
  }

  @inline(never)
  mutating func add(_ more: [Double]) { numbers += more }
  @inline(never)
  mutating func add(_ whole: [Int]) { for number in whole { numbers.append(Double(number)) } }
  @inline(never)
  mutating func add(_ tensor: Tensor) { numbers += tensor.scalars }

  /// Leaves the numbers where the page reads them.
  @inline(never)
  func left() -> Int32 {
    if made.count < numbers.count {
      made.deallocate()
      made = .allocate(capacity: numbers.count)
    }
    for (place, number) in numbers.enumerated() { made[place] = number }
    return Int32(numbers.count)
  }
}
