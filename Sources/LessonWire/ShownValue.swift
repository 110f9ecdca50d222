/// A value that a cell has shown, as data: for whoever can draw it better than in characters.
///
/// What is printed of it is the same, whether anybody asks for it or not. It is sent only where somebody does (`Wire.valuesVariable`).
package struct ShownValue: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    case number(Double)
    /// Whatever is nothing else: what is printed of it.
    case text(String)
    /// Of a list of tensors there are several.
    case tensors([NumberArray])
    case picture(Picture)
    case plot(Plot)
    case table(Table)
    /// It is larger than what is sent, or so much has been shown that from here on nothing more is: there is only the text.
    case omitted
  }

  /// Numbers in a shape of any rank, row-major: as many as the product of the sizes.
  package struct NumberArray: Hashable, Sendable {
    package var shape: [Int]
    package var scalars: [Double]

    package init(shape: [Int], scalars: [Double]) {
      (self.shape, self.scalars) = (shape, scalars)
    }
  }

  /// Pictures side by side.
  package struct Picture: Hashable, Sendable {
    package struct Panel: Hashable, Sendable {
      /// Nothing if empty.
      package var caption: String
      /// Height × width, or height × width × 3 for red, green and blue.
      package var numbers: NumberArray

      package init(caption: String, numbers: NumberArray) {
        (self.caption, self.numbers) = (caption, numbers)
      }
    }

    /// What stands above them; nothing if empty.
    package var title: String
    package var panels: [Panel]
    /// What the lightest and the darkest shade stand for, both finite; `nil` for the range of each panel by itself.
    package var range: ClosedRange<Double>?

    package init(title: String, panels: [Panel], range: ClosedRange<Double>?) {
      (self.title, self.panels, self.range) = (title, panels, range)
    }
  }

  /// Lines through numbers, one number a step from step 0. One that is not finite, or on a logarithmic scale not positive, is a gap.
  package struct Plot: Hashable, Sendable {
    package struct Series: Hashable, Sendable {
      /// Nothing if empty.
      package var name: String
      package var numbers: [Double]

      package init(name: String, numbers: [Double]) {
        (self.name, self.numbers) = (name, numbers)
      }
    }

    package var series: [Series]
    package var isLogarithmic: Bool

    package init(series: [Series], isLogarithmic: Bool) {
      (self.series, self.isLogarithmic) = (series, isLogarithmic)
    }
  }

  /// A table of texts, some of them marked.
  package struct Table: Hashable, Sendable {
    package struct Cell: Hashable, Sendable {
      package var text: String
      package var isMarked: Bool

      package init(_ text: String, isMarked: Bool = false) {
        (self.text, self.isMarked) = (text, isMarked)
      }
    }

    /// The columns' titles; none if empty.
    package var header: [String]
    /// The rows' titles; none if empty.
    package var rowTitles: [String]
    /// Rows of any lengths.
    package var rows: [[Cell]]

    package init(header: [String] = [], rowTitles: [String] = [], rows: [[Cell]]) {
      (self.header, self.rowTitles, self.rows) = (header, rowTitles, rows)
    }
  }

  /// What it is, as the cell says; nothing if empty.
  package var title: String
  package var content: Content

  package init(title: String = "", _ content: Content) {
    (self.title, self.content) = (title, content)
  }
}

// MARK: - How much travels

extension ShownValue {
  /// Bytes of one value, of all values of a run, and how many these are: a cell cannot fill anybody's memory. Of what is more, only the text
  /// is there.
  package static let (mostBytes, mostBytesOfRun, mostValuesOfRun) = (1 << 19, 1 << 21, 1000)

  /// About as many bytes as it takes to send it, found out without touching the numbers.
  /// - Complexity: O(*n*) in the number of its parts, not of its numbers.
  package var byteCount: Int { title.utf8.count + content.byteCount }

  /// The value, or that it is too large to be sent.
  package var bounded: ShownValue {
    if byteCount <= Self.mostBytes { return self }
    return ShownValue(title: title.utf8.count <= 1000 ? title : "", .omitted)
  }
}

extension ShownValue.Content {
  fileprivate var byteCount: Int {
    switch self {
    case .number: 9
    case .text(let text): text.utf8.count
    case .tensors(let arrays): arrays.reduce(0) { $0 + $1.byteCount }
    case .picture(let picture):
      picture.panels.reduce(picture.title.utf8.count) { $0 + $1.caption.utf8.count + $1.numbers.byteCount }
    case .plot(let plot): plot.series.reduce(0) { $0 + $1.name.utf8.count + 8 * $1.numbers.count + 8 }
    case .table(let table):
      table.rows.reduce((table.header + table.rowTitles).reduce(0) { $0 + $1.utf8.count + 4 }) { sum, row in
        row.reduce(sum + 4) { $0 + $1.text.utf8.count + 5 }
      }
    case .omitted: 1
    }
  }
}

extension ShownValue.NumberArray {
  fileprivate var byteCount: Int { 8 * (scalars.count + shape.count) + 4 }
}
