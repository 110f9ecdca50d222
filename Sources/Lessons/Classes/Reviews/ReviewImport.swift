import Reading
import Running
import Support

/// Reads reviews from a CSV file as `ReviewTable` writes it. All of it is looked at before anything is changed.
package struct ReviewImport {
  /// Everything that is wrong with such a file, in its order.
  package struct Faulty: Error, Hashable, Sendable {
    package var faults: [Fault]
  }

  package enum Failure: Error, Sendable {
    case faulty(Faulty)
    case review(ReviewFailure)
  }

  /// What came of such a file.
  package struct Taken: Sendable {
    /// How many reviews have changed.
    package var changed: Int
    /// What could not be made anew of them, though they are saved.
    package var failure: MachineFailure?
  }

  private let folder: ResultsFolder
  private let rubrics: ReviewTable.Rubrics
  private let grades: GradesTable?

  /// - Parameters:
  ///   - folder: The class's results.
  ///   - rubrics: What can be taken, by exercise.
  ///   - grades: The table to renew.
  package init(into folder: ResultsFolder, rubrics: ReviewTable.Rubrics, renewing grades: GradesTable? = nil) {
    (self.folder, self.rubrics, self.grades) = (folder, rubrics, grades)
  }

  /// Takes over what a file says. Columns that it does not have leave what there is; so do lines that are as they were exported. A line
  /// that was filled in is not taken where somebody has reviewed the answer since.
  /// - Parameters:
  ///   - bytes: The file's content.
  ///   - path: What to call it in messages.
  /// - Returns: What came of it.
  /// - Throws: If any line is wrong, or a review cannot be written: then nothing is changed.
  package func take(_ bytes: [UInt8], path: String) throws(Failure) -> Taken {
    var taken = Taken(changed: 0)
    var faulty: Faulty?
    do throws(ReviewFailure) {
      try folder.reviews.holding { holding throws(ReviewFailure) in
        let (results, unreadable) = try students()
        var reading = ReviewLines(results, rubrics, unreadable: unreadable)
        let planned: [StudentReview]
        do throws(Faulty) {
          planned = try reading.reviews(in: bytes, path: path) { student throws(ReviewFailure) in
            try holding.review(of: student)
          }
        } catch {
          faulty = error
          return
        }
        let failure = try holding.store(planned, renewing: grades)
        taken = Taken(changed: reading.changed, failure: failure)
      }
    } catch { throw .review(error) }
    if let faulty { throw .faulty(faulty) }
    return taken
  }

  private func students() throws(ReviewFailure) -> (results: [SubmissionResult], unreadable: [String]) {
    do throws(MachineFailure) {
      var reading = try folder.machineReading()
      var results: [SubmissionResult] = []
      while var result = reading.next() {
        // Feedback is long, and nobody asks for it here.
        for index in result.exercises.indices {
          (result.exercises[index].feedback, result.exercises[index].feedbackText) = ("", nil)
        }
        results.append(result)
      }
      return (results, reading.survey.surprises.map(\.name))
    } catch { throw .machine(error) }
  }
}
