import Support

/// Whether a program does the same each time it runs.
///
/// It does if it can reach nothing that differs from one run to the next: files, input, clocks, chance, other threads, the addresses of
/// values. Every function that a program calls, and that it does not define, is named in its library. So all of these names must be
/// known to be harmless: those of MiniCNN, LessonKit and the standard library, and of C little more than mathematics. Three things no such
/// name gives away, but the code itself has to spell them out: pointers, MiniCNN's files (which takes a `try`), and how long training will take.
package enum Repeatability {
  /// - Parameters:
  ///   - library: The content of the program's library.
  ///   - source: The code that it was compiled from.
  /// - Returns: Whether the program is certain to do the same each time; `false` says nothing.
  /// - Complexity: O(*n*).
  package static func isCertain(ofLibrary library: [UInt8], from source: String) -> Bool {
    guard !tellingWords.contains(where: { source.containsBytes(of: $0) }), !source.hasTry else { return false }
    return NeededSymbols(of: library)?.names.allSatisfy(isHarmless) ?? false
  }

  /// What code has somewhere that sees addresses, looks into values of MiniCNN's or gives its functions names of its own.
  private static let tellingWords = [
    "nsafe", "ointer", "nmanaged", "ObjectIdentifier", "ithContiguous", "ithUTF8", "ithCString", "utf8Start",
    "ithExtendedLifetime", "baseAddress", "dsohandle", "dentifiable", "._", "Mirror", "dump", "secondsLeft",
    "SystemRandom", "silgen", "_cdecl",
  ]

  package static func isHarmless(_ symbol: String) -> Bool {
    if harmlessFunctions.contains(symbol) { return true }
    // What an associated type is called: nothing that could be called.
    if symbol.hasPrefix("$s"), symbol.hasSuffix("Tl") || symbol.hasSuffix("TL") { return true }
    if symbol.hasPrefix("swift_") { return !runtimeOfTasks.contains { symbol.containsBytes(of: $0) } }
    guard modules.contains(where: { symbol.hasPrefix("$s" + $0) }),
      !tellingParts.contains(where: { symbol.containsBytes(of: $0) })
    else { return false }
    // Chance is only a number generator's that the code has made, from a seed.
    let isChance = ["andom", "huffle"].contains { symbol.containsBytes(of: $0) }
    return !isChance || ["5using", "7MiniCNN"].contains { symbol.containsBytes(of: $0) }
  }

  /// How the names of the modules begin whose declarations are harmless, but for `tellingParts`: the standard library's types have names of
  /// one or two letters.
  private static let modules = [
    "s", "S", "B", "7MiniCNN", "9LessonKit", "10LessonWire", "9TextTable", "17_StringProcessing", "yp", "yt", "yy",
  ]

  /// Parts of the names of what is not: other modules, what is imported from C, tasks, clocks and input.
  private static let tellingParts = [
    "Foundation", "Glibc", "Dispatch", "$sSo", "$sSc", "_Concurrency", "Clock", "readLine", "CommandLine", "Mirror",
    "ObjectIdentifier", "Unmanaged", "Pointer", "secondsLeft",
  ]

  private static let runtimeOfTasks = [
    "task", "Task", "async", "continuation", "job", "actor", "random", "executor", "KeyPath",
  ]

  private static let harmlessFunctions: Set<String> = [
    "memcpy", "memmove", "memset", "memcmp", "bcmp", "strlen", "_swift_backtrace_isThunkFunction", "_Unwind_Resume",
    "__stack_chk_fail", "__cxa_finalize", "__gmon_start__", "_ITM_deregisterTMCloneTable", "_ITM_registerTMCloneTable",
    "exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "pow", "sqrt", "cbrt", "hypot", "fma", "fmod", "remainder",
    "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "floor", "ceil", "round", "trunc",
    "rint", "nearbyint", "fabs", "fmin", "fmax",
  ]
}

extension String {
  /// Whether the word `try` is anywhere in the text.
  fileprivate var hasTry: Bool {
    utf8.split { byte in
      !(byte == UInt8(ascii: "_") || byte >= 0x80 || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20))
    }
    .contains { $0.elementsEqual("try".utf8) }
  }
}
