// The process in which a lesson's cells run. A cell's program is a shared library: linking one takes a fifth of the time that
// linking an executable does, because this host, linked once, already holds MiniCNN, LessonKit and the standard library.
//
//   lesson-cell PROGRAM [SELECTION]

import LessonKit
import MiniCNN

#if canImport(Glibc)
  @preconcurrency import Glibc
#else
  @preconcurrency import Darwin
#endif

typealias EntryPoint = @convention(c) (Int32, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Int32

func refuse() -> Never {
  let reason = dlerror().map { String(cString: $0) } ?? "no program given"
  fputs("lesson-cell: \(reason)\n", stderr)
  exit(126)
}

// What was printed before a trap would otherwise be lost.
setvbuf(stdout, nil, _IONBF, 0)

guard CommandLine.argc > 1, let program = dlopen(CommandLine.arguments[1], RTLD_NOW | RTLD_GLOBAL),
  let symbol = dlsym(program, "lesson_program")
else { refuse() }
exit(unsafeBitCast(symbol, to: EntryPoint.self)(CommandLine.argc, CommandLine.unsafeArgv))
