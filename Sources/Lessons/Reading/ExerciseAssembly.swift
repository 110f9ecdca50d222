import Support

/// Puts together what a lesson says about each exercise, and finds what does not fit together.
struct ExerciseAssembly {
  private struct Part {
    var header: CellHeader?
    var cell: Cell
    var nameAt: SourceRange
    var contextCount: Int
  }

  /// How many exercises may run one before the other: each repeats the code of all before it.
  private static let longestChain = 32
  /// Among how many exercises a mistyped name is looked for, and for how many faults: together they would be quadratic.
  private static let suggestionLimit = 200

  private var parts: [Part] = []
  /// The names of blocks that are at fault themselves.
  private var silent: Set<String> = []
  private var hints: [(hint: Hint, nameAt: SourceRange)] = []

  mutating func add(_ cell: Cell, _ header: CellHeader, nameAt: SourceRange, contextCount: Int) {
    parts.append(Part(header: header, cell: cell, nameAt: nameAt, contextCount: contextCount))
  }

  mutating func add(_ hint: Hint, nameAt: SourceRange) {
    hints.append((hint, nameAt))
  }

  /// Keeps silent about the parts of an exercise whose own cell could not be read.
  mutating func keepSilentAbout(_ name: String) {
    silent.insert(name)
  }

  /// The exercises in the order of the text. Cells whose name was not readable are left out: that fault is known already.
  func exercises(faults: inout [Fault]) -> [Exercise] {
    var exercises = declared(faults: &faults)
    // Taken out while they grow: an exercise that is changed in place has its cells copied each time.
    var codes = exercises.map(\.parts)
    let indices = Dictionary(uniqueKeysWithValues: exercises.enumerated().map { ($1.name, $0) })
    for part in parts where part.cell.role != .exercise {
      guard let name = part.cell.name else { continue }
      guard let index = indices[name] else {
        addOrphan(name, for: .cell(part.cell.role), at: part.nameAt, among: exercises, to: &faults)
        continue
      }
      attach(part, to: &codes[index], of: exercises[index].kind, faults: &faults)
    }
    for (index, code) in codes.enumerated() { exercises[index].parts = code }
    for (hint, nameAt) in hints {
      if let index = indices[hint.exercise] {
        exercises[index].hints.append(hint)
      } else {
        addOrphan(hint.exercise, for: .hint, at: nameAt, among: exercises, to: &faults)
      }
    }
    for part in parts where part.cell.role == .exercise {
      guard let name = part.cell.name, let index = indices[name], exercises[index].cell == part.cell else { continue }
      if exercises[index].isRun && exercises[index].checks.isEmpty && exercises[index].answer == nil {
        faults.append(Fault(.noComparison(exercise: name), at: part.nameAt))
      }
      exercises[index].readNotes(file: part.nameAt.start.file, faults: &faults)
      exercises[index].needs = needs(of: exercises[index], part, exercises, indices, faults: &faults)
    }
    return exercises
  }

  /// The cells that are in none of the exercises.
  func strays(beside exercises: [Exercise]) -> [Cell] {
    let kept = Set(exercises.flatMap(\.cells).map(\.id))
    return parts.map(\.cell).filter { !kept.contains($0.id) }
  }

  private func declared(faults: inout [Fault]) -> [Exercise] {
    var exercises: [Exercise] = []
    var firstLines: [String: Int] = [:]
    for part in parts where part.cell.role == .exercise {
      guard let name = part.cell.name, let options = part.header?.options else { continue }
      if let line = firstLines[name] {
        faults.append(Fault(.repeatedExercise(name, firstLine: line), at: part.nameAt))
        continue
      }
      firstLines[name] = part.cell.lines.lowerBound
      var exercise = Exercise(name: name, cell: part.cell, contextCount: part.contextCount)
      exercise.points = options.points ?? exercise.points
      exercise.tolerance = options.tolerance ?? exercise.tolerance
      exercise.timeout = options.timeout ?? exercise.timeout
      exercise.answer = options.answer
      exercise.forbids = options.forbids ?? []
      if case .choice(var choice) = exercise.kind {
        choice.picksOne = options.picksOne
        exercise.kind = .choice(choice)
      }
      exercises.append(exercise)
    }
    return exercises
  }

  private func attach(
    _ part: Part, to exercise: inout ExerciseParts, of kind: Exercise.Kind, faults: inout [Fault]
  ) {
    guard let name = part.cell.name else { return }
    guard kind.takes(part.cell) else {
      let block = (part.cell.form == .swift ? "swift " : "") + part.cell.role.rawValue
      let fault = Fault.Kind.misplacedBlock(block, exercise: name, kind: exercise.starter.form)
      return faults.append(Fault(fault, at: part.nameAt))
    }
    switch part.cell.role {
    case .solution:
      if let first = exercise.solution {
        faults.append(
          Fault(.repeatedSolution(name, firstLine: first.lines.lowerBound), at: part.nameAt))
      } else {
        exercise.solution = part.cell
        // Written down as the answer is, it is shown like one.
        if part.cell.form == .plain { exercise.solution?.form = exercise.starter.form }
      }
    case .check:
      exercise.checks.append(part.cell)
    case .mistake:
      if part.cell.advice.isEmpty {
        faults.append(Fault(.mistakeWithoutAdvice(exercise: name), at: part.nameAt))
      }
      exercise.mistakes.append(part.cell)
    case .advice, .rubric:
      if let first = exercise.notes.first {
        let line = first.lines.lowerBound
        faults.append(Fault(.repeatedBlock(part.cell.role, exercise: name, firstLine: line), at: part.nameAt))
      } else {
        exercise.notes.append(part.cell)
      }
    case .example, .setup, .exercise:
      break
    }
  }

  // MARK: - needs

  private func needs(
    of exercise: Exercise, _ part: Part, _ exercises: [Exercise], _ indices: [String: Int], faults: inout [Fault]
  ) -> [String] {
    guard let word = part.header?.options.needs else { return [] }
    var place = part.nameAt.start
    place.column = word.column
    let range = SourceRange(place, length: word.text.utf8.count)
    guard let index = indices[word.text] else {
      addOrphan(word.text, for: .needs, at: range, among: exercises, to: &faults)
      return []
    }
    let needed = exercises[index]
    guard needed.isRun else {
      faults.append(Fault(.needsNoCode(exercise: needed.name), at: range))
      return []
    }
    guard needed.cell.lines.lowerBound < exercise.cell.lines.lowerBound else {
      let isItself = needed.name == exercise.name
      faults.append(
        Fault(isItself ? .needsItself(exercise: needed.name) : .needsOneBelow(exercise: exercise.name), at: range))
      return []
    }
    guard needed.needs.count < Self.longestChain else {
      faults.append(Fault(.endlessNeeds(exercise: exercise.name, most: Self.longestChain), at: range))
      return []
    }
    // What stands above has been resolved before. A learner's copy has no solutions: then there is nothing to run first.
    return needed.needs + [needed.name]
  }

  private func addOrphan(
    _ name: String, for mention: Fault.Mention, at range: SourceRange, among exercises: [Exercise],
    to faults: inout [Fault]
  ) {
    guard !silent.contains(name) else { return }
    let candidates = faults.count < Self.suggestionLimit ? exercises.prefix(Self.suggestionLimit).map(\.name) : []
    let meant = nearest(to: name, among: candidates)
    faults.append(Fault(.unknownExercise(name, for: mention, meant: meant), at: range, replacedBy: meant))
  }
}
