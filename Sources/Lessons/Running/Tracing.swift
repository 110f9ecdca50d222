import Reading

/// How much a traced program reports. Not all code can be compiled so that it reports everything.
package enum TraceDetail: CaseIterable, Sendable {
  /// What the compiler's instrumentation reports, and what is added to the cells for it (`TraceableSource`).
  case everything
  case withoutAdditions
  case withoutParameters

  /// The frontend's options.
  var options: [String] {
    switch self {
    case .everything, .withoutAdditions: ["-playground"]
    case .withoutParameters:
      ["-playground", "-playground-high-performance", "-playground-option", "ScopeEvents"]
    }
  }
}

/// Of the calls that checks make of an answer's functions, those that are recorded.
package enum TracedCalls: Hashable, Sendable {
  case all
  /// Those since the answer before, which is where a program stopped.
  case newest
  /// Those that lead to the answer with this label.
  case before(answer: String)

  /// How LessonKit is told.
  var statement: String? {
    switch self {
    case .all: nil
    case .newest: "__lessonTraceCalls()"
    case .before(let answer): "__lessonTraceCalls(before: \(answer.swiftLiteral))"
    }
  }
}

extension String {
  /// The text as Swift code that stands for it.
  var swiftLiteral: String {
    let escaped = unicodeScalars.map { scalar in
      scalar.value < 0x20 || scalar == "\"" || scalar == "\\" || !scalar.isASCII
        ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
    }
    return "\"\(escaped.joined())\""
  }
}

/// What a traced program records.
struct Tracing: Sendable {
  /// What is recorded of a cell, as LessonKit's `__lessonTrace` has it.
  enum Mode: Int {
    case nothing = 0
    case everything = 1
    /// The cell's own variables, and nothing of the functions that it calls.
    case variables = 2
    /// What happens in the functions that the cell calls, but nothing of its own.
    case calls = 3
  }

  /// The cell to be traced; `nil` for the examples.
  var candidateTag: String?
  var detail: TraceDetail
  var calls = TracedCalls.all
  /// The tags of cells that cannot be compiled with additions.
  var plainTags: Set<String> = []

  /// Whether a cell's source gets additions.
  func addsTo(_ tag: String) -> Bool { detail == .everything && !plainTags.contains(tag) }

  func mode(of cell: Cell, tagged tag: String) -> Mode {
    switch cell.role {
    case .example where candidateTag == nil: .everything
    // The variables may explain why what uses them stops.
    case .example, .setup: .variables
    case .check: cell.isHidden ? .nothing : .calls
    // A solution that another exercise needs is not the learner's.
    case .exercise, .solution, .mistake: tag == candidateTag ? .everything : .nothing
    case .advice, .rubric: .nothing
    }
  }
}
