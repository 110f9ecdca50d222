/// The candidate that a mistyped word was most likely meant to be, if any is near enough.
///
/// Near is an edit distance (insertions, deletions, replacements, swapped neighbours) of at most a third of the word's length.
/// Nobody mistypes a word of more than 100 letters: for such there is none.
/// - Complexity: O(*k* · *n*²) for *k* candidates and words of length *n*.
package func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
  guard word.utf8.count <= 400, word.count <= 100 else { return nil }
  let limit = max(1, word.count / 3)
  let near = candidates.map { ($0, editDistance(word, $0)) }.filter { $0.1 <= limit }
  return near.min { $0.1 < $1.1 }?.0
}

/// The optimal string alignment distance, after Damerau (1964).
private func editDistance(_ one: String, _ other: String) -> Int {
  let (first, second) = (Array(one), Array(other))
  guard abs(first.count - second.count) <= max(first.count, second.count) / 3 + 1 else { return .max }
  var before: [Int] = []
  var previous = Array(0...second.count)
  for row in first.indices {
    var current = [row + 1]
    for column in second.indices {
      let replaced = previous[column] + (first[row] == second[column] ? 0 : 1)
      var best = min(replaced, previous[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
        best = min(best, before[column - 1] + 1)
      }
      current.append(best)
    }
    (before, previous) = (previous, current)
  }
  return previous[second.count]
}
