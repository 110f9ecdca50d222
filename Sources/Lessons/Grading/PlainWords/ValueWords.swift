// Values that may be missing, and values that may not be changed.

extension PlainWords {
  static let optionals: [PlainWords] = [
    PlainWords("value of optional type '…' must be unwrapped to a value of type '…'") { parts, _ in
      "This may be nil, if there is nothing there: the largest number of an empty list, say. Write ?? and what to use then, "
        + "or ! behind it if you are sure that it is there."
    },
    PlainWords("value of optional type '…' must be unwrapped to refer to member '…' of wrapped base type '…'") {
      parts, _ in
      "This may be nil, and then it has no '\(parts[1])'. Write ! before the dot if you are sure that it is there, or use if let."
    },
    PlainWords("'nil' cannot initialize specified type '…'") { parts, _ in
      "nil says that there is nothing, and \(described(parts[0])) is always something. Give it a value, or declare it as \(parts[0])?."
    },
    PlainWords("'nil' is incompatible with return type '…'") { parts, _ in
      "The function promises \(described(parts[0])), so that nil is not allowed. Return a value, or write \(parts[0])? behind ->."
    },
    PlainWords("initializer for conditional binding must have Optional type, not '…'") { parts, _ in
      "`if let` and `guard let` ask whether something is there, and this always is. Use it as it is, with let."
    },
  ]

  static let changes: [PlainWords] = [
    PlainWords("cannot assign to value: '…' is a 'let' constant", constant),
    PlainWords("cannot assign through subscript: '…' is a 'let' constant", constant),
    PlainWords("left side of mutating operator isn't mutable: '…' is a 'let' constant", constant),
    PlainWords("cannot use mutating member on immutable value: '…' is a 'let' constant", constant),
    PlainWords("cannot pass immutable value as inout argument: '…' is a 'let' constant", constant),
    PlainWords("cannot assign to property: '…' is a 'let' constant", constant),
    PlainWords("cannot assign to property: '…' is a get-only property") { parts, _ in
      "'\(parts[0])' is computed from other things and cannot be set. Make a new value instead."
    },
    PlainWords(
      "cannot assign through subscript: …",
      "What stands on the left cannot be changed. Make a copy of it with var, and change that."),
  ]

  @Sendable private static func constant(_ parts: [String], _ code: CodeAround) -> String? {
    "'\(parts[0])' cannot be changed. If it was declared with let, write var there; what a function is given, or a loop counts, "
      + "is copied first: var copy = \(parts[0])."
  }
}
