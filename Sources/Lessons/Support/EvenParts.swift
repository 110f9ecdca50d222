extension Array {
  /// Shares the elements out, in their order, over so many parts, of which no two differ by more than one element.
  package func inEvenParts(_ count: Int) -> [ArraySlice<Element>] {
    (0..<count).map { self[self.count * $0 / count..<self.count * ($0 + 1) / count] }
  }
}
