import Classes
import Grading

/// What the command line offers for a class: part of the table of commands.
extension CommandDefinition {
  static let grade = CommandDefinition(
    name: "grade", operands: "LESSON.md SUBMISSION... --results DIR", takesSeveral: true, isSupervised: true,
    summary: "grade a class's submissions",
    details: """
      Takes the exercise cells of each submission by name, and everything else from the author's lesson. A submission
      is a file named after its student, or a file in a folder named after the student: one of the lesson's own name, or
      else its only Markdown file, whatever that is called. Folders of such files or folders are searched, and so are
      zip archives. What Moodle, Canvas, Blackboard and GitHub Classroom put into names is understood: who it is, how
      often, when and whether late. Of two by one student the newer counts; of several texts in a student's folder, that
      with an exercise's cell in it. Every hand-in has a result, and one that cannot be read (PDF, Word, a link, an archive
      without a lesson) has one that says why.

      With --roster, results are called as the list calls the students, whichever of their names, numbers, logins and
      addresses the hand-ins have; who has handed in nothing has a row in grades.csv and in every export. The list is
      a CSV file of Moodle, Canvas, Gradescope, GitHub Classroom or a spreadsheet; columns such as "section", "group",
      "due" (for those with more time) and "handed in" count too. A copy stays in DIR, and is used the next time.

      With --due, what came late loses --late-penalty for each day begun, but no more than --late-cap, and nothing within
      --grace; the feedback says so. A day ends at the time of day at which it was due, on this machine's clock.
      Points in STUDENT.json are those before that, in "late" is what is taken off.

      A lesson that uses 'seed' is graded with the numbers of each student, by the name that the results have; a copy with
      other numbers is told so ('lesson-run help release').

      Writes STUDENT.json and feedback/STUDENT.md and .txt for each into DIR, and at the end grades.csv. Whatever is
      there and was made from the same submission, lesson and tool stays: an interrupted run goes on where it was.
      'lesson-run export DIR' writes the results in other formats. Results of those who are not handed in now stay and are
      named; results of an earlier version of the lesson count in no mean.

      With --shard, several processes grade parts of the class into one DIR; the last to finish writes grades.csv.

      Answers are compiled and run in a sandbox (bubblewrap) without network, home or each other; with --sandbox off they
      run with your own rights, which is for answers that you trust only. What the author wrote runs there too if the
      lesson is in no folder that you trust. Of the lesson's folder, answers see the files that an example, a starter or
      a check which is not hidden names in full, such as "data.txt".

      Exit status: 0 if all were graded, whatever the points, 1 if a hand-in could not be judged, 2 for a wrong call, a
      faulty roster or an archive that cannot be read, 3 if the lesson is faulty, 4 if something is missing on this machine.
      """,
    options: (
      .text("results", "DIR", kind: .folder, help: "the folder to write results to"),
      .switch("reveal", help: "show students the expected values"),
      .switch("again", help: "grade everything again, also what has not changed"),
      .repeated("student", "S", kind: .text, help: "grade only this student; may be given several times"),
      .repeated(
        "exercise", "NAME", kind: .exercise,
        help: "grade only hand-ins that tried this exercise; may be given several times"),
      .switch("prune", help: "remove results of those who are not handed in now"),
      .roster, .column,
      .switch("groups", help: "with --roster: what one of a group hands in is the whole group's"),
      .parsed(
        "due", "TIME", by: HandInTime.init, advice: "a time, such as --due '2026-11-20 23:59'",
        help: "when it was due; without a zone in this machine's time"),
      .parsed(
        "late-penalty", "P", by: LateRule.Penalty.init,
        advice: "points or a share of all points, such as --late-penalty 10%",
        help: "points, or a share of all points, that each day begun costs (0)"),
      .parsed(
        "late-cap", "PERCENT", by: percentage, advice: "a share of all points, such as --late-cap 50%",
        help: "how much of all points coming late costs at most (100%)"),
      .parsed(
        "grace", "TIME", by: LateRule.seconds, advice: "a time in s, m, h or d, such as --grace 15m",
        help: "how much later it may come for nothing (0s)"),
      .parsed(
        "timeout", "SECONDS", by: number(in: 0.1...3600), advice: "seconds from 0.1 to 3600, such as --timeout 10",
        help: "how much processor time an answer may take, instead of the lesson's limits"),
      .parsed(
        "memory", "MIB", by: number(in: 64...1_048_576), advice: "MiB from 64, such as --memory 1024",
        help: "how much memory a process may take (1024)"),
      .parsed(
        "output-limit", "MIB", by: number(in: 1...1024), advice: "MiB from 1 to 1024, such as --output-limit 4",
        help: "how much an answer may print (4)"),
      .parsed(
        "jobs", letter: "j", "N", by: number(in: 1...1024), advice: "a number of processes, such as --jobs 4",
        help: "how many processes run at once (one for each core)"),
      .parsed(
        "shard", "K/N", by: Shard.init,
        advice: "K/N, part K of N parts, such as --shard 2/8; N is at most \(Shard.mostParts)",
        help: "grade only part K of N; the parts may run at once, on any machines"),
      .sandbox
    ),
    make: GradeCommand.init(
      context:results:reveal:again:student:exercise:prune:roster:column:groups:due:latePenalty:lateCap:grace:timeout:
      memory:
      outputLimit:jobs:shard:sandbox:))

