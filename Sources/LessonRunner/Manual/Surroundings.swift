import Grading
import Running

/// What the manual says about the world around the commands.
enum Surroundings {
  static let environment =
    [Roff.section("ENVIRONMENT")]
    + [
      ("PATH", "Where swiftc, ld and bwrap are looked up."),
      ("LESSON_RUN_CACHE", "The folder of the program cache, instead of the one under FILES."),
      (
        "LESSON_RUN_KEEP",
        "A folder in which each assembled program is kept, with the compiler's command, for whoever wants to look at them."
      ),
      ("XDG_CONFIG_HOME", "The folder of your settings, instead of ~/.config."),
      ("NO_COLOR", "If it is set to anything, nothing is coloured."),
      ("TERM", "If it is dumb, nothing is coloured and no progress is shown."),
      ("COLUMNS", "How wide text may be where the terminal does not tell; 80 without it."),
    ].flatMap { Roff.item(Roff.bold($0), $1) }

  static let files =
    [Roff.section("FILES")]
    + [
      (
        "~/.cache/lesson-run",
        "The program cache, or lesson-run in XDG_CACHE_HOME where that is set. It may be removed at any time."
      ),
      (
        "/dev/shm/lesson-run-UID",
        "Where programs are compiled, in memory, if there is room for it; otherwise that is done in the program cache. It may be removed at any time."
      ),
      (
        "~/.config/lesson-run/trusted",
        "The folders whose lessons run with your own rights, an absolute path on each line, or lesson-run/trusted in XDG_CONFIG_HOME."
      ),
      (
        "FOLDER/.lesson-run",
        "What makes a folder a workspace: the author's lessons (book), what was replaced (old) and what is remembered of the learner (learner.json)."
      ),
      ("../share/lesson-run/lessons", "From the program's own folder: the book that came with it."),
      ("../lib/lesson-run", "From the program's own folder: the libraries that cells are compiled against and run in."),
    ].flatMap { Roff.item(Roff.bold($0), $1) }

  static let examples =
    [Roff.section("EXAMPLES")]
    + [
      ("Run a lesson and see what is right:", ["lesson-run lessons/01-convolution.md"]),
      ("Learn with the lessons that came with it:", ["lesson-run start", "lesson-run watch"]),
      (
        "Begin a lesson, test it, and hand it out:",
        [
          "lesson-run new 17-attention", "lesson-run check 17-attention.md",
          "lesson-run release 17-attention.md -o for-learners.md",
        ]
      ),
      (
        "Grade a class, and write a page of the results:",
        [
          "lesson-run grade 17-attention.md handed-in --results results",
          "lesson-run export results --format html",
        ]
      ),
    ].flatMap { Roff.paragraphs($0) + Roff.listing($1) }
}
