import Support

/// A command line, understood.
struct Arguments {
  enum Request {
    case command(CommandDefinition)
    /// The general help, or a command's.
    case help(CommandDefinition?)
    /// The schema of `run --json=events`.
    case schema
    case version
  }

  private(set) var request: Request
  private(set) var operands: [String] = []
  /// Values by option; a switch that is given has one empty value.
  private var options: [String: [String]] = [:]

  /// What was given for an option, in the order on the command line.
  func texts(of option: OptionDefinition) -> [String] { options[option.name] ?? [] }

  /// - Parameters:
  ///   - words: The arguments after the program's name.
  ///   - isFile: Whether there is a file of that name, which tells a lesson from a mistyped command.
  /// - Throws: What is wrong with the command line, and what was probably meant.
  init(_ words: [String], isFile: (String) -> Bool) throws(CommandFailure) {
    guard let first = words.first else {
      throw CommandFailure(
        .usage, HelpText.general().split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    }
    switch first {
    case "--version": request = .version
    case "--help", "-h": request = .help(nil)
    case "help" where words.dropFirst().first == HelpText.events: request = .schema
    case "help": request = .help(try words.dropFirst().first.map(Self.command))
    default:
      let isCommand = CommandDefinition.all.contains { $0.name == first }
      if !isCommand, first.hasPrefix("-") || first.contains(".") || first.contains("/") || isFile(first) {
        self = try Self(words[...], of: .run)
      } else {
        self = try Self(words.dropFirst(), of: Self.command(first))
      }
    }
  }

  private init(_ words: ArraySlice<String>, of command: CommandDefinition) throws(CommandFailure) {
    request = .command(command)
    var rest = words
    var acceptsOptions = true
    while let word = rest.popFirst() {
      if acceptsOptions, word == "--" {
        acceptsOptions = false
      } else if acceptsOptions, word == "--help" || word == "-h" {
        request = .help(command)
        return
      } else if acceptsOptions, word.hasPrefix("-"), word != "-" {
        try readOption(word, rest: &rest, of: command)
      } else {
        operands.append(word)
      }
    }
    guard let first = operands.first else {
      if command.operands.isEmpty || command.isOperandOptional { return }
      throw CommandFailure(misused: command.name, .noOperand(command.operands))
    }
    if command.operands.isEmpty {
      throw CommandFailure(misused: command.name, .needlessOperand(first))
    }
    if operands.count > 1 && !command.takesSeveral {
      throw CommandFailure(
        misused: command.name, .secondOperand(of: command.operands, operands[1], after: first))
    }
  }

  private mutating func readOption(
    _ word: String, rest: inout ArraySlice<String>, of command: CommandDefinition
  ) throws(CommandFailure) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let given = String(parts[0].drop { $0 == "-" })
    let found = command.options.first { option in
      word.hasPrefix("--") ? option.name == given : option.letter.map { "-\($0)" == parts[0] } ?? false
    }
    guard let option = found else {
      let meant = nearest(to: given, among: command.options.map(\.name))
      throw CommandFailure(misused: command.name, .unknownOption(parts[0], meant: meant))
    }
    let name = option.name
    guard let placeholder = option.value else {
      guard parts.count == 1 || parts[1] == option.variant else {
        throw CommandFailure(misused: command.name, .needlessValue(of: name, unless: option.variant))
      }
      options[name] = [parts.count > 1 ? parts[1] : ""]
      return
    }
    guard let value = parts.count > 1 ? parts[1] : rest.popFirst(), !value.isEmpty else {
      throw CommandFailure(misused: command.name, .noValue(of: name, placeholder: placeholder))
    }
    options[name, default: []].append(value)
  }

  private static func command(_ word: String) throws(CommandFailure) -> CommandDefinition {
    if let command = CommandDefinition.all.first(where: { $0.name == word }) { return command }
    let names = CommandDefinition.all.map(\.name)
    throw CommandFailure(.unknownCommand(word, meant: nearest(to: word, among: names), all: names))
  }
}
