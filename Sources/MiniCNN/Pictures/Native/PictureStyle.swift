/// The characters that pictures in text are made of.
public enum PictureCharacters: Sendable {
  /// Shades, blocks, Braille dots and lines.
  case unicode
  /// Letters and signs that every terminal and every log has.
  case ascii
}

/// How large the cells of a shaded picture are. Both kinds look square on a terminal, where a line is about twice as high as a
/// column is wide.
public enum PictureCells: Sendable {
  /// Large where at least two maps, or the one that there is, fit next to each other; otherwise small.
  case automatic
  /// Two columns of one line.
  case large
  /// One column of half a line: two cells share a shade, or half a block where they differ much.
  case small
}
