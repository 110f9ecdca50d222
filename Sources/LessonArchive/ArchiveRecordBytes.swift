// Records as bytes: a letter, then numbers of fixed size, lowest byte first, and texts with their length in front.

extension ArchiveRecord {
  package var bytes: [UInt8] {
    switch self {
    case .end: return [UInt8(ascii: "e")]
    case .failure(let failure): return Self.bytes(of: failure)
    case .member(let member):
      var bytes = [UInt8(ascii: "m"), member.kind.rawValue, member.problem.rawValue, member.changed == nil ? 0 : 1]
      bytes += Self.number(UInt64(bitPattern: member.changed ?? 0), size: 8)
      return bytes + Self.sized(member.path.utf8) + Self.sized(member.content)
    }
  }

  private static func bytes(of failure: Failure) -> [UInt8] {
    switch failure {
    case .noMemory: [UInt8(ascii: "n")]
    case .noArchive: [UInt8(ascii: "z")]
    case .tooManyMembers: [UInt8(ascii: "c")]
    case .tooLarge: [UInt8(ascii: "l")]
    case .damaged(let message): [UInt8(ascii: "d")] + sized(message.utf8)
    }
  }

  private static func sized(_ bytes: some Collection<UInt8>) -> [UInt8] { number(UInt64(bytes.count), size: 4) + bytes }

  private static func number(_ value: UInt64, size: Int) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
  }

  /// Reads records, whatever the bytes are: what unpacks archives may have been made to say anything.
  /// - Returns: All that are whole, up to the first that is not.
  package static func reading(_ bytes: [UInt8]) -> [ArchiveRecord] {
    var reader = Reader(bytes: bytes)
    var records: [ArchiveRecord] = []
    while let record = reader.record() {
      records.append(record)
      if case .member = record { continue }
      break
    }
    return records
  }
}

private struct Reader {
  let bytes: [UInt8]
  var position = 0

  mutating func record() -> ArchiveRecord? {
    switch byte() {
    case UInt8(ascii: "e"): return .end
    case UInt8(ascii: "n"): return .failure(.noMemory)
    case UInt8(ascii: "z"): return .failure(.noArchive)
    case UInt8(ascii: "c"): return .failure(.tooManyMembers)
    case UInt8(ascii: "l"): return .failure(.tooLarge)
    case UInt8(ascii: "d"): return text().map { .failure(.damaged($0)) }
    case UInt8(ascii: "m"):
      guard let kind = byte().flatMap(ArchiveMember.Kind.init),
        let problem = byte().flatMap(ArchiveMember.Problem.init),
        let isDated = byte(), let changed = number(size: 8), let path = text(), let content = piece()
      else { return nil }
      return .member(
        ArchiveMember(
          path: path, kind: kind, problem: problem, changed: isDated == 1 ? Int64(bitPattern: changed) : nil,
          content: Array(content)))
    default: return nil
    }
  }

  private mutating func byte() -> UInt8? { number(size: 1).map { UInt8($0) } }

  private mutating func number(size: Int) -> UInt64? {
    guard bytes.count - position >= size else { return nil }
    defer { position += size }
    return bytes[position..<position + size].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private mutating func piece() -> ArraySlice<UInt8>? {
    guard let count = number(size: 4).map(Int.init), bytes.count - position >= count else { return nil }
    defer { position += count }
    return bytes[position..<position + count]
  }

  private mutating func text() -> String? { piece().map { String(decoding: $0, as: UTF8.self) } }
}
