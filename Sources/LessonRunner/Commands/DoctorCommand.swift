import Doctor
import Support

/// `lesson-run doctor`
struct DoctorCommand {
  let context: CommandContext

  func run(_ arguments: Arguments) async throws(CommandFailure) -> ExitStatus {
    let doctor = Doctor(environment: context.environment, executable: context.executable)
    context.terminal.showProgress("compiling and running a cell, with and without the sandbox")
    let findings = await doctor.findings(opened: { context.takeCharge(of: $0) })
    context.terminal.clearProgress()
    let report = DoctorReport(findings + [TerminalCheck(context).finding])
    try context.terminal.write(try text(of: report, asJSON: arguments.has("json")))
    return report.isSound ? .success : .machine
  }

  private func text(of report: DoctorReport, asJSON: Bool) throws(CommandFailure) -> String {
    guard asJSON else { return report.text(style: context.terminal.outputStyle) }
    do { return try report.json() } catch {
      throw CommandFailure(.machine, "cannot write the rows as JSON: \(error)", advice: "leave out --json")
    }
  }
}
