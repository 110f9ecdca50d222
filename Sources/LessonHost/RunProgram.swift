import LessonKit

#if canImport(Glibc)
  @preconcurrency import Glibc
#else
  @preconcurrency import Darwin
#endif

private typealias EntryPoint =
  @convention(c) (Int32, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Int32

/// Loads a compiled program and runs it.
/// - Parameters:
///   - library: The program's path.
///   - selection: The tag of the cell that is to run, where there are several.
func runProgram(_ library: String, selection: String?) -> Never {
  __lessonSelect(selection)
  guard let program = dlopen(library, RTLD_NOW | RTLD_GLOBAL), let symbol = dlsym(program, "lesson_program") else {
    refuse(dlerror().map { String(cString: $0) } ?? "no such program")
  }
  exit(unsafeBitCast(symbol, to: EntryPoint.self)(CommandLine.argc, CommandLine.unsafeArgv))
}

/// Ends the process before any cell has run.
func refuse(_ reason: String) -> Never {
  fputs("lesson-cell: \(reason)\n", stderr)
  exit(126)
}
