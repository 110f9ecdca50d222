import MiniCNN
import Testing

import FoundationEssentials

/// One run of an operation in PyTorch: what went in, and what came out. `Reference/README.md` describes the files.
struct ReferenceCase: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  private let settings: [String: [Double]]
  private let inputs: [String: StoredTensor]
  private let results: [String: StoredTensor]

  private enum CodingKeys: String, CodingKey {
    case name, settings, inputs
    case results = "expected"
  }

  var testDescription: String { name }

  /// All cases of an operation, by the name of its file.
  static func all(of operation: String) throws -> [ReferenceCase] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Reference")
    let data = try Data(contentsOf: folder.appendingPathComponent("\(operation).json"))
    return try JSONDecoder().decode(ReferenceFile.self, from: data).cases
  }

  /// One tensor that went in.
  func input(_ name: String) throws -> Tensor { try inputs[name].found("input '\(name)'", in: self).tensor }

  /// One tensor that went in, where not every case has it.
  func optionalInput(_ name: String) -> Tensor? { inputs[name]?.tensor }

  /// One tensor that came out.
  func expected(_ name: String) throws -> Tensor { try results[name].found("expected '\(name)'", in: self).tensor }

  /// One tensor that came out, where not every case has it.
  func optionalExpected(_ name: String) -> Tensor? { results[name]?.tensor }

  /// Whether there is a setting.
  func has(_ name: String) -> Bool { settings[name] != nil }

  /// A setting of one number.
  func number(_ name: String) throws -> Double { try numbers(name)[0] }

  /// A setting of one whole number.
  func integer(_ name: String) throws -> Int { try Int(number(name)) }

  /// A setting that is on or off.
  func flag(_ name: String) throws -> Bool { try number(name) != 0 }

  /// A setting of two whole numbers, for the height and for the width.
  func size(_ name: String) throws -> Size {
    let sizes = try numbers(name)
    return Size(height: Int(sizes[0]), width: Int(sizes[1]))
  }

  /// A setting of several numbers.
  func numbers(_ name: String) throws -> [Double] { try settings[name].found("setting '\(name)'", in: self) }
}

private struct ReferenceFile: Decodable {
  let cases: [ReferenceCase]
}

/// A tensor as its file has it.
private struct StoredTensor: Decodable, Sendable {
  let tensor: Tensor

  private enum Key: String, CodingKey {
    case shape, scalars
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let shape = try Shape(container.decode([Int].self, forKey: .shape))
    let scalars = try container.decode([Double].self, forKey: .scalars)
    guard shape.elementCount == scalars.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .scalars, in: container, debugDescription: "\(scalars.count) numbers for the shape \(shape)")
    }
    tensor = Tensor(shape: shape, scalars: scalars)
  }
}

/// A test asks for something that its file does not have.
private struct MissingReference: Error, CustomStringConvertible {
  let description: String
}

extension Optional {
  fileprivate func found(_ what: String, in reference: ReferenceCase) throws -> Wrapped {
    guard let self else { throw MissingReference(description: "no \(what) in the case '\(reference.name)'") }
    return self
  }
}

/// Expects the reference's shape and its numbers, up to a tolerance that grows with numbers beyond 1.
func expectClose(
  _ actual: Tensor, _ reference: Tensor, tolerance: Double = 1e-12, _ comment: Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(actual.shape == reference.shape, comment, sourceLocation: sourceLocation)
  guard actual.shape == reference.shape else { return }
  for (place, (number, right)) in zip(actual.scalars, reference.scalars).enumerated()
  where !(abs(number - right) <= tolerance * max(1, abs(right))) {
    let what = "number \(place) in row-major order is \(number), the reference has \(right)"
    Issue.record(comment.map { "\($0): \(what)" } ?? "\(what)", sourceLocation: sourceLocation)
    return
  }
}
