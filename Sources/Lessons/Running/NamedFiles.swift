import Glibc
import Reading
import Support

/// What a piece of code seems to name in a folder: whatever stands between two quotation marks of a line and is there.
///
/// That is more than the literals of the code, and leaves out names that are put together as the code runs.
package struct NamedFiles {
  /// Bytes of a path.
  private static let longest = 255

  private let source: String

  package init(source: String) { self.source = source }

  /// Whether any path begins in a folder with something that is there.
  /// - Complexity: O(*n*), and a look into the folder for each piece: this is a part of every run of a lesson.
  package func areAny(in folder: String) -> Bool {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var path: [UInt8] = []
    return anyPiece { piece in
      path.removeAll(keepingCapacity: true)
      // A path that is completed by an interpolation ends at its backslash.
      for byte in piece {
        if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") { break }
        path.append(byte)
      }
      guard !path.isEmpty else { return false }
      path.append(0)
      return path.withUnsafeBytes { bytes in
        bytes.baseAddress.map { faccessat(descriptor, $0.assumingMemoryBound(to: CChar.self), F_OK, 0) == 0 } ?? false
      }
    }
  }

  /// The paths of the files in a folder that are named in full, but for Markdown, which may be a lesson or an answer.
  func files(in folder: String) -> Set<String> {
    var files: Set<String> = []
    _ = anyPiece { piece in
      let parts = piece.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      let isPlain = parts.allSatisfy { $0.first.map { $0 != UInt8(ascii: ".") } ?? false } && !piece.contains(0)
      if isPlain, let path = String(validating: piece, as: UTF8.self), Self.isGiven(path, in: folder) {
        files.insert(path)
      }
      return false
    }
    return files
  }

  private static func isGiven(_ path: String, in folder: String) -> Bool {
    var details = stat()
    guard let real = realPath("\(folder)/\(path)"), stat(real, &details) == 0, details.st_mode & S_IFMT == S_IFREG
    else {
      return false
    }
    return ![path, real].contains { $0.lowercased().hasSuffix(".md") }
  }

  /// Whether something is so for any piece between two quotation marks of a line.
  private func anyPiece(_ body: (Slice<UnsafeBufferPointer<UInt8>>) -> Bool) -> Bool {
    var source = source
    return source.withUTF8 { bytes in
      var start: Int?
      for place in bytes.indices {
        switch bytes[place] {
        case UInt8(ascii: "\n"): start = nil
        case UInt8(ascii: "\""):
          if let start, (1...Self.longest).contains(place - start), body(bytes[start..<place]) { return true }
          start = place + 1
        default: break
        }
      }
      return false
    }
  }
}

extension WorkingFolder {
  /// What students' answers may see of their lesson's folder, in which its solutions may lie: the files that code names which they
  /// have been given.
  /// - Returns: `nil` if that is nothing.
  package func named(in lesson: Lesson) -> WorkingFolder? {
    let cells = lesson.contextCells + lesson.exercises.flatMap { [$0.cell] + $0.checks.filter { !$0.isHidden } }
    let files = cells.reduce(into: Set()) { $0.formUnion(NamedFiles(source: $1.source).files(in: path)) }
    return files.isEmpty ? nil : WorkingFolder(path, showing: files.sorted())
  }
}
