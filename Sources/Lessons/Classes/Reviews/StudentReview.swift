import FoundationEssentials
import Reading
import Support

/// What a person found of a student's answers: the content of `RESULTS/STUDENT.review.json`, which grading never writes.
package struct StudentReview: Codable, Hashable, Sendable {
  /// Raised by versions of the program that say more than this one could keep.
  static let currentFormat = 1

  package private(set) var format = currentFormat
  package var student: String
  /// One for each exercise that something was said of.
  package var exercises: [ExerciseReview]

  package init(student: String, exercises: [ExerciseReview] = []) {
    (self.student, self.exercises) = (student, exercises)
  }

  private enum CodingKeys: String, CodingKey, CaseIterable { case format, student, exercises }

  /// What each part of a file may hold.
  private static let members = [
    "": CodingKeys.names, "exercises[]": ExerciseReview.members, "exercises[].items[]": ExerciseReview.Item.members,
    "exercises[].override": ExerciseReview.Override.members,
  ]

  package subscript(_ exercise: String) -> ExerciseReview? {
    get { exercises.first { $0.name == exercise } }
    set {
      guard let place = exercises.firstIndex(where: { $0.name == exercise }) else {
        if let newValue, !newValue.isEmpty { exercises.append(newValue) }
        return
      }
      if let newValue, !newValue.isEmpty { exercises[place] = newValue } else { exercises.remove(at: place) }
    }
  }
}

/// Why a file with reviews is neither read nor written over.
package struct FaultyReview: Error, Hashable, Sendable {
  package var fault: Fault
}

extension StudentReview {
  /// Reads a file's content.
  /// - Parameters:
  ///   - bytes: What is in the file.
  ///   - path: What to call it in messages.
  ///   - name: What it is called without `.review.json`; `nil` not to compare that with the student in it.
  /// - Throws: What is wrong with it, and where.
  init(reading bytes: some Sequence<UInt8>, path: String, name: String? = nil) throws(FaultyReview) {
    func faulty(_ kind: Fault.Kind, line: Int = 1, column: Int = 1) -> FaultyReview {
      FaultyReview(
        fault: Fault(kind, at: SourceRange(SourceLocation(file: path, line: line, column: column), length: 1)))
    }
    let bytes = Array(bytes)
    func senseless(_ part: String) -> FaultyReview {
      let flaw = JSONFlaw(senseless: part, in: bytes)
      return faulty(.reviewMakesNoSense(part), line: flaw.line, column: flaw.column)
    }
    // Another version may have other members.
    if let format = try? Format(readingJSON: bytes, members: nil).format, format != Self.currentFormat {
      throw faulty(.reviewOfOtherFormat(format))
    }
    let read: StudentReview
    do throws(JSONFlaw) {
      read = try Self(readingJSON: bytes, members: Self.members)
    } catch {
      throw faulty(Fault.Kind(error.kind), line: error.line, column: error.column)
    }
    for (index, exercise) in read.exercises.enumerated() {
      if let flaw = exercise.flaw { throw senseless("exercises[\(index)].\(flaw)") }
    }
    guard Set(read.exercises.map(\.name)).count == read.exercises.count else { throw senseless("exercises") }
    if let name, !ResultName(of: read.student).description.utf8.elementsEqual(name.utf8) {
      throw faulty(.reviewOfOther("\(ResultName(of: read.student))\(ReviewFolder.ending)"))
    }
    self = read
  }

  private struct Format: Decodable {
    var format: Int
  }
}

extension Fault.Kind {
  fileprivate init(_ flaw: JSONFlaw.Kind) {
    self =
      switch flaw {
      case .noJSON: .reviewIsNoJSON
      case .lacks(let path): .reviewLacks(path)
      case .senseless(let path): .reviewMakesNoSense(path)
      case .unknown(let path): .unknownReviewKey(path)
      case .repeated(let path): .repeatedReviewKey(path)
      }
  }
}
