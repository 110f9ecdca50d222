/// Something that `lesson-run` does: made of the values of its options, and asked once.
protocol Subcommand: Sendable {
  /// - Parameter operands: What stands on the command line besides options: as many as the command's definition says.
  /// - Returns: How it went.
  /// - Throws: Why it could not be done.
  func run(_ operands: [String]) async throws(CommandFailure) -> ExitStatus
}

/// A command as the command line offers it.
struct CommandDefinition: Sendable {
  let name: String
  /// What stands for the lesson arguments in the usage line; empty for a command that takes none.
  let operands: String
  /// What a shell may propose for them.
  let operandKind: ValueKind
  let takesSeveral: Bool
  let isOperandOptional: Bool
  /// Whether it reads what may be made to kill its process: then others take over in turn, see `Supervision`.
  let isSupervised: Bool
  let summary: String
  let details: String
  private let list: @Sendable () -> [OptionDefinition]
  let run: @Sendable (Arguments, CommandContext) async throws(CommandFailure) -> ExitStatus

  /// Lists a command with what makes it of the values of its options: it gets all of them and no others, in their order.
  init<each Value>(
    name: String, operands: String, operandKind: ValueKind = .file(ending: ".md"), takesSeveral: Bool = false,
    isOperandOptional: Bool = false, isSupervised: Bool = false, summary: String, details: String,
    options: @escaping @Sendable @autoclosure () -> (repeat Option<each Value>),
    make: @escaping @Sendable (CommandContext, repeat each Value) -> any Subcommand
  ) {
    (self.name, self.operands, self.operandKind) = (name, operands, operandKind)
    (self.takesSeveral, self.isOperandOptional) = (takesSeveral, isOperandOptional)
    (self.isSupervised, self.summary, self.details) = (isSupervised, summary, details)
    list = {
      var definitions: [OptionDefinition] = []
      let options = options()
      for option in repeat each options { definitions.append(option.definition) }
      return definitions
    }
    run = { arguments, context throws(CommandFailure) in
      let options = options()
      let command = make(context, repeat (each options).value(arguments.texts(of: (each options).definition), name))
      return try await command.run(arguments.operands)
    }
  }

  /// Made when they are asked for: most calls are about one command.
  var options: [OptionDefinition] { list() }
}

/// An option as it is listed.
struct OptionDefinition: Sendable {
  /// Without the dashes.
  var name: String
  /// The same in one letter, if there is one.
  var letter: String?
  /// What stands for the value in help; `nil` for a switch.
  var value: String?
  /// What a shell may propose for the value.
  var kind = ValueKind.text
  /// What a switch may be given behind an equals sign.
  var variant: String?
  var help: String
}

/// What an argument is, for a shell to complete it.
enum ValueKind: Hashable, Sendable {
  /// Nothing that could be proposed: a number, a new name.
  case text
  case choice([String])
  /// A file, with this ending where one is asked for.
  case file(ending: String?)
  case folder
  /// The name of an exercise in the lesson that stands on the same line.
  case exercise
}
