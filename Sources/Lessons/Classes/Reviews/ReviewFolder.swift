import FoundationEssentials
import Glibc
import Platform
import Reading
import Running
import Support

/// The reviews in a folder of results.
///
/// Several desks may write into one folder. Whoever changes anything holds the folder's lock meanwhile, reads what is there, changes that
/// and puts the new file in the old one's place, whole: so nothing is lost that another has saved, and whoever is killed leaves either
/// the old review or the new one. The lock is the system's (`flock`): it ends with its process.
package struct ReviewFolder: Sendable {
  /// How such files end.
  static let ending = ".review.json"
  private static let lockName = ".reviews.lock"
  private static let largestByteCount = 16 << 20

  package let folder: ResultsFolder

  package init(_ folder: ResultsFolder) { self.folder = folder }

  package func path(of student: String) -> String { path(named: ResultName(of: student).description) }

  private func path(named name: String) -> String { "\(folder.path)/\(name)\(Self.ending)" }

  /// A student's review; `nil` if there is none.
  package func review(of student: String) throws(FaultyReview) -> StudentReview? {
    try review(named: ResultName(of: student).description)
  }

  func review(named name: String) throws(FaultyReview) -> StudentReview? {
    let path = path(named: name)
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw Self.unreadable(path, systemMessage(errno))
    }
    defer { close(descriptor) }
    var details = stat()
    guard fstat(descriptor, &details) == 0, details.st_mode & S_IFMT == S_IFREG else {
      throw Self.unreadable(path, "it is no ordinary file")
    }
    guard details.st_size <= Self.largestByteCount else { throw Self.unreadable(path, "it is larger than any review") }
    let bytes: [UInt8]
    do throws(SystemError) { bytes = try readAll(from: descriptor, atMost: Int(details.st_size)) } catch {
      throw Self.unreadable(path, error.message)
    }
    return try StudentReview(reading: bytes, path: path, name: name)
  }

  private static func unreadable(_ path: String, _ reason: String) -> FaultyReview {
    FaultyReview(
      fault: Fault(.unreadableReview(reason), at: SourceRange(SourceLocation(file: path, line: 1, column: 1))))
  }

  /// What is wrong with any of the folder's reviews.
  package func faults() -> [FaultyReview] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(Self.ending) && !$0.hasPrefix(".") }.sorted().compactMap { name in
      do throws(FaultyReview) {
        _ = try review(named: String(name.dropLast(Self.ending.count)))
        return nil
      } catch { return error }
    }
  }

  // MARK: - Changing

  /// Has the feedback of all that was reviewed say so: whoever was killed right behind a review has not written it.
  package func renewFeedback() throws(ReviewFailure) {
    try holding { holding throws(ReviewFailure) in
      for name in folder.resultNames {
        guard let student = folder.machineResult(named: name)?.student else { continue }
        let review = try holding.review(of: student)
        guard !review.exercises.isEmpty else { continue }
        do throws(MachineFailure) { try folder.renewFeedback(of: student, reviews: review.exercises) } catch {
          throw .machine(error)
        }
      }
    }
  }

  /// What can be done while nobody else changes any review of the folder.
  package struct Holding {
    private let reviews: ReviewFolder

    fileprivate init(_ reviews: ReviewFolder) { self.reviews = reviews }

    package func review(of student: String) throws(ReviewFailure) -> StudentReview {
      do throws(FaultyReview) { return try reviews.review(of: student) ?? StudentReview(student: student) } catch {
        throw .faulty(error)
      }
    }

    /// Puts a review in the place of the student's last one, and what the student is told with it.
    package func store(_ review: StudentReview) throws(ReviewFailure) {
      do throws(MachineFailure) {
        try reviews.write(review)
        try reviews.folder.renewFeedback(of: review.student, reviews: review.exercises)
      } catch { throw .machine(error) }
    }

    /// What a change would make of a student's review of an exercise; nothing is written.
    /// - Parameters:
    ///   - change: What changes.
    ///   - exercise: The exercise's name.
    ///   - student: The student's name.
    ///   - seen: The answer that whoever changes it has seen; `nil` not to ask.
    /// - Returns: The student's whole review with the change, and the exercise's before and after.
    /// - Throws: If it may not be changed so, or cannot be read.
    package func changed(
      _ change: ReviewChange, of exercise: String, _ student: String, seen: String?
    ) throws(ReviewFailure) -> (review: StudentReview, before: ExerciseReview?, after: ExerciseReview?) {
      guard let result = reviews.folder.result(of: student)?.exercises.first(where: { $0.name == exercise }),
        seen == nil || seen == result.answerDigest
      else { throw .refused(.answerChanged) }
      var review = try self.review(of: student)
      let before = review[exercise]
      do throws(ReviewRefusal) {
        let base = before ?? ExerciseReview(name: exercise, answer: result.answerDigest)
        review[exercise] = try base.changed(change, of: result)
      } catch { throw .refused(error) }
      return (review, before, review[exercise])
    }

    /// Changes a student's review of an exercise.
    /// - Returns: The review before and after.
    /// - Throws: If it may not be changed so, or cannot be read or written: then nothing is changed.
    package func change(
      _ change: ReviewChange, of exercise: String, _ student: String, seen: String?
    ) throws(ReviewFailure) -> (before: ExerciseReview?, after: ExerciseReview?) {
      let (review, before, after) = try changed(change, of: exercise, student, seen: seen)
      if before != after { try store(review) }
      return (before, after)
    }

    /// A student's review, if what it says of an exercise is as it was left.
    @discardableResult
    package func expect(
      _ after: ExerciseReview?, of exercise: String, _ student: String
    ) throws(ReviewFailure) -> StudentReview {
      let review = try review(of: student)
      guard review[exercise] == after else { throw .refused(.changedSince) }
      return review
    }

    /// Puts an earlier review back, unless it has been changed since.
    package func restore(_ before: ExerciseReview?, after: ExerciseReview?, of exercise: String, _ student: String)
      throws(ReviewFailure)
    {
      var review = try expect(after, of: exercise, student)
      review[exercise] = before
      try store(review)
    }
  }

  /// Does something while nobody else changes any review of the folder.
  package func holding<Result>(
    _ body: (Holding) throws(ReviewFailure) -> Result
  ) throws(ReviewFailure) -> Result {
    let path = folder.file(named: Self.lockName)
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .machine(DraftFile.failure(path, errno)) }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { throw .machine(DraftFile.failure(path, errno)) }
    }
    return try body(Holding(self))
  }

  fileprivate func write(_ review: StudentReview) throws(MachineFailure) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let path = path(of: review.student)
    let content: Data
    do { content = try encoder.encode(review) } catch {
      throw .file(.unencodable(.resultFile(path), reason: "\(error)"))
    }
    var draft = try DraftFile(for: path)
    try draft.write(content + [0x0A])
    try draft.finish(durably: true)
  }
}

/// Why a review was not changed.
package enum ReviewFailure: Error, Sendable {
  case faulty(FaultyReview)
  case refused(ReviewRefusal)
  case machine(MachineFailure)
}
