import LessonWire
import Reading
import Running
import Support

extension Report {
  /// In which state a figure is shown first.
  /// - Parameter figure: One of the lesson's.
  /// - Returns: `nil` if it takes numbers from an example that did not run, or whose values do not fit.
  package func state(of figure: Figure) -> FigureState? {
    guard let source = figure.source else { return figure.state }
    return try? taken(from: source, by: figure)?.get()
  }

  /// The figures that cannot take what their examples have shown.
  var figureProblems: [Problem] {
    lesson.figures.compactMap { figure in
      guard let source = figure.source, case .failure(let misfit)? = taken(from: source, by: figure) else { return nil }
      return Problem(.figureData(example: source.name, misfit.complaint, key: misfit.key), at: source.range)
    }
  }

  private func taken(from source: FigureSource, by figure: Figure) -> Result<FigureState, FigureDataMisfit>? {
    guard let result = examples.first(where: { $0.cell.id == source.example }) else { return nil }
    return figure.state.taking(result.parts.compactMap { $0.value?.figureData }, besides: source.ownKeys)
  }
}

extension Lesson {
  /// Whether values are to be asked for, and not only what is printed of them.
  var hasFiguresOfExamples: Bool { figures.contains { $0.source != nil } }
}

extension ShownValue {
  /// The numbers; `nil` if there are none.
  fileprivate var figureData: FigureData? {
    switch content {
    case .number(let number): FigureData(title: title, arrays: [([], [number])])
    case .tensors(let tensors): FigureData(title: title, arrays: tensors.map { ($0.shape, $0.scalars) })
    case .picture(let picture):
      FigureData(
        title: title.isEmpty ? picture.title : title,
        arrays: picture.panels.map { ($0.numbers.shape, $0.numbers.scalars) })
    case .text, .plot, .table, .omitted: nil
    }
  }
}
