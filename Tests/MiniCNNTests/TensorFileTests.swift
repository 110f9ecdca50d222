import Foundation
import MiniCNN
import Testing

@Suite("Weights in files")
struct TensorFileTests {
  private static let tensors: [String: Tensor] = [
    "a row": Tensor([1, -0.5, .pi, .infinity, -.infinity, .leastNonzeroMagnitude]),
    "table \"of\" zwölf": Tensor([[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]]),
    "none": Tensor(repeating: 0, shape: [0, 3]),
    "4.0": Tensor(repeating: 0.1, shape: [2, 3, 4, 5]),
  ]

  @Test("what is written is read again")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let file = TensorFile(tensors: Self.tensors, metadata: ["epoch": "3", "line\nend": "\"\\"])
    try file.write(to: folder.path("w.safetensors"))
    #expect(try TensorFile(reading: folder.path("w.safetensors")) == file)
    #expect(try folder.names == ["w.safetensors"])
  }

  /// Runs Python with its own reader of the format, which `Scripts/fetch-python-readers` puts in its place.
  private func python(_ script: String, _ arguments: String...) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-B", "-c", script] + arguments
    process.environment = ProcessInfo.processInfo.environment
      .merging(["PYTHONPATH": root.appending(path: ".build/python-readers").path]) { $1 }
    let (output, errors) = (Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (output, errors)
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(complaint)")
    return text
  }

  @Test("Python's safetensors reads what we write, to the last bit")
  func readByPython() throws {
    let folder = try TemporaryFolder()
    try TensorFile(tensors: Self.tensors, metadata: ["epoch": "3"]).write(to: folder.path("w.safetensors"))
    let text = try python(
      """
      import sys
      from safetensors import safe_open
      with safe_open(sys.argv[1], framework="numpy") as file:
          print(file.metadata())
          for name in sorted(file.keys()):
              tensor = file.get_tensor(name)
              print(name, tensor.dtype, tensor.shape, [number.hex() for number in tensor.ravel()[:6].tolist()])
      """, folder.path("w.safetensors"))
    #expect(
      text == """
        {'epoch': '3'}
        4.0 float64 (2, 3, 4, 5) ['0x1.999999999999ap-4', '0x1.999999999999ap-4', '0x1.999999999999ap-4', '0x1.999999999999ap-4', \
        '0x1.999999999999ap-4', '0x1.999999999999ap-4']
        a row float64 (6,) ['0x1.0000000000000p+0', '-0x1.0000000000000p-1', '0x1.921fb54442d18p+1', 'inf', '-inf', \
        '0x0.0000000000001p-1022']
        none float64 (0, 3) []
        table "of" zwölf float64 (3, 4) ['0x1.0000000000000p+0', '0x1.0000000000000p+1', '0x1.8000000000000p+1', \
        '0x1.0000000000000p+2', '0x1.4000000000000p+2', '0x1.8000000000000p+2']

        """)
  }

  @Test("we read what Python's safetensors writes, in double, single and half precision")
  func writtenByPython() throws {
    let folder = try TemporaryFolder()
    _ = try python(
      """
      import sys, numpy
      from safetensors.numpy import save_file
      numbers = numpy.arange(6).reshape(2, 3) / 4 - 0.5
      save_file({"double": numbers, "single": numbers.astype("float32"), "half": numbers.astype("float16")}, sys.argv[1],
                metadata={"by": "Python"})
      """, folder.path("w.safetensors"))
    let file = try TensorFile(reading: folder.path("w.safetensors"))
    let numbers = Tensor([[-0.5, -0.25, 0], [0.25, 0.5, 0.75]])
    let tensors = ["double": numbers, "single": numbers, "half": numbers]
    #expect(file == TensorFile(tensors: tensors, metadata: ["by": "Python"]))
  }

  @Test(
    "numbers of every type are read",
    arguments: [
      ("F16", [0x00, 0x3C, 0x00, 0xC2, 0x01, 0x00, 0x00, 0x7C], [1, -3, 0x1p-24, .infinity]),
      ("BF16", [0x80, 0x3F, 0x49, 0xC0], [1, -3.140625]), ("F32", [0, 0, 0x80, 0x3E], [0.25]),
      ("I64", [0xFE, 255, 255, 255, 255, 255, 255, 255], [-2]), ("I32", [0xFE, 255, 255, 255], [-2]),
      ("I16", [0xFE, 255], [-2]), ("I8", [0xFE, 3], [-2, 3]), ("U64", [3, 1, 0, 0, 0, 0, 0, 0], [259]),
      ("U32", [255, 255, 255, 255], [4_294_967_295]), ("U16", [255, 255], [65535]), ("U8", [254], [254]),
      ("BOOL", [0, 1], [0, 1]),
    ] as [(String, [UInt8], [Double])])
  func types(type: String, numbers: [UInt8], expected: [Double]) throws {
    let folder = try TemporaryFolder()
    let header = "{\"a\":{\"dtype\":\"\(type)\",\"shape\":[\(expected.count)],\"data_offsets\":[0,\(numbers.count)]}}"
    let file = try TensorFile(reading: folder.file("w", bytes(header: header, numbers: 0) + numbers))
    #expect(file.tensors == ["a": Tensor(expected)])
    #expect(file.skipped == [:])
  }

  @Test("every number of 16 bits is read as what it is, to the sign of 0", arguments: ["F16", "BF16"])
  func allOfSixteenBits(type: String) throws {
    let folder = try TemporaryFolder()
    let patterns = (0...UInt16.max).map(\.self)
    let header = "{\"a\":{\"dtype\":\"\(type)\",\"shape\":[65536],\"data_offsets\":[0,131072]}}"
    let numbers = patterns.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    let file = try TensorFile(reading: folder.file("w", bytes(header: header, numbers: 0) + numbers))
    let read = try #require(file.tensors["a"]).scalars
    let expected = patterns.map {
      type == "F16" ? Double(Float16(bitPattern: $0)) : Double(Float(bitPattern: UInt32($0) << 16))
    }
    try #require(read.count == expected.count)
    let wrong = patterns.indices.filter {
      read[$0].bitPattern != expected[$0].bitPattern && !(read[$0].isNaN && expected[$0].isNaN)
    }
    #expect(wrong == [])
  }

  @Test("a tensor of a type that we do not know is left out, and named")
  func skipped() throws {
    let folder = try TemporaryFolder()
    let header =
      "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F4\",\"shape\":[16],\"data_offsets\":[8,16]}}"
    let file = try TensorFile(reading: folder.file("w", bytes(header: header)))
    #expect(file.tensors == ["a": Tensor([0])])
    #expect(file.skipped == ["b": "F4"])
  }

  @Test("names may hold any character, in whichever way JSON writes it")
  func names() throws {
    let folder = try TemporaryFolder()
    let header = "{\"\\ud83d\\ude00\\b\\f\\/\\u00e9\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]}}"
    let file = try TensorFile(reading: folder.file("w", bytes(header: header)))
    #expect(file.tensors.keys.first == "😀\u{8}\u{C}/é")
    try file.write(to: folder.path("again"))
    #expect(try TensorFile(reading: folder.path("again")) == file)
  }

  @Test("the format's own name is no tensor's")
  func reservedName() throws {
    let folder = try TemporaryFolder()
    let file = TensorFile(tensors: ["__metadata__": Tensor([1])])
    #expect(
      failure { () throws(FileFailure) in try file.write(to: folder.path("w")) }?.problem.contains("__metadata__")
        == true)
    #expect(try folder.names == [])
  }

  @Test("in single precision numbers are rounded, and take half of the room")
  func single() throws {
    let folder = try TemporaryFolder()
    try TensorFile(tensors: ["a": Tensor([0.1, -2, .nan])]).write(to: folder.path("w"), precision: .single)
    let scalars = try #require(try TensorFile(reading: folder.path("w")).tensors["a"]).scalars
    #expect(scalars[0] == Double(Float(0.1)) && scalars[1] == -2 && scalars[2].isNaN)
    #expect(try folder.bytes("w").count == 8 + 56 + 12)
  }

  @Test("in half precision numbers are rounded to even, become infinite beyond 65504, and take a quarter of the room")
  func half() throws {
    let folder = try TemporaryFolder()
    let numbers = [0, -0.5, 1 + 0x1p-11, 1 + 3 * 0x1p-11, 0x1p-24, 65504, 1e6]
    try TensorFile(tensors: ["a": Tensor(numbers)]).writeHalves(to: folder.path("w"))
    let scalars = try #require(try TensorFile(reading: folder.path("w")).tensors["a"]).scalars
    #expect(scalars == [0, -0.5, 1, 1 + 0x1p-9, 0x1p-24, 65504, .infinity])
    #expect(try folder.bytes("w").count == 8 + 56 + 14)
  }

  @Test("a network is saved and loaded; the numbers are the same")
  func network() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("network.safetensors")
    let saved = Network.leNet5(seed: 8)
    try saved.save(to: path)
    var loaded = Network.leNet5(seed: 9)
    try loaded.load(from: path)
    #expect(loaded.parameters == saved.parameters)
  }

  @Test("other layers' weights are refused, and nothing changes")
  func otherNetwork() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("network.safetensors")
    try Network.leNet5(seed: 8).save(to: path)
    var network = Network.cifar10Demo(seed: 1)
    let before = network.parameters
    let found = failure { () throws(FileFailure) in try network.load(from: path) }
    #expect(found?.problem == "the parameter '0.0' has the shape 6 × 5 × 5 × 1, and this network's has 16 × 5 × 5 × 3")
    #expect(found?.advice.contains("same layers") == true)
    #expect(network.parameters == before)
    var training = Training(.leNet5())
    #expect(
      failure { () throws(FileFailure) in try training.load(from: path) }?.description.contains(
        "does not say its run's 'steps'")
        == true)
  }

  /// A file with a header of one's own.
  private func bytes(header: String, length: UInt64? = nil, numbers: Int = 16) -> [UInt8] {
    let count = length ?? UInt64(header.utf8.count)
    return withUnsafeBytes(of: count.littleEndian) { Array($0) } + Array(header.utf8)
      + Array(repeating: 0, count: numbers)
  }

  @Test(
    "damaged and foreign files are refused, with the place",
    arguments: [
      ("{}", 1 << 60, 0, "it is cut off, or no safetensors file"),
      ("{", nil, 9, "a name in quotes should stand here"),
      ("[1,2]", nil, 8, "the header is no JSON object"),
      ("{\"a\":{}} x", nil, 17, "something follows the header's closing brace"),
      ("{\"a\":1,\"a\":1}", nil, 15, "the name 'a' stands here twice"),
      (
        "{\"a\":{\"dtype\":\"F64\",\"shape\":[3],\"data_offsets\":[0,24]}}", nil, 63,
        "has the shape 3 and the bytes 0 to 24 of 16"
      ),
      (
        "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,16]}}", nil, 63,
        "has the shape 1 and the bytes 0 to 16"
      ),
      ("{\"a\":{\"dtype\":\"F64\",\"shape\":[-1],\"data_offsets\":[0,16]}}", nil, 8, "the shape of 'a' is impossible"),
      ("{\"a\":{\"dtype\":\"F64\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,16]}}", nil, 8, "impossible"),
      (
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[4,12]}}",
        nil, 120, "the numbers of 'b' share bytes with those of another"
      ),
      (
        "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[8,16]}}", nil, 71,
        "the numbers of 'a' leave a gap before them"
      ),
      ("{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}}", nil, 70, "8 bytes follow the last tensor"),
      ("{}", nil, 10, "16 bytes follow the last tensor"),
      ("{\"\\ud83d\":1}", nil, 16, "half of a character"),
      ("{\"\\ud83d\\u0041\":1}", nil, 22, "half of a character"),
      ("{\"\\u+123\":1}", nil, 12, "four hexadecimal digits"),
      ("{\"a\":{\"shape\":[2],\"data_offsets\":[0,16]}}", nil, 8, "lacks its dtype, shape or data_offsets"),
      ("{\"__metadata__\":{\"a\":1}}", nil, 8, "the remark 'a' in the header is no text"),
      ("[[[[[[[[[[", nil, 16, "nested too deeply"),
    ] as [(String, UInt64?, Int, String)])
  func refused(header: String, length: UInt64?, offset: Int, problem: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.file("w.safetensors", bytes(header: header, length: length))
    let found = failure { () throws(FileFailure) in _ = try TensorFile(reading: path) }
    #expect(found?.problem.contains(problem) == true, "\(String(describing: found))")
    #expect(found?.offset == offset)
  }

  @Test("whatever the damage, a file is read or refused")
  func damage() throws {
    let folder = try TemporaryFolder()
    try TensorFile(tensors: Self.tensors, metadata: ["epoch": "3"]).write(to: folder.path("w.safetensors"))
    var generator = MiniCNN.SeededGenerator(seed: 1)
    for bytes in try damaged(folder.bytes("w.safetensors"), copies: 500, generator: &generator) {
      let path = try folder.file("damaged", bytes)
      _ = failure { () throws(FileFailure) in _ = try TensorFile(reading: path) }
    }
  }
}
