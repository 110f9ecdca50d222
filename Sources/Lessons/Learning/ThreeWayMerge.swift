/// Two changed versions of one text, put together unit by unit, as lines are.
struct ThreeWayMerge<Unit: Hashable> {
  /// A stretch of the result.
  enum Part: Hashable {
    /// Units of one's own version, by their places there.
    case mine(Range<Int>)
    /// Units of the other version.
    case theirs(Range<Int>)
    /// Both have changed the same place: one's own units, and what would stand there.
    case conflict(mine: Range<Int>, theirs: Range<Int>)
  }

  private(set) var parts: [Part] = []

  /// - Parameters:
  ///   - base: What both versions were made from.
  ///   - mine: One's own version: where both are the same, or both have changed, it is this that stays.
  ///   - theirs: The other version.
  /// - Complexity: O(*n* · *d*) for *d* differences.
  init(base: [Unit], mine: [Unit], theirs: [Unit]) {
    let (inMine, inTheirs) = (Self.matches(base, mine), Self.matches(base, theirs))
    var (b, m, t) = (0, 0, 0)
    while true {
      let stable = (b..<base.count).first { inMine[$0] != nil && inTheirs[$0] != nil } ?? base.count
      let (nextMine, nextTheirs) =
        stable < base.count ? (inMine[stable] ?? m, inTheirs[stable] ?? t) : (mine.count, theirs.count)
      if let part = Self.part(base[b..<stable], mine, m..<nextMine, theirs, t..<nextTheirs) { parts.append(part) }
      guard stable < base.count else { break }
      parts.append(.mine(nextMine..<nextMine + 1))
      (b, m, t) = (stable + 1, nextMine + 1, nextTheirs + 1)
    }
  }

  private static func part(
    _ base: ArraySlice<Unit>, _ mine: [Unit], _ m: Range<Int>, _ theirs: [Unit], _ t: Range<Int>
  ) -> Part? {
    if mine[m] == theirs[t] { return m.isEmpty ? nil : .mine(m) }
    if mine[m] == base { return t.isEmpty ? nil : .theirs(t) }
    if theirs[t] == base { return m.isEmpty ? nil : .mine(m) }
    return .conflict(mine: m, theirs: t)
  }

  /// Where each unit of the base is in another version; `nil` if it is not there any more.
  private static func matches(_ base: [Unit], _ other: [Unit]) -> [Int?] {
    let difference = other.difference(from: base)
    var (removed, inserted): (Set<Int>, Set<Int>) = ([], [])
    for change in difference {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var kept = other.indices.filter { !inserted.contains($0) }[...]
    return base.indices.map { removed.contains($0) ? nil : kept.popFirst() }
  }
}
