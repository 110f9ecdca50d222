import Support

/// Puts together what a lesson says about each exercise, and finds what does not fit together.
struct ExerciseAssembly {
  private struct Part {
    var header: CellHeader?
    var cell: Cell
    var nameAt: SourceLocation
    var contextCount: Int
  }

  /// How many exercises may run one before the other: each repeats the code of all before it.
  private static let longestChain = 32
  /// Among how many exercises a mistyped name is looked for, and for how many faults: together they would be quadratic.
  private static let suggestionLimit = 200

  private var parts: [Part] = []
  /// The names of blocks that are at fault themselves.
  private var silent: Set<String> = []
  private var hints: [(hint: Hint, nameAt: SourceLocation)] = []

  mutating func add(_ cell: Cell, _ header: CellHeader, nameAt: SourceLocation, contextCount: Int) {
    parts.append(Part(header: header, cell: cell, nameAt: nameAt, contextCount: contextCount))
  }

  mutating func add(_ hint: Hint, nameAt: SourceLocation) {
    hints.append((hint, nameAt))
  }

  /// Keeps silent about the parts of an exercise whose own cell could not be read.
  mutating func keepSilentAbout(_ name: String) {
    silent.insert(name)
  }

  /// The exercises in the order of the text. Cells whose name was not readable are left out: that fault is known already.
  func exercises(faults: inout [Fault]) -> [Exercise] {
    var exercises = declared(faults: &faults)
    let indices = Dictionary(uniqueKeysWithValues: exercises.enumerated().map { ($1.name, $0) })
    for part in parts where part.cell.role != .exercise {
      guard let name = part.cell.name else { continue }
      guard let index = indices[name] else {
        addOrphan(part.cell.role.withArticle + " for", name, at: part.nameAt, among: exercises, to: &faults)
        continue
      }
      attach(part, to: &exercises[index], faults: &faults)
    }
    for (hint, nameAt) in hints {
      if let index = indices[hint.exercise] {
        exercises[index].hints.append(hint)
      } else {
        addOrphan("a hint for", hint.exercise, at: nameAt, among: exercises, to: &faults)
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
      addOrphan("needs", word.text, at: location, among: exercises, to: &faults)
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
    guard needed.needs.count < Self.longestChain else {
      faults.append(
        Fault(
          at: location, "'\(exercise.name)' needs more than \(Self.longestChain) exercises",
          advice: "put code that many exercises share into an example or setup cell"))
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

  private func addOrphan(
    _ thing: String, _ name: String, at location: SourceLocation, among exercises: [Exercise], to faults: inout [Fault]
  ) {
    guard !silent.contains(name) else { return }
    let candidates = faults.count < Self.suggestionLimit ? exercises.prefix(Self.suggestionLimit).map(\.name) : []
    let meant = nearest(to: name, among: candidates).map { "did you mean '\($0)'? " } ?? ""
    faults.append(
      Fault(
        at: location, "\(thing) '\(name)', but there is no such exercise",
        advice: meant + "Add 'swift exercise \(name)', or correct the name"))
  }
}
