import Support

/// The words of a figure's value, each with its place in the file.
struct FigureWords {
  struct Word: Hashable {
    var text: String
    var line: Int
    /// In bytes, from 1.
    var column: Int
  }

  /// What is wrong with a value, and with which of its words; `nil`: with all of it.
  struct Complaint: Error {
    var kind: FigureComplaint
    var word: Word?
  }

  private(set) var words: [Word] = []
  /// As it is written, with single blanks.
  private(set) var plain = ""

  /// Words that stand in no file.
  init(_ text: String) { append(Array(text.utf8)[...], line: 1, column: 1) }

  init() {}

  /// Adds a line's words; marks that part rows, channels and arrays are words of their own.
  mutating func append(_ bytes: ArraySlice<UInt8>, line: Int, column: Int) {
    for word in bytes.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 }) {
      plain += (plain.isEmpty ? "" : " ") + String(decoding: word, as: UTF8.self)
    }
    var start: Int?
    func word(_ range: Range<Int>) -> Word {
      Word(
        text: String(decoding: bytes[range], as: UTF8.self), line: line,
        column: column + range.lowerBound - bytes.startIndex
      )
    }
    for index in bytes.indices {
      let byte = bytes[index]
      let isMark = byte == UInt8(ascii: "/") || byte == UInt8(ascii: "|") || byte == UInt8(ascii: ";")
      guard byte == 0x20 || byte == 0x09 || isMark else {
        start = start ?? index
        continue
      }
      if let begun = start { words.append(word(begun..<index)) }
      start = nil
      if isMark { words.append(word(index..<index + 1)) }
    }
    if let begun = start { words.append(word(begun..<bytes.endIndex)) }
  }

  /// The value as one line.
  var text: String { words.map(\.text).joined(separator: " ") }

  /// The value that the words stand for.
  func value(_ type: FigureKey.ValueType) -> Result<FigureValue, Complaint> {
    guard !words.isEmpty else { return .failure(Complaint(kind: .nothing(type))) }
    do throws(Complaint) { return .success(try read(type)) } catch { return .failure(error) }
  }

  private func read(_ type: FigureKey.ValueType) throws(Complaint) -> FigureValue {
    switch type {
    case .text: return .text(plain)
    case .integer(let range): return .integer(try Self.integer(try only, range))
    case .number(let range):
      let word = try only
      let number = try Self.number(word)
      guard range.contains(number) else { throw Complaint(kind: .beyond(word.text, range), word: word) }
      return .number(number)
    case .choice(let choices):
      let word = try only
      guard choices.contains(word.text) else {
        throw Complaint(
          kind: .noChoice(word.text, among: choices, meant: nearest(to: word.text, among: choices)), word: word)
      }
      return .text(word.text)
    case .numbers(let count):
      let numbers = try Self.numbers(words[...])
      try expect(numbers.count, count)
      return .numbers(numbers)
    case .names(let count):
      try expect(words.count, count)
      var seen: Set<String> = []
      for word in words where !seen.insert(word.text).inserted {
        throw Complaint(kind: .repeatedName(word.text), word: word)
      }
      return .names(words.map(\.text))
    case .arrays(let bounds): return .arrays(try arrays(bounds))
    case .namedArray(let names, let bounds):
      if words.count == 1, names.contains(words[0].text) { return .text(words[0].text) }
      if words.count == 1, Self.isNumber(words[0]) == nil {
        let meant = nearest(to: words[0].text, among: names)
        throw Complaint(kind: .noArrayName(words[0].text, among: names, meant: meant), word: words[0])
      }
      return .arrays(try arrays(bounds))
    case .layers(let most): return .layers(try layers(atMost: most))
    case .drawing:
      let word = try only
      guard let pixels = DrawnPixels.pixels(word.text) else { throw Complaint(kind: .noDrawing(word.text), word: word) }
      return .numbers(pixels)
    case .network: return .network(try NetworkWords.network(words))
    }
  }

  private var only: Word {
    get throws(Complaint) {
      guard words.count == 1 else { throw Complaint(kind: .otherCount(words.count, 1...1), word: words.last) }
      return words[0]
    }
  }

  private func expect(_ found: Int, _ count: ClosedRange<Int>) throws(Complaint) {
    guard count.contains(found) else { throw Complaint(kind: .otherCount(found, count)) }
  }

  // MARK: - Numbers

  private static func isNumber(_ word: Word) -> Double? {
    // A minus sign as in print is one too. What a number is, `state.js` has to say alike.
    let text = word.text.replacing("−", with: "-")
    guard text.utf8.count <= 40, text.utf8.allSatisfy(Array("0123456789.eE+-".utf8).contains),
      let number = Double(text), number.isFinite
    else { return nil }
    return number
  }

  static func number(_ word: Word) throws(Complaint) -> Double {
    guard let number = isNumber(word) else { throw Complaint(kind: .noNumber(word.text), word: word) }
    let most = FigureKey.largestNumber
    guard abs(number) <= most else { throw Complaint(kind: .beyond(word.text, -most...most), word: word) }
    return number
  }

  private static func numbers(_ words: ArraySlice<Word>) throws(Complaint) -> [Double] {
    var numbers: [Double] = []
    for word in words { numbers.append(try number(word)) }
    return numbers
  }

  static func integer(_ word: Word, _ range: ClosedRange<Int>) throws(Complaint) -> Int {
    guard word.text.utf8.count <= 40,
      word.text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let integer = Int(word.text), range.contains(integer)
    else {
      throw Complaint(kind: .noInteger(word.text, range), word: word)
    }
    return integer
  }

  // MARK: - Arrays

  private static func parts(_ words: ArraySlice<Word>, at mark: String) -> [ArraySlice<Word>] {
    words.split(omittingEmptySubsequences: false) { $0.text == mark }
  }

  private func arrays(_ bounds: FigureKey.ArrayBounds) throws(Complaint) -> [FigureArray] {
    let parts = Self.parts(words[...], at: ";")
    guard parts.count <= bounds.count else { throw Complaint(kind: .tooManyArrays(bounds.count)) }
    var arrays: [FigureArray] = []
    for part in parts {
      let array = try array(part, bounds)
      if let first = arrays.first,
        (first.height, first.width, first.channels) != (array.height, array.width, array.channels)
      {
        throw Complaint(kind: .unevenArray, word: part.first)
      }
      arrays.append(array)
    }
    return arrays
  }

  private func array(_ words: ArraySlice<Word>, _ bounds: FigureKey.ArrayBounds) throws(Complaint) -> FigureArray {
    let parts = Self.parts(words, at: "|")
    guard parts.count <= bounds.channels else {
      throw Complaint(kind: .tooManyChannels(bounds.channels), word: words.first)
    }
    var channels: [[[Double]]] = []
    for part in parts {
      let channel = try channel(part, bounds)
      if let first = channels.first, (first.count, first[0].count) != (channel.count, channel[0].count) {
        throw Complaint(kind: .unevenArray, word: part.first)
      }
      channels.append(channel)
    }
    let (height, width) = (channels[0].count, channels[0][0].count)
    let scalars = (0..<height).flatMap { row in
      (0..<width).flatMap { column in channels.map { $0[row][column] } }
    }
    return FigureArray(height: height, width: width, channels: channels.count, scalars: scalars)
  }

  /// At least one row of at least one number.
  private func channel(_ words: ArraySlice<Word>, _ bounds: FigureKey.ArrayBounds) throws(Complaint) -> [[Double]] {
    var rows: [[Double]] = []
    for part in Self.parts(words, at: "/") {
      let row = try Self.numbers(part)
      let place = part.first ?? words.first
      guard row.count == rows.first?.count ?? max(1, row.count) else {
        throw Complaint(kind: .unevenRow(row.count, expected: rows.first?.count ?? 1), word: place)
      }
      guard row.count <= bounds.side, rows.count < bounds.side else {
        throw Complaint(kind: .tooLarge(side: bounds.side), word: place)
      }
      rows.append(row)
    }
    return rows
  }

  // MARK: - Layers

  private static let layerWords = ["kernel", "stride", "padding", "dilation"]

  private func layers(atMost most: Int) throws(Complaint) -> [FigureLayer] {
    let parts = Self.parts(words[...], at: "/")
    guard parts.count <= most else { throw Complaint(kind: .tooManyLayers(most)) }
    var layers: [FigureLayer] = []
    for part in parts { layers.append(try layer(part)) }
    return layers
  }

  private func layer(_ words: ArraySlice<Word>) throws(Complaint) -> FigureLayer {
    guard let first = words.first else { throw Complaint(kind: .noLayer(""), word: self.words.last) }
    var layer = FigureLayer()
    var seen: Set<String> = []
    var rest = words
    while let name = rest.popFirst() {
      guard Self.layerWords.contains(name.text), seen.insert(name.text).inserted, let word = rest.popFirst() else {
        throw Complaint(kind: .noLayer(name.text), word: name)
      }
      switch name.text {
      case "kernel": layer.kernel = try Self.integer(word, 1...9)
      case "stride": layer.stride = try Self.integer(word, 1...5)
      case "padding": layer.padding = try Self.integer(word, 0...4)
      default: layer.dilation = try Self.integer(word, 1...4)
      }
    }
    guard seen.contains("kernel") else { throw Complaint(kind: .noLayer(first.text), word: first) }
    return layer
  }
}
