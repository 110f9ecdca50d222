/// What a message that beginners meet comes down to. Said in plain words, it stands below the message, never in its place.
package enum Explanation: Hashable, Sendable {
  // MARK: Structure
  case missingReturn(type: String)
  case undeclaredResult
  case missingElse
  case missingCases
  case assignmentAsCondition
  case unevenBlanks
  case foreignFunction
  case foreignDeclaration
  case lettersForTimes
  case wordForAnd
  case wordForOr
  case wordForElse
  case unseparatedStatement
  case missingComma
  case openBracket(String)
  case unbracedBody
  case missingArrow
  case missingOperand
  case missingInitialValue
  case endedPattern
  case twoNames
  case missingValue
  case openText
  case singleQuotes
  case surplusBrace
  case neitherValueNorType
  case namelessParameter
  case foreignLoop
  case missingDigit(mended: String)
  case letterInNumber

  // MARK: Names
  case unknownOperator(String)
  case noPowers
  case undefinedOperator(String)
  case unknownType(String, meant: String)
  case foreignName(ForeignName)
  case methodOfTensor(String)
  case choiceWithoutDot(String)
  case unknownName(String, meant: String?)
  case noMember(String, of: String, OtherMember?)
  case noMemberOfTuple(String)
  case usedBeforeDeclaration(String)
  case declaredTwice(String)
  case withoutValue(String)
  case memberOfUnknownType(String)
  case keyword(String)
  case memberOfType(String, type: String)
  /// The line, and the exercise whose answer it is in; `nil` for code outside of all cells.
  case declaredElsewhere(String, line: Int, exercise: String?)

  // MARK: Calls
  case missingLabel(String)
  case missingLabels(String)
  case needlessLabel(String)
  case needlessLabels(String)
  case otherLabels(given: String, expected: String)
  case missingValueNumber(String)
  case missingArgument(String)
  case missingArguments(String)
  case unknownArgument(String)
  case surplusArgument
  case surplusArguments
  case needlessArguments
  case argumentOrder(String, before: String)
  case calledNumber
  case calledList
  case calledValue
  case uncalledFunction
  case indexedTuple(mended: String)
  case closureParameters(given: String)
  case missingAmpersand

  // MARK: Values
  case mayBeNil
  case memberOfNil(String)
  case nilForValue(type: String)
  case nilForResult(type: String)
  case neverNil
  case constant(String)
  case computedProperty(String)
  case unchangeable

  case clash(TypeClash)

  // MARK: Why a program stopped
  case beyondEnd
  case beforeStart
  case nothingThere
  case divisionByZero
  case remainderByZero
  case endBeforeBeginning
  case unfitInteger
  case unfitFraction
  case nothingLeft

  /// A value of one type where another is needed.
  package enum TypeClash: Hashable, Sendable {
    case conversion(from: String, to: String, Destination)
    case integerDivision(Destination)
    case coercion(type: String)
    case noCondition(type: String)
    case noBoolean(type: String)
    case numberAsCondition
    case unlikeNumbers(sign: String)
    case textOperand(sign: String, left: String, right: String)
    case listOperand(sign: String)
    case operandMayBeNil
    case operands(sign: String, left: String, right: String)
    case operatorForNumbers(sign: String, type: String)
    case remainderOfFractions
    case loopOverNumber(name: String)
    case fractionalRange
    case mixedList
    case emptyList
    case unlikeBranches(String, String)
    case noExactMatch
    case tooComplex
    case indexedNumber
    case noSubscripts(type: String)
    case notComparable(function: String, type: String)
  }

  /// What other languages call a thing.
  package enum ForeignName: Hashable, Sendable {
    case boolean
    case nothing
    case length
    case range
    case sum
    case numPy
    case pyTorch
    case mathModule(String)
    case elseIf
    case function
    case integer
    case fraction
    case constant
    case not
    case print
    case times
  }

  /// What takes the place of a member that is not there.
  package enum OtherMember: Hashable, Sendable {
    case meant(String)
    case sizesOfTensor
    case count
    case append
    case zeros
    case ones
    case transposed
    case dotProduct
    case mean
    case ofTensor
    case ofWrappedValue
  }

  /// Where a value of another type is needed.
  package enum Destination: Hashable, Sendable {
    case name
    case argument
    case closureResult
    case functionResult
    case element
    case variable
  }
}
