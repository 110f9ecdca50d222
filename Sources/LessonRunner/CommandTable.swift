/// What the command line offers: the one table that parsing, running, help, shell completions and the manual page go by.
extension CommandDefinition {
  static let all =
    [start, run, watch, next, hint, solution, reset, progress]
    + [
      check, print, book, serve, new, release, grade, desk, review, export, autograder, classroom, trust, doctor,
      completions, manual,
    ]

  static let run = CommandDefinition(
    name: "run", operands: "LESSON.md",
    summary: "run and grade a lesson in place",
    details: """
      Runs the examples and the exercises that have been attempted, compares the answers with the author's
      solutions, and prints the tables and a score. 'lesson-run LESSON.md' does the same.

      Cells work in the lesson's folder. Unless you trust it ('lesson-run help trust'), they run in a sandbox.

      Exercises are Swift, or a choice whose options are ticked, a number in the place of a blank, a text, or lines in
      an order. A text is 'awaiting review' until a person has read it; what is no number, or no option of the lesson, is
      'unreadable'.

      Numbers are equal if they differ by no more than the exercise's tolerance, or by no more than the tolerance times
      the expected number, whichever is looser; between whole numbers only the first counts. NaN equals nothing.

      --json=events prints one JSON object a line. Its "event" is read (the "lesson" with its "title" and its "cells", each
      with "id", "role", "line" and perhaps "name"), queued or compiled (a "cell", named as in exercise/NAME/1 or
      example/3), printed (the next piece of "text" of a "cell"), shown (the "value" of which a cell's last piece is the
      text), graded (of a "cell" the "exercise" as --json has it), finished ("points", "max_points" and the "problems"
      of examples and solutions as --json has them) or failed (the machine's "problem" and "advice"). 'lesson-run help
      events' prints a JSON Schema (draft 2020-12) that each line fulfils: for programs that read them.

      A shown value has a "kind" and perhaps the "title" that 'show' was given: number ("number"), text ("text"), tensors
      ("arrays" of a "shape" and its "scalars", row by row), picture (a "heading", "panels" with "caption", "shape" and
      "scalars", and the "range" of the shades if all have one), plot ("series" with "name" and "numbers",
      "is_logarithmic"), table ("header", "row_titles", "rows" of texts, and the row and column of each cell that is
      "marked", from 0), or omitted (of what is larger than 512 KiB, or all that comes after 2 MiB or 1000 values of one
      run, there is only the text). What is empty is left out; NaN and the infinities are texts.

      A program that is certain to do the same as the last time is not run again: one that asks nothing of files, input,
      clocks, chance or tasks.

      Exit status: 0 if nothing attempted is wrong, 1 if something is, 3 if the lesson is faulty.
      """,
    options: (
      .repeated("exercise", "NAME", kind: .exercise, help: "grade only this exercise; may be given several times"),
      .switch("solutions", help: "grade the author's solutions instead of the learner's cells"),
      .switch("trace", help: "show what every statement gives, line by line"),
      .switch("write", help: "renew the lesson's output blocks, and the pictures of its figures"),
      .text("student", "NAME", kind: .text, help: "run with this student's numbers, where the lesson uses 'seed'"),
      .switch("reveal", help: "in a workspace: show expected values, which are masked otherwise"),
      .switch("rerun", help: "run everything, also programs that are known to do the same each time"),
      .switch("json", or: "events", help: "print the results as JSON, or line by line what happens as it does"),
      .sandbox
    ),
    make: RunCommand.init(context:exercise:solutions:trace:write:student:reveal:rerun:json:sandbox:))

  static let watch = CommandDefinition(
    name: "watch", operands: "[LESSON.md|FOLDER]", isOperandOptional: true,
    summary: "run a lesson again at each save",
    details: """
      Of a folder it shows whichever lesson is saved, at first the one last worked on; without any, of the workspace
      around the current folder.

      Shows the exercise whose cell was edited last, what the last save has changed, and the score. Only what has changed
      is compiled and run. Programs are taken to answer the same as long as they are the same: press r if, say, a data
      file has changed that they read.

      Keys: n goes to the next exercise that is not passed, the arrows left and right (or p) go through all; h shows a
      hint, and another one; a shows all exercises; up and down scroll; r runs everything again; s shows the solution
      when it is pressed twice; N goes to the next lesson, l lists all; q quits. In a workspace x shows the expected
      values, and R puts the starter back when it is pressed twice.
      Without a terminal, or with TERM=dumb, each new report is printed below the last.
      """,
    options: (.sandbox), make: WatchCommand.init)

