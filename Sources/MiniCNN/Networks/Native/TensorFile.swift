/// Tensors under names, as a file in the format "safetensors": a little-endian 64-bit length, a header of that many bytes in JSON
/// (each name with its type, shape and place), and then the numbers, little-endian too.
///
/// Python reads and writes such files with the package `safetensors`. Numbers are written in double (F64) or single precision (F32).
/// Floating-point numbers of 16 to 64 bits, whole numbers and truth values are read; tensors of other types are skipped.
public struct TensorFile: Equatable, Sendable {
  /// The tensors by their names.
  public var tensors: [String: Tensor]
  /// Remarks of whoever wrote the file.
  public var metadata: [String: String]
  /// The tensors of a file that was read which are left out, since their type of number is not known: their types by their names.
  public private(set) var skipped: [String: String] = [:]

  public init(tensors: [String: Tensor], metadata: [String: String] = [:]) {
    (self.tensors, self.metadata) = (tensors, metadata)
  }

  /// Writes the file, or leaves what was there untouched.
  /// - Parameters:
  ///   - path: The file's path.
  ///   - precision: How precisely the numbers are written.
  /// - Throws: If it cannot be written, or a tensor has the name `__metadata__`, which the format keeps for itself.
  public func write(to path: String, precision: Precision = .double) throws(FileFailure) {
    try write(to: path, as: precision == .double ? .f64 : .f32)
  }

  /// Writes the file likewise, its numbers in 16 bits (F16), with about 3 decimal digits.
  package func writeHalves(to path: String) throws(FileFailure) { try write(to: path, as: .f16) }

  private func write(to path: String, as type: StoredScalar) throws(FileFailure) {
    guard tensors["__metadata__"] == nil else {
      throw FileFailure(
        path, "no tensor can have the name '__metadata__', under which the format keeps remarks",
        advice: "take another name, or metadata for remarks")
    }
    var entries: [String] = []
    if !metadata.isEmpty {
      let remarks = metadata.sorted { $0.key < $1.key }.map { "\(quoted($0)):\(quoted($1))" }
      entries.append("\"__metadata__\":{\(remarks.joined(separator: ","))}")
    }
    var numbers: [UInt8] = []
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      let start = numbers.count
      for scalar in tensor.scalars {
        let bits =
          switch type {
          case .f16: UInt64(Float16(scalar).bitPattern)
          case .f32: UInt64(Float(scalar).bitPattern)
          default: scalar.bitPattern
          }
        withUnsafeBytes(of: bits.littleEndian) { numbers += $0.prefix(type.width) }
      }
      let sizes = tensor.shape.map(String.init).joined(separator: ",")
      entries.append(
        "\(quoted(name)):{\"dtype\":\"\(type.rawValue)\",\"shape\":[\(sizes)],\"data_offsets\":[\(start),\(numbers.count)]}"
      )
    }
    var header = Array("{\(entries.joined(separator: ","))}".utf8)
    // So that the numbers lie at a multiple of their size.
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    let length = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) }
    try replaceFile(path, with: length + header + numbers)
  }

  /// Reads a file.
  /// - Parameter path: The file's path.
  /// - Throws: If it cannot be read, is cut off, or is no such file; with the offset of what is wrong.
  public init(reading path: String) throws(FileFailure) {
    try self.init(content(ofFile: path), path)
  }

  /// Reads the bytes of a file.
  /// - Parameters:
  ///   - bytes: All of them.
  ///   - path: What the file is called in messages.
  /// - Throws: If they are cut off, or are no such file; with the offset of what is wrong.
  package init(_ bytes: [UInt8], _ path: String) throws(FileFailure) {
    guard bytes.count >= 8 else {
      throw FileFailure(path, at: 0, "\(bytes.count) bytes are too few for a safetensors file", advice: Self.advice)
    }
    let length = bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(bytes.count - 8) else {
      throw FileFailure(
        path, at: 0,
        "it claims a header of \(length) bytes, and \(bytes.count - 8) follow: it is cut off, or no "
          + "safetensors file", advice: Self.advice)
    }
    let header: JSONValue
    do throws(JSONScanner.Fault) {
      header = try JSONScanner.value(in: Array(bytes[8..<8 + Int(length)]))
    } catch {
      throw FileFailure(path, at: 8 + error.offset, error.problem, advice: Self.advice)
    }
    guard case .object(let entries) = header else {
      throw FileFailure(path, at: 8, "the header is no JSON object", advice: Self.advice)
    }
    let numbers = bytes[(8 + Int(length))...]
    (tensors, metadata) = ([:], [:])
    var places: [(name: String, bytes: Range<Int>)] = []
    for (name, entry) in entries {
      if name == "__metadata__" {
        metadata = try Self.remarks(entry, path)
        continue
      }
      let entry = try TensorEntry(entry, name, numbers, path)
      places.append((name, entry.bytes))
      if let tensor = try entry.tensor(named: name, in: numbers, path) {
        tensors[name] = tensor
      } else {
        skipped[name] = entry.type
      }
    }
    try Self.checkOrder(of: places, byteCount: numbers.count, offset: numbers.startIndex, path)
  }

  static let advice = "save it again with the program that made it"

  private static func remarks(_ entry: JSONValue, _ path: String) throws(FileFailure) -> [String: String] {
    guard case .object(let members) = entry else {
      throw FileFailure(path, at: 8, "the header's '__metadata__' is no object", advice: advice)
    }
    var remarks: [String: String] = [:]
    for (name, value) in members {
      guard case .text(let text) = value else {
        throw FileFailure(path, at: 8, "the remark '\(name)' in the header is no text", advice: advice)
      }
      remarks[name] = text
    }
    return remarks
  }

  /// Every byte after the header belongs to one tensor, as the format has it.
  private static func checkOrder(
    of places: [(name: String, bytes: Range<Int>)], byteCount: Int, offset: Int, _ path: String
  ) throws(FileFailure) {
    var end = 0
    let inOrder = places.sorted {
      ($0.bytes.lowerBound, $0.bytes.upperBound) < ($1.bytes.lowerBound, $1.bytes.upperBound)
    }
    for (name, bytes) in inOrder {
      guard bytes.lowerBound == end else {
        let fault = bytes.lowerBound < end ? "share bytes with those of another" : "leave a gap before them"
        throw FileFailure(path, at: offset + bytes.lowerBound, "the numbers of '\(name)' \(fault)", advice: advice)
      }
      end = bytes.upperBound
    }
    guard end == byteCount else {
      throw FileFailure(
        path, at: offset + end, "\(byteCount - end) bytes follow the last tensor", advice: advice)
    }
  }
}

