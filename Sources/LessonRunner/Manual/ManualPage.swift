import Support

/// The manual page, `lesson-run(1)`, made from the table of commands.
enum ManualPage {
  static var text: String {
    let head = [
      ".\\\" Made by: lesson-run manual",
      ".TH LESSON\\-RUN 1 \"\" \"lesson\\-run \(lessonRunVersion)\" \"User Commands\"",
      // No word is taken apart, and no blanks are put in: commands are to be copied.
      ".nh", ".ad l",
    ]
    let lines =
      head + name + synopsis + description + commands + exitStatus + Surroundings.environment + Surroundings.files
      + Surroundings.examples
    return lines.joined(separator: "\n") + "\n"
  }

  private static let name = [
    Roff.section("NAME"),
    Roff.plain("lesson-run") + " \\- " + Roff.plain("run, grade and print Markdown lessons with Swift exercises"),
  ]

  private static let synopsis =
    [Roff.section("SYNOPSIS"), "\(Roff.bold("lesson-run")) \(Roff.plain("LESSON.md"))"]
    + CommandDefinition.all.flatMap { [".br", synopsis(of: $0)] }
    + [".br", "\(Roff.bold("lesson-run help")) [COMMAND]", ".br", Roff.bold("lesson-run --version")]

  private static func synopsis(of command: CommandDefinition) -> String {
    let usage = command.usage.dropFirst(command.name.count)
    return Roff.bold("lesson-run \(command.name)") + Roff.plain(String(usage))
  }

  private static let description =
    [Roff.section("DESCRIPTION")]
    + Roff.paragraphs(
      """
      A lesson is a Markdown file whose fenced Swift blocks are cells. lesson-run compiles them with the installed Swift
      compiler and runs them in processes of their own. It compares a learner's answers with the author's solutions and
      shows the difference as text tables.

      Results go to standard output, everything else to standard error.
      """)

  private static let commands = [Roff.section("COMMANDS")] + CommandDefinition.all.flatMap(subsection)

  private static func subsection(of command: CommandDefinition) -> [String] {
    [Roff.subsection("\(command.name): \(command.summary)"), ".PP", synopsis(of: command)]
      + Roff.paragraphs(command.details)
      + command.optionsWithHelp.flatMap { option in
        Roff.item(
          option.dashed.map(Roff.bold).joined(separator: ", ")
            + (option.value.map { " " + Roff.plain($0) } ?? option.variant.map { Roff.plain("[=\($0)]") } ?? ""),
          option.help)
      }
  }

  private static let exitStatus =
    [Roff.section("EXIT STATUS")]
    + ExitStatus.allCases.flatMap { Roff.item(Roff.bold("\($0.rawValue)"), $0.meaning) }
}
