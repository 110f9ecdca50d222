import Reading
import Support

/// A learner's file brought up to date with a new version of its lesson: answers stay, prose and starters follow.
package struct CopyMerge: Sendable {
  /// Something that could not follow, with its line in the merged file.
  package struct Remark: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      /// The learner has changed lines that the book has changed too: theirs were left.
      case bothChanged
      /// The exercise that was answered is not in the book any more.
      case exerciseGone(String)
      /// A new exercise, which belongs among lines that were left: it stands at the end.
      case exerciseAtEnd(String)
      /// The answer was begun from another starter than the book has now.
      case starterChanged(String)
    }

    package var kind: Kind
    package var line: Int

    package init(kind: Kind, line: Int) { (self.kind, self.line) = (kind, line) }
  }

  package let text: String
  package let remarks: [Remark]

  /// A line, or an exercise's whole cell.
  private enum Unit: Hashable {
    case line(Substring)
    case cell(String)
    /// An answer whose exercise the book has no more.
    case orphan(String)
  }

  /// - Parameters:
  ///   - old: The author's lesson that the learner's file was made from.
  ///   - new: The author's lesson now.
  ///   - bytes: The learner's file.
  /// - Complexity: O(*n* · *d*) for *n* lines and *d* changed ones.
  package init(from old: Textbook.Entry, to new: Textbook.Entry, of bytes: [UInt8]) {
    let mine = Pieces(learner: bytes, old.lesson)
    let (base, theirs) = (Pieces(copy: old.copy), Pieces(copy: new.copy))
    func units(_ pieces: Pieces) -> [Unit] {
      pieces.all.map { piece in
        guard let name = piece.exercise else { return .line(piece.text.withoutEnd) }
        let isGone = theirs.cells[name] == nil && mine.isAnswered(name, since: base)
        return isGone && pieces.isLearners ? .orphan(name) : .cell(name)
      }
    }
    let merge = ThreeWayMerge(base: units(base), mine: units(mine), theirs: units(theirs))
    var result = Result()
    func append(_ piece: Piece) {
      guard let name = piece.exercise else { return result.append(piece.text) }
      guard let current = theirs.cells[name] else {
        if mine.isAnswered(name, since: base) { result.remark(.exerciseGone(name)) }
        return result.append(piece.text, cell: name)
      }
      guard let answer = mine.cells[name], mine.isAnswered(name, since: base) else {
        return result.append(current, cell: name)
      }
      if base.cells[name].map({ $0.body != current.body }) ?? true { result.remark(.starterChanged(name)) }
      result.append(answer.withHeader(of: current), cell: name)
    }
    for part in merge.parts {
      switch part {
      case .mine(let range): for piece in mine.all[range] { append(piece) }
      case .theirs(let range): for piece in theirs.all[range] { append(piece) }
      case .conflict(let range, _):
        result.remark(.bothChanged)
        for piece in mine.all[range] { append(piece) }
      }
    }
    for piece in theirs.all {
      guard let name = piece.exercise, !result.cells.contains(name), base.cells[name] == nil || mine.cells[name] != nil
      else { continue }
      result.append("\n")
      result.remark(.exerciseAtEnd(name))
      append(piece)
    }
    (text, remarks) = (result.text, result.remarks)
  }

  private struct Result {
    var text = ""
    var remarks: [Remark] = []
    var cells: Set<String> = []
    private var line = 1

    mutating func remark(_ kind: Remark.Kind) { remarks.append(Remark(kind: kind, line: line)) }

    mutating func append(_ piece: Substring, cell: String? = nil) {
      // What comes behind the end of a file that has no line end.
      if !text.isEmpty, !piece.isEmpty, text.utf8.last != 0x0A, text.utf8.last != 0x0D {
        text += "\n"
        line += 1
      }
      text += piece
      line += piece.endedLines
      if let cell { cells.insert(cell) }
    }
  }
}

/// A file as lines, but each exercise's cell as one.
struct Pieces {
  private(set) var all: [Piece] = []
  /// By the exercises' names.
  private(set) var cells: [String: Substring] = [:]
  let isLearners: Bool

  /// A copy as its learners get it.
  init(copy: String) {
    isLearners = false
    let reading = LessonReader.reading(Array(copy.utf8), path: "")
    let exercises = reading.lesson?.exercises ?? []
    take(
      copy, Dictionary(exercises.map { ($0.starter.lines.lowerBound, ($0.name, $0.starter.lines)) }) { one, _ in one })
  }

  /// What has become of such a copy.
  init(learner bytes: [UInt8], _ author: Lesson) {
    isLearners = true
    let cells = Submission(bytes, path: "", answering: author).cells.values
    let places = cells.compactMap { cell in cell.name.map { (cell.lines.lowerBound, ($0, cell.lines)) } }
    take(String(decoding: bytes, as: UTF8.self), Dictionary(places) { one, _ in one })
  }

  private mutating func take(_ text: String, _ places: [Int: (name: String, lines: ClosedRange<Int>)]) {
    let lines = text.endedLines
    var number = 1
    while number <= lines.count {
      guard let (name, range) = places[number], let last = range.clamped(to: 1...lines.count).last else {
        all.append(Piece(exercise: nil, text: lines[number - 1]))
        number += 1
        continue
      }
      let cell = text[lines[number - 1].startIndex..<lines[last - 1].endIndex]
      all.append(Piece(exercise: name, text: cell))
      cells[name] = cell
      number = last + 1
    }
  }

  /// Whether there is more in an exercise's cell than its starter.
  func isAnswered(_ name: String, since base: Pieces) -> Bool {
    cells[name].map { $0.body != base.cells[name]?.body } ?? false
  }
}

struct Piece {
  var exercise: String?
  var text: Substring
}

extension Substring {
  fileprivate var endedLines: Int { utf8.count { $0 == 0x0A } }

  fileprivate var withoutEnd: Substring {
    var copy = self
    while let last = copy.utf8.last, last == 0x0A || last == 0x0D { copy = Substring(copy.unicodeScalars.dropLast()) }
    return copy
  }

  /// A cell's code, whatever ends its lines.
  fileprivate var body: [Substring] {
    let lines = String(self).endedLines.dropFirst()
    return (lines.last?.drop(while: { $0 == " " }).hasPrefix("```") ?? false ? lines.dropLast() : lines).map(
      \.withoutEnd)
  }

  /// The cell with the first line of another one, unless it has been written in some other way than lessons have it.
  fileprivate func withHeader(of other: Substring) -> Substring {
    let openings = ([.swift] + Cell.Form.ofOtherKinds).map { "```\($0.header) " }
    guard openings.contains(where: hasPrefix), let mine = String(self).endedLines.first,
      let header = String(other).endedLines.first
    else { return self }
    let end = mine.lineEnd ?? ""
    return Substring(header.withoutEnd + end + self.dropFirst(mine.count))
  }
}
