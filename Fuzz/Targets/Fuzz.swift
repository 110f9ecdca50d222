// What libFuzzer calls. The program's own name says which reader it is to try: `Fuzz/run` makes a link for each.

/// Reads arbitrary bytes, and goes on with what was read as far as `lesson-run` does. Nothing is expected of it but to return.
typealias Target = @Sendable ([UInt8]) -> Void

private let targets: [String: Target] = [
  "wire": tryWire, "frames": tryFrames, "diagnostics": tryDiagnostics, "crashes": tryCrashes, "lessons": tryLessons,
  "submissions": trySubmissions, "rosters": tryRosters, "results": tryResults,
  "formulas": tryFormulas, "reviews": tryReviews, "review-tables": tryReviewTables, "archives": tryArchives,
  "names": tryNames,
]

private let target: Target = {
  let name = CommandLine.arguments[0].split(separator: "/").last.map(String.init) ?? ""
  guard let target = targets[name] else { fatalError("'\(name)' is none of \(targets.keys.sorted())") }
  return target
}()

@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  target(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}
