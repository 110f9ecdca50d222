import Reading
import Reporting
import Support

/// The library's public names, explained: a page for each group of them, in the order of the modules.
package struct ReferencePages: Sendable {
  static let folder = "reference/"
  static let front = folder + "index.html"

  private struct Group {
    var title: String
    var page: String
    /// Types, each followed by its members, and functions.
    var symbols: [SymbolGraph.Symbol] = []
  }

  private var groups: [Group] = []
  private var members: [String: [SymbolGraph.Symbol]] = [:]
  /// Where a symbol is explained, by the compiler's name for it.
  private var places: [String: String] = [:]
  private var ids: [String: String] = [:]

  package init(of graphs: [SymbolGraph]) {
    for graph in graphs { add(graph) }
  }

  package var isEmpty: Bool { groups.isEmpty }

  private mutating func add(_ graph: SymbolGraph) {
    let known = Set(graph.symbols.map(\.identifier.precise))
    var owners: [String: String] = [:]
    for relationship in graph.relationships where relationship.kind == "memberOf" && known.contains(relationship.target)
    {
      owners[relationship.source] = relationship.target
    }
    let sorted = graph.symbols.sorted {
      ($0.pathComponents.joined(separator: "."), $0.identifier.precise) < (
        $1.pathComponents.joined(separator: "."), $1.identifier.precise
      )
    }
    var groups: [String: Group] = [:]
    for symbol in sorted {
      if let owner = owners[symbol.identifier.precise] {
        members[owner, default: []].append(symbol)
      } else if symbol.pathComponents.count == 1 {
        let words = symbol.group.isEmpty ? [graph.module.name] : [graph.module.name, symbol.group]
        let title = words.joined(separator: ": ")
        let page = Self.folder + words.joined(separator: "-").lowercased() + ".html"
        groups[title, default: Group(title: title, page: page)].symbols.append(symbol)
      }
    }
    var used: Set<String> = []
    for title in groups.keys.sorted() {
      guard let group = groups[title] else { continue }
      for symbol in group.symbols { place(symbol, on: group.page, &used) }
      self.groups.append(group)
    }
  }

  private mutating func place(_ symbol: SymbolGraph.Symbol, on page: String, _ used: inout Set<String>) {
    let bare = symbol.pathComponents.joined(separator: ".")
    var id = bare
    var number = 1
    while !used.insert(page + id).inserted {
      number += 1
      id = "\(bare)-\(number)"
    }
    ids[symbol.identifier.precise] = id
    places[symbol.identifier.precise] = page + "#" + BookLinks.encoded(id)
    for member in members[symbol.identifier.precise] ?? [] { place(member, on: page, &used) }
  }

  // MARK: - Names

  /// Names of the standard library's that every list and number has as well: what they mean is not the library's to say.
  private static let commonNames: Set = [
    "count", "map", "first", "last", "isEmpty", "min", "max", "sorted", "reduce", "filter", "description", "init",
    "append",
    "reversed", "shuffled", "print", "zip", "abs", "index", "rounded", "name", "x", "y", "a", "b",
  ]

  /// Where each name is explained that means one thing, or one on tensors.
  package var names: [String: String] {
    var found: [String: [SymbolGraph.Symbol]] = [:]
    let all = groups.flatMap(\.symbols)
    for symbol in all + all.flatMap({ members[$0.identifier.precise] ?? [] }) {
      let name = symbol.baseName
      guard name.first.map({ $0.isLetter }) ?? false, !Self.commonNames.contains(name) else { continue }
      found[name, default: []].append(symbol)
    }
    return found.compactMapValues { symbols in
      let owners = Set(symbols.map { $0.pathComponents.dropLast() })
      let chosen =
        symbols.first { $0.pathComponents.count == 1 } ?? symbols.first { $0.pathComponents.first == "Tensor" }
      return (chosen ?? (owners.count == 1 ? symbols.first : nil)).flatMap { places[$0.identifier.precise] }
    }
  }

  // MARK: - Pages

  /// The pages by their files: a title and an article for each.
  var pages: [String: (title: String, article: String)] {
    guard !isEmpty else { return [:] }
    var pages: [String: (title: String, article: String)] = [:]
    for group in groups { pages[group.page] = (group.title, article(group)) }
    let lists = groups.map { group in
      let names = group.symbols.map { "<li>\(link($0, $0.baseName))</li>" }.joined(separator: "\n")
      return
        "<h2><a href=\"../\(HTML.attribute(group.page))\">\(HTML.text(group.title))</a></h2>\n<ul class=\"names\">\n\(names)\n</ul>\n"
    }
    pages[Self.front] = (
      Words().page.reference,
      "<h1>\(Words().page.reference)</h1>\n<p>\(Words().page.referenceText)</p>\n"
        + lists.joined()
    )
    return pages
  }

  private func link(_ symbol: SymbolGraph.Symbol, _ words: String) -> String {
    guard let place = places[symbol.identifier.precise] else { return "<code>\(HTML.text(words))</code>" }
    return "<a href=\"../\(HTML.attribute(place))\"><code>\(HTML.text(words))</code></a>"
  }

  private func article(_ group: Group) -> String {
    "<h1>\(HTML.text(group.title))</h1>\n"
      + group.symbols.map { symbol in
        let own = entry(symbol, level: 2)
        let list = (members[symbol.identifier.precise] ?? []).map { entry($0, level: 3) }.joined()
        return own + list
      }.joined()
  }

  private func entry(_ symbol: SymbolGraph.Symbol, level: Int) -> String {
    let id = HTML.attribute(ids[symbol.identifier.precise] ?? "")
    let comment = Self.markdown.html(MarkdownTree(symbol.comment))
    return """
      <section class="symbol" id="\(id)">
      <h\(level)><code>\(HTML.text(symbol.baseName))</code></h\(level)>
      <pre class="code"><code class="language-swift">\(declaration(symbol))</code></pre>
      \(comment)</section>

      """
  }

  private static var markdown: MarkdownHTML { MarkdownHTML(headingShift: 3) }

  private func declaration(_ symbol: SymbolGraph.Symbol) -> String {
    symbol.declarationFragments.map { fragment in
      let text = HTML.text(fragment.spelling)
      switch fragment.kind {
      case "keyword", "attribute": return "<span class=\"k\">\(text)</span>"
      case "number": return "<span class=\"n\">\(text)</span>"
      case "string": return "<span class=\"s\">\(text)</span>"
      case "typeIdentifier":
        guard let precise = fragment.preciseIdentifier, let place = places[precise] else {
          return "<span class=\"t\">\(text)</span>"
        }
        return "<a class=\"name\" href=\"../\(HTML.attribute(place))\">\(text)</a>"
      default: return text
      }
    }.joined()
  }

  // MARK: - Search

  var sections: [SearchIndex.Section] {
    groups.flatMap { group in
      group.symbols.flatMap { [$0] + (members[$0.identifier.precise] ?? []) }.map { symbol in
        SearchIndex.Section(
          page: group.title, heading: symbol.pathComponents.joined(separator: "."),
          address: places[symbol.identifier.precise] ?? group.page, text: symbol.comment)
      }
    }
  }
}
