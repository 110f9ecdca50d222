import Support

/// Reads a network's words: layers with `/` between, each as `Web/Script/network-text.js` has it in a line.
struct NetworkWords {
  private typealias Word = FigureWords.Word
  typealias Complaint = FigureWords.Complaint
  private typealias Kind = FigureNetwork.Kind

  /// What follows a layer's name: how many values at least and at most, its options, and how it is written.
  private struct Form {
    var values: ClosedRange<Int>
    var options: [String] = []
    var example: String
  }

  private static let pooling = Form(values: 0...1, options: ["stride", "padding", "border"], example: "maxpool 2")
  private static let plain = Form(values: 0...0, example: "relu")
  private static let forms: [(name: String, form: Form)] = [
    (
      "conv",
      Form(
        values: 2...2, options: ["stride", "padding", "dilation", "groups", "start"], example: "conv 8 3x3 padding=same"
      )
    ),
    ("relu", plain), ("leaky", Form(values: 0...1, example: "leaky 0.01")), ("sigmoid", plain), ("tanh", plain),
    ("maxpool", pooling), ("averagepool", pooling), ("flatten", plain),
    ("dense", Form(values: 1...1, options: ["start"], example: "dense 10")), ("softmax", plain),
    ("dropout", Form(values: 0...1, example: "dropout 0.5")),
  ]

  private var network = FigureNetwork()

  /// - Returns: The network, whose layers fit.
  static func network(_ words: [FigureWords.Word]) throws(Complaint) -> FigureNetwork {
    var reader = NetworkWords()
    for part in words.split(whereSeparator: { $0.text == "/" }) {
      // The rest of a line behind `#` is a remark.
      let line = Array(part.prefix { !$0.text.hasPrefix("#") })
      if let name = line.first { try reader.add(name, Array(line.dropFirst())) }
    }
    guard !reader.network.layers.isEmpty else { throw Complaint(kind: .noLayers, word: words.last) }
    return reader.network
  }

  private mutating func add(_ name: Word, _ rest: [Word]) throws(Complaint) {
    if name.text == "input" {
      guard network.layers.isEmpty else { throw Complaint(kind: .lateInput, word: name) }
      network.input = try Self.sizes(rest.map(\.text).joined(), 3, rest.first ?? name)
      guard network.input.product <= FigureNetwork.mostNumbers else {
        throw Complaint(kind: .overlargeNetwork(name.text), word: name)
      }
      return
    }
    guard let form = Self.forms.first(where: { $0.name == name.text })?.form else {
      let names = Self.forms.map(\.name)
      let meant = nearest(to: name.text, among: names)
      throw Complaint(kind: .noLayerKind(name.text, among: names, meant: meant), word: name)
    }
    var (values, options) = ([Word](), [String: Word]())
    for word in rest {
      guard let sign = word.text.firstIndex(of: "=") else {
        values.append(word)
        continue
      }
      let option = String(word.text[..<sign])
      guard form.options.contains(option) else {
        throw Complaint(kind: .noLayerOption(option, of: name.text, among: form.options), word: word)
      }
      options[option] = Word(
        text: String(word.text[word.text.index(after: sign)...]), line: word.line,
        column: word.column + option.utf8.count + 1)
    }
    guard form.values.contains(values.count) else {
      throw Complaint(kind: .layerValues(name.text, example: form.example), word: name)
    }
    let kind = try Self.kind(name.text, values, options)
    let text = ([name] + rest).map(\.text).joined(separator: " ")
    if case .dense = kind, network.output.count > 1 { _ = network.add(.flatten, text: "flatten") }
    guard network.add(kind, text: text) else {
      throw Complaint(kind: .layerMisfit(text, after: network.output), word: name)
    }
    guard !network.isOverlarge else { throw Complaint(kind: .overlargeNetwork(text), word: name) }
  }

  private static func kind(_ name: String, _ values: [Word], _ options: [String: Word]) throws(Complaint) -> Kind {
    func whole(_ option: String, _ standard: Int, from least: Int = 1) throws(Complaint) -> Int {
      guard let word = options[option] else { return standard }
      return try FigureWords.integer(word, least...largest)
    }
    switch name {
    case "conv":
      let size = try area(values[1])
      let isSame = options["padding"]?.text == "same"
      return .convolution(
        FigureNetwork.Convolution(
          count: try FigureWords.integer(values[0], 1...largest), height: size[0], width: size[1],
          stride: try whole("stride", 1), padding: isSame ? nil : try whole("padding", 0, from: 0),
          dilation: try whole("dilation", 1), groups: try whole("groups", 1), start: try start(options["start"])))
    case "maxpool", "averagepool":
      let sides = try values.first.map { word throws(Complaint) in try area(word) } ?? [2, 2]
      guard sides[0] == sides[1] else { throw Complaint(kind: .unevenWindow, word: values.first) }
      let border = try options["border"].map { word throws(Complaint) in try choice(word, ["drop", "keep"]) }
      return .pooling(
        FigureNetwork.Pooling(
          isLargest: name == "maxpool", size: sides[0], stride: try whole("stride", sides[0]),
          padding: try whole("padding", 0, from: 0), keepsBorder: border == "keep"))
    case "dense":
      return .dense(try FigureWords.integer(values[0], 1...largest), try start(options["start"]))
    case "leaky": return .leaky(slope: try number(values.first, -10...10) ?? 0.01)
    case "dropout": return .dropout(rate: try number(values.first, 0...0.99) ?? 0.5)
    case "relu": return .relu
    case "sigmoid": return .sigmoid
    case "tanh": return .tanh
    case "flatten": return .flatten
    default: return .softmax
    }
  }

  // MARK: - Values

  private static let largest = 1 << 16

  /// `5`, or `5x3`: height and width.
  private static func area(_ word: Word) throws(Complaint) -> [Int] {
    guard word.text.contains(where: { $0 == "x" || $0 == "×" }) else {
      let side = try FigureWords.integer(word, 1...largest)
      return [side, side]
    }
    return try sizes(word.text, 2, word)
  }

  private static func sizes(_ text: String, _ count: Int, _ word: Word) throws(Complaint) -> [Int] {
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "x" || $0 == "×" }
    guard parts.count == count else { throw Complaint(kind: .noSizes(text, count: count), word: word) }
    var sizes: [Int] = []
    for part in parts {
      sizes.append(
        try FigureWords.integer(Word(text: String(part), line: word.line, column: word.column), 1...largest))
    }
    return sizes
  }

  private static func number(_ word: Word?, _ range: ClosedRange<Double>) throws(Complaint) -> Double? {
    guard let word else { return nil }
    let number = try FigureWords.number(word)
    guard range.contains(number) else { throw Complaint(kind: .beyond(word.text, range), word: word) }
    return number
  }

  private static func choice(_ word: Word, _ choices: [String]) throws(Complaint) -> String {
    guard choices.contains(word.text) else {
      throw Complaint(
        kind: .noChoice(word.text, among: choices, meant: nearest(to: word.text, among: choices)), word: word)
    }
    return word.text
  }

  private static func start(_ word: Word?) throws(Complaint) -> FigureNetwork.Start {
    guard let word else { return .he }
    return FigureNetwork.Start(rawValue: try choice(word, FigureNetwork.Start.allCases.map(\.rawValue))) ?? .he
  }
}
