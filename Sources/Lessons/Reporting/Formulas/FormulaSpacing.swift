import Reading

/// How the parts of a formula's row stand to each other.
struct SpacedRow {
  /// A part with what it is in its place: a sign at the beginning of a row is no operation.
  struct Part {
    var node: Formula.Node
    var role: Role
    /// What stands before it, in widths of an M, that the author wants.
    var space: Double
    /// Whether a blank stood before it.
    var followsBlank: Bool
  }

  enum Role: Hashable {
    case ordinary, prefix, binary, relation, opening, closing, punctuation, large, function, fenced, fraction
  }

  let parts: [Part]

  init(_ node: Formula.Node) {
    guard case .row(let nodes) = node else {
      parts = [Part(node: node, role: Role(node), space: 0, followsBlank: false)]
      return
    }
    var parts: [Part] = []
    var (space, followsBlank) = (0.0, false)
    for node in nodes where node != .row([]) {
      if case .space(let width) = node {
        space += width
        followsBlank = true
        continue
      }
      parts.append(Part(node: node, role: Role(node), space: space, followsBlank: followsBlank))
      (space, followsBlank) = (0, false)
    }
    for index in parts.indices where parts[index].role == .binary {
      let previous = index > 0 ? parts[index - 1].role : nil
      let isUnary: Bool
      switch previous {
      case nil, .binary, .relation, .opening, .punctuation, .large, .prefix, .function: isUnary = true
      default: isUnary = index + 1 == parts.count
      }
      if isUnary { parts[index].role = .prefix }
    }
    self.parts = parts
  }

  /// How many blanks of a terminal stand before a part. In a tight row, as in an index or a power, there are none around signs.
  func blanks(before index: Int, isTight: Bool) -> Int {
    guard index > 0 else { return 0 }
    let (left, right) = (parts[index - 1], parts[index])
    if case .text(let words) = left.node, words.last == " " { return 0 }
    if case .text(let words) = right.node, words.first == " " { return 0 }
    let wanted = right.space >= 0.5 ? Int((right.space * 2).rounded()) : 0
    return max(wanted, isTight ? tightBlanks(left.role, right) : usualBlanks(left, right))
  }

  private func tightBlanks(_ left: Role, _ right: Part) -> Int {
    if left == .function { return right.role == .fenced || right.role == .opening ? 0 : 1 }
    if case .text(let words) = right.node, words.first?.isLetter == true, right.followsBlank { return 1 }
    return 0
  }

  private func usualBlanks(_ left: Part, _ right: Part) -> Int {
    switch (left.role, right.role) {
    case (.relation, .relation), (_, .punctuation), (.prefix, _), (.opening, _), (_, .closing): return 0
    case (.relation, _), (_, .relation), (.binary, _), (_, .binary), (.punctuation, _): return 1
    case (.function, .opening), (.function, .fenced): return 0
    case (.large, _), (_, .large), (.function, _), (_, .function): return 1
    case (.fraction, .fraction), (.fraction, .ordinary), (.fraction, .fenced), (.ordinary, .fraction): return 1
    case (_, .prefix): return left.followsBlank || right.followsBlank ? 1 : 0
    default: return right.followsBlank && right.space >= 0 ? 1 : 0
    }
  }
}

extension SpacedRow.Role {
  init(_ node: Formula.Node) {
    switch node {
    case .symbol(let symbol):
      switch symbol.kind {
      // Signs that belong to what follows: `∂L`, `¬a`.
      case .ordinary where ["∂", "∇", "¬", "∀", "∃", "∄"].contains(symbol.text): self = .prefix
      case .ordinary, .middle: self = .ordinary
      case .binary: self = .binary
      case .relation: self = .relation
      case .opening: self = .opening
      case .closing: self = .closing
      case .punctuation: self = .punctuation
      case .large, .integral: self = .large
      }
    case .scripts(let base, _, _, _), .accent(let base, _):
      switch Self(base) {
      case .fenced, .fraction, .closing: self = .ordinary
      case let role: self = role
      }
    case .function: self = .function
    case .fraction: self = .fraction
    case .fenced: self = .fenced
    case .row(let parts): self = parts.count == 1 ? Self(parts[0]) : .ordinary
    case .number, .identifier, .text, .space, .root, .table, .boxed, .unknown: self = .ordinary
    }
  }
}
