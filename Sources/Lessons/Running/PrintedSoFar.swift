import Reading
import Synchronization

/// Tells what a program prints while it runs, piece by piece.
package final class PrintedSoFar: Sendable {
  /// Takes what a cell has printed since the last time.
  package typealias Listener = @Sendable (CellID, String) -> Void

  private let program: Program
  private let tell: Listener
  /// How many bytes have been told of what a cell has printed, by its tag.
  private let told = Mutex<[String: Int]>([:])

  init(of program: Program, tell: @escaping Listener) {
    (self.program, self.tell) = (program, tell)
  }

  /// Tells what is new, up to the last line that is whole.
  func see(_ printed: [String: String]) { see(printed, isWhole: false) }

  /// Tells all that has not been told.
  func end(with printed: [String: String]) { see(printed, isWhole: true) }

  private func see(_ printed: [String: String], isWhole: Bool) {
    for section in program.sections {
      guard let text = printed[section.tag]?.utf8 else { continue }
      let end =
        isWhole ? text.endIndex : text.lastIndex(of: UInt8(ascii: "\n")).map(text.index(after:)) ?? text.startIndex
      let count = text.distance(from: text.startIndex, to: end)
      let known = told.withLock { told in
        defer { told[section.tag] = max(count, told[section.tag] ?? 0) }
        return told[section.tag] ?? 0
      }
      guard count > known else { continue }
      tell(section.cell.id, String(decoding: text.dropFirst(known).prefix(count - known), as: UTF8.self))
    }
  }
}

extension PrintedSoFar {
  /// In seconds: how soon after a program has printed something it is told, at first and for one that prints much.
  private static let (shortestWait, longestWait) = (0.05, 1.0)

  /// Does something while a program runs that writes to files, and tells meanwhile what it prints.
  func following<Result: Sendable>(
    _ texts: RunTexts, atMost limit: UInt64, _ body: () async -> Result
  ) async -> Result {
    let following = Task { [self] in
      var wait = Self.shortestWait
      while (try? await Task.sleep(for: .seconds(wait))) != nil {
        let (output, _, wire) = texts.contents(atMost: limit)
        guard !output.isEmpty else { continue }
        see(Run.printed(in: output, wire: wire))
        wait = min(Self.longestWait, wait * 1.5)
      }
    }
    let result = await body()
    following.cancel()
    await following.value
    return result
  }
}
