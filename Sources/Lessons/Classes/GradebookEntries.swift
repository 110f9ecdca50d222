import Reading

/// Writes results into a gradebook's tables.
struct GradebookEntries {
  private struct Exercise: Hashable {
    var lesson: Int64
    var name: String
  }

  private let findStudent: SQLiteStatement
  private let addStudent: SQLiteStatement
  private let putLesson: SQLiteStatement
  private let findLesson: SQLiteStatement
  private let putExercise: SQLiteStatement
  private let findExercise: SQLiteStatement
  private let findAttempt: SQLiteStatement
  private let findHandIn: SQLiteStatement
  private let regradeAttempt: SQLiteStatement
  private let removeResults: SQLiteStatement
  private let lastNumber: SQLiteStatement
  private let unsetLatest: SQLiteStatement
  private let enthrone: SQLiteStatement
  private let addAttempt: SQLiteStatement
  private let addResult: SQLiteStatement
  private var lessons: [String: Int64] = [:]
  private var exercises: [Exercise: Int64] = [:]

  init(_ database: SQLiteDatabase) throws(SQLiteFailure) {
    findStudent = try database.prepare("SELECT id FROM students WHERE name = ?")
    addStudent = try database.prepare("INSERT INTO students (name) VALUES (?) RETURNING id")
    // A conflict that changes nothing is not written, so that the same results leave the file as it is.
    putLesson = try database.prepare(
      """
      INSERT INTO lessons (file, title) VALUES (?, ?)
      ON CONFLICT (file) DO UPDATE SET title = excluded.title WHERE title <> excluded.title
      """)
    findLesson = try database.prepare("SELECT id FROM lessons WHERE file = ?")
    putExercise = try database.prepare(
      """
      INSERT INTO exercises (lesson_id, name, position, max_points) VALUES (?, ?, ?, ?)
      ON CONFLICT (lesson_id, name) DO UPDATE SET position = excluded.position, max_points = excluded.max_points
      WHERE position <> excluded.position OR max_points <> excluded.max_points
      """)
    findExercise = try database.prepare("SELECT id FROM exercises WHERE lesson_id = ? AND name = ?")
    findAttempt = try database.prepare(
      "SELECT id, is_latest FROM attempts WHERE student_id = ? AND lesson_id = ? AND fingerprint = ?")
    findHandIn = try database.prepare(
      "SELECT id, is_latest FROM attempts WHERE student_id = ? AND lesson_id = ? AND hand_in = ?")
    regradeAttempt = try database.prepare(
      """
      UPDATE attempts SET fingerprint = ?, submission = ?, handed_in = ?, points = ?, max_points = ?, problems = ?, hand_in = ?,
        lesson_version = ?, late_penalty = ?, final_points = ? WHERE id = ?
      """)
    removeResults = try database.prepare("DELETE FROM results WHERE attempt_id = ?")
    lastNumber = try database.prepare(
      "SELECT coalesce(max(number), 0) FROM attempts WHERE student_id = ? AND lesson_id = ?")
    unsetLatest = try database.prepare(
      "UPDATE attempts SET is_latest = 0 WHERE student_id = ? AND lesson_id = ? AND is_latest")
    enthrone = try database.prepare("UPDATE attempts SET is_latest = 1 WHERE id = ?")
    addAttempt = try database.prepare(
      """
      INSERT INTO attempts (student_id, lesson_id, number, is_latest, fingerprint, submission, handed_in, points, max_points, problems,
        hand_in, lesson_version, late_penalty, final_points)
      VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
      """)
    addResult = try database.prepare(
      """
      INSERT INTO results (attempt_id, exercise_id, status, points, max_points, feedback, mistake)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """)
  }

  /// Adds an attempt unless it is known, and makes it the student's latest. One that is known and was graded again is changed.
  mutating func add(_ result: SubmissionResult) throws(SQLiteFailure) {
    let lesson = try lesson(of: result)
    let student = try student(result.student)
    if result.isAbsent == true { return }
    let key: [SQLiteValue] = [.integer(student), .integer(lesson)]
    let same = try findAttempt.firstRow(key + [.text(result.fingerprint)], columns: 2)
    if let same { return try makeLatest(same, key) }
    if let handIn = result.handIn, let known = try findHandIn.firstRow(key + [.text(handIn)], columns: 2) {
      try makeLatest(known, key)
      try regradeAttempt.run(Self.values(of: result) + [.integer(known[0])])
      try removeResults.run([.integer(known[0])])
      return try addResults(of: result, to: known[0], lesson)
    }
    let number = try lastNumber.firstRow(key, columns: 1)?.first ?? 0
    if number > 0 { try unsetLatest.run(key) }
    let attempt = try addAttempt.firstRow(key + [.integer(number + 1)] + Self.values(of: result), columns: 1)
    try addResults(of: result, to: attempt?.first ?? 0, lesson)
  }

  private func makeLatest(_ attempt: [Int64], _ key: [SQLiteValue]) throws(SQLiteFailure) {
    guard attempt[1] == 0 else { return }
    try unsetLatest.run(key)
    try enthrone.run([.integer(attempt[0])])
  }

  private static func values(of result: SubmissionResult) -> [SQLiteValue] {
    [
      .text(result.fingerprint), .text(result.submission), .optional(result.handedIn), .real(result.points),
      .real(result.maxPoints), .text(result.problems.joined(separator: "\n")), .optional(result.handIn),
      .optional(result.lessonVersion), result.late.map { .real($0.penalty) } ?? .null, .real(result.finalPoints),
    ]
  }

  private mutating func addResults(of result: SubmissionResult, to attempt: Int64, _ lesson: Int64)
    throws(SQLiteFailure)
  {
    for (position, exercise) in result.exercises.enumerated() {
      try addResult.run([
        .integer(attempt), .integer(try self.exercise(exercise, position: position + 1, lesson)),
        .text(exercise.status.rawValue), .real(exercise.points), .real(exercise.maxPoints), .text(exercise.feedback),
        .optional(exercise.mistake),
      ])
    }
  }

  private func student(_ name: String) throws(SQLiteFailure) -> Int64 {
    if let found = try findStudent.firstRow([.text(name)], columns: 1)?.first { return found }
    return try addStudent.firstRow([.text(name)], columns: 1)?.first ?? 0
  }

  private mutating func lesson(of result: SubmissionResult) throws(SQLiteFailure) -> Int64 {
    if let known = lessons[result.lesson] { return known }
    try putLesson.run([.text(result.lesson), .text(result.title)])
    let found = try findLesson.firstRow([.text(result.lesson)], columns: 1)?.first ?? 0
    lessons[result.lesson] = found
    return found
  }

  private mutating func exercise(
    _ exercise: ExerciseResult, position: Int, _ lesson: Int64
  ) throws(SQLiteFailure) -> Int64 {
    let key = Exercise(lesson: lesson, name: exercise.name)
    if let known = exercises[key] { return known }
    try putExercise.run([
      .integer(lesson), .text(exercise.name), .integer(Int64(position)), .real(exercise.maxPoints),
    ])
    let found = try findExercise.firstRow([.integer(lesson), .text(exercise.name)], columns: 1)?.first ?? 0
    exercises[key] = found
    return found
  }
}
