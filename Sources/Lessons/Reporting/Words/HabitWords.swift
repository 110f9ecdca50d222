import Grading

// What other languages write, and Swift does not.

extension Words {
  func habit(_ explanation: Explanation) -> String {
    switch explanation {
    case .hashComment: "Swift does not begin a comment with #. Write // before it."
    case .reversingSlice: "Swift has no [::-1]. Write Array(list.reversed()) for a list from back to front."
    case .caretForPower:
      "`^` is no power in Swift: between whole numbers it compares their bits. Multiply: x * x; or write pow(x, 2) for a Double."
    case .comprehension:
      "Swift does not build a list with a `for` inside of brackets. Write list.map { x in x * x }, or a loop with append."
    case .lambda: "Swift has no lambda. A function without a name stands in braces: { x in x * x }."
    case .formattedText: "Swift puts no f before a text. A value within a text is written \\(value): \"n = \\(n)\"."
    case .conditionBehind: "Swift does not write `a if condition else b`. Write condition ? a : b."
    case .matrixSign: "Swift has no sign @ for products. Write a.multiplied(by: b) for matrices, or (a * b).sum()."
    case .commentForDivision(let rest, let isCertain):
      "// begins a comment in Swift: what stands behind it (`\(rest)`) is not computed. \(isCertain ? "Write" : "If it is to divide, write") "
        + "/, which divides one Int by another without the remainder."
    case .foreignImport(let module):
      "'\(module)' belongs to Python. Delete the line: Tensor and its methods are there without an import."
    case .bracelessBlock(let word):
      "Behind `\(word)` stands no colon in Swift, but braces: \(word == "for" ? "for i in 0..<n" : word == "else" ? "else" : "\(word) …") { … }."
    case .equalsForColon(let name): "A value is named with a colon in a call: \(name): and the value, not \(name) =."
    case .pairOfIndices(let mended, let list):
      "'\(list)' is a list of lists: each index stands in brackets of its own. Write \(mended)."
    case .sizeOfList(let list, let member):
      "'\(list)' is a list of lists and no Tensor, so that it has no .\(member). \(list).count is the number of rows, \(list)[0].count that of "
        + "columns."
    case .unevenSign(let sign):
      "Write a blank on both sides of \(sign), or on none: Swift takes it for part of one value only."
    case .vanishingDivision(let quotient, true):
      "`\(quotient)` is 0 here: one whole number divided by another drops the fraction. Multiply before you divide, or compute with Double."
    case .vanishingDivision(let quotient, false):
      "`\(quotient)` divides whole numbers and drops the fraction: it is 0 whenever the divisor is larger. Multiply before you divide, or "
        + "compute with Double."
    case .unbracketedRemainder(let divisor):
      "`%` comes before + and -: only what stands right before it is divided by \(divisor). If the whole sum is meant, put brackets around it."
    case .foreignSigns(let signs, let meant): foreignSigns(signs, meant)
    default: ""
    }
  }

  private func foreignSigns(_ signs: [Explanation.ForeignSign], _ meant: String) -> String {
    let named = signs.map { "\($0.code)\($0.name.isEmpty ? "" : " (\($0.name))")" }
    let all = named.count < 3 ? named.joined(separator: " and ") : named.joined(separator: ", ")
    let isOne = signs.count == 1
    return switch meant {
    case "":
      "Here stands \(all), \(isOne ? "a character that nobody sees" : "characters that nobody sees"), perhaps pasted. "
        + "Delete the line and type it anew."
    case " ":
      "\(isOne ? "The blank here is" : "The blanks here are") \(all), not \(isOne ? "that" : "those") of the space bar, perhaps pasted. "
        + "Type \(isOne ? "it" : "them") anew."
    default:
      "\(isOne ? "The sign here is" : "The signs here are") \(all), not the keyboard's \(meant), perhaps pasted. Write \(meant) instead."
    }
  }

  /// What an answer means otherwise than its author believes.
  func habit(_ habit: Habit) -> String { "line \(habit.line): " + explanation(habit.explanation) }
}
