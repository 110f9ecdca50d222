internal import Glibc

/// JPEG pictures, grey or in colour, baseline or progressive; libjpeg-turbo unpacks them.
///
/// See ITU-T's recommendation T.81 (1992).
enum JPEGFile {
  static func isNamed(by bytes: [UInt8]) -> Bool { bytes.starts(with: [0xFF, 0xD8, 0xFF]) }

  static func read(_ bytes: [UInt8], _ path: String) throws(FileFailure) -> Pixels {
    let library = try JPEGLibrary(for: path)
    let header = try library.header(of: bytes, path)
    guard !header.isForPrinting else {
      throw FileFailure(path, "its colours are those of printing, CMYK", advice: "convert it to RGB")
    }
    let channels = header.isGrey ? 1 : 3
    let count = try Pixels.count(height: header.height, width: header.width, channels: channels, path)
    let values = try library.unpack(bytes, header, count: count, path)
    return Pixels(height: header.height, width: header.width, channels: channels, values: values.map(Double.init))
  }
}

/// What a file's header says.
private struct JPEGHeader {
  var height: Int
  var width: Int
  var isGrey: Bool
  var isForPrinting: Bool
}

/// libjpeg-turbo, loaded while a JPEG file is read, for the reasons that `PNGLibrary` has. Its interface TurboJPEG returns from every fault;
/// that of libjpeg jumps, which no function of Swift may be left by.
private struct JPEGLibrary: ~Copyable {
  private typealias Start = @convention(c) () -> UnsafeMutableRawPointer?
  private typealias ReadHeader =
    @convention(c) (
      UnsafeMutableRawPointer, UnsafePointer<UInt8>?, UInt, UnsafeMutablePointer<Int32>, UnsafeMutablePointer<Int32>,
      UnsafeMutablePointer<Int32>, UnsafeMutablePointer<Int32>
    ) -> Int32
  private typealias Unpack =
    @convention(c) (
      UnsafeMutableRawPointer, UnsafePointer<UInt8>?, UInt, UnsafeMutablePointer<UInt8>?, Int32, Int32, Int32, Int32,
      Int32
    ) -> Int32
  private typealias Message = @convention(c) (UnsafeMutableRawPointer) -> UnsafePointer<CChar>?
  private typealias End = @convention(c) (UnsafeMutableRawPointer) -> Int32

  private let handle: UnsafeMutableRawPointer
  private let reader: UnsafeMutableRawPointer
  private let readHeader: ReadHeader
  private let unpack: Unpack
  private let message: Message
  private let end: End

  /// Loads the library, whose name holds the version of its binary interface.
  /// - Parameter path: The picture that it is needed for.
  /// - Throws: If it is not installed.
  init(for path: String) throws(FileFailure) {
    guard let handle = dlopen("libturbojpeg.so.0", RTLD_NOW | RTLD_LOCAL) else {
      throw FileFailure(
        path, "JPEG files need libjpeg-turbo, which is not installed",
        advice: "install it (on Debian: apt-get install libturbojpeg0), or take .png, .pgm or .ppm")
    }
    guard let start = dlsym(handle, "tjInitDecompress"), let readHeader = dlsym(handle, "tjDecompressHeader3"),
      let unpack = dlsym(handle, "tjDecompress2"), let message = dlsym(handle, "tjGetErrorStr2"),
      let end = dlsym(handle, "tjDestroy"), let reader = unsafeBitCast(start, to: Start.self)()
    else {
      dlclose(handle)
      throw FileFailure(
        path, "the libjpeg-turbo that is installed is too old", advice: "install version 2.0 or later")
    }
    (self.handle, self.reader) = (handle, reader)
    self.readHeader = unsafeBitCast(readHeader, to: ReadHeader.self)
    self.unpack = unsafeBitCast(unpack, to: Unpack.self)
    self.message = unsafeBitCast(message, to: Message.self)
    self.end = unsafeBitCast(end, to: End.self)
  }

  deinit {
    _ = end(reader)
    dlclose(handle)
  }

  func header(of bytes: [UInt8], _ path: String) throws(FileFailure) -> JPEGHeader {
    var (width, height, sampling, colours) = (Int32(0), Int32(0), Int32(0), Int32(0))
    let status = readHeader(reader, bytes, UInt(bytes.count), &width, &height, &sampling, &colours)
    // Of a file that ends within its header the library only warns, and leaves the size as it was.
    guard status == 0, width > 0, height > 0 else { throw failure(path) }
    return JPEGHeader(
      height: Int(height), width: Int(width), isGrey: colours == TurboJPEG.grey,
      isForPrinting: colours >= TurboJPEG.firstForPrinting)
  }

  /// The values from 0 to 255 of a file whose size has been found to be reasonable.
  ///
  /// What the library only warns of, such as an end before the last line, is a fault here: the picture would not be the one that was stored.
  func unpack(
    _ bytes: [UInt8], _ header: JPEGHeader, count: Int, _ path: String
  ) throws(FileFailure) -> [UInt8] {
    var values = [UInt8](repeating: 0, count: count)
    let status = unpack(
      reader, bytes, UInt(bytes.count), &values, Int32(header.width), 0, Int32(header.height),
      header.isGrey ? TurboJPEG.greyPixels : TurboJPEG.colourPixels, TurboJPEG.exact | TurboJPEG.limitsScans)
    guard status == 0 else { throw failure(path) }
    return values
  }

  private func failure(_ path: String) -> FileFailure {
    let words = message(reader).map { String(cString: $0) } ?? "no reason given"
    return FileFailure(path, "libjpeg-turbo cannot read it: \(words)", advice: renewal)
  }
}

/// The numbers by which TurboJPEG calls its options.
private enum TurboJPEG {
  /// `TJCS_GRAY`; `TJCS_CMYK` and what follows it.
  static let grey: Int32 = 2
  static let firstForPrinting: Int32 = 3
  /// `TJPF_RGB` and `TJPF_GRAY`.
  static let colourPixels: Int32 = 0
  static let greyPixels: Int32 = 6
  /// `TJFLAG_ACCURATEDCT`.
  static let exact: Int32 = 4096
  /// `TJFLAG_LIMITSCANS`: a small progressive file may claim so many passes over a large picture that reading takes hours.
  static let limitsScans: Int32 = 32768
}
