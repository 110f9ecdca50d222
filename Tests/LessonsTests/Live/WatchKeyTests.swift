import Live
import Testing

@Suite("Keys")
struct WatchKeyTests {
  @Test(
    "each key means one thing, and what is no key means nothing",
    arguments: [
      ("n", [.next]), ("h", [.hint]), ("a", [.all]), ("q", [.quit]), ("p", [.above]), ("r", [.runAgain]),
      ("\u{1A}", [.suspend]), ("\u{4}", [.quit]), ("nh", [.next, .hint]), ("y\t", []), ("x", [.reveal]),
      ("s", [.solution]),
      ("R", [.reset]), ("N", [.nextLesson]), ("l\r", [.list, .choose]), ("\n", [.choose]), ("é", []),
      ("\u{1B}[C", [.below]), ("\u{1B}[D", [.above]), ("\u{1B}OA", [.scrollUp]), ("\u{1B}[Bn", [.scrollDown, .next]),
      // Page up, F5, Ctrl-right, and escape itself.
      ("\u{1B}[5~", []), ("\u{1B}[15~q", [.quit]), ("\u{1B}[1;5C", []), ("\u{1B}", []), ("\u{1B}[", []),
    ] as [(String, [WatchKey])])
  func keys(typed: String, expected: [WatchKey]) {
    #expect(WatchKey.all(in: Array(typed.utf8)) == expected)
  }
}
