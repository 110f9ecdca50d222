import TextTable

/// A line of code in pieces of at most so many columns. Each but the last ends with `↩`, and each but the first is indented further than
/// the line, so that nobody takes them for lines of their own. It is folded behind a blank or a comma where there is one in the second half.
/// - Complexity: O(*n*).
func foldedCode(_ line: String, width: Int) -> [String] {
  guard visibleWidth(line) > width else { return [line] }
  let indent = String(repeating: " ", count: min(line.prefix { $0 == " " }.count + 4, width / 2))
  var pieces: [String] = []
  var (piece, columns, fold) = ("", 0, 0)
  for character in line {
    let size = visibleWidth(String(character))
    if columns + size > width - 2, columns > indent.count {
      // Counted in characters, of which some are two columns wide.
      let isLate = fold > width / 2
      let kept = isLate ? String(piece.prefix(fold)) : piece
      let rest = isLate ? String(piece.dropFirst(fold)) : ""
      pieces.append(kept + (kept.hasSuffix(" ") ? "↩" : " ↩"))
      piece = indent + rest
      (columns, fold) = (visibleWidth(piece), 0)
    }
    piece.append(character)
    columns += size
    if character == " " || character == "," || character == "(" { fold = piece.count }
  }
  return pieces + [piece]
}
