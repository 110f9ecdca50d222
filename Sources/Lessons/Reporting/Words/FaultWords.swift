import Reading
import Support

extension Words {
  /// A fault's problem, without a full stop, and what to write instead, as an imperative.
  package func fault(_ kind: Fault.Kind) -> (problem: String, advice: String) {
    switch kind {
    case .tooLarge(let size):
      ("the file is larger than \(size) MiB", "check that this is a lesson; if it is, split it")
    case .notText(let kind): ("the file is \(fileKind(kind)), not UTF-8 text", "save it as UTF-8 text")
    case .empty: ("the file is empty", "begin with a heading, such as '# Padding and output size'")
    case .noHeading: ("the lesson has no heading", "begin with a title, such as '# Padding and output size'")
    case .badByte(0): ("a NUL byte", "save the file as UTF-8 text")
    case .badByte(let byte):
      ("the byte 0x\(String(byte, radix: 16, uppercase: true)) is not UTF-8", "save the file as UTF-8 text")
    case .furtherBadBytes(let count): ("\(count) more such places follow", "check that this is a text file")
    case .furtherFaults(let count): ("\(count) more faults follow", "correct those above first")
    case .deepNesting(let column):
      ("the lists or quotes on this line are nested too deeply", "begin the innermost one before column \(column)")

    case .displacedBlock(let language, let isNested):
      (
        "this \(language) block stands \(isNested ? "inside a list or a quote" : "away from the left margin")",
        "move its fence to the left margin, out of any list or quote"
      )
    case .overlongHeader(let most):
      (
        "this fence's line is longer than \(most) bytes", "write a role, a name and options after it, and nothing else"
      )
    case .unclosedBlock(let fence, let next):
      (
        next.map { "this block is not closed before line \($0) opens the next one" } ?? "this block is never closed",
        "end it with a line of \(fence)"
      )
    case .hintHeader: ("a hint takes the name of its exercise and nothing else", "write: hint NAME")
    case .outputHeader: ("an output block takes no name", "write just 'output'")
    case .strayOutput:
      ("this output belongs to no example", "put it right below a 'swift example' block; each has at most one")
    case .resemblesCell(let header, let isIndented):
      ("this looks like a cell, and is not one", "write ```\(header)" + (isIndented ? " at the left margin" : ""))

    case .resemblesSecret(let header):
      ("this looks like something that learners must not see, and every copy would show it", "write ```\(header)")

    case .namelessFigure: ("this figure has no name", "write figure and one of \(listed(FigureKind.allCases))")
    case .noFigureLine:
      ("this line of the figure is not 'key: value'", "write it so, or indent it to go on with the value above")
    case .unknownFigure(let name, let meant):
      ("there is no figure '\(name)'", guess(meant) + "The figures are \(listed(FigureKind.allCases))")
    case .figureHeader(let word):
      (
        "'\(word)' does not belong here",
        "a figure takes a name, and may take from=EXAMPLE; write its state below, each 'key: value' on a line"
      )
    case .figureWithoutData(let kind):
      ("the figure \(kind.rawValue) takes no numbers that an example could show", "leave out 'from='")
    case .unknownExample(let name, let meant):
      (
        "no example above is named '\(name)'",
        guess(meant)
          + "Give the example whose values the figure takes a name, and write that here: swift example \(name)"
      )
    case .unknownFigureKey(let key, let kind, let meant):
      (
        "'\(key)' says nothing of the figure \(kind.rawValue)",
        guess(meant) + "Its keys are \(kind.keys.map(\.name).joined(separator: ", "))"
      )
    case .figureValue(let complaint, let key): figureValue(complaint, key)

    case .unknownRole(let word, let meant):
      (
        "'\(word)' is no role of a Swift cell",
        guess(meant)
          + "The roles are \(Cell.Role.ofSwift.map(\.rawValue).joined(separator: ", ")); a block that is only shown is plain 'swift'"
      )
    case .namelessCell(let role):
      (
        "this \(role.rawValue) has no name",
        "write the exercise's name after the role: swift \(role.rawValue) feature-map"
      )
    case .overlongName(let most):
      ("the name is longer than \(most) letters", "shorten it: it also names columns of grade tables")
    case .malformedName(let name, let proposal):
      ("'\(name)' is not a name of lower-case words with hyphens", "write it like '\(proposal ?? "feature-map")'")
    case .misplacedHidden: ("only a check can be hidden", "leave out 'hidden'")
    case .repeatedOption(let name): ("the option '\(name)' is given twice", "leave one of them out")
    case .optionWithoutValue(let name):
      ("the option '\(name)' has no value", "write it as \(name)=VALUE, without blanks")
    case .strayWord(let word, let role): ("'\(word)' does not belong here", expected(after: role))
    case .unknownOption(let name, let role, let meant):
      ("'\(name)' is no option of \(self.role(role))", guess(meant) + expected(after: role))
    case .senselessValue(let value, let option): senseless(value, option)
    case .namelessBlock, .surplusWord, .misplacedBlock, .repeatedBlock, .emptySolution, .noOption, .noTask,
      .noLineOfWords,
      .untickedSolution,
      .everythingTicked, .severalTicked, .otherOption, .repeatedOptionText, .tickedStarter, .noAdvice,
      .adviceForNoOption,
      .adviceForRightOption, .repeatedAdvice, .rubricItemWithoutPoints, .rubricSum, .blanksOfNumber, .linesOfNumber,
      .lineNotOffered:
      kindFault(kind)

    case .noComparison(let name):
      ("nothing compares the exercise '\(name)'", "add a 'swift check \(name)' block, or the option answer=VARIABLE")
    case .repeatedExercise(let name, let line): repeated("an exercise", name, line)
    case .repeatedExample(let name, let line): repeated("an example", name, line)
    case .repeatedSolution(let name, let line): repeated("a solution", name, line)
    case .mistakeWithoutAdvice(let name):
      ("this mistake of '\(name)' has no advice", "begin its code with '//' lines that tell a learner what went wrong")
    case .unknownExercise(let name, let mention, let meant):
      (
        "\(self.mention(mention)) '\(name)', but there is no such exercise",
        guess(meant) + "Add 'swift exercise \(name)', or correct the name"
      )
    case .needsItself(let name): ("'\(name)' needs itself", "name an exercise that stands above")
    case .needsOneBelow(let name): ("'\(name)' needs an exercise below it", "name an exercise that stands above")
    case .endlessNeeds(let name, let most):
      (
        "'\(name)' needs more than \(most) exercises",
        "put code that many exercises share into an example or setup cell"
      )

    case .needsNoCode(let name):
      ("the answer to '\(name)' is no code that could run before", "name an exercise that is answered in Swift")

    case .openFrontMatter:
      (
        "the front matter that begins here is never closed",
        "end it with a line of ---, or leave a blank line below this one if it is a rule"
      )
    case .malformedFrontMatter:
      ("this line of the front matter is not 'key: value'", "write it so, or begin it with #")
    case .repeatedKey(let key): ("'\(key)' is given twice", "leave one of them out")
    case .valueIsNoText(let key):
      ("the value of '\(key)' is not a text on one line", "write it as \(key): \"…\", quotation marks closed")
    case .malformedSeed(let text):
      (
        "the seed '\(clipped(printable(text), to: 40))' is no whole number from 0 to 4294967295",
        "write the number that stood here when you were given the file"
      )
    case .unknownLanguage(let words):
      ("'\(clipped(words, to: 60))' is no language's abbreviation", "write it like language: en or language: pt-BR")

    case .linkToNothing(let address, let meant):
      (
        "there is no file '\(inLine(address))'",
        meant.map { "did you mean '\(inLine($0))'?" } ?? "mend the address, or put the file there"
      )
    case .linkToNoHeading(let fragment, let file, let meant):
      (
        "there is no heading or exercise '\(inLine(fragment))' in \(inLine(file))",
        meant.map { "did you mean '#\(inLine($0))'?" }
          ?? "name a heading as Git hosts do, or an exercise: #exercise-NAME"
      )
    case .linkToNoChapter(let address):
      ("'\(inLine(address))' is no part of this book", "have it made into the book too, or leave the link out")
    case .linkToNoFile(let address): ("'\(inLine(address))' is no file", "link to a file, or to a lesson")
    case .linkToSymbolicLink(let address):
      ("'\(inLine(address))' is reached through a symbolic link", "put the file itself beside the lesson")
    case .linkOutOfFolder(let address):
      (
        "'\(inLine(address))' leads out of the lesson's folder",
        "put the file beside the lesson, or below, or give an address that begins with https://"
      )
    case .refusedLink(let scheme):
      ("a link of the kind '\(inLine(scheme)):'", "link to a file beside the lesson, or to http:, https: or mailto:")
    case .pictureFromAfar(let address):
      (
        "the picture '\(inLine(address))' is not beside the lesson",
        "a book works without a network: copy the picture beside the lesson"
      )

    case .noNames: ("there are no names in it", "write one student a line")
    case .namelessLine(let column):
      ("a line without a student's name", "write the name in column \(column), or remove the line")
    case .indistinct(let line):
      (
        "the same name as in line \(line), and nothing that tells the two apart",
        "add a column with numbers or addresses, or remove one of the lines"
      )
    case .sharedIdentity(let identity, let line):
      (
        "'\(clipped(identity, to: 60))' is somebody else's in line \(line)",
        "give each a number, login or identity of their own"
      )
    case .fieldsWithoutHeading(let count):
      (
        "more fields than the first line, which has \(count)",
        "put a name with a comma in it in quotes, or give the first line a heading for each column"
      )
    case .noTime(let text):
      ("'\(clipped(text, to: 60))' is no time that is understood", "write it as 2026-11-20 23:59")
    case .noColumn(let name, let meant):
      (
        "there is no column '\(clipped(name, to: 60))'",
        meant.map { "did you mean '\(clipped($0, to: 60))'?" } ?? "give a heading of the first line with --column"
      )
    case .reviewIsNoJSON, .unreadableReview, .reviewLacks, .reviewMakesNoSense, .reviewOfOtherFormat, .reviewOfOther,
      .noReviewColumn, .unknownStudent, .unknownAnswer, .changedAnswer, .reviewedSince, .noPoints,
      .pointsOutOfRange,
      .pointsWithoutReason, .unknownItem, .neitherYesNorNo, .repeatedReview, .unknownReviewKey, .repeatedReviewKey,
      .reasonWithoutPoints,
      .repeatedColumn, .misspeltColumn, .otherFieldCount, .reviewTooLong, .tooManyComments, .ambiguousStudent,
      .unreadableResult:
      reviewFault(kind)
    case .noTable(let kind): ("the file is \(fileKind(kind)), not a CSV table", self.table(insteadOf: kind))
    case .openQuote: ("a quote that is never closed", "close it, or double it if it belongs to the name")
    case .quoteInField:
      ("a quote in the middle of a field", "put the whole field in quotes, and double the one in it")
    case .textBehindQuote:
      ("text behind a closing quote", "put it into the quotes, or double the quote if it belongs to the name")
    }
  }

