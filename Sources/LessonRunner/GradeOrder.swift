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

  init(_ operands: [String], of command: GradeCommand) throws(CommandFailure) {
    lessonPath = operands[0]
    submissions = Array(operands.dropFirst())
    guard !submissions.isEmpty else {
      throw CommandFailure(misused: "grade", "grade needs submissions after the lesson: files, or folders of them")
    }
    guard let results = command.results else {
      throw CommandFailure(misused: "grade", "grade needs --results DIR, the folder to write results to")
    }
    self.results = results
    let memory = UInt64(try command.memory.get() ?? 1024)
    let output = UInt64(try command.outputLimit.get() ?? 4)
    gradingLimits = ClassGrader.GradingLimits(
      seconds: try command.timeout.get(), memory: memory * Self.mebibyte, output: output * Self.mebibyte)
    jobs = try command.jobs.get()
    shard = try command.shard.get()
    sandbox = try command.sandbox.get()
  }
}
