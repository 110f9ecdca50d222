import Testing
import TextTable

@Suite("Numbers in tables")
struct NumberTextTests {
  @Test(
    "numbers that stand together share their number of decimals",
    arguments: [
      ([0, 1, -475], ["0", "1", "-475"]),
      ([0.9, 0.1, 0.4], ["0.9", "0.1", "0.4"]),
      ([3.25, 5.25, 2, 2], ["3.25", "5.25", "2.00", "2.00"]),
      ([0.375694, 1.056729], ["0.3757", "1.0567"]),
      ([1.0 / 3], ["0.3333"]),
      ([0.30000000000000004], ["0.3"]),
      ([1, 0.00001], ["1.0000", "0.0000"]),
      ([-0.00001, 1], ["0.0000", "1.0000"]),
      ([0.99999, 0.25], ["1.0000", "0.2500"]),
      ([0.00002, 3, 100], ["0.0000", "3.0000", "100.0000"]),
      ([475.0000000000001, 0.25], ["475.00", "0.25"]),
      ([30.00000000003, 0, 1e-10], ["30", "0", "0"]),
      ([-0.0], ["0"]),
      ([0.0001], ["1.000e-04"]),
      ([177_209_344], ["177209344"]),
      ([1e20], ["1.000e+20"]),
      ([1e9 + 0.5], ["1.000e+09"]),
      ([.nan, .infinity, -.infinity, 1], ["nan", "inf", "-inf", "1"]),
      ([], []),
    ] as [([Double], [String])])
  func texts(values: [Double], expected: [String]) {
    #expect(NumberText.texts(of: values) == expected)
  }

  @Test("a number alone is written as short as it can be")
  func single() {
    #expect(NumberText.text(of: 2) == "2")
    #expect(NumberText.text(of: 0.5) == "0.5")
  }
}
