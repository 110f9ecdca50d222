import Classes
import Foundation
import Testing

@Suite("What names of hand-ins tell")
struct HandInLabelTests {
  @Test(
    "names as platforms make them",
    arguments: [
      ("Anna Berg_101_assignsubmission_file_temps.md", "moodle Anna Berg 101 temps.md"),
      ("Anna Berg_101_assignsubmission_file_", "moodle Anna Berg 101 "),
      ("Anna Berg_101_assignsubmission_file", "moodle Anna Berg 101 "),
      ("Participant_7_assignsubmission_file_my_temps_2.md", "moodle Participant 7 my_temps_2.md"),
      ("Ben Öz_102_assignsubmission_onlinetext_onlinetext.html", "moodle Ben Öz 102 onlinetext.html"),
      ("berganna_301_401_temps.md", "canvas berganna 301 temps.md"),
      ("berganna_LATE_301_401_temps.md", "canvas berganna 301 temps.md late"),
      ("berganna_late_301_401_my_temps-2.md", "canvas berganna 301 my_temps.md late 2"),
      ("berganna_301_text.html", "canvas berganna 301 text.html"),
      ("Homework_anna7_attempt_2026-11-20-14-03-00_temps.md", "blackboard anna7  temps.md 2026-11-20T14:03:00"),
      ("berganna_301_401__55_assignsubmission_file_x.md", "canvas berganna 301 _55_assignsubmission_file_x.md"),
      (
        "Anna Berg_1_assignsubmission_file_a_ben_attempt_2026-11-20-14-03-00_x.md",
        "moodle Anna Berg 1 a_ben_attempt_2026-11-20-14-03-00_x.md"
      ),
      (
        "HW_anna_attempt_2026-11-20-14-03-00_Ben_5_assignsubmission_file_x.md",
        "blackboard anna  Ben_5_assignsubmission_file_x.md 2026-11-20T14:03:00"
      ),
      ("van_der_berg_4_106_my_temps.md", "canvas van_der_berg 4 my_temps.md"),
      ("o_brien_late_4_106_x.md", "canvas o_brien 4 x.md late"), ("late_5_107_x.md", "canvas anonymous 5 x.md late"),
      ("anon_ab3fz_113_x.md", "canvas anonymous ab3fz x.md"),
      ("anon_late_ab3fz_113_x.md", "canvas anonymous ab3fz x.md late"),
      ("김민수_10_111_x.md", "canvas 김민수 10 x.md"),
      ("Anna Berg_101_assignsubmission_file_hw_12_34_x.md", "moodle Anna Berg 101 hw_12_34_x.md"),
      ("Team A-Anna Berg_9_assignsubmission_file_", "moodle Team A-Anna Berg 9 "),
      ("2026_11_anna.md", "- 2026_11_anna  2026_11_anna.md"),
      ("anna.md", "- anna  anna.md"), ("anna.markdown", "- anna  anna.markdown"),
      ("anna.md.txt", "- anna  anna.md.txt"),
      ("ANNA.MD", "- ANNA  ANNA.MD"), ("anna.lovelace.md", "- anna.lovelace  anna.lovelace.md"),
      ("a_1_b.md", "- a_1_b  a_1_b.md"), ("_1_2_x.md", "- _1_2_x  _1_2_x.md"), ("md", "- md  md"),
      (".md", "- .md  .md"),
    ])
  func labels(name: String, told: String) {
    let label = HandInLabel(name)
    let words =
      ["\(label.platform?.rawValue ?? "-") \(label.student) \(label.id ?? "") \(label.original)"]
      + (label.isLate ? ["late"] : []) + (label.attempt > 0 ? ["\(label.attempt)"] : [])
      + [label.time].compactMap(\.self)
    #expect(words.joined(separator: " ") == told)
  }

