import Reading

/// A starter with its blanks filled as the solution has it: what a learner who does no more than asked hands in.
struct FilledStarter {
  /// The filled code; `nil` if it cannot be told which part of the solution belongs to which blank.
  let source: String?

  /// - Parameters:
  ///   - starter: The exercise's own cell.
  ///   - solution: The author's.
  init(_ starter: Cell, solution: Cell) {
    let blanks = Set(starter.facts.blanks.map(\.line))
    let lines = starter.source.split(separator: "\n", omittingEmptySubsequences: false)
    let solved = solution.source.split(separator: "\n", omittingEmptySubsequences: false)
    guard !blanks.isEmpty else {
      source = nil
      return
    }
    var filled: [Substring] = []
    for (index, line) in lines.enumerated() {
      guard blanks.contains(index + 1) else {
        filled.append(line)
        continue
      }
      guard let part = Self.part(for: index, of: lines, in: solved, blanks) else {
        source = nil
        return
      }
      filled += part
    }
    source = filled.joined(separator: "\n")
  }

  /// The solution's lines that belong in the place of a starter's line.
  private static func part(
    for index: Int, of lines: [Substring], in solved: [Substring], _ blanks: Set<Int>
  ) -> [Substring]? {
    let pieces = String(lines[index]).trimmed.split(separator: "___", omittingEmptySubsequences: false)
    if pieces.contains(where: { !$0.allSatisfy { $0 == "_" } }) {
      let fitting = solved.filter { fits(String($0).trimmed, pieces) }
      return fitting.count == 1 ? fitting : nil
    }
    // A blank that is a line by itself stands for all between its neighbours.
    func isAnchor(_ other: Int) -> Bool {
      !blanks.contains(other + 1) && !lines[other].allSatisfy(\.isWhitespace)
    }
    let above = lines.indices[..<index].last(where: isAnchor).map { lines[$0] }
    let below = lines.indices[(index + 1)...].first(where: isAnchor).map { lines[$0] }
    guard let start = above.map({ line in solved.firstIndex(of: line).map { $0 + 1 } }) ?? 0,
      let end = below.map({ line in solved.lastIndex(of: line) }) ?? solved.count, start <= end
    else { return nil }
    return Array(solved[start..<end])
  }

  /// Whether a line is made of these pieces in their order, with something between each two.
  private static func fits(_ line: String, _ pieces: [Substring]) -> Bool {
    guard let first = pieces.first, let last = pieces.last, line.hasPrefix(first), line.hasSuffix(last),
      line.count > first.count + last.count
    else { return false }
    var rest = line.dropFirst(first.count).dropLast(last.count)
    for piece in pieces.dropFirst().dropLast() {
      guard let found = rest.range(of: String(piece)) else { return false }
      rest = rest[found.upperBound...]
    }
    return true
  }
}
