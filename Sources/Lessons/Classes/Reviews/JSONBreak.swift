/// Where a text stops being JSON (RFC 8259): the decoder says only that it does.
struct JSONBreak {
  private static let deepest = 200

  private let bytes: [UInt8]
  private var position = 0

  /// The line and the column, from 1, of the first byte that cannot stand where it does, or of the end; `nil` if all of it is JSON.
  static func place(in bytes: [UInt8]) -> (line: Int, column: Int)? {
    var reading = JSONBreak(bytes: bytes)
    reading.skipBlanks()
    guard !reading.takesValue(0) || !reading.isAtEnd else { return nil }
    let before = bytes[..<min(reading.position, bytes.count)]
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return (before.count { $0 == UInt8(ascii: "\n") } + 1, before.count - start + 1)
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var isAtEnd: Bool { position >= bytes.count }
  private var next: UInt8 { isAtEnd ? 0 : bytes[position] }

  private mutating func skipBlanks() { while !isAtEnd, " \t\r\n".utf8.contains(next) { position += 1 } }

  /// Steps over this sign and the blanks behind it.
  private mutating func takes(_ sign: Unicode.Scalar) -> Bool {
    guard !isAtEnd, next == UInt8(ascii: sign) else { return false }
    position += 1
    skipBlanks()
    return true
  }

  /// Steps over a value and the blanks behind it; stops where it breaks.
  private mutating func takesValue(_ depth: Int) -> Bool {
    guard depth < Self.deepest else { return false }
    switch next {
    case UInt8(ascii: "{"): return takesList("{", "}") { $0.takesString() && $0.takes(":") && $0.takesValue(depth + 1) }
    case UInt8(ascii: "["): return takesList("[", "]") { $0.takesValue(depth + 1) }
    case UInt8(ascii: "\""): return takesString()
    case UInt8(ascii: "t"): return takesWord("true")
    case UInt8(ascii: "f"): return takesWord("false")
    case UInt8(ascii: "n"): return takesWord("null")
    default: return takesNumber()
    }
  }

  private mutating func takesList(
    _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ takesPart: (inout JSONBreak) -> Bool
  ) -> Bool {
    guard takes(open) else { return false }
    if takes(close) { return true }
    repeat { guard takesPart(&self) else { return false } } while takes(",")
    return takes(close)
  }

  private mutating func takesWord(_ word: String) -> Bool {
    for byte in word.utf8 {
      guard !isAtEnd, next == byte else { return false }
      position += 1
    }
    skipBlanks()
    return true
  }

  private mutating func takesNumber() -> Bool {
    let start = position
    while !isAtEnd, "+-.eE0123456789".utf8.contains(next) { position += 1 }
    guard position > start, Double(String(decoding: bytes[start..<position], as: UTF8.self)) != nil else {
      position = start
      return false
    }
    skipBlanks()
    return true
  }

  private mutating func takesString() -> Bool {
    guard !isAtEnd, next == UInt8(ascii: "\"") else { return false }
    position += 1
    while !isAtEnd, next != UInt8(ascii: "\"") {
      if next < 0x20 { return false }
      position += next == UInt8(ascii: "\\") ? 2 : 1
    }
    return takes("\"")
  }
}
