import Support

extension Lesson {
  /// The lesson's text with other code in one of its cells, every other byte as it was.
  /// - Parameters:
  ///   - source: The code.
  ///   - id: The cell's identity.
  /// - Returns: The text; `nil` if there is no such cell, or the code would end its block.
  /// - Complexity: O(*n*) in the lesson's length.
  package func text(with source: String, in id: CellID) -> String? {
    guard let cell = cell(id) else { return nil }
    let text = text.replacingCode(in: cell.lines, with: source)
    let read = try? LessonReader.read(Array(text.utf8), path: path)
    return read?.cell(id)?.source.trimmed == source.trimmed ? text : nil
  }

  /// The text of a learner's copy of this lesson with other code in one of its cells, every other byte as it was.
  ///
  /// An answer whose cell is not in the copy any more is put at its end. Examples can be changed as long as they run as they stand in the copy
  /// (`answered(inCopy:path:)`).
  /// - Parameters:
  ///   - bytes: The copy's content, whatever it is.
  ///   - source: The code.
  ///   - id: The cell's identity in this lesson.
  /// - Returns: The text; `nil` if the lesson has no such cell for its learners, the code would end its block, or the copy is not UTF-8.
  /// - Complexity: O(*n*) in the copy's length.
  package func text(ofCopy bytes: [UInt8], with source: String, in id: CellID) -> String? {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    guard id.role == .exercise else {
      return contextCopy(bytes).flatMap { $0.cell(id)?.isContext == true ? $0.text(with: source, in: id) : nil }
        .flatMap { contextCopy(Array($0.utf8)) == nil ? nil : $0 }
    }
    guard let name = id.name, let starter = exercise(named: name)?.starter else { return nil }
    let source = starter.form == .order ? OrderedLines.text(source, asIn: starter.source) : source
    let answers = Submission(bytes, path: "", answering: self).cells
    let fenced = self.text.cell(in: starter.lines, with: source)
    let candidates = answers[name].map { cell in
      // A cell that was found though its fences are damaged gets new ones if it must.
      [text.replacingCode(in: cell.lines, with: source), text.replacing(cell.lines, by: fenced)]
    }
    return (candidates ?? [text.appendingCell(fenced)]).first { text in
      var new = Submission(Array(text.utf8), path: "", answering: self).cells.mapValues(\.source)
      guard new.removeValue(forKey: name)?.trimmed == source.trimmed else { return false }
      return new == answers.mapValues(\.source).filter { $0.key != name }
    }
  }

  /// A learner's copy of this lesson, if its examples run as they stand there.
  func contextCopy(_ bytes: [UInt8], path: String = "") -> Lesson? {
    let reading = LessonReader.reading(bytes, path: path)
    guard reading.faults.isEmpty, let copy = reading.lesson,
      copy.contextCells.map(\.role) == contextCells.map(\.role)
    else { return nil }
    return copy
  }

  private func cell(_ id: CellID) -> Cell? { cells.first { $0.id == id } }
}

extension Cell {
  fileprivate var isContext: Bool { role == .example || role == .setup }
}

extension Substring {
  /// How many of its marks a line begins with that might close a block; 0 if it has words or none.
  fileprivate var fenceLength: Int {
    let bare = String(self).trimmed
    guard let mark = bare.first, mark == "`" || mark == "~", bare.count >= 3, bare.allSatisfy({ $0 == mark }) else {
      return 0
    }
    return bare.count
  }
}

extension String {
  /// A block, whose first and last lines are its fences, with fences of at least so many marks.
  package func fenced(with count: Int) -> String {
    let lines = endedLines
    guard lines.count > 1, let first = lines.first, let last = lines.last, let mark = first.first, last.first == mark,
      case let length = first.prefix(while: { $0 == mark }).count, length >= 3, length < count
    else { return self }
    let marks = String(repeating: mark, count: count)
    let rest = [Substring(marks + first.dropFirst(length))] + lines.dropFirst().dropLast()
    return rest.joined() + marks + last.drop { $0 == mark }
  }

  /// The text with a block at its end.
  package func appendingCell(_ cell: String) -> String {
    self + (isEmpty ? "" : hasSuffix("\n") ? lineEnd : lineEnd + lineEnd) + cell
  }

  /// The text with other code between the fences that stand in the first and the last of some lines.
  fileprivate func replacingCode(in lines: ClosedRange<Int>, with source: String) -> String {
    replacing(lines, by: cell(in: lines, with: source))
  }

  /// The fences that stand in the first and the last of some lines, with code between them.
  fileprivate func cell(in lines: ClosedRange<Int>, with source: String) -> String {
    let all = endedLines[lines.lowerBound - 1..<lines.upperBound]
    let end = all.first?.lineEnd ?? lineEnd
    let code = source.endedLines.map { $0.dropLast($0.lineEnd?.count ?? 0) + end }.joined()
    let block = "\(all.first ?? "")\(code)\(all.dropFirst().last ?? "")"
    // Only a text goes on behind what looks like its end.
    guard all.first.map({ $0.drop { $0 == "`" || $0 == "~" }.hasPrefix("text ") }) ?? false else { return block }
    return block.fenced(with: (code.endedLines.map(\.fenceLength).max() ?? 0) + 1)
  }

  fileprivate func replacing(_ lines: ClosedRange<Int>, by block: String) -> String {
    let all = endedLines
    return all[..<(lines.lowerBound - 1)].joined() + block + all[lines.upperBound...].joined()
  }
}
