import Classes
import Foundation
import Grading
import Testing

@Suite("A review that was damaged by hand")
struct DamagedReviewTests {
  /// Says all that a review can.
  private static func full(_ exercise: ExerciseResult) -> StudentReview {
    var review = ExerciseReview(name: "why", answer: exercise.answerDigest)
    review.items = [.init(text: "names the shape", points: 1), .init(text: "an example", points: 0.5)]
    review.override = .init(points: 1.75, reason: "seen on paper")
    review.comments = ["Well put.", "\u{FC}n\u{EF}"]
    (review.isFlagged, review.isDone) = (true, true)
    return StudentReview(student: "Ada", exercises: [review])
  }

  /// What any other program reads in the file.
  private static func points(in bytes: [UInt8]) -> Double? {
    let object = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
    let exercise = (object?["exercises"] as? [[String: Any]])?.first
    return (exercise?["override"] as? [String: Any])?["points"] as? Double
  }

  @Test("a bit of each byte, flipped: it is refused, or counts as it stands; no points are lost in silence")
  func flips() throws {
    try withResultsFolder { folder in
      try ReviewFolderTests.graded(folder)
      let machine = try #require(folder.result(of: "Ada"))
      try folder.reviews.holding { holding throws(ReviewFailure) in
        #expect(try holding.store([Self.full(machine.exercises[0])]) == nil)
      }
      let path = folder.reviews.path(of: "Ada")
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
      let name = Array("\"why\"".utf8)
      let place = try #require(bytes.indices.first { bytes[$0...].starts(with: name) })
      var (refused, other) = (0, 0)
      for index in bytes.indices {
        // A review of another exercise is another matter.
        if (place..<place + 5).contains(index) { continue }
        let bit = [0, 5, 1, 7, 2][index % 5]
        var damaged = bytes
        damaged[index] ^= 1 << bit
        try Data(damaged).write(to: URL(filePath: path))
        guard let review = try? folder.reviews.review(of: "Ada") else {
          let fault = try #require(folder.reviews.faults().first?.fault)
          #expect(fault.location.file == path)
          refused += 1
          continue
        }
        let final = machine.reviewed(by: review.exercises).exercises[0]
        let isWhole = final.review == .done && final.points == min(2, Self.points(in: damaged) ?? -1)
        #expect(isWhole || final.review == .stale, "byte \(index), bit \(bit)")
        other += 1
      }
      #expect(refused > 100 && other > 20)
    }
  }
}
