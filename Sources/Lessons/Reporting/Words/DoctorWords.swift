import Running
import Support
import Trust

/// What is looked at on a machine, by its name in `doctor --json`.
package enum DoctorCheck: String, Hashable, Sendable {
  case system
  case program = "lesson-run"
  case toolchain
  case cell
  case parser
  case markdown = "libcmark"
  case cache
  case sandbox
  case namespaces
  case filter = "call filter"
  case limit = "process limit"
  case trust
  case matrices = "OpenBLAS"
  case png = "libpng"
  case jpeg = "libjpeg-turbo"
  case database = "SQLite"
  case archives = "libarchive"
  case server = "microhttpd"
  case text = "ICU"
  case browser = "Chromium"
  case terminal
}

/// What a check found: versions, paths, times; or what is wrong.
package enum DoctorFinding: Hashable, Sendable {
  case failed(MachineFailure)
  /// It needs what another check has found missing.
  case untried
  case noProcesses

  case installed(version: String, libraries: String)
  case toolchain(version: String, folder: String, linker: String)
  /// The compiler that is there, and the version that built this program.
  case foreignToolchain(String, version: String, builder: String)
  case cell(compiled: Duration, ran: Duration)
  case parser(Duration)

  case noHome
  case unwritableCache(String)
  case cache(String, entries: Int, megabytes: Int)

  /// What the program says of its version and where it is, if that is known, and how long a sandbox takes to start.
  case sandbox(version: String, path: String?, Duration)
  case namespaces(SandboxIdentity)
  case namespacesRefused
  case filter(library: String?)
  case filterRefused
  case notInForce
  case limit(compiled: Duration, ran: Duration)
  case trust([String], builtIn: [TrustedFolders.BuiltIn], isConfining: Bool, TrustedFolders.Complaint?)

  /// What cells multiply matrices with is the kernel.
  case library(version: String?, file: String?, kernel: String?)
  case noLibrary(package: String)
  /// There is no OpenBLAS, and what multiplies instead.
  case noMatrixLibrary(MatrixLoops, package: String)
  case wrongProducts(MatrixLoops)
  case browser(String)
  case noBrowser(MachineFailure)
  case terminal(Colour, columns: Int, locale: String, TerminalTrouble?)

  /// What multiplies matrices where OpenBLAS does not.
  package enum MatrixLoops: Hashable, Sendable {
    /// Code that every processor can run.
    case portable
    /// Code for processors with AVX2 and FMA.
    case wide
  }

  package enum Colour: Hashable, Sendable {
    case noTerminal
    case colour
    case dumb
    case unwanted
  }

  /// What of a terminal spoils the looks of lessons.
  package enum TerminalTrouble: Hashable, Sendable {
    case notUnicode
    case dumb
    case narrow(atLeast: Int)
  }
}

extension Words {
  package func name(_ check: DoctorCheck) -> String { check.rawValue }

