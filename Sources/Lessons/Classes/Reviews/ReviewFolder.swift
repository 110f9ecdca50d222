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
      throw Self.unreadable(path, .refused(errno))
    }
    defer { close(descriptor) }
    var details = stat()
    guard fstat(descriptor, &details) == 0, details.st_mode & S_IFMT == S_IFREG else {
      throw Self.unreadable(path, .noFile)
    }
    guard details.st_size <= Self.largestByteCount else { throw Self.unreadable(path, .tooLarge) }
    let bytes: [UInt8]
    do throws(SystemError) { bytes = try readAll(from: descriptor, atMost: Int(details.st_size)) } catch {
      throw Self.unreadable(path, .refused(error.number))
    }
    return try StudentReview(reading: bytes, path: path, name: name)
  }

  private static func unreadable(_ path: String, _ obstacle: Fault.ReviewObstacle) -> FaultyReview {
    FaultyReview(
      fault: Fault(.unreadableReview(obstacle), at: SourceRange(SourceLocation(file: path, line: 1, column: 1))))
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

  /// Has the feedback of all that was reviewed, and the table of grades, say so: whoever was killed right behind a review has not written
  /// them.
  /// - Parameters:
  ///   - grades: The table.
  ///   - course: The class, of which all is read anew that has changed.
  /// - Throws: If something cannot be written.
  package func renew(_ grades: GradesTable, of course: inout ReviewedClass) throws(ReviewFailure) {
    try holding { _ throws(ReviewFailure) in
      course.renew()
      do throws(MachineFailure) {
        for student in course.students where student.fault == nil && !student.reviews.isEmpty {
          try folder.renewFeedback(of: student.machine, reviews: student.reviews)
        }
        try grades.renew(from: course.results)
      } catch { throw .machine(error) }
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

    /// Puts reviews in the place of their students' last ones: all of them, or none. Then what students are told, and `grades.csv`, is made
    /// anew.
    /// - Parameters:
    ///   - reviews: Each student's whole review.
    ///   - grades: The table to renew.
    ///   - results: All results as they are with these reviews, by `ResultName`; whoever is missing is read.
    /// - Returns: What could not be made anew, though the reviews are saved.
    /// - Throws: If a review cannot be written.
    package func store(
      _ reviews: [StudentReview], renewing grades: GradesTable? = nil,
      from results: () -> [ExactText: SubmissionResult] = { [:] }
    ) throws(ReviewFailure) -> MachineFailure? {
      guard !reviews.isEmpty else { return nil }
      try self.reviews.write(reviews)
      do throws(MachineFailure) {
        for review in reviews {
          try self.reviews.folder.renewFeedback(of: review.student, reviews: review.exercises)
        }
        try grades?.renew(from: results())
      } catch { return error }
      return nil
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

  /// Does something while no desk writes anything, where desks have been: without a lock, where there can be none.
  package func whileDesksRest<Result>(_ body: () throws(MachineFailure) -> Result) throws(MachineFailure) -> Result {
    let descriptor = open(folder.file(named: Self.lockName), O_RDWR | O_CLOEXEC)
    defer { if descriptor >= 0 { close(descriptor) } }
    while descriptor >= 0, flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
    return try body()
  }

  fileprivate func write(_ reviews: [StudentReview]) throws(ReviewFailure) {
    var contents: [(path: String, content: [UInt8])] = []
    for review in reviews { contents.append(try content(of: review)) }
    do throws(MachineFailure) {
      var drafts = DraftGroup()
      for (path, content) in contents { try drafts.add(content, for: path) }
      try drafts.finish()
    } catch { throw .machine(error) }
  }

  /// What is written, which was read before: nobody leaves a review that cannot be opened again.
  private func content(of review: StudentReview) throws(ReviewFailure) -> (path: String, content: [UInt8]) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let path = path(of: review.student)
    let content: [UInt8]
    do { content = Array(try encoder.encode(review)) + [0x0A] } catch {
      throw .machine(.file(.unencodable(.resultFile(path), reason: "\(error)")))
    }
    guard content.count <= Self.largestByteCount else { throw .refused(.beyondBounds) }
    do throws(FaultyReview) {
      _ = try StudentReview(reading: content, path: path, name: ResultName(of: review.student).description)
    } catch { throw .faulty(error) }
    return (path, content)
  }
}

/// Why a review was not changed.
package enum ReviewFailure: Error, Sendable {
  case faulty(FaultyReview)
  case refused(ReviewRefusal)
  case machine(MachineFailure)
}
