/// The portable maps PGM and PPM: a header of decimal numbers, and the values as numbers (P2, P3) or as bytes (P5, P6).
///
/// See Poskanzer's Netpbm, "PGM format specification" and "PPM format specification".
struct PortableMap {
  private let path: String
  private let bytes: [UInt8]
  private var place = 2

  private let isPlain: Bool
  private let channels: Int

  static func isNamed(by bytes: [UInt8]) -> Bool {
    bytes.count >= 3 && bytes[0] == UInt8(ascii: "P") && "2356".utf8.contains(bytes[1])
      && (isBlank(bytes[2]) || bytes[2] == UInt8(ascii: "#"))
  }

  init(_ bytes: [UInt8], _ path: String) throws(FileFailure) {
    (self.path, self.bytes) = (path, bytes)
    isPlain = bytes[1] < UInt8(ascii: "5")
    channels = bytes[1] == UInt8(ascii: "2") || bytes[1] == UInt8(ascii: "5") ? 1 : 3
  }

  mutating func pixels() throws(FileFailure) -> Pixels {
    let width = try number("the width", upTo: .max)
    let height = try number("the height", upTo: .max)
    let count = try Pixels.count(height: height, width: width, channels: channels, path, at: place)
    let largest = try number("the largest value", upTo: 65535)
    guard largest > 0 else { throw fault("the largest value is 0", at: place - 1) }
    let values = isPlain ? try plainValues(count, largest) : try rawValues(count, largest)
    return Pixels(
      height: height, width: width, channels: channels, values: values.map { Double($0) * 255 / Double(largest) })
  }

  // MARK: - Values

  private mutating func plainValues(_ count: Int, _ largest: Int) throws(FileFailure) -> [Int] {
    // Each takes a digit and a blank: a false header must not make room for more than there can be.
    guard (bytes.count - place) / 2 >= count else {
      throw fault("the header promises \(count) values, and the file ends before them", at: bytes.count)
    }
    var values: [Int] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(try number("a value", upTo: largest)) }
    try expectEnd(at: place)
    return values
  }

  private mutating func rawValues(_ count: Int, _ largest: Int) throws(FileFailure) -> [Int] {
    // One blank ends the header, or a comment with its line's end: all else is values, though it may look like blanks.
    if place < bytes.count, bytes[place] == UInt8(ascii: "#") {
      while place < bytes.count, !Self.endsLine(bytes[place]) { place += 1 }
    }
    guard place < bytes.count, Self.isBlank(bytes[place]) else {
      throw fault("a blank should follow the header", at: place)
    }
    let start = place + 1
    let size = largest > 255 ? 2 : 1
    guard bytes.count - start >= count * size else {
      throw fault(
        "the header promises \(count * size) bytes of values, and \(bytes.count - start) follow it", at: bytes.count)
    }
    try expectEnd(at: start + count * size)
    var values: [Int] = []
    values.reserveCapacity(count)
    for offset in stride(from: start, to: start + count * size, by: size) {
      let value = size == 1 ? Int(bytes[offset]) : Int(bytes[offset]) << 8 | Int(bytes[offset + 1])
      guard value <= largest else { throw fault("the value \(value) is above the largest, \(largest)", at: offset) }
      values.append(value)
    }
    return values
  }

  /// Blanks and comments may follow, as editors and people add them, but no more values.
  private mutating func expectEnd(at end: Int) throws(FileFailure) {
    place = end
    skipBlanks()
    if bytes.count > place { throw fault("\(bytes.count - place) bytes follow the last value", at: place) }
  }

  // MARK: - Text

  /// The next decimal number, past blanks and comments.
  private mutating func number(_ what: String, upTo largest: Int) throws(FileFailure) -> Int {
    skipBlanks()
    let start = place
    var number = 0
    while place < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[place]) {
      let digit = Int(bytes[place] - UInt8(ascii: "0"))
      guard number <= (largest - digit) / 10 else { throw fault("\(what) is above \(largest)", at: start) }
      number = number * 10 + digit
      place += 1
    }
    guard place > start else { throw fault("\(what) should be here as a decimal number", at: start) }
    return number
  }

  private mutating func skipBlanks() {
    var isInComment = false
    while place < bytes.count {
      let byte = bytes[place]
      if byte == UInt8(ascii: "#") { isInComment = true }
      guard isInComment || Self.isBlank(byte) else { return }
      if Self.endsLine(byte) { isInComment = false }
      place += 1
    }
  }

  private static func endsLine(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || (9...13).contains(byte) }

  private func fault(_ problem: String, at offset: Int) -> FileFailure {
    FileFailure(path, at: offset, problem, advice: renewal)
  }
}

// MARK: - Writing

extension PortableMap {
  /// A whole file with values from 0 to 255.
  static func bytes(of values: [UInt8], height: Int, width: Int, channels: Int, isPlain: Bool) -> [UInt8] {
    let kind = channels == 1 ? (isPlain ? 2 : 5) : (isPlain ? 3 : 6)
    let header = Array("P\(kind)\n\(width) \(height)\n255\n".utf8)
    return header + (isPlain ? plainLines(values, rowLength: width * channels) : values)
  }

  /// A line for each row, broken where it would be longer than the 70 characters that the format allows.
  private static func plainLines(_ values: [UInt8], rowLength: Int) -> [UInt8] {
    let longest = 17
    var text: [UInt8] = []
    text.reserveCapacity(values.count * 4)
    for (place, value) in values.enumerated() {
      let column = place % rowLength
      text += String(value).utf8
      let endsLine = column == rowLength - 1 || column % longest == longest - 1
      text.append(UInt8(ascii: endsLine ? "\n" : " "))
    }
    return text
  }
}
