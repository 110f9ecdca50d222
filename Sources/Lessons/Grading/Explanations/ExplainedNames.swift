// What the compiler says of names that it does not know, and what they were meant to be.

extension Explanation {
  static let names: [Explained] = [
    Explained("cannot find operator '…' in scope…") { parts, _ in .unknownOperator(parts[0]) },
    Explained("no operator '…' is defined; …") { parts, _ in
      parts[0] == "**" ? .noPowers : .undefinedOperator(parts[0])
    },
    Explained("cannot find type '…' in scope…") { parts, code in
      code.name(like: parts[0]).map { .unknownType(parts[0], meant: $0) }
    },
    Explained("cannot find '…' in scope…") { parts, code in unknown(parts[0], code) },
    Explained("value of type '…' has no member '…'…") { parts, code in
      .noMember(parts[1], of: parts[0], other(parts[1], of: parts[0], code))
    },
    Explained("type '…' has no member '…'…") { parts, code in
      .noMember(parts[1], of: parts[0], other(parts[1], of: parts[0], code))
    },
    Explained("value of tuple type '…' has no member '…'") { parts, _ in .noMemberOfTuple(parts[0]) },
    Explained("use of local variable '…' before its declaration") { parts, code in usedEarly(parts[0], code) },
    Explained("invalid redeclaration of '…'") { parts, _ in .declaredTwice(parts[0]) },
    Explained("variable '…' used before being initialized") { parts, _ in .withoutValue(parts[0]) },
    Explained("constant '…' used before being initialized") { parts, _ in .withoutValue(parts[0]) },
    Explained("cannot infer contextual base in reference to member '…'…") { parts, _ in .memberOfUnknownType(parts[0])
    },
    Explained("keyword '…' cannot be used as an identifier here") { parts, _ in .keyword(parts[0]) },
    Explained("instance member '…' cannot be used on type '…'; …") { parts, _ in .memberOfType(parts[0], type: parts[1])
    },
  ]

  private static func unknown(_ name: String, _ code: CodeAround) -> Explanation {
    if let inside = code.parameter(labelled: name) { return .labelForName(name, name: inside) }
    if code.assigns(name) { return .undeclaredName(name) }
    if let foreign = foreign(name, code) { return .foreignName(foreign) }
    if LibraryNames.members(of: "Tensor")?.contains(name) ?? false { return .methodOfTensor(name) }
    if LibraryNames.cases.contains(name) { return .choiceWithoutDot(name) }
    let meant = code.name(like: name)
    return meant == nil && code.calls(name) ? .unknownFunction(name) : .unknownName(name, meant: meant)
  }

  /// A name that is used in its own value is meant to be something else, such as a function.
  private static func usedEarly(_ name: String, _ code: CodeAround) -> Explanation? {
    guard code.declares(name) else { return .usedBeforeDeclaration(name) }
    return foreignNames[name].map(Explanation.foreignName) ?? .usedInItself(name)
  }

  private static func foreign(_ name: String, _ code: CodeAround) -> ForeignName? {
    let found = foreignNames[name]
    switch found {
    case .integer where code.calls(name): return .conversion("Int")
    case .fraction where code.calls(name): return .conversion("Double")
    case .times where !code.isBetweenValues: return nil
    case .numPy:
      let member = code.rest.dropFirst(name.count + 1).prefix { $0.isLetter || $0.isNumber }
      return LibraryNames.functionsAndTypes.contains(String(member)) ? .mathModule(name) : found
    default: return found
    }
  }

  private static let foreignNames: [String: ForeignName] = [
    "log2": .logarithmTo(base: "2"), "log10": .logarithmTo(base: "10"), "round": .rounding(nil), "arange": .range,
    "str": .text, "enumerate": .numbered,
    "True": .boolean, "False": .boolean, "None": .nothing, "null": .nothing, "len": .length, "range": .range,
    "sum": .sum, "np": .numPy, "torch": .pyTorch, "math": .mathModule("math"), "Math": .mathModule("Math"),
    "elif": .elseIf, "def": .function, "int": .integer, "double": .fraction, "float": .fraction,
    "ln": .logarithm, "floor": .rounding("down"), "ceil": .rounding("up"), "zeros": .filled("0"), "ones": .filled("1"),
    "const": .constant, "not": .not, "printf": .print, "println": .print, "x": .times,
  ]

  private static func other(_ name: String, of type: String, _ code: CodeAround) -> OtherMember? {
    if type == "Tensor", let other = membersOfTensor[name] { return other }
    if let near = code.member(like: name, of: type) { return .meant(near) }
    if type.isListType || type == "String", let other = membersOfLists[name] { return other }
    // Of lists of other things no Tensor can be made.
    if ["Double", "Int"].contains(type.filter { $0 != "[" && $0 != "]" }), type.isListType,
      membersOfTensor[name] != nil || LibraryNames.members(of: "Tensor")?.contains(name) ?? false
    {
      return .ofTensor
    }
    return type.hasSuffix("?") ? .ofWrappedValue : nil
  }

  private static let membersOfLists: [String: OtherMember] = [
    "length": .count, "size": .count, "len": .count, "push": .append, "add": .append,
  ]

  private static let membersOfTensor: [String: OtherMember] = [
    "length": .sizesOfTensor, "size": .sizesOfTensor, "len": .sizesOfTensor, "count": .sizesOfTensor, "zeros": .zeros,
    "ones": .ones, "meanPooled": .meant("averagePooled"), "avgPooled": .meant("averagePooled"),
    "avgPool": .meant("averagePooled"), "meanPool": .meant("averagePooled"), "T": .transposed, "dot": .dotProduct,
    "average": .mean,
  ]
}
