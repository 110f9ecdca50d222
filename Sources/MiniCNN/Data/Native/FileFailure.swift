/// Why a file of data or a picture could not be read or written.
public struct FileFailure: Error, Hashable, Sendable {
  /// The file's path, as it was given.
  public let path: String
  /// The place of the fault, in bytes from the start of the file; `nil` if the fault is not at a place in it.
  public let offset: Int?
  /// What is wrong.
  public let problem: String
  /// What to do about it.
  public let advice: String

  init(_ path: String, at offset: Int? = nil, _ problem: String, advice: String) {
    (self.path, self.offset, self.problem, self.advice) = (path, offset, problem, advice)
  }
}

extension FileFailure: CustomStringConvertible {
  /// `digits.idx: byte 4: the file ends inside its header; download the file again`.
  public var description: String {
    let place = offset.map { "byte \($0): " } ?? ""
    return "\(path): \(place)\(problem); \(advice)"
  }
}
