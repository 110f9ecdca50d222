import FoundationEssentials
import Support

/// The public names of a module, as the compiler's `swift-symbolgraph-extract` lists them.
package struct SymbolGraph: Decodable, Sendable {
  package struct Symbol: Decodable, Sendable {
    struct Kind: Decodable, Sendable { var identifier: String }
    struct Identifier: Decodable, Sendable { var precise: String }
    struct Fragment: Decodable, Sendable {
      var kind: String
      var spelling: String
      var preciseIdentifier: String?
    }
    struct Comment: Decodable, Sendable {
      struct Line: Decodable, Sendable { var text: String }
      var lines: [Line]
      /// Whose comment it is: a member that a protocol asks for may have the protocol's.
      var module: String?
    }
    struct Location: Decodable, Sendable { var uri: String }

    var kind: Kind
    var identifier: Identifier
    var pathComponents: [String]
    var declarationFragments: [Fragment]
    var docComment: Comment?
    var location: Location?

    /// The name up to its arguments.
    var baseName: String { String((pathComponents.last ?? "").prefix { $0 != "(" }) }

    /// Markdown; empty if nobody explained the name.
    var comment: String { docComment?.lines.map(\.text).joined(separator: "\n") ?? "" }

    /// Of the folder in the module's sources, its name; empty where that is not known.
    var group: String {
      let parts = (location?.uri ?? "").split(separator: "/").map(String.init)
      guard let sources = parts.lastIndex(of: "Sources"), sources + 3 < parts.count else { return "" }
      return parts[sources + 2]
    }
  }

  struct Module: Decodable, Sendable { var name: String }
  struct Relationship: Decodable, Sendable {
    var kind: String
    var source: String
    var target: String
  }

  var module: Module
  var symbols: [Symbol]
  var relationships: [Relationship]

  /// Reads the compiler's file; `nil` if it is none.
  package init?(json: [UInt8]) {
    guard let graph = try? JSONDecoder().decode(Self.self, from: Data(json)) else { return nil }
    self = graph
    // What the standard library says of any collection or text is nothing about ours.
    for index in symbols.indices where symbols[index].docComment?.module ?? module.name != module.name {
      symbols[index].docComment = nil
    }
  }
}
