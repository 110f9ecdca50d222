import Doctor

/// `lesson-run doctor`
struct DoctorCommand: Subcommand {
  let context: CommandContext
  let json: Bool

  func run(_ operands: [String]) async throws(CommandFailure) -> ExitStatus {
    let doctor = Doctor(environment: context.environment, executable: context.executable)
    context.show(.examining)
    let findings = await doctor.findings(opened: { context.takeCharge(of: $0) })
    context.terminal.clearProgress()
    let report = DoctorReport(findings + [TerminalCheck(context).finding])
    try context.terminal.write(try text(of: report))
    return report.isSound ? .success : .machine
  }

  private func text(of report: DoctorReport) throws(CommandFailure) -> String {
    guard json else { return report.text(style: context.terminal.outputStyle) }
    do { return try report.json() } catch {
      throw CommandFailure(.file(.unencodable(.diagnoses, reason: "\(error)")))
    }
  }
}
