import Grading

extension Words {
  /// An explanation in plain words: a sentence for what is meant, and one for the likely mend.
  package func explanation(_ explanation: Explanation) -> String {
    switch explanation {
    case .missingReturn(let type):
      "The function promises \(described(type)), but comes to its end without handing anything over. "
        + "Write return and the result as its last line, and for every case."
    case .undeclaredResult:
      "The function returns something, but does not say so. Write -> and the type of the result before its {."
    case .missingElse: "If the condition is false, there is no value. Write else { … } behind it."
    case .missingCases: "Some values have no case. Add default: at the end."
    case .assignmentAsCondition: "A single = gives a name a value. To compare two values, write ==."
    case .unevenBlanks: "Write a blank on both sides of =, or on none."
    case .foreignFunction: "Swift declares a function with func: func name(x: Double) -> Double { … }."
    case .foreignDeclaration: "Swift declares a value with let: let name: Double = 3."
    case .lettersForTimes:
      "Two things stand side by side without a sign between them. If the x is to multiply, write *."
    case .wordForAnd: "Swift does not know 'and'. Write &&."
    case .wordForOr: "Swift does not know 'or'. Write ||."
    case .wordForElse: "Swift writes 'else if' for 'elif'."
    case .unseparatedStatement:
      "Swift takes what follows here for a new statement. Look for a sign that is missing before it: a comma, *, = or a bracket, "
        + "or begin a new line."
    case .missingComma: "Something is missing between two elements. Write a comma there."
    case .openBracket(let bracket): "A bracket is opened and never closed. Write \(bracket) where it is to end."
    case .unbracedBody:
      "What is done under a condition stands in braces. Write { before it and } behind it; two conditions are joined by && or ||."
    case .missingArrow: "The type of the result stands behind ->. Write -> instead of the colon."
    case .missingOperand: "Behind the last sign something is missing. Write the value that it is to work with."
    case .missingInitialValue: "Behind = something is missing. Write the value."
    case .endedPattern:
      "A value ends here for Swift: a comma begins the next name. Put the elements of a list into brackets, and write large numbers "
        + "without commas, as 48120 or 48_120."
    case .twoNames:
      "Two names stand side by side here. Write a colon between a name and its type, and no blanks within a name."
    case .missingValue:
      "A value is missing here. Look at the sign just before it, and for a bracket that is not closed."
    case .openText: "A text begins here and does not end. Write \" at its end."
    case .singleQuotes: "Texts stand between double quotes in Swift. Write \" instead of '."
    case .surplusBrace: "There is one } too many. Delete it, or look whether a { was lost above."
    case .neitherValueNorType: "The name has neither a value nor a type. Write = and a value behind it."
    case .namelessParameter: "The parameter needs a name and a type: (x: Double)."
    case .foreignLoop: "Swift counts with a range: for m in 0..<n { … }. Write the loop like that."
    case .missingDigit(let mended): "A number begins with a digit. Write \(mended)."
    case .letterInNumber:
      "A number cannot be followed by a letter: a name may not begin with a digit, and a product needs its *."

    case .hashComment, .reversingSlice, .caretForPower, .comprehension, .lambda, .formattedText, .conditionBehind,
      .matrixSign, .commentForDivision, .foreignImport, .bracelessBlock, .equalsForColon, .pairOfIndices, .sizeOfList,
      .unevenSign, .foreignSigns, .vanishingDivision, .unbracketedRemainder:
      habit(explanation)
    case .unreturnedResult(let type):
      "The function promises \(described(type)), and what stands here only does something, such as printing. Write return and the "
        + "value itself: return is what hands it over."
    case .undeclaredName(let name):
      "'\(name)' is given a value, but was never declared. Write let before it, or var if it changes later."
    case .usedInItself(let name):
      "'\(name)' is the name that this very line declares: it is not known yet on the right of the =. If a method is meant, it stands "
        + "behind a value and a dot."

    case .unknownOperator(let sign): unknownOperator(sign)
    case .noPowers:
      "Swift has no sign for powers. Multiply: x * x; or write pow(x, 3) for numbers with decimals."
    case .undefinedOperator(let sign): "Swift has no sign \(sign). Look for a typing error."
    case .unknownType(let name, let meant): "There is no type called '\(name)'. Did you mean '\(meant)'?"
    case .foreignName(let name): foreign(name)
    case .methodOfTensor(let name):
      "There is no function '\(name)' by itself: it is called on a Tensor, behind a dot. Write tensor.\(name)(…)."
    case .choiceWithoutDot(let name):
      "'\(name)' alone is nothing, but one of a type's choices. Write a dot before it: .\(name)"
    case .labelForName(let label, let name):
      "'\(label)' is the label that callers write before the value. Inside of the function the value is called '\(name)'."
    case .unknownName(let name, let meant?): "Nothing called '\(name)' is known here. Did you mean '\(meant)'?"
    case .unknownName(let name, nil):
      "Nothing called '\(name)' is known here. Look for a typing error, or declare it before, with let."
    case .unknownFunction(let name):
      "There is no function called '\(name)' here. Look for a typing error, and at which functions the examples above call."
    case .declaredAmiss(let name, let line):
      "'\(name)' is not known since line \(line), which was to declare it, is not right. Mend that line first."
    case .noMember(let name, let type, let other): "\(type) has nothing called '\(name)'. \(self.other(other))"
    case .noMemberOfTuple(let tuple):
      "\(tuple) is a group of values, which are called .0, .1 and so on. Use one of these."
    case .usedBeforeDeclaration(let name):
      "A cell runs from top to bottom, and '\(name)' is used above the line that declares it. Move that line up."
    case .declaredTwice(let name): "'\(name)' is declared twice. Delete one of the two, or give one another name."
    case .withoutValue(let name):
      "'\(name)' is declared, but has no value yet when it is used. Give it one where it is declared, with =."
    case .memberOfUnknownType(let name):
      "Swift cannot tell of which type .\(name) is to be. Write the type before the dot, or say the type of the name: let x: Type = …"
    case .keyword(let name): "'\(name)' is a word of Swift's own and cannot be a name. Choose another one."
    case .memberOfType(let name, let type):
      "'\(name)' belongs to a value, and \(type) is the name of the type. Write the name of your value before the dot."
    case .choiceBehindValue(let name, let type):
      "'.\(name)' makes a value of \(type) by itself, and here it hangs on the value before it. In a list, write a comma between "
        + "the two, also where a line ends."
    case .declaredElsewhere(let name, let line, let exercise):
      "'\(name)' is declared in line \(line), \(exercise.map { "in the answer to '\($0)'" } ?? "outside this cell"). "
        + "Each answer is run by itself: declare '\(name)' in this cell too."

    case .missingLabel(let label): "This function wants its value named. Write \(label) before the value."
    case .missingLabels(let labels):
      "This function wants its values named, in this order: \(labels) Write the names before the values, or look for another way "
        + "to make what you want in the examples."
    case .needlessLabel(let label): "This function takes its value without a name. Delete \(label)"
    case .needlessLabels(let labels): "This function takes its values without these names. Delete \(labels)"
    case .otherLabels(let given, let expected):
      "The values are named wrongly: this call says \(named(given)), and the function wants \(named(expected)). "
        + "Use the function's names."
    case .missingValueNumber(let number):
      "The call hands over too few values: number \(number) is missing. Add it, or look whether a method with a dot is meant."
    case .missingArgument(let name): "The call does not say what '\(name)' is to be. Add \(name): and a value."
    case .missingArguments(let names): "The call leaves out values that the function needs: \(names). Add them."
    case .unknownArgument(let name):
      "This function knows no '\(name)'. Delete it, or look up how the value is called."
    case .surplusArgument: "The call hands over one value too many. Delete it."
    case .surplusArguments:
      "The call hands over too many values. If they belong together, put them into brackets, as a list: f([a, b, c])."
    case .needlessArguments: "This function takes no value. Leave the brackets empty: ()."
    case .argumentOrder(let name, let other):
      "The named values must stand in the order of the function. Put \(name): before \(other):"
    case .calledNumber:
      "Before the bracket stands a number, not a function. If it is to multiply, write * in between; if it is a property "
        + "such as count, leave the () out."
    case .calledList: "To take something out of a list, write [ ] instead of ( )."
    case .calledValue: "Before the bracket stands a value, not a function. Leave the () out."
    case .uncalledFunction:
      "That is the function itself, not what it computes. Write () behind its name to call it."
    case .indexedTuple(let mended):
      "This is a pair of values in round brackets, not a list. Its parts are called .0 and .1: write \(mended)."
    case .closureParameters(let given):
      "The braces get another number of values here: \(given). Use $0 for the first and $1 for the second, or name them before `in`."
    case .missingAmpersand:
      "The function changes what it is given, and that must be seen. Write & before the name."

    case .mayBeNil:
      "This may be nil, if there is nothing there: the largest number of an empty list, say. Write ?? and what to use then, "
        + "or ! behind it if you are sure that it is there."
    case .memberOfNil(let name):
      "This may be nil, and then it has no '\(name)'. Write ! before the dot if you are sure that it is there, or use if let."
    case .nilForValue(let type):
      "nil says that there is nothing, and \(described(type)) is always something. Give it a value, or declare it as \(type)?."
    case .nilForResult(let type):
      "The function promises \(described(type)), so that nil is not allowed. Return a value, or write \(type)? behind ->."
    case .neverNil:
      "`if let` and `guard let` ask whether something is there, and this always is. Use it as it is, with let."
    case .constant(let name):
      "'\(name)' cannot be changed. If it was declared with let, write var there; what a function is given, or a loop counts, "
        + "is copied first: var copy = \(name)."
    case .computedProperty(let name):
      "'\(name)' is computed from other things and cannot be set. Make a new value instead."
    case .unchangeable: "What stands on the left cannot be changed. Make a copy of it with var, and change that."

    case .clash(let clash): self.clash(clash)

    case .beyondEnd:
      "A list is asked for an element that it does not have: its elements are number 0 to count - 1. Look where the index is computed, "
        + "and whether the loop goes on too far."
    case .beforeStart:
      "A list has no element before number 0. Look where the index is computed, and what it is in the first round of the loop."
    case .nothingThere:
      "There is a ! behind something that is nil: nothing is there. Look where it comes from, or write ?? and a value for that case."
    case .divisionByZero: "A whole number is divided by 0. Look at what the divisor is, and where that comes from."
    case .remainderByZero: "A remainder by 0 is asked for. Look at what stands behind the %."
    case .endBeforeBeginning:
      "A range ends before it begins, such as 0..<(-1). Look at how its end is computed: is something subtracted too many?"
    case .unfitInteger:
      "A whole number is too large, or negative where that is not allowed. Look at how it is computed."
    case .unfitFraction:
      "Int(…) was given nan or inf, which come of dividing by 0, for example. Look at how that number is computed."
    case .nothingLeft: "Nothing is left in the list to be removed. Ask isEmpty first."
    case .usedWhileChanging:
      "A variable is used within a call that is changing it, such as training in its own training.run { … }. Use what the closure is given "
        + "instead: there, progress.network."
    }
  }

