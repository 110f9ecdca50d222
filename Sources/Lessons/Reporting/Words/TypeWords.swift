import Grading

// Values of one type where another is needed.

extension Words {
  func clash(_ clash: Explanation.TypeClash) -> String {
    switch clash {
    case .conversion(let given, let wanted, let destination):
      conversion(given, wanted, destination) + mend(from: given, to: wanted)
    case .listForElement(let list, let element):
      "'\(list)' is a whole list, and '\(element)' stands here as well. Which of the two is meant?"
    case .integerDivision(let destination):
      conversion("Int", "Double", destination)
        + "Dividing one Int by another drops the fraction: write Double(…) around each Int before it is divided."
    case .coercion(let type): "`as` does not make a number of another kind. Write \(type)(…) around the value."
    case .noCondition(let type):
      "Something true or false is needed here, and this is \(described(type)). Compare it with something: ==, < or >."
    case .noBoolean(let type):
      "Something true or false is needed here, and this is \(described(type)). Compare it with something: ==, !=, < or >."
    case .numberAsCondition:
      "Something true or false is needed here, and this is a number. Write true or false, or compare with ==, < or >."
    case .unlikeNumbers(let sign):
      "`\(sign)` needs two numbers of the same kind, and one is an Int (whole), the other a Double. Write Double(…) around the Int."
    case .textOperand(let sign, let left, let right):
      "`\(sign)` cannot be used between \(described(left)) and \(described(right)). Write a value within a text as \"\\(value)\"."
    case .listOperand(let sign):
      "`\(sign)` does not work with a list as a whole. Go through its elements with a loop or with map, or make a Tensor of it."
    case .operandMayBeNil: "One of the two may be nil. Say what is to be used then: (value ?? 0)."
    case .operands(let sign, let left, let right):
      "`\(sign)` cannot be used between \(described(left)) and \(described(right)). Look at what each side is."
    case .operatorForNumbers(let sign, let type):
      "`\(sign)` does not work with \(described(type)). Take a single number out of it first, with an index, `.max()` or `.sum()`, say."
    case .remainderOfFractions: "`%`, the remainder, is for whole numbers only. Compute with Int here."
    case .loopOverNumber(let name):
      "A loop needs something to go through, and a number is one thing only. Write a range, such as 0..<\(name.isEmpty ? "n" : name)."
    case .fractionalRange:
      "A loop counts with whole numbers, and a limit of this range has a fraction. Make it an Int, with Int(…)."
    case .mixedList:
      "The elements of a list must all be of the same type, and these are not. Make them all numbers, say."
    case .emptyList: "An empty list does not say what it is to hold. Say it: `var list: [Double] = []`, for example."
    case .unlikeBranches(let one, let other):
      "Both branches must give the same type, and one gives \(described(one)), the other \(described(other)). "
        + "Write 3.0 instead of 3, for example, to make both a Double."
    case .noExactMatch:
      "There is something of this name, but not for values of these types. Compare the types and the labels with an example above."
    case .tooComplex:
      "The line is too much for the compiler at once: either it is long, or something in it does not fit, "
        + "such as a number with decimals among Ints, or a list where a number belongs. "
        + "Split it up: give each part a name of its own with `let part: Double = …`."
    case .indexedNumber:
      "[…] picks something out of a list, and this is already a single number. There is one index too many, or a Tensor, "
        + "whose indices stand in one pair of brackets: t[row, column]."
    case .noSubscripts(let type):
      "[…] picks something out of a list, and this is \(described(type)). Look at what stands before the bracket."
    case .notComparable(let function, let type):
      "`\(function)` compares single values, and this is \(described(type)). The largest of a list is `list.max()`."
    }
  }

  private func conversion(_ given: String, _ wanted: String, _ destination: Explanation.Destination) -> String {
    let reason =
      switch destination {
      case .name: "The name is declared as"
      case .argument: "Needed here is"
      case .closureResult: "The braces are to give"
      case .functionResult: "The function promises"
      case .element: "Each element of the list is to be"
      case .variable: "The variable holds"
      }
    return "\(reason) \(described(wanted)), and this is \(described(given)). "
  }

  private func mend(from given: String, to wanted: String) -> String {
    switch (given, wanted) {
    case ("()", _):
      "What only does something, such as print or append, has no value: write it on a line of its own, or the value itself."
    case ("Int", "Double"): "Swift does not mix the two: write Double(…) around the Int."
    case ("Double", "Int"):
      "Write Int(…) around it to cut the fraction off, after .rounded() if it is to be rounded; "
        + "or compute with Double throughout."
    case ("String", "Int"), ("String", "Double"): "Write a number, without quotes."
    case ("String", "Tensor"): "Write Tensor(…) around the text."
    case ("Tensor", "[Double]"): "All its numbers in one list are .scalars."
    case (let given, let wanted) where given.hasPrefix("(") && !given.contains("->") && wanted.isListType:
      "A list stands in square brackets: write [ ] in place of the round ones."
    case (_, "String"): "Write text in quotes, and a value within a text as \\(value)."
    case ("Tensor", "Double"), ("Tensor", "Int"):
      "One number of a Tensor is taken out with an index, t[row, column], or with .sum(), .max() or .mean()."
    case ("Double", "Tensor"), ("Int", "Tensor"):
      "A number is no Tensor yet: look for a method that gives a whole Tensor."
    case (_, "Bool"): "Compare it with something, with == or <."
    case ("Bool", _): "A comparison gives true or false: use the number itself."
    case (let given, "Tensor") where given.hasPrefix("["): "Write Tensor(…) around the list, with numbers only in it."
    case (let given, let wanted) where given.isListType && "[\(wanted)]" == given:
      "Take one of them, with an index in brackets, or add them up."
    case (let given, let wanted) where "[\(given)]" == wanted: "Put it into brackets to make a list of it."
    case ("Int", "Shape"): "Write all the sizes in brackets, such as [height, width, channels]."
    case (let given, let wanted) where given == wanted + ".Type":
      "\(wanted) is the name of the type, no value. Write a number in its place."
    case (let given, let wanted) where given.hasSuffix("?") && given.dropLast() == wanted:
      "Write ?? and what to use then, or ! behind it if you are sure that it is there."
    default: "Change one of the two so that both are the same."
    }
  }

  /// A type in words.
  func described(_ type: String) -> String {
    switch type {
    case "Int": "an Int, a whole number"
    case "Double": "a Double, a number with decimals"
    case "Bool": "a Bool, true or false"
    case "String": "a String, a text"
    case "Tensor": "a Tensor, a whole table of numbers"
    case "()", "Void": "nothing at all"
    case _ where type.hasPrefix("(") && type.contains("->"): "\(type), a function"
    case _ where type.hasPrefix("[["): "\(type), a list of lists"
    case _ where type.isListType: "\(type), a list"
    case _ where type.hasSuffix("?"): "\(type), which may be nil"
    case _ where type.hasSuffix(".Type"): "the name of a type"
    case _ where type.contains("->"): "\(type), a function"
    case _ where type.hasPrefix("("): "\(type), a group of values"
    default: "of type \(type)"
    }
  }
}
