import Running
import Support

extension Words {
  /// What is missing on this machine, and where possible the command that mends it.
  package func failure(_ failure: MachineFailure) -> RefusalWords {
    switch failure {
    case .toolchain(let failure): toolchain(failure)
    case .program(let failure): program(failure)
    case .sandbox(let failure): sandbox(failure)
    case .system(let failure): system(failure)
    case .file(let failure): file(failure)
    case .cache(let failure): cache(failure)
    case .trust(let failure): trust(failure)
    case .workspace(let failure): workspace(failure)
    case .site(let failure): site(failure)
    case .helper(let failure): helper(failure)
    case .inWorkspace(let failure):
      RefusalWords(
        self.failure(failure).problem,
        advice: "check that there is room and that you may write there; what was there is as it was")
    case .inResults(.file(.unwritable(let path, let number))): unwritableResult(path, number)
    case .inResults(let failure): self.failure(failure)
    case .inLesson(let failure):
      RefusalWords(
        self.failure(failure).problem,
        advice: "the lesson is as it was; check that there is room in its folder and that you may write there")
    }
  }

  var toReport: String { "this should not happen; please report it" }

  private var rebuild: String { "build or install lesson-run again (make build" }

  private func toolchain(_ failure: ToolchainFailure) -> RefusalWords {
    switch failure {
    case .noCompiler:
      RefusalWords(
        "there is no Swift compiler: no swiftc in any folder of PATH",
        advice: "install Swift 6.1 or later (https://www.swift.org/install) and put its usr/bin on PATH")
    case .noFrontend(let driver):
      RefusalWords(
        "the compiler proper, swift-frontend, is not beside \(printable(driver))",
        advice: "put the usr/bin folder of a whole Swift toolchain first on PATH")
    case .noLinker:
      RefusalWords("there is no linker: no ld in any folder of PATH", advice: "apt-get install binutils")
    case .noVersion(let frontend):
      RefusalWords(
        "\(printable(frontend)) does not tell its version",
        advice: "put the usr/bin folder of a whole Swift toolchain (https://www.swift.org/install) first on PATH")
    case .noVersionToPack(let frontend):
      RefusalWords(
        "\(printable(frontend)) does not tell its version", advice: "put a whole Swift toolchain first on PATH")
    case .compilerFailed(let frontend, let errors, let isConfined):
      RefusalWords(
        "the compiler \(printable(frontend)) failed:\n\(errors)",
        advice: "if it is not the version that lesson-run was built with, build lesson-run again (make build)"
          + (isConfined ? "; if it is the sandbox, --sandbox off does without it, for files that you trust" : ""))
    case .linkerFailed(let linker, let errors):
      RefusalWords(
        "the linker \(printable(linker)) failed: \(errors)",
        advice: "apt-get install binutils, or put another ld first on PATH")
    case .noParser(let toolchain, let errors):
      RefusalWords(
        "the toolchain \(printable(toolchain)) has no parser that lesson-run can use\(errors.isEmpty ? "" : ": " + errors)",
        advice:
          "put the usr/bin folder of the whole toolchain that built lesson-run first on PATH, or build it again (make build)"
      )
    }
  }

  private func program(_ failure: ProgramFailure) -> RefusalWords {
    let reinstallation = "\(rebuild), or make install), and keep bin and lib together"
    return switch failure {
    case .notStarted(let failure):
      RefusalWords(
        "cannot start \(printable(failure.executable)): \(systemMessage(failure.errorNumber))",
        advice: "check that the file is there and may be executed")
    case .unpackerNotStarted(let path, let number):
      RefusalWords("\(printable(path)) cannot be started: \(systemMessage(number))", advice: reinstallation)
    case .notInstalled(let candidates):
      RefusalWords(
        "lesson-run's own libraries are missing: there are no lesson-cell and lesson-syntax in "
          + candidates.map { printable($0) }.joined(separator: " or "), advice: reinstallation)
    case .hostFailed(let complaint):
      RefusalWords(
        "\(printable(complaint.executable)) could not run any program: \(words(of: complaint))",
        advice: ifSandboxFails)
    case .parserFailed(let parser, let errors):
      RefusalWords("\(printable(parser)) could not start: \(errors)", advice: ifSandboxFails)
    case .smallCell(let failure):
      RefusalWords("a small cell does not \(smallCell(failure))", advice: "\(rebuild))")
    case .endedUngraded:
      RefusalWords("the lesson has ended before it was graded", advice: toReport)
    case .unexpected(let error): RefusalWords(error, advice: toReport)
    }
  }

