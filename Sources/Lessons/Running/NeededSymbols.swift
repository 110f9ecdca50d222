/// The names that a shared library (64-bit ELF, little-endian) needs others to define.
///
/// What a program does besides computing, it does by calling something that it does not define itself.
package struct NeededSymbols {
  package let names: [String]

  /// `nil` if it is no such library, or not a whole one.
  /// - Parameter library: The file's content.
  /// - Complexity: O(*n*) in the number of its symbols.
  package init?(of library: [UInt8]) {
    let file = ELFBytes(bytes: library)
    // The identification, the class of 64 bits, the order of bytes.
    guard library.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2, 1]), let table = file.integer(at: 0x28, size: 8),
      let entrySize = file.integer(at: 0x3A, size: 2), entrySize >= 0x40, let count = file.integer(at: 0x3C, size: 2)
    else { return nil }
    func section(_ index: Int) -> (kind: Int, range: Range<Int>, link: Int)? {
      guard index < count, let start = file.sum(table, index * entrySize),
        let kind = file.integer(at: start + 4, size: 4),
        let offset = file.integer(at: start + 0x18, size: 8), let size = file.integer(at: start + 0x20, size: 8),
        let link = file.integer(at: start + 0x28, size: 4), let end = file.sum(offset, size)
      else { return nil }
      return (kind, offset..<end, link)
    }
    // The symbols for other files are one section, their names another, to which the first has a link.
    guard let symbols = (0..<count).lazy.compactMap(section).first(where: { $0.kind == Self.dynamicSymbols }),
      let texts = section(symbols.link)
    else { return nil }
    var names: [String] = []
    for start in stride(from: symbols.range.lowerBound, to: symbols.range.upperBound, by: Self.symbolSize) {
      guard let name = file.integer(at: start, size: 4), let home = file.integer(at: start + 6, size: 2) else {
        return nil
      }
      guard home == 0, name > 0 else { continue }
      guard name < texts.range.count, let text = file.text(at: texts.range.lowerBound + name) else { return nil }
      names.append(text)
    }
    self.names = names
  }

  private static let dynamicSymbols = 11
  private static let symbolSize = 24
}

/// A file's bytes, read only within its bounds.
private struct ELFBytes {
  let bytes: [UInt8]

  func integer(at offset: Int, size: Int) -> Int? {
    guard let end = sum(offset, size) else { return nil }
    return Int(exactly: bytes[offset..<end].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }

  /// The sum of two numbers from a file, if it is a place in it.
  func sum(_ offset: Int, _ size: Int) -> Int? {
    let (sum, isTooLarge) = offset.addingReportingOverflow(size)
    return !isTooLarge && offset >= 0 && size >= 0 && sum <= bytes.count ? sum : nil
  }

  func text(at offset: Int) -> String? {
    bytes[offset...].firstIndex(of: 0).map { String(decoding: bytes[offset..<$0], as: UTF8.self) }
  }
}
