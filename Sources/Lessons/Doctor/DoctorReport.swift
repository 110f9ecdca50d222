import FoundationEssentials
import Reporting
import Support

/// What `lesson-run doctor` prints.
package struct DoctorReport {
  private let findings: [Diagnosis]

  package init(_ findings: [Diagnosis]) {
    self.findings = findings
  }

  /// Whether all is there that is needed.
  package var isSound: Bool { !findings.contains { $0.status == .missing } }

  /// A row for each finding, and below what to do.
  package func text(style: Style) -> String {
    var lines = findings.flatMap { row(for: $0, style: style) }
    let advice = findings.compactMap { finding in finding.advice.map { "  \(finding.name): \($0)" } }
    if !advice.isEmpty { lines += ["", Words().whatToDo] + advice }
    lines += ["", verdict(style: style)]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The same for programs.
  /// - Throws: If it cannot be encoded.
  package func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let rows = findings.map {
      Row(name: $0.check.rawValue, status: $0.status.rawValue, found: $0.found, advice: $0.advice)
    }
    let document = Document(version: lessonRunVersion, isSound: isSound, checks: rows)
    return screenedJSON(String(decoding: try encoder.encode(document), as: UTF8.self)) + "\n"
  }

  // MARK: - Text

  private func row(for finding: Diagnosis, style: Style) -> [String] {
    let nameWidth = findings.map(\.name.count).max() ?? 0
    let statusWidth = Diagnosis.Status.missing.rawValue.count
    let start = 2 + nameWidth + 2 + statusWidth + 2
    let words = finding.found.split(separator: "\n").flatMap { wrapped($0, width: max(style.width - start, 30)) }
    let status = finding.status.rawValue
    let dressed = style.dress(status, as: finding.status.role) + blanks(statusWidth - status.count)
    let first = "  \(finding.name)\(blanks(nameWidth - finding.name.count))  \(dressed)  \(words.first ?? "")"
    return [first] + words.dropFirst().map { blanks(start) + $0 }
  }

  private func verdict(style: Style) -> String {
    style.dress(Words().verdict(isSound: isSound), as: isSound ? .good : .bad)
  }

  private func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

  // MARK: - JSON

  private struct Document: Encodable {
    let version: String
    let isSound: Bool
    let checks: [Row]
  }

  private struct Row: Encodable {
    let name: String
    let status: String
    let found: String
    let advice: String?
  }
}

extension Diagnosis.Status {
  fileprivate var role: Style.Role {
    switch self {
    case .ok: .good
    case .limited: .attention
    case .missing: .bad
    }
  }
}
