/// Turns requests and replies into bytes: whole numbers of 4 bytes, little-endian; texts and lists behind their counts. Each request
/// and each reply follows the number of its bytes.
package struct SyntaxWriter {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func append(_ request: SyntaxRequest) {
    appendFrame { writer in
      switch request {
      case .facts(let source, let isForTrace):
        writer.append(isForTrace ? 3 : 0)
        writer.append(source)
      case .isSound(let file):
        writer.append(1)
        writer.append(file.source)
        writer.append(file.module)
        writer.append(file.function)
        writer.append(file.directives)
      case .tokens(let source):
        writer.append(2)
        writer.append(source)
      case .functions(let source):
        writer.append(4)
        writer.append(source)
      }
    }
  }

  package mutating func append(_ reply: SyntaxReply) {
    appendFrame { writer in
      switch reply {
      case .facts(let facts):
        writer.append(0)
        writer.append(facts)
      case .isSound(let isSound):
        writer.append(1)
        writer.append(isSound)
      case .tokens(let tokens):
        writer.append(2)
        writer.append(tokens) { writer, token in
          writer.append(token.kind.rawValue)
          writer.append(token.range)
        }
      case .functions(let functions):
        writer.append(3)
        writer.append(functions) { writer, function in
          writer.append(function.name)
          writer.append(function.parameters) { writer, parameter in
            writer.append(parameter.name)
            writer.append(parameter.type)
          }
          writer.append(function.result)
          writer.append(function.body)
        }
      }
    }
  }

  /// Appends facts without a frame, as they are kept.
  package mutating func append(_ facts: SwiftFacts) {
    append(facts.isWhole)
    append(facts.isOrdinary)
    append(facts.blanks) { $0.append($1) }
    append(facts.blanksInStrings) { $0.append($1) }
    append(facts.topLevelParts) { writer, part in
      writer.append(part.kind.rawValue)
      writer.append(part.range)
      writer.append(part.usesOwnNames)
    }
    append(facts.typesUseOwnVariables)
    append(facts.hasPrivateParts)
    append(facts.hasEffects)
    append(facts.awaits)
    append(facts.declared) { $0.append($1) }
    append([facts.lastExpression].compactMap(\.self)) { $0.append($1) }
    append([facts.openBrace].compactMap(\.self)) { $0.append($1) }
    append([facts.strayBrace].compactMap(\.self)) { $0.append($1) }
    append(facts.changes) { writer, change in
      writer.append(change.place)
      writer.append([change.function].compactMap(\.self)) { $0.append($1) }
      writer.append(change.closures) { $0.append($1) }
    }
    append(facts.seedUses) { writer, use in
      writer.append(use.place)
      writer.append(use.isQualified)
    }
    append(facts.isForTrace)
    append(facts.tracePoints) { writer, point in
      writer.append(point.offset)
      writer.append(point.position.rawValue)
      writer.append(point.names) { writer, name in
        writer.append(name.text)
        writer.append(name.offset)
      }
    }
    append(facts.mentions) { writer, mention in
      writer.append(mention.name)
      writer.append(mention.line)
      writer.append(mention.functionsUp.map { $0 + 1 } ?? 0)
    }
  }

  private mutating func appendFrame(_ body: (inout SyntaxWriter) -> Void) {
    var inner = SyntaxWriter()
    body(&inner)
    append(inner.bytes.count)
    bytes += inner.bytes
  }

  private mutating func append(_ place: SwiftFacts.Place) {
    append(place.line)
    append(place.column)
  }

  private mutating func append(_ declared: SwiftFacts.Declared) {
    append(declared.name)
    append(declared.line)
  }

  private mutating func append(_ range: Range<Int>) {
    append(range.lowerBound)
    append(range.upperBound)
  }

  private mutating func append<Element>(_ list: [Element], _ body: (inout SyntaxWriter, Element) -> Void) {
    append(list.count)
    for element in list { body(&self, element) }
  }

  private mutating func append(_ flag: Bool) { append(flag ? 1 : 0) }

  private mutating func append(_ text: String) {
    append(text.utf8.count)
    bytes += text.utf8
  }

  private mutating func append(_ number: Int) {
    withUnsafeBytes(of: UInt32(clamping: number).littleEndian) { bytes += $0 }
  }
}
