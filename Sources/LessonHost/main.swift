// The process in which a lesson's cells run. A cell's program is a shared library: linking one takes a fifth of the time that
// linking an executable does, because this host, linked once, already holds MiniCNN, LessonKit and the standard library.
//
//   lesson-cell PROGRAM [SELECTION]
//   lesson-cell --kernel
//   lesson-cell --session (PROGRAM PREAMBLE SELECTION SECONDS MEMORY FILE-SIZE PROCESSES PARTY)...

import LessonKit
import LessonWire
import MiniCNN

#if canImport(Glibc)
  @preconcurrency import Glibc
#else
  @preconcurrency import Darwin
#endif

// What was printed before a trap would otherwise be lost.
setvbuf(stdout, nil, _IONBF, 0)

let words = CommandLine.arguments.dropFirst()
guard let first = words.first else { refuse("no program given") }
if first == "--kernel" {
  // What cells multiply matrices with, for the doctor.
  print(matrixKernel() ?? "loops")
  exit(0)
}
if first == "--session" {
  let runs = stride(from: words.startIndex + 1, to: words.endIndex, by: SessionContract.wordsPerRun).map {
    SessionRun(words[$0..<min($0 + SessionContract.wordsPerRun, words.endIndex)])
  }
  guard runs.allSatisfy({ $0 != nil }) else { refuse("a run is not so many words") }
  exit(Session(runs.compactMap(\.self)).serve() ? 0 : 125)
}
runProgram(first, selection: words.dropFirst().first)
