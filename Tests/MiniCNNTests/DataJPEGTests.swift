import Foundation
import MiniCNN
import Testing

/// Pictures that Pillow wrote, and what it reads in them: `Tests/Reference/pictures.py`.
private func picture(_ name: String) -> String {
  URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Reference/pictures/\(name)").path
}

@Suite("JPEG files")
struct DataJPEGTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(
    "pictures are read as Pillow reads them",
    arguments: [
      ("grey", [13, 19]), ("grey-progressive", [13, 19]), ("colour", [13, 19, 3]), ("colour-coarse", [13, 19, 3]),
      ("progressive", [13, 19, 3]), ("restarts", [13, 19, 3]),
      // What the file says of how the camera was held is left aside, as Pillow does.
      ("turned", [13, 19, 3]),
    ] as [(String, Shape)])
  func pillow(name: String, shape: Shape) throws {
    let read = try Tensor(image: picture("\(name).jpg"))
    #expect(read.shape == shape)
    #expect(try read == Tensor(image: picture("\(name).pnm")))
  }

  @Test("colours for printing are refused, and what to do is said")
  func printing() {
    let path = picture("printing.jpg")
    let failure = failure { () throws(FileFailure) in _ = try Tensor(image: path) }
    #expect(failure?.description == "\(path): its colours are those of printing, CMYK; convert it to RGB")
  }

  @Test(
    "a file that breaks off is refused by its name, wherever it does",
    arguments: ["grey", "colour-coarse", "progressive", "restarts"])
  func brokenOff(name: String) throws {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: picture("\(name).jpg"))))
    for count in Array(3..<40) + [bytes.count / 2, bytes.count - 30, bytes.count - 2] {
      let path = try folder.file("part.jpg", Array(bytes.prefix(count)))
      let failure = try #require(
        failure { () throws(FileFailure) in _ = try Tensor(image: path) }, "\(count) of \(bytes.count) bytes")
      #expect(failure.path == path && failure.problem.hasPrefix("libjpeg-turbo cannot read it: "))
    }
  }

  @Test("a size that takes too much room is refused before any is taken", arguments: [(65500, 65500), (8192, 8192)])
  func huge(height: Int, width: Int) throws {
    var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: picture("colour.jpg"))))
    // The frame's header: its marker, its length, the bits of a value, height and width.
    let frame = try #require(bytes.indices.dropLast().first { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xC0 })
    for (place, value) in [(5, height), (7, width)] {
      (bytes[frame + place], bytes[frame + place + 1]) = (UInt8(value >> 8), UInt8(value & 255))
    }
    let path = try folder.file("huge.jpg", bytes)
    let failure = failure { () throws(FileFailure) in _ = try Tensor(image: path) }
    #expect(failure?.problem.contains("\(width) by \(height) pixels, and") == true, "\(String(describing: failure))")
  }

  @Test(
    "damage is refused or gives another picture, but never ends the program",
    arguments: ["grey", "colour-coarse", "progressive", "restarts", "printing"])
  func damage(name: String) throws {
    var generator = SeededGenerator(seed: 5)
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: picture("\(name).jpg"))))
    for copy in damaged(bytes, copies: 200, generator: &generator) {
      let path = try folder.file("bad.jpg", copy)
      do throws(FileFailure) {
        let read = try Tensor(image: path)
        #expect(read.scalars.allSatisfy { (0...255).contains($0) })
      } catch {
        #expect(error.path == path && !error.problem.isEmpty && !error.advice.isEmpty)
      }
    }
  }

  @Test("a picture can be read that another format's name leads astray")
  func name() throws {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: picture("grey.jpg"))))
    #expect(try Tensor(image: folder.file("grey.png", bytes)) == Tensor(image: picture("grey.pnm")))
  }
}
