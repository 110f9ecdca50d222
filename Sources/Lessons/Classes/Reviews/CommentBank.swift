import FoundationEssentials
import Running
import Support

/// Comments that are given often: a text file in the folder of results, a comment a line.
package struct CommentBank: Sendable {
  /// What the file is called in the results folder.
  package static let fileName = "comments.txt"
  private static let mostComments = 200

  private let reviews: ReviewFolder

  package init(of folder: ResultsFolder) { reviews = ReviewFolder(folder) }

  private var path: String { reviews.folder.file(named: Self.fileName) }

  package var comments: [String] {
    guard let data = FileManager.default.contents(atPath: path), data.count < 1 << 20 else { return [] }
    let lines = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).map { String($0).trimmed }
    return Array(lines.filter { !$0.isEmpty }.prefix(Self.mostComments))
  }

  /// Keeps a comment, or drops it.
  package func set(_ comment: String, isKept: Bool) throws(ReviewFailure) {
    let comment = ExerciseReview.oneLine(comment)
    guard !comment.isEmpty else { return }
    try reviews.holding { _ throws(ReviewFailure) in
      var all = comments.filter { $0 != comment }
      if isKept { all.append(comment) }
      do throws(MachineFailure) { try writeWhole(all.map { $0 + "\n" }.joined().utf8, to: path) } catch {
        throw .machine(error)
      }
    }
  }
}
