import Foundation
import Testing

/// What becomes of results that are graded again, and of those that are not.
@Suite("Regrading")
struct RegradeTests {
  private func record(_ handIn: String?, _ fingerprint: String, passed: Double, version: String?) -> ExportSample.Record
  {
    var record = ExportSample.record("Anna Berg", fingerprint: fingerprint, passed: passed)
    (record.hand_in, record.lesson_version) = (handIn, version)
    return record
  }

  private func query(_ sample: ExportSample, _ questions: String...) throws -> [[[Double]]] {
    let script = """
      import sqlite3
      base = sqlite3.connect("results/gradebook.sqlite")
      assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
      assert base.execute("PRAGMA foreign_key_check").fetchall() == []
      print(json.dumps([base.execute(question).fetchall() for question in \(questions)]))
      """
    return try #require(try sample.python(script) as? [[[Double]]])
  }

  private static let grades = "SELECT best_points, latest_points, attempts FROM grades"

  @Test("an attempt is a hand-in: graded again it is the same one, with the new points; another hand-in is another")
  func attempts() throws {
    let sample = try ExportSample(["Anna Berg"])
    var seen: [[Double]] = []
    // Points that were lowered, a key that was mended, a folder that was moved; then another hand-in; then the first one again.
    for (handIn, fingerprint, passed) in [
      ("h1", "f1", 2.0), ("h1", "f2", 1), ("h1", "f3", 1.5), ("h2", "f4", 1), ("h1", "f3", 1.5), ("h1", "f5", 0),
    ] {
      try sample.store(record(handIn, fingerprint, passed: passed, version: "v"))
      #expect(try sample.export("sqlite").status == 0)
      seen += try query(sample, Self.grades)[0]
    }
    #expect(seen == [[2.5, 2.5, 1], [1.5, 1.5, 1], [2, 2, 1], [2, 1.5, 2], [2, 2, 2], [1.5, 0.5, 2]])
    #expect(try query(sample, "SELECT count(*) FROM results")[0] == [[22]])
  }

  @Test("points of an earlier version of a lesson are not the best of the next one")
  func bestOfVersion() throws {
    let sample = try ExportSample(["Anna Berg"])
    try sample.store(record("h1", "f1", passed: 2, version: "v1"))
    #expect(try sample.export("sqlite").status == 0)
    try sample.store(record("h2", "f2", passed: 1, version: "v2"))
    #expect(try sample.export("sqlite").status == 0)
    #expect(try query(sample, Self.grades)[0] == [[1.5, 1.5, 2]])
  }

  @Test("a gradebook of the version before is kept and goes on")
  func earlierGradebook() throws {
    let sample = try ExportSample(["Anna Berg"])
    _ = try sample.python(
      """
      import sqlite3
      base = sqlite3.connect("results/gradebook.sqlite")
      base.executescript('''PRAGMA application_id = 0x4C52554E; PRAGMA user_version = 1;
        CREATE TABLE students (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE lessons (id INTEGER PRIMARY KEY, file TEXT NOT NULL UNIQUE, title TEXT NOT NULL);
        CREATE TABLE exercises (id INTEGER PRIMARY KEY, lesson_id INTEGER NOT NULL REFERENCES lessons ON DELETE CASCADE,
          name TEXT NOT NULL, position INTEGER NOT NULL, max_points REAL NOT NULL, UNIQUE (lesson_id, name));
        CREATE TABLE attempts (id INTEGER PRIMARY KEY, student_id INTEGER NOT NULL REFERENCES students ON DELETE CASCADE,
          lesson_id INTEGER NOT NULL REFERENCES lessons ON DELETE CASCADE, number INTEGER NOT NULL, is_latest INTEGER NOT NULL,
          fingerprint TEXT NOT NULL, submission TEXT NOT NULL, handed_in TEXT, points REAL NOT NULL, max_points REAL NOT NULL,
          problems TEXT NOT NULL, UNIQUE (student_id, lesson_id, fingerprint), UNIQUE (student_id, lesson_id, number));
        CREATE TABLE results (attempt_id INTEGER NOT NULL REFERENCES attempts ON DELETE CASCADE, exercise_id INTEGER NOT NULL,
          status TEXT NOT NULL, points REAL NOT NULL, max_points REAL NOT NULL, feedback TEXT NOT NULL, mistake TEXT,
          PRIMARY KEY (attempt_id, exercise_id)) WITHOUT ROWID;
        CREATE VIEW latest_attempts AS SELECT * FROM attempts WHERE is_latest;
        CREATE VIEW best_attempts AS SELECT * FROM attempts;
        CREATE VIEW grades AS SELECT 1;
        INSERT INTO students VALUES (1, 'Anna Berg'); INSERT INTO lessons VALUES (1, '02-padding.md', 'x');
        INSERT INTO attempts VALUES (1, 1, 1, 1, 1, 'f0', 'in/x.md', NULL, 1, 20, '');''')
      base.commit(); print(0)
      """)
    try sample.store(record("h1", "f1", passed: 2, version: nil))
    #expect(try sample.export("sqlite").status == 0)
    #expect(try query(sample, Self.grades, "PRAGMA user_version") == [[[2.5, 2.5, 2]], [[3]]])
  }

  @Test("results of two versions: told of, marked in every format, in no mean, and refused by --strict")
  func versions() throws {
    let sample = try ExportSample([])
    for (name, version, passed) in [("Anna", "v1", 0.0), ("Ben", "v1", 0.0), ("Cleo", "v2", 2.0)] {
      var record = ExportSample.record(name, passed: passed)
      record.lesson_version = version
      try sample.store(record)
      // The version that was graded last counts.
      let date = Date(timeIntervalSince1970: name == "Cleo" ? 1_700_000_100 : 1_700_000_000)
      try FileManager.default.setAttributes(
        [.modificationDate: date], ofItemAtPath: sample.folder.url.appending(path: "results/\(name).json").path)
    }
    let warning = "warning: 2 of 3 results are of another version of the lesson than the one graded last\n"
    let mark = "graded with another version of the lesson"
    for (format, file) in [
      ("csv", "grades.csv"), ("junit", "junit.xml"), ("html", "grades.html"),
      ("gradescope", "gradescope/Anna/results.json"),
    ] {
      let result = try sample.export(format)
      #expect(result.status == 0 && result.errors.contains(warning), "\(result.errors)")
      #expect(String(decoding: try sample.content("results/\(file)"), as: UTF8.self).contains(mark), "\(format)")
    }
    let page = String(decoding: try sample.content("results/grades.html"), as: UTF8.self)
    #expect(page.contains("<strong>2.5 of 20</strong> points on average"))
    #expect(page.contains("2 results are of another version of the lesson"))
    let refused = try sample.export("csv", "--strict", "-o", "strict.csv")
    #expect(refused.status == 1 && refused.errors.contains("nothing was exported"), "\(refused.errors)")
    #expect(!FileManager.default.fileExists(atPath: sample.folder.url.appending(path: "strict.csv").path))
  }
}
