#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What pieces of code seem to name in a folder: whatever stands between two quotation marks of a line and is there.
///
/// That is more than the literals of the code, and leaves out names that are put together as the code runs.
struct NamedFiles {
  private static let (quote, lineEnd, slash) = (UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "/"))
  /// Bytes of a path.
  private static let longest = 255

  private var pieces: Set<ArraySlice<UInt8>> = []

  /// - Complexity: O(*n*) in the length of the code.
  init(in sources: some Sequence<String>) {
    for source in sources {
      for line in Array(source.utf8).split(separator: Self.lineEnd) {
        // The first piece stands before all quotation marks, and the last behind them.
        let between = line.split(separator: Self.quote, omittingEmptySubsequences: false).dropFirst().dropLast()
        pieces.formUnion(between.lazy.filter { (1...Self.longest).contains($0.count) })
      }
    }
  }

  /// Whether any path begins in a folder with something that is there.
  func areAny(in folder: String) -> Bool {
    // A path that is completed by an interpolation ends at its backslash.
    let names = Set(pieces.map { $0.prefix { $0 != Self.slash && $0 != UInt8(ascii: "\\") } })
    return names.contains { !$0.isEmpty && Self.kind(of: $0, in: folder) != nil }
  }

  /// The paths of the files in a folder that are named in full, but for Markdown, which may be a lesson or an answer.
  func files(in folder: String) -> [String] {
    pieces.compactMap { piece in
      let parts = piece.split(separator: Self.slash, omittingEmptySubsequences: false)
      guard parts.allSatisfy({ $0.first.map { $0 != UInt8(ascii: ".") } ?? false }),
        Self.kind(of: piece, in: folder) == S_IFREG, let path = String(validating: piece, as: UTF8.self),
        let real = realPath("\(folder)/\(path)"), !path.lowercased().hasSuffix(".md"),
        !real.lowercased().hasSuffix(".md")
      else { return nil }
      return path
    }.sorted()
  }

  private static func kind(of path: ArraySlice<UInt8>, in folder: String) -> mode_t? {
    guard !path.contains(0) else { return nil }
    var details = stat()
    let whole = Array(folder.utf8) + [slash] + path + [0]
    let found = whole.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { $0.baseAddress.map { stat($0, &details) } == 0 }
    }
    return found ? details.st_mode & S_IFMT : nil
  }
}

extension WorkingFolder {
  /// What students' answers may see of their lesson's folder, in which its solutions may lie: the files that code names which they
  /// have been given.
  /// - Returns: `nil` if that is nothing.
  package func named(in lesson: Lesson) -> WorkingFolder? {
    let cells = lesson.contextCells + lesson.exercises.flatMap { [$0.cell] + $0.checks.filter { !$0.isHidden } }
    let files = NamedFiles(in: cells.map(\.source)).files(in: path)
    return files.isEmpty ? nil : WorkingFolder(path, showing: files)
  }
}
