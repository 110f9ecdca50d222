import Support

/// Something in a text file that keeps it from being read as what it is, such as a lesson.
package struct Fault: Hashable, Sendable {
  package var kind: Kind
  package var range: SourceRange
  /// What mends it; `nil` where that is not certain.
  package var edit: TextEdit?

  package init(_ kind: Kind, at range: SourceRange, edit: TextEdit? = nil) {
    (self.kind, self.range, self.edit) = (kind, range, edit)
  }

  /// A fault that is mended by writing something else in its place, if it is known what.
  init(_ kind: Kind, at range: SourceRange, replacedBy replacement: String?) {
    self.init(kind, at: range, edit: replacement.map { TextEdit(range: range, replacement: $0) })
  }

  package var location: SourceLocation { range.start }

  package var severity: Severity {
    if case .resemblesCell = kind { .warning } else { .error }
  }

  /// Names the kind for other programs, and stays as it is.
  package var code: String { caseName(of: kind) }
}

/// How much something matters.
package enum Severity: String, Sendable {
  /// Nothing can be done before it is mended.
  case error
  /// It is probably not meant.
  case warning
  /// It is worth a look; nothing has to change.
  case remark
  /// It explains something else.
  case note
}

/// A change of a text file.
package struct TextEdit: Hashable, Sendable {
  package var range: SourceRange
  package var replacement: String

  package init(range: SourceRange, replacement: String) {
    (self.range, self.replacement) = (range, replacement)
  }
}

/// Every fault of one lesson, in the order of the text; there is at least one.
package struct FaultyLesson: Error, Hashable, Sendable {
  package var faults: [Fault]

  package init(_ faults: [Fault]) {
    self.faults = faults.sorted { $0.location < $1.location }
  }
}

/// What could be read of a file.
package struct LessonReading: Sendable {
  /// The lesson as far as it could be read; `nil` if the file holds none at all, as one that is no text.
  package var lesson: Lesson?
  /// What keeps the lesson from being run, from top to bottom; none if nothing does.
  package var faults: [Fault]

  init(lesson: Lesson? = nil, faults: [Fault]) {
    (self.lesson, self.faults) = (lesson, FaultyLesson(faults).faults)
  }
}
