// What the assembled program puts behind an example that ends in an expression, so that its value is shown: on a line of its own, the
// expression keeps its line and columns. The operator binds looser than any other.

precedencegroup LessonShownPrecedence {
  lowerThan: AssignmentPrecedence
}

infix operator -->> : LessonShownPrecedence

/// Stands on the right of the operator that shows a value.
public struct __LessonShown: Sendable {}

public let __lessonShown = __LessonShown()

/// Shows an example's last value, as `show` does; of a task that is only started there is nothing to be seen.
public func -->> <Shown>(value: Shown, _: __LessonShown) {
  guard !String(reflecting: Shown.self).hasPrefix("Swift.Task<") else { return }
  show(value)
}

/// A statement without a value shows nothing.
public func -->> (_: Void, _: __LessonShown) {}
