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

  /// A place where cells say `seed`.
  package struct SeedPlace: Hashable, Sendable {
    package var cell: Cell
    /// In the lesson's file.
    package var line: Int
    package var column: Int
    /// The line of the cells' own variable of that name, which is meant there.
    package var ownLine: Int?
  }

  /// Where the author's cells say `seed`, as the parser sees it; nothing of cells of which it has not been asked.
  ///
  /// A variable that an example or a setup cell declares at its own level is meant by all that follow, and no learner's number any more. One of
  /// a function, a closure or a loop is nobody else's, and neither a use nor told here.
  package var seedPlaces: [SeedPlace] {
    var ownLines: [Int?] = [nil]
    var places: [SeedPlace] = []
    for cell in contextCells {
      let ownLine = cell.ownSeedLine ?? ownLines.last ?? nil
      ownLines.append(ownLine)
      places += cell.seedPlaces(shadowedBy: ownLine)
    }
    for exercise in exercises {
      let above = ownLines[min(exercise.contextCount, contextCells.count)]
      for cell in [exercise.starter] + [exercise.solution].compactMap(\.self) + exercise.checks + exercise.mistakes {
        places += cell.seedPlaces(shadowedBy: cell.ownSeedLine ?? above)
      }
    }
    return places
  }

  /// The exercises of whose programs any part uses `seed`, or stands below a cell that does: what the others do is the same for everybody.
  package var exercisesWithSeed: Set<String> {
    let uses = Set(seedPlaces.filter { $0.ownLine == nil }.map(\.cell.id))
    let above = contextCells.firstIndex { uses.contains($0.id) } ?? contextCells.count
    let names = Set(
      exercises.filter { exercise in
        let own = [exercise.starter] + [exercise.solution].compactMap(\.self) + exercise.checks + exercise.mistakes
        return exercise.contextCount > above || own.contains { uses.contains($0.id) }
      }.map(\.name))
    // A needed exercise's solution is part of the program.
    return names.union(exercises.filter { !names.isDisjoint(with: $0.needs) }.map(\.name))
  }

  /// Where `seed` is used in other cells than setup, which nobody who reads them can see through.
  package var seedsOutsideSetup: [SeedPlace] { seedPlaces.filter { $0.ownLine == nil && $0.cell.role != .setup } }

  /// Where a variable of the lesson's own stands in the place of each learner's number, though that may be meant: in setup, and in a lesson that
  /// has those numbers elsewhere.
  package var shadowedSeeds: [SeedPlace] {
    seedPlaces.filter { $0.ownLine != nil && (seed != nil || $0.cell.role == .setup) }
  }

  /// The lesson without a number if no cell uses one, as the parser sees it.
  package var withSeedAsUsed: Lesson {
    guard seed != nil else { return self }
    let isUsed = seedPlaces.contains { $0.ownLine == nil && $0.cell.role != .exercise && $0.cell.role != .mistake }
    var copy = self
    if !isUsed { copy.seed = nil }
    return copy
  }
}

extension Cell {
  fileprivate var ownSeedLine: Int? {
    facts.declared.first { $0.name == "seed" }.map { firstSourceLine + $0.line - 1 }
  }

  fileprivate func seedPlaces(shadowedBy ownLine: Int?) -> [Lesson.SeedPlace] {
    facts.seedUses.map { use in
      Lesson.SeedPlace(
        cell: self, line: firstSourceLine + use.place.line - 1, column: use.place.column,
        ownLine: use.isQualified ? nil : ownLine)
    }
  }
}

/// Whether code may use LessonKit's `seed`, as far as its words tell: the parser decides (`Lesson.withSeedAsUsed`) where it is there to be asked.
enum SeedUse {
  /// Whether the name is in the code where it is neither an argument's label nor a member's name.
  static func mayBe(in source: String) -> Bool {
    let bytes = Array(source.utf8)
    var start = 0
    while let word = word(in: bytes, from: start) {
      start = word.upperBound
      let (before, behind) = (bytes[..<word.lowerBound], bytes[word.upperBound...])
      let isLabel = behind.first == UInt8(ascii: ":") && (before.ends(with: "(") || before.ends(with: ", "))
      let isMember = before.last == UInt8(ascii: ".") && !before.ends(with: "LessonKit.") && !before.ends(with: "..")
      if !isLabel && !isMember { return true }
    }
    return false
  }

  /// Whether the author's cells may use it, of which a learner's copy has some.
  static func mayBe(in lesson: Lesson) -> Bool {
    let others = lesson.exercises.flatMap { [$0.solution].compactMap(\.self) + $0.checks }
    return (lesson.contextCells + others).contains { mayBe(in: $0.code) }
  }

  private static let name = Array("seed".utf8)

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
}
