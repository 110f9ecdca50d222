import Reading
import Support
import TextTable

extension Words {
  /// A figure's caption.
  package func title(of state: FigureState) -> String { state.title ?? usualTitle(state.kind) }

  private func usualTitle(_ kind: FigureKind) -> String {
    switch kind {
    case .convolution: "A kernel slides over an image"
    case .pooling: "Pooling, and where its gradient goes"
    case .softmaxLoss: "Scores, softmax and loss"
    case .imageKernel: "A kernel on a picture"
    case .receptiveField: "What a value sees"
    case .backpropagation: "Forward and back through a small network"
    case .readDigit: "LeNet-5 reads a digit"
    case .hierarchy: "What early and late channels look for"
    case .train: "A network learns to read"
    }
  }

  /// What is wrong with a figure's value, and what to write instead.
  func figureValue(_ complaint: FigureComplaint, _ key: String) -> (problem: String, advice: String) {
    switch complaint {
    case .nothing(let type): ("'\(key)' has no value", "write \(example(of: type, key))")
    case .noNumber(let text):
      ("'\(word(text))' in '\(key)' is no number", "write numbers with blanks between, such as 1 0 -0.5")
    case .noInteger(let text, let range):
      (
        "'\(word(text))' makes no sense as \(key)",
        "write a whole number from \(range.lowerBound) to \(range.upperBound)"
      )
    case .beyond(let text, let range):
      (
        "'\(word(text))' makes no sense as \(key)",
        "write a number from \(NumberText.text(of: range.lowerBound)) to \(NumberText.text(of: range.upperBound))"
      )
    case .noChoice(let text, let choices, let meant):
      ("'\(word(text))' makes no sense as \(key)", proposal(meant, "\(alternatives(choices))"))
    case .otherCount(let found, let range):
      ("'\(key)' has \(counted(found, "value"))", "write \(count(range))")
    case .repeatedName(let text): ("'\(word(text))' stands twice in '\(key)'", "give each a name of its own")
    case .unevenRow(let found, let expected):
      (
        "a row of '\(key)' has \(counted(found, "number")), and the first has \(expected)",
        "give all rows the same length; / ends a row, | a channel"
      )
    case .tooLarge(let side):
      ("'\(key)' is larger than \(side) × \(side)", "leave rows or columns out: a figure is to be seen at a glance")
    case .tooManyChannels(let most): ("'\(key)' has more than \(counted(most, "channel"))", "leave some out")
    case .tooManyArrays(let most):
      (
        most == 1 ? "'\(key)' is more than one array" : "'\(key)' is more than \(most) arrays",
        "leave some out; ; ends an array, | a channel, / a row"
      )
    case .unevenArray:
      ("the arrays or channels of '\(key)' have different sizes", "give all of them the same rows and columns")
    case .noArrayName(let text, let names, let meant):
      (
        "'\(word(text))' is no kernel",
        proposal(meant, "\(alternatives(names)), or rows such as 0 -1 0 / -1 5 -1 / 0 -1 0")
      )
    case .noLayer(let text):
      (
        text.isEmpty ? "a layer is missing between two /" : "'\(word(text))' does not describe a layer",
        "write layers like: kernel 3 stride 1 padding 0 dilation 1 / kernel 2 stride 2"
      )
    case .noDrawing(let text):
      ("'\(word(text))' is no drawing", "write none, or draw in the page and copy what its link says of the drawing")
    case .tooManyLayers(let most): ("there are more than \(most) layers", "leave some out")

    case .nothingShown:
      ("it shows no numbers", "show a tensor or a list of numbers in it, such as show(\"\(key)\", \(key))")
    case .givenTwice:
      ("the figure's own block gives '\(key)' too", "remove that line, or show the value under another title")
    case .noRows(let shape):
      (
        "what it shows for '\(key)' has the shape \(shape.map(String.init).joined(separator: " × "))",
        "show numbers in a row, in rows and columns, or in rows, columns and channels"
      )

    case .noLayers: ("the network has no layer", "write layers with / between, such as conv 8 3x3 / relu / dense 10")
    case .lateInput: ("the input stands behind a layer", "write it before all layers")
    case .unevenWindow: ("a window of pooling is square", "write one size, such as maxpool 2")
    case .noLayerKind(let text, let kinds, let meant):
      ("no layer is called '\(word(text))'", proposal(meant, "\(alternatives(kinds))"))
    case .noLayerOption(let text, let kind, let options):
      (
        "\(kind) has no option '\(word(text))'",
        options.isEmpty ? "leave it out" : "its options are \(options.joined(separator: ", "))"
      )
    case .layerValues(let kind, let example):
      ("'\(kind)' has too few values, or too many", "write it like: \(example)")
    case .noSizes(let text, let count):
      (
        "'\(word(text))' is not \(count) sizes",
        "write \(count == 3 ? "height, width and channels like 28x28x1" : "them like 5x3")"
      )
    case .layerMisfit(let text, let sizes):
      (
        "'\(word(text))' does not fit what comes before it: \(self.sizes(sizes))",
        "take a smaller window, more padding, or other layers before it; maps end at flatten and dense"
      )
    case .overlargeNetwork(let text):
      (
        "with '\(word(text))' the network is too large",
        "a figure's has at most \(FigureNetwork.mostLayers) layers, \(FigureNetwork.mostParameters) weights and "
          + "\(FigureNetwork.mostNumbers) numbers in a layer"
      )

    case .kernelBeyondImage(let kernel, let image):
      (
        "a window of \(kernel) does not fit into \(image) numbers",
        "take a smaller window or dilation, more padding, or more numbers"
      )
    case .otherChannels(let kernel, let image):
      (
        "the kernel has \(counted(kernel, "channel")), and the image \(image)",
        "a kernel spans all channels of its image: give both as many, with | between them"
      )
    case .otherCountThan(let found, let thing, let expected):
      ("'\(key)' has \(counted(found, "value"))", "give one for each \(thing): \(expected)")
    case .noSuchStep(let step, let last): ("there is no \(key) \(step)", "write a whole number from 1 to \(last)")
    case .noSuchPlace(let place, let last): ("there is no \(key) \(place)", "count from 0: the last is \(last)")
    case .noSuchClass(let text, let classes, let meant):
      ("'\(word(text))' is none of the classes", proposal(meant, "\(alternatives(classes))"))
    case .evenKernel: ("the kernel has no middle", "give it odd numbers of rows and columns")
    case .noProbabilities(let row):
      ("row \(row) holds no probabilities", "write numbers above 0 whose sum is 1")
    case .nothingLeft(let layer):
      (
        "layer \(layer) leaves nothing: its window is larger than what it gets",
        "make the input larger, or leave layers out"
      )
    case .noScores(let sizes):
      ("the network makes \(self.sizes(sizes)) of an image", "let it end with the scores of ten classes: dense 10")
    case .noDrawnDigits(let sizes):
      ("there are no drawn digits of \(self.sizes(sizes))", "write an input of 8x8 to 256x256 pixels")
    case .noRoom(let count, let most):
      ("for \(key) \(count) a page has no room", "write at most \(most), or make the images or the network smaller")
    }
  }

