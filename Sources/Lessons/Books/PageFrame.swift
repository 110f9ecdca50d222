import Reading
import Reporting
import Support

/// A page of the site: the article, and around it what leads to all others.
package struct PageFrame {
  /// What a page of a server has besides.
  package struct Server: Sendable {
    /// No policy of its own: the server sends one.
    package var styles: [String]
    package var scripts: [String]
    /// Of the page's own text: what its script goes by.
    package var data: [(name: String, value: String)]
    /// By page, what stands behind it in the contents.
    package var notes: [String: String]
    /// Pages of the server's own, listed behind the first.
    package var pages: [BookOutline.Entry]

    package init(
      styles: [String] = [], scripts: [String] = [], data: [(name: String, value: String)] = [],
      notes: [String: String] = [:], pages: [BookOutline.Entry] = []
    ) {
      (self.styles, self.scripts, self.data) = (styles, scripts, data)
      (self.notes, self.pages) = (notes, pages)
    }
  }

  let outline: BookOutline
  private let server: Server?
  private let words = Words().page

  /// No script or style but the site's own files, and nothing from elsewhere. What begins with `file:` is meant for browsers that do not
  /// count a file beside the page as its own.
  private static func policy(_ figures: Set<FigureKind>) -> String {
    let allowed = FigureFiles.policy(for: figures)
    return "default-src 'none'; script-src 'self' file:\(allowed.script); \(allowed.worker)style-src 'self' file:; "
      + "img-src 'self' file: data:; font-src data:; base-uri 'none'; form-action 'none'"
  }

  package init(_ outline: BookOutline, server: Server? = nil) { (self.outline, self.server) = (outline, server) }

  /// - Parameters:
  ///   - article: The page's own content.
  ///   - title: What a browser's tab says.
  ///   - page: The page's file in the site.
  ///   - lesson: The name of the lesson that it shows, if it shows one.
  ///   - language: What the page is written in; `nil` for the book's language.
  ///   - figures: The kinds of figures on it that move.
  /// - Returns: The file's whole text.
  package func html(
    _ article: String, title: String, page: String, lesson: String? = nil, language: String? = nil,
    figures: Set<FigureKind> = []
  ) -> String {
    let depth = page.split(separator: "/").count - 1
    let root = String(repeating: "../", count: depth)
    let shownTitle = title == outline.title ? title : "\(title) · \(outline.title)"
    let attributes = (lesson.map { [("lesson", $0)] } ?? []) + (server?.data.map { ($0.name, $0.value) } ?? [])
    let data = attributes.map { " data-\($0.0)=\"\(HTML.attribute($0.1))\"" }.joined()
    let policy =
      server == nil
      ? "<meta http-equiv=\"Content-Security-Policy\" content=\"\(Self.policy(figures))\" />\n" : ""
    let styles = ((figures.isEmpty ? [] : FigureFiles.styles) + (server?.styles ?? [])).map {
      "<link rel=\"stylesheet\" href=\"\(root)\($0)\" />\n"
    }.joined()
    let scripts = (FigureFiles.scripts(for: figures) + (server?.scripts ?? [])).map {
      "<script src=\"\(root)\($0)\"></script>\n"
    }.joined()
    return """
      <!DOCTYPE html>
      <html lang="\(HTML.attribute(language ?? outline.language))" xmlns="http://www.w3.org/1999/xhtml" data-root="\(root)">
      <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      \(policy)<title>\(HTML.text(shownTitle))</title>
      <link rel="stylesheet" href="\(root)book.css" />
      \(styles)\
      <link rel="icon" href="data:," />
      \(relations(page, root))<script src="\(root)theme.js"></script>
      </head>
      <body>
      <a class="skip" href="#text">\(words.skip)</a>
      <header class="bar">
      <a class="to-contents" href="#contents">\(words.contents)</a>
      <a class="book" href="\(root)\(HTML.attribute(outline.front.page))">\(HTML.prose(outline.title, language: outline.language))</a>
      <div class="tools" data-tools=""></div>
      </header>
      <div class="spread">
      <main id="text"\(data)>
      <article>
      \(article)</article>
      \(pager(page, root))</main>
      \(contents(page, root))</div>
      <script src="\(root)book.js"></script>
      \(scripts)</body>
      </html>

      """
  }

  private func relations(_ page: String, _ root: String) -> String {
    let (previous, next) = outline.neighbours(of: page)
    func relation(_ name: String, _ entry: BookOutline.Entry?) -> String {
      entry.map { "<link rel=\"\(name)\" href=\"\(HTML.attribute(root + BookLinks.encoded($0.page)))\" />\n" } ?? ""
    }
    return relation("prev", previous) + relation("next", next)
  }

  private func pager(_ page: String, _ root: String) -> String {
    let (previous, next) = outline.neighbours(of: page)
    func link(_ entry: BookOutline.Entry?, _ kind: String, _ word: String) -> String {
      guard let entry else { return "" }
      return """
        <a class="\(kind)" href="\(HTML.attribute(root + BookLinks.encoded(entry.page)))"><small>\(word)</small> \
        \(HTML.prose(Self.short(entry.title), language: outline.language))</a>

        """
    }
    let links = link(previous, "previous", words.previous) + link(next, "next", words.next)
    return links.isEmpty ? "" : "<nav class=\"pager\" aria-label=\"\(words.pages)\">\n\(links)</nav>\n"
  }

  // MARK: - Contents

  /// A title without what stands behind its colon.
  static func short(_ title: String) -> String {
    title.range(of: ": ").map { String(title[..<$0.lowerBound]) } ?? title
  }

  private func contents(_ page: String, _ root: String) -> String {
    let groups = [
      (nil, [outline.front] + (server?.pages ?? [])), (words.lessons, outline.lessons),
      (words.further, outline.further),
      (nil, [outline.reference].compactMap(\.self)),
    ].filter { !$0.1.isEmpty }
    let lists = groups.map { title, entries in
      (title.map { "<h2>\($0)</h2>\n" } ?? "") + "<ul>\n\(entries.map { item($0, page, root) }.joined())</ul>\n"
    }
    return "<nav id=\"contents\" class=\"contents\" aria-label=\"\(words.contents)\">\n\(lists.joined())</nav>\n"
  }

  private func item(_ entry: BookOutline.Entry, _ page: String, _ root: String) -> String {
    let isHere = entry.page == page || entry.page == ReferencePages.front && page.hasPrefix(ReferencePages.folder)
    let sections =
      entry.page == page && !entry.sections.isEmpty
      ? "\n<ul>\n"
        + entry.sections.map { section in
          let anchor = section.address.split(separator: "#").last.map(String.init) ?? ""
          return
            "<li><a href=\"#\(HTML.attribute(anchor))\">\(HTML.prose(section.title, language: outline.language))</a></li>\n"
        }.joined() + "</ul>\n"
      : ""
    let state = entry.page == page ? " aria-current=\"page\"" : isHere ? " aria-current=\"true\"" : ""
    let note = server?.notes[entry.page].map {
      " <small data-part=\"note \(HTML.attribute(entry.page))\">\(HTML.text($0))</small>"
    }
    return """
      <li><a href="\(HTML.attribute(root + BookLinks.encoded(entry.page)))"\(state)>\
      \(HTML.prose(Self.short(entry.title), language: outline.language))\(note ?? "")</a>\(sections)</li>

      """
  }
}
