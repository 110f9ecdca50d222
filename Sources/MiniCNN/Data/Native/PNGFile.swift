/// PNG pictures; libpng packs and unpacks them.
///
/// See the W3C's "Portable Network Graphics (PNG) specification".
enum PNGFile {
  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  static func isNamed(by bytes: [UInt8]) -> Bool { bytes.starts(with: signature) }

  static func read(_ bytes: [UInt8], _ path: String) throws(FileFailure) -> Pixels {
    let file = try checked(bytes, path)
    let library = try PNGLibrary(for: path)
    let picture = try library.unpack(file.content, path)
    guard picture.height == file.height, picture.width == file.width else {
      throw FileFailure(path, at: 16, "libpng sees another size in the header", advice: renewal)
    }
    return picture
  }

  static func bytes(
    of values: [UInt8], height: Int, width: Int, channels: Int, _ path: String
  ) throws(FileFailure) -> [UInt8] {
    try PNGLibrary(for: path).packed(values, height: height, width: width, channels: channels, path)
  }

  /// Goes through a file's chunks: each has its length, a name of four letters, its content and a checksum of name and content.
  ///
  /// libpng would find most faults too, but not where they are, and it allows a file to break off after the last pixel.
  /// - Returns: The size that the header gives, and a file with nothing in it but the pixels: what others say of colours and of light
  ///   would change the values that are stored.
  private static func checked(
    _ bytes: [UInt8], _ path: String
  ) throws(FileFailure) -> (height: Int, width: Int, content: [UInt8]) {
    let checksum = Checksum()
    var size: (height: Int, width: Int)?
    var content = signature
    var place = signature.count
    while true {
      guard bytes.count - place >= 12 else {
        throw FileFailure(path, at: bytes.count, "the file ends before its last chunk, IEND", advice: renewal)
      }
      let length = word(bytes, at: place)
      let letters = bytes[place + 4..<place + 8]
      guard letters.allSatisfy({ (65...90).contains($0) || (97...122).contains($0) }) else {
        throw FileFailure(path, at: place + 4, "a chunk's name, four letters, should be here", advice: renewal)
      }
      let name = String(decoding: letters, as: UTF8.self)
      guard length <= bytes.count - place - 12 else {
        throw FileFailure(
          path, at: place, "the chunk \(name) claims \(length) bytes, more than the file has", advice: renewal)
      }
      guard checksum.value(of: bytes[place + 4..<place + 8 + length]) == word(bytes, at: place + 8 + length) else {
        throw FileFailure(path, at: place, "the checksum of the chunk \(name) is wrong", advice: renewal)
      }
      if size == nil {
        guard name == "IHDR", length == 13 else {
          throw FileFailure(path, at: place, "the first chunk is no proper header, IHDR", advice: renewal)
        }
        let header = (height: word(bytes, at: place + 12), width: word(bytes, at: place + 8))
        _ = try Pixels.count(height: header.height, width: header.width, channels: 3, path, at: place + 8)
        size = header
      }
      if ["IHDR", "PLTE", "tRNS", "IDAT", "IEND"].contains(name) { content += bytes[place..<place + length + 12] }
      if name == "IHDR" { content += linearLight(checksum) }
      place += length + 12
      if name == "IEND", let size { return (size.height, size.width, content) }
    }
  }

  /// A chunk that says that values are amounts of light, as libpng gives them: then it leaves them as they are.
  private static func linearLight(_ checksum: Checksum) -> [UInt8] {
    let body = Array("gAMA".utf8) + [0x00, 0x01, 0x86, 0xA0]
    let sum = checksum.value(of: body[...])
    return [0, 0, 0, 4] + body + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: sum >> $0) }
  }

  private static func word(_ bytes: [UInt8], at place: Int) -> Int {
    bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
  }
}

/// The checksum of PNG's chunks: the remainder of a division of polynomials over two elements, CRC-32.
private struct Checksum {
  private let table: [UInt32]

  init() {
    table = (0..<256).map { byte in
      (0..<8).reduce(UInt32(byte)) { rest, _ in rest & 1 == 1 ? 0xEDB8_8320 ^ (rest >> 1) : rest >> 1 }
    }
  }

  func value(of bytes: ArraySlice<UInt8>) -> Int {
    var rest = UInt32.max
    for byte in bytes { rest = table[Int((rest ^ UInt32(byte)) & 255)] ^ (rest >> 8) }
    return Int(~rest)
  }
}
