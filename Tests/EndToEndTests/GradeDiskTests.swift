import Foundation
import Testing

/// Mounts of a test's own.
enum Mounts {
  static let unshare = getuid() == 0 ? "unshare -m" : "unshare -rm"

  static let areAllowed: Bool = {
    var tool = Tool()
    tool.executable = URL(filePath: "/bin/sh")
    return (try? tool.run("-c", "\(unshare) mount -t tmpfs -o size=1m none /mnt"))?.status == 0
  }()
}

/// Grading on disks that are full: small file systems in memory, which a mount namespace of the test's own takes away at its end.
@Suite("grade on a full disk", .enabled(if: Mounts.areAllowed, "a namespace for mounts cannot be made here"))
struct GradeDiskTests {
  /// Runs a script in which `$grade` grades the class.
  private func run(_ script: String, in sample: ClassSample) throws -> Tool.Result {
    var tool = sample.tool
    tool.executable = URL(filePath: "/bin/sh")
    tool.environment["grade"] = "\(Tool.executable.path) grade windows.md in --sandbox off --results"
    try sample.folder.write(script, to: "script.sh")
    return try tool.run("-c", "\(Mounts.unshare) sh -e script.sh")
  }

  @Test("no room for results: what is stored is whole, the others are graded when there is room")
  func results() throws {
    let sample = try ClassSample()
    _ = try sample.grade("--sandbox", "off")
    let files = try sample.files()
    let result = try run(
      """
      mkdir small
      mount -t tmpfs -o size=4m none small
      cat /dev/zero > small/rest 2> /dev/null || true
      truncate -s -36k small/rest
      $grade small && exit 1
      echo "status $?, $(ls small/*.json | wc -l) results"
      rm small/rest
      $grade small | head -n 1
      cp -r small copy
      """, in: sample)
    #expect(result.status == 0)
    #expect(result.errors.contains("cannot write small/"), "\(result.errors)")
    #expect(result.errors.contains("No space left on device\n  make room, and try again"))
    let counts = result.output.matches(of: /\d+/).compactMap { Int($0.output) }
    // The status, the results, those that were graded then and those that were not.
    #expect(counts.count == 4 && counts[0] == 4 && (1..<5).contains(counts[1]))
    #expect(counts.suffix(2) == [5 - counts[1], counts[1]])
    #expect(try sample.files("copy") == files)
  }

  @Test("no room for compiled programs: no student is blamed, however little room there is")
  func cache() throws {
    let sample = try ClassSample(ClassSample.fewStudents.filter { $0.key == "ada" })
    let result = try run(
      """
      mkdir small
      mount -t tmpfs -o size=60m none small
      export LESSON_RUN_CACHE=$PWD/small/cache
      $grade before > /dev/null
      for room in 0 8 16 24 40 100; do
        sed -i 's/max()/max() + 0/' in/ada.md
        cat /dev/zero > small/rest 2> /dev/null || true
        truncate -s -${room}k small/rest
        $grade out$room > /dev/null && status=0 || status=$?
        echo "$status $(cat out$room/*.json 2> /dev/null | grep -c passed)"
        rm small/rest
      done
      """, in: sample)
    #expect(result.status == 0, "\(result.errors)")
    let outcomes = result.output.split(separator: "\n")
    #expect(outcomes.count == 6)
    #expect(outcomes.allSatisfy { $0 == "4 0" || $0 == "0 2" }, "\(outcomes)")
    #expect(outcomes.contains("4 0"))
    #expect(result.errors.contains("make room, or name another folder in LESSON_RUN_CACHE"), "\(result.errors)")
    #expect(!result.errors.contains("CocoaError"))
  }
}
