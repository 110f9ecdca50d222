/// The completions for zsh, for a file `_lesson-run` in a folder of `fpath`, or to be sourced after `compinit`.
enum ZshCompletion {
  static var script: String {
    """
    #compdef lesson-run
    # Completes the commands, options and files of lesson-run. Made by: lesson-run completions zsh

    _lesson_run_exercises() {
      local lesson
      local -a names
      for lesson in ${(Q)words}; do
        [[ $lesson == *.md && -f $lesson ]] || continue
        names+=(${(f)"$(sed -n \(Shell.exerciseNames) -- $lesson)"})
      done
      compadd -a names
    }

    _lesson-run() {
      local -a commands
      commands=(
    \(CommandDefinition.all.map(description).joined(separator: "\n"))
        'help:tell more of a command'
      )
      if (( CURRENT == 2 )); then
        if [[ $PREFIX == -* ]]; then
          compadd -- --help --version
        else
          _describe -t commands command commands
          _files -g '*.md'
        fi
        return
      fi
      local command=$words[2]
      case $command in
        \(CommandDefinition.all.map(\.name).joined(separator: "|")))
          shift words
          (( CURRENT-- ))
          ;;
        help)
          _describe -t commands command commands
          return
          ;;
        *) command=run ;;
      esac
      case $command in
    \(CommandDefinition.all.map(commandCase).joined(separator: "\n"))
      esac
    }

    if [[ $funcstack[1] == _lesson-run ]]; then
      _lesson-run "$@"
    else
      compdef _lesson-run lesson-run
    fi

    """
  }

  private static func description(of command: CommandDefinition) -> String {
    "    " + Shell.zsh.quoted("\(command.name):\(command.summary)")
  }

  private static func commandCase(of command: CommandDefinition) -> String {
    let specifications = command.optionsWithHelp.flatMap(optionSpecifications) + operandSpecification(of: command)
    let words = specifications.map { "        " + Shell.zsh.quoted($0) }
    return """
          \(command.name))
            _arguments -S \\
      \(words.joined(separator: " \\\n"))
            ;;
      """
  }

  private static func optionSpecifications(of option: OptionDefinition) -> [String] {
    let help = option.help.replacing("[", with: "\\[").replacing("]", with: "\\]")
    // Only what may be given several times is proposed again.
    let others = option.kind == .exercise ? "*" : "(\(option.dashed.joined(separator: " ")))"
    let value = option.value.map { ":\($0):\(action(for: option.kind))" } ?? ""
    return option.dashed.map { dashed in
      let mayHaveEqualsSign = option.value != nil && dashed.hasPrefix("--")
      return "\(others)\(dashed)\(mayHaveEqualsSign ? "=" : "")[\(help)]\(value)"
    }
  }

  private static func operandSpecification(of command: CommandDefinition) -> [String] {
    guard !command.operands.isEmpty else { return [] }
    return [(command.takesSeveral ? "*" : "1") + ":\(command.operands):\(action(for: command.operandKind))"]
  }

  private static func action(for kind: ValueKind) -> String {
    switch kind {
    case .text: " "
    case .choice(let words): "(\(words.joined(separator: " ")))"
    case .file(let ending?): "_files -g \"*\(ending)\""
    case .file(nil): "_files"
    case .folder: "_files -/"
    case .exercise: "_lesson_run_exercises"
    }
  }
}
