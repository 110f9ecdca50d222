// Pictures as files: PNG, JPEG (to be read only), and the portable maps PGM (grey) and PPM (colour).

extension Tensor {
  /// Reads a picture, PNG, JPEG, PGM or PPM; its first bytes tell which.
  ///
  /// A grey picture becomes height × width, one in colour height × width × 3 (red, green, blue). Values are from 0 to 255; those of
  /// pictures with finer or coarser steps are brought to that range. What a PNG file has of transparency is blended on
  /// white, value by value. What a file says about gamma, colour profiles and how the camera was held is left aside, as most programs do that
  /// compute with pixels.
  /// - Parameter path: The file.
  /// - Throws: If the file cannot be read, is no such picture, is damaged, or has more than 2²⁶ values.
  public init(image path: String) throws(FileFailure) {
    let bytes = try content(ofFile: path)
    let picture: Pixels
    if PNGFile.isNamed(by: bytes) {
      picture = try PNGFile.read(bytes, path)
    } else if JPEGFile.isNamed(by: bytes) {
      picture = try JPEGFile.read(bytes, path)
    } else if PortableMap.isNamed(by: bytes) {
      var map = try PortableMap(bytes, path)
      picture = try map.pixels()
    } else {
      throw FileFailure(
        path, at: 0, "it is neither a PNG, a JPEG, a PGM nor a PPM picture",
        advice: "convert it to one of these, or name another")
    }
    let shape: Shape =
      picture.channels == 1 ? [picture.height, picture.width] : [picture.height, picture.width, picture.channels]
    self.init(shape: shape, scalars: picture.values)
  }

  /// Writes this tensor as a picture, in the format that the file's name ends with: `.png`, `.pgm`, `.ppm` or `.pnm`.
  ///
  /// Values are rounded and clipped to 0…255. The file is put in place whole or not at all.
  /// - Parameters:
  ///   - path: The file; what is there is replaced. `.pgm` is for grey pictures, `.ppm` for coloured ones, the others for both.
  ///   - isPlain: Whether to write a portable map's numbers as text that people can read.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Throws: If the name ends otherwise, or the file cannot be written.
  public func write(
    image path: String, plain isPlain: Bool = false, file: StaticString = #filePath, line: UInt = #line
  ) throws(FileFailure) {
    let bytes = roundedBytes(file, line)
    let fitting = channels == 1 ? "pgm" : "ppm"
    switch path.split(separator: ".").last?.lowercased() {
    case "png" where !isPlain:
      try replaceFile(path, with: PNGFile.bytes(of: bytes, height: height, width: width, channels: channels, path))
    case "pnm", fitting:
      try replaceFile(
        path,
        with: PortableMap.bytes(of: bytes, height: height, width: width, channels: channels, isPlain: isPlain))
    case "png":
      stop("a PNG file cannot be plain text: take .pgm or .ppm", file, line)
    case "pgm", "ppm":
      stop("a picture of shape \(shape) does not fit \(path): it takes .\(fitting) or .png", file, line)
    default:
      throw FileFailure(
        path, "the name does not end with a known format", advice: "let it end with .png, .pgm, .ppm or .pnm")
    }
  }

  private func roundedBytes(_ file: StaticString, _ line: UInt) -> [UInt8] {
    guard shape.rank == 2 || shape.rank == 3, channels == 1 || channels == 3, !scalars.isEmpty else {
      stop("a picture is height × width or height × width × 3, not \(shape)", file, line)
    }
    guard scalars.count <= Pixels.limit else {
      stop("a picture of shape \(shape) is too large: it may have \(Pixels.limit) values", file, line)
    }
    return scalars.map { value in
      guard !value.isNaN else { stop("a value of the picture is NaN, which is no brightness", file, line) }
      return UInt8(Swift.max(0, Swift.min(255, value.rounded())))
    }
  }
}

extension Pixels {
  /// How many values a picture has.
  /// - Throws: If there are none or too many.
  static func count(
    height: Int, width: Int, channels: Int, _ path: String, at offset: Int? = nil
  ) throws(FileFailure) -> Int {
    guard height > 0, width > 0 else {
      throw FileFailure(path, at: offset, "the header gives a size of \(width) by \(height) pixels", advice: renewal)
    }
    let (area, isTooLarge) = height.multipliedReportingOverflow(by: width)
    guard !isTooLarge, area <= limit / channels else {
      throw FileFailure(
        path, at: offset,
        "the header gives a size of \(width) by \(height) pixels, and \(limit / channels) can be read",
        advice: "take a smaller picture")
    }
    return area * channels
  }
}
