import Foundation
import Testing

// Programs are put in their places by a shell: a program that this process itself had written could not be started while a process
// is being born elsewhere in it, which for a moment has the file open for writing too ("Text file busy").

extension TemporaryFolder {
  /// A shell script that can be started at once.
  @discardableResult
  func writeProgram(_ script: String, to name: String) throws -> URL {
    let file = url.appending(path: name)
    let place = #"mkdir -p "$(dirname "$2")" && printf %s "$1" >"$2" && chmod 755 "$2""#
    try callShell(place, script, file.path)
    return file
  }
}

/// Copies a program, or a folder with programs, that can be started at once.
func copyProgram(_ program: URL, to place: URL) throws { try callShell(#"cp -R "$1" "$2""#, program.path, place.path) }

private func callShell(_ script: String, _ arguments: String...) throws {
  let shell = try Process.run(URL(filePath: "/bin/sh"), arguments: ["-c", script, "sh"] + arguments)
  shell.waitUntilExit()
  try #require(shell.terminationStatus == 0, "sh -c '\(script)' failed")
}
