import FoundationEssentials
import Reading
import Running

/// Compiles a small cell and runs it, as a lesson's cells are.
enum CellCheck {
  /// - Parameters:
  ///   - opening: The runner, or what stands in its way.
  ///   - findings: What is known to be missing already, and need not be said twice.
  /// - Returns: The finding.
  static func finding(
    in opening: Result<ProgramRunner, MachineFailure>, after findings: [Diagnosis]
  ) async -> Diagnosis {
    do throws(MachineFailure) {
      let (compilation, run) = try await times(in: opening.get())
      return Diagnosis(.cell, .ok, .cell(compiled: compilation, ran: run))
    } catch {
      return findings.contains { $0.isAbout(error) } ? .untried(.cell) : Diagnosis(.cell, error)
    }
  }

  /// - Returns: How long the two took.
  /// - Throws: If the cell does not compile, or does not run to its end.
  static func times(
    in runner: ProgramRunner
  ) async throws(MachineFailure) -> (compilation: Duration, run: Duration) {
    // No cache knows the number, so that there is something to compile.
    let number = UInt64.random(in: 0...UInt64.max)
    let program = try program(printing: number)
    let start = ContinuousClock.now
    let product = try await runner.compiler.product(of: program)
    let compilation = ContinuousClock.now - start
    let path: String
    switch product {
    case .library(let library): path = library
    case .rejected(let diagnostics):
      throw .program(.smallCell(.notCompiled(message: diagnostics.first?.message ?? "")))
    case .tooLong(let seconds): throw .program(.smallCell(.notCompiledWithin(seconds)))
    }
    defer { try? FileManager.default.removeItem(atPath: path) }
    let run = try await runner.executor.run(path, of: program, limits: Limits(seconds: 10))
    guard run.outcome == .finished, run.printed["example/1"] == "4.0 \(number)\n" else {
      throw .program(.smallCell(.notRun(run.outcome)))
    }
    return (compilation, .seconds(run.seconds))
  }

  private static func program(printing number: UInt64) throws(MachineFailure) -> Program {
    let text = """
      # Doctor

      ```swift example
      let image = Tensor("1 2 / 3 4")
      print(image.max(), \(number) as UInt64)
      ```

      """
    do throws(FaultyLesson) {
      let lesson = try LessonReader.read(Array(text.utf8), path: "doctor.md")
      return ProgramAssembly.program(named: "doctor", choosingAmong: [], in: lesson)
    } catch {
      throw .program(.smallCell(.notRead(reason: error.faults.first.map { "\($0)" } ?? "")))
    }
  }
}
