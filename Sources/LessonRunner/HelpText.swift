/// Help, made from the table of commands.
enum HelpText {
  /// What `help` is asked for besides commands.
  static let events = "events"

  static func general() -> String {
    let width = CommandDefinition.all.map(\.name.count).max() ?? 0
    let commands = CommandDefinition.all.map { "  \(padded($0.name, to: width))  \($0.summary)" }
    return """
      lesson-run runs, grades and prints Markdown lessons with Swift exercises.

      usage: lesson-run LESSON.md
             lesson-run COMMAND [OPTIONS] LESSON.md

      \(commands.joined(separator: "\n"))

      'lesson-run help COMMAND' tells more of one. --version prints the version.
      Compiled programs are kept in LESSON_RUN_CACHE, by default ~/.cache/lesson-run. NO_COLOR turns colours off.
      """
  }

  static func text(of command: CommandDefinition) -> String {
    let options = command.optionsWithHelp
    let names = options.map(\.usage)
    let width = names.map(\.count).max() ?? 0
    let rows = zip(names, options).map { "  \(padded($0, to: width))  \($1.help)" }
    return """
      usage: lesson-run \(command.usage)

      \(command.details)

      \(rows.joined(separator: "\n"))
      """
  }

  private static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

extension CommandDefinition {
  /// The option that every command has among the others.
  var optionsWithHelp: [OptionDefinition] {
    options + [OptionDefinition(name: "help", help: "show this")]
  }

  /// What stands after the program's name.
  var usage: String { "\(name) [OPTIONS]" + (operands.isEmpty ? "" : " \(operands)") }
}

extension OptionDefinition {
  var usage: String { dashed.joined(separator: ", ") + (value.map { " \($0)" } ?? variant.map { "[=\($0)]" } ?? "") }

  /// The letter, if there is one, and the name, as they are typed.
  var dashed: [String] { (letter.map { ["-\($0)"] } ?? []) + ["--\(name)"] }
}
