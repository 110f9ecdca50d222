import MiniCNN
import Testing

@Suite("Random numbers from a seed")
struct DataSeededGeneratorTests {
  @Test("the bits are SplitMix64's")
  func bits() {
    var generator = SeededGenerator(seed: 1_234_567)
    #expect(
      (0..<3).map { _ in generator.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      ])
  }

  @Test("uniform numbers fill the range evenly")
  func uniform() {
    var generator = SeededGenerator(seed: 1)
    let numbers = (0..<100_000).map { _ in generator.uniform(from: -1, to: 3) }
    #expect(numbers.allSatisfy { $0 >= -1 && $0 < 3 })
    for quarter in 0..<4 {
      let share = Double(numbers.filter { Int($0 + 1) == quarter }.count) / 100_000
      #expect(abs(share - 0.25) < 0.01)
    }
    #expect(generator.uniform(from: 2, to: 2) == 2)
  }

  @Test("normal numbers have the mean, the deviation and the tails of the bell curve")
  func normal() {
    var generator = SeededGenerator(seed: 2)
    let numbers = (0..<100_000).map { _ in generator.normal(mean: 10, deviation: 2) }
    let mean = numbers.reduce(0, +) / 100_000
    let squares = numbers.map { ($0 - mean) * ($0 - mean) }
    let variance = squares.reduce(0, +) / 100_000
    #expect(abs(mean - 10) < 0.03)
    #expect(abs(variance.squareRoot() - 2) < 0.03)
    for (deviations, share) in [(1.0, 0.6827), (2.0, 0.9545), (3.0, 0.9973)] {
      let within = numbers.filter { abs($0 - 10) < deviations * 2 }.count
      #expect(abs(Double(within) / 100_000 - share) < 0.006)
    }
  }

  @Test("whole numbers are all equally likely", arguments: [1, 2, 3, 10, 1000])
  func integers(bound: Int) {
    var generator = SeededGenerator(seed: 3)
    var counts = [Int](repeating: 0, count: bound)
    for _ in 0..<100 * bound { counts[generator.integer(below: bound)] += 1 }
    #expect(counts.allSatisfy { (40...160).contains($0) })
  }

  @Test("a bound near the largest number is kept")
  func largeBound() {
    var generator = SeededGenerator(seed: 4)
    let numbers = (0..<1000).map { _ in generator.integer(below: Int.max) }
    #expect(numbers.allSatisfy { $0 >= 0 && $0 < Int.max })
    #expect(numbers.contains { $0 > Int.max / 2 })
  }

  @Test("shuffled indices are each there once, and every order occurs")
  func shuffled() {
    var generator = SeededGenerator(seed: 5)
    #expect(generator.shuffledIndices(count: 100).sorted() == Array(0..<100))
    #expect(generator.shuffledIndices(count: 0) == [])
    var orders: [[Int]: Int] = [:]
    for _ in 0..<6000 { orders[generator.shuffledIndices(count: 3), default: 0] += 1 }
    #expect(orders.count == 6)
    #expect(orders.values.allSatisfy { abs($0 - 1000) < 150 })
  }

  @Test("what makes no sense stops the program")
  func stops() async {
    await #expect(processExitsWith: .failure) { _ = SeededGenerator.first { $0.integer(below: 0) } }
    await #expect(processExitsWith: .failure) { _ = SeededGenerator.first { $0.uniform(from: 1, to: 0) } }
    await #expect(processExitsWith: .failure) { _ = SeededGenerator.first { $0.shuffledIndices(count: -1) } }
  }
}

extension SeededGenerator {
  fileprivate static func first<Result>(_ draw: (inout SeededGenerator) -> Result) -> Result {
    var generator = SeededGenerator(seed: 0)
    return draw(&generator)
  }
}
