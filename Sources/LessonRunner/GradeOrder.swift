import Classes
import Grading

/// What `lesson-run grade` was asked to do.
struct GradeOrder {
  /// Memory and output are given in these.
  private static let mebibyte: UInt64 = 1 << 20

  let lessonPath: String
  let submissions: [String]
  let results: String
  let gradingLimits: ClassGrader.GradingLimits
  let sandbox: SandboxChoice
  /// How many processes may run at once; `nil` for as many as there are cores.
  let jobs: Int?
  /// Which part of the class to grade; `nil` for all of it.
  let shard: Shard?
  /// What coming late costs; `nil` if that is not looked at.
  let lateRule: LateRule?
  /// Whose hand-ins are graded; empty for all.
  let students: [String]
  /// Only hand-ins that tried one of these; empty for all.
  let exercises: [String]

  init(_ operands: [String], of command: GradeCommand) throws(CommandFailure) {
    lessonPath = operands[0]
    submissions = Array(operands.dropFirst())
    guard !submissions.isEmpty else {
      throw CommandFailure(misused: "grade", .noSubmissions)
    }
    guard let results = command.results else {
      throw CommandFailure(misused: "grade", .noResultsFolder)
    }
    self.results = results
    let memory = UInt64(try command.memory.get() ?? 1024)
    let output = UInt64(try command.outputLimit.get() ?? 4)
    gradingLimits = ClassGrader.GradingLimits(
      seconds: try command.timeout.get(), memory: memory * Self.mebibyte, output: output * Self.mebibyte)
    jobs = try command.jobs.get()
    shard = try command.shard.get()
    sandbox = try command.sandbox.get()
    (students, exercises) = (command.student, command.exercise)
    let (penalty, cap, grace) = (try command.latePenalty.get(), try command.lateCap.get(), try command.grace.get())
    if let due = try command.due.get() {
      lateRule = LateRule(due: due, penalty: penalty ?? .share(0), cap: (cap ?? 100) / 100, grace: grace ?? 0)
    } else {
      guard penalty == nil, cap == nil, grace == nil else {
        throw CommandFailure(misused: "grade", .latenessWithoutDue)
      }
      lateRule = nil
    }
  }

  /// Whether a hand-in is to be graded now.
  func wants(_ file: HandedInFile, in folder: ResultsFolder) -> Bool {
    guard students.isEmpty || students.contains(file.student) else { return false }
    guard !exercises.isEmpty, let result = folder.result(of: file.student) else { return true }
    return result.exercises.contains {
      exercises.contains($0.name) && $0.status != .missing && $0.status != .notAttempted
    }
  }
}
