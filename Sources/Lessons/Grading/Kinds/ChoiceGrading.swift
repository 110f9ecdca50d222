import LessonWire
import Reading
import Running
import Support

extension Exercise {
  /// Grades options that were ticked.
  func grade(of choice: ChoiceExercise, _ subject: Grader.Subject, in lesson: Lesson) -> Grade {
    guard let cell = answerCell(of: subject) else { return Grade(self, .ungraded) }
    let answer = TaskList(cell.source)
    let offered = TaskList(offeredCell(beside: cell).source).items.map(\.text)
    if answer.items.isEmpty { return refusing(Problem(.noOptionLeft, of: cell, in: lesson)) }
    for item in answer.items {
      guard case .unclear(let mark)? = item.box else { continue }
      return refusing(Problem(.unclearBox(mark), inLine: item.line, of: cell, in: lesson))
    }
    if let (line, number) = unclearLine(in: answer, of: cell, among: offered) {
      return refusing(Problem(.unclearTick(line), inLine: number, of: cell, in: lesson))
    }
    var ticked: Set<Int> = []
    for item in answer.items where item.isTicked {
      guard let number = Self.number(of: item.text, among: offered) else {
        return refusing(Problem(.unknownOption(item.text), inLine: item.line, of: cell, in: lesson))
      }
      ticked.insert(number)
    }
    if ticked.isEmpty { return Grade(notAttempted: self) }
    guard let right = rightOptions(among: offered) else {
      var grade = Grade(self, .ungraded)
      grade.values = [LabelledValue(label: ChoiceShare.label, value: ChoiceShare.value(ticked))]
      return grade
    }
    return Grade(self, ticked: ticked, ChoiceShare(right: right, of: offered.count), choice, in: lesson)
  }

  /// The first line that may tick an option, though not in a box: with a mark elsewhere, or with one that is no box.
  private func unclearLine(in list: TaskList, of cell: Cell, among offered: [String]) -> (String, Int)? {
    let lines = cell.source.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
    func unclear(_ number: Int) -> (String, Int) { (lines[number - 1].trimmed, number) }
    if let line = list.openComment { return unclear(line) }
    let options = offered.map(\.essence)
    let doubtful = list.items.filter { item in
      guard !item.isTicked, Self.number(of: item.text, among: offered) == nil else { return false }
      return item.text.hasTick || !item.hasBox && options.contains { item.text.essence.isLittleMore(than: $0) }
    }
    let strays = list.strayLines.filter { number in
      let line = lines[number - 1]
      return line.hasTick || options.contains { line.essence.isLittleMore(than: $0) }
    }
    return (doubtful.map(\.line) + strays).min().map(unclear)
  }

  /// The numbers among the offered options of those that the solution ticks, by their words: its list may have another order.
  /// - Returns: `nil` if there is no solution, or if it ticks something that is not offered.
  private func rightOptions(among offered: [String]) -> Set<Int>? {
    guard let solution = self.solution else { return nil }
    let ticked = TaskList(solution.source).items.filter(\.isTicked)
    let numbers = ticked.compactMap { Self.number(of: $0.text, among: offered) }
    return numbers.count == ticked.count ? Set(numbers) : nil
  }

  /// The list that the author has written: beside an answer in the author's own file it is the solution's.
  private func offeredCell(beside cell: Cell) -> Cell {
    self.submitted == nil ? self.solution ?? cell : self.starter
  }

  /// An option's number by its words, also if an editor has changed a letter or a quotation mark.
  private static func number(of text: String, among offered: [String]) -> Int? {
    if let index = offered.firstIndex(of: text) { return index + 1 }
    guard text.utf8.count < 400 else { return nil }
    let bare = text.essence
    let alike = offered.indices.filter { offered[$0].essence == bare }
    return alike.count == 1 ? alike[0] + 1 : nil
  }

  func refusing(_ problem: Problem) -> Grade {
    var grade = Grade(self, .unreadable)
    grade.problems = [problem]
    return grade
  }
}

extension Grade {
  /// Compares what is ticked with what is right.
  fileprivate init(
    _ exercise: Exercise, ticked: Set<Int>, _ share: ChoiceShare, _ choice: ChoiceExercise, in lesson: Lesson
  ) {
    self.init(exercise, .wrong)
    let isRight = ticked == share.right
    comparisons = [
      Comparison(
        label: ChoiceShare.label, value: ChoiceShare.value(ticked), expected: ChoiceShare.value(share.right),
        verdict: isRight ? .equal : .differs(at: [0]))
    ]
    if choice.picksOne, ticked.count > 1 {
      problems = [Problem(.severalTicked(ticked.count), of: exercise.cell, in: lesson)]
      return
    }
    points = (exercise.points * share.share(of: ticked) * 100).rounded() / 100
    status = isRight ? .passed : points > 0 ? .partial : .wrong
    let advice = ticked.sorted().compactMap { choice.advice[$0] }
    mistake = advice.isEmpty ? nil : advice.joined(separator: "\n\n")
  }
}

/// What of a choice's points the ticks earn.
///
/// One right option earns all, alone. Of several, a learner earns the part of the right ones that is ticked less the part of the wrong ones
/// that is, and never less than nothing: whoever ticks everything, or nothing, earns nothing, and so does guessing on average.
struct ChoiceShare {
  static let label = "ticked"

  var right: Set<Int>
  /// How many options there are.
  var count: Int

  init(right: Set<Int>, of count: Int) { (self.right, self.count) = (right, count) }

  func share(of ticked: Set<Int>) -> Double {
    if ticked == right { return 1 }
    guard right.count > 1, count > right.count else { return 0 }
    let hits = Double(ticked.intersection(right).count) / Double(right.count)
    return max(0, hits - Double(ticked.subtracting(right).count) / Double(count - right.count))
  }

  /// The options' numbers as a learner reads them.
  static func value(_ numbers: Set<Int>) -> Value {
    .string(numbers.sorted().map(String.init).joined(separator: ", "))
  }
}

extension String {
  /// Whether there is something that people tick with.
  fileprivate var hasTick: Bool { contains(/(^|\s)[\[［({]\s*[xX✓✔]\s*[\]］)}](\s|$)|[☑✅✔✓]/) }

  /// Whether it is another text with a few letters before or behind it, such as `x` or `yes`.
  fileprivate func isLittleMore(than other: String) -> Bool {
    !other.isEmpty && self != other && utf8.count <= other.utf8.count + 6 && (hasPrefix(other) || hasSuffix(other))
  }

  /// The letters, digits and signs that tell one option from another.
  fileprivate var essence: String {
    String(
      lowercased().unicodeScalars.filter {
        !$0.properties.isWhitespace && !"\"'“”„‘’`´*_\\.".unicodeScalars.contains($0)
      })
  }
}
