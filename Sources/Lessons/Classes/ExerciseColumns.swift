/// The exercises of many results in one order: the lesson's, as far as the results agree on it.
struct ExerciseColumns: Hashable {
  private(set) var names: [String] = []
  private var known: Set<String> = []

  /// Takes in a result's exercises. A new one is put behind the one that it follows in that result.
  mutating func add(_ result: SubmissionResult) {
    var place = 0
    for exercise in result.exercises {
      if known.insert(exercise.name).inserted {
        names.insert(exercise.name, at: place)
        place += 1
      } else if let found = names.firstIndex(of: exercise.name) {
        place = found + 1
      }
    }
  }
}
