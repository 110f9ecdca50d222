import Grading
import LessonWire
import Reading
import Running

/// What happens to a lesson that is alive, told in its order. All faces of a lesson are made of this.
package enum LiveEvent: Sendable {
  /// There is a new text, and all of it is run that has to be: what follows is about this lesson.
  case read(Lesson)
  /// Everything runs again, though the text is the same.
  case runningAgain
  /// The text is again, or still, the one that has been run.
  case unchanged
  /// The text has faults and is not run.
  case faulty([Fault], text: String)
  /// There is no file, or it cannot be read.
  case gone(reason: String)
  /// An exercise's answer waits to be compiled.
  case queued(Exercise)
  /// It is compiled, and runs.
  case compiled(Exercise)
  /// A cell has printed something more.
  case printed(CellID, String)
  /// The last text that was told of a cell is, all of it, what it prints of this value. Where nobody asks for values, this is not told.
  case shown(CellID, ShownValue)
  /// How it went. Of an answer that crashes this may be told once more, when all is graded, with what its variables were.
  case graded(Grade)
  /// All is run and graded.
  case finished(Report)
  /// For one listener: it has taken events too slowly, and those that waited are lost. This is the sum of all that has been told.
  case missed(KnownLesson)
  /// Something is missing on this machine.
  case failed(MachineFailure)

  /// What an event of grading is to whoever looks on.
  static func all(of event: GradingEvent) -> [LiveEvent] {
    switch event {
    case .queued(let exercise): [.queued(exercise)]
    case .compiled(let exercise): [.compiled(exercise)]
    case .printed(let id, let part): [.printed(id, part.text)] + (part.value.map { [.shown(id, $0)] } ?? [])
    case .graded(let grade): [.graded(grade)]
    }
  }
}