  private func smallCell(_ failure: ProgramFailure.SmallCell) -> String {
    switch failure {
    case .notRead(let reason): "be read: \(reason)"
    case .notCompiled(let message): "compile: \(message)"
    case .notCompiledWithin(let seconds): "compile: the compiler did not end within \(Int(seconds)) s"
    case .notRun(let outcome): "run: \(outcome)"
    }
  }

  private func words(of complaint: ProgramFailure.Complaint) -> String {
    complaint.errors.isEmpty ? "\(complaint.cause)" : complaint.errors
  }

  private func system(_ failure: SystemFailure) -> RefusalWords {
    let more = { (option: String) in "end other programs, or raise the limit: ulimit \(option)" }
    return switch failure {
    case .noMemoryFile(let number):
      RefusalWords(
        "cannot make a file in memory: \(systemMessage(number))", advice: "make room in memory, or close other programs"
      )
    case .noChannel(let number): RefusalWords("cannot open a channel: \(systemMessage(number))", advice: more("-n"))
    case .noPipe(let number): RefusalWords("cannot open a pipe: \(systemMessage(number))", advice: more("-n"))
    case .noThread(let number): RefusalWords("cannot start a thread: \(systemMessage(number))", advice: more("-u"))
    case .noWatching(let number):
      RefusalWords(
        "cannot wait for saves: \(systemMessage(number))",
        advice: "end other programs, or raise the limits: ulimit -n, ulimit -u")
    case .noOutput(let number):
      RefusalWords(
        "cannot write to standard output: \(systemMessage(number))", advice: "send it to a terminal, a file or a pipe")
    case .portTaken(let port): RefusalWords("port \(port) is taken", advice: "name another one, or leave out --port")
    }
  }
}

// MARK: - The sandbox

extension Words {
  private func sandbox(_ failure: SandboxFailure) -> RefusalWords {
    switch failure {
    case .noBubblewrap:
      RefusalWords(
        "there is no sandbox: no bwrap in any folder of PATH", advice: "apt-get install bubblewrap, \(ifTrusted)")
    case .noFilter(let number):
      RefusalWords(
        "cannot make the sandbox's filter of system calls: \(systemMessage(number))",
        advice: "apt-get install libseccomp2, \(ifTrusted)")
    case .notWorking(let complaint, let obstacle):
      RefusalWords(
        "the sandbox does not work here: \(words(of: complaint))", advice: obstacle.map(advice) ?? ifContainer)
    }
  }

  /// That a lesson runs without the sandbox that it would have run in.
  package func unconfined(because failure: MachineFailure) -> String {
    let words = self.failure(failure)
    return "\(words.problem): this lesson runs with your own rights; \(words.advice)"
  }

  /// What to do about a setting of the kernel.
  package func advice(_ obstacle: SandboxObstacle) -> String {
    switch obstacle {
    case .noUserNamespaces: "as root: sysctl -w kernel.unprivileged_userns_clone=1, \(ifTrusted)"
    case .noRoomForNamespaces: "as root: sysctl -w user.max_user_namespaces=10000, \(ifTrusted)"
    case .profilesOnly:
      "Ubuntu allows it to programs that have an AppArmor profile only. As root: "
        + "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0, \(ifTrusted)"
    }
  }

  /// Where no setting explains it: most often this is a container whose rights are not enough.
  private var ifContainer: String {
    "if this is a container, let it make namespaces (Docker: --privileged, or "
      + "--security-opt seccomp=unconfined --security-opt systempaths=unconfined); \(ifTrusted)"
  }

  private var ifTrusted: String { "or if you trust every answer, --sandbox off" }

  /// Where a sandbox that works fails at some task.
  private var ifSandboxFails: String {
    "if it is the sandbox that does not work here, --sandbox off does without it, for files that you trust"
  }
}
