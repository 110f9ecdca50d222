/// One of the messages that beginners meet, and what to say to it: a sentence for what it means, and one for the likely mend.
///
/// Such words never replace the message, and are left out where the message does not allow a good guess.
package struct PlainWords: Sendable {
  typealias Sentence = @Sendable (_ parts: [String], _ code: CodeAround) -> String?

  private let pattern: MessagePattern
  private let sentence: Sentence

  init(_ pattern: String, _ sentence: @escaping Sentence) {
    self.pattern = MessagePattern(pattern)
    self.sentence = sentence
  }

  /// For messages that always mean the same.
  init(_ pattern: String, _ words: String) {
    self.init(pattern) { _, _ in words }
  }

  /// The words for an error of the compiler's.
  /// - Parameters:
  ///   - message: The compiler's own.
  ///   - code: The code that it speaks of.
  /// - Returns: `nil` if there are none.
  package static func words(for message: String, _ code: CodeAround) -> String? {
    words(for: message, code, in: habits + structure + names + calls + optionals + changes + types)
  }

  /// The words for the reason why a program stopped.
  package static func words(forTrap message: String) -> String? {
    words(for: message, CodeAround(), in: traps)
  }

  private static func words(for message: String, _ code: CodeAround, in table: [PlainWords]) -> String? {
    for candidate in table {
      guard let parts = candidate.pattern.parts(of: message) else { continue }
      if let words = candidate.sentence(parts, code) { return words }
    }
    return nil
  }
}
