import Support

extension Exercise.Kind {
  /// Whether an exercise of this kind may have such a block.
  func takes(_ cell: Cell) -> Bool {
    let isSwift = cell.form == .swift
    switch cell.role {
    case .solution:
      return switch self {
      case .code, .number: isSwift
      case .choice, .text: !isSwift
      case .order: true
      }
    case .check:
      return self == .code || self == .order
    case .mistake:
      return self == .code || self == .order || self == .number
    case .advice:
      if case .choice = self { return true } else { return false }
    case .rubric:
      if case .text = self { return true } else { return false }
    case .example, .setup, .exercise:
      return true
    }
  }
}

extension Exercise {
  /// Takes what the blocks say that this kind alone has, and finds what does not fit together. What stands in the exercise's own cell may be a
  /// learner's answer: of that see `starterFaults`.
  mutating func readNotes(file: String, faults: inout [Fault]) {
    let reader = KindReader(exercise: self, file: file)
    switch kind {
    case .code, .number: return
    case .choice(var choice):
      reader.checkSolutionOfChoice(choice, faults: &faults)
      choice.advice = reader.advice(faults: &faults)
      kind = .choice(choice)
    case .text:
      reader.checkSolutionIsThere(faults: &faults)
      kind = .text(reader.rubric(faults: &faults))
    case .order:
      reader.checkSolutionIsThere(faults: &faults)
    }
  }
}

/// Reads the blocks of an exercise that is not answered in Swift.
private struct KindReader {
  let exercise: Exercise
  let file: String

  private var name: String { exercise.name }

  private func fault(_ kind: Fault.Kind, line: Int) -> Fault {
    Fault(kind, at: SourceRange(SourceLocation(file: file, line: line, column: 1)))
  }

  func checkSolutionIsThere(faults: inout [Fault]) {
    guard let solution = exercise.solution, solution.form != .swift, solution.source.trimmed.isEmpty else { return }
    faults.append(fault(.emptySolution(exercise: name), line: solution.lines.lowerBound))
  }

  func checkSolutionOfChoice(_ choice: ChoiceExercise, faults: inout [Fault]) {
    guard let solution = exercise.solution else { return }
    let (list, first) = (TaskList(solution.source), solution.lines.lowerBound)
    func add(_ kind: Fault.Kind, line: Int) { faults.append(fault(kind, line: line)) }
    faults += solution.listFaults(file: file)
    var seen: Set<String> = []
    for item in list.items where !seen.insert(item.text).inserted {
      add(.repeatedOptionText(item.text), line: first + item.line)
    }
    let ticked = list.ticked
    if list.items.count < 2 {
      add(.noOption(exercise: name), line: first)
    } else if ticked.isEmpty {
      add(.untickedSolution(exercise: name), line: first)
    } else if ticked.count == list.items.count {
      add(.everythingTicked(exercise: name), line: first)
    } else if choice.picksOne, ticked.count > 1 {
      add(.severalTicked(exercise: name), line: first + list.items[ticked[1] - 1].line)
    }
  }

  func advice(faults: inout [Fault]) -> [Int: String] {
    guard let cell = exercise.notes.first else { return [:] }
    let items = TaskList((exercise.solution ?? exercise.starter).source).items
    var advice: [Int: String] = [:]
    for (line, number, text) in ChoiceExercise.advice(of: cell) {
      guard let number, !text.isEmpty else {
        faults.append(fault(.noAdvice, line: line))
        continue
      }
      if !items.indices.contains(number - 1) {
        faults.append(fault(.adviceForNoOption(number, exercise: name, most: items.count), line: line))
      } else if exercise.solution != nil, items[number - 1].isTicked {
        faults.append(fault(.adviceForRightOption(number, exercise: name), line: line))
      } else if advice[number] != nil {
        faults.append(fault(.repeatedAdvice(number), line: line))
      }
      advice[number] = text
    }
    if advice.isEmpty, faults.isEmpty { faults.append(fault(.noAdvice, line: cell.lines.lowerBound)) }
    return advice
  }

  func rubric(faults: inout [Fault]) -> Rubric? {
    guard let cell = exercise.notes.first else { return nil }
    let (items, first) = (Rubric.items(of: cell), cell.lines.lowerBound)
    faults += cell.listFaults(file: file)
    for (line, item) in items where item == nil { faults.append(fault(.rubricItemWithoutPoints, line: line)) }
    let rubric = Rubric(items: items.compactMap(\.item))
    if items.isEmpty {
      faults.append(fault(.rubricItemWithoutPoints, line: first))
    } else if rubric.items.count == items.count, abs(rubric.points - exercise.points) > 1e-9 {
      faults.append(fault(.rubricSum(rubric.points, exercise: name, points: exercise.points), line: first))
    }
    return rubric
  }
}

