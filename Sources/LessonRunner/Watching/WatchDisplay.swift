import Live

/// Where a watched lesson is shown.
enum WatchDisplay: Sendable {
  case screen(TerminalScreen)
  /// Each new report below the last one.
  case plain

  /// How many lines a terminal that does not tell its size is taken to have.
  private static let usualHeight = 24

  /// Shows a state, if this is the time for it.
  /// - Parameters:
  ///   - state: What to show; how far it can be scrolled is noted in it.
  ///   - last: What was printed before: the same is not printed again.
  ///   - terminal: Where to show it.
  /// - Throws: If there is nowhere to write to any more.
  func show(_ state: inout WatchState, after last: inout String, on terminal: Terminal) throws(CommandFailure) {
    switch self {
    case .screen(let screen):
      let size = Terminal.windowSize()
      var style = terminal.outputStyle
      if let size { style.width = size.columns }
      let page = WatchPage(style: style).screen(state, height: size?.rows ?? Self.usualHeight)
      state.scroll = page.scroll
      try screen.draw(page.lines)
    case .plain:
      guard state.progress == nil, state.hasResults || state.condition != .sound else { return }
      let text = WatchPage(style: terminal.outputStyle).text(state)
      guard text != last else { return }
      try terminal.write((last.isEmpty ? "" : "\n") + text)
      last = text
    }
  }
}
