import Reading
import Running

/// What happens while a lesson is graded, told as it does.
package enum GradingEvent: Sendable {
  /// An exercise waits for its answer to be compiled.
  case queued(Exercise)
  /// Its answer is compiled, and runs from now on.
  case compiled(Exercise)
  /// A cell has printed something more: what it prints is told in pieces, in their order.
  case printed(CellID, PrintedPart)
  case graded(Grade)
}
