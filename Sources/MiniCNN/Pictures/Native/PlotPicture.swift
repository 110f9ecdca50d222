internal import TextTable

/// A plot with its axes, line by line.
struct PlotPicture {
  let series: [Plot.Series]
  let width: Int
  let height: Int
  let scale: PlotScale
  let characters: PictureCharacters

  private var isASCII: Bool { characters == .ascii }

  var lines: [String] {
    let steps = series.map(\.numbers.count).max() ?? 0
    guard series.contains(where: { $0.numbers.contains { PlotAxis.hasPlace($0, on: scale) } }) else {
      return [steps == 0 ? "nothing to plot" : "nothing to plot: of \(steps) steps none has a number to draw"]
    }
    let names = labels(room: width / 3)
    let rightMargin = names.map { visibleWidth($0) + 1 }.max() ?? 0
    var (canvas, plotted, axis, figures) = layout(steps: steps, room: width - 2 - rightMargin)
    for (index, line) in plotted.enumerated() { line.draw(on: &canvas, axis: axis, index: index) }

    let left = leftMargin(axis, canvas, figures)
    let right = rightLabels(names, plotted, axis, canvas)
    let picture = (0..<canvas.rows).map { left[$0] + canvas.text(ofRow: $0) + (right[$0].map { " " + $0 } ?? "") }
    let indent = String(repeating: " ", count: figures + 1)
    let faults = plotted.reduce(into: Set<Int>()) { $0.formUnion($1.faults) }
    let below = stepAxis(steps, canvas, Set(faults.map(canvas.column)))
    return (picture + below.map { indent + $0 }).map(withoutBlanksAtEnd)
  }

  /// What goes where: the figures beside the axis leave room for so many dots, these decide which means are drawn, and the means in
  /// turn which figures there are. So the figures are given more room until it is enough.
  private func layout(
    steps: Int, room: Int
  ) -> (canvas: PlotCanvas, plotted: [PlotLine], axis: PlotAxis, figures: Int) {
    var figures = 1
    while true {
      // The last two lines belong to the axis of steps.
      let canvas = PlotCanvas(columns: max(8, room - figures), rows: height - 2, characters: characters)
      let plotted = series.map { PlotLine($0.numbers, steps: steps, columns: canvas.dotColumns, scale: scale) }
      let axis = PlotAxis(
        for: plotted.flatMap { $0.points.map(\.number) }, scale: scale, count: max(2, canvas.rows / 2))
      let needed = axis.ticks.map { visibleWidth($0.text) }.max() ?? 0
      if needed <= figures { return (canvas, plotted, axis, figures) }
      figures = needed
    }
  }

  /// The figures of the upright axis and the axis itself, one text a row.
  private func leftMargin(_ axis: PlotAxis, _ canvas: PlotCanvas, _ figures: Int) -> [String] {
    var texts = [String?](repeating: nil, count: canvas.rows)
    for tick in axis.ticks {
      let row = canvas.row(ofDot: canvas.dotRow(of: axis.fraction(of: tick.number)))
      if texts[row] == nil { texts[row] = tick.text }
    }
    return texts.map { text in
      let blanks = String(repeating: " ", count: figures - visibleWidth(text ?? ""))
      return blanks + (text ?? "") + " " + (isASCII ? (text == nil ? "|" : "+") : (text == nil ? "│" : "┤"))
    }
  }

  /// The names as they are shown, cut if there is too little room; none if no series has one.
  private func labels(room: Int) -> [String] {
    guard series.contains(where: { !$0.name.isEmpty }) else { return [] }
    return series.enumerated().map { index, one in
      let letter = isASCII && series.count > 1 ? "\(plotLetters[index % plotLetters.count]) " : ""
      var name = letter + one.name
      if visibleWidth(name) > room {
        while visibleWidth(name) >= room { name.removeLast() }
        name += isASCII ? "." : "…"
      }
      return name
    }
  }

  /// Each name beside the end of its line, or in the nearest row that is free.
  private func rightLabels(
    _ names: [String], _ plotted: [PlotLine], _ axis: PlotAxis, _ canvas: PlotCanvas
  ) -> [String?] {
    var texts = [String?](repeating: nil, count: canvas.rows)
    for (name, line) in zip(names, plotted) {
      guard !name.isEmpty, let last = line.points.last else { continue }
      let row = canvas.row(ofDot: canvas.dotRow(of: axis.fraction(of: last.number)))
      let free = texts.indices.filter { texts[$0] == nil }
      if let nearest = free.min(by: { abs($0 - row) < abs($1 - row) }) { texts[nearest] = name }
    }
    return texts
  }

  /// The axis below with its figures.
  private func stepAxis(_ steps: Int, _ canvas: PlotCanvas, _ faults: Set<Int>) -> [String] {
    var axis = [Character](repeating: isASCII ? "-" : "─", count: canvas.columns)
    var figures = [Character](repeating: " ", count: canvas.columns + 1)
    var free = 0
    for step in stepTicks(steps, atMost: max(2, canvas.columns / 10)) {
      let place = canvas.column(ofDot: column(of: step, steps: steps, columns: canvas.dotColumns))
      let text = Array("\(step)")
      // The figures' line begins one column to the left of the axis' first.
      let start = min(max(place + 1 - text.count / 2, 0), figures.count - text.count)
      guard start >= free else { continue }
      axis[place] = isASCII ? "+" : "┬"
      figures.replaceSubrange(start..<start + text.count, with: text)
      free = start + text.count + 1
    }
    for fault in faults { axis[fault] = "?" }
    return [(isASCII ? "+" : "└") + String(axis), String(figures)]
  }
}

/// Round steps from 0 to the last.
private func stepTicks(_ steps: Int, atMost count: Int) -> [Int] {
  guard steps > 1 else { return [0] }
  let step = max(1, Int(RoundStep(atLeast: Double(steps - 1) / Double(count)).size))
  return Array(stride(from: 0, to: steps, by: step))
}

private func withoutBlanksAtEnd(_ text: String) -> String {
  var text = text
  while text.last == " " { text.removeLast() }
  return text
}
