import Reading
import Reporting
import Support

/// The order of a book's pages, for its contents and for going from one to the next.
package struct BookOutline: Sendable {
  /// A page as the contents list it.
  package struct Entry: Hashable, Sendable {
    package var title: String
    package var page: String
    /// Headings of the second level, and where they are.
    var sections: [Place] = []

    package init(title: String, page: String) { (self.title, self.page) = (title, page) }

    fileprivate init(title: String, page: String, sections: [Place]) {
      self.init(title: title, page: page)
      self.sections = sections
    }
  }

  struct Place: Hashable, Sendable {
    var title: String
    var address: String
  }

  package let title: String
  package let language: String
  package let front: Entry
  package let lessons: [Entry]
  /// Pages without anything to run: a glossary, say.
  package let further: [Entry]
  package let reference: Entry?

  /// - Parameters:
  ///   - chapters: The chapters in the order of reading; one may be the front page.
  ///   - hasReference: Whether the site has pages on the library's names.
  package init(of chapters: [Chapter], hasReference: Bool) {
    let front = chapters.first { $0.page == "index.html" }
    let others = chapters.filter { $0.page != "index.html" }
    title = front?.lesson.title ?? (others.count == 1 ? others[0].lesson.title : Words().page.book)
    language = front?.lesson.frontMatter?.language ?? others.first?.lesson.frontMatter?.language ?? "en"
    self.front = front.map(Self.entry) ?? Entry(title: title, page: "index.html")
    let hasLessons = others.contains { !$0.isMerelyRead }
    lessons = others.filter { !hasLessons || !$0.isMerelyRead }.map(Self.entry)
    further = others.filter { hasLessons && $0.isMerelyRead }.map(Self.entry)
    reference = hasReference ? Entry(title: Words().page.reference, page: ReferencePages.front) : nil
  }

  /// Pages around which there is no book.
  package init(title: String, language: String = "en", front: Entry) {
    (self.title, self.language, self.front) = (title, language, front)
    (lessons, further, reference) = ([], [], nil)
  }

  private static func entry(_ chapter: Chapter) -> Entry {
    let sections = chapter.headings.filter { $0.level == 2 }.map {
      Place(title: $0.words, address: chapter.page + "#" + BookLinks.encoded($0.id))
    }
    return Entry(title: chapter.lesson.title, page: chapter.page, sections: sections)
  }

  /// All pages in the order of reading.
  var order: [Entry] { [front] + lessons + further + [reference].compactMap(\.self) }

  func neighbours(of page: String) -> (previous: Entry?, next: Entry?) {
    guard let index = order.firstIndex(where: { $0.page == page }) else { return (nil, nil) }
    return (index > 0 ? order[index - 1] : nil, index + 1 < order.count ? order[index + 1] : nil)
  }
}
