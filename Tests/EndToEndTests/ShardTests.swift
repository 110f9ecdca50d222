import Foundation
import Testing

/// `lesson-run grade --shard K/N`: what several processes write into one folder is what one process writes.
@Suite("grade, in shards", .enabled(if: ClassSample.hasSandbox, "bwrap is missing or may not make namespaces here"))
struct ShardTests {
  /// A class that has been graded undivided, into `whole`.
  private func gradedClass(
    _ students: [String: ClassSample.Answers] = ClassSample.fewStudents, sharingCache sharesCache: Bool = true
  ) throws -> (sample: ClassSample, whole: [String: Data]) {
    let sample = try ClassSample(students, sharingCache: sharesCache)
    let result = try sample.tool.run("grade", "windows.md", "in", "--results", "whole")
    #expect(result.status == 0, "\(result.errors)")
    return (sample, try sample.files("whole"))
  }

  /// All entries of a folder: what is left of a draft too.
  private func drafts(_ sample: ClassSample) throws -> [String] {
    let path = sample.folder.url.appending(path: "out").path
    return try #require(FileManager.default.enumerator(atPath: path)).compactMap { $0 as? String }
      .filter { $0.contains(".draft-") }
  }

  private func grades(_ sample: ClassSample) -> String? { try? sample.text("out/grades.csv") }

  @Test("shards at once, more of them than students: the same bytes, grades.csv included", arguments: [2, 3, 7])
  func atOnce(count: Int) throws {
    let (sample, whole) = try gradedClass()
    #expect(whole.count == 17)
    let started = try (1...count).map { number in
      try sample.tool.start(["grade", "windows.md", "in", "--results", "out", "--shard", "\(number)/\(count)"])
    }
    let results = try started.map { try $0.wait() }
    for result in results { #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)") }
    #expect(results.contains { $0.output.contains("; so are all 5 of the class\n") })
    #expect(try sample.files() == whole)
    #expect(try drafts(sample).isEmpty)
  }

  @Test("a shard grades its own students only, and whichever is done last writes grades.csv")
  func oneAfterTheOther() throws {
    let (sample, whole) = try gradedClass()
    let first = try sample.grade("--shard", "2/2")
    #expect(
      first.output == """
        Windows: 1 graded in shard 2/2; other shards are not done
        Results are in out. The shard that is done last writes grades.csv.

        """)
    #expect(try sample.files().keys.sorted() == ["fay.json", "feedback/fay.md", "feedback/fay.txt"])

    let last = try sample.grade("--shard", "1/2")
    #expect(last.output.hasPrefix("Windows: 4 graded in shard 1/2; so are all 5 of the class\n  largest-value  "))
    #expect(try sample.files() == whole)
    let again = try sample.grade("--shard", "2/2")
    #expect(again.output.hasPrefix("Windows: 0 graded, 1 unchanged in shard 2/2; so are all 5 of the class\n"))
    #expect(try sample.files() == whole)
  }

  @Test("export writes grades.csv at any time: of what is there, and at the end the same bytes")
  func export() throws {
    let (sample, whole) = try gradedClass()
    _ = try sample.grade("--shard", "1/2")
    #expect(grades(sample) == nil)
    #expect(try sample.tool.run("export", "out", "--format", "csv").status == 0)
    #expect(grades(sample)?.split(separator: "\n").count == 5)
    _ = try sample.grade("--shard", "2/2")
    #expect(try sample.files() == whole)
    try FileManager.default.removeItem(at: sample.folder.url.appending(path: "out/grades.csv"))
    #expect(try sample.tool.run("export", "out", "--format", "csv").status == 0)
    #expect(try sample.files() == whole)
  }

  @Test("a shard killed outright: the other leaves grades.csv to it, and once it is repeated nothing tells")
  func killed() throws {
    // So many are run in more than one session, of which the last takes seconds: there is time to be killed in.
    let others = (10..<50).map { number in
      ("s\(number)", ClassSample.Answers(largest: number == 40 ? "while true {}" : "let largest = \(number).0"))
    }
    let (sample, whole) = try gradedClass(Dictionary(uniqueKeysWithValues: others))
    let victim = try sample.tool.start([
      "grade", "windows.md", "in", "--results", "out", "--shard", "1/2", "--jobs", "1",
    ])
    let out = sample.folder.url.appending(path: "out").path
    try waitUntil("a result is there") {
      ((try? FileManager.default.contentsOfDirectory(atPath: out)) ?? []).contains { $0.hasSuffix(".json") }
    }
    kill(victim.process.processIdentifier, SIGKILL)
    let ending = try victim.wait()
    try #require(ending.isSignalled && ending.status == SIGKILL)
    let left = try sample.grade("--shard", "2/2")
    #expect(left.output.contains("other shards are not done") == (grades(sample) == nil))
    let repeated = try sample.grade("--shard", "1/2")
    #expect(repeated.output.contains("so are all 40 of the class"), "\(repeated.errors)")
    #expect(try sample.files() == whole)
  }

  @Test("a shard twice at once, as when a machine is given up that was only slow")
  func twice() throws {
    let (sample, whole) = try gradedClass(sharingCache: false)
    try FileManager.default.removeItem(at: sample.folder.url.appending(path: "cache/programs"))
    let started = try ["1/2", "1/2", "2/2"].map { shard in
      try sample.tool.start(["grade", "windows.md", "in", "--results", "out", "--shard", shard])
    }
    for one in started { #expect(try one.wait().status == 0) }
    #expect(try sample.files() == whole)
    #expect(try drafts(sample).isEmpty)
  }

  @Test("results of an earlier version do not count as done: grades.csv waits for the new ones")
  func changed() throws {
    let sample = try ClassSample(sharingCache: true)
    _ = try sample.grade()
    let earlier = try #require(grades(sample))
    try sample.handIn(.init(largest: ClassSample.largest, mean: ClassSample.mean), of: "dora")
    try sample.handIn(.init(largest: ClassSample.largest), of: "fay")
    let first = try sample.grade("--shard", "2/2")
    #expect(first.output.hasPrefix("Windows: 1 graded in shard 2/2; other shards are not done\n"))
    #expect(grades(sample) == earlier)
    let last = try sample.grade("--shard", "1/2")
    #expect(last.output.hasPrefix("Windows: 1 graded, 3 unchanged in shard 1/2; so are all 5 of the class\n"))
    #expect(grades(sample)?.contains("\ndora,3,3,1,2,") == true)
    #expect(grades(sample)?.contains("\nfay,1,3,1,0,") == true)
  }

  @Test("what a shard could not store, its repetition does")
  func unwritable() throws {
    let (sample, whole) = try gradedClass()
    try sample.folder.write("in the way", to: "out/feedback")
    let failed = try sample.grade("--shard", "2/2")
    #expect(failed.status == 4)
    #expect(try sample.files().keys.sorted() == ["feedback"])
    try FileManager.default.removeItem(at: sample.folder.url.appending(path: "out/feedback"))
    _ = try sample.grade("--shard", "1/2")
    _ = try sample.grade("--shard", "2/2")
    #expect(try sample.files() == whole)
  }
}
