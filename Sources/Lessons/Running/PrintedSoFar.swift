import Reading
import Synchronization

/// Tells what a program prints while it runs, piece by piece.
package final class PrintedSoFar: Sendable {
  /// Takes what a cell has printed since the last time: a piece of plain text, or all the text of a value.
  package typealias Listener = @Sendable (CellID, PrintedPart) -> Void

  /// How many parts have been told of what a cell has printed, and how many bytes of the next.
  fileprivate struct Told {
    var parts = 0
    var bytes = 0
  }

  private let program: Program
  private let tell: Listener
  /// By the cells' tags.
  private let told = Mutex<[String: Told]>([:])

  package init(of program: Program, tell: @escaping Listener) {
    (self.program, self.tell) = (program, tell)
  }

  /// Tells what is new, up to the last line that is whole.
  func see(_ printed: [String: [PrintedPart]]) { see(printed, isWhole: false) }

  /// Tells all that has not been told.
  package func end(with printed: [String: [PrintedPart]]) { see(printed, isWhole: true) }

  private func see(_ printed: [String: [PrintedPart]], isWhole: Bool) {
    for section in program.sections {
      guard let parts = printed[section.tag] else { continue }
      let new = told.withLock { told in told[section.tag, default: Told()].take(from: parts, isWhole: isWhole) }
      for part in new { tell(section.cell.id, part) }
    }
  }
}

extension PrintedSoFar.Told {
  /// What of it has not been told, and is from now on.
  fileprivate mutating func take(from printed: [PrintedPart], isWhole: Bool) -> [PrintedPart] {
    var new: [PrintedPart] = []
    while parts < printed.count {
      let part = printed[parts]
      // Only the last text may still grow.
      let isEnded = isWhole || part.value != nil || parts + 1 < printed.count
      let text = part.text.utf8
      let end =
        isEnded ? text.endIndex : text.lastIndex(of: UInt8(ascii: "\n")).map(text.index(after:)) ?? text.startIndex
      let piece = text[..<end].dropFirst(bytes)
      if !piece.isEmpty { new.append(PrintedPart(String(decoding: piece, as: UTF8.self), value: part.value)) }
      guard isEnded else {
        bytes += piece.count
        break
      }
      (parts, bytes) = (parts + 1, 0)
    }
    return new
  }
}

extension PrintedSoFar {
  /// In seconds: how soon after a program has printed something it is told, at first and for one that prints much.
  private static let (shortestWait, longestWait) = (0.05, 1.0)

  /// Does something while a program runs that writes to files, and tells meanwhile what it prints.
  func following<Result: Sendable>(
    _ texts: RunTexts, atMost limit: UInt64, isolation: isolated (any Actor)? = #isolation, _ body: () async -> Result
  ) async -> Result {
    let following = Task { [self] in
      var wait = Self.shortestWait
      while (try? await Task.sleep(for: .seconds(wait))) != nil {
        let (output, _, wire) = texts.contents(atMost: limit)
        guard !output.isEmpty else { continue }
        see(Run.parts(in: output, wire: wire, isGoingOn: true))
        wait = min(Self.longestWait, wait * 1.5)
      }
    }
    let result = await body()
    following.cancel()
    await following.value
    return result
  }
}
