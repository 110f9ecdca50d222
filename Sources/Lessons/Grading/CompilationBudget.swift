import Reading
import Running

/// What the compiler may take over those cells of one submission that are compiled by themselves: no more than for a few that are hard,
/// so that one student cannot hold up a class.
struct CompilationBudget {
  /// Seconds of processor time.
  private static let total = 12.0
  /// Amply enough for a cell that is not written to take long.
  private static let leastShare = 2.0

  private var left = total
  private var waiting: Int

  init(sharedBy count: Int) { waiting = count }

  /// Compiles a program with its share of what is left, or finds it in the cache.
  mutating func product(
    of program: Program, from compiler: Compiler
  ) async throws(MachineFailure) -> Compiler.Product {
    defer { waiting -= 1 }
    if let known = compiler.cachedProduct(of: program) { return known }
    let share = max(left / Double(max(1, waiting)), Self.leastShare)
    guard left > 0 else { return .rejected([Diagnostic(.budgetSpent)]) }
    let (product, seconds) = try await compiler.product(of: program, within: share)
    left -= seconds
    return product
  }
}

extension Cell {
  /// In bytes. Of a larger cell the compiler could make as much memory as the machine has.
  static let largestSize = 256 << 10

  /// Whether a cell of a stranger's is not even compiled.
  package var isTooLarge: Bool { source.utf8.count > Self.largestSize }
}
