/// What a message that beginners meet comes down to. Said in plain words, it stands below the message, never in its place.
package enum Explanation: Hashable, Sendable {
  // MARK: Structure
  case undeclaredResult, missingElse, missingCases, assignmentAsCondition, unevenBlanks, foreignFunction
  case foreignDeclaration, lettersForTimes, wordForAnd, wordForOr, wordForElse, unseparatedStatement, missingComma
  case unbracedBody, missingArrow, missingOperand, missingInitialValue, endedPattern, twoNames, missingValue, openText
  case singleQuotes, surplusBrace, neitherValueNorType, namelessParameter, foreignLoop, letterInNumber
  case missingReturn(type: String)
  case openBracket(String)
  case missingDigit(mended: String)

  // MARK: Habits of other languages
  case hashComment, reversingSlice, caretForPower, comprehension, lambda, formattedText, conditionBehind, matrixSign
  /// `//`, with what stands behind it, which a single name may mean as a remark.
  case commentForDivision(String, isCertain: Bool)
  case foreignImport(String)
  /// A colon where a brace belongs, by the line's first word.
  case bracelessBlock(String)
  case equalsForColon(String)
  /// `list[i, j]`, with the right way to write it.
  case pairOfIndices(String, list: String)
  case sizeOfList(String, member: String)
  case unevenSign(String)
  /// A quotient of whole numbers that is 0; always, or for any divisor that is larger.
  case vanishingDivision(String, isAlways: Bool)
  /// A sum before `%` without brackets around it, by the divisor.
  case unbracketedRemainder(String)
  /// Characters that only look like one of Swift's; nothing is meant by one that nobody sees.
  case foreignSigns([ForeignSign], meant: String)
  case unreturnedResult(type: String)
  case undeclaredName(String)

  // MARK: Names
  case unknownOperator(String)
  case noPowers
  case undefinedOperator(String)
  case unknownType(String, meant: String)
  case foreignName(ForeignName)
  case methodOfTensor(String)
  case choiceWithoutDot(String)
  case unknownName(String, meant: String?)
  /// A parameter by the label that callers write, and its name inside of the function.
  case labelForName(String, name: String)
  case unknownFunction(String)
  /// A name that what is wrong in an earlier line was to declare.
  case declaredAmiss(String, line: Int)
  case noMember(String, of: String, OtherMember?)
  case noMemberOfTuple(String)
  case usedBeforeDeclaration(String)
  case usedInItself(String)
  case declaredTwice(String)
  case withoutValue(String)
  case memberOfUnknownType(String)
  case keyword(String)
  case memberOfType(String, type: String)
  case choiceBehindValue(String, type: String)
  /// The line, and the exercise whose answer it is in; `nil` for code outside of all cells.
  case declaredElsewhere(String, line: Int, exercise: String?)

  // MARK: Calls
  case surplusArgument, surplusArguments, needlessArguments, calledNumber, calledList, calledValue, uncalledFunction
  case missingAmpersand
  case missingLabel(String)
  case missingLabels(String)
  case needlessLabel(String)
  case needlessLabels(String)
  case otherLabels(given: String, expected: String)
  case missingValueNumber(String)
  case missingArgument(String)
  case missingArguments(String)
  case unknownArgument(String)
  case argumentOrder(String, before: String)
  case indexedTuple(mended: String)
  case closureParameters(given: String)

  // MARK: Values
  case mayBeNil, neverNil, unchangeable
  case memberOfNil(String)
  case nilForValue(type: String)
  case nilForResult(type: String)
  case constant(String)
  case computedProperty(String)

  case clash(TypeClash)

  // MARK: Why a program stopped
  case beyondEnd, beforeStart, nothingThere, divisionByZero, remainderByZero, endBeforeBeginning, unfitInteger
  case unfitFraction, nothingLeft, usedWhileChanging

  /// A value of one type where another is needed.
  package enum TypeClash: Hashable, Sendable {
    case numberAsCondition, operandMayBeNil, remainderOfFractions, fractionalRange, mixedList, emptyList, noExactMatch
    case tooComplex, indexedNumber
    case conversion(from: String, to: String, Destination)
    case integerDivision(Destination)
    case listForElement(list: String, element: String)
    case coercion(type: String)
    case noCondition(type: String)
    case noBoolean(type: String)
    case unlikeNumbers(sign: String)
    case textOperand(sign: String, left: String, right: String)
    case listOperand(sign: String)
    case operands(sign: String, left: String, right: String)
    case operatorForNumbers(sign: String, type: String)
    case loopOverNumber(name: String)
    case unlikeBranches(String, String)
    case noSubscripts(type: String)
    case notComparable(function: String, type: String)
  }

  /// A character by its code point and Unicode's name for it, which may be empty.
  package struct ForeignSign: Hashable, Sendable {
    package var code: String
    package var name: String
  }

  /// What other languages call a thing.
  package enum ForeignName: Hashable, Sendable {
    case boolean, nothing, length, range, sum, numPy, pyTorch, elseIf, function, integer, fraction, constant, not
    case print, times, logarithm, logarithmTo(base: String), rounding(String?), filled(String), text, numbered
    case conversion(String)
    case mathModule(String)
  }

  /// What takes the place of a member that is not there.
  package enum OtherMember: Hashable, Sendable {
    case sizesOfTensor, count, append, zeros, ones, transposed, dotProduct, mean, ofTensor, ofWrappedValue
    case meant(String)
  }

  /// Where a value of another type is needed.
  package enum Destination: Hashable, Sendable {
    case name, argument, closureResult, functionResult, element, variable
  }
}
