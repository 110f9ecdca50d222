import FoundationEssentials
import Glibc
import Running
import Support

/// What a workspace remembers of its learner.
package struct LearnerState: Hashable, Sendable, Codable {
  /// What was asked for of an exercise.
  package struct Asked: Hashable, Sendable, Codable {
    /// How many hints were shown.
    package var hints = 0
    package var hasSeenSolution = false

    package init() {}
  }

  /// Where the learner was.
  package struct Place: Hashable, Sendable, Codable {
    /// The lesson's file.
    package var lesson: String
    /// `nil` if the lesson was run as a whole.
    package var exercise: String?

    package init(lesson: String, exercise: String? = nil) {
      (self.lesson, self.exercise) = (lesson, exercise)
    }
  }

  /// The folder or the file of the book; `nil` for the one that came with the program.
  package var book: String?
  package var last: Place?
  /// By the lessons' files and the exercises' names.
  package var asked: [String: [String: Asked]] = [:]

  package init() {}

  package subscript(lesson: String, exercise: String) -> Asked {
    get { asked[lesson]?[exercise] ?? Asked() }
    set { asked[lesson, default: [:]][exercise] = newValue }
  }

  /// How many hints of a lesson's exercises were shown.
  package func hints(of lesson: String) -> [String: Int] { asked[lesson]?.mapValues(\.hints) ?? [:] }
}

extension Workspace {
  /// What is remembered; nothing if nothing is.
  /// - Throws: If it cannot be read.
  package func state() throws(MachineFailure) -> LearnerState {
    guard let bytes = Self.content(of: stateFile) else {
      guard access(stateFile, F_OK) != 0 else { throw .workspace(.unreadableMemory(stateFile)) }
      return LearnerState()
    }
    do { return try JSONDecoder().decode(LearnerState.self, from: Data(bytes)) } catch {
      throw .workspace(.foreignMemory(stateFile))
    }
  }

  /// Changes what is remembered. Of several processes that do so at once, each finds what the others have written.
  /// - Throws: If it cannot be read or written; then it is as it was.
  package func remember(_ change: (inout LearnerState) -> Void) throws(MachineFailure) {
    let lock = open(hiddenFolder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard lock >= 0 else {
      throw Self.failure(.workspace(.unwritableWithin(hiddenFolder, errno)))
    }
    defer { close(lock) }
    flock(lock, LOCK_EX)
    let old = try state()
    var new = old
    change(&new)
    guard new != old else { return }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    guard let content = try? encoder.encode(new) else { return }
    try Self.write(content + [0x0A], to: stateFile)
  }
}
