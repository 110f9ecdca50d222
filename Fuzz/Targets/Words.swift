@testable import Grading
@testable import LessonWire
@testable import Running

/// What the compiler says of a cell, in which `@` stands for its tag.
let tryDiagnostics: Target = { bytes in
  let text = Sample.withTags(bytes)
  let diagnostics = Diagnostic.all(in: text, of: Sample.program)
  _ = Complaints(text).about(Sample.program)
  let testRun = TestRun(
    program: Sample.program, tag: Sample.tag, limits: Sample.exercise.limits, result: .rejected(diagnostics))
  Sample.show(testRun)
}

/// What the runtime and its backtracer say of a crash.
let tryCrashes: Target = { bytes in
  let signals: [Int32] = [4, 9, 11]
  let ending = Ending(
    cause: .signalled(signals[bytes.count % signals.count]), output: bytes, errors: Array(Sample.withTags(bytes).utf8),
    wire: Sample.solutionWire, seconds: 1, processorSeconds: 1)
  Sample.show(Sample.testRun(Run(ending: ending, of: Sample.program, limits: Sample.exercise.limits)))
}