  static let check = CommandDefinition(
    name: "check", operands: "LESSON.md...", takesSeveral: true,
    summary: "test lessons as their author",
    details: """
      Finds what would keep a lesson from teaching: faults of its text, examples that fail or print something
      else than the lesson shows, solutions that do not earn full points, starters that earn any, and typical
      mistakes that cannot be told from the solution or from each other.

      --seeds tries lessons that use 'seed' with the numbers of so many students too, who are called 1, 2 and so on, and
      names those for whom something breaks that does not break for the sample. Output blocks are the sample's.

      Exit status: 0 if all is well, 1 if a check found something, 3 if a lesson is faulty.
      """,
    options: (
      .parsed(
        "seeds", "COUNT", by: number(in: 1...10_000), advice: "a number of students from 1 to 10000",
        help: "try lessons that use 'seed' for so many students"),
      .sandbox
    ),
    make: CheckCommand.init(context:seeds:sandbox:))

  static let print = CommandDefinition(
    name: "print", operands: "LESSON.md...", takesSeveral: true,
    summary: "print a lesson as plain text, as one page or as a PDF",
    details: """
      Prints the lesson for a terminal, without solutions, checks and hints. Of a lesson in a workspace --worked prints the
      author's, and notes that you have seen its solutions.

      With --html it is one page for a browser that needs no other file: pictures, styles and the font of formulas are in it.
      Hints and checks are there, folded away; solutions and typical mistakes only with --worked.

      With --pdf it is for paper, with page numbers and an outline; it has no hints and checks, and solutions only with --worked.
      Chromium makes the PDF and must be installed (apt-get install chromium fonts-nanum).

      Several lessons, or a folder of them, become one page or one PDF: a book, whose README.md comes first. The examples
      run first; if one fails, nothing is written. Links to lessons that are not printed too are left out.

      Exit status: 0 if it is printed, 1 if an example or a solution fails, 3 if a lesson is faulty or a link leads
      nowhere, 4 if there is no Chromium, or it makes no PDF.
      """,
    options: (
      .switch("worked", help: "solve the exercises: the solutions and the tables they give"),
      .switch("trace", help: "with --worked: show what every statement gives, line by line"),
      .switch("html", help: "print one page for a browser"),
      .switch("pdf", help: "print a PDF, by Chromium"),
      .text(
        "output", letter: "o", "FILE", kind: .file(ending: nil), help: "write to this file instead of standard output"),
      .sandbox
    ),
    make: PrintCommand.init(context:worked:trace:html:pdf:output:sandbox:))

  static let book = CommandDefinition(
    name: "book", operands: "LESSONS... -o SITE", operandKind: .file(ending: ".md"), takesSeveral: true,
    summary: "make a site of lessons, to be read in a browser",
    details: """
      Writes a folder of pages that need neither a server nor a network. LESSONS are files, or folders of them; a folder's
      README.md is the front page. Pages have the outputs of the examples and, folded away, hints, solutions and what
      each step gives.

      Lessons are linked as on a Git host: 02-padding.md#a-heading, or #exercise-NAME. Pictures and other files that they
      link to must be beside them, or below; the site gets copies. A link that leads nowhere is a fault.

      Figures move where the browser runs scripts; they compute with MiniCNN itself, and the address says in which state one
      is. Link to them as #figure/convolution/1.

      What has not changed is not made again. Files of an earlier site that are not needed any more are removed; files that
      are not the site's stay, and a folder that holds such files only is refused.

      Exit status: 0 if the site is complete, 1 if an example or a solution fails, 3 if a lesson is faulty or a link
      leads nowhere.
      """,
    options: (
      .text("output", letter: "o", "SITE", kind: .folder, help: "the folder to write the site to"),
      .switch("without-solutions", help: "leave solutions and typical mistakes out of the pages"),
      .switch("allow-html", help: "take HTML in the lessons as it is, instead of showing it as text"),
      .sandbox
    ),
    make: BookCommand.init(context:output:withoutSolutions:allowHTML:sandbox:))

  static let serve = CommandDefinition(
    name: "serve", operands: "[FOLDER]", operandKind: .folder, isOperandOptional: true,
    summary: "show lessons in a browser, where their exercises can be answered",
    details: """
      Serves the pages of 'lesson-run book', alive, on 127.0.0.1: those of the lessons in FOLDER, a workspace or any other
      folder; without it, of the workspace around the current folder, or of that folder. The address that it prints holds
      a token; without it, or the cookie that a browser gets for it, nothing is answered. Ctrl-C ends it.

      Ctrl and Enter run an exercise: its code is written into the lesson's file, that cell and nothing else, and the
      verdict, output and pictures appear on the page as they come. The file is the truth: what another editor saves
      appears at once. If a cell was changed in both places, both texts are shown, and the page asks which to keep.

      In a workspace, expected values are masked until you ask for them, hints come one by one, and what was asked for is
      remembered, as by 'watch'. 'Steps' goes through a cell statement by statement. The page 'Progress' grades all
      lessons and lists them. Cells run in a sandbox unless you trust the folder ('lesson-run help trust').

      Exit status: 2 for a folder without lessons, 4 if the port is taken or libmicrohttpd is missing.
      """,
    options: (
      .port(usually: ServeCommand.usualPort),
      .switch("open", help: "open the address in the desktop's browser"),
      .switch("author", help: "edit every cell, solutions and checks too, and check the lesson beside its page"),
      .switch("allow-html", help: "take HTML in lessons as it is, instead of showing it as text"),
      .sandbox
    ),
    make: ServeCommand.init(context:port:open:author:allowHTML:sandbox:))

