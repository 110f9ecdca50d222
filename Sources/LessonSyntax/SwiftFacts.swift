/// What the compiler's own parser says about a piece of Swift: a cell's code.
///
/// Places and ranges are in the piece itself. The facts of a piece in which there is nothing to find are `SwiftFacts()`.
package struct SwiftFacts: Hashable, Sendable {
  /// Lines from 1, columns in UTF-8 bytes from 1.
  package struct Place: Hashable, Sendable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
      (self.line, self.column) = (line, column)
    }
  }

  /// A declaration that Swift allows at a file's top level only.
  package struct TopLevelPart: Hashable, Sendable {
    package enum Kind: Int, Hashable, Sendable {
      case importing = 0
      /// `operator` and `precedencegroup`, which stand for themselves.
      case operators = 1
      /// Any other, such as an extension or what is `private`.
      case other = 2
    }

    package var kind: Kind
    /// In UTF-8 bytes.
    package var range: Range<Int>
    /// Whether it mentions a name that the piece itself declares.
    package var usesOwnNames: Bool

    package init(_ kind: Kind, _ range: Range<Int>, usesOwnNames: Bool) {
      (self.kind, self.range, self.usesOwnNames) = (kind, range, usesOwnNames)
    }
  }

  /// A name that the piece declares for what follows it.
  package struct Declared: Hashable, Sendable {
    package var name: String
    package var line: Int

    package init(_ name: String, line: Int) {
      (self.name, self.line) = (name, line)
    }
  }

  /// Where a statement may be added that reports variables.
  package struct TracePoint: Hashable, Sendable {
    package enum Position: Int, Hashable, Sendable {
      /// Behind a brace, a colon or a semicolon.
      case atBeginning = 0
      /// Where what is added must first be set apart.
      case behindStatement = 1
      /// Before an expression that must then say that it is what the function returns.
      case beforeResult = 2
      /// Before a statement that changes a part of a variable: where that fails, nothing behind it is reported.
      case beforeChange = 3
    }

    /// In UTF-8 bytes.
    package var offset: Int
    package var position: Position
    package var names: [TracedName]

    package init(_ offset: Int, _ position: Position, _ names: [TracedName]) {
      (self.offset, self.position, self.names) = (offset, position, names)
    }
  }

  /// A variable that is to be reported.
  package struct TracedName: Hashable, Sendable {
    /// As it is written, which may be between backticks.
    package var text: String
    /// Where the code binds or changes it, in UTF-8 bytes.
    package var offset: Int

    package init(_ text: String, at offset: Int) {
      (self.text, self.offset) = (text, offset)
    }
  }

  /// An access to an element that changes it, such as `a[i] += 1`. The compiler notes no line for it.
  package struct Change: Hashable, Sendable {
    /// Of the bracket; of the variable where the element is one of an element.
    package var place: Place
    /// The innermost function with a name around it; `nil` at the piece's own level.
    package var function: Declared?
    /// Which of the closures it stands in, from the outermost in that function, each counted from 1 in what is around it.
    package var closures: [Int]

    package init(_ place: Place, in function: Declared?, closures: [Int] = []) {
      (self.place, self.function, self.closures) = (place, function, closures)
    }
  }

  /// A variable, by the name that stands in a line.
  package struct Mention: Hashable, Sendable {
    package var name: String
    package var line: Int
    /// Which function it belongs to: 0 for the innermost one around the line, 1 for the one around that; `nil` if it is none's.
    package var functionsUp: Int?

    package init(_ name: String, line: Int, functionsUp: Int?) {
      (self.name, self.line, self.functionsUp) = (name, line, functionsUp)
    }
  }

  /// Where code says `seed` and means none that a function, a closure or a block around it declares.
  package struct SeedUse: Hashable, Sendable {
    package var place: Place
    /// Whether it says whose, `LessonKit.seed`.
    package var isQualified: Bool

    package init(_ place: Place, isQualified: Bool) {
      (self.place, self.isQualified) = (place, isQualified)
    }
  }

  /// Whether the parser found everything that it expected, and nothing else.
  package var isWhole = false
  /// Whether all tokens are of the kinds that everyday code is made of.
  package var isOrdinary = false
  /// Where `___` stands for what a learner is to write.
  package var blanks: [Place] = []
  /// Where `___` stands in the text of a string literal, in which nobody sees that something is to be written.
  package var blanksInStrings: [Place] = []
  /// In the order of the text.
  package var topLevelParts: [TopLevelPart] = []
  /// Whether a type that the piece declares uses one of its variables, which Swift allows only if both are at the top level.
  package var typesUseOwnVariables = false
  /// Whether something is `private` or `fileprivate` to the file.
  package var hasPrivateParts = false
  /// Whether `try`, `await`, `throw` or `return` stands outside of functions and closures.
  package var hasEffects = false
  /// Whether `await` stands outside of functions and closures.
  package var awaits = false
  package var declared: [Declared] = []
  /// The last statement, if it is an expression that may have a value to be shown, in UTF-8 bytes.
  package var lastExpression: Range<Int>?
  /// A brace that is opened and never closed, the last one.
  package var openBrace: Place?
  /// A brace that closes nothing, the first one.
  package var strayBrace: Place?
  /// In the order of the text.
  package var changes: [Change] = []
  /// In the order of the text.
  package var seedUses: [SeedUse] = []
  /// Whether what follows has been asked for.
  package var isForTrace = false
  /// In the order of the text.
  package var tracePoints: [TracePoint] = []
  /// In the order of the text, each once a line.
  package var mentions: [Mention] = []

  package init() {}
}
