import Reading

extension Exercise {
  /// A text is for a person to read: of the author's own there is nothing to be found out.
  func gradeOfText(_ subject: Grader.Subject) -> Grade {
    if subject == .solutions { return Grade(self, .awaitingReview) }
    if self.cell.hasBlank || !isChanged { return Grade(notAttempted: self) }
    return Grade(self, .awaitingReview)
  }

  /// Whether a text that was handed in is more than what the lesson gave.
  private var isChanged: Bool {
    guard let submitted = self.submitted else { return true }
    func words(_ cell: Cell) -> [Substring] { cell.source.split(whereSeparator: \.isWhitespace) }
    return words(submitted) != words(self.starter)
  }
}
