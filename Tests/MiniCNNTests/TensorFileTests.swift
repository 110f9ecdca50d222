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

  @Test("we read what Python's safetensors writes, in double and single precision")
  func writtenByPython() throws {
    let folder = try TemporaryFolder()
    _ = try python(
      """
      import sys, numpy
      from safetensors.numpy import save_file
      numbers = numpy.arange(6).reshape(2, 3) / 4 - 0.5
      save_file({"double": numbers, "single": numbers.astype("float32")}, sys.argv[1], metadata={"by": "Python"})
      """, folder.path("w.safetensors"))
    let file = try TensorFile(reading: folder.path("w.safetensors"))
    let numbers = Tensor([[-0.5, -0.25, 0], [0.25, 0.5, 0.75]])
    #expect(file == TensorFile(tensors: ["double": numbers, "single": numbers], metadata: ["by": "Python"]))
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
        "{\"a\":{\"dtype\":\"I8\",\"shape\":[16],\"data_offsets\":[0,16]}}", nil, 8, "the numbers of 'a' are of type I8"
      ),
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
