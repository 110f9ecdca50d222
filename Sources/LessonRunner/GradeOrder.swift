import Classes
import Grading

/// What `lesson-run grade` was asked to do.
struct GradeOrder {
  /// Memory and output are given in these.
  private static let mebibyte: UInt64 = 1 << 20

  let lessonPath: String
  let submissions: [String]
  let results: String
  let limitation: ClassGrader.Limitation
  let sandbox: SandboxChoice
  let revealsExpected: Bool
  /// Whether results that are there count for nothing.
  let gradesAgain: Bool
  /// How many processes may run at once; `nil` for as many as there are cores.
  let jobs: Int?
  /// Which part of the class to grade; `nil` for all of it.
  let shard: Shard?

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
    let memory = try Self.number(arguments, "memory", 64...1_048_576, "MiB from 64, such as --memory 1024")
    let output = try Self.number(arguments, "output-limit", 1...1024, "MiB from 1 to 1024, such as --output-limit 4")
    limitation = ClassGrader.Limitation(
      seconds: try Self.number(arguments, "timeout", 0.1...3600, "seconds from 0.1 to 3600, such as --timeout 10"),
      memory: UInt64(memory ?? 1024) * Self.mebibyte, output: UInt64(output ?? 4) * Self.mebibyte)
    jobs = try Self.number(arguments, "jobs", 1...1024, "a number of processes, such as --jobs 4")
    shard = try Self.shard(arguments.options["shard"]?.last)
    sandbox = try arguments.sandboxChoice()
    revealsExpected = arguments.has("reveal")
    gradesAgain = arguments.has("again")
  }

  private static func number<Number: LosslessStringConvertible & Comparable>(
    _ arguments: Arguments, _ option: String, _ range: ClosedRange<Number>, _ advice: String
  ) throws(CommandFailure) -> Number? {
    guard let text = arguments.options[option]?.last else { return nil }
    guard let number = Number(text), range.contains(number) else { throw nonsense(text, as: option, advice) }
    return number
  }

  private static func shard(_ text: String?) throws(CommandFailure) -> Shard? {
    guard let text else { return nil }
    guard let shard = Shard(text) else {
      throw nonsense(
        text, as: "shard", "K/N, part K of N parts, such as --shard 2/8; N is at most \(Shard.mostParts)")
    }
    return shard
  }

  private static func nonsense(_ text: String, as option: String, _ advice: String) -> CommandFailure {
    misused("'\(text)' makes no sense as --\(option): give \(advice)")
  }

  private static func misused(_ problem: String) -> CommandFailure {
    CommandFailure(.usage, problem, advice: "'lesson-run help grade' shows how it is used")
  }
}
