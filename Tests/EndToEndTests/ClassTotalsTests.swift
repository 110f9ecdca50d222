import Foundation
import Testing

/// A class with numbers of their own, a text that people read, and hand-ins that came late: what counts is the same in every export.
@Suite("One class in all exports")
struct ClassTotalsTests {
  private static let lesson = """
    # Class

    ```swift setup
    let own = Int(seed % 1000) + 1
    ```

    ```swift exercise double points=2 answer=d
    let d: Int = ___
    ```

    ```swift solution double
    let d = own * 2
    ```

    ```number triple points=3
    ___ weights
    ```

    ```swift solution triple
    own * 3
    ```

    ```text why points=4
    ___
    ```

    ```rubric why
    - [ ] names the reason (3 points)
    - [ ] gives an example (1 point)
    ```

    """

  /// Due at noon of 20 November in UTC, a point for each day begun, at most four.
  private static let times = [
    "Ada Berg": "20T11", "Ben Öz": "21T09", "Cy, Jr.": "23T18", "Eve": "20T13", "Flo": "27T12",
  ]

  private let folder: TemporaryFolder
  private var tool = Tool()

  init() throws {
    folder = try TemporaryFolder()
    tool.folder = folder.url
    tool.environment["TZ"] = "UTC"
    try folder.write(Self.lesson, to: "class.md")
    let names = Self.times.keys.sorted() + ["Di"]
    func list(_ fields: (String) -> String) -> String { names.map { fields($0) + "\n" }.joined() }
    try folder.write(
      "name,number,handed in\n"
        + list { "\"\($0)\",\(names.firstIndex(of: $0) ?? 0),\(Self.times[$0].map { "2026-11-\($0):00:00Z" } ?? "")" },
      to: "list.csv")
    try folder.write(
      "Student,ID,SIS Login ID,Section,Class (7)\nPoints Possible,,,,9\n"
        + list { "\"\($0)\",\(names.firstIndex(of: $0) ?? 0),,A," }, to: "canvas.csv")
    try folder.write(
      "Identifier,Full name,Grade\n" + list { "Participant \(names.firstIndex(of: $0) ?? 0),\"\($0)\"," },
      to: "moodle.csv")
    #expect(try run("release class.md --roster list.csv -o copies").status == 0)
    for student in Self.times.keys {
      let copy = try text("copies/\(student.replacing(",", with: "%2C")).md")
      let seed = try #require(copy.firstMatch(of: /\nseed: (\d+)\n/).flatMap { Int($0.1) })
      let own = seed % 1000 + 1
      let answers =
        copy.replacing("let d: Int = ___", with: "let d = own + own").replacing(
          "___ weights", with: "\(student == "Eve" ? 1 : own * 3) weights"
        ).replacing("___", with: "Because I, \(student), say so.")
      try folder.write(answers, to: "in/\(student).md")
    }
    try grade()
  }

