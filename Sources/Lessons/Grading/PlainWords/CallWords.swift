// Calls that do not fit the function.

extension PlainWords {
  static let calls: [PlainWords] = [
    PlainWords("missing argument label '…' in call") { parts, _ in
      "This function wants its value named. Write \(parts[0]) before the value."
    },
    PlainWords("missing argument labels '…' in call") { parts, _ in
      "This function wants its values named, in this order: \(parts[0]) Write the names before the values, or look for another way "
        + "to make what you want in the examples."
    },
    PlainWords("extraneous argument label '…' in call") { parts, _ in
      "This function takes its value without a name. Delete \(parts[0])"
    },
    PlainWords("extraneous argument labels '…' in call") { parts, _ in
      "This function takes its values without these names. Delete \(parts[0])"
    },
    PlainWords("incorrect argument label in call (have '…', expected '…')", labels),
    PlainWords("incorrect argument labels in call (have '…', expected '…')", labels),
    PlainWords("missing argument for parameter #… in call") { parts, _ in
      "The call hands over too few values: number \(parts[0]) is missing. Add it, or look whether a method with a dot is meant."
    },
    PlainWords("missing argument for parameter '…' in call") { parts, _ in
      "The call does not say what '\(parts[0])' is to be. Add \(parts[0]): and a value."
    },
    PlainWords("missing arguments for parameters … in call") { parts, _ in
      "The call leaves out values that the function needs: \(parts[0]). Add them."
    },
    PlainWords("extra argument '…' in call") { parts, _ in
      "This function knows no '\(parts[0])'. Delete it, or look up how the value is called."
    },
    PlainWords("extra argument in call", "The call hands over one value too many. Delete it."),
    PlainWords(
      "extra arguments at positions … in call",
      "The call hands over too many values. If they belong together, put them into brackets, as a list: f([a, b, c])."),
    PlainWords(
      "argument passed to call that takes no arguments", "This function takes no value. Leave the brackets empty: ()."),
    PlainWords("argument '…' must precede argument '…'") { parts, _ in
      "The named values must stand in the order of the function. Put \(parts[0]): before \(parts[1]):"
    },
    PlainWords("cannot call value of non-function type '…'") { parts, code in
      switch parts[0] {
      case "Int", "Double":
        "Before the bracket stands a number, not a function. If it is to multiply, write * in between; if it is a property "
          + "such as count, leave the () out."
      case let type where type.hasPrefix("["): "To take something out of a list, write [ ] instead of ( )."
      default: "Before the bracket stands a value, not a function. Leave the () out."
      }
    },
    PlainWords("function produces expected type '…'; did you mean to call it with '()'?") { parts, _ in
      "That is the function itself, not what it computes. Write () behind its name to call it."
    },
    PlainWords("cannot access element using subscript for tuple type '…'; did you mean to use '…'?") { parts, _ in
      "This is a pair of values in round brackets, not a list. Its parts are called .0 and .1: write \(parts[1])."
    },
    PlainWords("contextual closure type '…' expects …, but … used in closure body") { parts, _ in
      "The braces get another number of values here: \(parts[1]). Use $0 for the first and $1 for the second, or name them before `in`."
    },
    PlainWords(
      "passing value of type '…' to an inout parameter requires explicit '&'",
      "The function changes what it is given, and that must be seen. Write & before the name."),
  ]

  @Sendable private static func labels(_ parts: [String], _ code: CodeAround) -> String? {
    let (have, expected) = (names(parts[0]), names(parts[1]))
    return
      "The values are named wrongly: this call says \(have), and the function wants \(expected). Use the function's names."
  }

  /// Labels such as `_:by:` in words.
  private static func names(_ labels: String) -> String {
    labels.split(separator: ":").map { $0 == "_" ? "(no name)" : "\($0):" }.joined(separator: " ")
  }
}
