import Platform

/// ICU, which knows where a line may break in any script (Unicode Standard Annex #14, and dictionaries for those that write no blanks);
/// loaded when a text needs it: most do not.
///
/// Its functions are declared by hand, as their names end in the library's version.
package struct ICULibrary: Sendable {
  typealias Open =
    @convention(c) (Int32, UnsafePointer<CChar>?, UnsafePointer<UInt16>?, Int32, UnsafeMutablePointer<Int32>) ->
    OpaquePointer?
  typealias Close = @convention(c) (OpaquePointer) -> Void
  typealias Next = @convention(c) (OpaquePointer) -> Int32

  /// The versions that are looked for, the newest first: Debian 10 has 63.
  private static let versions = (60...99).reversed()
  private static let lineBreaks: Int32 = 2

  package let version: Int
  private let open: Open
  private let close: Close
  private let next: Next

  /// The library that is installed; `nil` if none is.
  package static let installed = ICULibrary()

  private init?() {
    for version in Self.versions {
      guard let library = DynamicLibrary("libicuuc.so.\(version)"),
        let open = library.function("ubrk_open_\(version)", as: Open.self),
        let close = library.function("ubrk_close_\(version)", as: Close.self),
        let next = library.function("ubrk_next_\(version)", as: Next.self)
      else { continue }
      self.version = version
      (self.open, self.close, self.next) = (open, close, next)
      return
    }
    return nil
  }

  /// The parts of a text between which a line may break.
  /// - Parameter text: Any text; what it says of its own line ends is not heeded.
  /// - Returns: All of the text, part by part; `nil` if the library refuses, as where its data are missing.
  func unbreakableParts(of text: Substring) -> [String]? {
    let units = Array(text.utf16)
    return units.withUnsafeBufferPointer { buffer -> [String]? in
      var status: Int32 = 0
      // Negative numbers are warnings: the root locale stands in for others.
      guard let iterator = open(Self.lineBreaks, "", buffer.baseAddress, Int32(buffer.count), &status), status <= 0
      else {
        return nil
      }
      defer { close(iterator) }
      var parts: [String] = []
      var start = 0
      while case let end = Int(next(iterator)), end > start, end <= buffer.count {
        parts.append(String(decoding: buffer[start..<end], as: UTF16.self))
        start = end
      }
      return start == buffer.count ? parts : nil
    }
  }
}