  private func table(insteadOf kind: FileKind) -> String {
    switch kind {
    case .workbook, .openSpreadsheet, .oldOffice, .xml: "open it in a spreadsheet program and save it as CSV"
    case .webPage: "download the list itself as CSV: a page in its place may ask you to sign in"
    case .archive, .compressed: "unpack it, and give the CSV file that is in it"
    default: "give the list as CSV: from the learning platform, or saved so by a spreadsheet program"
    }
  }

  /// A fault in one line.
  package func sentence(_ kind: Fault.Kind, joinedBy mark: String = ": ") -> String {
    let (problem, advice) = fault(kind)
    return problem + mark + advice
  }

  // MARK: - Parts

  func guess(_ meant: String?) -> String { meant.map { "did you mean '\($0)'? " } ?? "" }

  private func listed(_ options: [some RawRepresentable<String>]) -> String {
    options.map(\.rawValue).joined(separator: ", ")
  }

  private func expected(after role: Cell.Role) -> String {
    switch role {
    case .exercise:
      "The options of an exercise are \(listed(CellHeader.Option.allCases.filter { $0.isOption(of: .swift) })), as key=value"
    case .check: "after its name a check takes only 'hidden'"
    case .solution, .mistake, .advice, .rubric: "\(self.role(role)) takes nothing after its name"
    case .example: "an example takes nothing but a name, by which a figure can take its values"
    case .setup: "a setup takes neither name nor options"
    }
  }

