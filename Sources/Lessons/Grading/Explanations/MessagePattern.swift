/// What a message looks like, with `…` for each part that differs from one to the next.
struct MessagePattern: Sendable {
  private let pieces: [String]

  /// - Parameter text: Such as `cannot find '…' in scope`. A `…` at the end takes whatever follows.
  init(_ text: String) {
    pieces = text.split(separator: "…", omittingEmptySubsequences: false).map(String.init)
  }

  /// What stands for each `…`; `nil` if the message is another one. Each part is the shortest that fits.
  func parts(of message: String) -> [String]? {
    guard let first = pieces.first, message.hasPrefix(first) else { return nil }
    var rest = message.dropFirst(first.count)
    var parts: [String] = []
    for (index, piece) in pieces.enumerated().dropFirst() {
      if piece.isEmpty && index == pieces.count - 1 {
        return parts + [String(rest)]
      }
      guard let next = rest.range(of: piece) else { return nil }
      parts.append(String(rest[..<next.lowerBound]))
      rest = rest[next.upperBound...]
    }
    return rest.isEmpty ? parts : nil
  }
}
