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

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    format = try values.decode(Int.self, forKey: .format)
    // Another version may have other keys.
    if format == Self.currentFormat { _ = try decoder.wholeContainer(keyedBy: CodingKeys.self) }
    student = try values.decode(String.self, forKey: .student)
    exercises = format == Self.currentFormat ? try values.decode([ExerciseReview].self, forKey: .exercises) : []
  }

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

/// A key that no version of the program writes: one that is misspelt must not cost what stands behind it.
private struct UnknownKey: Error {
  var path: [any CodingKey]
}

private struct AnyKey: CodingKey {
  var stringValue: String
  var intValue: Int?

  init(stringValue: String) { self.stringValue = stringValue }
  init(intValue: Int) { (stringValue, self.intValue) = ("\(intValue)", intValue) }
}

extension Decoder {
  /// A container that has no other keys than these.
  func wholeContainer<Key: CodingKey & CaseIterable>(
    keyedBy type: Key.Type
  ) throws -> KeyedDecodingContainer<Key> {
    let known = Set(Key.allCases.map(\.stringValue))
    let unknown = try container(keyedBy: AnyKey.self).allKeys.filter { !known.contains($0.stringValue) }
    if let key = unknown.min(by: { $0.stringValue < $1.stringValue }) { throw UnknownKey(path: codingPath + [key]) }
    return try container(keyedBy: type)
  }
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
    let read: StudentReview
    let bytes = Array(bytes)
    do { read = try JSONDecoder().decode(Self.self, from: Data(bytes)) } catch DecodingError.dataCorrupted {
      let place = JSONBreak.place(in: bytes)
      throw faulty(.reviewIsNoJSON, line: place?.line ?? 1, column: place?.column ?? 1)
    } catch DecodingError.keyNotFound(let key, let context) {
      throw faulty(.reviewLacks(Self.path(context.codingPath + [key])))
    } catch DecodingError.typeMismatch(_, let context) {
      throw faulty(.reviewMakesNoSense(Self.path(context.codingPath)))
    } catch DecodingError.valueNotFound(_, let context) {
      throw faulty(.reviewMakesNoSense(Self.path(context.codingPath)))
    } catch let unknown as UnknownKey {
      throw faulty(.unknownReviewKey(Self.path(unknown.path)))
    } catch {
      throw faulty(.reviewIsNoJSON)
    }
    guard read.format == Self.currentFormat else { throw faulty(.reviewOfOtherFormat(read.format)) }
    for (index, exercise) in read.exercises.enumerated() {
      if let flaw = exercise.flaw { throw faulty(.reviewMakesNoSense("exercises[\(index)].\(flaw)")) }
    }
    guard Set(read.exercises.map(\.name)).count == read.exercises.count else {
      throw faulty(.reviewMakesNoSense("exercises"))
    }
    if let name, !ResultName(of: read.student).description.utf8.elementsEqual(name.utf8) {
      throw faulty(.reviewOfOther("\(ResultName(of: read.student))\(ReviewFolder.ending)"))
    }
    self = read
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    keys.reduce("") { path, key in
      key.intValue.map { "\(path)[\($0)]" } ?? (path.isEmpty ? key.stringValue : "\(path).\(key.stringValue)")
    }
  }
}
