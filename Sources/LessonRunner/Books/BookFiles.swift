import Books
import FoundationEssentials
import Reading
import Reporting
import Running
import Support

/// The files that a book is made of.
enum BookFiles {
  private static let frontName = "README.md"

  /// Reads the lessons that were named, and those in folders that were.
  /// - Throws: Every fault of all of them at once.
  static func chapters(of operands: [String], style: Style) throws(CommandFailure) -> [Chapter] {
    try chapters(of: operands) { path throws(CommandFailure) in try LessonFile.read(path, style: style) }
  }

  /// The same, each lesson read in a way of its own.
  static func chapters(
    of operands: [String], reading read: (String) throws(CommandFailure) -> Lesson
  ) throws(CommandFailure) -> [Chapter] {
    var chapters: [Chapter] = []
    var faultyLines: [String] = []
    var seen: Set<String> = []
    for operand in operands {
      for path in try paths(of: operand) where seen.insert(resolved(path)).inserted {
        do throws(CommandFailure) {
          let lesson = try read(path)
          let isFront = path.hasSuffix("/" + frontName) && !chapters.contains { $0.page == "index.html" }
          chapters.append(Chapter(lesson, isFront: isFront))
        } catch  where error.status == .faultyLesson {
          faultyLines += error.lines
        }
      }
    }
    guard faultyLines.isEmpty else { throw CommandFailure(.faultyLesson, faultyLines) }
    try expectOwnPages(of: chapters)
    return chapters
  }

  private static func paths(of operand: String) throws(CommandFailure) -> [String] {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: operand, isDirectory: &isFolder), isFolder else { return [operand] }
    guard let all = try? FileManager.default.contentsOfDirectory(atPath: operand) else {
      throw CommandFailure(.file(.unreadableFolder(operand)))
    }
    let folder = operand.hasSuffix("/") ? String(operand.dropLast()) : operand
    let names = all.filter { $0.hasSuffix(".md") && !$0.hasPrefix(".") }.sorted { isBefore($0, $1) }
    guard !names.isEmpty else { throw CommandFailure(.noLessons(operand)) }
    return names.map { "\(folder)/\($0)" }
  }

  /// The front page, then by the numbers that names begin with, then by the names.
  private static func isBefore(_ one: String, _ other: String) -> Bool {
    func key(_ name: String) -> (Int, Int, String) {
      let number = Int(name.prefix { $0.isNumber })
      return (name == frontName ? 0 : 1, number ?? .max, name)
    }
    return key(one) < key(other)
  }

  private static func expectOwnPages(of chapters: [Chapter]) throws(CommandFailure) {
    var paths: [String: String] = [:]
    for chapter in chapters {
      if let other = paths[chapter.page] {
        throw CommandFailure(.onePageForTwo(other, chapter.lesson.path, page: chapter.page))
      }
      paths[chapter.page] = chapter.lesson.path
    }
  }

  /// All broken links of all lessons at once.
  /// - Parameters:
  ///   - chapters: The lessons.
  ///   - style: How the faults are dressed.
  ///   - consequence: What is so if there are any.
  ///   - faults: What is wrong with a lesson's links.
  /// - Throws: All of them, if there are any.
  static func expectNoFaults(
    in chapters: [Chapter], style: Style, orElse consequence: Consequence, _ faults: (Chapter) -> [Fault]
  ) throws(CommandFailure) {
    let text = ProblemText(style: style)
    var lines: [String] = []
    var count = 0
    for chapter in chapters {
      let faults = faults(chapter)
      count += faults.count
      lines += text.lines(for: faults, in: chapter.lesson.text)
    }
    guard count > 0 else { return }
    throw CommandFailure(.faultyLesson, lines, Words().faults(count, consequence))
  }

  /// What is written must not take a lesson's place.
  static func expect(_ output: String?, isNot lesson: String) throws(CommandFailure) {
    guard let output, let target = realPath(output), target == realPath(lesson) else { return }
    throw CommandFailure(.lessonItself(output))
  }

  /// A site among the lessons would be taken for files of theirs.
  static func expectApart(_ output: String, from chapters: [Chapter]) throws(CommandFailure) {
    // What is not there yet is where its folder is.
    var (existing, rest) = (output, "")
    while realPath(existing) == nil, existing != ".", existing != "/" {
      rest = "/" + (existing.split(separator: "/").last.map(String.init) ?? "") + rest
      existing = parent(of: existing)
    }
    let site = resolved(existing) + rest
    for chapter in chapters where isWithin(site, resolved(chapter.folder)) && site == resolved(chapter.folder) {
      throw CommandFailure(.folderOfLessons(output))
    }
  }

  static func symbols(of runner: ProgramRunner) -> [SymbolGraph] {
    runner.symbolGraphs.compactMap { path in
      FileManager.default.contents(atPath: path).flatMap { SymbolGraph(json: Array($0)) }
    }
  }

  static func failure(_ obstacle: SiteFolder.Obstacle, _ path: String) -> CommandFailure {
    switch obstacle {
    case .noFolder: CommandFailure(.siteIsNoFolder(path))
    case .foreign(let example): CommandFailure(.foreignFiles(path, example: example))
    case .taken(let file): CommandFailure(.foreignFile("\(path)/\(file)"))
    case .faultyList: CommandFailure(.faultyList("\(path)/\(SiteFolder.listName)"))
    }
  }
}
