import Grading
import Live
import Reading
import Running

// What tests have happen to a watched lesson, in few words.
extension WatchState {
  /// - Returns: The lesson that is to be run now.
  mutating func save(_ bytes: [UInt8]) -> Lesson? {
    let event = known.event(ofText: bytes)
    apply(event)
    guard case .read(let lesson) = event else { return nil }
    return lesson
  }

  mutating func lose(_ reason: String) { apply(.gone(reason: reason)) }
  mutating func startRun() { apply(.runningAgain) }
  mutating func grade(_ grade: Grade) { apply(.graded(grade)) }
  mutating func finish(_ report: Report) { apply(.finished(report)) }
  mutating func fail(_ failure: MachineFailure) { apply(.failed(failure)) }
}
