// How a value that was shown travels: its title, the kind of its content (1 byte) and the content. A list is its count (4 bytes) and its
// elements.

private enum Kind: UInt8 {
  case omitted = 0
  case number = 1
  case text = 2
  case tensors = 3
  case picture = 4
  case plot = 5
  case table = 6
}

extension WireWriter {
  mutating func append(_ value: ShownValue) {
    append(value.title)
    switch value.content {
    case .number(let number):
      append(Kind.number)
      append(number.bitPattern)
    case .text(let text):
      append(Kind.text)
      append(text)
    case .tensors(let arrays):
      append(Kind.tensors)
      append(listOf: arrays) { $0.append($1) }
    case .picture(let picture):
      append(Kind.picture)
      append(picture.title)
      append(listOf: picture.panels) {
        $0.append($1.caption)
        $0.append($1.numbers)
      }
      append(picture.range != nil)
      if let range = picture.range { append(numbers: [range.lowerBound, range.upperBound]) }
    case .plot(let plot):
      append(Kind.plot)
      append(listOf: plot.series) {
        $0.append($1.name)
        $0.append(UInt32(clamping: $1.numbers.count))
        $0.append(numbers: $1.numbers)
      }
      append(plot.isLogarithmic)
    case .table(let table):
      append(Kind.table)
      for titles in [table.header, table.rowTitles] { append(listOf: titles) { $0.append($1) } }
      append(listOf: table.rows) {
        $0.append(listOf: $1) {
          $0.append($1.text)
          $0.append($1.isMarked)
        }
      }
    case .omitted:
      append(Kind.omitted)
    }
  }

  private mutating func append(_ kind: Kind) { append(byte: kind.rawValue) }

  private mutating func append(_ boolean: Bool) { append(byte: boolean ? 1 : 0) }

  private mutating func append(_ array: ShownValue.NumberArray) {
    append(sizes: array.shape)
    append(numbers: array.scalars)
  }

  private mutating func append(numbers: [Double]) { for number in numbers { append(number.bitPattern) } }

  private mutating func append<Element>(listOf elements: [Element], _ write: (inout WireWriter, Element) -> Void) {
    append(UInt32(clamping: elements.count))
    for element in elements { write(&self, element) }
  }
}

extension WireReader {
  mutating func shownValue() throws(Malformed) -> ShownValue {
    ShownValue(title: try string(), try content())
  }

  private mutating func content() throws(Malformed) -> ShownValue.Content {
    switch Kind(rawValue: try byte()) {
    case .omitted: return .omitted
    case .number: return .number(try double())
    case .text: return .text(try string())
    case .tensors:
      return .tensors(try list(of: "tensors", bytesEach: 4) { reader throws(Malformed) in try reader.array() })
    case .picture: return .picture(try picture())
    case .plot: return .plot(try plot())
    case .table: return .table(try table())
    case nil: throw malformed("a shown value of an unknown kind")
    }
  }

  private mutating func picture() throws(Malformed) -> ShownValue.Picture {
    let title = try string()
    let panels = try list(of: "panels", bytesEach: 8) { reader throws(Malformed) in
      ShownValue.Picture.Panel(caption: try reader.string(), numbers: try reader.array())
    }
    for shape in panels.map(\.numbers.shape) where shape.count != 2 && !(shape.count == 3 && shape[2] == 3) {
      throw malformed("a picture of the shape \(shape)")
    }
    guard try boolean() else { return ShownValue.Picture(title: title, panels: panels, range: nil) }
    let (least, most) = (try double(), try double())
    guard least.isFinite, most.isFinite, least <= most else { throw malformed("shades from \(least) to \(most)") }
    return ShownValue.Picture(title: title, panels: panels, range: least...most)
  }

  private mutating func plot() throws(Malformed) -> ShownValue.Plot {
    let series = try list(of: "series", bytesEach: 8) { reader throws(Malformed) in
      ShownValue.Plot.Series(
        name: try reader.string(),
        numbers: try reader.list(of: "numbers", bytesEach: 8) { reader throws(Malformed) in try reader.double() })
    }
    return ShownValue.Plot(series: series, isLogarithmic: try boolean())
  }

  private mutating func table() throws(Malformed) -> ShownValue.Table {
    let header = try list(of: "titles", bytesEach: 4) { reader throws(Malformed) in try reader.string() }
    let rowTitles = try list(of: "titles", bytesEach: 4) { reader throws(Malformed) in try reader.string() }
    let rows = try list(of: "rows", bytesEach: 4) { reader throws(Malformed) in
      try reader.list(of: "cells", bytesEach: 5) { reader throws(Malformed) in
        ShownValue.Table.Cell(try reader.string(), isMarked: try reader.boolean())
      }
    }
    return ShownValue.Table(header: header, rowTitles: rowTitles, rows: rows)
  }

  private mutating func boolean() throws(Malformed) -> Bool { try byte() != 0 }

  private mutating func array() throws(Malformed) -> ShownValue.NumberArray {
    let (shape, scalars) = try shapedScalars()
    return ShownValue.NumberArray(shape: shape, scalars: scalars)
  }

  /// A list, of which nothing is reserved before it is there.
  private mutating func list<Element>(
    of things: String, bytesEach size: Int, _ read: (inout WireReader) throws(Malformed) -> Element
  ) throws(Malformed) -> [Element] {
    let count = try count(of: things, bytesEach: size)
    var elements: [Element] = []
    for _ in 0..<count { elements.append(try read(&self)) }
    return elements
  }
}
