internal import TextTable

/// How the height of a plot's line follows from a number.
public enum PlotScale: Sendable {
  /// Equal differences are equally far apart.
  case linear
  /// Equal quotients are equally far apart. Numbers that are not positive have no place.
  case logarithmic
}

/// A line through numbers, step by step from step 0: a loss while a network learns, say.
///
/// A number without a place (NaN, infinite, or not positive on a logarithmic scale) leaves a gap, and a `?` on the axis below.
/// - Parameters:
///   - numbers: One a step. Of more steps than dots next to one another, those that share a dot are drawn as their mean.
///   - width: How many columns the picture takes, at least 24.
///   - height: How many lines the picture takes, the axis included, at least 5.
///   - scale: How heights follow from numbers.
///   - characters: What to draw with.
///   - file: The caller's file, for the message that a mistake gets.
///   - line: The caller's line, for that message.
/// - Returns: Lines of text.
/// - Complexity: O(*n*).
public func linePlot(
  _ numbers: [Double], width: Int = 60, height: Int = 14, scale: PlotScale = .linear,
  characters: PictureCharacters = .unicode, file: StaticString = #filePath, line: UInt = #line
) -> String {
  linePlot(
    ["": numbers], width: width, height: height, scale: scale, characters: characters, file: file, line: line)
}

/// Several lines in one plot, each with its name at its end: `linePlot(["loss": losses, "held out": others])`.
///
/// The first line is drawn in full, the others in dashes and dots, or each with a letter of its own in ASCII.
/// - Parameters:
///   - series: Names and numbers, one number a step, in the order in which they are drawn.
///   - width: How many columns the picture takes, at least 24.
///   - height: How many lines the picture takes, the axis included, at least 5.
///   - scale: How heights follow from numbers.
///   - characters: What to draw with.
///   - file: The caller's file, for the message that a mistake gets.
///   - line: The caller's line, for that message.
/// - Returns: Lines of text.
/// - Complexity: O(*n*).
public func linePlot(
  _ series: KeyValuePairs<String, [Double]>, width: Int = 60, height: Int = 14, scale: PlotScale = .linear,
  characters: PictureCharacters = .unicode, file: StaticString = #filePath, line: UInt = #line
) -> String {
  Plot(series, scale: scale).text(width: width, height: height, characters: characters, file: file, line: line)
}
