internal import TextTable

extension Tensor {
  /// A picture in characters, with a frame around each map and its least and its greatest number below: the higher a number, the
  /// more ink.
  ///
  /// A NaN is drawn as `?`, infinity as `^` and minus infinity as `v`. A map that is too large is drawn in means over squares of it.
  /// - Parameters:
  ///   - range: What the lightest and the darkest shade stand for; numbers beyond are drawn as its ends. By default the range of
  ///     each map by itself.
  ///   - columns: How wide the pictures may get, at least 10; what stands below a narrow one may be wider.
  ///   - cells: How large a cell is.
  ///   - characters: What to draw with.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  /// - Returns: Lines of text. Of an image of height × width × channels, or several, the channels stand side by side, each with a
  ///   caption, and so do the channels of count × height × width × channels; a tensor of one axis is drawn as one row.
  /// - Complexity: O(*n*).
  public func shaded(
    range: ClosedRange<Double>? = nil, columns: Int = 80, cells: PictureCells = .automatic,
    characters: PictureCharacters = .unicode, file: StaticString = #filePath, line: UInt = #line
  ) -> String {
    guard shape.rank <= 4 else {
      stop("no picture has the shape \(shape): at most it is count × height × width × channels", file, line)
    }
    guard columns >= 10 else { stop("a picture takes at least 10 columns, not \(columns)", file, line) }
    if let range, !range.lowerBound.isFinite || !range.upperBound.isFinite {
      stop("shades go from a finite number to a finite number, not \(range)", file, line)
    }
    if scalars.isEmpty {
      return "empty (\(shape.map(String.init).joined(separator: characters == .ascii ? " x " : " × ")))"
    }

    let maps = captionedMaps()
    return shadedText(
      of: maps.count > 1 ? maps : maps.map { ("", $0.map) }, range: range, columns: columns, cells: cells,
      characters: characters)
  }

  /// Each channel of each image, height × width.
  private func captionedMaps() -> [(caption: String, map: Tensor)] {
    switch shape.rank {
    case 0, 1: return [("", reshaped(to: [1, scalars.count]))]
    case 4:
      return (0..<shape[0]).flatMap { image in
        row(image).captionedMaps().map { ("\(image), \($0.caption)", $0.map) }
      }
    default: return (0..<channels).map { ("channel \($0)", channel($0)) }
    }
  }
}

/// Pictures in characters, each with its caption above it, unless that is empty.
func shadedText(
  of maps: [(caption: String, map: Tensor)], range: ClosedRange<Double>?, columns: Int, cells: PictureCells,
  characters: PictureCharacters
) -> String {
  guard let sample = maps.first?.map else { return "no pictures" }
  let shown = maps.prefix(64)
  let width = 2 * sample.width + 2
  let fits = (shown.count > 1 ? 2 * width + pictureGap : width) <= columns && sample.height <= 40
  let isLarge = cells == .large || cells == .automatic && fits
  let blocks = shown.map { caption, map in
    let picture = ShadedMap(map, range: range, columns: columns, isLarge: isLarge, characters: characters)
    return (caption.isEmpty ? [] : [caption]) + picture.lines
  }
  let legend = range.map {
    [Shading(least: $0.lowerBound, most: $0.upperBound).legend(characters: characters)]
  }
  let note = shown.count < maps.count ? ["(\(maps.count) maps, the first \(shown.count) shown)"] : []
  return (rowsOfPictures(blocks, columns: columns) + (legend ?? []) + note).joined(separator: "\n")
}

/// The blanks between pictures side by side.
private let pictureGap = 3

/// As many pictures next to each other as fit, then an empty line and the next of them.
private func rowsOfPictures(_ blocks: [[String]], columns: Int) -> [String] {
  var rows: [[[String]]] = []
  var used = 0
  for block in blocks {
    let width = block.map(visibleWidth).max() ?? 0
    if rows.isEmpty || used + pictureGap + width > columns {
      rows.append([block])
      used = width
    } else {
      rows[rows.count - 1].append(block)
      used += pictureGap + width
    }
  }
  return Array(rows.map { sideBySide($0, gap: pictureGap) }.joined(separator: [""]))
}
