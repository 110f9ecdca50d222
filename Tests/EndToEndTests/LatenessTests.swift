import Foundation
import Testing

/// `lesson-run grade --due` where clocks are put on and back, and what becomes of it in a regrade.
@Suite("Lateness")
struct LatenessTests {
  private static let roster = """
    student,handed in,due
    ada,2026-10-25 23:58,
    ben,2026-10-26 00:00,
    cleo,2026-03-30 00:00,2026-03-28 23:59
    dora,2026-10-25 02:30,2026-10-25 02:15
    emil,2026-10-24T22:00Z,
    fay,"Sunday, October 25, 2026, 12:10 AM",

    """

  @Test(
    "a day ends at the time of day at which it was due, whatever was done to the clocks; without --due nobody is late")
  func clocks() throws {
    let right = ClassSample.Answers(largest: ClassSample.largest, mean: ClassSample.mean)
    let names = ["ada", "ben", "cleo", "dora", "emil", "fay"]
    var sample = try ClassSample(Dictionary(uniqueKeysWithValues: names.map { ($0, right) }), sharingCache: true)
    sample.tool.environment["TZ"] = "Europe/Berlin"
    try sample.folder.write(Self.roster, to: "roster.csv")
    let arguments = ["--sandbox", "off", "--roster", "roster.csv"]
    func days(_ more: [String]) throws -> [String] {
      let result = try sample.tool.run(["grade", "windows.md", "in", "--results", "out"] + arguments + more)
      #expect(result.status == 0, "\(result.errors)")
      let rows = try HandInSample(of: sample).rows()
      return names.map { "\(rows[$0]?["days_late"] ?? "?") \(rows[$0]?["final_points"] ?? "?")" }
    }
    // Half past two comes twice that night; ten past midnight is within the grace.
    let found = try days(["--due", "2026-10-24 23:59", "--late-penalty", "0.5", "--grace", "12m"])
    #expect(found == ["1 2.5", "2 2", "2 2", "1 2.5", " 3", " 3"])
    // A share of a share is told without the digits that computing adds.
    let capped = try days(["--due", "2026-10-24 23:59", "--late-penalty", "50%", "--late-cap", "60%"])
    #expect(capped == ["1 1.5", "2 1.2", "2 1.2", "1 1.5", "1 1.5", "1 1.5"])
    #expect(try days([]) == names.map { _ in " 3" })
  }
}