extension Lesson {
  /// What is wrong with the cells that learners get, as far as that can be told only where they are the author's own: what a learner has ticked,
  /// written or moved there looks the same.
  package var starterFaults: [Fault] { exercises.flatMap { $0.starterFaults(file: path) } }
}

extension Exercise {
  fileprivate func starterFaults(file: String) -> [Fault] {
    let first = parts.starter.lines.lowerBound
    func fault(_ kind: Fault.Kind, line: Int, in cell: Cell? = nil) -> Fault {
      let start = (cell ?? parts.starter).lines.lowerBound + line
      return Fault(kind, at: SourceRange(SourceLocation(file: file, line: start, column: 1)))
    }
    switch form {
    case .swift, .text, .plain: return []
    case .number: return numberFaults(line: first, file)
    case .choice:
      let list = TaskList(parts.starter.source)
      var faults = parts.starter.listFaults(file: file)
      if list.items.count < 2 { faults.append(fault(.noOption(exercise: name), line: 0)) }
      faults += list.items.filter(\.isTicked).map { fault(.tickedStarter(exercise: name), line: $0.line) }
      guard let solution = parts.solution else { return faults }
      let solved = TaskList(solution.source)
      let (own, others) = (Set(list.items.map(\.text)), Set(solved.items.map(\.text)))
      faults += list.items.filter { !others.contains($0.text) }.map {
        fault(.otherOption($0.text, exercise: name, isInSolution: false), line: $0.line)
      }
      faults += solved.items.filter { !own.contains($0.text) }.map {
        fault(.otherOption($0.text, exercise: name, isInSolution: true), line: $0.line, in: solution)
      }
      // Advice names options by their numbers.
      if own == others, list.items.map(\.text) != solved.items.map(\.text),
        let moved = zip(list.items, solved.items).first(where: { $0.text != $1.text })
      {
        faults.append(
          fault(.otherOption(moved.1.text, exercise: name, isInSolution: true), line: moved.1.line, in: solution))
      }
      return faults
    case .order:
      guard let solution = parts.solution, solution.form == .order else { return [] }
      var offered = OrderedLines(parts.starter.source).offered.map(\.text)
      return OrderedLines(solution.source).answer.compactMap { line in
        if let index = offered.firstIndex(of: line.text) {
          offered.remove(at: index)
          return nil
        }
        return fault(.lineNotOffered(line.text, exercise: name), line: line.number, in: solution)
      }
    }
  }

  private func numberFaults(line: Int, _ file: String) -> [Fault] {
    func fault(_ kind: Fault.Kind, line: Int) -> Fault {
      Fault(kind, at: SourceRange(SourceLocation(file: file, line: line, column: 1)))
    }
    let lines = parts.starter.source.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .filter { !String($0.element).trimmed.isEmpty }
    guard lines.count == 1, let (index, text) = lines.first else {
      return [fault(.linesOfNumber(exercise: name), line: line)]
    }
    let blanks = text.matches(of: /_{3,}/).count
    return blanks == 1 ? [] : [fault(.blanksOfNumber(blanks, exercise: name), line: line + 1 + index)]
  }
}

extension Cell {
  /// What in an author's list is no item, or is not shown as it is meant; in a rubric an item needs no box.
  fileprivate func listFaults(file: String) -> [Fault] {
    let (list, first) = (TaskList(source), lines.lowerBound)
    func fault(_ kind: Fault.Kind, line: Int, column: Int = 1) -> Fault {
      Fault(kind, at: SourceRange(SourceLocation(file: file, line: first + line, column: column)))
    }
    let parts = TaskList.partsNotShown(in: source)
    let told = Set(parts.map(\.line))
    let boxless = list.items.filter { item in
      if case .unclear? = item.box { return true }
      return role != .rubric && !item.hasBox
    }
    let lines = Set(list.strayLines + boxless.map(\.line)).subtracting(told).sorted()
    return parts.map { fault(.noLineOfWords($0.part, role), line: $0.line, column: $0.column) }
      + lines.map { fault(.noTask(role), line: $0) }
  }
}