/// What a file's header says of one tensor.
private struct TensorEntry {
  let type: String
  let shape: Shape
  /// Where its numbers are, from the end of the header.
  let bytes: Range<Int>

  init(_ entry: JSONValue, _ name: String, _ numbers: ArraySlice<UInt8>, _ path: String) throws(FileFailure) {
    guard case .object(let members) = entry, case .text(let type)? = members["dtype"],
      case .list(let sizes)? = members["shape"], case .list(let places)? = members["data_offsets"],
      case .number(let start)? = places.first, case .number(let end)? = places.last, places.count == 2
    else {
      throw FileFailure(
        path, at: 8, "the header's entry '\(name)' lacks its dtype, shape or data_offsets", advice: TensorFile.advice)
    }
    var shape: [Int] = []
    var count = 1
    for size in sizes {
      guard case .number(let size) = size, size >= 0, !count.multipliedReportingOverflow(by: size).overflow else {
        throw FileFailure(path, at: 8, "the shape of '\(name)' is impossible", advice: TensorFile.advice)
      }
      shape.append(size)
      count *= size
    }
    guard start >= 0, start <= end, end <= numbers.count else {
      throw Self.misplaced(name, Shape(shape), start, end, numbers, path)
    }
    (self.type, self.shape, bytes) = (type, Shape(shape), start..<end)
  }

  /// The tensor; `nil` if its type of number is not known.
  func tensor(named name: String, in numbers: ArraySlice<UInt8>, _ path: String) throws(FileFailure) -> Tensor? {
    guard let stored = StoredScalar(rawValue: type) else { return nil }
    let (count, width) = (shape.elementCount, stored.width)
    guard count <= numbers.count, bytes.count == count * width else {
      throw Self.misplaced(name, shape, bytes.lowerBound, bytes.upperBound, numbers, path)
    }
    return Tensor(shape: shape) { index in
      let place = numbers.startIndex + bytes.lowerBound + index * width
      return stored.value(of: numbers[place..<place + width].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }
  }

  private static func misplaced(
    _ name: String, _ shape: Shape, _ start: Int, _ end: Int, _ numbers: ArraySlice<UInt8>, _ path: String
  ) -> FileFailure {
    FileFailure(
      path, at: numbers.startIndex + max(0, min(start, numbers.count)),
      "'\(name)' has the shape \(shape) and the bytes \(start) to \(end) of \(numbers.count): the file is cut off, or its "
        + "header lies", advice: TensorFile.advice)
  }
}
