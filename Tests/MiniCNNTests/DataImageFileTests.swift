import MiniCNN
import Testing

private let grey = Tensor("0 64 128 / 255 7 9")
private let colour = Tensor([[[255, 0, 1], [2, 3, 4]], [[5, 6, 7], [8, 9, 250]], [[10, 20, 30], [40, 50, 60]]])

@Suite("Pictures as files")
struct DataImageFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("what was written is read again", arguments: ["png", "pgm", "pnm", "PNG"])
  func grey(ending: String) throws {
    let path = folder.path("picture.\(ending)")
    try MiniCNNTests.grey.write(image: path)
    #expect(try Tensor(image: path) == MiniCNNTests.grey)
    try Tensor(stacking: [MiniCNNTests.grey]).write(image: path)
    #expect(try Tensor(image: path) == MiniCNNTests.grey)
  }

  @Test("what was written in colour is read again", arguments: ["png", "ppm", "pnm"])
  func colour(ending: String) throws {
    let path = folder.path("picture.\(ending)")
    try MiniCNNTests.colour.write(image: path)
    #expect(try Tensor(image: path) == MiniCNNTests.colour)
  }

  @Test("pictures of all small sizes survive every format", arguments: 1...8)
  func sizes(height: Int) throws {
    var generator = SeededGenerator(seed: UInt64(height))
    for width in 1...40 {
      for channels in [1, 3] {
        let values = (0..<height * width * channels).map { _ in Double(generator.integer(below: 256)) }
        let picture = Tensor(shape: channels == 1 ? [height, width] : [height, width, 3], scalars: values)
        for (name, plain) in [("a.png", false), ("a.pnm", false), ("a.pnm", true)] {
          try picture.write(image: folder.path(name), plain: plain)
          #expect(try Tensor(image: folder.path(name)) == picture)
        }
      }
    }
  }

  @Test("values are rounded and clipped", arguments: ["picture.png", "picture.pgm"])
  func rounding(name: String) throws {
    try Tensor([[-1e300, -0.4, 0.6, 254.5, 255.4, .infinity, -.infinity]]).write(image: folder.path(name))
    #expect(try Tensor(image: folder.path(name)) == Tensor([[0, 0, 1, 255, 255, 255, 0]]))
  }

  @Test("a plain file is text, in lines of at most 70 characters")
  func plain() throws {
    try MiniCNNTests.grey.write(image: folder.path("plain.pgm"), plain: true)
    #expect(String(decoding: try folder.bytes("plain.pgm"), as: UTF8.self) == "P2\n3 2\n255\n0 64 128\n255 7 9\n")
    try Tensor(repeating: 255, shape: [2, 50, 3]).write(image: folder.path("plain.ppm"), plain: true)
    let lines = String(decoding: try folder.bytes("plain.ppm"), as: UTF8.self).split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 70 })
  }

  @Test("a picture takes another's place, and nothing else is left in the folder")
  func replacing() throws {
    for _ in 0..<3 { try MiniCNNTests.grey.write(image: folder.path("a.png")) }
    #expect(try folder.names == ["a.png"])
  }

  @Test("where nothing can be written, what was there stays")
  func unwritable() throws {
    let failure = failure { () throws(FileFailure) in try MiniCNNTests.grey.write(image: folder.path("no/a.png")) }
    #expect(failure?.problem.hasPrefix("cannot write it: ") == true)
    #expect(try folder.names == [])
  }

  @Test("a name that ends otherwise is refused", arguments: ["a.jpg", "png", "a.", "a"])
  func ending(name: String) throws {
    let failure = failure { () throws(FileFailure) in try MiniCNNTests.grey.write(image: folder.path(name)) }
    #expect(failure?.advice.contains(".png") == true)
    #expect(try folder.names == [])
  }

  @Test("what is no picture stops the program")
  func stops() async {
    await #expect(processExitsWith: .failure) { try Tensor([1, 2, 3]).write(image: "/tmp/a.png") }
    await #expect(processExitsWith: .failure) { try Tensor(repeating: 0, shape: [2, 2, 2]).write(image: "/tmp/a.png") }
    await #expect(processExitsWith: .failure) { try Tensor(repeating: 0, shape: [0, 2]).write(image: "/tmp/a.png") }
    await #expect(processExitsWith: .failure) { try Tensor([[Double.nan]]).write(image: "/tmp/a.png") }
    await #expect(processExitsWith: .failure) { try Tensor("1 / 2").write(image: "/tmp/a.ppm") }
    await #expect(processExitsWith: .failure) { try Tensor("1 / 2").write(image: "/tmp/a.png", plain: true) }
  }

  @Test("a foreign file is refused", arguments: ["", "P", "P4\n1 1\n", "P5x", "GIF89a", "\u{89}PNG", "\u{FF}\u{D8}"])
  func foreign(text: String) throws {
    let path = try folder.file("foreign.png", Array(text.utf8))
    let failure = failure { () throws(FileFailure) in _ = try Tensor(image: path) }
    #expect(failure?.problem.contains("neither") == true)
    #expect(failure?.offset == 0)
  }
}

