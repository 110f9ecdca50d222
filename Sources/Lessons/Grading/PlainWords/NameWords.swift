// Names that the compiler does not find, or finds twice.

extension PlainWords {
  static let names: [PlainWords] = [
    PlainWords("cannot find operator '…' in scope…") { parts, _ in
      switch parts[0] {
      case "×", "·":
        "Swift writes multiplication as *. Put * in place of \(parts[0]), or a comma if these are the sizes of a shape: [2, 3]."
      case "÷": "Swift writes division as /. Put / in place of ÷."
      case "++", "--": "Swift has no \(parts[0]). Write \(parts[0] == "++" ? "+= 1" : "-= 1")."
      case "..": "A range is written 0..<3, without its end, or 0...3, with it."
      case "≤", "≥", "≠": "Write <=, >= or != for \(parts[0])."
      case "=<", "=>": "Write the = last: <= or >=."
      default: "Swift has no sign \(parts[0]). Look for a typing error, or write it as a call of a function."
      }
    },
    PlainWords("no operator '…' is defined; …") { parts, _ in
      parts[0] == "**"
        ? "Swift has no sign for powers. Multiply: x * x; or write pow(x, 3) for numbers with decimals."
        : "Swift has no sign \(parts[0]). Look for a typing error."
    },
    PlainWords("cannot find type '…' in scope…") { parts, code in
      unknown(parts[0], "There is no type called '\(parts[0])'.", code.name(like: parts[0]))
    },
    PlainWords("cannot find '…' in scope…") { parts, code in
      let name = parts[0]
      if let habit = foreignNames[name] { return habit }
      if LibraryNames.members(of: "Tensor")?.contains(name) ?? false {
        return
          "There is no function '\(name)' by itself: it is called on a Tensor, behind a dot. Write tensor.\(name)(…)."
      }
      if LibraryNames.cases.contains(name) {
        return "'\(name)' alone is nothing, but one of a type's choices. Write a dot before it: .\(name)"
      }
      return unknown(name, "Nothing called '\(name)' is known here.", code.name(like: name))
        ?? "Nothing called '\(name)' is known here. Look for a typing error, or declare it before, with let."
    },
    PlainWords("value of type '…' has no member '…'…") { parts, code in memberless(parts[0], parts[1], code) },
    PlainWords("type '…' has no member '…'…") { parts, code in memberless(parts[0], parts[1], code) },
    PlainWords("value of tuple type '…' has no member '…'") { parts, _ in
      "\(parts[0]) is a group of values, which are called .0, .1 and so on. Use one of these."
    },
    PlainWords("use of local variable '…' before its declaration") { parts, _ in
      "A cell runs from top to bottom, and '\(parts[0])' is used above the line that declares it. Move that line up."
    },
    PlainWords("invalid redeclaration of '…'") { parts, _ in
      "'\(parts[0])' is declared twice. Delete one of the two, or give one another name."
    },
    PlainWords("variable '…' used before being initialized", noValue),
    PlainWords("constant '…' used before being initialized", noValue),
    PlainWords("cannot infer contextual base in reference to member '…'…") { parts, _ in
      "Swift cannot tell of which type .\(parts[0]) is to be. Write the type before the dot, or say the type of the name: let x: Type = …"
    },
    PlainWords("keyword '…' cannot be used as an identifier here") { parts, _ in
      "'\(parts[0])' is a word of Swift's own and cannot be a name. Choose another one."
    },
    PlainWords("instance member '…' cannot be used on type '…'; …") { parts, _ in
      "'\(parts[0])' belongs to a value, and \(parts[1]) is the name of the type. Write the name of your value before the dot."
    },
  ]

  @Sendable private static func noValue(_ parts: [String], _ code: CodeAround) -> String? {
    "'\(parts[0])' is declared, but has no value yet when it is used. Give it one where it is declared, with =."
  }

  private static func unknown(_ name: String, _ opening: String, _ near: String?) -> String? {
    near.map { "\(opening) Did you mean '\($0)'?" }
  }

  private static func memberless(_ type: String, _ name: String, _ code: CodeAround) -> String {
    let opening = "\(type) has nothing called '\(name)'."
    if let near = code.member(like: name, of: type) { return "\(opening) Did you mean '\(near)'?" }
    if type == "Tensor", ["length", "size", "len", "count"].contains(name) {
      return "\(opening) It has .height, .width and .channels, and .scalars.count for how many numbers there are."
    }
    if let other = otherMembers[name] { return "\(opening) \(other)" }
    if type.hasPrefix("["), LibraryNames.members(of: "Tensor")?.contains(name) ?? false {
      return "\(opening) A Tensor has: write Tensor(…) around the list first."
    }
    if type.hasSuffix("?") { return "\(opening) It may be nil: unwrap it first, with ?? and a value for that case." }
    return "\(opening) Look for a typing error, and at how the examples above do it."
  }

  /// What other languages call a thing, and what it is called here.
  private static let foreignNames: [String: String] = [
    "True": "Swift writes true and false with a small letter.",
    "False": "Swift writes true and false with a small letter.",
    "None": "What is not there is called nil in Swift. Write nil.",
    "null": "What is not there is called nil in Swift. Write nil.",
    "len": "Swift has no function 'len'. Write list.count.", "range": "Swift has no function 'range'. Write 0..<n.",
    "sum": "Swift has no function 'sum'. Write tensor.sum(), or list.reduce(0, +).",
    "np": "NumPy is no part of Swift. Use Tensor and its methods.",
    "torch": "PyTorch is no part of Swift. Use Tensor and its methods.",
    "math": "Swift needs no 'math.' Write the function alone: sqrt(x), exp(x), log(x).",
    "Math": "Swift needs no 'Math.' Write the function alone: sqrt(x), exp(x), log(x).",
    "elif": "Swift writes 'else if' for 'elif'.",
    "def": "Swift writes 'func' for 'def', and braces around what follows.",
    "int": "A whole number is an Int in Swift. Write let x: Int = 3, the type behind the name.",
    "double": "A number with decimals is a Double in Swift. Write let x: Double = 3, the type behind the name.",
    "float": "A number with decimals is a Double in Swift. Write let x: Double = 3, the type behind the name.",
    "const": "Swift writes 'let' for 'const'.", "not": "Swift writes ! for 'not': !condition.",
    "printf": "Swift writes print(…).", "println": "Swift writes print(…).",
    "x": "Nothing called 'x' is known here. If it is to multiply, write *.",
  ]

  private static let otherMembers: [String: String] = [
    "length": "Write .count for how many there are.",
    "size": "Write .count for how many there are.",
    "len": "Write .count for how many there are.", "push": "Write .append(…).", "add": "Write .append(…).",
    "zeros": "Write Tensor(repeating: 0, shape: […]).", "ones": "Write Tensor(repeating: 1, shape: […]).",
    "T": "Write .transposed().",
    "dot": "Write (a * b).sum(), or a.multiplied(by: b) for matrices.", "average": "Write .mean() of a Tensor.",
  ]
}
