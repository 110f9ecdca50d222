import FoundationEssentials
import Glibc
import Reading
import Support

/// Where the links and pictures of a book's lessons lead: to its pages, to files beside the lessons, which the site gets copies of, or
/// to the web. Whatever leads nowhere is a fault of its lesson.
package struct BookLinks: Sendable {
  /// A file that the site gets a copy of.
  package struct Copy: Hashable, Sendable {
    /// The file beside the lesson.
    package var source: String
    /// Its place in the site.
    package var target: String
  }

  /// A link as a lesson has it.
  private struct Link {
    var address: String
    var isPicture: Bool
    var location: SourceLocation
  }

  /// By chapter (the page's name), what stands in its lesson and what is to stand in the page.
  package private(set) var addresses: [String: [String: String]] = [:]
  /// By chapter, which of these are pictures' in its lesson.
  package private(set) var pictures: [String: Set<String>] = [:]
  /// By the lesson's path.
  package private(set) var faults: [String: [Fault]] = [:]
  package private(set) var copies: Set<Copy> = []

  private let chapters: [Chapter]
  private let folders: [String]

  /// - Parameter chapters: All chapters of the book.
  package init(of chapters: [Chapter]) {
    self.chapters = chapters
    var folders: [String] = []
    for chapter in chapters where !folders.contains(chapter.folder) { folders.append(chapter.folder) }
    self.folders = folders
    for chapter in chapters {
      for link in Self.links(in: chapter) { add(link, of: chapter) }
    }
  }

  private static func links(in chapter: Chapter) -> [Link] {
    let hints = Set(
      chapter.lesson.segments.compactMap { if case .hint(let hint) = $0 { hint.lines.lowerBound } else { nil } })
    return chapter.trees.sorted { $0.key < $1.key }.flatMap { first, tree in
      // A hint's text begins below its fence.
      let above = hints.contains(first) ? first : first - 1
      return tree.steps.compactMap { placed in
        let location = SourceLocation(file: chapter.lesson.path, line: above + placed.line, column: placed.column)
        switch placed.step {
        case .enter(.link(let address, _)): return Link(address: address, isPicture: false, location: location)
        case .enter(.image(let address, _)): return Link(address: address, isPicture: true, location: location)
        default: return nil
        }
      }
    }
  }

  private mutating func add(_ link: Link, of chapter: Chapter) {
    switch target(of: link, in: chapter) {
    case .success(let address):
      addresses[chapter.page, default: [:]][link.address] = address
      if link.isPicture { pictures[chapter.page, default: []].insert(link.address) }
    case .failure(let problem):
      faults[chapter.lesson.path, default: []].append(Fault(problem.kind, at: SourceRange(link.location)))
    }
  }

  private struct BadLink: Error { var kind: Fault.Kind }

  private mutating func target(of link: Link, in chapter: Chapter) -> Result<String, BadLink> {
    let address = link.address
    if let scheme = Self.scheme(of: address) {
      if link.isPicture { return .failure(BadLink(kind: .pictureFromAfar(address))) }
      return ["http", "https", "mailto"].contains(scheme)
        ? .success(address) : .failure(BadLink(kind: .refusedLink(scheme: scheme)))
    }
    if address.hasPrefix("//") || address.hasPrefix("/") || address.contains("\\") {
      return .failure(BadLink(kind: .linkOutOfFolder(address)))
    }
    let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let path = Self.decoded(parts.first ?? ""), let fragment = Self.decoded(parts.count > 1 ? parts[1] : "")
    else {
      return .failure(BadLink(kind: .linkToNothing(address, meant: nil)))
    }
    if path.isEmpty, !link.isPicture { return page(chapter, fragment, address: address) }
    guard let segments = Self.segments(of: path) else { return .failure(BadLink(kind: .linkOutOfFolder(address))) }
    if !link.isPicture, segments.count == 1,
      let other = chapters.first(where: { $0.folder == chapter.folder && $0.fileName == segments[0] })
    {
      return page(other, fragment, address: address)
    }
    return file(segments, address: address, of: chapter)
  }

  private func page(_ chapter: Chapter, _ fragment: String, address: String) -> Result<String, BadLink> {
    guard !fragment.isEmpty else { return .success(chapter.page) }
    guard let target = chapter.target(ofFragment: fragment) else {
      let meant = nearest(to: fragment, among: chapter.fragments)
      return .failure(BadLink(kind: .linkToNoHeading(fragment, in: chapter.fileName, meant: meant)))
    }
    return .success(chapter.page + "#" + Self.encoded(target))
  }

  /// A file beside a lesson, in its folder or below, and reached without any symbolic link.
  private mutating func file(_ segments: [String], address: String, of chapter: Chapter) -> Result<String, BadLink> {
    var path = chapter.folder
    for (index, segment) in segments.enumerated() {
      path += "/" + segment
      var details = stat()
      guard lstat(path, &details) == 0 else {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent(of: path))) ?? []
        return .failure(BadLink(kind: .linkToNothing(address, meant: nearest(to: segment, among: names.sorted()))))
      }
      let kind = details.st_mode & S_IFMT
      if kind == S_IFLNK { return .failure(BadLink(kind: .linkToSymbolicLink(address))) }
      let isLast = index == segments.count - 1
      guard kind == (isLast ? S_IFREG : S_IFDIR) else { return .failure(BadLink(kind: .linkToNoFile(address))) }
    }
    if segments.last?.lowercased().hasSuffix(".md") == true {
      return .failure(BadLink(kind: .linkToNoChapter(address)))
    }
    let number = folders.firstIndex(of: chapter.folder) ?? 0
    let target = ([number == 0 ? "files" : "files-\(number + 1)"] + segments).joined(separator: "/")
    copies.insert(Copy(source: path, target: target))
    return .success(Self.encoded(target, keepingSlashes: true))
  }

  // MARK: - Addresses

  /// What stands before a colon, if that makes an address one of the web or of a program. Blanks and control characters, which browsers
  /// pass over, hide none.
  static func scheme(of address: String) -> String? {
    let bare = address.unicodeScalars.filter { $0.value > 0x20 }
    guard let colon = bare.firstIndex(of: ":") else { return nil }
    let scheme = String(String.UnicodeScalarView(bare[..<colon])).lowercased()
    guard !scheme.contains("/"), !scheme.contains("#"), !scheme.contains("?") else { return nil }
    return scheme
  }

  /// The names in a relative path; `nil` if it leads out of its folder.
  private static func segments(of path: String) -> [String]? {
    var segments: [String] = []
    for part in path.split(separator: "/", omittingEmptySubsequences: true).map(String.init) where part != "." {
      if part == ".." || part.utf8.contains(0) { return nil }
      segments.append(part)
    }
    return segments.isEmpty ? nil : segments
  }

  private static func decoded(_ text: String) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), rest.count >= 2 else {
        return nil
      }
      rest = rest.dropFirst(2)
      bytes.append(value)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  /// What may stand in an address as it is; letters of other scripts may too.
  package static func encoded(_ text: String, keepingSlashes: Bool = false) -> String {
    text.unicodeScalars.map { scalar in
      let isPlain =
        scalar.value >= 0x80 || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        || "-_.~/".unicodeScalars.contains(scalar)
      return isPlain
        ? String(scalar)
        : String(scalar).utf8.map { "%" + (($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true)) }.joined()
    }.joined()
  }
}
