import Running

/// Writes a zip archive: files as they are, without compression, their names in UTF-8.
///
/// After PKWARE's APPNOTE 6.3.10, sections 4.3.7 (local headers), 4.3.12 (central directory) and 4.3.16 (its end).
package struct ZipFile: ~Copyable {
  private static let utf8Names: UInt64 = 1 << 11
  /// 1 January 1980: archives of the same files are the same bytes.
  private static let firstDay: UInt64 = 1 << 5 | 1

  private var draft: DraftFile
  private var directory: [UInt8] = []
  private var size = 0
  private var count = 0

  /// - Throws: If nothing can be written there.
  package init(for path: String) throws(MachineFailure) { draft = try DraftFile(for: path) }

  /// Adds a file.
  /// - Parameters:
  ///   - bytes: Its content.
  ///   - name: Its path in the archive.
  ///   - isExecutable: Whether it may be run where it is unpacked.
  /// - Throws: If it cannot be written, or the archive would become larger than its format allows.
  package mutating func add(_ bytes: [UInt8], as name: String, isExecutable: Bool = false) throws(MachineFailure) {
    guard size + bytes.count < 1 << 32 - 1 << 20, count < 65_535 else {
      throw .file(.archiveTooLarge)
    }
    let fields: [(UInt64, Int)] = [
      (20, 2), (Self.utf8Names, 2), (0, 2), (0, 2), (Self.firstDay, 2), (UInt64(CRC32.sum(bytes)), 4),
      (UInt64(bytes.count), 4), (UInt64(bytes.count), 4), (UInt64(name.utf8.count), 2), (0, 2),
    ]
    let common = fields.flatMap(Self.number)
    let header = Self.number(0x0403_4B50, 4) + common + name.utf8
    let mode: UInt64 = 0o100000 | (isExecutable ? 0o755 : 0o644)
    directory += Self.number(0x0201_4B50, 4) + Self.number(3 << 8 | 20, 2) + common + Self.number(0, 2)
    directory +=
      Self.number(0, 2) + Self.number(0, 2) + Self.number(mode << 16, 4) + Self.number(UInt64(size), 4) + name.utf8
    try draft.write(header)
    try draft.write(bytes)
    size += header.count + bytes.count
    count += 1
  }

  /// Puts the archive in its place.
  package mutating func finish() throws(MachineFailure) {
    try draft.write(directory)
    let fields: [(UInt64, Int)] = [
      (0x0605_4B50, 4), (0, 2), (0, 2), (UInt64(count), 2), (UInt64(count), 2), (UInt64(directory.count), 4),
      (UInt64(size), 4), (0, 2),
    ]
    try draft.write(fields.flatMap(Self.number))
    try draft.finish()
  }

  private static func number(_ value: UInt64, _ size: Int) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
  }
}

/// The checksum of zip archives: the polynomial 0xEDB88320, lowest bit first.
enum CRC32 {
  private static let table: [UInt32] = (0..<256).map { start in
    (0..<8).reduce(UInt32(start)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
  }

  static func sum(_ bytes: [UInt8]) -> UInt32 {
    let table = table
    return ~bytes.reduce(~UInt32(0)) { sum, byte in table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] ^ sum >> 8 }
  }
}
