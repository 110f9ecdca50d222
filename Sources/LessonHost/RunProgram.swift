import CTasks
import LessonKit
import LessonWire

@preconcurrency import Glibc

private typealias EntryPoint =
  @convention(c) (Int32, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Int32

/// Loads a compiled program and runs it.
/// - Parameters:
///   - library: The program's path.
///   - preamble: The path of what is to run first and then goes on with the program; `nil` if the program is whole.
///   - selection: The tag of the cell that is to run, where there are several.
func runProgram(_ library: String, after preamble: String? = nil, selection: String?) -> Never {
  __lessonSelect(selection)
  // The program uses what the preamble declares.
  let first = preamble.map(loadedOrRefused)
  let program = loadedOrRefused(library)
  exit(run(first ?? program))
}

/// Loads a library and runs its code up to the end.
func runLibrary(_ path: String) {
  _ = run(loadedOrRefused(path))
}

private func run(_ library: UnsafeMutableRawPointer) -> Int32 {
  guard let symbol = dlsym(library, "lesson_program") else { refuseForLoading("no such program") }
  return unsafeBitCast(symbol, to: EntryPoint.self)(CommandLine.argc, CommandLine.unsafeArgv)
}

func loadedOrRefused(_ library: String) -> UnsafeMutableRawPointer {
  guard let loaded = loaded(library) else { refuseForLoading("no such program") }
  return loaded
}

/// Loads a library, with the parts of the standard library that few programs need if it turns out to be one that does.
private func loaded(_ library: String) -> UnsafeMutableRawPointer? {
  if let program = dlopen(library, RTLD_NOW | RTLD_GLOBAL) { return program }
  for part in ["libswift_StringProcessing.so", "libswift_Concurrency.so"] {
    guard dlopen(part, RTLD_NOW | RTLD_GLOBAL) != nil else { return nil }
  }
  ctasks_follow()
  return dlopen(library, RTLD_NOW | RTLD_GLOBAL)
}

/// Ends the process before any cell has run.
func refuse(_ reason: String) -> Never {
  fputs("lesson-cell: \(reason)\n", stderr)
  exit(RunContract.refusal)
}

func refuseForLoading(_ reason: String) -> Never { refuse(dlerror().map { String(cString: $0) } ?? reason) }
