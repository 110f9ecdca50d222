import Support

/// What a teacher should know of how hand-ins were found: each begins with a path, as messages give it.
package enum HandInRemark: Hashable, Sendable {
  case nameless(String)
  case notUTF8(String)
  case closedFolder(String, reason: String)
  /// Files in a folder of a class of which none is Markdown.
  case noMarkdown(String, [String])
  /// The file, whose it is taken for, what else is in the folder, and what the lesson is called.
  case lessonsOwn(String, of: String, others: [String], lesson: String)
  case twiceInArchive(String)
  case chosen(String, of: String, others: [String])
  case twice(String, of: String, kept: String, Advantage)

  // MARK: A roster
  case notOnRoster(String, name: String)
  case ambiguous(String, name: String, namesakes: [String])
  case twiceOnRoster(String, of: String, kept: String)

  /// Why one of two counts.
  package enum Advantage: Hashable, Sendable {
    case readable
    case calledLikeLesson
    case newer
    case none
  }
}

/// Why a file in a folder of results is not one.
package enum ResultFlaw: Hashable, Sendable {
  case damaged(JSONFlaw)
  case repeatedExercise
  case noOrdinaryFile
  case tooLarge
  /// With the system's words.
  case unreadable(String)
}

extension Words {
  /// On one line, which is safe to show on a terminal.
  package func remark(_ remark: HandInRemark) -> String { printable(sentence(remark)) }

  private func sentence(_ remark: HandInRemark) -> String {
    switch remark {
    case .nameless(let path): "\(path): passed over, since it bears no student's name"
    case .notUTF8(let path): "\(path): passed over, for its name is not UTF-8: rename it"
    case .closedFolder(let path, let reason): "\(path): passed over, for \(reason)"
    case .noMarkdown(let path, let names):
      "\(path): passed over \(names.count) that are no Markdown files: \(names.joined(separator: ", "))"
    case .lessonsOwn(let path, let owner, let others, let lesson):
      "\(path): taken for what '\(owner)' handed in, and the folder's other files passed over: "
        + "\(others.joined(separator: ", ")); if they are submissions, move \(lesson) elsewhere"
    case .twiceInArchive(let path): "\(path): is in the archive more than once; the last was taken"
    case .chosen(let path, let student, let others):
      "\(path): graded for \(student); passed over \(others.joined(separator: ", "))"
    case .twice(let path, let student, let kept, let advantage):
      "\(path): \(student) handed in twice; \(kept), \(self.advantage(advantage)), was graded"
    case .notOnRoster(let path, let name): "\(path): '\(name)' is not on the roster"
    case .ambiguous(let path, let name, let namesakes):
      "\(path): '\(name)' is one of \(namesakes.joined(separator: ", ")), but not which"
    case .twiceOnRoster(let path, let student, let kept): "\(path): \(student) handed in twice; \(kept) was graded"
    }
  }

  private func advantage(_ advantage: HandInRemark.Advantage) -> String {
    switch advantage {
    case .readable: "which can be read"
    case .calledLikeLesson: "which is called like the lesson"
    case .newer: "which is newer"
    case .none: "which is just as old"
    }
  }

  package func flaw(_ flaw: ResultFlaw) -> String {
    switch flaw {
    case .damaged(let flaw):
      damage(flaw.kind)
    case .repeatedExercise: "it holds two exercises of one name"
    case .noOrdinaryFile: "it is not an ordinary file"
    case .tooLarge: "it is larger than any result"
    case .unreadable(let reason): reason
    }
  }

  /// What is said of a student of the roster who has no result.
  package var nothingHandedIn: String { "nothing was handed in" }
  /// The same, where there is one that is passed over.
  package var damagedResult: String { "the result cannot be read" }

  private func damage(_ kind: JSONFlaw.Kind) -> String {
    switch kind {
    case .noJSON: "it is not JSON, or only half a file"
    case .lacks(let path): "it has no '\(inLine(path))'"
    case .senseless(let path): "its '\(inLine(path))' makes no sense, or does not go with the rest"
    case .unknown(let path): "it has a '\(inLine(path))', which no result has: is that misspelt?"
    case .repeated(let path): "it has '\(inLine(path))' twice"
    }
  }

  /// What the first line of a roster was taken for, none of whose headings is known.
  package func doubtfulHeadings(first name: String) -> String {
    "no heading is known, so the first column was taken for the names, and '\(printable(name))' for a student; "
      + "name the column with --column if that is not so"
  }
}
