/// Something that may be said of a figure, in a line of its own: `key: value`.
package struct FigureKey: Hashable, Sendable {
  package var name: String
  package var type: ValueType
  /// What is taken where nothing is said.
  package var standard: String

  /// Which values make sense.
  package enum ValueType: Hashable, Sendable {
    case text
    case integer(ClosedRange<Int>)
    case number(ClosedRange<Double>)
    case choice([String])
    /// As many as the range says, with blanks between.
    case numbers(ClosedRange<Int>)
    /// Names, as many as the range says, with blanks between.
    case names(ClosedRange<Int>)
    /// Rows with `/` between, channels with `|` between, several such arrays with `;` between.
    case arrays(ArrayBounds)
    /// The name of one of these arrays, or one of one's own as rows.
    case namedArray([String], ArrayBounds)
    /// Layers with `/` between: `kernel 3 stride 1 padding 0 dilation 1`.
    case layers(atMost: Int)
    /// `none`, or pixels as `DrawnPixels` reads them.
    case drawing
    /// A network's layers with `/` between: `input 28x28x1 / conv 8 3x3 / relu / dense 10`.
    case network
  }

  /// How large arrays may be.
  package struct ArrayBounds: Hashable, Sendable {
    package var side: Int
    package var channels: Int
    package var count: Int
  }

  init(_ name: String, _ type: ValueType, _ standard: String) {
    (self.name, self.type, self.standard) = (name, type, standard)
  }

  /// The largest magnitude of a number in a figure: so that sums stay exact enough to be looked at.
  package static let largestNumber = 1e6
}

/// What a figure's key was given.
package enum FigureValue: Hashable, Sendable {
  case text(String)
  case integer(Int)
  case number(Double)
  case numbers([Double])
  case names([String])
  case arrays([FigureArray])
  case layers([FigureLayer])
  case network(FigureNetwork)
}

/// Numbers in rows, columns and channels.
package struct FigureArray: Hashable, Sendable {
  package var height: Int
  package var width: Int
  package var channels: Int
  /// Row by row, within a row place by place, within a place channel by channel.
  package var scalars: [Double]

  package func scalar(_ row: Int, _ column: Int, _ channel: Int = 0) -> Double {
    scalars[(row * width + column) * channels + channel]
  }
}

/// A layer's windows, the same down and across.
package struct FigureLayer: Hashable, Sendable {
  package var kernel = 1
  package var stride = 1
  package var padding = 0
  package var dilation = 1

  /// How many rows a window reaches over, gaps included.
  package var reach: Int { dilation * (kernel - 1) + 1 }

  /// How many windows there are along an axis; none if not even one fits. Steps that do not come out even are rounded down.
  package func outputSize(of input: Int) -> Int {
    let room = input + 2 * padding - reach
    return room < 0 ? 0 : room / stride + 1
  }
}
