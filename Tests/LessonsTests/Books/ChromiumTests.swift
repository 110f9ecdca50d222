import Foundation
import Running
import Testing

import Books

/// A program called chromium that does as it is told.
@Suite("Chromium, as what makes a PDF of a page")
struct ChromiumTests {
  private final class Folder: Sendable {
    let path = FileManager.default.temporaryDirectory.path + "/chromium-\(UUID())"
    init() throws { try FileManager.default.createDirectory(atPath: path + "/work", withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  /// Prints with a program in which `$target` is where the PDF is to be, and `$page` the page.
  private func pdf(by script: String, seconds: Double = 10) async throws -> Result<[UInt8], MachineFailure> {
    let folder = try Folder()
    let program = """
      #!/bin/sh
      for argument in "$@"; do
        case $argument in --print-to-pdf=*) target=${argument#--print-to-pdf=} ;; file://*) page=${argument#file://} ;; esac
      done
      \(script)
      """
    try writeProgram(program, to: folder.path + "/chromium")
    let chromium = try Chromium(searchPath: folder.path, seconds: seconds)
    let pool = try ProcessPool(width: 1)
    return await outcome { () throws(MachineFailure) in
      try await chromium.pdf(of: "<p>words</p>", in: folder.path + "/work", by: pool)
    }
  }

  @Test("it is given the page, and everything it writes goes to the folder")
  func prints() async throws {
    let script = #"""
      { echo "%PDF-1.4"; cat "$page"; echo; echo "$HOME" | grep -c /work; realpath "$TMPDIR" | grep -c /work; echo "%%EOF"; } >"$target"
      """#
    let pdf = try await pdf(by: script).get()
    #expect(String(decoding: pdf, as: UTF8.self) == "%PDF-1.4\n<p>words</p>\n1\n1\n%%EOF\n")
  }

  @Test(
    "without a whole PDF it has failed",
    arguments: [
      ("exit 0", "Chromium made no PDF"), ("echo %PDF-1.4 >\"$target\"", "Chromium made no PDF"),
      ("printf '%%PDF-1.4\\n%%%%EOF\\n' >\"$target\"; exit 1", "Chromium made no PDF"),
      (
        "echo '[1:ERROR:dbus/bus.cc] no bus' >&2; echo '[1:FATAL:sandbox.cc] No usable sandbox!' >&2; kill -9 $$",
        "Chromium made no PDF: [1:FATAL:sandbox.cc] No usable sandbox!"
      ),
      (
        "echo '[1:FATAL:singleton.cc] Socket path too long' >&2; echo '[1:ERROR:third_party/crashpad/file.cc] open' >&2; exit 134",
        "Chromium made no PDF: [1:FATAL:singleton.cc] Socket path too long"
      ),
      (
        "echo '[1:ERROR:gpu.cc] no display' >&2; echo '[1:ERROR:third_party/crashpad/file.cc] open' >&2; exit 1",
        "Chromium made no PDF: [1:ERROR:gpu.cc] no display"
      ),
    ])
  func fails(script: String, words: String) async throws {
    let result = try await pdf(by: script)
    guard case .failure(let failure) = result else {
      Issue.record("printed")
      return
    }
    #expect(failure.problem == words)
    #expect(failure.advice.contains("--html"))
  }

  @Test("its temporary files have short paths, however long the folder's is: a socket's path has at most 107 bytes")
  func longFolder() async throws {
    let script = #"printf '%%PDF-1.4\n%s\n%%%%EOF\n' "${#TMPDIR}" >"$target""#
    let pdf = try await pdf(by: script).get()
    #expect(String(decoding: pdf, as: UTF8.self) == "%PDF-1.4\n1\n%%EOF\n")
  }

  @Test("it has only so much time")
  func endless() async throws {
    guard case .failure(let failure) = try await pdf(by: "while :; do :; done", seconds: 0.2) else {
      Issue.record("printed")
      return
    }
    #expect(failure.problem.hasPrefix("Chromium had not printed the page after "))
  }

  @Test("where there is none, the command is told that installs it")
  func missing() {
    let failure = #expect(throws: MachineFailure.self) { try Chromium(searchPath: "/nonexistent") }
    #expect(failure?.advice.hasPrefix("apt-get install chromium") == true)
  }
}