  // MARK: - Parts

  private func unknownOperator(_ sign: String) -> String {
    switch sign {
    case "×", "·":
      "Swift writes multiplication as *. Put * in place of \(sign), or a comma if these are the sizes of a shape: [2, 3]."
    case "÷": "Swift writes division as /. Put / in place of ÷."
    case "++", "--": "Swift has no \(sign). Write \(sign == "++" ? "+= 1" : "-= 1")."
    case "..": "A range is written 0..<3, without its end, or 0...3, with it."
    case "≤", "≥", "≠": "Write <=, >= or != for \(sign)."
    case "=<", "=>": "Write the = last: <= or >=."
    default: "Swift has no sign \(sign). Look for a typing error, or write it as a call of a function."
    }
  }

  private func foreign(_ name: Explanation.ForeignName) -> String {
    switch name {
    case .boolean: "Swift writes true and false with a small letter."
    case .nothing: "What is not there is called nil in Swift. Write nil."
    case .length: "Swift has no function 'len'. Write list.count."
    case .range: "Swift has no function 'range'. Write 0..<n, or stride(from: 0, to: n, by: 2) for steps of 2."
    case .sum: "Swift has no function 'sum'. Write tensor.sum(), or list.reduce(0, +)."
    case .numPy: "NumPy is no part of Swift. Use Tensor and its methods."
    case .pyTorch: "PyTorch is no part of Swift. Use Tensor and its methods."
    case .mathModule(let name): "Swift needs no '\(name).' Write the function alone: sqrt(x), exp(x), log(x)."
    case .elseIf: "Swift writes 'else if' for 'elif'."
    case .function: "Swift writes 'func' for 'def', and braces around what follows."
    case .integer: "A whole number is an Int in Swift. Write let x: Int = 3, the type behind the name."
    case .fraction: "A number with decimals is a Double in Swift. Write let x: Double = 3, the type behind the name."
    case .constant: "Swift writes 'let' for 'const'."
    case .not: "Swift writes ! for 'not': !condition."
    case .print: "Swift writes print(…)."
    case .logarithm: "Swift writes log(x) for the natural logarithm, 'ln'."
    case .logarithmTo(let base):
      "Here is log(x) only, the natural logarithm. That to the base \(base) is log(x) / log(\(base))."
    case .rounding(let direction?):
      "Swift rounds with x.rounded(.\(direction)); dividing one positive Int by another rounds down by itself."
    case .rounding(nil): "Swift rounds with x.rounded(), behind the number."
    case .conversion(let type): "Swift writes \(type)(x), with a capital letter."
    case .text: "A text of something is String(x), or \"\\(x)\" within a text."
    case .numbered: "Swift writes list.enumerated(), behind the list."
    case .filled(let number):
      "A table of equal numbers is Tensor(repeating: \(number), shape: […]), and a list of them [Double](repeating: \(number), count: n)."
    case .times: "Nothing called 'x' is known here. If it is to multiply, write *."
    }
  }

  private func other(_ member: Explanation.OtherMember?) -> String {
    switch member {
    case .meant(let name): "Did you mean '\(name)'?"
    case .sizesOfTensor:
      "It has .height, .width and .channels, and .scalars.count for how many numbers there are."
    case .count: "Write .count for how many there are."
    case .append: "Write .append(…)."
    case .zeros: "Write Tensor(repeating: 0, shape: […])."
    case .ones: "Write Tensor(repeating: 1, shape: […])."
    case .transposed: "Write .transposed()."
    case .dotProduct: "Write (a * b).sum(), or a.multiplied(by: b) for matrices."
    case .mean: "Write .mean() of a Tensor."
    case .ofTensor: "A Tensor has: write Tensor(…) around the list first."
    case .ofWrappedValue: "It may be nil: unwrap it first, with ?? and a value for that case."
    case nil: "Look for a typing error, and at how the examples above do it."
    }
  }

  /// Labels such as `_:by:` in words.
  private func named(_ labels: String) -> String {
    labels.split(separator: ":").map { $0 == "_" ? "(no name)" : "\($0):" }.joined(separator: " ")
  }
}
