import Lessons

/// What `lesson-run grade` was asked to do.
struct GradeOrder {
  /// Memory and output are given in these.
  private static let mebibyte: UInt64 = 1 << 20

  let lessonPath: String
  let submissions: [String]
  let results: String
  let limitation: ClassGrader.Limitation
  let isSandboxed: Bool
  let revealsExpected: Bool
  /// How many processes may run at once; `nil` for as many as there are cores.
  let jobs: Int?

  init(_ arguments: Arguments) throws(CommandFailure) {
    lessonPath = arguments.operands[0]
    submissions = Array(arguments.operands.dropFirst())
    guard !submissions.isEmpty else {
      throw Self.misused("grade needs submissions after the lesson: files, or folders of them")
    }
    guard let results = arguments.options["results"]?.last else {
      throw Self.misused("grade needs --results DIR, the folder to write results to")
    }
    self.results = results
    let memory = try Self.number(
      arguments, "memory", from: 64, to: 1_048_576, "MiB from 64, such as --memory 1024")
    let output = try Self.number(
      arguments, "output-limit", from: 1, to: 1024, "MiB from 1, such as --output-limit 4")
    limitation = ClassGrader.Limitation(
      seconds: try Self.number(arguments, "timeout", from: 0.1, to: 3600, "seconds, such as --timeout 10"),
      memory: UInt64(memory ?? 1024) * Self.mebibyte, output: UInt64(output ?? 4) * Self.mebibyte)
    jobs = try Self.number(arguments, "jobs", from: 1, to: 1024, "processes, such as --jobs 4").map { Int($0) }
    isSandboxed = try arguments.isSandboxed(byDefault: true)
    revealsExpected = arguments.has("reveal")
  }

  private static func number(
    _ arguments: Arguments, _ option: String, from least: Double, to most: Double, _ advice: String
  ) throws(CommandFailure) -> Double? {
    guard let text = arguments.options[option]?.last else { return nil }
    guard let number = Double(text), number >= least, number <= most else {
      throw misused("'\(text)' makes no sense as --\(option): give \(advice)")
    }
    return number
  }

  private static func misused(_ problem: String) -> CommandFailure {
    CommandFailure(.usage, problem, advice: "'lesson-run help grade' shows how it is used")
  }
}
