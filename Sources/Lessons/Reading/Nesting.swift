extension SourceText {
  /// The last column, from 1, at which a line may begin another quote or list item.
  ///
  /// Every open item costs cmark a step at every blank line, so that a few long lines of bullets would keep it busy for hours.
  static let deepestMarkerColumn = 200

  /// The first line whose bullets and quotation marks go too deep. Lines within code count too, as a hint's code is Markdown.
  func tooDeepNesting() -> Fault? {
    lines.firstIndex { $0.count >= 2 && Self.isTooDeep($0) }.map { index in
      Fault(.deepNesting(lastColumn: Self.deepestMarkerColumn), at: range(line: index + 1))
    }
  }

  package static func isTooDeep(_ line: ArraySlice<UInt8>) -> Bool {
    columnOfLastMarker(line).map { $0 > deepestMarkerColumn } ?? false
  }

  /// Where the last of the quotation marks, bullets and item numbers stands that begin a line, with tabs to every fourth
  /// column. Nesting cannot be deeper than that column, as each quote or item takes one at least.
  private static func columnOfLastMarker(_ line: ArraySlice<UInt8>) -> Int? {
    var column = 1
    var last: Int?
    var rest = line
    while let byte = rest.first {
      if byte == UInt8(ascii: "\t") {
        column += 4 - (column - 1) % 4
        rest = rest.dropFirst()
      } else if byte == UInt8(ascii: " ") {
        column += 1
        rest = rest.dropFirst()
      } else {
        let length = markerLength(rest)
        guard length > 0 else { break }
        last = column
        column += length
        rest = rest.dropFirst(length)
      }
    }
    return rest.isEmpty && isRule(line) ? nil : last
  }

  /// How many bytes of a line are the mark that begins a quote or an item; 0 if there is none.
  private static func markerLength(_ line: ArraySlice<UInt8>) -> Int {
    guard let first = line.first else { return 0 }
    if first == UInt8(ascii: ">") { return 1 }
    let digits = line.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
    guard let mark = line.dropFirst(digits).first else { return 0 }
    let marks = digits > 0 ? [UInt8(ascii: "."), UInt8(ascii: ")")] : "-+*".utf8.map(\.self)
    let next = line.dropFirst(digits + 1).first
    return marks.contains(mark) && (next == nil || next == 0x20 || next == 0x09) ? digits + 1 : 0
  }

  /// Whether a line holds nothing but one kind of mark: a rule across the page, however long.
  private static func isRule(_ line: ArraySlice<UInt8>) -> Bool {
    let marks = Set(line).subtracting([0x20, 0x09])
    return marks == [UInt8(ascii: "-")] || marks == [UInt8(ascii: "*")]
  }
}
