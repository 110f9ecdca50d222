/// Lines through numbers, as `show` has them: characters in a terminal, and numbers for whatever can draw better.
///
/// `show(Plot(["loss": losses, "held out": others]))` prints what `linePlot` gives.
public struct Plot: Equatable, Sendable {
  /// One of the lines.
  public struct Series: Equatable, Sendable {
    /// Stands at the line's end; nothing if empty.
    public var name: String
    /// One a step, from step 0.
    public var numbers: [Double]

    public init(name: String, numbers: [Double]) {
      (self.name, self.numbers) = (name, numbers)
    }
  }

  /// In the order in which they are drawn.
  public var series: [Series]
  public var scale: PlotScale

  /// - Parameters:
  ///   - series: Names and numbers, one number a step.
  ///   - scale: How heights follow from numbers.
  public init(_ series: KeyValuePairs<String, [Double]>, scale: PlotScale = .linear) {
    (self.series, self.scale) = (series.map { Series(name: $0.key, numbers: $0.value) }, scale)
  }

  /// A single line without a name.
  public init(_ numbers: [Double], scale: PlotScale = .linear) { self.init(["": numbers], scale: scale) }

  func text(
    width: Int, height: Int, characters: PictureCharacters, file: StaticString, line: UInt
  ) -> String {
    guard width >= 24, height >= 5 else {
      stop("a plot takes at least 24 columns and 5 lines, not \(width) and \(height)", file, line)
    }
    return PlotPicture(series: series, width: width, height: height, scale: scale, characters: characters).lines
      .joined(separator: "\n")
  }
}

extension Plot: CustomStringConvertible {
  /// The lines in characters, 60 columns wide.
  public var description: String {
    text(width: 60, height: 14, characters: .unicode, file: #filePath, line: #line)
  }
}
