import Grading
import Reading
import Reporting
import Running

/// HTML that was made before: what has not changed is not made anew whenever something else on the page does.
struct MadeParts {
  /// All that a part is made of.
  enum Source: Hashable {
    case output([PrintedPart], [Problem])
    case figure(Figure, FigureState?, recorded: String)
    case found(Grade, change: String?, isAwaited: Bool, ExpectedValues)
  }

  private var made: [String: (source: Source, html: String)] = [:]

  mutating func html(_ name: String, of source: Source, _ make: () -> String) -> String {
    if let known = made[name], known.source == source { return known.html }
    let html = make()
    made[name] = (source, html)
    return html
  }
}
