import Support

/// What comes of faults, or was left undone.
package enum Consequence: Hashable, Sendable {
  case nothingRun
  case nothingWritten
  case nothingGraded
  case nothingExported
  case nothingImported
  case nothingChanged
  case noSite
  case siteKept(String)
  case deskClosed
}

extension Words {
  package func consequence(_ consequence: Consequence) -> String {
    switch consequence {
    case .nothingRun: "nothing was run"
    case .nothingWritten: "nothing was written"
    case .nothingGraded: "nothing was graded"
    case .nothingExported: "nothing was exported"
    case .nothingImported: "nothing was imported"
    case .nothingChanged: "nothing was changed"
    case .noSite: "no site was written"
    case .siteKept(let path): "the site in \(printable(path)) was left as it is"
    case .deskClosed: "the desk stays closed"
    }
  }

  /// The last line below faults: how many there are, in what, and what comes of it.
  package func faults(_ count: Int, in path: String? = nil, _ consequence: Consequence) -> String {
    "\(counted(count, "fault"))\(path.map { " in \(printable($0))" } ?? ""); \(self.consequence(consequence))"
  }

  /// The same below the fault of a class's list.
  package func faultyRoster(_ consequence: Consequence) -> String {
    "the roster is faulty; \(self.consequence(consequence))"
  }

  /// That not all damaged files are named.
  package func moreFiles(_ count: Int) -> String { "and \(count) more such files" }
}