@Suite("Portable maps")
struct DataPortableMapTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(
    "headers, comments and values as others write them",
    arguments: [
      ("P2 2 1 255 3 4", "3 4"), ("P2\n# a comment\n2 # and\r 1\n255\n3\t4 # end", "3 4"),
      ("P2#c\n2 1 3 0 1", "0 85"), ("P2 1 2 65535 65535 257\n", "255 / 1"), ("P5 2 1 255\nAB", "65 66"),
      ("P5 2 1\n#x\n15\n\u{0}\u{F}", "0 255"), ("P5 1 1 65535\n\u{1}\u{1}", "1 / "), ("P2 0002 01 00255 1 2", "1 2"),
      ("P5 2 1 255# c\n#\n", "35 10"), ("P5 2 1 255\n#\n\n", "35 10"), ("P5 2 1 255\nAB\n # the end\n", "65 66"),
    ])
  func grey(text: String, numbers: String) throws {
    let path = try folder.file("a.pgm", Array(text.utf8))
    #expect(try Tensor(image: path).flattened() == Tensor(numbers).flattened())
  }

  @Test(
    "a coloured map has three values for each pixel",
    arguments: ["P3 1 2 255 1 2 3 4 5 6", "P6 1 2 255\n\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}"])
  func colour(text: String) throws {
    let path = try folder.file("a.ppm", Array(text.utf8))
    #expect(try Tensor(image: path) == Tensor([[[1, 2, 3]], [[4, 5, 6]]]))
  }

  @Test(
    "a faulty file is refused with the place of the fault",
    arguments: [
      ("P5 2 2 255\nABC", 14, "4 bytes of values, and 3 follow"), ("P5 2 1 255\nABC", 13, "1 bytes follow"),
      ("P5 2 1 255", 10, "blank"), ("P5 2 1 255#", 11, "blank"), ("P5 2 1 255x\nAB", 10, "blank"),
      ("P5 2 1 64\n\u{40}\u{41}", 11, "above the largest, 64"),
      ("P2 2 1 9 1 10", 11, "above 9"), ("P2 2 1 9 1 x", 11, "decimal number"), ("P2 2 1 9 1", 10, "ends before"),
      ("P2 2 1 9 1 2 3", 13, "follow the last"), ("P2 -2 1 9 1 2", 3, "the width"), ("P2 2 1 0 0 0", 7, "is 0"),
      ("P2 2 1 65536 0 0", 7, "above 65535"), ("P2 0 1 9 ", 6, "0 by 1"), ("P2 # 2 1 9", 10, "the width"),
      ("P5 2147483648 2147483648 255\n", 24, "67108864 can be read"), ("P6 8192 8192 255\n", 12, "can be read"),
      ("P5 99999999999999999999 1 255\n", 3, "above"), ("P5 9223372036854775807 3 255\n", 24, "can be read"),
      ("P2 8000 8000 255 1 2", 20, "ends before"),
    ])
  func faulty(text: String, offset: Int, words: String) throws {
    let path = try folder.file("faulty.pgm", Array(text.utf8))
    let failure = try #require(failure { () throws(FileFailure) in _ = try Tensor(image: path) })
    #expect(failure.offset == offset, "\(failure)")
    #expect(failure.problem.contains(words), "\(failure)")
  }

  @Test("damage is refused or gives another picture, but never ends the program", arguments: [false, true])
  func damage(isPlain: Bool) throws {
    var generator = SeededGenerator(seed: 8)
    try Tensor(repeating: 200, shape: [9, 5, 3]).write(image: folder.path("a.ppm"), plain: isPlain)
    for copy in damaged(try folder.bytes("a.ppm"), copies: 300, generator: &generator) {
      let picture = try? Tensor(image: folder.file("b.ppm", copy))
      #expect(picture?.scalars.allSatisfy { (0...255).contains($0) } != false)
    }
  }
}
