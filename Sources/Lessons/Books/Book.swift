import Reading
import Reporting
import Support

/// A book made of lessons: its site's files.
package struct Book: Sendable {
  package let chapters: [Chapter]
  package let links: BookLinks
  package let outline: BookOutline
  package let reference: ReferencePages

  /// - Parameters:
  ///   - chapters: The chapters in the order of reading.
  ///   - symbols: What the compiler says of the library's names; none if it is not known.
  package init(_ chapters: [Chapter], symbols: [SymbolGraph]) {
    self.init(chapters, reference: ReferencePages(of: symbols))
  }

  package init(_ chapters: [Chapter], reference: ReferencePages) {
    self.chapters = chapters
    links = BookLinks(of: chapters)
    self.reference = reference
    outline = BookOutline(of: chapters, hasReference: !reference.isEmpty)
  }

  /// A chapter's page.
  /// - Parameters:
  ///   - chapter: The chapter.
  ///   - article: Its lesson's text (`LessonHTML`).
  ///   - server: What the page has besides if a server gives it.
  /// - Returns: The page's whole text.
  package func page(of chapter: Chapter, _ article: String, server: PageFrame.Server? = nil) -> String {
    PageFrame(outline, server: server).html(
      article, title: chapter.lesson.title, page: chapter.page, lesson: Chapter.stem(of: chapter.fileName),
      language: chapter.lesson.frontMatter?.language, figures: chapter.figureKinds)
  }

  /// The style and the scripts of every page.
  package static let assets: [String: [UInt8]] = [
    "book.css": PageStyle.sheet, "book.js": PackageResources.book_js, "theme.js": PackageResources.theme_js,
    "math-font-licence.txt": PackageResources.math_font_licence_txt,
  ]

  /// Everything but the chapters' own pages and the copies of files: the search, the reference, the style, and a front page if no chapter
  /// is one.
  package var furtherFiles: [String: [UInt8]] { furtherFiles(server: nil) }

  /// The same for a server.
  /// - Parameter server: What the pages have besides if a server gives them.
  /// - Returns: The files by their paths.
  package func furtherFiles(server: PageFrame.Server?) -> [String: [UInt8]] {
    var files = Self.assets
    let figures = chapters.reduce(into: Set()) { $0.formUnion($1.figureKinds) }
    files.merge(FigureFiles.files(for: figures)) { one, _ in one }
    let frame = PageFrame(outline, server: server)
    if !chapters.contains(where: { $0.page == outline.front.page }) {
      let front = frame.html(frontArticle(server), title: outline.title, page: outline.front.page)
      files[outline.front.page] = Array(front.utf8)
    }
    for (page, (title, article)) in reference.pages {
      files[page] = Array(frame.html(article, title: title, page: page, language: "en").utf8)
    }
    let sections = chapters.flatMap(SearchIndex.sections) + reference.sections
    files["search.js"] = Array(SearchIndex(sections).script.utf8)
    return files
  }

  private func frontArticle(_ server: PageFrame.Server?) -> String {
    let items = (outline.lessons + outline.further).map { entry in
      "<li><a href=\"\(HTML.attribute(BookLinks.encoded(entry.page)))\">\(HTML.prose(entry.title, language: outline.language))</a></li>\n"
    }
    return
      "<h1>\(HTML.prose(outline.title, language: outline.language))</h1>\n<p>\(server == nil ? Words().page.frontText : Words().serving.frontText)</p>\n<ul>\n\(items.joined())</ul>\n"
  }
}
