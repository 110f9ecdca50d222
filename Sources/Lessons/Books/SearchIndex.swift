import FoundationEssentials
import Reading
import Reporting
import Support

/// What the search looks through: the sections of all pages, as a script that also a page without a server may load.
///
/// Solutions, typical mistakes and checks are not in it: who looks for a word should not find an answer.
package struct SearchIndex: Sendable {
  /// A stretch of a page below one heading.
  package struct Section: Hashable, Sendable {
    /// The page's title.
    package var page: String
    package var heading: String
    package var address: String
    package var text: String

    package init(page: String, heading: String, address: String, text: String) {
      (self.page, self.heading, self.address, self.text) = (page, heading, address, text)
    }
  }

  private let sections: [Section]

  package init(_ sections: [Section]) { self.sections = sections }

  /// The sections of a chapter.
  package static func sections(of chapter: Chapter) -> [Section] {
    var sections: [Section] = []
    var headings = chapter.headings[...]
    let title = chapter.lesson.title
    func append(_ words: String) {
      if sections.isEmpty { sections.append(Section(page: title, heading: title, address: chapter.page, text: "")) }
      sections[sections.count - 1].text += " " + words
    }
    for block in chapter.lesson.blocks {
      switch block.segment {
      case .heading:
        guard let heading = headings.popFirst() else { break }
        let address = heading.level == 1 ? chapter.page : chapter.page + "#" + BookLinks.encoded(heading.id)
        sections.append(Section(page: title, heading: heading.words, address: address, text: ""))
      case .prose: append(chapter.trees[block.lines.lowerBound]?.words ?? "")
      case .listing(let listing, _): append(listing.text)
      case .figure(let figure): append(Words().title(of: figure.state))
      case .cell(let id, _) where id.role == .example || id.role == .exercise:
        if let exercise = block.exercise { append(exercise.name) }
        append(block.cell?.source ?? "")
      default: break
      }
    }
    return sections
  }

  /// The script.
  package var script: String {
    let rows = sections.map { section in
      [section.page, section.heading, section.address, Self.joined(section.text)].map(Self.quoted).joined(
        separator: ",")
    }
    return "window.bookIndex=[\n" + rows.map { "[\($0)]" }.joined(separator: ",\n") + "\n];\n"
  }

  private static func joined(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// A text as JavaScript has it. What could end a script or a line is written as an escape.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "<": quoted += "\\u003C"
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}", "\u{FEFF}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
