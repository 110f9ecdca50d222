import Support

/// What is chosen by name.
extension CaseIterable where Self: RawRepresentable<String> {
  static var names: [String] { allCases.map(\.rawValue) }

  /// - Parameters:
  ///   - name: What was typed.
  ///   - problem: What is wrong if there is nothing of that name.
  ///   - all: What all of them are called, such as "the formats".
  /// - Throws: The problem, with what was probably meant.
  init(named name: String, orElse problem: String, among all: String) throws(CommandFailure) {
    guard let choice = Self(rawValue: name) else {
      let meant = nearest(to: name.lowercased(), among: Self.names).map { "did you mean '\($0)'? " } ?? ""
      throw CommandFailure(.usage, problem, advice: "\(meant)\(all) are \(Self.names.joined(separator: ", "))")
    }
    self = choice
  }
}
