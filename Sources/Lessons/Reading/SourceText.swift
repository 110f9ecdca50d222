/// A file's text taken apart into lines, whatever ends them, with the faults that no text may have.
package struct SourceText {
  /// The largest lesson that is read.
  static let largestByteCount = 16 << 20
  /// How many places of bad bytes are listed before the rest is only counted.
  private static let listedBadPlaces = 5

  let path: String
  /// Without a byte-order mark; line ends as in the file.
  package let bytes: [UInt8]
  /// Each line's bytes without its end.
  let lines: SourceLines

  package init(_ bytes: [UInt8], path: String) {
    self.path = path
    self.bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    lines = SourceLines(self.bytes)
  }

  package func location(line: Int, column: Int) -> SourceLocation {
    SourceLocation(file: path, line: line, column: column)
  }

  /// So many bytes of a line, counted from 1; `nil` for its rest.
  package func range(line: Int, column: Int = 1, length: Int? = nil) -> SourceRange {
    let rest = lines.indices.contains(line - 1) ? max(0, lines[line - 1].count - column + 1) : 0
    return SourceRange(location(line: line, column: column), length: length ?? rest)
  }

  /// A line's text, counted from 1.
  func line(_ number: Int) -> String {
    lines.indices.contains(number - 1) ? String(decoding: lines[number - 1], as: UTF8.self) : ""
  }

  func text(of range: ClosedRange<Int>) -> String {
    range.map(line).joined(separator: "\n")
  }

  /// The text with some lines emptied, so that all others keep their places.
  func bytes(without range: ClosedRange<Int>?) -> [UInt8] {
    guard let range, let last = range.last else { return bytes }
    let end = lines[last - 1].endIndex
    return bytes[..<end].filter { $0 == 0x0A || $0 == 0x0D } + bytes[end...]
  }

  /// The lines between a block's fences, each ended by `\n`.
  func body(between fences: ClosedRange<Int>) -> String {
    let range = fences.lowerBound + 1..<max(fences.lowerBound + 1, fences.upperBound)
    return range.map { line($0) + "\n" }.joined()
  }

  /// A block's lines without blank ones at its end, which cmark counts among a list's.
  func withoutBlankEnd(_ range: ClosedRange<Int>) -> ClosedRange<Int> {
    let last = range.clamped(to: 1...Swift.max(1, lines.count)).last { !isBlankLine($0) }
    return range.lowerBound...(last ?? range.lowerBound)
  }

  /// A heading's lines without the one below its underline, which cmark counts among them unless the text ends there.
  func withoutLineBelow(heading: ClosedRange<Int>) -> ClosedRange<Int> {
    let last = heading.upperBound - 1
    let marks = Set(line(last).trimmed)
    return last > heading.lowerBound && (marks == ["="] || marks == ["-"]) ? heading.lowerBound...last : heading
  }

  /// Whether there is nothing on a line, counted from 1, but blanks.
  func isBlankLine(_ number: Int) -> Bool { lines[number - 1].allSatisfy { $0 == 0x20 || $0 == 0x09 } }

  var isBlank: Bool { bytes.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) } }

  /// Bytes that are not UTF-8, and NUL, which no Swift source may hold.
  package func badBytes() -> [Fault] {
    if !bytes.contains(0), String(validating: bytes, as: UTF8.self) != nil { return [] }
    var places: [(line: Int, column: Int, byte: UInt8)] = []
    for (index, line) in lines.enumerated() {
      var rest = line
      while let bad = Self.firstBadByte(in: rest) {
        places.append((index + 1, bad - line.startIndex + 1, line[bad]))
        // One fault a run of bad bytes.
        let next = line[bad...].firstIndex { $0 < 0x80 && $0 != 0 } ?? line.endIndex
        rest = line[next...]
      }
    }
    var faults = places.prefix(Self.listedBadPlaces).map { place in
      Fault(.badByte(place.byte), at: range(line: place.line, column: place.column, length: 1))
    }
    if places.count > faults.count, let next = places.dropFirst(faults.count).first {
      let range = range(line: next.line, column: next.column, length: 1)
      faults.append(Fault(.furtherBadBytes(places.count - faults.count), at: range))
    }
    return faults
  }

  private static func firstBadByte(in bytes: ArraySlice<UInt8>) -> Int? {
    var decoder = UTF8.ForwardParser()
    var position = bytes.startIndex
    var iterator = bytes.makeIterator()
    while true {
      switch decoder.parseScalar(from: &iterator) {
      case .valid(let encoded):
        if encoded.count == 1, encoded.first == 0 { return position }
        position += encoded.count
      case .error: return position
      case .emptyInput: return nil
      }
    }
  }
}
