import FoundationEssentials
import Reading
import Reporting
import Running
import Support

/// Lessons as one page that needs no other file: to be kept, sent or put on paper.
package struct OnePage: Sendable {
  private let chapters: [Chapter]
  private let links: BookLinks
  private let outline: BookOutline
  private let isOnPaper: Bool
  private let words = Words().page

  /// - Parameters:
  ///   - chapters: The lessons, in the order of reading.
  ///   - isOnPaper: Whether the page is to be printed: then nothing in it moves.
  package init(of chapters: [Chapter], isOnPaper: Bool) {
    self.chapters = chapters
    self.isOnPaper = isOnPaper
    links = BookLinks(of: chapters)
    outline = BookOutline(of: chapters, hasReference: false)
  }

  /// What is wrong with a lesson's links. One to a lesson that is not on the page is merely not followed.
  package func faults(of chapter: Chapter) -> [Fault] {
    (links.faults[chapter.lesson.path] ?? []).filter { fault in
      if case .linkToNoChapter = fault.kind { false } else { true }
    }
  }

  // MARK: - Links

  /// Where a chapter's links and pictures are on this page.
  /// - Parameters:
  ///   - chapter: One of the page's chapters.
  ///   - read: Reads a file beside a lesson.
  /// - Returns: The places.
  /// - Throws: What `read` throws.
  package func places<Failure: Error>(
    of chapter: Chapter, reading read: (String) throws(Failure) -> [UInt8]
  ) throws(Failure) -> LessonHTML.Places {
    let sources = Dictionary(
      links.copies.map { (BookLinks.encoded($0.target, keepingSlashes: true), $0.source) },
      uniquingKeysWith: { first, _ in first })
    var places = LessonHTML.Places(links: [:], pictures: [:], prefix: prefix(of: chapter.page))
    let pictures = links.pictures[chapter.page] ?? []
    for (address, target) in (links.addresses[chapter.page] ?? [:]).sorted(by: { $0.key < $1.key }) {
      guard let source = sources[target] else {
        places.links[address] = self.target(target)
        continue
      }
      // A link to a file is left out: the page has no files.
      if pictures.contains(address) { places.pictures?[address] = Self.dataAddress(try read(source), name: source) }
    }
    return places
  }

  /// An address in a site as an address on this page.
  private func target(_ address: String) -> String {
    if BookLinks.scheme(of: address) != nil { return address }
    let parts = address.split(separator: "#", maxSplits: 1).map(String.init)
    let page = parts.first ?? ""
    if parts.count > 1 { return "#" + BookLinks.encoded(prefix(of: page), keepingSlashes: true) + parts[1] }
    return "#" + BookLinks.encoded(name(of: page))
  }

  /// What the names in a chapter begin with: nothing where it is alone on the page.
  private func prefix(of page: String) -> String { chapters.count > 1 ? name(of: page) + "/" : "" }

  /// A chapter's own name on the page.
  private func name(of page: String) -> String { chapters.count > 1 ? String(page.dropLast(".html".count)) : "text" }

  private static func dataAddress(_ bytes: [UInt8], name: String) -> String {
    let kinds = [
      "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
      "avif": "image/avif", "svg": "image/svg+xml",
    ]
    let ending = name.split(separator: ".").last?.lowercased() ?? ""
    return "data:\(kinds[ending] ?? "application/octet-stream");base64,\(Data(bytes).base64EncodedString())"
  }

  // MARK: - The page

  /// - Parameter articles: The chapters' texts (`LessonHTML`), in their order.
  /// - Returns: The file's whole text, the same bytes for the same articles.
  package func html(_ articles: [String]) -> String {
    let style = PageStyle.sheet.text + (isOnPaper ? paper : "")
    let scripts = isOnPaper ? [] : [PackageResources.theme_js.text, PackageResources.book_js.text].map(Self.inXML)
    let title = HTML.text(outline.title)
    let bar =
      isOnPaper
      ? ""
      : """
      <header class="bar">
      <span class="book">\(HTML.prose(outline.title, language: outline.language))</span>
      <div class="tools" data-tools=""></div>
      </header>

      """
    return """
      <!DOCTYPE html>
      <html lang="\(HTML.attribute(outline.language))" xmlns="http://www.w3.org/1999/xhtml">
      <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light\(isOnPaper ? "" : " dark")" />
      <meta http-equiv="Content-Security-Policy" content="\(policy(style: style, scripts))" />
      <title>\(title)</title>
      <link rel="icon" href="data:," />
      <style>\(style)</style>
      \(scripts.first.map { "<script>\($0)</script>\n" } ?? "")</head>
      <body class="\(isOnPaper ? "paper" : "alone")">
      \(bar)<main id="text">
      \(list)\(zip(chapters, articles).enumerated().map { article($0, $1.0, $1.1) }.joined())</main>
      \(scripts.last.map { "<script>\($0)</script>\n" } ?? "")</body>
      </html>

      """
  }

  private func article(_ number: Int, _ chapter: Chapter, _ text: String) -> String {
    let name = chapters.count > 1 ? " id=\"\(HTML.attribute(name(of: chapter.page)))\"" : ""
    let language = chapter.lesson.frontMatter?.language.map { " lang=\"\(HTML.attribute($0))\"" } ?? ""
    return "<article\(name)\(language) class=\"chapter chapter-\(number)\">\n\(text)</article>\n"
  }

  /// The lessons with their places, where no front page of the author's lists them.
  private var list: String {
    guard chapters.count > 1, !chapters.contains(where: { $0.page == "index.html" }) else { return "" }
    let items = chapters.map { chapter in
      "<li><a href=\"#\(HTML.attribute(BookLinks.encoded(name(of: chapter.page))))\">\(HTML.prose(chapter.lesson.title, language: outline.language))</a></li>\n"
    }
    return
      "<article class=\"chapter\">\n<h1>\(HTML.prose(outline.title, language: outline.language))</h1>\n<ul>\n\(items.joined())</ul>\n</article>\n"
  }

  /// Each chapter's title above its pages.
  private var paper: String {
    chapters.indices.map { number in
      let title = PageFrame.short(chapters[number].lesson.title)
      return
        "@page chapter-\(number) { @top-right { content: \"\(Self.quoted(title))\"; font: 8.5pt sans-serif; color: #555; } }\n"
        + ".chapter-\(number) { page: chapter-\(number); }\n"
    }.joined()
  }

  /// A text between quotation marks in a style sheet, where it can end neither the marks nor the sheet.
  private static func quoted(_ text: String) -> String {
    inLine(text).unicodeScalars.map { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == " "
        ? String(scalar) : "\\\(String(scalar.value, radix: 16)) "
    }.joined()
  }

  // MARK: - What may run

  /// Nothing but this very style and these very scripts, and nothing from elsewhere.
  private func policy(style: String, _ scripts: [String]) -> String {
    func digest(_ text: String) -> String {
      "'sha256-\(Data(ContentHash(of: text.utf8).bytes).base64EncodedString())'"
    }
    let allowed = scripts.isEmpty ? "" : "script-src \(scripts.map(digest).joined(separator: " ")); "
    return
      "default-src 'none'; \(allowed)style-src \(digest(style)); img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
  }

  /// A script that is the same in HTML, where it ends at its end tag only, and in XML.
  private static func inXML(_ script: String) -> String { "//<![CDATA[\n\(script)//]]>\n" }
}

extension [UInt8] {
  fileprivate var text: String { String(decoding: self, as: UTF8.self) }
}
