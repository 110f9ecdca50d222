import CPNG
import MiniCNN
import Testing

@Suite("PNG files")
struct DataPNGTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A file as libpng itself writes it, in any of its formats.
  private func file(_ values: [UInt8], width: Int, height: Int, format: UInt32) throws -> String {
    var image = png_image()
    (image.version, image.width, image.height) = (UInt32(PNG_IMAGE_VERSION), UInt32(width), UInt32(height))
    image.format = format
    var count = 100_000
    var bytes = [UInt8](repeating: 0, count: count)
    try #require(png_image_write_to_memory(&image, &bytes, &count, 0, values, 0, nil) != 0)
    return try folder.file("libpng.png", Array(bytes.prefix(count)))
  }

  @Test("the record that libpng shares with us is laid out as its header says")
  func layout() {
    #expect(MemoryLayout<png_image>.offset(of: \.version) == PNGLayout.version)
    #expect(MemoryLayout<png_image>.offset(of: \.width) == PNGLayout.width)
    #expect(MemoryLayout<png_image>.offset(of: \.height) == PNGLayout.height)
    #expect(MemoryLayout<png_image>.offset(of: \.format) == PNGLayout.format)
    #expect(MemoryLayout<png_image>.offset(of: \.message) == PNGLayout.message)
    #expect(MemoryLayout<png_image>.size <= PNGLayout.size)
    #expect(PNG_IMAGE_VERSION == 1)
    #expect(PNG_FORMAT_FLAG_COLOR == PNGLayout.colourFlag)
    #expect(PNG_FORMAT_FLAG_ALPHA == PNGLayout.alphaFlag)
    #expect(PNG_FORMAT_FLAG_LINEAR == PNGLayout.linearFlag)
  }

  @Test("transparency is blended on white")
  func alpha() throws {
    let path = try file(
      [10, 20, 30, 255, 10, 20, 30, 0], width: 2, height: 1,
      format: PNG_FORMAT_FLAG_ALPHA | PNG_FORMAT_FLAG_COLOR)
    #expect(try Tensor(image: path) == Tensor([[[10, 20, 30], [255, 255, 255]]]))
    let greyPath = try file([100, 255, 100, 0], width: 1, height: 2, format: PNG_FORMAT_FLAG_ALPHA)
    #expect(try Tensor(image: greyPath) == Tensor([[100], [255]]))
  }

  @Test(
    "what is half transparent is half of the stored value, as other programs have it",
    arguments: [(0, 128, 127), (10, 100, 159), (200, 1, 255), (255, 77, 255), (37, 254, 38)] as [(UInt8, UInt8, Double)]
  )
  func halfTransparent(value: UInt8, opacity: UInt8, expected: Double) throws {
    let grey = try file([value, opacity], width: 1, height: 1, format: PNG_FORMAT_FLAG_ALPHA)
    #expect(try Tensor(image: grey) == Tensor([[expected]]))
    let colour = try file(
      [value, 255, value, opacity], width: 1, height: 1, format: PNG_FORMAT_FLAG_ALPHA | PNG_FORMAT_FLAG_COLOR)
    #expect(try Tensor(image: colour) == Tensor([[[expected, 255, expected]]]))
  }

  @Test("a chunk about light changes no value", arguments: [100_000, 45_455, 220_000] as [UInt32])
  func gamma(gamma: UInt32) throws {
    let path = try file(
      header: word(3) + word(1) + [8, 0, 0, 0, 0],
      [("gAMA", word(gamma)), ("IDAT", stored([0, 1, 128, 200])), ("IEND", [])])
    #expect(try Tensor(image: path) == Tensor([[1, 128, 200]]))
  }

  /// A picture whose chunks are given: for what libpng does not write.
  private func file(header: [UInt8], _ rest: [(String, [UInt8])]) throws -> String {
    try folder.file("made.png", [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10] + chunk("IHDR", header) + rest.flatMap(chunk))
  }

  private func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + content
    return word(UInt32(content.count)) + body + word(UInt32(crc(body)))
  }

  private func word(_ number: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(number >> $0 & 255) } }

  private func crc(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { rest, byte in
      (0..<8).reduce(rest ^ UInt32(byte)) { rest, _ in rest & 1 == 1 ? 0xEDB8_8320 ^ (rest >> 1) : rest >> 1 }
    }
  }

  /// Bytes as zlib's format has them without compression.
  private func stored(_ bytes: [UInt8]) -> [UInt8] {
    let (a, b) = bytes.reduce((UInt32(1), UInt32(0))) { sums, byte in
      let a = (sums.0 + UInt32(byte)) % 65521
      return (a, (sums.1 + a) % 65521)
    }
    let count = UInt16(bytes.count)
    let lengths = [count, ~count].flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    return [0x78, 0x01, 1] + lengths + bytes + word(b << 16 | a)
  }

  @Test("values of 16 bits keep what 8 bits cannot say, as those of a portable map do")
  func sixteenBits() throws {
    let values: [UInt8] = [0x12, 0x34, 0xFF, 0xFF, 0x00, 0x01]
    let png = try file(
      header: word(3) + word(1) + [16, 0, 0, 0, 0], [("IDAT", stored([0] + values)), ("IEND", [])])
    let map = try folder.file("16.pgm", Array("P5 3 1 65535\n".utf8) + values)
    #expect(try Tensor(image: png) == Tensor(image: map))
  }

  @Test("values of 16 bits, of 1 bit and colours from a palette come as 0 to 255")
  func depths() throws {
    let sixteen = try file(
      header: word(2) + word(1) + [16, 0, 0, 0, 0], [("IDAT", stored([0, 128, 128, 255, 255])), ("IEND", [])])
    #expect(try Tensor(image: sixteen) == Tensor([[128, 255]]))
    let bits = try file(
      header: word(3) + word(1) + [1, 0, 0, 0, 0], [("IDAT", stored([0, 0b0100_0000])), ("IEND", [])])
    #expect(try Tensor(image: bits) == Tensor([[0, 255, 0]]))
    let palette = try file(
      header: word(2) + word(1) + [8, 3, 0, 0, 0],
      [("PLTE", [1, 2, 3, 200, 100, 50]), ("IDAT", stored([0, 1, 0])), ("IEND", [])])
    #expect(try Tensor(image: palette) == Tensor([[[200, 100, 50], [1, 2, 3]]]))
  }

  @Test("absurd sizes are refused before any memory is taken", arguments: [(1 << 31, 1 << 31), (8192, 8192), (0, 5)])
  func absurd(height: UInt32, width: UInt32) throws {
    let path = try file(header: word(width) + word(height) + [8, 2, 0, 0, 0], [("IDAT", stored([0])), ("IEND", [])])
    let failure = failure { () throws(FileFailure) in _ = try Tensor(image: path) }
    #expect(failure?.offset == 16)
    #expect(failure?.problem.contains("\(width) by \(height) pixels") == true)
  }

  @Test("faults of the chunks are found at their place")
  func chunks() throws {
    try Tensor("1 2 / 3 4").write(image: folder.path("good.png"))
    let good = try folder.bytes("good.png")
    for (bytes, offset, words) in [
      (Array(good.dropLast(12)), good.count - 12, "before its last chunk"),
      (Array(good.prefix(8)), 8, "before its last chunk"),
      (Array(good.prefix(40)), 33, ""),
      (good.prefix(19) + [good[19] ^ 1] + good.dropFirst(20), 8, "checksum of the chunk IHDR"),
      (good.prefix(12) + [1] + good.dropFirst(13), 12, "four letters"),
      (good.prefix(8) + [127] + good.dropFirst(9), 8, "the chunk IHDR claims"),
    ] as [([UInt8], Int, String)] {
      let path = try folder.file("faulty.png", bytes)
      let failure = failure { () throws(FileFailure) in _ = try Tensor(image: path) }
      #expect(failure?.problem.contains(words) == true || words.isEmpty, "\(String(describing: failure))")
      if !words.isEmpty { #expect(failure?.offset == offset) }
      #expect(failure != nil)
    }
  }

  @Test("chunks that are whole, with a content that is none, are refused too")
  func content() throws {
    let header = word(2) + word(2) + [8, 0, 0, 0, 0] as [UInt8]
    for (header, rest) in [
      (header, [("IDAT", stored([0, 1, 2, 0, 3])), ("IEND", [])]), (header, [("IDAT", [1, 2, 3]), ("IEND", [])]),
      (header, [("IEND", [])]), (word(2) + word(2) + [7, 9, 0, 0, 0], [("IDAT", stored([0])), ("IEND", [])]),
    ] as [([UInt8], [(String, [UInt8])])] {
      let path = try file(header: header, rest)
      let failure = failure { () throws(FileFailure) in _ = try Tensor(image: path) }
      #expect(failure?.problem.hasPrefix("libpng cannot read it: ") == true, "\(String(describing: failure))")
    }
  }

  @Test("no damaged file is taken for a sound one", arguments: 1...4)
  func damage(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let picture = Tensor(shape: [20, 20], scalars: (0..<400).map { _ in Double(generator.integer(below: 256)) })
    try picture.write(image: folder.path("good.png"))
    for copy in damaged(try folder.bytes("good.png"), copies: 200, generator: &generator) {
      let path = try folder.file("bad.png", copy)
      // What follows the end of the picture is no matter, and a byte may have been replaced by itself.
      if let read = try? Tensor(image: path) { #expect(read == picture) }
    }
  }
}
