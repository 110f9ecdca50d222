import Foundation
import Testing

@Suite("Numbers of one's own")
struct VariantTests {
  private let folder: TemporaryFolder
  private let tool: Tool

  init() throws {
    folder = try TemporaryFolder()
    var tool = Tool()
    tool.folder = folder.url
    self.tool = tool
  }

  private static let start = """
    # Numbers

    ```swift setup
    let numbers = [seed % 89, seed / 89 % 97, seed / 8633 % 83]
    ```

    ```swift example
    print(numbers)
    ```


    """
  private static let exercise = """
    ```swift exercise total points=2 answer=total
    let total: Int = ___
    ```

    ```swift solution total
    let total = numbers.reduce(0, +)
    ```

    ```swift mistake total
    // You counted them.
    let total = numbers.count
    ```

    """

  private func numbers(_ seed: Int) -> [Int] { [seed % 89, seed / 89 % 97, seed / 8633 % 83] }

  /// The seed that stands in a student's copy.
  private func seed(in copy: String) throws -> Int {
    try #require(copy.firstMatch(of: /\nseed: (\d+)\n/).flatMap { Int($0.1) })
  }

  private func content(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.url.appending(path: name)), as: UTF8.self)
  }

  private func run(_ words: String) throws -> Tool.Result { try tool.run(words.split(separator: " ").map(String.init)) }

  @Test("a number is compared with that of the student who hands it in, not with the sample's or a neighbour's")
  func numberOfOnesOwn() throws {
    let exercise = """
      ```number big points=2
      ___ weights
      ```

      ```swift solution big
      numbers[0] * 100 + numbers[1]
      ```

      """
    try folder.write(Self.start + exercise, to: "numbers.md")
    var right: [String: Int] = [:]
    for student in ["ada", "ben"] {
      let copy = try run("release --student \(student) numbers.md").output
      let own = numbers(try seed(in: copy))
      right[student] = own[0] * 100 + own[1]
      try folder.write(copy.replacing("___ weights", with: "\(own[0] * 100 + own[1]) weights"), to: "in/\(student).md")
      try folder.write(copy.replacing("___ weights", with: "\(right["ada"] ?? 0) weights"), to: "other/\(student).md")
    }
    #expect(right["ada"] != right["ben"])
    #expect(try run("grade numbers.md in --results out").status == 0)
    for student in ["ada", "ben"] { #expect(try content("out/grades.csv").contains("\(student),2,2")) }
    #expect(try run("grade numbers.md other --results others").status == 0)
    #expect(try content("others/grades.csv").contains("ben,0,2"))
  }

  @Test("a group's hand-in is graded with the numbers that it was made with, for all members")
  func groups() throws {
    try folder.write(Self.start + Self.exercise, to: "numbers.md")
    try folder.write("name,group\nada,red\nben,red\ncy,blue\ndi,blue\n", to: "class.csv")
    #expect(try run("release numbers.md --roster class.csv -o copies").status == 0)
    func solved(_ student: String) throws -> String {
      try content("copies/\(student).md").replacing("___", with: "numbers.reduce(0, +)")
    }
    let fixed = numbers(try seed(in: try content("copies/ben.md"))).reduce(0, +)
    // One for both, made with the other one's numbers; of the second group each hands in his own.
    try folder.write(try content("copies/ben.md").replacing("___", with: "\(fixed)"), to: "in/ada.md")
    try folder.write(try solved("cy"), to: "in/cy.md")
    try folder.write(try content("copies/di.md").replacing("___", with: "\(fixed)"), to: "in/di.md")
    #expect(try run("grade numbers.md in --roster class.csv --groups --results out --sandbox off").status == 0)
    let rows = try content("out/grades.csv")
    for row in ["ada,2,2", "ben,2,2", "cy,2,2", "di,0,2"] { #expect(rows.contains("\n\(row)"), "\(rows)") }
    #expect(try !content("out/feedback/ada.md").contains("the seed here"))
    #expect(
      try run("grade numbers.md in --roster class.csv --groups --results out --sandbox off").output.contains("0 graded")
    )
    // A file that bears the group's name.
    try folder.write(try content("copies/ben.md").replacing("___", with: "\(fixed)"), to: "other/red.md")
    #expect(try run("grade numbers.md other --roster class.csv --results others --sandbox off").status == 0)
    for row in ["ada,2,2", "ben,2,2"] { #expect(try content("others/grades.csv").contains("\n\(row)")) }
  }

  @Test("a class: neighbours have other numbers, and everybody's right answer earns full points")
  func smallClass() throws { try expectFullPoints(inClassOf: 20) }

  fileprivate func expectFullPoints(inClassOf count: Int) throws {
    try folder.write(Self.start + Self.exercise, to: "numbers.md")
    let names = (1...count).map { "student-\($0)" }
    try folder.write(names.map { $0 + "\n" }.joined(), to: "class.csv")
    #expect(try run("release numbers.md --roster class.csv -o copies").status == 0)
    let copies = try names.map { try content("copies/\($0).md") }
    let seeds = try copies.map(seed)
    #expect(Set(seeds).count == count)
    #expect(zip(seeds, seeds.dropFirst()).allSatisfy { numbers($0) != numbers($1) })
    for (name, copy) in zip(names, copies) {
      try folder.write(copy.replacing("___", with: "numbers.reduce(0, +)"), to: "in/\(name).md")
    }
    // A neighbour's number is wrong, one's own is right.
    let others = numbers(seeds[1]).reduce(0, +)
    try folder.write(copies[0].replacing("___", with: "\(others)"), to: "in/student-1.md")
    try folder.write(copies[1].replacing("___", with: "\(others)"), to: "in/student-2.md")
    // In the sandbox many answers share a session.
    let call = "grade numbers.md in --results out" + (ClassSample.hasSandbox ? "" : " --sandbox off")
    let graded = try run(call)
    #expect(graded.status == 0 && graded.output.contains("\(count) graded"), "\(graded.output)\(graded.errors)")
    let rows = try content("out/grades.csv").split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
    let points = Dictionary(rows.map { ($0[0], $0[1]) }, uniquingKeysWith: { $1 })
    #expect(points["student-1"] == "0" && points["student-2"] == "2")
    #expect(points.count == count && points.values.count { $0 == "2" } == count - 1)
    #expect(try run(call).output.contains("0 graded"))
  }

  @Test("a copy shows the student's own outputs and answers as it is graded; whoever edits its seed is told")
  func copy() throws {
    let output = "```output\n[1, 2, 3]\n```\n\n"
    try folder.write(Self.start + output + Self.exercise, to: "numbers.md")
    #expect(try run("run --write numbers.md").status == 0)
    #expect(try run("release numbers.md --student Zoë -o zoë.md").status == 0)
    let copy = try content("zoë.md")
    let own = numbers(try seed(in: copy))
    #expect(copy.hasPrefix("---\nstudent: \"Zoë\"\nseed: ") && copy.contains("```output\n\(own)\n```\n"))
    #expect(try run("run zoë.md").output.contains("\(own)"))
    let solved = try run("run numbers.md --student zoë --solutions")
    #expect(solved.output.contains("\(own)") && solved.output.contains("2 of 2 points"))
    // What others' numbers gave is not taken for one's own, nor the other way round.
    #expect(try !run("run numbers.md --student ben").output.contains("\(own)"))
    #expect(try !run("run numbers.md").output.contains("\(own)"))
    #expect(try run("run numbers.md --student ZOË").output.contains("\(own)"))

    let edited = copy.replacing(/seed: \d+/, with: "seed: 7").replacing("___", with: "\(own.reduce(0, +))")
    try folder.write(edited, to: "in/zoë.md")
    #expect(try run("run in/zoë.md").output.contains("[7, 0, 0]"))
    #expect(try run("grade numbers.md in --results out --sandbox off").status == 0)
    #expect(try content("out/grades.csv").contains("zoë,2,2"))
    #expect(try content("out/feedback/zoë.md").contains("line 3: the seed here is not yours"))
  }

  @Test("check --seeds tries so many students, and names those for whom the lesson breaks")
  func check() throws {
    try folder.write(Self.start + Self.exercise, to: "numbers.md")
    let sound = try run("check numbers.md --seeds 20 --sandbox off")
    #expect(sound.status == 0, "\(sound.output)")
    // For some the mistake is what the solution gives, for others the example stops.
    let fragile = Self.start.replacing("seed % 89,", with: "12 / (seed % 3),") + Self.exercise
    try folder.write(fragile, to: "fragile.md")
    let broken = try run("check fragile.md --seeds 20 --sandbox off")
    #expect(broken.status == 1)
    #expect(
      broken.output.contains(/of 20 students tried, \d+ have numbers with which this lesson breaks: \d+/),
      "\(broken.output)")
    #expect(broken.output.contains("Division by zero"), "\(broken.output)")
    try folder.write(
      Self.start.replacing("print(numbers)", with: "print(numbers, seed)") + Self.exercise, to: "outside.md")
    let outside = try run("check outside.md --sandbox off")
    #expect(outside.status == 1 && outside.output.contains("outside.md:8:16: error: 'seed' is for 'swift setup'"))
    #expect(try run("check numbers.md --seeds 0").errors.contains("'0' makes no sense as --seeds"))
  }

  @Test("a variable of the lesson's own in the place of each learner's number is told by check, grade and release")
  func shadowed() throws {
    let own = Self.start.replacing("let numbers", with: "let seed = 4\nlet numbers") + Self.exercise
    try folder.write(own, to: "own.md")
    try folder.write(own, to: "in/ada.md")
    let words = "own.md:5:16: warning: 'seed' is the variable of line 4 here"
    #expect(try run("check own.md --sandbox off").output.contains(words))
    for call in ["release own.md --student ada", "grade own.md in --results out --sandbox off"] {
      #expect(try run(call).errors.contains(words.replacing("warning: ", with: "")))
    }
    #expect(try !run("release own.md --student ada").output.contains("student: "))
  }

  @Test("a workspace has its student's numbers, and keeps them; the book says that its are a sample")
  func faces() throws {
    try folder.write(Self.start + Self.exercise, to: "book/numbers.md")
    #expect(try run("start book mine --student ada").status == 0)
    let copy = try content("mine/numbers.md")
    let own = numbers(try seed(in: copy))
    try folder.write(copy.replacing("___", with: "\(own.reduce(0, +))"), to: "mine/numbers.md")
    let result = try run("run mine/numbers.md --sandbox off")
    #expect(result.output.contains("\(own)") && result.output.contains("2 of 2 points"), "\(result.output)")
    try folder.write(
      (Self.start + Self.exercise).replacing("# Numbers\n", with: "# Numbers\n\nAdd.\n"), to: "book/numbers.md")
    #expect(try run("start --update mine").status == 0)
    let updated = try content("mine/numbers.md")
    #expect(updated.contains("\nAdd.\n") && updated.hasPrefix(String(copy.prefix(30))), "\(updated)")
    #expect(try run("start --update mine --student ben").errors.contains("a workspace stays its student's"))

    #expect(try run("book book -o site --sandbox off").status == 0)
    #expect(try content("site/numbers.html").contains("Each learner has other numbers in this lesson."))
    #expect(try run("print book/numbers.md --sandbox off").output.contains("Those here are a sample."))
  }

  @Test("what makes no sense is refused, and nothing written")
  func misuse() throws {
    try folder.write(Self.start + Self.exercise, to: "numbers.md")
    try folder.write("# T\n\n" + Self.exercise.replacing("numbers.reduce(0, +)", with: "6"), to: "same.md")
    try folder.write("Ada\nben\nada\n", to: "alike.csv")
    try folder.write("ben\nben\n", to: "doubles.csv")
    #expect(try tool.run("release", "numbers.md", "--student", "  ").errors.contains("--student needs a name"))
    #expect(try run("release numbers.md --student a --roster alike.csv -o out").status == 2)
    #expect(try run("release numbers.md --roster doubles.csv").errors.contains("needs a folder to write to"))
    #expect(try run("release numbers.md --roster alike.csv -o out").errors.contains("differ in capitals only"))
    #expect(try run("release numbers.md --column name").errors.contains("--column is of use with --roster only"))
    #expect(try run("release numbers.md --roster none.csv -o out").errors.contains("cannot read the roster"))
    #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "out").path))
    // The same line twice is one student.
    #expect(try run("release numbers.md --roster doubles.csv -o out").errors.contains("1 student's own copy"))
    #expect(try run("release same.md --student ada").errors.contains("everybody gets the same numbers"))
    #expect(try run("autograder numbers.md -o a.zip").errors.contains("may not know the student"))
    try folder.write("---\nseed: banana\n---\n" + Self.start, to: "faulty.md")
    let faulty = try run("run faulty.md")
    #expect(faulty.status == 3 && faulty.errors.contains("faulty.md:2:7: error: the seed 'banana' is no whole number"))
  }
}

/// Run by `make test-hostile`.
@Suite("Numbers of one's own in a large class")
struct VariantHostileTests {
  @Test("a class of 400: neighbours have other numbers, and everybody's right answer earns full points")
  func largeClass() throws { try VariantTests().expectFullPoints(inClassOf: 400) }
}
