@testable import Classes
@testable import Figures
@testable import Grading
@testable import Reading
@testable import Reporting
@testable import Running

/// A lesson: read, printed, released, its outputs renewed, and made into programs.
let tryLessons: Target = { bytes in
  let lesson: Lesson
  do throws(FaultyLesson) { lesson = try LessonReader.read(bytes, path: "fuzzed.md") } catch {
    _ = ProblemText(style: Style()).lines(for: error.faults, in: String(decoding: bytes, as: UTF8.self))
    return
  }
  _ = PrintedLesson(style: Style()).text(lesson)
  _ = lesson.unknownTeX
  _ = LearnersCopy(of: lesson)
  for figure in lesson.figures { _ = StaticFigure(figure.state).text }
  let examples = lesson.contextCells.map { ExampleResult(cell: $0, printed: $0.source + "```\r\n~~~~ \u{0}\n") }
  let report = Report(
    lesson: lesson, examples: examples,
    grades: lesson.exercises.map { Grade($0, $0.cell.hasBlank ? .notAttempted : .wrong) })
  _ = OutputRenewal(report).renewedText()
  _ = RunReport(style: Style()).text(report)
  _ = CheckReport(style: Style()).text([], of: lesson)
  for exercise in lesson.exercises {
    for candidate in [exercise.solutionCandidate, exercise.candidate(of: .learner)].compactMap(\.self) {
      _ = ProgramAssembly.program(running: candidate, in: lesson)
      _ = ProgramAssembly.tracedProgram(running: candidate, in: lesson, detail: .everything)
    }
  }
}

/// A formula: read, and shown in every way.
let tryFormulas: Target = { bytes in
  let formula = Formula(String(decoding: bytes, as: UTF8.self))
  _ = formula.line
  for width in [20, 76] { _ = formula.block(width: width) }
  _ = MathML(isBlock: true).element(formula)
}

/// What a student hands in.
let trySubmissions: Target = { bytes in
  let submission = Submission(bytes, path: "ada.md", answering: Sample.lesson)
  let lesson = Sample.lesson.answered(by: submission)
  for exercise in lesson.exercises where submission.cells[exercise.name] != nil && !exercise.cell.hasBlank {
    _ = AnswerProgram(exercise, in: lesson)
  }
  let grades = lesson.exercises.map { Grade($0, submission.cells[$0.name] == nil ? .missing : .notAttempted) }
  Sample.show(Report(lesson: lesson, grades: grades), problems: submission.remarks.map(Words().remark))
}

let tryRosters: Target = { bytes in
  do throws(FaultyRoster) {
    let roster = try Roster(reading: bytes, path: "class.csv")
    for name in roster.names {
      _ = CSVText.field(name)
      _ = ResultName(of: name).description
    }
    var attendance = Attendance(roster)
    for name in roster.names.prefix(9) {
      var result = Sample.result
      result.student = name
      attendance.add(result)
    }
    _ = RosterAssignment(
      roster.names.prefix(9).map { HandedInFile(student: $0, path: $0) }, among: roster, sharingGroups: true)
    _ = try Roster(reading: Array(roster.text.utf8), path: "again.csv")
    _ = ClassPageHead(figures: ClassFigures(), attendance: attendance).text
  } catch {
    _ = ProblemText(style: Style()).lines(for: [error.fault], in: String(decoding: bytes, as: UTF8.self))
  }
}

/// A student's result, and the class's page with it in it twice.
let tryResults: Target = { bytes in
  guard case .success(let result) = ResultFile.content(of: bytes) else { return }
  var figures = ClassFigures()
  figures.add(Sample.result)
  figures.add(result)
  _ = ClassPageHead(figures: figures, attendance: Attendance(nil)).text
  let table = ClassPageTable(figures: figures)
  _ = table.beginning + table.row(result) + table.ending
  _ = figures.labels
}

/// A student's reviews, and what becomes of a result with them.
let tryReviews: Target = { bytes in
  do throws(FaultyReview) {
    let review = try StudentReview(reading: bytes, path: "ada.review.json", name: "ada")
    var result = Sample.result
    for index in result.exercises.indices { result.exercises[index].answer = "a" }
    let final = result.reviewed(by: review.exercises)
    let sheet = final.feedbackSheet(review.exercises, result)
    _ = sheet.markdown + sheet.text
    let table = ClassPageTable(figures: ClassFigures())
    _ = table.row(final)
    for exercise in review.exercises { _ = ReviewCells.texts(ReviewCells.items(exercise.items)) }
  } catch {
    _ = ProblemText(style: Style()).lines(for: [error.fault], in: String(decoding: bytes, as: UTF8.self))
  }
}

/// A table of reviews beside one student's result.
let tryReviewTables: Target = { bytes in
  var lines = ReviewLines([Sample.result], ["total": [ExerciseReview.Item(text: "names it", points: 1)]])
  do throws(ReviewImport.Faulty) {
    let reviews = try lines.reviews(in: bytes, path: "reviews.csv") { StudentReview(student: $0) }
    for review in reviews { _ = Sample.result.reviewed(by: review.exercises) }
  } catch {
    _ = ProblemText(style: Style()).lines(for: error.faults, in: String(decoding: bytes, as: UTF8.self))
  }
}
