import Support

/// What makes no sense on the line of a command that is known.
package enum Misuse: Hashable, Sendable {
  /// What the command is called with, in the words of its usage.
  case noOperand(String)
  case needlessOperand(String)
  /// What it takes one of, what is too much, and what stands before it.
  case secondOperand(of: String, String, after: String)
  case tooMuchToStart(String)
  case severalAsText
  case noSubmissions

  case unknownOption(String, meant: String?)
  /// An option, and the one value that it takes, if there is one.
  case needlessValue(of: String, unless: String?)
  case noValue(of: String, placeholder: String)
  /// What was given for an option, and what its description asks for.
  case senseless(String, as: String, wanted: String)

  case noSite
  case noArchive
  case noRepository
  case noPaper
  case noResultsFolder
  case latenessWithoutDue
  case twoWaysToPrint
  case exportOrImport
}

/// Why options, or what was chosen by them, are of no use.
package enum OptionRefusal: Hashable, Sendable {
  case unknownCommand(String, meant: String?, all: [String])
  case unknownFormat(String, meant: String?, all: [String])
  case unknownShell(String, meant: String?, all: [String])
  case noFormat(command: String, all: [String])
  case senselessSandbox(String)
  case columnWithoutRoster
  case excelOutsideCSV
  case assignmentOutsideCanvas
  case traceWithoutSolutions
  case traceAsJSON
  case outputsOfStudent
  case outputsOfSome
}

extension Words {
  package func misuse(_ misuse: Misuse, of command: String) -> RefusalWords {
    RefusalWords(problem(misuse, command), advice: "'lesson-run help \(command)' shows how it is used")
  }

  private func problem(_ misuse: Misuse, _ command: String) -> String {
    switch misuse {
    case .noOperand(let wanted): "\(command) needs \(wanted)"
    case .needlessOperand(let given): "\(command) takes no file or name, but '\(printable(given))' is given"
    case .secondOperand(let wanted, let second, let first):
      "\(command) takes one \(wanted == "LESSON.md" ? "lesson" : wanted), but '\(printable(second))' stands after "
        + "'\(printable(first))'"
    case .tooMuchToStart(let operand):
      "start takes a book and a folder, but '\(printable(operand))' stands behind them"
    case .severalAsText: "one lesson is printed as text; --html and --pdf print several as one"
    case .noSubmissions: "grade needs submissions after the lesson: files, or folders of them"
    case .unknownOption(let option, let meant):
      "\(command) has no option '\(printable(option))'" + (meant.map { "; did you mean '--\($0)'?" } ?? "")
    case .needlessValue(let option, let only):
      "the option '--\(option)' takes no value" + (only.map { " but '\($0)'" } ?? "")
    case .noValue(let option, let placeholder): "the option '--\(option)' needs a value: --\(option) \(placeholder)"
    case .senseless(let text, let option, let wanted):
      "'\(printable(text))' makes no sense as --\(option): give \(wanted)"
    case .noSite: "book needs a folder to write the site to: -o SITE"
    case .noArchive: "autograder needs a file to write to: -o autograder.zip"
    case .noRepository: "classroom needs the assignment's repository: -o FOLDER"
    case .noPaper: "--pdf needs a file to write to: -o FILE"
    case .noResultsFolder: "grade needs --results DIR, the folder to write results to"
    case .latenessWithoutDue: "what coming late costs needs --due TIME, such as --due '2026-11-20 23:59'"
    case .twoWaysToPrint: "--html and --pdf are two ways to print: choose one"
    case .exportOrImport: "give either --export FILE.csv or --import FILE.csv"
    }
  }

  package func refusal(_ refusal: OptionRefusal) -> RefusalWords {
    switch refusal {
    case .unknownCommand(let word, let meant, let all):
      RefusalWords(
        "there is no command or file '\(printable(word))'",
        advice: meant.map { "did you mean 'lesson-run \($0)'?" }
          ?? "the commands are \(listed(all)); a lesson is a Markdown file, such as lessons/02-padding.md")
    case .unknownFormat(let word, let meant, let all):
      RefusalWords("there is no format '\(printable(word))'", advice: choice(meant) + "the formats are \(listed(all))")
    case .unknownShell(let word, let meant, let all):
      RefusalWords(
        "there are no completions for '\(printable(word))'", advice: choice(meant) + "the shells are \(listed(all))")
    case .noFormat(let command, let all):
      RefusalWords("\(command) needs --format FORMAT", advice: "the formats are \(listed(all))")
    case .senselessSandbox(let text):
      RefusalWords(
        "'\(printable(text))' makes no sense as --sandbox",
        advice: "give --sandbox on, --sandbox off or, as it is without the option, --sandbox auto")
    case .columnWithoutRoster:
      RefusalWords("--column is of use with --roster only", advice: "give --roster FILE.csv too")
    case .excelOutsideCSV:
      RefusalWords("--excel is of use to --format csv only", advice: "leave it out, or take --format csv")
    case .assignmentOutsideCanvas:
      RefusalWords("--assignment is of use to --format canvas only", advice: "leave it out, or take --format canvas")
    case .traceWithoutSolutions:
      RefusalWords("--trace needs something to trace", advice: "print with --worked --trace")
    case .traceAsJSON: RefusalWords("there is no trace as JSON", advice: "leave out --json or --trace")
    case .outputsOfSome:
      RefusalWords(
        "--write renews what all examples print, and with --exercise not all of them run",
        advice: "leave out --exercise or --write")
    case .outputsOfStudent:
      RefusalWords("the outputs in a lesson are nobody's", advice: "leave out --student or --write")
    }
  }

  private func choice(_ meant: String?) -> String { meant.map { "did you mean '\($0)'? " } ?? "" }
  private func listed(_ names: [String]) -> String { names.joined(separator: ", ") }
}
