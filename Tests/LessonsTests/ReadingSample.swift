import Reading
import Testing

/// A lesson's text with a mark such as 1️⃣ at each place that a test speaks of.
struct MarkedText {
  /// The text without its marks.
  let text: String
  /// Each mark's line and column, from 1, the column in bytes.
  let places: [Character: Place]

  struct Place: Equatable, CustomStringConvertible {
    var line: Int
    var column: Int
    var description: String { "\(line):\(column)" }
  }

  private static let marks: Set<Character> = ["1️⃣", "2️⃣", "3️⃣", "4️⃣", "5️⃣", "6️⃣", "7️⃣", "8️⃣", "9️⃣"]

  init(_ marked: String) {
    var text = ""
    var places: [Character: Place] = [:]
    var place = Place(line: 1, column: 1)
    for character in marked {
      if Self.marks.contains(character) {
        places[character] = place
      } else if character.isNewline {
        text.append(character)
        place = Place(line: place.line + 1, column: 1)
      } else {
        text.append(character)
        place.column += character.utf8.count
      }
    }
    self.text = text
    self.places = places
  }
}

/// The lesson that a text holds; a faulty one fails the test with its faults.
func lesson(_ text: String) throws -> Lesson {
  try LessonReader.read(Array(text.utf8), path: "lesson.md")
}

/// The faults of a text; none for a good lesson.
func faults(in text: String) -> [Fault] {
  faults(inBytes: Array(text.utf8))
}

func faults(inBytes bytes: [UInt8]) -> [Fault] {
  do throws(FaultyLesson) {
    _ = try LessonReader.read(bytes, path: "lesson.md")
    return []
  } catch {
    return error.faults
  }
}

extension Fault {
  var place: MarkedText.Place { MarkedText.Place(line: location.line, column: location.column) }
}

extension Segment {
  /// What kind of segment this is, in a word or two.
  var kind: String {
    switch self {
    case .heading: "heading"
    case .prose: "prose"
    case .listing(_, let language): "listing \(language)"
    case .math: "math"
    case .cell(let id, _): id.role.rawValue
    case .hint: "hint"
    case .output: "output"
    case .figure(let figure): "figure \(figure.state.kind.rawValue)"
    }
  }
}
