import Support

/// An option as a command asks for it: how it is described, and what the command is given for what was typed.
struct Option<Value: Sendable>: Sendable {
  let definition: OptionDefinition
  /// Makes the value of all that was given for the option, nothing included, on the line of a command of this name.
  let value: @Sendable (_ texts: [String], _ command: String) -> Value
}

/// A value that may make no sense. A command takes it when its turn has come: what is wrong before that is said first.
typealias Checked<Value> = Result<Value, CommandFailure>

extension Option<Bool> {
  /// An option without a value: given or not.
  static func `switch`(_ name: String, help: String) -> Self {
    Self(definition: OptionDefinition(name: name, help: help)) { texts, _ in !texts.isEmpty }
  }
}

extension Option<Switch> {
  /// A switch that can also be given in another way, behind an equals sign.
  static func `switch`(_ name: String, or variant: String, help: String) -> Self {
    Self(definition: OptionDefinition(name: name, variant: variant, help: help)) { texts, _ in
      texts.last.map { $0.isEmpty ? .on : .variant } ?? .off
    }
  }
}

/// How a switch with a variant was given.
enum Switch: Sendable {
  case off
  case on
  case variant
}

extension Option<String?> {
  /// A name or a path, which the command looks at itself; the last one counts.
  static func text(
    _ name: String, letter: String? = nil, _ placeholder: String, kind: ValueKind, help: String
  ) -> Self {
    let definition = OptionDefinition(name: name, letter: letter, value: placeholder, kind: kind, help: help)
    return Self(definition: definition) { texts, _ in texts.last }
  }
}

extension Option<[String]> {
  /// Names or paths, as many as are given.
  static func repeated(_ name: String, _ placeholder: String, kind: ValueKind, help: String) -> Self {
    Self(definition: OptionDefinition(name: name, value: placeholder, kind: kind, help: help)) { texts, _ in texts }
  }
}

extension Option {
  /// A value that is made of the last text, or of none.
  static func checked<Understood>(
    _ definition: OptionDefinition,
    _ understand: @escaping @Sendable (_ text: String?, _ command: String) throws(CommandFailure) -> Understood
  ) -> Self where Value == Checked<Understood> {
    Self(definition: definition) { texts, command in
      Checked { () throws(CommandFailure) in try understand(texts.last, command) }
    }
  }

  /// A value that a text either is or is not: then `advice` says what to give.
  static func parsed<Parsed>(
    _ name: String, letter: String? = nil, _ placeholder: String, by parse: @escaping @Sendable (String) -> Parsed?,
    advice: String, help: String
  ) -> Self where Value == Checked<Parsed?> {
    checked(OptionDefinition(name: name, letter: letter, value: placeholder, help: help)) {
      text, command throws(CommandFailure) in
      guard let text else { return nil }
      if let value = parse(text) { return value }
      throw CommandFailure(misused: command, .senseless(text, as: name, wanted: advice))
    }
  }
}

/// Reads a number of a range.
func number<Number: LosslessStringConvertible & Comparable & Sendable>(
  in range: ClosedRange<Number>
) -> @Sendable (String) -> Number? {
  { text in plainDecimal(text) == nil ? nil : Number(text).flatMap { range.contains($0) ? $0 : nil } }
}
