// The process in which a lesson's cells run. A cell's program is a shared library: linking one takes a fifth of the time that
// linking an executable does, because this host, linked once, already holds MiniCNN, LessonKit and the standard library.
//
//   lesson-cell PROGRAM [SELECTION]
//   lesson-cell --session       (what to run is in the file on descriptor 4)
//   lesson-cell --snapshots     (what to run is told on descriptor 3)
//   lesson-cell --kernel        (tells what matrices are multiplied with)

import LessonKit
import MiniCNN

@preconcurrency import Glibc

// What was printed before a trap would otherwise be lost.
setvbuf(stdout, nil, _IONBF, 0)

let words = CommandLine.arguments.dropFirst()
guard let first = words.first else { refuse("no program given") }
if first == "--session" { exit(Session().serve() ? 0 : 125) }
if first == "--snapshots" {
  var host = SnapshotHost()
  exit(host.serve() ? 0 : 125)
}
if first == "--kernel" {
  // What cells multiply matrices with, for the doctor.
  print(matrixKernel() ?? (areWideTilesThere() ? "tiles" : "loops"))
  exit(0)
}
runProgram(first, selection: words.dropFirst().first)