  private func word(_ text: String) -> String { inLine(text, limit: 40) }

  private func sizes(_ sizes: [Int]) -> String { sizes.map(String.init).joined(separator: " × ") }

  private func alternatives(_ choices: [String]) -> String {
    choices.count > 1 ? choices.dropLast().joined(separator: ", ") + " or " + (choices.last ?? "") : choices.joined()
  }

  private func count(_ range: ClosedRange<Int>) -> String {
    range.count == 1 ? counted(range.lowerBound, "value") : "\(range.lowerBound) to \(range.upperBound) values"
  }

  private func example(of type: FigureKey.ValueType, _ key: String) -> String {
    switch type {
    case .text: "\(key): and some words"
    case .integer(let range): "\(key): \(range.lowerBound), or a number up to \(range.upperBound)"
    case .number: "\(key): and a number"
    case .choice(let choices): "\(key): \(choices[0])"
    case .numbers: "\(key): and numbers with blanks between"
    case .names: "\(key): and names with blanks between"
    case .arrays, .namedArray: "\(key): 1 2 / 3 4, a row after each /"
    case .layers: "\(key): kernel 3 / kernel 2 stride 2"
    case .drawing: "\(key): none"
    case .network: "\(key): conv 8 3x3 / relu / dense 10"
    }
  }

  /// What was meant, if that can be guessed, and what may be written.
  private func proposal(_ meant: String?, _ choices: String) -> String {
    guess(meant) + (meant == nil ? "write " : "Write ") + choices
  }
}
