import Foundation

/// Writes a shell's script that can be started at once. One that this process itself had written could not be while a process is being
/// born elsewhere in it, which for a moment has the file open for writing too.
func writeProgram(_ script: String, to path: String) throws {
  let writing = #"printf %s "$1" >"$2" && chmod 755 "$2""#
  try Process.run(URL(filePath: "/bin/sh"), arguments: ["-c", writing, "sh", script, path]).waitUntilExit()
}
