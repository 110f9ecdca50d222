import Foundation
import Testing

/// One hand-in that came late and that a person has reviewed, in every export.
@Suite("Late and reviewed")
struct LateReviewTests {
  let folder: TemporaryFolder
  private var tool = Tool()

  /// Two points by the machine and two by a person, of four; coming late costs one.
  init() throws {
    folder = try TemporaryFolder()
    tool.folder = folder.url
    try folder.write(
      #"""
      {"student": "Ada", "lesson": "sums.md", "title": "Sums", "submission": "in/Ada.md",
       "handed_in": "2026-11-21T11:00:00Z", "fingerprint": "f1", "hand_in": "h1", "points": 2, "max_points": 4, "problems": [],
       "late": {"due": "2026-11-20T12:00:00Z", "seconds": 82800, "days": 1, "penalty": 1, "words": "late",
        "per_day": 1, "most": 4},
       "exercises": [
        {"name": "fits", "status": "passed", "points": 2, "max_points": 2, "feedback": "", "answer": "1"},
        {"name": "why", "status": "awaiting-review", "points": 0, "max_points": 2, "feedback": "", "answer": "2"}]}
      """#, to: "results/Ada.json")
    try folder.write("student,exercise,points,reason\nAda,why,2,all there\n", to: "reviews.csv")
    let taken = try tool.run("review", "results", "--import", "reviews.csv")
    #expect(taken.status == 0, "\(taken.errors)")
    try folder.write(
      "Student,ID,SIS Login ID,Section,Sums (7)\nPoints Possible,,,,4\nAda,1,ada,A,\n", to: "canvas-list.csv")
    try folder.write("Identifier,Full name,Grade\nParticipant 1,Ada,\n", to: "moodle-list.csv")
  }

  /// What a format says of the points that count, by a line of Python about the text, or the path, of an export.
  static let readers = [
    "csv": "rows()[0]['final_points']",
    "html": "found('class=\"points\">([0-9.]+)') + found('<strong>([0-9.]+) of 4')",
    "gradescope": "json.load(open(path + '/Ada/results.json'))['score']",
    "sqlite": "*sqlite3.connect(path).execute('select latest_points, best_points from grades').fetchone()",
    "canvas": "rows()[1]['Sums (7)']",
    "moodle": "rows()[0]['Grade']",
    "classroom": "sum(test['score'] for test in json.loads(base64.b64decode(text()))['tests'])",
    "feedback": "found('What counts: ([0-9.]+)', zipped())",
    // It has none, but of exercises: what is taken off is told.
    "junit": "3 if 'handed in 23 h after' in text() else 0",
  ]
  private static let script = """
    import base64, csv, json, re, sqlite3, zipfile
    path = 'out'
    def text(): return open(path).read()
    def rows(): return list(csv.DictReader(open(path)))
    def zipped():
        archive = zipfile.ZipFile(path)
        return archive.read(archive.namelist()[0]).decode()
    def found(pattern, content=None): return re.search(pattern, content or text())[1] + ' '

    """

  @Test("the points that count are the same in every format", arguments: readers.keys.sorted())
  func points(format: String) throws {
    let list = ["canvas", "moodle"].contains(format) ? ["--roster", "\(format)-list.csv"] : []
    let result = try tool.run(["export", "results", "--format", format, "-o", "out"] + list)
    #expect(result.status == 0, "\(result.errors)")
    var python = Tool()
    python.executable = URL(filePath: "/usr/bin/env")
    python.folder = folder.url
    let script = Self.script + "print(\(Self.readers[format] ?? ""))"
    let read = try python.run("python3", "-c", script)
    let numbers = read.output.split(whereSeparator: \.isWhitespace).map { Double($0) }
    #expect(!numbers.isEmpty && numbers.allSatisfy { $0 == 3 }, "\(format): \(read.output)\(read.errors)")
  }

  @Test("a gradebook of the version before has its views made anew")
  func earlierGradebook() throws {
    #expect(try tool.run("export", "results", "--format", "sqlite", "-o", "book").status == 0)
    var python = Tool()
    python.executable = URL(filePath: "/usr/bin/env")
    python.folder = folder.url
    let earlier = """
      import sqlite3
      base = sqlite3.connect("book")
      base.executescript('''DROP VIEW grades; CREATE VIEW grades AS SELECT 1; PRAGMA user_version = 2;''')
      """
    #expect(try python.run("python3", "-c", earlier).status == 0)
    #expect(try tool.run("export", "results", "--format", "sqlite", "-o", "book").status == 0)
    let script = "import sqlite3; print(sqlite3.connect('book').execute('select latest_points from grades').fetchone())"
    #expect(try python.run("python3", "-c", script).output == "(3.0,)\n")
  }
}
