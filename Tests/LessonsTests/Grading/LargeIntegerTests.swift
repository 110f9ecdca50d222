import Grading
import LessonWire
import Reporting
import Testing

@Suite("Whole numbers beyond a Double's digits")
struct LargeIntegerTests {
  /// Any whole number as a cell hands it over.
  private static func whole(_ digits: String) -> Value {
    guard let number = Int64(digits), number.magnitude < 1_000_000_000_000_000 else {
      return LargeInteger(digits).map(Value.integer) ?? .nothing
    }
    return .number(Double(number))
  }

  private func verdict(_ value: Value, _ expected: Value, tolerance: Double = 1e-6) -> Verdict {
    Verdict(value, against: expected, tolerance: tolerance)
  }

  private static let numbers = [
    "0", "-1", "999999999999999", "1000000000000000", "9007199254740991", "9007199254740992", "9007199254740993",
    "-9007199254740993", "2432902008176640000", "2432902008177640000", "9223372036854775807", "-9223372036854775808",
    "18446744073709551615", "170141183460469231731687303715884105727", "170141183460469231731687303715884105728",
  ]

  @Test("each is equal to itself and to no other, alone and in lists of lists", arguments: numbers)
  func exact(digits: String) {
    for other in Self.numbers {
      let (mine, expected) = (Self.whole(digits), Self.whole(other))
      let isSame = digits == other
      #expect(verdict(mine, expected) == (isSame ? .equal : .differs(at: [0])), "\(other)")
      let (row, wanted) = (Value.list([.number(3), mine]), Value.list([.number(3), expected]))
      #expect(verdict(row, wanted) == (isSame ? .equal : .differs(at: [1])), "\(other)")
      let tables = (
        Value.list([.list([.number(3), .number(4)]), row]), Value.list([.list([.number(3), .number(4)]), wanted])
      )
      #expect(verdict(tables.0, tables.1) == (isSame ? .equal : .differs(at: [3])), "\(other)")
    }
  }

  @Test(
    "a tolerance below 1 is none, a larger one is a difference",
    arguments: [
      ("9007199254740993", "9007199254740992", 0.99, false), ("9007199254740993", "9007199254740992", 1, true),
      ("9007199254740993", "9007199254740992", 1e-6, false), ("2432902008176640002", "2432902008176640000", 1, false),
      ("2432902008176640002", "2432902008176640000", 2, true), ("1000000000000000", "999999999999999", 1, true),
      ("-9007199254740993", "9007199254740993", 1000, false),
    ])
  func tolerance(mine: String, expected: String, tolerance: Double, isEqual: Bool) {
    #expect((verdict(Self.whole(mine), Self.whole(expected), tolerance: tolerance) == .equal) == isEqual)
    #expect((verdict(Self.whole(expected), Self.whole(mine), tolerance: tolerance) == .equal) == isEqual)
  }

  @Test("a Double and a whole number are compared as far as a Double tells")
  func mixed() {
    #expect(verdict(.number(2), .number(2.0)) == .equal)
    #expect(verdict(.number(2_432_902_008_176_640_000), Self.whole("2432902008176640000")) == .equal)
    #expect(verdict(Self.whole("2432902008176640000"), .number(2_432_902_008_176_640_000)) == .equal)
    #expect(verdict(.number(2.5), Self.whole("2432902008176640000")) == .differs(at: [0]))
    #expect(verdict(.number(.nan), Self.whole("2432902008176640000")) == .differs(at: [0]))
    #expect(verdict(.string("2432902008176640000"), Self.whole("2432902008176640000")) == .kindDiffers)
  }

  @Test("nothing is explained by rules that compute with what is only near them, and all digits are shown")
  func words() throws {
    let lesson = try sampleLesson(threeExercises)
    var grade = Grade(lesson.exercises[0], .wrong)
    let (mine, expected) = (Self.whole("9007199254740993"), Self.whole("9007199254740992"))
    grade.comparisons = [
      Comparison(label: "one", value: mine, expected: expected, verdict: verdict(mine, expected)),
      Comparison(
        label: "row", value: .list([mine, .number(1)]), expected: .list([expected, .number(1)]),
        verdict: .differs(at: [0])),
    ]
    #expect(grade.findings == [])
    let text = RunReport(style: Style()).text(Report(lesson: lesson, grades: [grade]))
    #expect(text.contains("9007199254740993") && text.contains("9007199254740992") && !text.contains("e+"))
    #expect(!text.contains("likely cause"))
    let json = try JSONReport(Report(lesson: lesson, grades: [grade])).text()
    #expect(json.contains("\"expected\" : 9007199254740992,") && json.contains("\"value\" : 9007199254740993"))
  }
}
