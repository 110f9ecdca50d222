import Reading

/// Cells that nobody wrote: statements of all kinds that bind or change variables, within each other, on one line or several.
struct RandomCells {
  private var state: UInt64
  private var names = 0

  init(seed: UInt64) { state = seed }

  /// What all of them use.
  static let declarations = """
    enum Mark { case dot(Int), line(Int, Int), none }
    enum Fault: Error { case small(Int), large }
    struct Point { var x = 1; var y = [2, 3]; mutating func move() { x += 1; y[0] += x } }
    func pair() -> (Int, Int) { (1, 2) }
    func pick(_ n: Int) -> Int? { n > 1 ? n : nil }
    func change(_ n: inout Int) { n += 1 }
    func changed(_ n: inout Int) -> Int { n += 1; return n }
    func checked(_ n: Int) throws -> Int { if n > 9 { throw Fault.small(n) } else { return n } }
    """

  /// A block with statements of its own.
  mutating func cell() -> String {
    let start =
      "do {\nvar (n, m) = (1, 2), a = [1, 2, 3], g = [[1], [2, 3]], p = Point(), o: Int? = 4, s = Mark.dot(1)\n"
    return start + statements(depth: 3, "\n") + "\n_ = (n, m, a, g, p, o, s)\n}\n"
  }

  // MARK: - Choices

  private mutating func number(below limit: Int) -> Int {
    // Splitmix64.
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
  }

  private mutating func one(of choices: [String]) -> String { choices[number(below: choices.count)] }

  private mutating func name() -> String {
    names += 1
    return one(of: ["v\(names)", "`in\(names)`", "é\(names)"])
  }

  private mutating func value() -> String {
    one(of: ["3", "n", "m + 1", "a[0]", "g[0].count", "p.x", "(o ?? 2)", "a.map { $0 }[0]", "pair().0"])
  }

  // MARK: - Statements

  private mutating func statements(depth: Int, _ separator: String) -> String {
    (0...number(below: 3)).map { _ in statement(depth: depth) }.joined(separator: separator)
  }

  /// A block's braces and what is between them.
  private mutating func block(_ depth: Int, endingIn last: String = "") -> String {
    let isOneLine = number(below: 3) == 0
    let body = statements(depth: depth - 1, isOneLine ? "; " : "\n")
    let end = last.isEmpty ? "" : (isOneLine ? "; " : "\n") + last
    let brace = one(of: ["{ ", "\n{ ", "{ // so\n", "{ /* so */ "])
    return isOneLine ? "{ \(body)\(end) }" : "\(brace)\(body)\(end)\n}"
  }

  private mutating func statement(depth: Int) -> String {
    let isCompound = depth > 0 && number(below: 2) == 0
    if isCompound { return number(below: 2) == 0 ? control(depth) : function(depth) }
    let (new, other, value) = (name(), name(), value())
    return one(of: [
      "a[0] = \(value)", "g[0][0] += \(value)", "p.y[0] *= \(value)", "p.x -= \(value)", "(n, m) = (m, n)",
      "n += \(value)",
      "(a[0], _) = pair()", "let (\(new), \(other)) = pair()", "var (\(new), _) = (\(value), 1)",
      "let \(new) = \(value), \(other) = 2", "let \(new) = changed(&n)", "change(&a[0])", "_ = changed(&p.x)",
      "change(&m)",
      "g[0].append(\(value))", "a.insert(\(value), at: 0)", "a.append(\(value)); a.removeLast()", "p.move()",
      "p.y.sort()",
      "a.forEach { n += $0 }", "a.forEach { \(new) in m = \(new) }", "a.forEach { g[0].append($0) }", "o = \(value)",
      "let \(new) = a.map { \(other) in \(other) + \(value) }", "let \(new) = if let o { o } else { \(value) }",
      "let \(new): Int\n\(new) = \(value)", "if let o { n += o }", "s = .line(\(value), 2)",
      "print(\(value), terminator: \"\")",
      "let \(new) = switch s { case .dot(let \(other)): \(other); default: 1 }",
    ])
  }

  private mutating func control(_ depth: Int) -> String {
    let (new, other) = (name(), name())
    switch number(below: 12) {
    case 0: return "for \(new) in a \(block(depth))"
    case 1: return "for (\(new), \(other)) in a.enumerated() where \(new) > 0 \(block(depth))"
    case 2: return "for case let \(new)? in [o, nil] \(block(depth))"
    case 3: return "\(name()): for \(new) in 0..<2 \(block(depth))"
    case 4:
      return "if let \(new) = pick(\(value())),\n  case .dot(let \(other)) = s \(block(depth)) else \(block(depth))"
    case 5: return "if let \(new) = o \(block(depth)) else if let \(other) = pick(n) \(block(depth))"
    case 6: return "while let \(new) = a.popLast() \(block(depth))"
    case 7:
      let cases = (statements(depth: depth - 1, "\n"), statements(depth: depth - 1, "; "))
      return "switch s {\ncase .dot(let \(new)), .line(let \(new), _):\n\(cases.0)\ncase .none: \(cases.1)\n}"
    case 8: return "do { _ = try checked(n) } catch Fault.small(let \(new)) \(block(depth)) catch \(block(depth))"
    case 9: return "repeat \(block(depth)) while n < 0"
    case 10: return "if n > 2 \(block(depth))"
    default: return "defer \(block(depth))"
    }
  }

  private mutating func function(_ depth: Int) -> String {
    let (new, own) = (name(), name())
    switch number(below: 9) {
    case 0: return "func \(new)(_ \(own): Int) -> Int \(block(depth, endingIn: "return \(own)"))"
    case 1: return "func \(new)() \(block(depth))"
    case 2: return "func \(new)() -> Int { if let \(own) = o { \(own) } else { \(value()) } }"
    case 3:
      return "func \(new)() -> Int { switch s { case .dot(let \(own)): \(own)\ncase .line: 1\ndefault: fatalError() } }"
    case 4: return "func \(new)() -> Int { changed(&n) }"
    case 5: return "let \(new) = { (\(own): Int) -> Int in \(statements(depth: depth - 1, "\n"))\nreturn \(own) }"
    case 6: return "_ = a.map { \(own) -> Int in \(statements(depth: depth - 1, "; ")); return \(own) }"
    case 7:
      return
        "func \(new)() -> Int { guard let \(own) = o else { return 0 }; \(statements(depth: depth - 1, "; ")); return \(own) }"
    default: return "var \(new): Int { if case .dot(let \(own)) = s { \(own) } else { n } }"
    }
  }
}
