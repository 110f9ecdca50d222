/// What some object files define for others, as `nm` lists it: a second wall between answers that are compiled in one call, which does
/// not rest on anybody's reading of Swift.
package struct SymbolList {
  static let fileName = "symbols.txt"
  /// Each line begins with the object's path; only what is defined, and for other files too.
  static let options = ["-A", "-P", "-g", "--defined-only"]

  /// By the objects' paths.
  private var symbols: [Substring: [Symbol]] = [:]

  private struct Symbol {
    var name: String
    /// Whether others may define the same, as they do what generic code of the libraries becomes.
    var isShared: Bool
  }

  package init(_ content: some Collection<UInt8>) {
    let text = String(decoding: content, as: UTF8.self)
    for line in text.split(separator: "\n") {
      // The object, the name, which may have blanks, then kind, place and size.
      let words = line.split(separator: " ")
      guard words.count >= 5, words[0].hasSuffix(":") else { continue }
      symbols[words[0].dropLast(), default: []].append(
        Symbol(
          name: words[1..<words.count - 3].joined(separator: " "),
          isShared: ["V", "v", "W", "w", "u"].contains(words[words.count - 3])))
    }
  }

  /// Whether an object defines its own answers and nothing else of the module that all are compiled as.
  func isOwn(_ object: String, of function: AnswerFunction) -> Bool {
    guard let own = symbols[object[...]] else { return false }
    let name = function.file.function
    let mangled = "\(name.utf8.count)\(name)"
    return own.allSatisfy { symbol in
      if [function.symbol, Self.ofModule].contains(symbol.name) || symbol.name.contains(mangled) { return true }
      // Whatever of the module is not within the function, and whatever has a name of one's own choice.
      return symbol.isShared && !symbol.name.contains(Self.module)
    } && own.contains { $0.name == function.symbol }
  }

  /// The name of the module that cells are compiled as, the way it is written within symbols.
  private static let module = "4cell"
  /// What tells the module's name to the runtime.
  private static let ofModule = "$s4cellMXM"
}
