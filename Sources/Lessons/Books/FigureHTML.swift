import Figures
import Grading
import Reading
import Reporting
import Support

/// A figure as every browser shows it: a caption and its picture as text. Where scripts run, the site's own makes it move
/// (`Web/Script`), by what stands in its `data-` attributes.
package enum FigureHTML {
  /// - Parameters:
  ///   - figure: The figure.
  ///   - report: What its example has shown, if it takes numbers from one. If that did not run, the figure is the picture in the file.
  ///   - prefix: What stands before the names of the page's part that it is in.
  ///   - mayMove: Whether the page has the script.
  /// - Returns: The element.
  package static func html(_ figure: Figure, in report: Report, prefix: String = "", mayMove: Bool = true) -> String {
    let found = report.state(of: figure)
    let state = found ?? figure.state
    let picture = found.map { StaticFigure($0).text } ?? report.lesson.recordedPicture(of: figure)
    let title = Words().title(of: state)
    let lines = ["title: " + title] + state.lines.dropFirst(state.title == nil ? 0 : 1)
    let data =
      mayMove && found != nil
      ? " data-figure=\"\(state.kind.rawValue)\" data-state=\"\(attribute(lines.joined(separator: "\n")))\" "
        + "data-keys=\"\(attribute(keys(of: state.kind)))\"" : ""
    return """
      <figure class="figure" id="\(HTML.attribute(prefix + figure.id))" data-line="\(figure.lines.lowerBound)"\(data)>
      <figcaption>\(HTML.text(title))</figcaption>
      <pre class="still"><samp>\(HTML.text(String(picture.dropLast())))</samp></pre>
      </figure>

      """
  }

  /// An attribute whose lines stay lines.
  private static func attribute(_ text: String) -> String {
    HTML.attribute(text).replacing("\n", with: "&#10;")
  }

  /// What may be said of a figure, for the script to hold readers to the same: by key its type and its bounds.
  private static func keys(of kind: FigureKind) -> String {
    kind.keys.map { key in "\(key.name): \(words(of: key.type))" }.joined(separator: "\n")
  }

  private static func words(of type: FigureKey.ValueType) -> String {
    switch type {
    case .text: "text"
    case .integer(let range): "integer \(range.lowerBound) \(range.upperBound)"
    case .number(let range): "number \(range.lowerBound) \(range.upperBound)"
    case .choice(let choices): "choice \(choices.joined(separator: " "))"
    case .numbers(let range): "numbers \(range.lowerBound) \(range.upperBound)"
    case .names(let range): "names \(range.lowerBound) \(range.upperBound)"
    case .arrays(let bounds): "arrays \(bounds.side) \(bounds.channels) \(bounds.count)"
    case .namedArray(let names, let bounds): "named \(bounds.side) \(names.joined(separator: " "))"
    case .layers(let most): "layers \(most)"
    case .drawing: "drawing"
    case .network: "network"
    }
  }
}
