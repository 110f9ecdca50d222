// A value of one type where another is needed.

extension PlainWords {
  static let types: [PlainWords] = [
    PlainWords("cannot convert value of type '…' to specified type '…'") { parts, code in
      conversion(parts[0], parts[1], "The name is declared as", code)
    },
    PlainWords("cannot convert value of type '…' to expected argument type '…'") { parts, code in
      conversion(parts[0], parts[1], "Needed here is", code)
    },
    PlainWords("cannot convert value of type '…' to closure result type '…'") {
      parts, code in conversion(parts[0], parts[1], "The braces are to give", code)
    },
    PlainWords("cannot convert return expression of type '…' to return type '…'") {
      parts, code in conversion(parts[0], parts[1], "The function promises", code)
    },
    PlainWords("cannot convert value of type '…' to expected element type '…'…") {
      parts, code in conversion(parts[0], parts[1], "The list holds values of type", code)
    },
    PlainWords("cannot assign value of type '…' to type '…'") { parts, code in
      conversion(parts[0], parts[1], "The variable holds", code)
    },
    PlainWords("cannot convert value of type '…' to type '…' in coercion") { parts, _ in
      "`as` does not make a number of another kind. Write \(parts[1])(…) around the value."
    },
    PlainWords("cannot convert value of type '…' to expected condition type 'Bool'", condition),
    PlainWords("type '…' cannot be used as a boolean; …") { parts, _ in
      "Something true or false is needed here, and this is \(described(parts[0])). Compare it with something: ==, !=, < or >."
    },
    PlainWords("integer literal value '…' cannot be used as a boolean; …") { _, _ in
      "Something true or false is needed here, and this is a number. Write true or false, or compare with ==, < or >."
    },
    PlainWords("binary operator '…' cannot be applied to operands of type '…' and '…'") { parts, _ in
      operands(parts[0], parts[1], parts[2])
    },
    PlainWords("binary operator '…' cannot be applied to two '…' operands") { parts, _ in
      operands(parts[0], parts[1], parts[1])
    },
    PlainWords("referencing operator function '…' on '…' requires that '…' conform to '…'") { parts, _ in
      "`\(parts[0])` does not work with \(described(parts[2])). Take a single number out of it first, with an index, `.max()` or `.sum()`, say."
    },
    PlainWords("'%' is unavailable: …", "`%`, the remainder, is for whole numbers only. Compute with Int here."),
    PlainWords("for-in loop requires 'Int' to conform to 'Sequence'") { _, code in
      "A loop needs something to go through, and a number is one thing only. Write a range, such as 0..<\(code.word.isEmpty ? "n" : code.word)."
    },
    PlainWords(
      "referencing instance method '…' on 'Range' requires that 'Double' conform to …",
      "A loop counts with whole numbers, and a limit of this range has a fraction. Make it an Int, with Int(…)."),
    PlainWords(
      "heterogeneous collection literal could only be inferred to …",
      "The elements of a list must all be of the same type, and these are not. Make them all numbers, say."),
    PlainWords(
      "empty collection literal requires an explicit type",
      "An empty list does not say what it is to hold. Say it: `var list: [Double] = []`, for example."),
    PlainWords("branches have mismatching types '…' and '…'") { parts, _ in
      "Both branches must give the same type, and one gives \(described(parts[0])), the other \(described(parts[1])). "
        + "Write 3.0 instead of 3, for example, to make both a Double."
    },
    PlainWords(
      "no exact matches in call to …",
      "There is something of this name, but not for values of these types. Compare the types and the labels with an example above."
    ),
    PlainWords(
      "the compiler is unable to type-check this expression in reasonable time; …",
      "The line is too much for the compiler at once: either it is long, or a list stands where a number belongs. "
        + "Split it up: give each part a name of its own with `let part: Double = …`."),
    PlainWords("value of type '…' has no subscripts") { parts, _ in
      parts[0].isNumber
        ? "[…] picks something out of a list, and this is already a single number. There is one index too many, or a Tensor, "
          + "whose indices stand in one pair of brackets: t[row, column]."
        : "[…] picks something out of a list, and this is \(described(parts[0])). Look at what stands before the bracket."
    },
    PlainWords("global function '…' requires that '…' conform to 'Comparable'") { parts, _ in
      "`\(parts[0])` compares single values, and this is \(described(parts[1])). The largest of a list is `list.max()`."
    },
  ]

