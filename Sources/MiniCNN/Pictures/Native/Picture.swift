/// Pictures side by side, each with a caption, as `show` has them: characters in a terminal, and numbers for whatever can draw better.
public struct Picture: Equatable, Sendable {
  /// One of the pictures.
  public struct Panel: Equatable, Sendable {
    /// Height × width, or height × width × 3 for red, green and blue.
    public var map: Tensor
    public var caption: String

    public init(_ map: Tensor, caption: String = "", file: StaticString = #filePath, line: UInt = #line) {
      guard map.shape.rank == 2 || map.shape.rank == 3 && map.channels == 3 else {
        stop("a picture is height × width or height × width × 3, not \(map.shape)", file, line)
      }
      (self.map, self.caption) = (map, caption)
    }
  }

  /// What stands above them; nothing if empty.
  public var title: String
  public var panels: [Panel]
  /// What the lightest and the darkest shade stand for; by default the range of each panel by itself.
  public var range: ClosedRange<Double>?

  public init(title: String = "", _ panels: [Panel], range: ClosedRange<Double>? = nil) {
    (self.title, self.panels, self.range) = (title, panels, range)
  }
}

extension Picture: CustomStringConvertible {
  /// The pictures in characters, those in colour by their brightness.
  public var description: String {
    let maps = panels.map { (caption: $0.caption, map: $0.map.shape.rank == 3 ? $0.map.grey() : $0.map) }
    let text = shadedText(of: maps, range: range, columns: 80, cells: .automatic, characters: .unicode)
    return title.isEmpty ? text : "\(title)\n\(text)"
  }
}