  private func run(_ words: String) throws -> Tool.Result { try tool.run(words.split(separator: " ").map(String.init)) }
  private func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.url.appending(path: path)), as: UTF8.self)
  }

  @discardableResult
  private func grade() throws -> Tool.Result {
    let result = try tool.run(
      "grade", "class.md", "in", "--roster", "list.csv", "--due", "2026-11-20T12:00:00Z", "--late-penalty", "1",
      "--late-cap", "45%", "--results", "results", "--sandbox", "off")
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    return result
  }

  private func review(_ lines: String) throws {
    try folder.write("student,exercise,items,points,reason,reviewed\n" + lines, to: "reviews.csv")
    let taken = try run("review results --import reviews.csv")
    #expect(taken.status == 0, "\(taken.errors)")
  }

  /// What each export says that counts, by students.
  private static let script = """
    import csv, json, os, re, sqlite3, xml.etree.ElementTree as xml, zipfile
    def rows(name): return list(csv.DictReader(open('out/' + name, encoding='utf-8-sig', newline='')))
    def number(text): return float(text) if text else None
    found = {}
    found['csv'] = {row['student']: number(row['final_points']) for row in rows('csv')}
    found['sum'] = {row['student']: round(max(0, sum(number(row[name]) or 0 for name in ['double', 'triple', 'why'])
                    - (number(row['late_penalty']) or 0)), 6) for row in rows('csv')}
    found['canvas'] = {row['Student']: number(row['Class (7)']) for row in rows('canvas')[1:]}
    found['moodle'] = {row['Full name']: number(row['Grade']) for row in rows('moodle')}
    found['gradescope'] = {}
    for name in os.listdir('out/gradescope'):
        record = json.load(open('out/gradescope/' + name + '/results.json'))
        student = name.replace('%2C', ',')
        found['gradescope'][student] = record['score']
        tests = sum(test['score'] for test in record['tests'])
        late = re.search(r'(\\d+) days? begun, 1 point off', record.get('output') or '')
        off = min(int(late[1]), 4.05) if late else 0
        assert record['score'] == max(0, round(tests - off, 6)), (record, tests, off)
    base = sqlite3.connect('out/sqlite')
    found['sqlite'] = dict(base.execute('select student, latest_points from grades'))
    found['best'] = dict(base.execute('select student, best_points from grades'))
    found['students'] = {row[0]: 0 for row in base.execute('select name from students')}
    page = open('out/html', encoding='utf-8').read()
    found['html'] = {re.sub('</?bdi>|<small>.*', '', row[0]): float(row[1]) for row in
                     re.findall(r'<th scope="row">(.*?)</th><td class="points">([0-9.]+)', page)}
    archive = zipfile.ZipFile('out/feedback')
    found['feedback'] = {}
    for name in archive.namelist():
        words = archive.read(name).decode()
        found['feedback'][name.replace('%2C', ',')[:-3]] = float(
            (re.search('What counts: ([0-9.]+)', words) or re.search('([0-9.]+) of 9 points', words))[1])
    suites = xml.parse('out/junit').getroot()
    found['junit'] = {suite.get('name'): 0 for suite in suites}
    print(json.dumps(found))
    """

  /// Exports everything and reads it again.
  private func totals() throws -> [String: [String: Double?]] {
    try folder.write("", to: "out/.keep")
    for format in ["csv", "junit", "gradescope", "html", "sqlite", "canvas", "moodle", "feedback"] {
      let list = ["canvas", "moodle"].contains(format) ? ["--roster", "\(format).csv"] : []
      let result = try tool.run(["export", "results", "--format", format, "-o", "out/\(format)"] + list)
      #expect(result.status == 0, "\(format): \(result.errors)")
    }
    var python = Tool()
    python.executable = URL(filePath: "/usr/bin/env")
    python.folder = folder.url
    let read = try python.run("python3", "-c", Self.script)
    #expect(read.errors.isEmpty, "\(read.errors)")
    return try JSONDecoder().decode([String: [String: Double?]].self, from: Data(read.output.utf8))
  }

  private func expect(_ points: [String: Double]) throws {
    let found = try totals()
    var all = points
    all["Di"] = 0
    for format in ["csv", "sum", "gradescope", "html"] { #expect(found[format] == all, "\(format)") }
    // Who has handed in nothing keeps what is there: a blank counts as no change.
    for format in ["canvas", "moodle"] {
      let told = found[format]?.compactMapValues(\.self).filter { $0.key != "Di" }
      #expect(told == points, "\(format)")
    }
    for format in ["sqlite", "feedback"] { #expect(found[format] == points, "\(format)") }
    for format in ["students", "junit"] { #expect(found[format].map { Set($0.keys) } == Set(all.keys), "\(format)") }
    #expect(found["best"]?.keys.sorted() == points.keys.sorted())
  }

  @Test("machine, then reviewed, then handed in and graded again: the totals of all exports agree")
  func totalsAgree() throws {
    // Five points by the machine, two of Eve, less a day for Ben and Eve, and 4.05 at most for those who came days late.
    try expect(["Ada Berg": 5, "Ben Öz": 4, "Cy, Jr.": 1, "Eve": 1, "Flo": 0.95])
    try review(
      "Ada Berg,why,1|2,,,yes\nBen Öz,why,1,,,yes\n\"Cy, Jr.\",why,2,,,yes\nEve,why,,2.5,half of it,yes\nFlo,why,1|2,,,\n"
    )
    try expect(["Ada Berg": 9, "Ben Öz": 7, "Cy, Jr.": 2, "Eve": 3.5, "Flo": 0.95])
    // Points of a machine's exercise, taken by a person; a review that was begun counts nothing.
    try review("Flo,double,,0.5,by hand,yes\n")
    try expect(["Ada Berg": 9, "Ben Öz": 7, "Cy, Jr.": 2, "Eve": 3.5, "Flo": 0])
    let other = try text("in/Ben Öz.md").replacing("say so", with: "said so")
    try folder.write(other, to: "in/Ben Öz.md")
    try grade()
    let found = try totals()
    #expect(found["csv"]?["Ben Öz"] == 4 && found["sqlite"]?["Ben Öz"] == 4 && found["html"]?["Ben Öz"] == 4)
    #expect(found["best"]?["Ben Öz"] == 7)
    try expect(["Ada Berg": 9, "Ben Öz": 4, "Cy, Jr.": 2, "Eve": 3.5, "Flo": 0])
  }

  @Test("an exercise that is renamed after its reviews: grading says whose reviews count no more, and of what")
  func renamed() throws {
    try review("Ada Berg,why,1|2,,,yes\nEve,why,2,,,yes\n")
    for file in ["class.md", "in/Ada Berg.md", "in/Eve.md"] {
      let renamed = try text(file).replacing(" why", with: " reason")
      try folder.write(renamed, to: file)
    }
    let result = try grade()
    #expect(result.errors.contains("2 reviews of 'why' (Ada Berg, Eve) count nothing"), "\(result.errors)")
    #expect(try text("results/Ada Berg.review.json").contains("\"why\""))
  }
}
