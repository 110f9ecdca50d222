/// The parts of JSON that the header of a safetensors file is made of; whole numbers only.
enum JSONValue: Equatable {
  case object([String: JSONValue])
  case list([JSONValue])
  case text(String)
  case number(Int)
}

/// Reads JSON from bytes that may be anything.
struct JSONScanner {
  /// Where and why the bytes stop being JSON.
  struct Fault: Error {
    var offset: Int
    var problem: String
  }

  private let bytes: [UInt8]
  private var place = 0
  /// No header is nested deeper.
  private static let deepest = 8

  /// Reads one value, after which there may be nothing but blanks.
  static func value(in bytes: [UInt8]) throws(Fault) -> JSONValue {
    var scanner = JSONScanner(bytes: bytes)
    let value = try scanner.value(depth: 0)
    scanner.skipBlanks()
    guard scanner.place == bytes.count else { throw scanner.fault("something follows the header's closing brace") }
    return value
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private mutating func value(depth: Int) throws(Fault) -> JSONValue {
    guard depth < Self.deepest else { throw fault("nested too deeply") }
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return .object(try object(depth: depth))
    case UInt8(ascii: "["): return .list(try list(depth: depth))
    case UInt8(ascii: "\""): return .text(try text())
    default: return .number(try number())
    }
  }

  private mutating func object(depth: Int) throws(Fault) -> [String: JSONValue] {
    var members: [String: JSONValue] = [:]
    place += 1
    skipBlanks()
    if takes("}") { return members }
    repeat {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw fault("a name in quotes should stand here") }
      let start = place
      let name = try text()
      skipBlanks()
      guard takes(":") else { throw fault("a colon should stand here") }
      let value = try value(depth: depth + 1)
      guard members.updateValue(value, forKey: name) == nil else {
        throw Fault(offset: start, problem: "the name '\(name)' stands here twice")
      }
      skipBlanks()
    } while takes(",")
    guard takes("}") else { throw fault("a comma or a closing brace should stand here") }
    return members
  }

  private mutating func list(depth: Int) throws(Fault) -> [JSONValue] {
    var elements: [JSONValue] = []
    place += 1
    skipBlanks()
    if takes("]") { return elements }
    repeat {
      elements.append(try value(depth: depth + 1))
      skipBlanks()
    } while takes(",")
    guard takes("]") else { throw fault("a comma or a closing bracket should stand here") }
    return elements
  }

  private mutating func text() throws(Fault) -> String {
    place += 1
    var content: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw fault("a control character in a text") }
      place += 1
      if byte == UInt8(ascii: "\\") {
        content += try escape()
      } else {
        content.append(byte)
      }
    }
    guard takes("\"") else { throw fault("the text has no closing quote") }
    return String(decoding: content, as: UTF8.self)
  }

  private mutating func escape() throws(Fault) -> [UInt8] {
    guard let byte = next else { throw fault("the text ends in its middle") }
    place += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "u"): return Array(String(Character(try escapedCharacter())).utf8)
    default: throw fault("an escape that JSON does not have")
    }
  }

  /// The character of four hexadecimal digits, or of two such escapes in a row that are one character in UTF-16.
  private mutating func escapedCharacter() throws(Fault) -> Unicode.Scalar {
    var code = try hexadecimalDigits()
    if 0xD800..<0xDC00 ~= code, bytes[place...].starts(with: "\\u".utf8) {
      place += 2
      let second = try hexadecimalDigits()
      guard 0xDC00..<0xE000 ~= second else { throw fault("half of a character, without its other half") }
      code = 0x10000 + (code - 0xD800) << 10 + (second - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw fault("half of a character, without its other half") }
    return scalar
  }

  private mutating func hexadecimalDigits() throws(Fault) -> UInt32 {
    let digits = bytes[place..<min(place + 4, bytes.count)]
    guard digits.count == 4, digits.allSatisfy(Unicode.Scalar.isHexadecimal),
      let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw fault("four hexadecimal digits of a character should stand here") }
    place += 4
    return code
  }

  private mutating func number() throws(Fault) -> Int {
    let start = place
    while let byte = next, byte == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      place += 1
    }
    guard let number = Int(String(decoding: bytes[start..<place], as: UTF8.self)) else {
      throw Fault(offset: start, problem: "a whole number should stand here")
    }
    return number
  }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func takes(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  private mutating func skipBlanks() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { place += 1 }
  }

  private func fault(_ problem: String) -> Fault { Fault(offset: place, problem: problem) }
}

extension Unicode.Scalar {
  fileprivate static func isHexadecimal(_ byte: UInt8) -> Bool { Unicode.Scalar(byte).properties.isASCIIHexDigit }
}

/// A text as JSON writes it.
func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "\\": result += "\\" + String(scalar)
    case _ where scalar.value < 0x20:
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
