import Reporting

/// Something that may be what a student handed in, among others of the same student.
struct HandInCandidate {
  var file: HandedInFile
  var kind: HandInKind
  /// How much it is called like the lesson, where that tells anything: among the files of one student.
  var degree: Int
  /// In seconds since 1970.
  var changed: Double

  /// The same for all that one student handed in: what a platform calls the student, or the section and the name. By their bytes: two
  /// names that Unicode holds to be the same are two students to the file system, and to the results.
  var owner: [UInt8] {
    if let label = file.label, let platform = label.platform, let id = label.id {
      return Array("\(platform.rawValue)\0\(id)".utf8)
    }
    return Array("\(file.section ?? "")\0\0\(file.student)".utf8)
  }

  private var rank: (Int, Int, Int) { (degree < 0 ? 0 : kind.rawValue, degree, file.label?.attempt ?? 0) }

  /// Whether it counts more than another one of the same student.
  func isBetter(than other: HandInCandidate) -> Bool {
    rank == other.rank ? changed > other.changed : rank > other.rank
  }

  /// Why the better of two is better.
  func advantage(over other: HandInCandidate) -> HandInRemark.Advantage {
    if rank == other.rank { return changed == other.changed ? .none : .newer }
    return kind != other.kind ? .readable : degree != other.degree ? .calledLikeLesson : .newer
  }
}

/// An archive that has to be read before it is known what was handed in.
package struct HandInArchive: Sendable {
  package enum Source: Hashable, Sendable {
    case file(String)
    case bytes([UInt8])
  }

  package let source: Source
  /// As messages give it.
  package let path: String
  /// Whose it is; `nil` if it is a whole class's, or that is yet to be seen.
  var owner: HandedInFile?
  var changed: Double
  /// Whether it was named on the command line.
  package var isOperand: Bool
  /// Whether it is all that there is in a folder which was named: it may be a whole class's too.
  var isAlone = false
  /// In how many others it is.
  var depth: Int
}
