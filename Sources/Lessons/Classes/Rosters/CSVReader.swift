import Reading

/// Reads a CSV file row by row, after RFC 4180, but with any line end, and with semicolons or tabs in place of commas if the first of these
/// three in the file is one, and with whatever a first line `sep=;` says.
struct CSVReader {
  struct Field: Hashable {
    var text: String
    var location: SourceLocation
  }

  private static let quote = UInt8(ascii: "\"")

  private let source: SourceText
  private var bytes: [UInt8] { source.bytes }
  private let delimiter: UInt8
  private var position = 0
  private var line = 1
  private var lineStart = 0

  init(_ bytes: [UInt8], path: String) {
    source = SourceText(decodedText(bytes), path: path)
    var isQuoted = false
    // Spreadsheets say so themselves: `sep=;`.
    if source.bytes.starts(with: Array("sep=".utf8)), source.bytes.count > 4, !"\r\n".utf8.contains(source.bytes[4]) {
      delimiter = source.bytes[4]
      position = 5
      return
    }
    delimiter =
      source.bytes.first { byte in
        if byte == Self.quote { isQuoted.toggle() }
        return !isQuoted && ",;\t".utf8.contains(byte)
      } ?? UInt8(ascii: ",")
  }

  /// The next row that is not blank, `nil` after the last.
  mutating func next() throws(FaultyRoster) -> [Field]? {
    if line == 1 {
      if let kind = FileKind(ofTable: bytes) { throw fault(.noTable(kind), at: source.location(line: 1, column: 1)) }
      if let fault = source.badBytes().first { throw FaultyRoster(fault) }
    }
    while position < bytes.count {
      let row = try readRow()
      if row.contains(where: { !$0.text.trimmed.isEmpty }) { return row }
    }
    return nil
  }

  private mutating func readRow() throws(FaultyRoster) -> [Field] {
    var fields: [Field] = []
    while true {
      fields.append(try readField())
      guard position < bytes.count else { return fields }
      if bytes[position] == delimiter {
        position += 1
      } else {
        endLine()
        return fields
      }
    }
  }

  private mutating func readField() throws(FaultyRoster) -> Field {
    let start = location
    if position < bytes.count, bytes[position] == Self.quote {
      return Field(text: try readQuoted(from: start), location: start)
    }
    let first = position
    while position < bytes.count, !isEnd(bytes[position]) {
      if bytes[position] == Self.quote {
        throw fault(.quoteInField, at: location)
      }
      position += 1
    }
    return Field(text: String(decoding: bytes[first..<position], as: UTF8.self), location: start)
  }

  private mutating func readQuoted(from start: SourceLocation) throws(FaultyRoster) -> String {
    var text: [UInt8] = []
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      if byte == Self.quote {
        position += 1
        // A doubled quote stands for one.
        guard position < bytes.count, bytes[position] == Self.quote else {
          try expectEnd()
          return String(decoding: text, as: UTF8.self)
        }
      }
      let start = position
      if byte == 0x0A || byte == 0x0D { endLine() } else { position += 1 }
      text += bytes[start..<position]
    }
    throw fault(.openQuote, at: start)
  }

  private func expectEnd() throws(FaultyRoster) {
    guard position < bytes.count, !isEnd(bytes[position]) else { return }
    throw fault(.textBehindQuote, at: location)
  }

  private func isEnd(_ byte: UInt8) -> Bool { byte == delimiter || byte == 0x0A || byte == 0x0D }

  /// Steps over LF, CRLF or CR.
  private mutating func endLine() {
    let isReturn = bytes[position] == 0x0D
    position += 1
    if isReturn, position < bytes.count, bytes[position] == 0x0A { position += 1 }
    line += 1
    lineStart = position
  }

  private var location: SourceLocation { source.location(line: line, column: position - lineStart + 1) }

  private func fault(_ kind: Fault.Kind, at location: SourceLocation) -> FaultyRoster {
    FaultyRoster(Fault(kind, at: SourceRange(location, length: 1)))
  }
}
