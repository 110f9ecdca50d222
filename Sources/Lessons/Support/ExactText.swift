/// A text that equals another one only if it does so letter by letter: to Swift, `é` as one character and as two are equal, to a file
/// system they are not.
package struct ExactText: Hashable, Sendable {
  private let bytes: [UInt8]

  package init(_ text: String) { bytes = Array(text.utf8) }
}
