import Reading
import Support

/// A lesson as a part of a book: its place in the site, and what can be linked to in it.
package struct Chapter: Sendable {
  package var lesson: Lesson
  /// The folder that the lesson is in, as the user named it.
  package var folder: String
  /// The name of the lesson's file, without what stands before it.
  package var fileName: String
  /// The page's file in the site.
  package var page: String
  /// Every block's Markdown, parsed; by the block's first line.
  let trees: [Int: MarkdownTree]
  /// The headings in the order of the text.
  let headings: [Section]

  /// A heading, and its name in links.
  struct Section: Sendable {
    var level: Int
    var words: String
    var id: String
    var line: Int
  }

  /// - Parameters:
  ///   - lesson: The lesson, without faults.
  ///   - isFront: Whether it is the first page of a folder.
  package init(_ lesson: Lesson, isFront: Bool = false) {
    self.lesson = lesson
    folder = parent(of: lesson.path)
    fileName = String(lesson.path.split(separator: "/").last ?? "")
    page = (isFront ? "index" : Self.stem(of: fileName)) + ".html"
    let definitions = Self.definitions(in: lesson)
    let lines = lesson.text.endedLines
    var trees: [Int: MarkdownTree] = [:]
    var headings: [Section] = []
    var names = HeadingNames()
    for block in lesson.blocks {
      let markdown: String
      switch block.segment {
      case .prose(let block): markdown = block.text
      case .heading(let heading):
        let isStated = heading.lines == lesson.frontMatter?.lines
        markdown = isStated ? "" : lines[heading.lines.lowerBound - 1..<heading.lines.upperBound].joined()
        headings.append(
          Section(
            level: heading.level, words: heading.text, id: names.name(of: heading.text), line: block.lines.lowerBound))
      case .hint(let hint): markdown = hint.markdown
      default: continue
      }
      trees[block.lines.lowerBound] = MarkdownTree(markdown, definitions: definitions)
    }
    (self.trees, self.headings) = (trees, headings)
  }

  /// A file's name without its ending.
  package static func stem(of fileName: String) -> String {
    fileName.hasSuffix(".md") ? String(fileName.dropLast(3)) : fileName
  }

  /// Whether there is nothing in it to run or to answer.
  package var isMerelyRead: Bool { lesson.exercises.isEmpty && lesson.contextCells.isEmpty }

  /// The definitions of links, which may stand anywhere in a lesson. Of very many only the first are heeded, as each block is parsed
  /// together with them.
  private static func definitions(in lesson: Lesson) -> String {
    let lines = lesson.text.endedLines
    let between = lesson.blocks.lazy.filter { $0.segment == nil && $0.lines != lesson.frontMatter?.lines }
      .flatMap { lines[$0.lines.lowerBound - 1..<$0.lines.upperBound] }
    return between.filter { $0.hasPrefix("[") }.prefix(200).joined(separator: "\n")
  }

  /// What a link's fragment leads to: a heading, or an exercise by its name; `nil` if there is no such thing.
  func target(ofFragment fragment: String) -> String? {
    if headings.contains(where: { $0.id == fragment }) { return fragment }
    if lesson.figures.contains(where: { $0.id == fragment }) { return fragment }
    let prefix = "exercise-"
    if fragment.hasPrefix(prefix), let exercise = lesson.exercise(named: String(fragment.dropFirst(prefix.count))) {
      return exercise.starter.id.description
    }
    return lesson.cells.first { $0.id.description == fragment && ($0.role == .example || $0.role == .exercise) }?.id
      .description
  }

  /// All that a link into this lesson may name.
  var fragments: [String] {
    headings.map(\.id) + lesson.exercises.map { "exercise-\($0.name)" } + lesson.figures.map(\.id)
  }
}

extension Chapter {
  /// The figures whose scripts its page needs.
  package var figureKinds: Set<FigureKind> { Set(lesson.figures.map(\.state.kind)) }
}

/// Gives headings the names under which Git hosts know them: lower-case letters, digits, hyphens for blanks, and a number behind a
/// name that there has been before.
package struct HeadingNames {
  private var uses: [String: Int] = [:]

  package init() {}

  package mutating func name(of heading: String) -> String {
    let bare = String(
      String.UnicodeScalarView(
        heading.lowercased().unicodeScalars.compactMap { scalar -> Unicode.Scalar? in
          let properties = scalar.properties
          if scalar == " " { return "-" }
          if scalar == "-" || scalar == "_" || properties.isAlphabetic || properties.numericType != nil {
            return scalar
          }
          switch properties.generalCategory {
          case .nonspacingMark, .spacingMark, .enclosingMark, .connectorPunctuation: return scalar
          default: return nil
          }
        }))
    var name = bare
    while uses[name] != nil {
      uses[bare, default: 0] += 1
      name = "\(bare)-\(uses[bare] ?? 0)"
    }
    uses[name] = 0
    return name
  }
}