  /// - Returns: What was found, and what to do about it, where possible the command that mends it; `nil` where nothing need be done or
  ///   another finding says it.
  package func found(_ finding: DoctorFinding, by check: DoctorCheck) -> (words: String, advice: String?) {
    let ownFolder = "name a folder of yours in LESSON_RUN_CACHE"
    return switch finding {
    case .failed(let failure): (self.failure(failure).problem, self.failure(failure).advice)
    case .untried: ("not tried, because of what is missing above", nil)
    case .noProcesses: ("no process can be started", "end other programs")
    case .installed(let version, let folder): ("\(version), libraries in \(folder)", nil)
    case .toolchain(let version, let folder, let linker): ("\(version) in \(folder), linker \(linker)", nil)
    case .foreignToolchain(let frontend, let version, let builder):
      (
        "\(frontend) is \(version), but lesson-run was built with \(builder)",
        "build lesson-run again (make build), or put the toolchain that built it first on PATH"
      )
    case .cell(let compilation, let run): (times(compilation, run), nil)
    case .parser(let time): ("the compiler's own, in \(milliseconds(time))", nil)
    case .noHome: ("no HOME is set: every run compiles everything", ownFolder)
    case .unwritableCache(let folder): ("\(folder) cannot be written: every run compiles everything", ownFolder)
    case .cache(let folder, let entries, let megabytes): ("\(folder): \(entries) entries, \(megabytes) MB", nil)
    case .sandbox(let version, let path, let time):
      (
        (path.map { "\(version.isEmpty ? $0 : "\(version) in \(parent(of: $0))"), " } ?? "")
          + "starts in \(milliseconds(time))", nil
      )
    case .namespaces(.namespace): ("its own users, processes and network", nil)
    case .namespaces(.freshUser):
      ("its own processes and network; as root, a fresh user instead of a user namespace", nil)
    case .namespacesRefused: ("refused, see above", nil)
    case .filter(let version): ("\(version.map { "libseccomp \($0), " } ?? "")in force", nil)
    case .filterRefused:
      (
        "refused: without it the sandbox starts",
        "let this system have filters (CONFIG_SECCOMP_FILTER), or update bubblewrap"
      )
    case .notInForce:
      (
        "not in force in the sandbox",
        "the bwrap that comes first on PATH does not confine: apt-get install --reinstall bubblewrap"
      )
    case .limit(let compilation, let run): ("binds; a cell in the sandbox \(times(compilation, run))", nil)
    case .trust(let folders, let builtIn, let isConfining, let complaint):
      trust(folders + builtIn.map(self.builtIn), isConfining, complaint)
    case .library(let version, let file, let kernel):
      ([version, file, kernel.map { "kernel \($0)" }].compactMap(\.self).joined(separator: ", "), nil)
    case .noLibrary(let package): ("not found: \(loss(of: check))", "apt-get install \(package)")
    case .noMatrixLibrary(let loops, let package):
      ("not found: \(instead(loops))", loops == .wide ? nil : "apt-get install \(package)")
    case .wrongProducts(let loops):
      (
        "multiplies wrongly, and is not used: \(instead(loops))",
        "unset OPENBLAS_CORETYPE, or apt-get install --reinstall libopenblas0"
      )
    case .browser(let path): (path, nil)
    case .noBrowser(let failure): ("not found: \(loss(of: check))", self.failure(failure).advice)
    case .terminal(let colour, let columns, let locale, let trouble):
      (
        "\(looks(colour)), \(columns) columns, \(trouble == .notUnicode ? encoding(locale) : "UTF-8")",
        trouble.map(advice)
      )
    }
  }

  /// What cannot be done without something that a check looks for.
  private func loss(of check: DoctorCheck) -> String {
    switch check {
    case .png: "cells can read and write no PNG files, but PGM and PPM"
    case .jpeg: "cells can read no JPEG files"
    case .database: "no gradebook can be written (export --format sqlite)"
    case .archives: "grade reads no zip archives"
    case .server: "lessons cannot be shown in a browser (serve)"
    case .text: "Thai, Lao, Khmer and Burmese prose is printed without regard to its words"
    case .browser: "lessons cannot be printed (print --pdf)"
    default: ""
    }
  }

  private func instead(_ loops: DoctorFinding.MatrixLoops) -> String {
    switch loops {
    case .portable: "loops for any processor multiply matrices, and training a network takes longer"
    case .wide: "loops for AVX2 and FMA multiply matrices, about as fast"
    }
  }

  private func times(_ compilation: Duration, _ run: Duration) -> String {
    "compiled in \(milliseconds(compilation)), ran in \(milliseconds(run))"
  }

  private func milliseconds(_ time: Duration) -> String { "\(Int((time / .milliseconds(1)).rounded(.up))) ms" }

  private func trust(
    _ folders: [String], _ isConfining: Bool, _ complaint: TrustedFolders.Complaint?
  ) -> (String, String?) {
    let words =
      if !isConfining {
        "without a sandbox every lesson runs with your own rights"
      } else if folders.isEmpty {
        "every lesson runs in the sandbox"
      } else {
        "lessons run in the sandbox but for those in \(folders.joined(separator: ", "))"
      }
    return switch complaint {
    case .ignored(let fault): ("\(words); \(trust(fault))", "mend or remove that line")
    case .unreadable(let failure): ("\(words); \(self.failure(failure).problem)", self.failure(failure).advice)
    case nil: (words, nil)
    }
  }

  private func looks(_ colour: DoctorFinding.Colour) -> String {
    switch colour {
    case .noTerminal: "no terminal, plain text"
    case .colour: "colour"
    case .dumb: "TERM=dumb, no colour and no progress"
    case .unwanted: "no colour, as NO_COLOR asks"
    }
  }

  private func encoding(_ locale: String) -> String { "not UTF-8 (\(locale.isEmpty ? "no LANG is set" : locale))" }

  private func advice(_ trouble: DoctorFinding.TerminalTrouble) -> String {
    switch trouble {
    case .notUnicode: "export LC_ALL=C.UTF-8, or marks and shades may look like garbage"
    case .dumb: "export TERM=xterm-256color, if the terminal knows colours"
    case .narrow(let columns): "make the window \(columns) columns wide or more"
    }
  }

  package var whatToDo: String { "What to do:" }

  package func verdict(isSound: Bool) -> String {
    isSound ? "Everything that lessons need is there." : "Something is missing that lessons or their grading need."
  }
}
