import FoundationEssentials
import Glibc
import Running
import Support

/// Chromium, or a browser that is made of it, as what turns a page into a PDF: it numbers the pages, and lists the headings as an outline.
package struct Chromium: Sendable {
  /// What it may be called.
  private static let names = [
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge",
  ]
  /// Of processor time; a book of 20 lessons takes some ten seconds.
  package static let usualSeconds = 120.0

  package let executable: String
  private let seconds: Double

  /// - Parameters:
  ///   - searchPath: The value of `PATH`.
  ///   - seconds: How long it may take.
  /// - Throws: If there is none.
  package init(searchPath: String, seconds: Double = usualSeconds) throws(MachineFailure) {
    guard let found = Self.names.lazy.compactMap({ Support.executable(named: $0, in: searchPath) }).first else {
      throw .helper(.noChromium)
    }
    (executable, self.seconds) = (found, seconds)
  }

  /// Prints a page.
  /// - Parameters:
  ///   - page: The page's whole text.
  ///   - folder: A folder that is empty and may be filled: Chromium keeps its profile, and all else, in it.
  ///   - pool: Where it runs.
  /// - Returns: The PDF.
  /// - Throws: If there is none in the end.
  package func pdf(of page: String, in folder: String, by pool: ProcessPool) async throws(MachineFailure) -> [UInt8] {
    let (source, target) = (folder + "/page.html", folder + "/page.pdf")
    guard FileManager.default.createFile(atPath: source, contents: Data(page.utf8)) else {
      throw .site(.unwritableDraft(folder: folder))
    }
    let ending: Ending
    do throws(StartFailure) { ending = try await pool.run(command(source, target, in: folder)) } catch {
      throw .helper(.chromiumNotStarted(error))
    }
    let content = FileManager.default.contents(atPath: target).map(Array.init) ?? []
    guard ending.cause == .exited(code: 0), Self.isWhole(content) else { throw failure(ending) }
    return content
  }

  private func command(_ source: String, _ target: String, in folder: String) -> Command {
    var arguments = [
      "--headless", "--disable-gpu", "--user-data-dir=\(folder)/profile", "--no-first-run",
      "--no-default-browser-check",
      "--disable-background-networking", "--disable-component-update", "--disable-extensions", "--disable-sync",
      "--disable-breakpad", "--disable-dev-shm-usage", "--no-pdf-header-footer", "--generate-pdf-document-outline",
      "--print-to-pdf=\(target)",
    ]
    // Root has no sandbox in Chromium. The page has no script, and its policy lets it load nothing.
    if geteuid() == 0 { arguments.append("--no-sandbox") }
    // It starts in the folder: the path of a socket, which it makes in TMPDIR, may have 107 bytes, and a folder's may have more.
    var environment = ["HOME": folder, "TMPDIR": ".", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"]
    for name in ["XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"] { environment[name] = folder }
    var command = Command(
      executable, arguments + ["file://" + BookLinks.encoded(source, keepingSlashes: true)], environment: environment,
      limits: Limits(seconds: seconds, memory: 0, fileSize: 1 << 30))
    command.folder = WorkingFolder(folder)
    return command
  }

  /// Whether a file begins and ends as a PDF does.
  private static func isWhole(_ content: [UInt8]) -> Bool {
    content.starts(with: "%PDF-".utf8)
      && String(decoding: content.suffix(32), as: UTF8.self).trimmed.hasSuffix("%%EOF")
  }

  private func failure(_ ending: Ending) -> MachineFailure {
    switch ending.cause {
    case .timedOut, .outOfPatience: return .helper(.chromiumTooSlow(ending.seconds))
    default: break
    }
    let lines = String(decoding: ending.errors, as: UTF8.self).split(separator: "\n").map(String.init)
    // It complains of much that does not matter, such as a bus that is not there, and what notes its crash complains after what ended it.
    let told =
      lines.first { $0.contains("FATAL") }
      ?? lines.filter { !$0.contains("dbus") && !$0.contains("crashpad") }.last { $0.contains("ERROR") } ?? lines.last
    return .helper(.chromiumFailed(told))
  }
}
