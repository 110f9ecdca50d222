/// Turns bytes back into requests and replies, trusting none of them: what they do not bear out is `nil`.
package struct SyntaxReader {
  private var bytes: ArraySlice<UInt8>

  package init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
  }

  package var isAtEnd: Bool { bytes.isEmpty }
  /// What has not been read yet.
  package var rest: ArraySlice<UInt8> { bytes }

  /// The next request, `nil` at the end and for one that makes no sense.
  package mutating func request() -> SyntaxRequest? {
    guard var frame = frame(), let kind = frame.number(), let source = frame.text() else { return nil }
    switch kind {
    case 0, 3: return .facts(of: source, forTrace: kind == 3)
    case 1:
      guard let module = frame.text(), let function = frame.text(), let directives = frame.number() else { return nil }
      return .isSound(
        AssembledFile(source: source, module: module, function: function, directives: directives))
    case 2: return .tokens(of: source)
    case 4: return .functions(of: source)
    default: return nil
    }
  }

  /// The next reply, `nil` at the end, for one that makes no sense and for one that is cut off.
  package mutating func reply() -> SyntaxReply? {
    guard var frame = frame(), let kind = frame.number() else { return nil }
    switch kind {
    case 0: return frame.facts().map { .facts($0) }
    case 1: return frame.flag().map { .isSound($0) }
    case 2:
      return frame.list { reader in
        guard let kind = reader.number().flatMap(SwiftToken.Kind.init), let range = reader.range() else { return nil }
        return SwiftToken(kind, range)
      }.map { .tokens($0) }
    case 3: return frame.list { $0.function() }.map { .functions($0) }
    default: return nil
    }
  }

  /// Facts without a frame, as they are kept.
  package mutating func facts() -> SwiftFacts? {
    var facts = SwiftFacts()
    guard let isWhole = flag(), let isOrdinary = flag(), let blanks = list({ $0.place() }),
      let blanksInStrings = list({ $0.place() }),
      let parts = list({ $0.topLevelPart() }), let typesUseOwnVariables = flag(), let hasPrivateParts = flag(),
      let hasEffects = flag(), let awaits = flag(), let declared = list({ $0.declared() }),
      let lasts = list({ $0.range() }), let opens = list({ $0.place() }), let strays = list({ $0.place() }),
      let changes = list({ $0.change() }), let seedUses = list({ $0.seedUse() }),
      let isForTrace = flag(), let points = list({ $0.tracePoint() }), let mentions = list({ $0.mention() })
    else { return nil }
    (facts.isWhole, facts.isOrdinary, facts.blanks, facts.blanksInStrings) = (
      isWhole, isOrdinary, blanks, blanksInStrings
    )
    (facts.topLevelParts, facts.typesUseOwnVariables, facts.hasPrivateParts) = (
      parts, typesUseOwnVariables, hasPrivateParts
    )
    (facts.hasEffects, facts.awaits, facts.declared) = (hasEffects, awaits, declared)
    (facts.lastExpression, facts.openBrace, facts.strayBrace) = (lasts.first, opens.first, strays.first)
    (facts.changes, facts.seedUses) = (changes, seedUses)
    (facts.isForTrace, facts.tracePoints, facts.mentions) = (isForTrace, points, mentions)
    return facts
  }

  // MARK: - Parts

  private mutating func frame() -> SyntaxReader? {
    guard let count = number(), count <= bytes.count else { return nil }
    defer { bytes = bytes.dropFirst(count) }
    return SyntaxReader(bytes.prefix(count))
  }

  private mutating func place() -> SwiftFacts.Place? {
    guard let line = number(), let column = number() else { return nil }
    return SwiftFacts.Place(line: line, column: column)
  }

  private mutating func topLevelPart() -> SwiftFacts.TopLevelPart? {
    guard let kind = number().flatMap(SwiftFacts.TopLevelPart.Kind.init), let range = range(), let usesOwn = flag()
    else { return nil }
    return SwiftFacts.TopLevelPart(kind, range, usesOwnNames: usesOwn)
  }

  private mutating func declared() -> SwiftFacts.Declared? {
    guard let name = text(), let line = number() else { return nil }
    return SwiftFacts.Declared(name, line: line)
  }

  private mutating func seedUse() -> SwiftFacts.SeedUse? {
    guard let place = place(), let isQualified = flag() else { return nil }
    return SwiftFacts.SeedUse(place, isQualified: isQualified)
  }

  private mutating func change() -> SwiftFacts.Change? {
    guard let place = place(), let functions = list({ $0.declared() }), let closures = list({ $0.number() }) else {
      return nil
    }
    return SwiftFacts.Change(place, in: functions.first, closures: closures)
  }

  private mutating func tracePoint() -> SwiftFacts.TracePoint? {
    guard let offset = number(), let position = number().flatMap(SwiftFacts.TracePoint.Position.init),
      let names = list({ $0.tracedName() })
    else { return nil }
    return SwiftFacts.TracePoint(offset, position, names)
  }

  private mutating func tracedName() -> SwiftFacts.TracedName? {
    guard let text = text(), let offset = number() else { return nil }
    return SwiftFacts.TracedName(text, at: offset)
  }

  private mutating func mention() -> SwiftFacts.Mention? {
    guard let name = text(), let line = number(), let functionsUp = number() else { return nil }
    return SwiftFacts.Mention(name, line: line, functionsUp: functionsUp == 0 ? nil : functionsUp - 1)
  }

  private mutating func function() -> SwiftFunction? {
    guard let name = text(),
      let parameters = list({ reader -> SwiftFunction.Parameter? in
        guard let name = reader.text(), let type = reader.text() else { return nil }
        return SwiftFunction.Parameter(name, type: type)
      }), let result = text(), let body = range()
    else { return nil }
    return SwiftFunction(name: name, parameters: parameters, result: result, body: body)
  }

  private mutating func range() -> Range<Int>? {
    guard let start = number(), let end = number(), start <= end else { return nil }
    return start..<end
  }

  private mutating func list<Element>(_ element: (inout SyntaxReader) -> Element?) -> [Element]? {
    // Each element has a number at least.
    guard let count = number(), count <= bytes.count / 4 else { return nil }
    var elements: [Element] = []
    for _ in 0..<count {
      guard let next = element(&self) else { return nil }
      elements.append(next)
    }
    return elements
  }

  private mutating func flag() -> Bool? { number().map { $0 != 0 } }

  private mutating func text() -> String? {
    guard let count = number(), count <= bytes.count else { return nil }
    defer { bytes = bytes.dropFirst(count) }
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }

  private mutating func number() -> Int? {
    guard bytes.count >= 4 else { return nil }
    defer { bytes = bytes.dropFirst(4) }
    return bytes.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