  static let new = CommandDefinition(
    name: "new", operands: "NAME", operandKind: .text,
    summary: "begin a lesson",
    details: """
      Writes NAME.md, a small lesson with every kind of cell and exercise that passes 'lesson-run check', to be written over.
      A file of that name is left as it is.
      """,
    options: (), make: NewCommand.init)

  static let release = CommandDefinition(
    name: "release", operands: "LESSON.md",
    summary: "write the learners' copy of a lesson",
    details: """
      Leaves out solutions, typical mistakes, advice, rubrics and hidden checks, and keeps everything else as it is. The copy is a
      lesson: 'lesson-run' shows what its cells answer, without anything to compare with.

      Where the lesson makes its numbers of 'seed', --student writes the copy of one student, and --roster that of each
      in a class's list (as for 'grade') into FOLDER/STUDENT.md. Its front matter says whose it is and what 'seed' is for
      'run'; its outputs are those of the student's own numbers. 'grade' takes the seed from the student's name, whatever
      stands there. Names count in small letters: Ada and ada have the same numbers.

      'seed' is the first four bytes, as a whole number, of the SHA-256 digest of the lesson's file name without .md, a
      line feed, and the student's name in small letters; without a student, of no name:
      (echo 02-padding; printf ada) | sha256sum | cut -c 1-8 prints it in hexadecimal.
      """,
    options: (
      .text(
        "output", letter: "o", "FILE", kind: .file(ending: nil),
        help: "write to this file instead of standard output; with --roster to this folder"),
      .text("student", "NAME", kind: .text, help: "write this student's copy, with numbers of the student's own"),
      .text("roster", "FILE.csv", kind: .file(ending: ".csv"), help: "write a copy for everybody in this list"),
      .column, .sandbox
    ),
    make: ReleaseCommand.init(context:output:student:roster:column:sandbox:))

  static let trust = CommandDefinition(
    name: "trust", operands: "[DIR...]", operandKind: .folder, takesSeveral: true, isOperandOptional: true,
    summary: "say whose lessons may do what you may",
    details: """
      A lesson's cells are programs. Those of a lesson in a folder that you trust, or below it, run with your own rights:
      they may read, change and send whatever you may. All others run in a sandbox: without network, home and other
      processes, with an empty folder of their own in /tmp, and with the lesson's folder to be read only. This program's
      source tree and the installed book are trusted.

      Without DIR it prints the folders that are trusted. A lesson that is reached through a link is where its file
      is. The list is kept in ~/.config/lesson-run/trusted, a folder on each line.

      Exit status: 0 if all is as asked, 2 if a folder cannot be trusted or removed, 4 if the list cannot be read or
      written.
      """,
    options: (.switch("remove", help: "trust these folders no longer")),
    make: TrustCommand.init)

  static let doctor = CommandDefinition(
    name: "doctor", operands: "",
    summary: "tell what this machine lacks",
    details: """
      Checks the toolchain, the libraries, the cache, the sandbox and the terminal, and compiles and runs a small cell.
      Below the rows stands what to do about each that is not ok. 'missing' is needed; 'limited' is not, but without
      it something is slower or cannot be done.

      Exit status: 0 if nothing that is needed is missing, 4 otherwise.
      """,
    options: (.switch("json", help: "print the rows as JSON")),
    make: DoctorCommand.init)

  static let completions = CommandDefinition(
    name: "completions", operands: Shell.names.joined(separator: "|"),
    operandKind: .choice(Shell.names),
    summary: "print what completes these commands in a shell",
    details: """
      'make install' puts the scripts where the shells look for them. Without it, a line in the shell's settings does:

        source <(lesson-run completions bash)    in ~/.bashrc
        source <(lesson-run completions zsh)     in ~/.zshrc, after compinit
        lesson-run completions fish | source     in config.fish
      """,
    options: (), make: CompletionsCommand.init)

  static let manual = CommandDefinition(
    name: "manual", operands: "",
    summary: "print the manual page",
    details: "To read it: lesson-run manual | man -l -",
    options: (), make: ManualCommand.init)
}
