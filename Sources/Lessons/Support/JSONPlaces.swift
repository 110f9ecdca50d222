import FoundationEssentials

/// Where things stand in a JSON text (RFC 8259): the decoder says only what they are called, and does not tell of a member that is there twice.
struct JSONPlaces {
  /// A part of a path to a value.
  enum Step: Hashable {
    case member(String)
    case item(Int)
  }

  private static let deepest = 200

  private let bytes: [UInt8]
  private var position = 0
  private var path: [Step] = []
  /// The members that objects may have, by the path to such an object, whose items are without numbers; `nil` for all that there are.
  private let members: [String: Set<String>]?
  /// Members whose numbers have no fraction: of others the decoder does not say where they stand.
  private static let whole: Set<Step> = Set(["days", "format", "right", "seconds", "total"].map(Step.member))
  /// The path to what is looked for.
  private let wanted: [Step]?
  private var found: Int?
  private(set) var flaw: JSONFlaw?

  /// Goes through a text until it breaks.
  init(in bytes: [UInt8], allowing members: [String: Set<String>]? = nil, lookingFor wanted: [Step]? = nil) {
    (self.bytes, self.members, self.wanted) = (bytes, members, wanted)
    skipBlanks()
    if !takesValue() || !isAtEnd { flaw = flaw(.noJSON, at: position) }
  }

  /// The line and the column, from 1, where something stands; the text's beginning, if it does not.
  static func place(of path: [Step], in bytes: [UInt8]) -> (line: Int, column: Int) {
    let reading = JSONPlaces(in: bytes, lookingFor: path)
    return reading.found.map(reading.place) ?? (1, 1)
  }

  /// Such as `exercises[0].points`.
  static func text(of path: [Step], numbered: Bool = true) -> String {
    path.reduce("") { text, step in
      switch step {
      case .member(let name): text.isEmpty ? name : "\(text).\(name)"
      case .item(let number): numbered ? "\(text)[\(number)]" : "\(text)[]"
      }
    }
  }

  private func place(of position: Int) -> (line: Int, column: Int) {
    let before = bytes[..<min(position, bytes.count)]
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return (before.count { $0 == UInt8(ascii: "\n") } + 1, before.count - start + 1)
  }

  private func flaw(_ kind: JSONFlaw.Kind, at position: Int) -> JSONFlaw {
    let place = place(of: position)
    return JSONFlaw(kind, line: place.line, column: place.column)
  }

  // MARK: - Values

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
  private mutating func takesValue() -> Bool {
    guard path.count < Self.deepest else { return false }
    if let wanted, found == nil, wanted == path { found = position }
    switch next {
    case UInt8(ascii: "{"): return takesObject()
    case UInt8(ascii: "["): return takesArray()
    case UInt8(ascii: "\""): return takesString()
    case UInt8(ascii: "t"): return takesWord("true")
    case UInt8(ascii: "f"): return takesWord("false")
    case UInt8(ascii: "n"): return takesWord("null")
    default: return takesNumber()
    }
  }

  private mutating func takesObject() -> Bool {
    let known = members.map { $0[Self.text(of: path, numbered: false)] ?? [] }
    var names: Set<String> = []
    guard takes("{") else { return false }
    if takes("}") { return true }
    repeat {
      let start = position
      guard takesString() else { return false }
      let name = name(at: start)
      path.append(.member(name))
      defer { path.removeLast() }
      // A member's place is its name's.
      if let wanted, found == nil, wanted == path { found = start }
      if flaw == nil, let known, !known.contains(name) { flaw = flaw(.unknown(Self.text(of: path)), at: start) }
      if flaw == nil, !names.insert(name).inserted { flaw = flaw(.repeated(Self.text(of: path)), at: start) }
      guard takes(":"), takesValue() else { return false }
    } while takes(",")
    return takes("}")
  }

  private mutating func takesArray() -> Bool {
    guard takes("[") else { return false }
    if takes("]") { return true }
    var number = 0
    repeat {
      path.append(.item(number))
      defer { path.removeLast() }
      guard takesValue() else { return false }
      number += 1
    } while takes(",")
    return takes("]")
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
    takesOne(of: "-")
    let isSound = takesOne(of: "0") || takesDigits()
    let hasFraction = !takesOne(of: ".") || takesDigits()
    var hasExponent = true
    if takesOne(of: "eE") {
      takesOne(of: "+-")
      hasExponent = takesDigits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard isSound, hasFraction, hasExponent, Double(text)?.isFinite == true else {
      position = start
      return false
    }
    if flaw == nil, let last = path.last, Self.whole.contains(last), Int(text) == nil {
      flaw = flaw(.senseless(Self.text(of: path)), at: start)
    }
    skipBlanks()
    return true
  }

  @discardableResult private mutating func takesOne(of signs: StaticString) -> Bool {
    guard !isAtEnd, signs.withUTF8Buffer({ $0.contains(next) }) else { return false }
    position += 1
    return true
  }

  private mutating func takesDigits() -> Bool {
    let start = position
    while takesOne(of: "0123456789") {}
    return position > start
  }

  private mutating func takesString() -> Bool {
    guard !isAtEnd, next == UInt8(ascii: "\"") else { return false }
    position += 1
    while !isAtEnd, next != UInt8(ascii: "\"") {
      if next < 0x20 { return false }
      if takesOne(of: "\\") {
        if takesOne(of: "u") {
          for _ in 0..<4 { guard takesOne(of: "0123456789abcdefABCDEF") else { return false } }
        } else if !takesOne(of: "\"\\/bfnrt") {
          return false
        }
      } else {
        position += 1
      }
    }
    return takes("\"")
  }

  /// The name between the quotation marks that begin here.
  private func name(at start: Int) -> String {
    let text = bytes[(start + 1)...].prefix { $0 != UInt8(ascii: "\"") }
    guard text.contains(UInt8(ascii: "\\")), let end = bytes[..<position].lastIndex(of: UInt8(ascii: "\"")) else {
      return String(decoding: text, as: UTF8.self)
    }
    let whole = bytes[start...end]
    return (try? JSONDecoder().decode(String.self, from: Data(whole))) ?? String(decoding: whole, as: UTF8.self)
  }
}
