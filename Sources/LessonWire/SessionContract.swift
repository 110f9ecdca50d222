/// What lesson-run and the host of a session agree on besides the orders and the frames.
package enum SessionContract {
  /// The descriptor on which the host finds its orders.
  package static let orders: Int32 = 4
  /// The variable in which a process that runs one program alone finds its seed.
  package static let seed = "LESSON_SEED"
  /// Where a sandbox has the host, wherever it is on this machine.
  package static let host = "/lesson-run/lesson-cell"
  /// Where a sandbox's host puts the programs that it runs, in memory.
  package static let programs = "/programs"
  /// Where a sandbox shows the folder that cells work in.
  package static let lesson = "/lesson"
  /// How many processes and threads a sandbox of snapshots may have, all together.
  package static let snapshotProcesses: UInt64 = 256
}
