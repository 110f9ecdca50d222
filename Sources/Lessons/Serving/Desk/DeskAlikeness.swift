import Books
import Reporting

/// Below an answer: others of the same shape, where few have written that.
struct DeskAlikeness {
  let others: DeskLikeness.Others?
  /// Whether they are still being looked for: the page asks again.
  let isPending: Bool
  let text: DeskText
  private let words = Words().review

  init(_ others: DeskLikeness.Others?, isPending: Bool, _ text: DeskText) {
    (self.others, self.isPending, self.text) = (others, isPending, text)
  }

  var html: String {
    if isPending { return "<p class=\"faint\" data-pending=\"\">\(text.inline(words.looking))</p>\n" }
    guard let others, !others.answers.isEmpty else { return "" }
    let links = others.answers.map { other in
      let names = text.names(other.students).map(text.inline).joined(separator: ", ")
      return "<li><a href=\"\(text.inline(BookLinks.encoded(other.exercise)))#\(other.id)\">\(names)</a></li>"
    }
    return """
      <aside class="note alike"><p>\(text.inline(words.alike(others.answers.count, others.share, of: others.total)))</p>
      <ul>\(links.joined())</ul><p class="faint">\(text.inline(words.likeHint))</p></aside>

      """
  }
}
