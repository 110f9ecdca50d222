import Foundation
import Testing

/// `review`, where a table, a review or a result is damaged or nothing can be written: why is said, and nothing is half done.
@Suite("review, in trouble")
struct ReviewTroubleTests {
  private let sample: ReviewSample
  private var folder: TemporaryFolder { sample.folder }
  private var tool: Tool { sample.tool }

  init() throws { sample = try ReviewSample() }

  @Test("what is wrong in a table is named with its place, and nothing is changed")
  func faults() throws {
    try sample.store("ada")
    let result = try sample.take("student,exercise,points,reason\nada,fits,1,seen\nadda,why,1,x\nada,why,3,x\n")
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(result.errors.contains("reviews.csv:3:1: error: there is no result of 'adda'"))
    #expect(result.errors.contains("reviews.csv:4:9: error: more or fewer points than there are"))
    #expect(result.errors.hasSuffix("lesson-run: 2 faults in reviews.csv; nothing was changed\n"))
    #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "results/ada.review.json").path))
    #expect(try tool.run("review", "results").status == 2)
    #expect(try tool.run("review", "nothing", "--export", "x.csv").errors.contains("there is no folder 'nothing'"))
    #expect(try tool.run("review", "results", "--import", "no.csv").errors.contains("cannot read 'no.csv'"))
  }

  @Test(
    "a review that is damaged keeps everything from going on without it",
    arguments: [
      ["review", "results", "--export", "x.csv"], ["export", "results", "--format", "csv"], ["desk", "results"],
      ["grade", "lesson.md", "in", "--results", "results"],
    ])
  func damaged(arguments: [String]) throws {
    try sample.store("ada")
    try folder.write("{\n  \"format\": 1,\n", to: "results/ada.review.json")
    try folder.write(ServeTests.lesson.replacing("Sums", with: "2. Padding"), to: "02-padding.md")
    try folder.write("# nothing\n", to: "in/ada.md")
    let result = try tool.run(arguments.map { $0 == "lesson.md" ? "02-padding.md" : $0 })
    #expect(result.status == 2, "\(result)")
    #expect(result.errors.hasPrefix("results/ada.review.json:"))
    #expect(result.errors.contains("never written over"))
    #expect(try sample.text("results/ada.review.json") == "{\n  \"format\": 1,\n")
  }

  @Test("a result that is damaged is named, all others are exported, and the status says so")
  func damagedResult() throws {
    for student in ["ada", "ben"] { try sample.store(student) }
    try folder.write("{\"half\": ", to: "results/ben.json")
    let result = try tool.run("review", "results", "--export", "table.csv")
    #expect(result.status == 1)
    #expect(
      result.errors.contains(
        "left out results/ben.json:1:10: it is not JSON, or only half a file; 'lesson-run grade' with that hand-in makes it anew"
      ), "\(result.errors)")
    #expect(try sample.text("table.csv").contains("ada,why,") && !sample.text("table.csv").contains("ben,"))
    let taken = try sample.take("student,exercise,points,reason\nben,why,1,x\nada,why,1,x\n")
    #expect(taken.status == 2 && taken.errors.contains("reviews.csv:2:1: error: the result of 'ben' cannot be read"))
    try folder.write("{", to: "results/ada.json")
    let none = try tool.run("review", "results", "--export", "table.csv")
    #expect(none.status == 2 && none.errors.contains("results/ada.json:1:"), "\(none.errors)")
  }

  @Test(
    "no room, or nothing may be written: nothing is half taken over, and why is said", .enabled(if: Mounts.areAllowed))
  func disks() throws {
    for student in ["ada", "ben"] { try sample.store(student) }
    let comment = String(repeating: "long ", count: 700)
    try folder.write(
      "student,exercise,comments\nada,why,\(comment)\nada,fits,\(comment)\nben,why,\(comment)\nben,fits,\(comment)\n",
      to: "reviews.csv")
    try folder.write(
      """
      mkdir small
      mount -t tmpfs -o size=256k none small
      cp results/* small/
      touch small/.reviews.lock
      cat /dev/zero > small/rest 2> /dev/null || true
      truncate -s -12k small/rest
      $tool review small --import reviews.csv && exit 1
      echo "status $?: $(ls -A small | grep -c review.json) $(ls -A small | grep -c draft)"
      rm small/rest
      mount -o remount,bind,ro small
      $tool review small --import reviews.csv && exit 1
      echo "status $?"
      $tool desk small && exit 1
      echo "status $?"
      $tool review small --export out.csv
      mount -o remount,bind,rw small
      $tool review small --import reviews.csv
      """, to: "script.sh")
    var shell = tool
    shell.executable = URL(filePath: "/bin/sh")
    shell.environment["tool"] = Tool.executable.path
    let result = try shell.run("-c", "\(Mounts.unshare) sh -e script.sh")
    #expect(result.output == "status 4: 0 0\nstatus 4\nstatus 4\n", "\(result.output)\(result.errors)")
    #expect(result.errors.contains("No space left on device") && result.errors.contains("Read-only file system"))
    #expect(result.errors.contains("wrote 4 answers to out.csv") && result.errors.contains("4 reviews changed"))
  }
}
