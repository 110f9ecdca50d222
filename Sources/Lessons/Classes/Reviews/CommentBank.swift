import FoundationEssentials
import Running
import Support

/// Comments that are given often: a text file in the folder of results, a comment a line.
package struct CommentBank: Sendable {
  /// What the file is called in the results folder.
  package static let fileName = "comments.txt"
  private static let mostComments = 200
  private static let mostBytes = 1 << 20

  private let reviews: ReviewFolder

  package init(of folder: ResultsFolder) { reviews = ReviewFolder(folder) }

  private var path: String { reviews.folder.file(named: Self.fileName) }

  package var comments: [String] { Array((lines ?? []).prefix(Self.mostComments)) }

  /// The file's lines; `nil` if it is too large or no text.
  private var lines: [String]? {
    guard let data = FileManager.default.contents(atPath: path) else { return [] }
    guard data.count < Self.mostBytes, let text = String(validating: data, as: UTF8.self) else { return nil }
    return text.split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter { !$0.isEmpty }
  }

  /// Keeps a comment, or drops it.
  /// - Throws: If there is no room for it, or the file cannot be read or written: then it is as it was.
  package func set(_ comment: String, isKept: Bool) throws(ReviewFailure) {
    let comment = ExerciseReview.oneLine(comment)
    guard !comment.isEmpty else { return }
    guard comment.unicodeScalars.count <= ExerciseReview.longestText else { throw .refused(.beyondBounds) }
    try reviews.holding { _ throws(ReviewFailure) in
      guard let lines else { throw .refused(.unreadableBank) }
      var all = lines.filter { $0 != comment }
      if isKept { all.append(comment) }
      guard !isKept || all.count <= Self.mostComments else { throw .refused(.fullBank(most: Self.mostComments)) }
      do throws(MachineFailure) { try writeWhole(all.map { $0 + "\n" }.joined().utf8, to: path) } catch {
        throw .machine(error)
      }
    }
  }
}
