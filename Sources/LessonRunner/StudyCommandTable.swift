/// The commands of a learner's workspace.
extension CommandDefinition {
  static let start = CommandDefinition(
    name: "start", operands: "[BOOK] [FOLDER]", operandKind: .folder, takesSeveral: true, isOperandOptional: true,
    summary: "begin to learn: write a workspace of one's own",
    details: """
      Writes the learners' copies of all lessons in BOOK into FOLDER, and the author's into FOLDER/.lesson-run: without
      BOOK those of the book that came with this program, without FOLDER into my-lessons. Of a single folder it is seen
      which it is: a book has lessons in it.

      Whatever runs a lesson of a workspace ('run', 'watch') compares your answers with the author's lesson of that name,
      whatever you have done with the text around them; examples may be changed and are run as they are. Expected values
      are masked until you ask for them.

      --update brings the workspace around the current folder, or FOLDER, up to date with its book: answers stay, prose
      and starters follow. What cannot follow is told with its line and left, and what a changed file has held is kept in
      .lesson-run/old.

      Exit status: 0 if all is as asked, 2 for a folder that will not do, 3 if a lesson of the book is faulty, 4 if
      something cannot be read or written; then nothing is left behind.
      """,
    options: (
      .switch("update", help: "bring a workspace up to date with its book"),
      .text(
        "student", "NAME", kind: .text,
        help: "the name by which you are graded, where lessons have other numbers for each")
    ),
    make: StartCommand.init(context:update:student:))

  static let next = CommandDefinition(
    name: "next", operands: "",
    summary: "tell the next exercise of a workspace that is open",
    details: "Begins with the exercise last worked on, and goes through the whole book.",
    options: (.sandbox), make: NextCommand.init)

  static let hint = CommandDefinition(
    name: "hint", operands: "NAME", operandKind: .text,
    summary: "show an exercise's next hint",
    details: """
      NAME is an exercise of the workspace around the current folder, or LESSON:NAME, with a lesson's file or the
      beginning of its name. A name that several lessons have is the one of the lesson last worked on. What was shown
      is remembered.
      """,
    options: (.sandbox), make: HintCommand.init)

  static let solution = CommandDefinition(
    name: "solution", operands: "NAME", operandKind: .text,
    summary: "show an exercise's solution, which counts as seen",
    details:
      "NAME is as in 'lesson-run help hint'. 'lesson-run progress' tells of how many exercises you have seen it.",
    options: (), make: SolutionCommand.init)

  static let reset = CommandDefinition(
    name: "reset", operands: "NAME", operandKind: .text,
    summary: "put an exercise's starter back",
    details: "NAME is as in 'lesson-run help hint'. The answer that stood there is kept in .lesson-run/old.",
    options: (), make: ResetCommand.init)

  static let progress = CommandDefinition(
    name: "progress", operands: "[FOLDER]", operandKind: .folder, isOperandOptional: true,
    summary: "show how far you have come in a workspace",
    details: "Grades what is answered, and shows the points of each lesson, their sum and what was last worked on.",
    options: (.switch("json", help: "print it as JSON"), .sandbox), make: ProgressCommand.init)
}
