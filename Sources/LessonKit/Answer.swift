import LessonWire

/// Hands a value over for comparison with the same check's value after the author's solution.
///
/// - Parameters:
///   - label: What the value is; a learner reads it above the value. Each label of an exercise is used once.
///   - value: A tensor, number, string, Boolean, shape, or a list of those.
public func answer<Answered>(_ label: String, _ value: Answered) {
  noteForTrace(answer: label)
  send(.answer(label: label, value: wireValue(of: value)))
}
