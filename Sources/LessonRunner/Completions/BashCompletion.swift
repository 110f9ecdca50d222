/// The completions for bash, which need nothing but bash itself.
enum BashCompletion {
  static var script: String {
    """
    # Completes the commands, options and files of lesson-run. Made by: lesson-run completions bash

    \(helpers)

    _lesson_run() {
      local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}
      # '--format=csv' comes as three words.
      if [[ $word == = ]]; then word=; elif [[ $before == = ]]; then before=${COMP_WORDS[COMP_CWORD - 2]}; fi
      COMPREPLY=()
      if ((COMP_CWORD == 1)); then
        if [[ $word == -* ]]; then
          _lesson_run_words '--help --version'
        else
          _lesson_run_words '\(commandNames) help'
          _lesson_run_files .md
        fi
        return
      fi
      case $command in
        \(CommandDefinition.all.map(\.name).joined(separator: "|"))) ;;
        help)
          _lesson_run_words '\(commandNames)'
          return
          ;;
        *) command=run ;;
      esac
      case "$command $before" in
    \(CommandDefinition.all.flatMap(valueCases).joined(separator: "\n"))
      esac
      case $command in
    \(CommandDefinition.all.map(wordCase).joined(separator: "\n"))
      esac
    }

    # What is not found here, a quoted name for instance, the shell completes as a file.
    complete -o bashdefault -o default -F _lesson_run lesson-run

    """
  }

  private static var commandNames: String { CommandDefinition.all.map(\.name).joined(separator: " ") }

  /// They look at `word`, what is typed so far, and add to `COMPREPLY`.
  private static let helpers = """
    _lesson_run_words() {
      COMPREPLY+=($(compgen -W "$1" -- "$word"))
    }

    # Folders, and files with an ending.
    _lesson_run_files() {
      local name
      compopt -o filenames 2>/dev/null
      while IFS= read -r name; do COMPREPLY+=("$name"); done < <(
        compgen -d -- "$word"
        compgen -f -X "!*$1" -- "$word"
      )
    }

    _lesson_run_folders() {
      local name
      compopt -o filenames 2>/dev/null
      while IFS= read -r name; do COMPREPLY+=("$name"); done < <(compgen -d -- "$word")
    }

    # The exercises of the lessons on the line.
    _lesson_run_exercises() {
      local lesson
      _lesson_run_nothing
      for lesson in "${COMP_WORDS[@]}"; do
        [[ $lesson == *.md && -f $lesson ]] || continue
        _lesson_run_words "$(sed -n \(Shell.exerciseNames) "$lesson")"
      done
    }

    # No file is meant.
    _lesson_run_nothing() {
      compopt +o bashdefault +o default 2>/dev/null
    }
    """

  /// What is proposed after an option that takes a value.
  private static func valueCases(of command: CommandDefinition) -> [String] {
    command.options.filter { $0.value != nil }.map { option in
      let patterns = option.dashed.map { "'\(command.name) \($0)'" }.joined(separator: " | ")
      return """
            \(patterns))
              \(action(for: option.kind))
              return
              ;;
        """
    }
  }

  private static func wordCase(of command: CommandDefinition) -> String {
    let options = command.optionsWithHelp.flatMap(\.dashed).joined(separator: " ")
    let operand = command.operands.isEmpty ? action(for: .text) : action(for: command.operandKind)
    return """
          \(command.name)) if [[ $word == -* ]]; then _lesson_run_words '\(options)'; else \(operand); fi ;;
      """
  }

  private static func action(for kind: ValueKind) -> String {
    switch kind {
    case .text: "_lesson_run_nothing"
    case .choice(let words): "_lesson_run_words '\(words.joined(separator: " "))'"
    case .file(let ending): "_lesson_run_files \(Shell.bash.quoted(ending ?? ""))"
    case .folder: "_lesson_run_folders"
    case .exercise: "_lesson_run_exercises"
    }
  }
}
