/// The completions for fish.
enum FishCompletion {
  static var script: String {
    """
    # Completes the commands, options and files of lesson-run. Made by: lesson-run completions fish

    \(helpers)

    complete -c lesson-run -f
    complete -c lesson-run -n __lesson_run_is_first -k -a '(__fish_complete_suffix .md)'
    complete -c lesson-run -n __lesson_run_is_first -a help -d 'tell more of a command'
    complete -c lesson-run -n __lesson_run_is_first -l help -d 'show this'
    complete -c lesson-run -n __lesson_run_is_first -l version -d 'print the version'
    \(CommandDefinition.all.flatMap(lines).joined(separator: "\n"))

    """
  }

  private static let helpers = """
    function __lesson_run_is_first
        test (count (commandline -opc)) -eq 1
    end

    # Whether this is the command on the line; without a command, 'run' is meant.
    function __lesson_run_uses
        set -l words (commandline -opc)
        set -q words[2]; or return 1
        if contains -- $words[2] \(CommandDefinition.all.map(\.name).joined(separator: " ")) help
            test $words[2] = $argv[1]
        else
            test run = $argv[1]
        end
    end

    # The exercises of the lessons on the line.
    function __lesson_run_exercises
        for lesson in (commandline -op)
            string match -q '*.md' -- $lesson; and test -f $lesson
            and sed -n \(Shell.exerciseNames) -- $lesson
        end
    end
    """

  private static func lines(for command: CommandDefinition) -> [String] {
    let start = "complete -c lesson-run -n '__lesson_run_uses \(command.name)'"
    let summary = Shell.fish.quoted(command.summary)
    let operand = command.operands.isEmpty ? nil : proposals(for: command.operandKind).map { "\(start) \($0)" }
    return [
      "complete -c lesson-run -n __lesson_run_is_first -a \(command.name) -d \(summary)",
      "complete -c lesson-run -n '__lesson_run_uses help' -a \(command.name) -d \(summary)",
    ] + command.optionsWithHelp.map { "\(start) \(words(for: $0))" } + [operand].compactMap(\.self)
  }

  private static func words(for option: OptionDefinition) -> String {
    let names = (option.letter.map { "-s \($0) " } ?? "") + "-l \(option.name)"
    let value = option.value == nil ? [] : ["-x", proposals(for: option.kind)].compactMap(\.self)
    return ([names] + value + ["-d \(Shell.fish.quoted(option.help))"]).joined(separator: " ")
  }

  /// The files with the right ending come first; fish shows the others below.
  private static func proposals(for kind: ValueKind) -> String? {
    switch kind {
    case .text: nil
    case .choice(let words): "-a '\(words.joined(separator: " "))'"
    case .file(let ending): "-k -a '(__fish_complete_suffix \(ending ?? "''"))'"
    case .folder: "-a '(__fish_complete_directories)'"
    case .exercise: "-a '(__lesson_run_exercises)'"
    }
  }
}
