@testable import Grading
@testable import LessonWire
@testable import Live
@testable import Reading
@testable import Running

/// A cell's records, graded against a solution's, in every report: of two runs where a line of eight dashes parts the bytes, the first
/// is the solution's.
let tryWire: Target = { bytes in
  let parts = Sample.parted(bytes)
  let (solution, answer) = (parts.count > 1 ? parts[0] : Sample.solutionWire, parts.last ?? [])
  let (expected, testRun) = (Sample.testRun(wire: solution), Sample.testRun(wire: answer))
  var grade = Grade(Sample.exercise, testRun: testRun, expected: expected, in: Sample.lesson)
  grade.mistake = nil
  var report = Report(
    lesson: Sample.lesson, grades: [grade, Grade(Sample.exercise, unsolved: testRun, in: Sample.lesson)])
  if let trace = testRun.run?.trace {
    let reading = TraceReading(trace, of: testRun.program)
    report.traces = [
      Sample.exercise.cell.id: reading.cellTrace(ofCellTagged: testRun.tag ?? "") ?? CellTrace(steps: [])
    ]
    report.grades[0].valuesAtCrash = reading.values(
      at: SourceLocation(file: Sample.lesson.path, line: Sample.exercise.cell.firstSourceLine, column: 1),
      in: Sample.lesson)
  }
  Sample.show(report)
  // What a face of a lesson that is alive makes of it, also of a part of it while the cell goes on.
  let output = Array("printed\u{1B}[2J".utf8)
  for count in [0, output.count / 2, output.count] {
    let soFar = Run.parts(in: Array(output[..<count]), wire: answer, isGoingOn: true)
    for part in soFar.values.joined() + testRun.parts {
      for event in LiveEvent.all(of: .printed(Sample.exercise.cell.id, part)) { _ = try? EventLine(event).line() }
    }
  }
  _ = testRun.givesSameAnswers(as: expected, tolerance: 1e-6)
  _ = expected.authorProblems(in: Sample.lesson, Sample.exercise)
}

let tryFrames: Target = { bytes in
  _ = SnapshotReply.reading(bytes)
  _ = NeededSymbols(of: bytes)
  for frame in RunFrame.frames(in: bytes) {
    let testRun = Sample.testRun(Run(ending: Ending(frame), of: Sample.program, limits: Sample.exercise.limits))
    Sample.show(
      Report(
        lesson: Sample.lesson,
        grades: [Grade(Sample.exercise, testRun: testRun, expected: Sample.expected, in: Sample.lesson)]))
  }
}
