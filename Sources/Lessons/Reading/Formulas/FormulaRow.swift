/// Collects a row's atoms, and finds the pairs of brackets among them.
struct RowBuilder {
  typealias Node = Formula.Node

  private var nodes: [Node] = []
  /// Where an opening bracket stands that has no partner yet.
  private var openings: [Int] = []
  /// How many pairs may stand in each other.
  private let room: Int

  init(room: Int) {
    self.room = room
  }

  var node: Node {
    var nodes = nodes
    if case .space(0)? = nodes.last { nodes.removeLast() }
    return Node.row(of: nodes)
  }

  /// Whether the last thing is an atom that has all the scripts that it may have.
  var endsWithAtom: Bool {
    switch nodes.last(where: { $0 != .space(0) }) {
    case .scripts: true
    default: false
    }
  }

  mutating func append(_ node: Node) {
    if case .symbol(let symbol) = node, symbol.kind == .opening { openings.append(nodes.count) }
    nodes.append(node)
  }

  mutating func appendBlank() {
    if let last = nodes.last, last != .space(0) { nodes.append(.space(0)) }
  }

  /// An atom that is to be appended; of a closing bracket whose partner stands here, the pair with what is between them, which is taken
  /// out of the row.
  mutating func paired(_ atom: Node) -> Node {
    guard case .symbol(let closing) = atom, closing.kind == .closing, let start = openings.popLast(),
      case .symbol(let opening) = nodes[start], Self.partners[opening.text] == closing.text, openings.count < room
    else { return atom }
    let content = Array(nodes[(start + 1)...]).drop { $0 == .space(0) }
    nodes.removeSubrange(start...)
    var inner = RowBuilder(room: 0)
    inner.nodes = Array(content)
    return .fenced(inner.node, Formula.Fence(opening: opening.text, closing: closing.text, stretches: false))
  }

  private static let partners = [
    "(": ")", "[": "]", "{": "}", "⌊": "⌋", "⌈": "⌉", "⟨": "⟩", "|": "|", "‖": "‖", "⟦": "⟧", "⟮": "⟯", "⎰": "⎱",
    "⌜": "⌝",
  ]
}