  static let desk = CommandDefinition(
    name: "desk", operands: "DIR", operandKind: .folder,
    summary: "review a class's answers in a browser",
    details: """
      Opens the results that 'lesson-run grade' wrote into DIR as a desk, on 127.0.0.1: the class as a table, and each
      exercise across all students, where equal answers are one and are reviewed together. The address that it prints
      holds a token; without it, or the cookie that a browser gets for it, nothing is answered. Ctrl-C ends it.

      The digits 1 to 9 take and leave the items of a rubric, Enter says that an answer is reviewed and goes to the next
      open one, j and k (or the arrows right and left) go on and back, n to the next open one. p gives other points, which
      need a reason; c writes a comment; with Shift the digits give what is in the comment bank (DIR/comments.txt); f
      flags, x says that an answer is not reviewed after all, u undoes what this desk did last, Esc leaves a field.

      What is said of a student's answers is in DIR/STUDENT.review.json, apart from STUDENT.json: grading again keeps it,
      and marks what is of an answer that has changed, which counts no more until somebody confirms it. Feedback, grades.csv
      and all exports are made of both. Each press is saved at once; any number of desks, and 'lesson-run review', may work on
      one DIR. The lesson, with its rubrics and solutions, is the copy that 'grade' has left in DIR.

      --anonymous shows codes in the place of names, made with random bytes in DIR/.desk-codes, and masks the words of a name
      and the hand-in's path in what the machine says. What answers say themselves, and other spellings of a name, stay.
      A result that cannot be read is named at the start and on the first page.

      Answers of one rare shape, the same but for names, spacing and comments, are named as such: a hint, no verdict.

      Exit status: 2 for a folder without results, or with a review that is damaged, 4 if the port is taken or
      libmicrohttpd is missing.
      """,
    options: (
      .port(usually: DeskCommand.usualPort),
      .switch("open", help: "open the address in the desktop's browser"),
      .switch("anonymous", help: "hide names, also in addresses; what answers say themselves stays")
    ),
    make: DeskCommand.init(context:port:open:anonymous:))

  static let review = CommandDefinition(
    name: "review", operands: "DIR", operandKind: .folder,
    summary: "review a class's answers in a spreadsheet",
    details: """
      --export writes the answers in DIR and what was said of them as a CSV file, a line for each answer of each student;
      --import takes one over. Columns: "student" and "exercise" say what a line is about, "answer" which answer; "items"
      are a rubric's, by number or text, with | between two; "points" are points in place of all others and need a
      "reason"; "comments" are one a line; "flagged" and "reviewed" are yes or blank. A column that is not there changes
      nothing; what other columns say is not read.

      Every line is looked at before anything is changed: a student or an exercise that is not there, an answer that has
      changed since, points out of range or without a reason, a reason without points, an item that the rubric does not
      have, a line with fields too few or too many, a column twice or misspelt. If a line is wrong, each is named and nothing
      is changed. Commas, semicolons or tabs, any line end, and a byte-order mark will do. DIR/grades.csv is made anew.

      Exit status: 0 if all went well, 1 if --export left out a result that cannot be read, 2 for a wrong call, a file that
      is wrong or a review that is damaged, 4 if something cannot be read or written.
      """,
    options: (
      .text("export", "FILE.csv", kind: .file(ending: ".csv"), help: "write the answers and their reviews there"),
      .text("import", "FILE.csv", kind: .file(ending: ".csv"), help: "take over the reviews in it")
    ),
    make: ReviewCommand.init(context:exporting:importing:))

