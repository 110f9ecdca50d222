import Support

/// Reads a `figure` block: its header, and its state line by line.
struct FigureReader {
  private let text: SourceText
  private let lines: ClosedRange<Int>
  private let info: InfoString
  private let contextCells: [Cell]
  /// The example that the header names.
  private(set) var source: FigureSource?
  private(set) var faults: [Fault] = []

  /// A key's value as it stands in the block.
  private struct Entry {
    var key: InfoString.Word
    var line: Int
    var words = FigureWords()
  }

  /// - Parameters:
  ///   - lines: The block's, fences included.
  ///   - info: Its header.
  ///   - text: The file.
  ///   - contextCells: The examples above, and the setup.
  init(_ lines: ClosedRange<Int>, _ info: InfoString, in text: SourceText, below contextCells: [Cell]) {
    (self.text, self.lines, self.info, self.contextCells) = (text, lines, info, contextCells)
  }

  /// - Returns: The state; `nil` if anything is wrong, which is then among the faults.
  mutating func state() -> FigureState? {
    guard let kind else { return nil }
    var state = FigureState(kind)
    var places: [String: SourceRange] = [:]
    for entry in entries() {
      guard let key = kind.keys.first(where: { $0.name == entry.key.text }) else {
        let names = kind.keys.map(\.name)
        let meant = nearest(to: entry.key.text, among: names)
        fault(.unknownFigureKey(entry.key.text, of: kind, meant: meant), at: place(entry), replacedBy: meant)
        continue
      }
      guard places[key.name] == nil else {
        fault(.repeatedKey(key.name), at: place(entry))
        continue
      }
      places[key.name] = entry.words.words.first.map(place) ?? place(entry)
      switch entry.words.value(key.type) {
      case .success(let value): state.set(key.name, to: value, entry.words)
      case .failure(let complaint):
        fault(.figureValue(complaint.kind, key: key.name), at: complaint.word.map(place) ?? places[key.name])
      }
    }
    guard faults.isEmpty else { return nil }
    source?.ownKeys = Set(places.keys)
    // With an example's numbers all else may fit.
    guard source == nil else { return state }
    if let (key, complaint) = kind.misfit(in: state) {
      fault(.figureValue(complaint, key: key), at: places[key] ?? place(info.words[1], on: lines.lowerBound))
      return nil
    }
    return state
  }

  private var kind: FigureKind? {
    mutating get {
      guard info.words.count > 1 else {
        fault(.namelessFigure, at: place(info.words[0], on: lines.lowerBound))
        return nil
      }
      let name = info.words[1]
      let kind = FigureKind(rawValue: name.text)
      for (index, word) in info.words.dropFirst(2).enumerated() {
        guard index == 0, word.text.hasPrefix("from=") else {
          fault(.figureHeader(word.text), at: place(word, on: lines.lowerBound))
          break
        }
        if let kind { readSource(word, of: kind) }
      }
      if let kind { return kind }
      let meant = nearest(to: name.text, among: FigureKind.allCases.map(\.rawValue))
      fault(.unknownFigure(name.text, meant: meant), at: place(name, on: lines.lowerBound), replacedBy: meant)
      return nil
    }
  }

  private mutating func readSource(_ word: InfoString.Word, of kind: FigureKind) {
    let range = place(word, on: lines.lowerBound)
    let name = String(word.text.dropFirst("from=".count))
    guard kind.mainKey != nil else { return fault(.figureWithoutData(kind), at: range) }
    guard !name.isEmpty else { return fault(.optionWithoutValue("from"), at: range) }
    guard let example = contextCells.first(where: { $0.label == name }) else {
      let meant = nearest(to: name, among: contextCells.compactMap(\.label))
      return fault(.unknownExample(name, meant: meant), at: range, replacedBy: meant.map { "from=" + $0 })
    }
    source = FigureSource(example: example.id, name: name, range: range, ownKeys: [])
  }

  /// The block's keys with their values. A line that is indented goes on with the value above it.
  private mutating func entries() -> [Entry] {
    var entries: [Entry] = []
    for number in lines.lowerBound + 1..<max(lines.lowerBound + 1, lines.upperBound) where !text.isBlankLine(number) {
      let line = text.lines[number - 1]
      if line.first == 0x20 || line.first == 0x09, !entries.isEmpty {
        entries[entries.count - 1].words.append(line, line: number, column: 1)
        continue
      }
      let key = line.drop { $0 == 0x20 || $0 == 0x09 }.prefix { $0 != UInt8(ascii: ":") }
      guard key.endIndex < line.endIndex, !key.isEmpty, !key.contains(0x20) else {
        fault(.noFigureLine, at: text.range(line: number))
        continue
      }
      let column = key.startIndex - line.startIndex + 1
      var entry = Entry(key: InfoString.Word(text: String(decoding: key, as: UTF8.self), column: column), line: number)
      let start = key.endIndex + 1
      entry.words.append(line[start...], line: number, column: start - line.startIndex + 1)
      entries.append(entry)
    }
    return entries
  }

  // MARK: - Places

  private func place(_ word: InfoString.Word, on line: Int) -> SourceRange {
    text.range(line: line, column: word.column, length: word.text.utf8.count)
  }

  private func place(_ entry: Entry) -> SourceRange { place(entry.key, on: entry.line) }

  private func place(_ word: FigureWords.Word) -> SourceRange {
    text.range(line: word.line, column: word.column, length: word.text.utf8.count)
  }

  private mutating func fault(_ kind: Fault.Kind, at range: SourceRange?, replacedBy replacement: String? = nil) {
    faults.append(Fault(kind, at: range ?? text.range(line: lines.lowerBound), replacedBy: replacement))
  }
}
