/// What lesson-run and the host of a session agree on besides the frames.
package enum SessionContract {
  /// How many words on the command line each run takes.
  package static let wordsPerRun = 8
  /// Where a sandbox's host puts the programs that it runs, in memory.
  package static let programs = "/programs"
  /// Where a sandbox shows the folder that cells work in.
  package static let lesson = "/lesson"
}
