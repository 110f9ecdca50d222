extension Fault {
  /// What is wrong, with the evidence for it. The cases' names are the faults' codes.
  package enum Kind: Hashable, Sendable {
    // MARK: The file
    case empty, noHeading
    case tooLarge(mebibytes: Int)
    case notText(FileKind)
    /// Of a file that is read as CSV.
    case noTable(FileKind)
    case badByte(UInt8)
    case furtherBadBytes(Int)
    case furtherFaults(Int)
    case deepNesting(lastColumn: Int)

    // MARK: Blocks
    case hintHeader, outputHeader, strayOutput
    case displacedBlock(language: String, isNested: Bool)
    case overlongHeader(mostBytes: Int)
    /// `nextOpening` is the line in which another block begins before this one ends.
    case unclosedBlock(fence: String, nextOpening: Int?)
    /// A block that is only shown, though its header looks like that of a cell.
    case resemblesCell(header: String, isIndented: Bool)
    /// A block that would be shown to learners, though its header looks like that of a solution or of something else that is kept from them.
    case resemblesSecret(header: String)

    // MARK: Figures
    case namelessFigure, noFigureLine
    case unknownFigure(String, meant: String?)
    /// What stands behind a figure's name.
    case figureHeader(String)
    /// The figure takes no numbers, and so none from an example.
    case figureWithoutData(FigureKind)
    case unknownExample(String, meant: String?)
    case unknownFigureKey(String, of: FigureKind, meant: String?)
    case figureValue(FigureComplaint, key: String)

    // MARK: Headers of cells
    case unknownRole(String, meant: String?)
    case namelessCell(Cell.Role)
    case overlongName(mostBytes: Int)
    case malformedName(String, proposal: String?)
    case misplacedHidden
    case repeatedOption(String)
    case optionWithoutValue(String)
    case strayWord(String, in: Cell.Role)
    case unknownOption(String, of: Cell.Role, meant: String?)
    case senselessValue(String, of: CellHeader.Option)
    case namelessBlock(String)
    case surplusWord(String, block: String, options: [CellHeader.Option])

    // MARK: Exercises
    case noComparison(exercise: String)
    case repeatedExercise(String, firstLine: Int)
    case repeatedExample(String, firstLine: Int)
    case repeatedSolution(String, firstLine: Int)
    case mistakeWithoutAdvice(exercise: String)
    case unknownExercise(String, for: Mention, meant: String?)
    case needsItself(exercise: String)
    case needsOneBelow(exercise: String)
    case endlessNeeds(exercise: String, most: Int)
    case needsNoCode(exercise: String)

    // MARK: Exercises that are not answered in Swift
    /// A block of a kind that this exercise has not.
    case misplacedBlock(String, exercise: String, kind: Cell.Form)
    case repeatedBlock(Cell.Role, exercise: String, firstLine: Int)
    case emptySolution(exercise: String)
    case noOption(exercise: String)
    /// A line of a list that belongs to no item with a box.
    case noTask(Cell.Role)
    /// Markdown in a list of options or of a rubric's items that is no line of words.
    case noLineOfWords(ListPart, Cell.Role)
    case untickedSolution(exercise: String)
    case everythingTicked(exercise: String)
    case severalTicked(exercise: String)
    /// An option that one of the two lists has, and the other not; of two that are alike.
    case otherOption(String, exercise: String, isInSolution: Bool)
    case repeatedOptionText(String)
    case tickedStarter(exercise: String)
    case noAdvice
    case adviceForNoOption(Int, exercise: String, most: Int)
    case adviceForRightOption(Int, exercise: String)
    case repeatedAdvice(Int)
    case rubricItemWithoutPoints
    case rubricSum(Double, exercise: String, points: Double)
    case blanksOfNumber(Int, exercise: String)
    case linesOfNumber(exercise: String)
    case lineNotOffered(String, exercise: String)

    // MARK: Front matter
    case openFrontMatter, malformedFrontMatter
    case repeatedKey(String)
    case valueIsNoText(key: String)
    case unknownLanguage(String)
    /// What stands as a learner's number is none.
    case malformedSeed(String)

    // MARK: Links
    case linkToNothing(String, meant: String?)
    case linkToNoHeading(String, in: String, meant: String?)
    /// A lesson beside this one that is no part of the book.
    case linkToNoChapter(String)
    case linkToNoFile(String)
    case linkToSymbolicLink(String)
    case linkOutOfFolder(String)
    case refusedLink(scheme: String)
    case pictureFromAfar(String)

    // MARK: Lists of names
    case noNames, openQuote, quoteInField, textBehindQuote
    case namelessLine(column: Int)
    /// Two lines have one name, and nothing else that tells whether they are one student.
    case indistinct(line: Int)
    /// Two lines of different names have a number or a login in common.
    case sharedIdentity(String, line: Int)
    case fieldsWithoutHeading(Int)
    case noTime(String)
    case noColumn(String, meant: String?)

    // MARK: Reviews
    case reviewIsNoJSON
    case unreadableReview(ReviewObstacle)
    case reviewLacks(String)
    case reviewMakesNoSense(String)
    case unknownReviewKey(String)
    case repeatedReviewKey(String)
    case reviewOfOtherFormat(Int)
    case reviewOfOther(String)
    case noReviewColumn(String)
    case unknownStudent(String, meant: String?)
    case unknownAnswer(exercise: String, meant: String?)
    case changedAnswer
    case reviewedSince
    case noPoints(String)
    case pointsOutOfRange(most: Double)
    case pointsWithoutReason
    case unknownItem(String)
    case neitherYesNorNo(String)
    case repeatedReview(line: Int)
    case reasonWithoutPoints
    case repeatedColumn(String, column: Int)
    case misspeltColumn(String, meant: String)
    /// A line has more or fewer fields than there are headings.
    case otherFieldCount(Int, headings: Int)
    /// More than a review can hold.
    case reviewTooLong(most: Int)
    case tooManyComments(most: Int)
    /// Several names are the same but for how letters with accents are put together.
    case ambiguousStudent(String)
    /// There is a result of that name, and it cannot be read.
    case unreadableResult(String)
  }

  /// Why a file of reviews cannot be read.
  package enum ReviewObstacle: Hashable, Sendable {
    /// With the system's error.
    case refused(Int32)
    case noFile, tooLarge
  }

  /// What names an exercise.
  package enum Mention: Hashable, Sendable {
    case hint, needs
    case cell(Cell.Role)
  }
}