  @Test(
    "times, in whatever form",
    arguments: [
      ("2026-11-20T14:03:00Z", "2026-11-20T14:03:00Z"), ("2026-11-20T14:03:00+09:00", "2026-11-20T05:03:00Z"),
      ("2026-11-20 14:03:05 UTC", "2026-11-20T14:03:05Z"), ("2026-11-20T14:03:00.250Z", "2026-11-20T14:03:00Z"),
      ("2026-11-20T00:30-0130", "2026-11-20T02:00:00Z"),
    ])
  func times(text: String, time: String) { #expect(HandInTime(text)?.text == time) }

  @Test("times without a zone are this machine's, and a day is its last second")
  func localTimes() {
    for text in [
      "2026-11-20 14:03", "Friday, 20 November 2026, 2:03 PM", "20 Nov 2026, 14:03",
      "Friday, November 20, 2026, 2:03 PM",
      "Freitag, 20. November 2026, 14:03",
    ] {
      #expect(HandInTime(text)?.localText == "2026-11-20 14:03", "\(text)")
    }
    #expect(HandInTime("2026-11-20")?.localText == "2026-11-20 23:59")
    #expect(HandInTime("1 January 2027, 12:05 AM")?.localText == "2027-01-01 00:05")
  }

  @Test(
    "what is no time",
    arguments: [
      "", "-", "tomorrow", "2026-13-01", "2026-11-31", "2026-11-20T25:00", "20.11.2026", "November 20", "20",
      "20 Foo 2026", "May 2026",
    ])
  func noTimes(text: String) { #expect(HandInTime(text) == nil) }

  private static let due = HandInTime(seconds: 1_700_000_000)

  @Test(
    "what coming late costs: days begun, grace, cap, and never more than was earned",
    arguments: [
      (0, LateRule.Penalty.share(0.1), 1.0, 0, 7.0, nil), (1, .share(0.1), 1, 0, 7, 1.0),
      (86_400, .share(0.1), 1, 0, 7, 1),
      (86_401, .share(0.1), 1, 0, 7, 2), (900, .share(0.1), 1, 900, 7, nil), (901, .share(0.1), 1, 900, 7, 1),
      (5 * 86_400, .share(0.1), 0.3, 0, 7, 3), (9 * 86_400, .points(2), 1, 0, 7, 7), (60, .points(0), 1, 0, 7, 0),
    ] as [(Int, LateRule.Penalty, Double, Int, Double, Double?)])
  func lateness(late: Int, penalty: LateRule.Penalty, cap: Double, grace: Int, points: Double, cost: Double?) {
    let rule = LateRule(due: Self.due, penalty: penalty, cap: cap, grace: grace)
    let time = HandInTime(seconds: Self.due.seconds + late)
    let lateness = rule.lateness(of: time, extended: nil, points: points, maxPoints: 10)
    #expect(lateness?.penalty == cost)
    // Whoever has more time is in time.
    let extended = rule.lateness(of: time, extended: time, points: points, maxPoints: 10)
    #expect(extended == nil)
  }

  @Test("the reason is told")
  func words() {
    let rule = LateRule(due: Self.due, penalty: .share(0.1))
    let lateness = rule.lateness(
      of: HandInTime(seconds: Self.due.seconds + 93_600), extended: nil, points: 7, maxPoints: 10)
    let due = Self.due.localText
    #expect(lateness?.words == "handed in 1 d 2 h after \(due): 2 days begun, 1 point off for each")
    for (cap, points, words) in [(0.15, 7.0, ", but 1.5 points at most"), (1, 1, ", down to none"), (1, 2, "")] {
      let rule = LateRule(due: Self.due, penalty: .share(0.1), cap: cap)
      let time = HandInTime(seconds: Self.due.seconds + 93_600)
      let told = rule.lateness(of: time, extended: nil, points: points, maxPoints: 10)?.words
      #expect(told?.hasSuffix("1 point off for each\(words)") == true, "\(told ?? "")")
    }
  }

  @Test("spans and penalties as they are typed")
  func options() {
    #expect(["90s", "15m", "2h", "1d", "0s"].map(LateRule.seconds) == [90, 900, 7200, 86_400, 0])
    #expect(["", "m", "-1m", "1w", "1.5h"].allSatisfy { LateRule.seconds($0) == nil })
    #expect(LateRule.Penalty("10%") == .share(0.1) && LateRule.Penalty("0.5") == .points(0.5))
    #expect(["", "%", "-1", "101%", "nan", "a"].allSatisfy { LateRule.Penalty($0) == nil })
  }
}