  static let export = CommandDefinition(
    name: "export", operands: "DIR", operandKind: .folder,
    summary: "write a class's results for other programs",
    details: """
      Reads the results that 'lesson-run grade' wrote into DIR and writes them in another format, by default into DIR:
      csv (grades.csv), junit (junit.xml), gradescope (gradescope/NAME/results.json), html (grades.html), sqlite
      (gradebook.sqlite), canvas (canvas.csv), moodle (moodle.csv), feedback (feedback.zip) or classroom (classroom.txt).
      What is there is replaced, but to a gradebook new attempts are added: an attempt is a hand-in, and grading it again
      replaces its points.

      canvas takes the gradebook that was exported from Canvas as --roster, and writes its students, "Points Possible" and
      the one assignment, to be imported there. moodle fills in the worksheet for grading offline, or makes a file for the
      gradebook's import of a list of participants. Where they give another number of points, ours are scaled, and that is
      said. feedback names each file as Moodle or Canvas named the hand-in, so that it can be uploaded there. classroom is
      for the workflow that 'lesson-run classroom' writes.

      Every student of the roster, which is the one that 'grade' was given unless another one is, has a row. Results of
      another version of the lesson than the one graded last are marked and told of, and so are reviews of an answer that
      has changed or of an exercise that is gone; --strict refuses them. The points are those of the machine and of whoever
      has reviewed, 'lesson-run desk'.

      Exit status: 0 if all results were written, 1 if --strict refuses, 2 if there are none, the roster is faulty or it is
      not clear which assignment is meant, 4 if nothing can be written. Files in DIR that are no results are skipped with
      a warning, and refused by --strict.
      """,
    options: (
      .format,
      .text(
        "output", letter: "o", "FILE", kind: .file(ending: nil),
        help: "write there instead; for gradescope a folder"),
      .roster, .column,
      .text(
        "assignment", "TITLE", kind: .text, help: "canvas: the assignment, by title or number (the lesson's title)"),
      .switch("excel", help: "csv: begin with a byte-order mark, by which Excel knows UTF-8"),
      .switch(
        "strict",
        help:
          "refuse results that cannot be read, of several versions, of nobody on the roster, or with stale reviews"
      )
    ),
    make: ExportCommand.init(context:format:output:roster:column:assignment:excel:strict:))

  static let autograder = CommandDefinition(
    name: "autograder", operands: "LESSON.md",
    summary: "make an autograder for Gradescope",
    details: """
      Writes the archive that Gradescope's programming assignments take: the lesson with the files that it names, this
      very program, run_autograder, and setup.sh, which installs the libraries and the Swift toolchain that this program
      was built with. Each exercise is a test; its hidden checks are one of their own, shown when grades are published.

      Where the container lets the sandbox work, answers run in it; elsewhere the container is what keeps a hand-in from
      all others, and a hostile answer may find the lesson: use 'grade' on your own machine if that matters.

      Exit status: 0 if the archive was written, 3 if the lesson is faulty, 4 if something cannot be read or written.
      """,
    options: (.text("output", letter: "o", "FILE.zip", kind: .file(ending: ".zip"), help: "the archive to write")),
    make: AutograderCommand.init)

  static let classroom = CommandDefinition(
    name: "classroom", operands: "LESSON.md",
    summary: "make a workflow for GitHub Classroom",
    details: """
      Writes .github/workflows/classroom.yml into an assignment's repository. At each push it fetches the archive of
      'lesson-run autograder' from the address in the secret LESSON_RUN_AUTOGRADER, grades the repository's lesson, and
      hands the result to Classroom's reporter. The lesson with its solutions is in that archive only: keep it where
      students cannot read it.

      Exit status: 0 if the workflow was written, 3 if the lesson is faulty, 4 if it cannot be written.
      """,
    options: (.text("output", letter: "o", "FOLDER", kind: .folder, help: "the assignment's repository")),
    make: ClassroomCommand.init)
}
