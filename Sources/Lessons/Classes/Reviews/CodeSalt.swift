import FoundationEssentials
import Glibc
import Platform
import Running
import Support

/// What the codes are made with that stand for students' names at an anonymous desk.
///
/// A code is a hash of the name and of random bytes that the folder of results keeps: whoever knows the names of a class cannot compute its
/// codes without that file, and they stay the same for the folder, at every desk.
package struct CodeSalt: Sendable {
  /// What the file is called in the results folder.
  package static let fileName = ".desk-codes"
  private static let byteCount = 32

  private let bytes: [UInt8]

  /// Random bytes, which nobody keeps.
  package init() {
    var numbers = SystemRandomNumberGenerator()
    bytes = (0..<Self.byteCount).map { _ in UInt8.random(in: 0...255, using: &numbers) }
  }

  /// The folder's own, made where there are none.
  package init(keptIn folder: ResultsFolder) throws(ReviewFailure) {
    let path = folder.file(named: Self.fileName)
    self = try folder.reviews.holding { _ throws(ReviewFailure) in
      if let kept = FileManager.default.contents(atPath: path).map(Array.init), kept.count >= Self.byteCount {
        return CodeSalt(bytes: kept)
      }
      let new = CodeSalt()
      do throws(MachineFailure) {
        var draft = try DraftFile(for: path)
        try draft.write(new.bytes)
        try draft.finish(durably: true)
      } catch { throw .machine(error) }
      // Whoever reads it can compute codes from names.
      chmod(path, 0o600)
      return new
    }
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// Hexadecimal digits, of which the first few do.
  func code(of student: String) -> String {
    "\(ContentHash(of: bytes + Array(student.utf8)))".uppercased()
  }
}
