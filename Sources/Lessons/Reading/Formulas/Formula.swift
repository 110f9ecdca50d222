/// A formula in TeX's notation, as a value: what all faces of a lesson show it from.
///
/// Any text is one. What is not known of it stands in the tree as it is written, and in `unknown`.
package struct Formula: Hashable, Sendable {
  /// What is not known, or stands where it means nothing.
  package struct Unknown: Hashable, Sendable {
    package var text: String
    /// Where it stands in the formula's source, in bytes of UTF-8.
    package var range: Range<Int>
  }

  package let source: String
  package let root: Node
  /// In the order of the text.
  package let unknown: [Unknown]

  /// How long a formula may be, in bytes of UTF-8, to be more than its text: what is made of a table grows with the square of that.
  package static let longest = 4096

  /// Reads a formula, without the marks around it.
  /// - Complexity: O(*n*).
  package init(_ source: String) {
    self.source = source
    guard source.utf8.count <= Self.longest else {
      let whole = Unknown(text: source, range: 0..<source.utf8.count)
      (root, unknown) = (.unknown(source), [whole])
      return
    }
    var parser = FormulaParser(source)
    root = parser.formula()
    unknown = parser.unknown.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }
}

extension Formula {
  package indirect enum Node: Hashable, Sendable {
    case row([Node])
    case number(String, Alphabet)
    /// A letter, or several that are one upright name: `x`, `ReLU`.
    case identifier(String, Alphabet)
    /// A named function: `log`, `max`.
    case function(String)
    case symbol(Symbol)
    /// Words.
    case text(String)
    /// In widths of an M; 0 is a blank of the source, which TeX does not show.
    case space(Double)
    /// Numerator, denominator.
    case fraction(Node, Node, Bar)
    case root(Node, degree: Node?)
    /// An index and a power; where they are limits, they stand below and above.
    case scripts(Node, below: Node?, above: Node?, areLimits: Bool)
    case accent(Node, Accent)
    case fenced(Node, Fence)
    case table(Table)
    case boxed(Node)
    /// What is shown as it is written.
    case unknown(String)
  }

  /// How a fraction is drawn.
  package enum Bar: Hashable, Sendable {
    case line
    /// A fraction that is as large as in a line of its own, wherever it stands.
    case displayed
    /// As in a binomial coefficient.
    case none
  }

  /// What stands above or below a part as a whole.
  package enum Accent: String, Hashable, Sendable {
    case hat, wideHat, bar, overline, underline, vector, tilde, wideTilde, dot, twoDots, threeDots, check, breve, acute,
      grave, ring, overbrace, underbrace
  }

  package struct Symbol: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      case ordinary, binary, relation, opening, closing, punctuation
      /// A sum, a product: its limits stand below and above it.
      case large
      case integral
      /// A bar as tall as the brackets around it.
      case middle
    }

    package var text: String
    package var kind: Kind

    package init(_ text: String, _ kind: Kind) {
      (self.text, self.kind) = (text, kind)
    }
  }

  /// A pair of brackets; an empty one is not shown.
  package struct Fence: Hashable, Sendable {
    package var opening: String
    package var closing: String
    /// Whether the author asks for brackets as tall as what they hold.
    package var stretches: Bool
  }

  package struct Table: Hashable, Sendable {
    package enum Alignment: Hashable, Sendable {
      case left, centre, right
    }

    package enum Kind: Hashable, Sendable {
      case matrix, cases
      /// Rows of one derivation, each pair of columns aligned where they meet.
      case aligned
      /// Rows one below the other.
      case lines
    }

    package var kind: Kind
    package var rows: [[Node]]
    /// Of the first columns; those behind it are like the last one, and in `aligned` right and left in turns.
    package var alignments: [Alignment]
    package var fence: Fence

    package func alignment(ofColumn column: Int) -> Alignment {
      if kind == .aligned { return column % 2 == 0 ? .right : .left }
      return column < alignments.count ? alignments[column] : alignments.last ?? .centre
    }
  }
}

extension Formula.Node {
  /// Whether it shows nothing.
  package var isEmpty: Bool {
    switch self {
    case .row(let parts): parts.allSatisfy(\.isEmpty)
    case .space(0): true
    default: false
    }
  }

  static func row(of parts: [Self]) -> Self {
    parts.count == 1 ? parts[0] : .row(parts)
  }
}
