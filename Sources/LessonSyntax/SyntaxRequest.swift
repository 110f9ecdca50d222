/// What the parser's process is asked about, one after the other.
package enum SyntaxRequest: Hashable, Sendable {
  /// What there is to know about a cell's code; with what a trace needs, which takes longer, only where there will be one.
  case facts(of: String, forTrace: Bool = false)
  /// Whether a file that is to be compiled beside others is what it was made to be.
  case isSound(AssembledFile)
  /// The kinds of tokens, for colouring.
  case tokens(of: String)
  /// The functions that a piece declares for what follows it.
  case functions(of: String)
}

/// A file made of answers: one import and one function, which must end where it was ended.
package struct AssembledFile: Hashable, Sendable {
  package var source: String
  /// The module that it imports, and nothing else.
  package var module: String
  package var function: String
  /// How many `#sourceLocation` directives the file was made with.
  package var directives: Int

  package init(source: String, module: String, function: String, directives: Int) {
    (self.source, self.module, self.function, self.directives) = (source, module, function, directives)
  }
}

package enum SyntaxReply: Hashable, Sendable {
  case facts(SwiftFacts)
  case isSound(Bool)
  case tokens([SwiftToken])
  case functions([SwiftFunction])
}

/// A function with its type, as it is written.
package struct SwiftFunction: Hashable, Sendable {
  package struct Parameter: Hashable, Sendable {
    /// What the function itself calls it.
    package var name: String
    package var type: String

    package init(_ name: String, type: String) {
      (self.name, self.type) = (name, type)
    }
  }

  package var name: String
  package var parameters: [Parameter]
  package var result: String
  /// Between the braces, in UTF-8 bytes.
  package var body: Range<Int>

  package init(name: String, parameters: [Parameter], result: String, body: Range<Int>) {
    (self.name, self.parameters, self.result, self.body) = (name, parameters, result, body)
  }
}

/// A stretch of code of one kind; what lies between two is blank.
package struct SwiftToken: Hashable, Sendable {
  package enum Kind: Int, CaseIterable, Hashable, Sendable {
    case keyword = 0
    case identifier = 1
    /// An identifier where a type stands.
    case type = 2
    case number = 3
    case string = 4
    case comment = 5
    case `operator` = 6
    case attribute = 7
    case directive = 8
    case punctuation = 9
    case other = 10
  }

  package var kind: Kind
  /// In UTF-8 bytes.
  package var range: Range<Int>

  package init(_ kind: Kind, _ range: Range<Int>) {
    (self.kind, self.range) = (kind, range)
  }
}

/// How the parser's process is asked: each message on its channel is the number of an order and comes with two files. It reads requests
/// from the first one, writes its replies to the second, and sends the number back when it is done.
package enum SyntaxContract {
  package static let channel: Int32 = 3
  /// Processor time for each request.
  package static let seconds = 20
}
