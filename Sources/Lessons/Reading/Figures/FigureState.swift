/// In which state a figure is: what its block says, and for the rest what is usual.
package struct FigureState: Hashable, Sendable {
  package let kind: FigureKind
  private var values: [String: FigureValue] = [:]
  private var texts: [String: String] = [:]

  /// A figure's usual state.
  package init(_ kind: FigureKind) {
    self.kind = kind
    for key in kind.keys {
      let words = FigureWords(key.standard)
      if case .success(let value) = words.value(key.type) { set(key.name, to: value, words) }
    }
  }

  mutating func set(_ key: String, to value: FigureValue, _ words: FigureWords) {
    values[key] = value
    texts[key] = if case .text(let text) = value { text } else { words.text }
  }

  /// A key's value as it may be written in a lesson, on one line.
  package func text(of key: String) -> String { texts[key] ?? "" }

  /// What is shown as the figure's caption, if its block says that.
  package var title: String? { texts["title"] }

  /// The whole state, a line for each key that has a value.
  package var lines: [String] { kind.keys.compactMap { key in texts[key.name].map { "\(key.name): \($0)" } } }

  // MARK: - Values by type, of keys that the kind has

  package func integer(_ key: String) -> Int { if case .integer(let value)? = values[key] { value } else { 0 } }

  package func number(_ key: String) -> Double { if case .number(let value)? = values[key] { value } else { 0 } }

  package func choice(_ key: String) -> String { if case .text(let value)? = values[key] { value } else { "" } }

  package func numbers(_ key: String) -> [Double] { if case .numbers(let value)? = values[key] { value } else { [] } }

  package func names(_ key: String) -> [String] { if case .names(let value)? = values[key] { value } else { [] } }

  package func arrays(_ key: String) -> [FigureArray] {
    if case .arrays(let value)? = values[key] { value } else { [] }
  }

  package func layers(_ key: String) -> [FigureLayer] {
    if case .layers(let value)? = values[key] { value } else { [] }
  }

  package func network(_ key: String) -> FigureNetwork {
    if case .network(let value)? = values[key] { value } else { FigureNetwork() }
  }
}
