/// What the compiler said about several programs at once, taken apart.
package struct Complaints {
  /// What is between an error's place and its message.
  static let mark = ": error: "

  /// Each error with its excerpt and its notes, and the tag of the cell that it is in.
  private var blocks: [(tag: Substring, text: [Substring])] = []

  /// - Parameter text: The compiler's output (`-diagnostic-style llvm`).
  package init(_ text: String) {
    for line in text.split(separator: "\n") {
      if let tag = Self.tagOfError(line) {
        blocks.append((tag, [line]))
      } else if let last = blocks.indices.last {
        blocks[last].text.append(line)
      }
    }
  }

  /// What was said about the cells that only this program has.
  package func about(_ program: Program) -> String {
    let own = Set(program.sections.filter { $0.cell.role != .example && $0.cell.role != .setup }.map(\.tag))
    return blocks.filter { own.contains(String($0.tag)) }.flatMap(\.text).map { $0 + "\n" }.joined()
  }

  /// Whether all that was said of a program is that names are not to be found. Whatever others in the same call declare could only have
  /// made such an error go away.
  static func areOfMissingNamesOnly(_ complaints: String) -> Bool {
    let errors = complaints.split(separator: "\n").filter { tagOfError($0) != nil }
    return !errors.isEmpty
      && errors.allSatisfy { $0.contains(/: error: cannot find (type )?'[^']*' in scope$/) }
  }

  private static func tagOfError(_ line: Substring) -> Substring? {
    guard let mark = line.range(of: mark) else { return nil }
    let parts = line[..<mark.lowerBound].split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 3, Int(parts[1]) != nil, Int(parts[2]) != nil else { return nil }
    return parts[0]
  }
}
