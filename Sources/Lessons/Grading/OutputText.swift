import Reading
import Support

/// What a program printed, as it stands in a lesson's `output` block and is compared with one.
///
/// Whatever was printed, the block can be read again and then holds the same: control characters are written as escapes, blanks at the
/// ends of lines, which editors remove, are left out, and so are blank lines at the beginning and the end.
package struct OutputText: Hashable, Sendable {
  /// The longest run of backticks that stays; no fence longer than this is needed.
  private static let longestRun = 500

  /// Lines ended by `\n`; empty if nothing but blanks was printed.
  package let text: String

  package init(_ printed: String) {
    let lines = printed.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      // What ends a line elsewhere is no part of it.
      let isEnded = line.last == "\r" && line.endIndex < printed.unicodeScalars.endIndex
      return Self.line(String(isEnded ? line.dropLast() : line))
    }
    let present = lines.trimmingEmptyLines()
    text = present.isEmpty ? "" : present.joined(separator: "\n") + "\n"
  }

  private static func line(_ line: String) -> String {
    var line = printable(line, keepingLines: true)
    while let last = line.unicodeScalars.last, last == " " || last == "\t" { line.unicodeScalars.removeLast() }
    if longestRun(of: "`", in: line) > longestRun { line = line.replacingScalars(upTo: .max) { $0 == "`" } }
    // Markdown would take the line for the beginning of hundreds of lists.
    return SourceText.isTooDeep(Array(line.utf8)[...])
      ? line.replacingScalars(upTo: 1) { $0 != " " && $0 != "\t" } : line
  }

  /// A fence that no line of the text closes, of the kind and at least the length of the one that is there.
  static func fence(around text: String, inPlaceOf opening: String) -> String {
    let isTilde = opening.hasPrefix("~") && longestRun(of: "~", in: text) <= longestRun
    let mark: Unicode.Scalar = isTilde ? "~" : "`"
    let present = min(longestRun, opening.unicodeScalars.prefix { $0 == mark }.count)
    return String(repeating: String(mark), count: max(3, present, longestRun(of: mark, in: text) + 1))
  }

  private static func longestRun(of mark: Unicode.Scalar, in text: String) -> Int {
    var (longest, run) = (0, 0)
    for scalar in text.unicodeScalars {
      run = scalar == mark ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}

extension String {
  /// The text with its first characters of a kind as escapes.
  fileprivate func replacingScalars(upTo limit: Int, _ isMeant: (Unicode.Scalar) -> Bool) -> String {
    var result = String.UnicodeScalarView()
    var count = 0
    for scalar in unicodeScalars {
      if count < limit, isMeant(scalar) {
        count += 1
        for part in "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars { result.append(part) }
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }
}

extension Array where Element == String {
  fileprivate func trimmingEmptyLines() -> ArraySlice<String> {
    guard let first = firstIndex(where: { !$0.isEmpty }), let last = lastIndex(where: { !$0.isEmpty }) else {
      return []
    }
    return self[first...last]
  }
}
