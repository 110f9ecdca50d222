internal import Glibc

/// libpng, loaded while a PNG file is read or written.
///
/// It is not linked: every cell's process would load it, and it would start later for it. Nor is its C module imported: whoever
/// compiles a cell would need libpng's headers, since a module that MiniCNN imports is one that MiniCNN's users must find.
struct PNGLibrary: ~Copyable {
  private typealias BeginReading = @convention(c) (UnsafeMutableRawPointer, UnsafeRawPointer?, Int) -> Int32
  private typealias FinishReading =
    @convention(c) (
      UnsafeMutableRawPointer, UnsafeRawPointer?, UnsafeMutableRawPointer?, Int32, UnsafeMutableRawPointer?
    ) -> Int32
  private typealias Write =
    @convention(c) (
      UnsafeMutableRawPointer, UnsafeMutableRawPointer?, UnsafeMutablePointer<Int>, Int32, UnsafeRawPointer?, Int32,
      UnsafeRawPointer?
    ) -> Int32
  private typealias Free = @convention(c) (UnsafeMutableRawPointer) -> Void

  private let handle: UnsafeMutableRawPointer
  private let beginReading: BeginReading
  private let finishReading: FinishReading
  private let write: Write
  private let free: Free

  /// Loads the library, whose name holds the version of its binary interface.
  /// - Parameter path: The picture that it is needed for.
  /// - Throws: If it is not installed.
  init(for path: String) throws(FileFailure) {
    guard let handle = dlopen("libpng16.so.16", RTLD_NOW | RTLD_LOCAL) else {
      throw FileFailure(
        path, "PNG files need libpng, which is not installed",
        advice: "install it (on Debian: apt-get install libpng16-16), or take .pgm or .ppm")
    }
    guard let beginReading = dlsym(handle, "png_image_begin_read_from_memory"),
      let finishReading = dlsym(handle, "png_image_finish_read"),
      let write = dlsym(handle, "png_image_write_to_memory"), let free = dlsym(handle, "png_image_free")
    else {
      dlclose(handle)
      throw FileFailure(path, "the libpng that is installed is too old", advice: "install version 1.6.22 or later")
    }
    self.handle = handle
    self.beginReading = unsafeBitCast(beginReading, to: BeginReading.self)
    self.finishReading = unsafeBitCast(finishReading, to: FinishReading.self)
    self.write = unsafeBitCast(write, to: Write.self)
    self.free = unsafeBitCast(free, to: Free.self)
  }

  deinit { dlclose(handle) }

  /// Reads a file whose size has been found to be reasonable.
  func unpack(_ bytes: [UInt8], _ path: String) throws(FileFailure) -> Pixels {
    let image = PNGRecord()
    // Freeing what is not, or no longer, in use does nothing.
    defer { free(image.start) }
    // libpng keeps the address of the bytes from the first call to the second.
    let pixels = bytes.withUnsafeBytes { file -> Pixels? in
      guard beginReading(image.start, file.baseAddress, file.count) != 0 else { return nil }
      return unpackPixels(image)
    }
    guard let pixels else { throw FileFailure(path, "libpng cannot read it: \(image.message)", advice: renewal) }
    return pixels
  }

  /// Reads values of 16 bits, in which those of 8 bits are whole multiples of 257, with the colours multiplied by the opacity.
  private func unpackPixels(_ image: borrowing PNGRecord) -> Pixels? {
    let channels = image[PNGLayout.format] & PNGLayout.colourFlag == 0 ? 1 : 3
    image[PNGLayout.format] = PNGLayout.linearFlag | PNGLayout.alphaFlag | (channels == 1 ? 0 : PNGLayout.colourFlag)
    let (height, width) = (Int(image[PNGLayout.height]), Int(image[PNGLayout.width]))
    let stored = channels + 1
    var values = [UInt16](repeating: 0, count: height * width * stored)
    guard finishReading(image.start, nil, &values, Int32(width * stored), nil) != 0 else { return nil }
    var blended: [Double] = []
    blended.reserveCapacity(height * width * channels)
    for pixel in stride(from: 0, to: values.count, by: stored) {
      let white = Double(UInt16.max - values[pixel + channels])
      for channel in 0..<channels { blended.append((Double(values[pixel + channel]) + white) / 257) }
    }
    return Pixels(height: height, width: width, channels: channels, values: blended)
  }

  /// A whole file with values from 0 to 255.
  func packed(
    _ values: [UInt8], height: Int, width: Int, channels: Int, _ path: String
  ) throws(FileFailure) -> [UInt8] {
    let image = PNGRecord()
    defer { free(image.start) }
    image[PNGLayout.width] = UInt32(width)
    image[PNGLayout.height] = UInt32(height)
    image[PNGLayout.format] = channels == 1 ? 0 : PNGLayout.colourFlag
    // What cannot be made smaller grows by much less than a quarter; a filter byte is added to each row.
    var count = values.count + height + values.count / 4 + 4096
    var bytes = [UInt8](repeating: 0, count: count)
    guard write(image.start, &bytes, &count, 0, values, Int32(width * channels), nil) != 0 else {
      throw FileFailure(path, "libpng cannot pack it: \(image.message)", advice: "take .pgm or .ppm")
    }
    return Array(bytes.prefix(count))
  }
}

/// The C record `png_image`, through which libpng is told and tells about a picture.
private struct PNGRecord: ~Copyable {
  let start = UnsafeMutableRawPointer.allocate(byteCount: PNGLayout.size, alignment: 16)

  init() {
    start.initializeMemory(as: UInt8.self, repeating: 0, count: PNGLayout.size)
    self[PNGLayout.version] = 1
  }

  deinit { start.deallocate() }

  /// One of the numbers in the record, by its place.
  subscript(place: Int) -> UInt32 {
    get { start.load(fromByteOffset: place, as: UInt32.self) }
    nonmutating set { start.storeBytes(of: newValue, toByteOffset: place, as: UInt32.self) }
  }

  /// What libpng says went wrong.
  var message: String {
    let text = UnsafeRawBufferPointer(start: start + PNGLayout.message, count: PNGLayout.size - PNGLayout.message)
    return String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
  }
}

/// Where the parts of `png_image` are, in bytes from its start, and the bits that mean something in them. A test compares this with
/// libpng's header.
package enum PNGLayout {
  package static let version = 8
  package static let width = 12
  package static let height = 16
  package static let format = 20
  package static let message = 36
  package static let size = 104

  package static let alphaFlag: UInt32 = 1
  package static let colourFlag: UInt32 = 2
  package static let linearFlag: UInt32 = 4
}
