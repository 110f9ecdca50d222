/// Puts together what a lesson says about each exercise, and finds what does not fit together.
struct ExerciseAssembly {
  private struct Part {
    var header: CellHeader?
    var cell: Cell
    var nameAt: SourceLocation
    var contextCount: Int
  }

  private var parts: [Part] = []
  private var hints: [(hint: Hint, nameAt: SourceLocation)] = []

  mutating func add(_ cell: Cell, _ header: CellHeader, nameAt: SourceLocation, contextCount: Int) {
    parts.append(Part(header: header, cell: cell, nameAt: nameAt, contextCount: contextCount))
  }

  mutating func add(_ hint: Hint, nameAt: SourceLocation) {
    hints.append((hint, nameAt))
  }

  /// The exercises in the order of the text. Cells whose name was not readable are left out: that fault is known already.
  func exercises(faults: inout [Fault], path: String) -> [Exercise] {
    var exercises = declared(faults: &faults)
    let indices = Dictionary(uniqueKeysWithValues: exercises.enumerated().map { ($1.name, $0) })
    for part in parts where part.cell.role != .exercise {
      guard let name = part.cell.name else { continue }
      guard let index = indices[name] else {
        faults.append(orphan(part.cell.role.withArticle, name, at: part.nameAt, among: indices.keys))
        continue
      }
      attach(part, to: &exercises[index], faults: &faults)
    }
    for (hint, nameAt) in hints {
      if let index = indices[hint.exercise] {
        exercises[index].hints.append(hint)
      } else {
        faults.append(orphan("a hint", hint.exercise, at: nameAt, among: indices.keys))
      }
    }
    for part in parts where part.cell.role == .exercise {
      guard let name = part.cell.name, let index = indices[name], exercises[index].cell == part.cell else { continue }
      if exercises[index].checks.isEmpty && exercises[index].answer == nil {
        faults.append(
          Fault(
            at: part.nameAt, "nothing compares the exercise '\(name)'",
            advice: "add a 'swift check \(name)' block, or the option answer=VARIABLE"))
      }
      exercises[index].needs = needs(of: exercises[index], part, exercises, indices, faults: &faults)
    }
    return exercises
  }

  private func declared(faults: inout [Fault]) -> [Exercise] {
    var exercises: [Exercise] = []
    var firstLines: [String: Int] = [:]
    for part in parts where part.cell.role == .exercise {
      guard let name = part.cell.name, let options = part.header?.options else { continue }
      if let line = firstLines[name] {
        faults.append(repeated("exercise", name, at: part.nameAt, firstLine: line))
        continue
      }
      firstLines[name] = part.cell.lines.lowerBound
      var exercise = Exercise(name: name, cell: part.cell, contextCount: part.contextCount)
      exercise.points = options.points ?? exercise.points
      exercise.tolerance = options.tolerance ?? exercise.tolerance
      exercise.timeout = options.timeout ?? exercise.timeout
      exercise.answer = options.answer
      exercises.append(exercise)
    }
    return exercises
  }

  private func attach(_ part: Part, to exercise: inout Exercise, faults: inout [Fault]) {
    switch part.cell.role {
    case .solution:
      if let first = exercise.solution {
        faults.append(repeated("solution", exercise.name, at: part.nameAt, firstLine: first.lines.lowerBound))
      } else {
        exercise.solution = part.cell
      }
    case .check:
      exercise.checks.append(part.cell)
    case .mistake:
      if part.cell.advice.isEmpty {
        faults.append(
          Fault(
            at: part.nameAt, "this mistake of '\(exercise.name)' has no advice",
            advice: "begin its code with '//' lines that tell a learner what went wrong"))
      }
      exercise.mistakes.append(part.cell)
    case .example, .setup, .exercise:
      break
    }
  }

  // MARK: - needs

  private func needs(
    of exercise: Exercise, _ part: Part, _ exercises: [Exercise], _ indices: [String: Int], faults: inout [Fault]
  ) -> [String] {
    guard let word = part.header?.options.needs else { return [] }
    let location = SourceLocation(file: part.nameAt.file, line: part.nameAt.line, column: word.column)
    guard let index = indices[word.text] else {
      faults.append(orphan("needs=", word.text, at: location, among: indices.keys))
      return []
    }
    let needed = exercises[index]
    guard needed.cell.lines.lowerBound < exercise.cell.lines.lowerBound else {
      faults.append(
        Fault(
          at: location, "'\(exercise.name)' needs \(needed.name == exercise.name ? "itself" : "an exercise below it")",
          advice: "name an exercise that stands above"))
      return []
    }
    // What stands above has been resolved before. A learner's copy has no solutions: then there is nothing to run first.
    return needed.needs + [needed.name]
  }

  // MARK: - Words

  private func repeated(_ thing: String, _ name: String, at location: SourceLocation, firstLine: Int) -> Fault {
    Fault(
      at: location,
      "there is already \(thing == "exercise" ? "an exercise" : "a solution") named '\(name)', on line \(firstLine)",
      advice: "give one of them another name, or remove it")
  }

  private func orphan(_ thing: String, _ name: String, at location: SourceLocation, among names: some Sequence<String>)
    -> Fault
  {
    let meant = nearest(to: name, among: names.sorted()).map { "did you mean '\($0)'? " } ?? ""
    return Fault(
      at: location, "\(thing) for '\(name)', but there is no such exercise".replacing("needs= for", with: "needs"),
      advice: meant + "Add 'swift exercise \(name)', or correct the name")
  }
}
