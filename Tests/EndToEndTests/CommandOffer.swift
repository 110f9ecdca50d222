import Foundation
import Testing

/// A command with its options, as `lesson-run help` lists them: what all that is made from the same table must have.
struct CommandOffer: Sendable, CustomTestStringConvertible {
  var name: String
  /// As they are typed: `--output`, `-o`.
  var options: [String]
  var testDescription: String { name }

  static func all() throws -> [CommandOffer] {
    let names = try Tool().run("--help").output.split(separator: "\n").compactMap { line in
      line.firstMatch(of: #/^ {2}([a-z]+) {2}/#).map { String($0.1) }
    }
    return try names.map { CommandOffer(name: $0, options: try options(of: $0)) }
  }

  private static func options(of command: String) throws -> [String] {
    try Tool().run("help", command).output.split(separator: "\n").filter { $0.hasPrefix("  -") }.flatMap { line in
      line.split(separator: "  ")[0].matches(of: /(?:^|\s)(--?[a-z-]+)/).map { String($0.1) }
    }
  }
}

/// Where a program is that a test can do without.
func installedProgram(_ name: String) -> URL? {
  ["/usr/bin", "/bin", "/usr/local/bin"].map { URL(filePath: "\($0)/\(name)") }
    .first { FileManager.default.isExecutableFile(atPath: $0.path) }
}
