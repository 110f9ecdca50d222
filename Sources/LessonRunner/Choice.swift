import Reporting
import Support

/// What is chosen by name.
extension CaseIterable where Self: RawRepresentable<String> {
  static var names: [String] { allCases.map(\.rawValue) }

  /// - Parameters:
  ///   - name: What was typed.
  ///   - refusal: What is wrong if there is nothing of that name, from what was meant and all that there is.
  /// - Throws: The refusal.
  init(
    named name: String, orElse refusal: (_ name: String, _ meant: String?, _ all: [String]) -> OptionRefusal
  ) throws(CommandFailure) {
    guard let choice = Self(rawValue: name) else {
      throw CommandFailure(refusal(name, nearest(to: name.lowercased(), among: Self.names), Self.names))
    }
    self = choice
  }
}
