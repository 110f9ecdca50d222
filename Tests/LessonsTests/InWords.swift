import Grading
import Reading
import Reporting
import Running

// Tests look at what people read.

extension Fault {
  var problem: String { Words().fault(kind).problem }
  var advice: String { Words().fault(kind).advice }
  var words: String { Words().sentence(kind) }
}

extension MachineFailure {
  var problem: String { Words().failure(self).problem }
  var advice: String { Words().failure(self).advice }
}

extension SandboxObstacle {
  var advice: String { Words().advice(self) }
}

extension Submission {
  var problems: [String] { remarks.map(Words().remark) }
}

extension Problem {
  /// A message of the compiler's.
  init(_ message: String, at location: SourceLocation? = nil, excerpt: Excerpt? = nil, notes: [Problem] = []) {
    self.init(.compiler(.message(message)), at: location.map { SourceRange($0) }, excerpt: excerpt, notes: notes)
  }

  var message: String { Words().problem(kind) }
  var plainWords: String? { explanation.map(Words().explanation) }
}
