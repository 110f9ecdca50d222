/// A network before its weights are there: its input and its layers. What can be said of it without weights takes no room for them.
public struct NetworkPlan: Sendable {
  /// The shape of one sample: height × width × channels for images.
  public let input: Shape
  public let layers: [LayerPlan]
  let file: StaticString
  let line: UInt

  /// - Parameters:
  ///   - input: The shape of one sample.
  ///   - layers: The layers, in order.
  ///   - file: The caller's file, for the message that a mistake gets.
  ///   - line: The caller's line, for that message.
  public init(input: Shape, _ layers: [LayerPlan], file: StaticString = #filePath, line: UInt = #line) {
    (self.input, self.layers, self.file, self.line) = (input, layers, file, line)
  }

  /// The network, with parameters of the right shapes and nothing in them.
  var outline: Network {
    var nothing = SeededGenerator(seed: 0)
    nothing.isIdle = true
    return Network(input: input, random: nothing, layers, file, line)
  }

  /// All layers: what they are, what they make of one sample, and how many parameters they have.
  public var summaryRows: [Network.SummaryRow] { outline.summaryRows }
  /// How many numbers training adjusts.
  public var parameterCount: Int { outline.parameterCount }
  /// The shape of what comes out for one sample.
  public var output: Shape { outline.output }
}
