import Reporting

/// The page's part on answers that are alike.
struct ClassPageLikeness {
  let groups: [Likeness.Group]
  private let words = Words().likeness
  private static let most = 50

  init(groups: [Likeness.Group]) { self.groups = groups }

  var text: String {
    guard !groups.isEmpty else { return "" }
    let items = groups.prefix(Self.most).map { group in
      let names = group.students.map(pageText).joined(separator: ", ")
      return
        "<li><b>\(pageText(group.exercise))</b>: \(names) <span class=\"faint\">\(words.rare(group.students.count, of: group.total))</span></li>"
    }
    let rest = groups.count - items.count
    return """
      <section>
      <h2>\(words.title)</h2>
      <p class="faint">\(words.hint)</p>
      <ul class="likeness">
      \(items.joined(separator: "\n"))
      </ul>
      \(rest > 0 ? "<p class=\"faint\">\(Words().course.more(rest))</p>\n" : "")</section>

      """
  }
}
