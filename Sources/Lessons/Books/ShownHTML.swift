import LessonWire
import Reporting
import Support
import TextTable

/// A value that a cell has shown, drawn as what it is.
enum ShownHTML {
  private static let mostSquares = 20_000
  /// How many greys are told apart: more than an eye does, and few enough for small pages.
  private static let greys = 64.0

  /// Whether a page draws it better than its text does.
  static func isDrawn(_ value: ShownValue) -> Bool {
    switch value.content {
    case .tensors(let arrays): arrays.contains { $0.shape.count > 1 } && arrays.allSatisfy { !$0.scalars.isEmpty }
    case .picture(let picture):
      !picture.panels.isEmpty
        && picture.panels.reduce(0) { $0 + $1.numbers.scalars.count } <= mostSquares
        && picture.panels.allSatisfy { $0.numbers.shape.count >= 2 && !$0.numbers.scalars.isEmpty }
    case .plot(let plot): plot.series.contains { $0.numbers.count > 1 }
    case .table: true
    case .number, .text, .omitted: false
    }
  }

  static func html(_ value: ShownValue) -> String {
    switch value.content {
    case .tensors(let arrays):
      let tables = arrays.map { ValueHTML.tensor(shape: $0.shape, scalars: $0.scalars) }.joined()
      return figure("value", value.title, tables)
    case .picture(let picture):
      return figure("picture", picture.title.isEmpty ? value.title : picture.title, self.picture(picture))
    case .plot(let plot): return figure("plot", value.title, PlotSVG(plot, title: value.title).html)
    case .table(let table): return figure("value", value.title, self.table(table))
    case .number, .text, .omitted: return ""
    }
  }

  private static func figure(_ kind: String, _ title: String, _ content: String) -> String {
    let caption = title.isEmpty ? "" : "<figcaption>\(HTML.text(title))</figcaption>\n"
    return "<figure class=\"\(kind)\">\n\(caption)\(content)</figure>\n"
  }

  private static func table(_ table: ShownValue.Table) -> String {
    let isTitled = !table.rowTitles.isEmpty
    let header =
      table.header.isEmpty
      ? ""
      : "<thead><tr>\(isTitled ? "<td></td>" : "")\(table.header.map { "<th scope=\"col\" class=\"right\">\(HTML.text($0))</th>" }.joined())</tr></thead>\n"
    let rows = table.rows.enumerated().map { index, row in
      let title =
        isTitled
        ? "<th scope=\"row\">\(HTML.text(index < table.rowTitles.count ? table.rowTitles[index] : ""))</th>" : ""
      let cells = row.map {
        $0.isMarked
          ? "<td class=\"right\"><mark>[\(HTML.text($0.text))]</mark></td>"
          : "<td class=\"right\">\(HTML.text($0.text))</td>"
      }
      return "<tr>\(title)\(cells.joined())</tr>\n"
    }
    return "<div class=\"wide\"><table>\(header)<tbody>\n\(rows.joined())</tbody></table></div>\n"
  }

  // MARK: - Pictures

  private static func picture(_ picture: ShownValue.Picture) -> String {
    let panels = picture.panels.map { panel -> String in
      let caption = panel.caption.isEmpty ? "" : "<figcaption>\(HTML.text(panel.caption))</figcaption>\n"
      return "<figure>\n\(caption)\(squares(panel, picture.range))</figure>\n"
    }
    return "<div class=\"panels\">\n\(panels.joined())</div>\n" + legend(picture)
  }

  private static func squares(_ panel: ShownValue.Picture.Panel, _ range: ClosedRange<Double>?) -> String {
    let (height, width) = (panel.numbers.shape[0], panel.numbers.shape[1])
    let side = max(2, min(24, 320 / max(1, max(height, width))))
    let isColoured = panel.numbers.shape.count == 3
    let scale = range ?? Self.range(of: panel.numbers.scalars)
    // All squares of one shade are drawn in one go, as strokes: half as many letters as outlines take. The commonest shade lies below them
    // all: on paper, the seams between squares would let the white through.
    var paths: [String: String] = [:]
    var counts: [String: Int] = [:]
    for row in 0..<height {
      var column = 0
      while column < width {
        let shade = self.shade(panel.numbers.scalars, row * width + column, isColoured, scale)
        var end = column + 1
        while end < width, self.shade(panel.numbers.scalars, row * width + end, isColoured, scale) == shade { end += 1 }
        paths[shade, default: ""] += "M\(column) \(row)h\(end - column)"
        counts[shade, default: 0] += end - column
        column = end
      }
    }
    let ground = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? "none"
    paths[ground] = nil
    let drawn = paths.sorted { $0.key < $1.key }.map { "<path stroke=\"\($0.key)\" d=\"\($0.value)\"/>" }.joined()
    let odd = panel.numbers.scalars.count { !$0.isFinite }
    let words = Words().page.picture(panel.caption, height, width, scale)
    let remark = odd > 0 ? "<p class=\"legend label\">\(Words().page.notFinite(odd))</p>\n" : ""
    return """
      <svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="\(HTML.attribute(words))" viewBox="0 -.5 \(width) \(height)" \
      width="\(width * side)" height="\(height * side)" fill="none" shape-rendering="crispEdges">\
      <rect y="-.5" width="\(width)" height="\(height)" fill="\(ground)"/>\(drawn)</svg>
      \(remark)
      """
  }

  private static func range(of scalars: [Double]) -> ClosedRange<Double> {
    let finite = scalars.filter(\.isFinite)
    return (finite.min() ?? 0)...(finite.max() ?? 0)
  }

  private static func shade(_ scalars: [Double], _ pixel: Int, _ isColoured: Bool, _ range: ClosedRange<Double>)
    -> String
  {
    func level(_ value: Double) -> String {
      let span = range.upperBound - range.lowerBound
      let share = span > 0 ? (value - range.lowerBound) / span : 0.5
      let byte = Int((min(1, max(0, share)) * (greys - 1)).rounded() * 255 / (greys - 1))
      return (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    let own = isColoured ? scalars[pixel * 3..<pixel * 3 + 3] : scalars[pixel..<pixel + 1]
    guard own.allSatisfy(\.isFinite) else { return "#c0392b" }
    if isColoured { return "#" + (0..<3).map { level(scalars[pixel * 3 + $0]) }.joined() }
    let grey = level(scalars[pixel])
    return "#" + grey + grey + grey
  }

  private static func legend(_ picture: ShownValue.Picture) -> String {
    guard let first = picture.panels.first, first.numbers.shape.count == 2 else { return "" }
    let range = picture.range ?? self.range(of: first.numbers.scalars)
    guard picture.range != nil || picture.panels.count == 1 else {
      return "<p class=\"legend label\">\(Words().page.shades)</p>\n"
    }
    let steps = (0..<8).map { step -> String in
      let byte = String(step * 255 / 7, radix: 16)
      let grey = byte.count == 1 ? "0" + byte : byte
      return "<path fill=\"#\(grey)\(grey)\(grey)\" d=\"M\(step) 0h1v1h-1z\"/>"
    }.joined()
    return """
      <p class="legend label"><span>\(NumberText.text(of: range.lowerBound))</span>\
      <svg xmlns="http://www.w3.org/2000/svg" aria-hidden="true" viewBox="0 0 8 1" width="112" height="14">\(steps)</svg>\
      <span>\(NumberText.text(of: range.upperBound))</span></p>

      """
  }
}