  private func senseless(_ value: String, _ option: CellHeader.Option) -> (String, String) {
    let advice =
      switch option {
      case .points: "give a number from 0 in decimal digits, such as points=2 or points=0.5"
      case .tolerance: "give a number from 0 in decimal digits, such as tolerance=0.01 or tolerance=1e-9"
      case .timeout: "give seconds in digits, from 0.01 to \(Int(CellHeader.longestTimeout)), such as timeout=10"
      case .needs: "name an exercise that stands above"
      case .answer: "name the variable to compare, such as answer=featureMap"
      case .pick: "write pick=one if one option is to be ticked; without it, as many as are right"
      case .forbids: "name functions, joined by commas without blanks, such as forbids=crossCorrelated,convolved"
      }
    let isVariable = option == .answer
    return (isVariable ? "'\(value)' is no name of a variable" : "'\(value)' makes no sense as \(option)", advice)
  }

  private func repeated(_ thing: String, _ name: String, _ line: Int) -> (String, String) {
    ("there is already \(thing) named '\(name)', on line \(line)", "give one of them another name, or remove it")
  }

  private func mention(_ mention: Fault.Mention) -> String {
    switch mention {
    case .cell(let role): self.role(role) + " for"
    case .hint: "a hint for"
    case .needs: "needs"
    }
  }
}
