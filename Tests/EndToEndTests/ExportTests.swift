import Foundation
import Testing

/// What `export` writes, read with readers that are not ours.
@Suite("Exports")
struct ExportTests {
  @Test("csv, read by Python's csv: every name, no formula, the points")
  func csv() throws {
    let sample = try ExportSample()
    let result = try sample.export("csv")
    #expect(result.status == 0 && result.output.isEmpty)
    let skipped = "warning: skipped half.json:1:9: it is not JSON, or only half a file; 'lesson-run grade' with"
    #expect(result.errors.contains(skipped))
    #expect(result.errors.hasSuffix("lesson-run: wrote 10 results to results/grades.csv\n"))
    let rows = try sample.python(
      "import csv; print(json.dumps(list(csv.reader(open('results/grades.csv', newline='')))))")
    let table = try #require(rows as? [[String]])
    #expect(
      table[0] == ["student", "points", "max_points"] + ExportSample.statuses.map { "is-\($0)" } + [
        "handed_in", "days_late", "late_penalty", "final_points", "class_section", "lesson_version", "hand_in_problems",
      ])
    #expect(
      Set(table.dropFirst().map { $0[0] }) == Set(ExportSample.students.map { $0.hasPrefix("=") ? "'" + $0 : $0 }))
    for row in table.dropFirst() {
      let closing = ["2026-11-20T14:03:00Z", "", "", "2.5", "", "", "line \u{1B} <1>"]
      #expect(Array(row.dropFirst()) == ["2.5", "20", "2", "0.5"] + Array(repeating: "0", count: 9) + closing)
    }
  }

  @Test("junit, read by Python's xml.etree: suites, cases, and what became of each")
  func junit() throws {
    let sample = try ExportSample()
    #expect(try sample.export("junit").status == 0)
    let suites = try sample.python(
      """
      import xml.etree.ElementTree as tree
      print(json.dumps([[s.get("name"), s.get("tests"), s.get("failures"), s.get("errors"), s.get("skipped"), s.find("system-err").text,
        [[c.get("classname"), c.get("name"), [[k.tag, k.get("message"), k.text] for k in c]] for c in s.findall("testcase")]]
        for s in tree.parse("results/junit.xml").getroot()]))
      """)
    let found = try #require(suites as? [[Any]])
    let visible = ExportSample.students.map { $0.replacing("\u{1B}", with: "").replacing("\u{7}", with: "") }
    #expect(Set(found.compactMap { $0[0] as? String }) == Set(visible))
    for suite in found {
      #expect(suite[1...5].compactMap { $0 as? String } == ["11", "2", "4", "4", "line  <1>"])
      let cases = try #require(suite[6] as? [[Any]])
      let kinds = cases.map { (($0[2] as? [[Any]])?.first?.first as? String) ?? "passed" }
      #expect(
        kinds == [
          "passed", "failure", "failure", "skipped", "skipped", "error", "error", "error", "error", "skipped",
          "skipped",
        ])
      #expect(cases.allSatisfy { $0[0] as? String == suite[0] as? String })
      let partial = try #require((cases[1][2] as? [[Any]])?.first)
      #expect(partial[1] as? String == "partly right, 0.5 of 2 points")
      #expect(partial[2] as? String == "# No ]]> end\n\n<script>x</script>  [2J  ünï")
    }
  }

  @Test("gradescope: one results.json for each student, as the documented format has it")
  func gradescope() throws {
    let sample = try ExportSample()
    #expect(try sample.export("gradescope").status == 0)
    let files = try sample.python(
      """
      import jsonschema, pathlib
      text, number = {"type": "string"}, {"type": "number", "minimum": 0}
      formats = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
      visibility = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
      test = {"type": "object", "additionalProperties": False, "required": ["name", "score", "max_score"], "properties": {
        "score": number, "max_score": number, "status": {"enum": ["passed", "failed"]}, "name": text, "name_format": formats,
        "number": text, "output": text, "output_format": formats, "visibility": visibility}}
      schema = {"type": "object", "additionalProperties": False, "required": ["tests"], "properties": {
        "score": number, "output": text, "output_format": formats, "visibility": visibility,
        "tests": {"type": "array", "items": test}}}
      found = {}
      for file in pathlib.Path("results/gradescope").iterdir():
          assert [f.name for f in file.iterdir()] == ["results.json"], file
          found[file.name] = json.loads((file / "results.json").read_text())
          jsonschema.validate(found[file.name], schema)
      print(json.dumps(found))
      """)
    let found = try #require(files as? [String: [String: Any]])
    #expect(Set(found.keys) == Set(ExportSample.fileNames.values))
    for record in found.values {
      #expect(record["score"] as? Double == 2.5)
      let tests = try #require(record["tests"] as? [[String: Any]])
      #expect(tests.map { $0["status"] as? String } == ["passed"] + Array(repeating: "failed", count: 8) + [nil, nil])
      #expect(
        tests.allSatisfy { $0["output"] as? String == ExportSample.feedback && $0["output_format"] as? String == "md" })
    }
  }

  @Test("html, read by Python's html.parser: well nested, nothing of it foreign, everybody in it")
  func html() throws {
    let sample = try ExportSample()
    try sample.folder.write("student,id\nAnna Berg,1\n\"Zoë <b>\",2\n", to: "class.csv")
    #expect(try sample.export("html", "--roster", "class.csv").status == 0)
    let page = try sample.python(
      """
      from html.parser import HTMLParser
      class Page(HTMLParser):
          def __init__(self):
              super().__init__()
              self.open, self.tags, self.texts, self.attributes = [], set(), [], set()
          def handle_starttag(self, tag, attributes):
              self.tags.add(tag)
              self.attributes |= {name for name, _ in attributes}
              if tag not in ["meta", "input"]: self.open.append(tag)
          def handle_endtag(self, tag):
              assert self.open.pop() == tag, (tag, self.getpos())
          def handle_data(self, data):
              if "style" not in self.open: self.texts.append(data)
      page = Page()
      page.feed(open("results/grades.html", encoding="utf-8").read())
      page.close()
      assert page.open == [], page.open
      print(json.dumps([sorted(page.tags), sorted(page.attributes), page.texts]))
      """)
    let parts = try #require(page as? [[String]])
    #expect(Set(parts[0]).isDisjoint(with: ["script", "img", "iframe", "a", "link", "object", "form"]))
    #expect(parts[1].allSatisfy { !$0.hasPrefix("on") && $0 != "src" && $0 != "href" })
    for student in ExportSample.students {
      let shown = student.replacing("\n", with: "\\u{A}").replacing("\u{1B}", with: "\\u{1B}")
        .replacing("\u{7}", with: "\\u{7}")
      #expect(parts[2].contains(shown), "\(student)")
    }
    #expect(parts[2].contains("Zoë <b>") && parts[2].contains("You <flipped> it."))
    #expect(parts[2].contains("1 of 2") && parts[2].contains("2.5 of 20"))
    let text = String(decoding: try sample.content("results/grades.html"), as: UTF8.self)
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
  }

  @Test("sqlite, read by Python's sqlite3: attempts grow, the best and the latest are known, the same changes nothing")
  func sqlite() throws {
    let sample = try ExportSample()
    let query = """
      import sqlite3
      base = sqlite3.connect("results/gradebook.sqlite")
      assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
      assert base.execute("PRAGMA foreign_key_check").fetchall() == []
      print(json.dumps([base.execute(question).fetchall() for question in sys.argv[1:]]))
      """
    #expect(try sample.export("sqlite").status == 0)
    let names = try sample.python(
      query, "SELECT name FROM students", "SELECT DISTINCT feedback FROM results",
      "SELECT name FROM exercises ORDER BY position", "SELECT count(*) FROM results")
    let first = try #require(names as? [[[Any]]])
    #expect(Set(first[0].compactMap { $0[0] as? String }) == Set(ExportSample.students))
    #expect(first[1].compactMap { $0[0] as? String } == [ExportSample.feedback])
    #expect(first[2].compactMap { $0[0] as? String } == ExportSample.statuses.map { "is-\($0)" })
    #expect(first[3][0][0] as? Int == 110)

    let file = "results/gradebook.sqlite"
    let before = try sample.content(file)
    #expect(try sample.export("sqlite").status == 0)
    #expect(try sample.content(file) == before)

    let grades = "SELECT best_points, latest_points, attempts FROM grades WHERE student = 'Anna Berg'"
    var seen: [[Double]] = []
    for (fingerprint, passed) in [("f2", 1.0), ("f3", 1.5), ("f1", 2.0), ("f3", 1.5)] {
      try sample.store(ExportSample.record("Anna Berg", fingerprint: fingerprint, passed: passed))
      #expect(try sample.export("sqlite").status == 0)
      let answer = try #require(try sample.python(query, grades) as? [[[Double]]])
      seen += answer[0]
    }
    #expect(seen == [[2.5, 1.5, 2], [2.5, 2.0, 3], [2.5, 2.5, 3], [2.5, 2.0, 3]])
  }

  @Test("several lessons share a gradebook; another database and a broken result leave it as it is")
  func sqliteTransaction() throws {
    let sample = try ExportSample(["Anna Berg"])
    #expect(try sample.export("sqlite", "-o", "book.sqlite").status == 0)
    var other = ExportSample.record("Anna Berg")
    other.lesson = "03-images.md"
    try sample.store(other)
    #expect(try sample.export("sqlite", "-o", "book.sqlite").status == 0)
    let count =
      "import sqlite3; print(sqlite3.connect('book.sqlite').execute('SELECT count(*) FROM grades').fetchone()[0])"
    #expect(try sample.python(count) as? Int == 2)

    let file = "book.sqlite"
    let before = try sample.content(file)
    // The gradebook refuses the last of the new results.
    _ = try sample.python(
      """
      import sqlite3
      base = sqlite3.connect("book.sqlite")
      base.execute("CREATE TRIGGER t BEFORE INSERT ON students WHEN NEW.name = 'Zora' BEGIN SELECT raise(ABORT, 'no'); END")
      base.commit()
      print(0)
      """)
    let triggered = try sample.content(file)
    #expect(triggered != before)
    for name in ["Ben", "Zora"] { try sample.store(ExportSample.record(name)) }
    let refused = try sample.export("sqlite", "-o", "book.sqlite")
    #expect(refused.status == 4 && refused.errors.contains("cannot write book.sqlite: no"), "\(refused.errors)")
    #expect(try sample.content(file) == triggered)
    #expect(try sample.python(count) as? Int == 2)

    _ = try sample.python("import sqlite3; sqlite3.connect('x.db').execute('CREATE TABLE a (b)'); print(0)")
    let foreign = try sample.export("sqlite", "-o", "x.db")
    #expect(foreign.status == 4 && foreign.errors.contains("it is a database of something else"), "\(foreign.errors)")
    try sample.folder.write(String(repeating: "no database ", count: 100), to: "text")
    #expect(try sample.export("sqlite", "-o", "text").errors.contains("text is no gradebook"))
  }

  @Test("exports in the folder are no results to the next one, and nothing else is left")
  func beside() throws {
    let sample = try ExportSample(["Anna Berg"])
    for format in ["csv", "junit", "gradescope", "html", "sqlite", "csv"] {
      let result = try sample.export(format)
      #expect(result.status == 0 && result.errors.contains("wrote 1 result to results/"), "\(result.errors)")
      #expect(result.errors.split(separator: "\n").count == 3, "\(result.errors)")
    }
    #expect(
      try sample.names() == [
        ".draft-7", "Anna Berg.json", "feedback", "gradebook.sqlite", "grades.csv", "grades.html", "gradescope",
        "half.json", "junit.xml",
      ])
  }
}