  // MARK: - Sentences

  @Sendable private static func condition(_ parts: [String], _ code: CodeAround) -> String? {
    "Something true or false is needed here, and this is \(described(parts[0])). Compare it with something: ==, < or >."
  }

  private static func conversion(_ given: String, _ wanted: String, _ reason: String, _ code: CodeAround) -> String? {
    let opening = "\(reason) \(described(wanted)), and this is \(described(given)). "
    if given == "Int", wanted == "Double", code.rest.hasPrefix("/") {
      return opening
        + "Dividing one Int by another drops the fraction: write Double(…) around each of them before it is divided."
    }
    return conversionMend(from: given, to: wanted).map { opening + $0 }
  }

  private static func conversionMend(from given: String, to wanted: String) -> String? {
    switch (given, wanted) {
    case ("Int", "Double"): "Swift does not mix the two: write Double(…) around the Int."
    case ("Double", "Int"):
      "Write Int(…) around it to cut the fraction off, after .rounded() if it is to be rounded; "
        + "or compute with Double throughout."
    case ("String", "Int"), ("String", "Double"): "Write the number without quotes."
    case (_, "String"): "Write text in quotes, and a value within a text as \\(value)."
    case ("Tensor", "Double"), ("Tensor", "Int"):
      "One number of a Tensor is taken out with an index, t[row, column], or with .sum(), .max() or .mean()."
    case ("Double", "Tensor"), ("Int", "Tensor"):
      "A number is no Tensor yet: look for a method that gives a whole Tensor."
    case (_, "Bool"): "Compare it with something, with == or <."
    case ("Bool", _): "A comparison gives true or false: use the number itself."
    case (let given, "Tensor") where given.hasPrefix("["): "Write Tensor(…) around the list, with numbers only in it."
    case (let given, let wanted) where given.isListed && "[\(wanted)]" == given:
      "Take one of them, with an index in brackets, or add them up."
    case (let given, let wanted) where "[\(given)]" == wanted: "Put it into brackets to make a list of it."
    case (let given, "Shape") where given == "Int":
      "Write all the sizes in brackets, such as [height, width, channels]."
    case (let given, let wanted) where given == wanted + ".Type":
      "\(wanted) is the name of the type, no value. Write a number in its place."
    case (let given, let wanted) where given.hasSuffix("?") && given.dropLast() == wanted:
      "Write ?? and what to use then, or ! behind it if you are sure that it is there."
    default: "Change one of the two so that both are the same."
    }
  }

  private static func operands(_ sign: String, _ left: String, _ right: String) -> String {
    switch (left, right) {
    case ("Int", "Double"), ("Double", "Int"):
      "`\(sign)` needs two numbers of the same kind, and one is an Int (whole), the other a Double. Write Double(…) around the Int."
    case ("String", _), (_, "String"):
      "`\(sign)` cannot be used between \(described(left)) and \(described(right)). Write a value within a text as \"\\(value)\"."
    case (let list, let other) where list.isListed || other.isListed:
      "`\(sign)` does not work with a list as a whole. Go through its elements with a loop or with map, or make a Tensor of it."
    case (let one, let other) where one.hasSuffix("?") || other.hasSuffix("?"):
      "One of the two may be nil. Say what is to be used then: (value ?? 0)."
    default:
      "`\(sign)` cannot be used between \(described(left)) and \(described(right)). Look at what each side is."
    }
  }

  /// A type in words.
  static func described(_ type: String) -> String {
    switch type {
    case "Int": "an Int, a whole number"
    case "Double": "a Double, a number with decimals"
    case "Bool": "a Bool, true or false"
    case "String": "a String, a text"
    case "Tensor": "a Tensor, a whole table of numbers"
    case "()", "Void": "nothing at all"
    case _ where type.hasPrefix("[["): "\(type), a list of lists"
    case _ where type.isListed: "\(type), a list"
    case _ where type.hasSuffix("?"): "\(type), which may be nil"
    case _ where type.hasSuffix(".Type"): "the name of a type"
    case _ where type.hasPrefix("("): "\(type), a group of values"
    default: "of type \(type)"
    }
  }
}

extension String {
  fileprivate var isNumber: Bool { self == "Int" || self == "Double" }
  fileprivate var isListed: Bool { hasPrefix("[") && hasSuffix("]") }
}
