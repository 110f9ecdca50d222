import Reading
import Support

extension Cell {
  /// The call of `answer` in a check that hands over a value under this label, on one line; `nil` if it does not stand there in so many
  /// words, as in a loop.
  func answerCall(labelled label: String) -> String? {
    guard let start = source.range(of: "answer(\"\(label)\",") else { return nil }
    var depth = 0
    var isText = false
    var call = ""
    for character in source[start.lowerBound...] {
      call.append(character)
      if character == "\"" { isText.toggle() }
      if isText { continue }
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if depth == 0, character == ")" { return call.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
    }
    return nil
  }
}
