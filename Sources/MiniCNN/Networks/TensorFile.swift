/// Tensors under names, as a file in the format "safetensors": a little-endian 64-bit length, a header of that many bytes in JSON
/// (each name with its type, shape and place), and then the numbers, little-endian too.
///
/// Python reads and writes such files with the package `safetensors`. Numbers are written in double precision, and read in double (F64)
/// or single precision (F32).
public struct TensorFile: Equatable, Sendable {
  /// The tensors by their names.
  public var tensors: [String: Tensor]
  /// Remarks of whoever wrote the file.
  public var metadata: [String: String]

  public init(tensors: [String: Tensor], metadata: [String: String] = [:]) {
    (self.tensors, self.metadata) = (tensors, metadata)
  }

  /// Writes the file, or leaves what was there untouched.
  /// - Parameter path: The file's path.
  /// - Throws: If it cannot be written.
  public func write(to path: String) throws(FileFailure) {
    var entries: [String] = []
    if !metadata.isEmpty {
      let remarks = metadata.sorted { $0.key < $1.key }.map { "\(quoted($0)):\(quoted($1))" }
      entries.append("\"__metadata__\":{\(remarks.joined(separator: ","))}")
    }
    var numbers: [UInt8] = []
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      let start = numbers.count
      for scalar in tensor.scalars { withUnsafeBytes(of: scalar.bitPattern.littleEndian) { numbers += $0 } }
      let sizes = tensor.shape.map(String.init).joined(separator: ",")
      entries.append(
        "\(quoted(name)):{\"dtype\":\"F64\",\"shape\":[\(sizes)],\"data_offsets\":[\(start),\(numbers.count)]}")
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
    let bytes = try content(ofFile: path)
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
    for (name, entry) in entries {
      if name == "__metadata__" {
        metadata = try Self.remarks(entry, path)
      } else {
        tensors[name] = try Self.tensor(named: name, entry, numbers, path)
      }
    }
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

  private static func tensor(
    named name: String, _ entry: JSONValue, _ numbers: ArraySlice<UInt8>, _ path: String
  ) throws(FileFailure) -> Tensor {
    guard case .object(let members) = entry, case .text(let type)? = members["dtype"],
      case .list(let sizes)? = members["shape"], case .list(let places)? = members["data_offsets"],
      case .number(let start)? = places.first, case .number(let end)? = places.last, places.count == 2
    else {
      throw FileFailure(
        path, at: 8, "the header's entry '\(name)' lacks its dtype, shape or data_offsets", advice: advice)
    }
    guard let width = ["F64": 8, "F32": 4][type] else {
      throw FileFailure(
        path, at: 8, "the numbers of '\(name)' are of type \(type)",
        advice: "save them as F64 or F32 (double or single)")
    }
    var shape: [Int] = []
    var count = 1
    for size in sizes {
      guard case .number(let size) = size, size >= 0, !count.multipliedReportingOverflow(by: size).overflow else {
        throw FileFailure(path, at: 8, "the shape of '\(name)' is impossible", advice: advice)
      }
      shape.append(size)
      count *= size
    }
    let offset = numbers.startIndex + max(0, min(start, numbers.count))
    guard start >= 0, start <= end, end <= numbers.count, count <= numbers.count, end - start == count * width else {
      throw FileFailure(
        path, at: offset,
        "'\(name)' has the shape \(Shape(shape)) and the bytes \(start) to \(end) of \(numbers.count): the file "
          + "is cut off, or its header lies", advice: advice)
    }
    let scalars = (0..<count).map { index in
      let place = numbers.startIndex + start + index * width
      let bits = numbers[place..<place + width].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      return width == 8 ? Double(bitPattern: bits) : Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    }
    return Tensor(unchecked: Shape(shape), scalars)
  }
}
