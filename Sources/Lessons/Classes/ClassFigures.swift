import Grading

/// What a class's results come to, gathered one result at a time.
struct ClassFigures {
  /// How many bars a histogram has at most, but for one bar a point up to 20 points.
  private static let shares = 10

  private(set) var columns = ExerciseColumns()
  private(set) var exercises: [String: ExerciseFigures] = [:]
  private(set) var count = 0
  private(set) var pointsSum = 0.0
  private(set) var fullMarks = 0
  /// Titles by lesson file, of which there should be one.
  private(set) var lessons: [String: String] = [:]
  /// What can be earned, from the first result.
  private(set) var maxPoints = 0.0
  /// How many results fell into each bar of the histogram.
  private(set) var histogram: [Int] = []
  /// Whether a bar is one point wide; otherwise it is a tenth of all points.
  private(set) var isByPoint = false
  private(set) var hasTimes = false

  mutating func add(_ result: SubmissionResult) {
    if count == 0 { begin(with: result.maxPoints) }
    count += 1
    pointsSum += result.finalPoints
    lessons[result.lesson] = result.title
    hasTimes = hasTimes || result.handedIn != nil
    let share = result.share
    if share >= 1 { fullMarks += 1 }
    histogram[bar(of: share)] += 1
    columns.add(result)
    for exercise in result.exercises { exercises[exercise.name, default: ExerciseFigures()].add(exercise) }
  }

  /// The bars' labels.
  var labels: [String] {
    if isByPoint { return histogram.indices.map(String.init) }
    return (0..<Self.shares).map { "\($0 * 100 / Self.shares)–\(($0 + 1) * 100 / Self.shares) %" }
  }

  private mutating func begin(with maximum: Double) {
    maxPoints = maximum
    isByPoint = maximum >= 1 && maximum <= 20 && maximum == maximum.rounded()
    histogram = Array(repeating: 0, count: isByPoint ? Int(maximum) + 1 : Self.shares)
  }

  private func bar(of share: Double) -> Int {
    // Half a millionth makes up for shares such as 7/10 · 10 = 6.999….
    let place = share * (isByPoint ? maxPoints : Double(Self.shares)) + 5e-7
    return min(Int(place), histogram.count - 1)
  }
}

/// What a class did with one exercise.
struct ExerciseFigures {
  /// How many different mistakes are kept apart; a lesson names a few.
  private static let mostMistakes = 1000

  private(set) var counts: [Grade.Status: Int] = [:]
  private(set) var count = 0
  private(set) var pointsSum = 0.0
  private(set) var maxPoints = 0.0
  private var mistakes: [String: Int] = [:]

  mutating func add(_ exercise: ExerciseResult) {
    count += 1
    counts[exercise.status, default: 0] += 1
    pointsSum += exercise.points
    maxPoints = max(maxPoints, exercise.maxPoints)
    if let mistake = exercise.mistake, mistakes.count < Self.mostMistakes || mistakes[mistake] != nil {
      mistakes[mistake, default: 0] += 1
    }
  }

  var passed: Int { counts[.passed] ?? 0 }

  /// The recognised mistakes that were made most often, first the most frequent.
  func frequentMistakes(_ limit: Int) -> [(advice: String, count: Int)] {
    let sorted = mistakes.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
    return sorted.prefix(limit).map { (advice: $0.key, count: $0.value) }
  }
}

extension SubmissionResult {
  /// The points that count as a share of those that can be earned, from 0 to 1.
  var share: Double { maxPoints > 0 ? min(1, max(0, finalPoints / maxPoints)) : 0 }
}
