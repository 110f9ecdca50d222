import Support

/// What a student handed in: the exercise cells of a file. Everything else in it is left aside, and its faults with it.
package struct Submission: Hashable, Sendable {
  /// The largest file that is read, in bytes.
  package static let largestByteCount = 4 << 20

  /// The path as the user gave it; it stands in every message.
  package let path: String
  /// The answers by the exercises' names; each names this file.
  package let cells: [String: Cell]
  /// Whose numbers it is graded with; `nil` where it makes no difference.
  private(set) var seed: Seed?
  /// What the student should know about the file as a whole.
  package let remarks: [SubmissionRemark]
  /// The other Swift blocks of the file, which nobody grades.
  private(set) var cellsAside: [Cell] = []

  /// A submission that cannot be read at all.
  package init(path: String, unreadable obstacle: HandInObstacle) {
    self.init(path: path, .unreadable(obstacle))
  }

  /// Reads a submission: UTF-8, or UTF-16 or UTF-32 that is surely that.
  ///
  /// Of several cells of one exercise the last counts that was attempted.
  /// - Parameters:
  ///   - bytes: The file's content, whatever it is.
  ///   - path: The file's path as messages should give it.
  ///   - lesson: The lesson that it answers.
  /// - Complexity: O(*n*) in the number of bytes.
  package init(_ bytes: [UInt8], path: String, answering lesson: Lesson) {
    guard bytes.count <= Self.largestByteCount else {
      self.init(path: path, .tooLarge(mebibytes: Self.largestByteCount >> 20))
      return
    }
    let encoding = TextEncoding(of: bytes)
    let text = SourceText(encoding?.decoded(bytes) ?? bytes, path: path)
    if text.isBlank {
      self.init(path: path, .empty)
      return
    }
    var reading = SubmissionReading(text, answering: lesson)
    if let kind = FileKind(text.bytes) {
      reading.readNothing(of: kind)
      self.init(path: path, cells: [:], remarks: reading.remarks)
      return
    }
    guard text.tooDeepNesting() == nil, let document = MarkdownDocument(text.bytes) else {
      self.init(path: path, .deepNesting)
      return
    }
    reading.read(document.blocks())
    self.init(path: path, cells: reading.cells, remarks: reading.remarks)
    (cellsAside, seed) = (reading.cellsAside, lesson.seed)
  }

  /// Whether it was read as text.
  package var isReadable: Bool {
    !remarks.contains { remark in
      switch remark.kind {
      case .unreadable, .tooLarge, .notText, .deepNesting: true
      default: false
      }
    }
  }

  /// The same submission with other cells, by the exercises' names.
  package func with(_ cells: [String: Cell]) -> Submission {
    var copy = Submission(path: path, cells: cells, remarks: remarks)
    (copy.cellsAside, copy.seed) = (cellsAside, seed)
    return copy
  }

  private init(path: String, _ kind: SubmissionRemark.Kind) {
    self.init(path: path, cells: [:], remarks: [SubmissionRemark(kind: kind)])
  }

  private init(path: String, cells: [String: Cell], remarks: [SubmissionRemark]) {
    (self.path, self.cells, self.remarks) = (path, cells, remarks)
  }
}

extension Lesson {
  /// The lesson with a student's cells in place of its own. An exercise that the student left out keeps its starter.
  package func answered(by submission: Submission) -> Lesson {
    var copy = self
    for index in exercises.indices {
      if let cell = submission.cells[exercises[index].name] { copy.exercises[index].cell = cell }
    }
    copy.cellsAside = submission.cellsAside
    copy.remarks = submission.remarks
    copy.seed = submission.seed ?? seed
    return copy
  }
}

/// A kind of file that is no Markdown in UTF-8, whatever its name says.
package enum FileKind: Hashable, Sendable, CaseIterable {
  case utf16
  case utf32
  case richText
  case pdf
  case archive
  case compressed
  case word
  case oldOffice
  case openDocument
  case workbook
  case openSpreadsheet
  case webPage
  case notebook
  case xml
  case json
  case picture
  /// Nothing that anybody writes.
  case bytes

  /// Those that are told by their first bytes.
  init?(_ bytes: [UInt8]) {
    guard let kind = Self.allCases.first(where: { $0.beginnings.contains { bytes.starts(with: $0) } }) else {
      guard let kind = Self.kind(ofText: bytes) else { return nil }
      self = kind
      return
    }
    self = kind == .archive ? Self.kind(ofArchive: bytes) : kind
  }

  /// Those that are no table, told by their first bytes. Nobody's heading begins as markup or JSON does, while Markdown may.
  package init?(ofTable bytes: [UInt8]) {
    if let kind = FileKind(bytes) {
      self = kind
      return
    }
    let beginning = String(decoding: bytes.prefix(1024), as: UTF8.self).drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    if beginning.hasPrefix("<?xml") {
      self = .xml
    } else if beginning.prefixMatch(of: /<(?:!|[A-Za-z]+[ >\/])/) != nil {
      self = .webPage
    } else if beginning.prefixMatch(of: /[\[{]\s*["\[{\]}]/) != nil {
      self = .json
    } else {
      return nil
    }
  }

  /// Documents of office programs are archives, whose files tell which: the first of them, or all, by the list at the end.
  private static func kind(ofArchive bytes: [UInt8]) -> FileKind {
    let beginning = String(decoding: bytes.prefix(4096), as: UTF8.self)
    if beginning.contains("application/vnd.oasis.opendocument.text") { return .openDocument }
    if beginning.contains("application/vnd.oasis.opendocument.spreadsheet") { return .openSpreadsheet }
    if (beginning + String(decoding: bytes.suffix(16_384), as: UTF8.self)).contains("xl/workbook") { return .workbook }
    return beginning.contains("[Content_Types].xml") || beginning.contains("word/") ? .word : .archive
  }

  private static func kind(ofText bytes: [UInt8]) -> FileKind? {
    if bytes.dropFirst(4).starts(with: Array("ftyp".utf8)) { return .picture }
    let sample = bytes.prefix(4096)
    let count = sample.count { $0 < 0x20 && !"\t\n\r\u{C}\u{1B}".utf8.contains($0) }
    // A stray one in a text is a fault of the text, at its place.
    if count > 3, count * 10 >= sample.count { return .bytes }
    guard let first = bytes.first(where: { !" \t\r\n".utf8.contains($0) }), "<{".utf8.contains(first) else {
      return nil
    }
    let beginning = String(decoding: bytes.prefix(1024), as: UTF8.self).trimmed.lowercased()
    if beginning.hasPrefix("<!doctype html") || beginning.hasPrefix("<html") { return .webPage }
    return beginning.hasPrefix("{") && beginning.contains("\"cells\"") ? .notebook : nil
  }

  private var beginnings: [[UInt8]] {
    switch self {
    case .utf16, .utf32, .word, .openDocument, .workbook, .openSpreadsheet, .webPage, .notebook, .xml, .json, .bytes: []
    case .richText: [Array("{\\rtf".utf8)]
    case .pdf: [Array("%PDF-".utf8)]
    case .archive: [[0x50, 0x4B, 0x03, 0x04], [0x50, 0x4B, 0x05, 0x06]]
    case .compressed: [[0x1F, 0x8B, 0x08], [0x37, 0x7A, 0xBC, 0xAF], Array("Rar!".utf8)]
    case .oldOffice: [[0xD0, 0xCF, 0x11, 0xE0]]
    case .picture: [[0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], Array("GIF8".utf8)]
    }
  }
}
