import Foundation
import Testing

/// What a student gets depends on nothing but the student's own file.
@Suite(
  "grade, whatever happens beside",
  .enabled(if: ClassSample.hasSandbox, "bwrap is missing or may not make namespaces here"))
struct GradeIndependenceTests {
  private func results(_ sample: ClassSample, _ results: String, _ arguments: String...) throws -> [String: Data] {
    let words = ["grade", "windows.md", "--results", results, "--timeout", "2", "--memory", "512"]
    let result = try sample.tool.run(words + arguments)
    #expect(result.status == 0, "\(result.errors)")
    var files = try sample.files(results)
    files["grades.csv"] = nil
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
}
