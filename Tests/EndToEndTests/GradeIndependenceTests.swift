import Foundation
import Testing

/// What a student gets depends on nothing but the student's own file.
@Suite(
  "grade, whatever happens beside",
  .enabled(if: ClassSample.hasSandbox, "bwrap is missing or may not make namespaces here"))
struct GradeIndependenceTests {
  /// What the script does with what `bwrap` is called with, by what then fails.
  private static let failures = [
    "compilation": "*build.sh*", "parser": "*lesson-syntax*", "run": "*--session*",
  ]

  @Test("a sandbox that starts, but not with what is needed, is no student's fault", arguments: failures)
  func brokenSandbox(step: String, pattern: String) throws {
    let sample = try ClassSample()
    let bin = sample.folder.url.appending(path: "bin")
    try sample.folder.writeProgram(
      "#!/bin/sh\ncase \"$*\" in \(pattern)) echo 'bwrap: no such place' >&2; exit 1;; esac\nexec /usr/bin/bwrap \"$@\"\n",
      to: "bin/bwrap")
    var tool = sample.tool
    tool.environment["PATH"] = "\(bin.path):\(tool.environment["PATH"] ?? "")"
    let result = try tool.run("grade", "windows.md", "in", "--results", "out")
    #expect(result.status == 4)
    #expect(result.errors.contains("bwrap: no such place"), "\(result.errors)")
    #expect(result.errors.contains("--sandbox off"))
    let written = (try? sample.files().keys.filter { $0.hasSuffix(".json") }) ?? []
    // Her answers do not compile, and so are not run.
    #expect(written == (step == "run" ? ["fay.json"] : []))
  }
}

/// Run by `make test-hostile`.
@Suite(
  "grade, in any company and any folder",
  .enabled(if: ClassSample.hasSandbox, "bwrap is missing or may not make namespaces here"))
struct GradeIndependenceHostileTests {
  private func results(_ sample: ClassSample, _ results: String, _ arguments: String...) throws -> [String: Data] {
    let words = ["grade", "windows.md", "--results", results, "--timeout", "2", "--memory", "512"]
    let result = try sample.tool.run(words + arguments)
    #expect(result.status == 0, "\(result.errors)")
    var files = try sample.files(results)
    files["grades.csv"] = nil
    files["lesson.md"] = nil
    return files
  }

  private func forget(_ sample: ClassSample) throws {
    try FileManager.default.removeItem(at: sample.folder.url.appending(path: "cache/programs"))
  }

  @Test("the same bytes within the class and alone, one process at a time or four, the programs in the cache or not")
  func sameBytes() throws {
    let sample = try ClassSample(ClassSample.tenStudents.filter { $0.key != "hana" })
    let inClass = try results(sample, "class", "in", "--jobs", "4")
    #expect(inClass.count == 27)
    #expect(try results(sample, "warm", "in", "--jobs", "1") == inClass)
    try forget(sample)
    #expect(try results(sample, "cold", "in", "--jobs", "1") == inClass)
    // Whoever's answer does not compile is the likeliest to suffer from company, or to harm it.
    for student in ["ben", "fay", "gus"] {
      try forget(sample)
      let alone = try results(sample, "alone-\(student)", "in/\(student).md")
      #expect(alone.count == 3)
      for (name, content) in alone { #expect(inClass[name] == content, "\(name)") }
    }
  }

  @Test(
    "the same statuses wherever the class and the cache are: also where the sandbox has a folder or a link of its own",
    arguments: ["/dev/shm", "/var/tmp", "/run", "/tmp"].filter(FileManager.default.isWritableFile))
  func place(parent: String) throws {
    let sample = try ClassSample(in: parent)
    #expect(try sample.grade().status == 0)
    #expect(try sample.statuses(of: "ada") == ["passed", "passed"])
    #expect(try sample.statuses(of: "ben") == ["wrong", "wrong"])
    #expect(try sample.statuses(of: "fay") == ["compile-error", "compile-error"])
  }
}
