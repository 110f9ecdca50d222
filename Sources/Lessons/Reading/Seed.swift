import CDigest
import Support

@_spi(_Unicode) import Swift

/// The number from which a lesson makes a learner's own numbers: LessonKit's `seed`.
package struct Seed: Hashable, Sendable, CustomStringConvertible {
  package let number: UInt32

  package init(_ number: UInt32) { self.number = number }

  /// A student's seed: the first four bytes, the highest first, of the SHA-256 digest of the lesson's name, a line feed and the student's
  /// name in UTF-8. That is in small letters, in normalisation form C and without blanks around it: a file system may have changed those.
  /// - Parameters:
  ///   - student: The student's name; empty for nobody's, the sample that the author and the book have.
  ///   - lesson: The lesson's file name without its ending.
  package init(of student: String, in lesson: String) {
    let bytes = Self.normal(lesson) + [0x0A] + Self.normal(student.trimmed.lowercased())
    var context = SHA2_CTX()
    SHA256Init(&context)
    SHA256Update(&context, bytes, bytes.count)
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    SHA256Final(&digest, &context)
    number = digest[..<4].reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func normal(_ text: String) -> [UInt8] { text._nfc.flatMap { Array(String($0).utf8) } }

  package var description: String { "\(number)" }
}

extension Lesson {
  /// The file's name without its ending, which each student's seed depends on.
  package var stem: String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.hasSuffix(".md") ? String(name.dropLast(3)) : name
  }

  /// Whether each learner has other numbers, and these are nobody's.
  package var hasSampleNumbers: Bool { seed.map { $0 == Seed(of: "", in: stem) } ?? false }

  /// The lesson with a student's own numbers; the same lesson where nothing in it depends on who answers it.
  package func seeded(for student: String) -> Lesson { seeded(Seed(of: student, in: stem)) }

  package func seeded(_ seed: Seed) -> Lesson {
    guard self.seed != nil else { return self }
    var copy = self
    copy.seed = seed
    return copy
  }

  /// Where `seed` is used in other cells than setup, which nobody who reads them can see through.
  package var seedsOutsideSetup: [(cell: Cell, line: Int, column: Int)] {
    guard SeedUse.isUsed(in: self) else { return [] }
    let cells =
      contextCells + exercises.flatMap { [$0.starter] + [$0.solution].compactMap(\.self) + $0.checks + $0.mistakes }
    return cells.filter { $0.role != .setup }.compactMap { cell in
      let use = SeedUse(in: cell.source)
      return use.declares ? nil : use.place.map { (cell, cell.firstSourceLine + $0.line - 1, $0.column) }
    }
  }
}

/// Whether code uses LessonKit's `seed`, as far as its words tell. That decides only whether it is given a student's number: code that is
/// given none finds the same number whoever answers.
struct SeedUse {
  /// The first place of the name where it is neither an argument's label nor a member's name, from 1.
  private(set) var place: (line: Int, column: Int)?
  /// Whether the code has something of its own of that name.
  private(set) var declares = false

  init(in source: String) {
    for (index, line) in source.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let bytes = Array(line.utf8)
      var start = 0
      while let word = Self.word(in: bytes, from: start) {
        start = word.upperBound
        let (before, behind) = (bytes[..<word.lowerBound], bytes[word.upperBound...])
        if before.containsComment { break }
        if Self.declarations.contains(where: { before.ends(with: $0) }) || behind.starts(with: " in".utf8) {
          declares = true
        } else if behind.first == UInt8(ascii: ":") {
          // A parameter's name or an argument's label.
          declares = declares || line.contains("func ") || line.contains("init(")
        } else if before.last != UInt8(ascii: ".") || before.ends(with: "LessonKit.") {
          place = place ?? (index + 1, word.lowerBound + 1)
        }
      }
    }
  }

  /// Whether the author's cells use it, of which a learner's copy has some.
  static func isUsed(in lesson: Lesson) -> Bool {
    let context = lesson.contextCells.map { SeedUse(in: $0.source) }
    guard !context.contains(where: \.declares) else { return false }
    let others = lesson.exercises.flatMap { [$0.solution].compactMap(\.self) + $0.checks + $0.mistakes }
    return context.contains { $0.place != nil }
      || others.contains {
        if case let use = SeedUse(in: $0.source) { use.place != nil && !use.declares } else { false }
      }
  }

  private static let name = Array("seed".utf8)
  private static let declarations = ["let ", "var ", "for ", "func ", "case "]

  /// The next place of the word, as a whole.
  private static func word(in bytes: [UInt8], from start: Int) -> Range<Int>? {
    var start = start
    while start + name.count <= bytes.count {
      let range = start..<start + name.count
      let isWhole =
        bytes[range].elementsEqual(name) && !(start > 0 && isWordByte(bytes[start - 1]))
        && !(range.upperBound < bytes.count && isWordByte(bytes[range.upperBound]))
      if isWhole { return range }
      start += 1
    }
    return nil
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte >= 0x80 || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}

extension ArraySlice<UInt8> {
  fileprivate func ends(with text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }

  fileprivate var containsComment: Bool {
    zip(self, dropFirst()).contains { $0 == UInt8(ascii: "/") && $1 == UInt8(ascii: "/") }
  }
}
