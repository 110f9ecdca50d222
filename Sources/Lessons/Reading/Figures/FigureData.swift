/// Numbers that an example has shown, for a figure to take.
package struct FigureData: Sendable {
  /// What the cell calls them; nothing if empty.
  package var title: String
  /// One array or several, each with its shape, row-major.
  package var arrays: [(shape: [Int], scalars: [Double])]

  package init(title: String, arrays: [(shape: [Int], scalars: [Double])]) {
    (self.title, self.arrays) = (title, arrays)
  }
}

extension FigureKey {
  /// Whether an example's numbers can stand in the place of its value.
  var takesData: Bool {
    switch type {
    case .number, .numbers, .arrays, .namedArray: true
    case .text, .integer, .choice, .names, .layers, .drawing, .network: false
    }
  }
}

extension FigureKind {
  /// The key that an example's numbers are for where their title says nothing else.
  var mainKey: FigureKey? {
    keys.first { if case .number = $0.type { false } else { $0.takesData } }
  }
}

extension FigureState {
  /// The state with the numbers that an example has shown. A value whose title is a key's name is that key's; if none is the main key's, the
  /// last of the others is.
  /// - Parameters:
  ///   - data: What was shown, in its order.
  ///   - ownKeys: What the figure's block says itself.
  /// - Returns: The state, or what does not fit, with its key.
  package func taking(
    _ data: [FigureData], besides ownKeys: Set<String>
  ) -> Result<FigureState, FigureDataMisfit> {
    do throws(FigureDataMisfit) { return .success(try filled(data, ownKeys)) } catch { return .failure(error) }
  }

  private func filled(_ data: [FigureData], _ ownKeys: Set<String>) throws(FigureDataMisfit) -> FigureState {
    var state = self
    var found: [String: FigureData] = [:]
    var untitled: FigureData?
    let keys = kind.keys.filter(\.takesData)
    for one in data {
      if keys.contains(where: { $0.name == one.title }) { found[one.title] = one } else { untitled = one }
    }
    let main = kind.mainKey?.name ?? ""
    if found[main] == nil, !ownKeys.contains(main) || found.isEmpty { found[main] = untitled }
    guard !found.isEmpty else { throw FigureDataMisfit(key: main, complaint: .nothingShown) }
    for key in keys {
      guard let one = found[key.name] else { continue }
      if ownKeys.contains(key.name) { throw FigureDataMisfit(key: key.name, complaint: .givenTwice) }
      let words = FigureWords(try one.text(for: key))
      switch words.value(key.type) {
      case .success(let value): state.set(key.name, to: value, words)
      case .failure(let complaint): throw FigureDataMisfit(key: key.name, complaint: complaint.kind)
      }
    }
    if let (key, complaint) = kind.misfit(in: state) { throw FigureDataMisfit(key: key, complaint: complaint) }
    return state
  }
}

/// Why a figure cannot take what an example has shown.
package struct FigureDataMisfit: Error, Hashable {
  package var key: String
  package var complaint: FigureComplaint
}

extension FigureData {
  /// The numbers as a lesson would write them for a key.
  fileprivate func text(for key: FigureKey) throws(FigureDataMisfit) -> String {
    var texts: [String] = []
    let most = key.mostNumbers
    for (shape, scalars) in arrays {
      guard scalars.count <= most else { throw FigureDataMisfit(key: key.name, complaint: key.excess) }
      guard let text = Self.text(shape, scalars, isRow: key.isRow) else {
        throw FigureDataMisfit(key: key.name, complaint: scalars.isEmpty ? .nothingShown : .noRows(shape: shape))
      }
      texts.append(text)
      guard texts.count <= most else { throw FigureDataMisfit(key: key.name, complaint: key.excess) }
    }
    return texts.joined(separator: key.isRow ? " " : " ; ")
  }

  /// - Parameters:
  ///   - shape: Row-major: numbers; rows × columns; rows × columns × channels; count × rows × columns × channels.
  ///   - scalars: The numbers.
  ///   - isRow: Whether numbers in a row are wanted.
  /// - Returns: `nil` if they cannot be written so.
  private static func text(_ shape: [Int], _ scalars: [Double], isRow: Bool) -> String? {
    guard !scalars.isEmpty else { return nil }
    if isRow {
      return shape.filter { $0 != 1 }.count > 1 ? nil : scalars.map(numeral).joined(separator: " ")
    }
    guard shape.count <= 4 else { return nil }
    let missing = Array(repeating: 1, count: max(0, 2 - shape.count))
    var sizes = missing + shape
    if sizes.count == 2 { sizes.append(1) }
    if sizes.count == 3 { sizes.insert(1, at: 0) }
    let (count, height, width, channels) = (sizes[0], sizes[1], sizes[2], sizes[3])
    return (0..<count).map { one in
      (0..<channels).map { channel in
        (0..<height).map { row in
          (0..<width).map { numeral(scalars[((one * height + row) * width + $0) * channels + channel]) }
            .joined(separator: " ")
        }.joined(separator: " / ")
      }.joined(separator: " | ")
    }.joined(separator: " ; ")
  }

  /// As short as tells the number from all others.
  private static func numeral(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
  }
}

extension FigureKey {
  fileprivate var isRow: Bool {
    switch type {
    case .number, .numbers: true
    default: false
    }
  }

  /// More than can fit, so that nobody writes a million numbers down to find out.
  fileprivate var mostNumbers: Int {
    switch type {
    case .arrays(let bounds), .namedArray(_, let bounds):
      bounds.side * bounds.side * bounds.channels * bounds.count
    default: 100
    }
  }

  fileprivate var excess: FigureComplaint {
    switch type {
    case .arrays(let bounds), .namedArray(_, let bounds): .tooLarge(side: bounds.side)
    case .numbers(let range): .otherCount(100, range)
    default: .otherCount(100, 1...1)
    }
  }
}
