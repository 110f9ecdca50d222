import Foundation
import Testing

/// What goes back to learning platforms, read as their importers read it.
@Suite("Exports for learning platforms")
struct CourseExportTests {
  private func sample() throws -> ExportSample {
    let sample = try ExportSample([])
    for (name, passed, submission) in [
      ("Berg, Anna", 2.0, "class.zip/berganna_301_401_x.md"),
      ("Ben Öz", 1, "in/Ben Öz_102_assignsubmission_file_/my x.md"),
      ("=Eve", 0, "in/eve.md"),
    ] {
      var record = ExportSample.record(name, passed: passed)
      record.submission = submission
      let file = ["Berg, Anna": "Berg%2C Anna", "=Eve": "%3DEve"][name] ?? name
      try sample.folder.write(try JSONEncoder().encode(record), to: "results/\(file).json")
      try sample.folder.write("# \(name)", to: "results/feedback/\(file).md")
    }
    return sample
  }

  private static let gradebook = """
    Student,ID,SIS User ID,SIS Login ID,Section,Old (11),"2. Padding <b> (12)",Current Score
        Points Possible,,,,,5,40,(read only)
    "Berg, Anna",301,S1,anna,One,4,,77
    "Öz, Ben",302,S2,ben,Two,,3,
    "Dee, Cleo",303,S3,cleo,Two,1,8,
    "Fox, Emil",304,S4,emil,Two,1,EX,

    """

  /// Canvas's rules, after `gradebook_importer.rb`.
  private static let canvas = """
    import csv, re
    rows = list(csv.reader(open(sys.argv[1], newline="", encoding="utf-8-sig")))
    header = rows[0]
    assert "Student" in header[0] and "ID" in header[1], header
    last = max(i for i, h in enumerate(header) if "Section" in h)
    assignments = [re.match(r"^(.*?)(?: \\((\\d+)\\))?$", h).groups() for h in header[last + 1:]]
    result = {"assignments": assignments, "scores": {}, "possible": None}
    for row in rows[1:]:
        assert len(row) == len(header), row
        if "Points Possible" in row[0]: result["possible"] = row[last + 1:]
        else: result["scores"][row[1] or row[0]] = row[last + 1:]
    print(json.dumps(result))
    """

  @Test("canvas: its own students, the one assignment, points scaled, nothing blanked that was there")
  func canvas() throws {
    let sample = try sample()
    try sample.folder.write("\u{FEFF}" + Self.gradebook, to: "gradebook.csv")
    let result = try sample.export("canvas", "--roster", "gradebook.csv")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("points of 20 were scaled to the 40 that Canvas gives for the assignment"))
    #expect(result.errors.contains("not on the roster: '=Eve'"))
    let read = try #require(try sample.python(Self.canvas, "results/canvas.csv") as? [String: Any])
    #expect(read["assignments"] as? [[String]] == [["2. Padding <b>", "12"]])
    #expect(read["possible"] as? [String] == ["40"])
    #expect(
      read["scores"] as? [String: [String]] == [
        "301": ["5"], "302": ["3"], "303": ["8"], "304": ["EX"], "'=Eve": ["1"],
      ])
  }

  @Test("canvas: points possible with decimals of any language", arguments: ["40,0", "40.00", "40"])
  func decimals(most: String) throws {
    let sample = try sample()
    try sample.folder.write(Self.gradebook.replacing(",40,", with: ",\"\(most)\","), to: "gradebook.csv")
    let result = try sample.export("canvas", "--roster", "gradebook.csv")
    #expect(result.errors.contains("points of 20 were scaled to the 40 that Canvas gives"), "\(result.errors)")
    let read = try #require(try sample.python(Self.canvas, "results/canvas.csv") as? [String: Any])
    #expect(read["possible"] as? [String] == [most])
    #expect((read["scores"] as? [String: [String]])?["301"] == ["5"])
  }

  @Test("canvas: another assignment by its number, a new one, and one of two")
  func assignments() throws {
    let sample = try sample()
    try sample.folder.write(Self.gradebook, to: "gradebook.csv")
    #expect(try sample.export("canvas", "--roster", "gradebook.csv", "--assignment", "11").status == 0)
    let old = try #require(try sample.python(Self.canvas, "results/canvas.csv") as? [String: Any])
    #expect(
      old["assignments"] as? [[String]] == [["Old", "11"]]
        && (old["scores"] as? [String: [String]])?["301"] == ["0.625"])
    let new = try sample.export("canvas", "--roster", "gradebook.csv", "--assignment", "New")
    #expect(new.errors.contains("the gradebook has no assignment 'New': Canvas will ask to make it"))
    let read = try #require(try sample.python(Self.canvas, "results/canvas.csv") as? [String: Any])
    #expect(read["possible"] as? [String] == ["20"] && (read["scores"] as? [String: [String]])?["301"] == ["2.5"])
    try sample.folder.write(Self.gradebook.replacing("Old (11)", with: "2. Padding <b> (11)"), to: "gradebook.csv")
    let two = try sample.export("canvas", "--roster", "gradebook.csv")
    #expect(two.status == 2 && two.errors.contains("name one with --assignment"), "\(two.errors)")
  }

  @Test("names that a spreadsheet would compute are texts where platforms go by numbers; numbers and addresses stay")
  func formulas() throws {
    let sample = try ExportSample([])
    let names = ["=1+1", "@sum", "-2+3"]
    for (index, name) in names.enumerated() {
      let file = ["%3D1%2B1", "%40sum", "-2%2B3"][index]
      try sample.folder.write(try JSONEncoder().encode(ExportSample.record(name)), to: "results/\(file).json")
    }
    try sample.folder.write(
      "Student,ID,SIS Login ID,Section,New (5)\n"
        + names.enumerated().map { "\($1),\($0 + 1),-l\($0),One,\n" }.joined(),
      to: "canvas.csv")
    try sample.folder.write(
      "Identifier,Full name,Email address,Grade,Last modified (grade),Feedback comments\n"
        + names.enumerated().map { "Participant \($0 + 1),\($1),x,,-,\n" }.joined() + "Participant 9,=9,x,,-,\n",
      to: "worksheet.csv")
    try sample.folder.write(
      "First name,Last name,ID number,Email address\n"
        + zip(names, ["+a@x.org", "-b@x.org", "=c(1)@x.org"]).map { "\($0),,+1,\($1)\n" }.joined().replacing(
          "+1,-b", with: "+2,-b"
        )
        .replacing("+1,=c", with: "+3,=c"), to: "participants.csv")
    #expect(try sample.export("canvas", "--roster", "canvas.csv", "--assignment", "5").status == 0)
    #expect(try sample.export("moodle", "--roster", "worksheet.csv", "-o", "worksheet-filled.csv").status == 0)
    #expect(try sample.export("moodle", "--roster", "participants.csv", "-o", "import.csv").status == 0)
    let read = try sample.python(
      """
      import csv
      rows = lambda path: list(csv.reader(open(path, newline="")))[1:]
      print(json.dumps([[row[:3] for row in rows(path)] for path in ["results/canvas.csv", "worksheet-filled.csv", "import.csv"]]))
      """)
    #expect(
      read as? [[[String]]] == [
        [["'=1+1", "1", "-l0"], ["'@sum", "2", "-l1"], ["'-2+3", "3", "-l2"]],
        [
          ["Participant 1", "'=1+1", "x"], ["Participant 2", "'@sum", "x"], ["Participant 3", "'-2+3", "x"],
          ["Participant 9", "'=9", "x"],
        ], [["'=1+1", "+1", "+a@x.org"], ["'@sum", "+2", "-b@x.org"], ["'-2+3", "+3", "'=c(1)@x.org"]],
      ])
  }

  @Test("moodle: the worksheet filled in, all else as it was, with decimals of any language", arguments: [".", ","])
  func worksheet(decimals: String) throws {
    let sample = try sample()
    let worksheet = """
      \u{FEFF}Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed","Last modified (submission)","Last modified (grade)","Feedback comments"
      "Participant 101","Anna Berg",anna@x.org,"Submitted for grading - ",,100.00,Yes,"Friday, 20 November 2026, 2:03 PM",-,
      "Participant 102","Ben Öz",ben@x.org,"Submitted for grading - ",,100.00,Yes,"Friday, 20 November 2026, 2:03 PM","Friday, 20 November 2026, 3:03 PM",old
      "Participant 103","Cleo Dee",cleo@x.org,"No submission - ",12.00,100.00,Yes,-,-,kept

      """
      .replacing("100.00", with: "\"100\(decimals)00\"")
    try sample.folder.write(worksheet, to: "worksheet.csv")
    let result = try sample.export("moodle", "--roster", "worksheet.csv")
    #expect(result.status == 0 && result.errors.contains("scaled to the 100 that Moodle gives"), "\(result.errors)")
    // After importgradeslib.php: these columns by their headings, the student by the number behind "Participant".
    let rows = try sample.python(
      """
      import csv
      rows = list(csv.DictReader(open("results/moodle.csv", newline="", encoding="utf-8-sig")))
      for heading in ["Identifier", "Grade", "Last modified (grade)"]: assert heading in rows[0], rows[0]
      for row in rows: assert float(row["Grade"]) <= float(row["Maximum Grade"].replace(",", ".") or 100), row
      print(json.dumps([[row["Identifier"].removeprefix("Participant "), row["Grade"], row["Last modified (grade)"],
        row["Status"], row["Feedback comments"].split("\\n")[-1] if row["Feedback comments"] != "kept" else "kept"] for row in rows]))
      """)
    let last = "is-awaiting-review: awaiting-review, 0 of 2"
    #expect(
      rows as? [[String]] == [
        ["101", "12.5", "-", "Submitted for grading - ", last],
        ["102", "7.5", "Friday, 20 November 2026, 3:03 PM", "Submitted for grading - ", last],
        ["103", "12.00", "-", "No submission - ", "kept"], ["", "2.5", "", "", last],
      ])
  }

  @Test("moodle: a file for the gradebook's import, with grade and feedback, and addresses letter by letter")
  func gradebookImport() throws {
    let sample = try sample()
    try sample.folder.write(
      "First name;Surname;ID number;Email address\nAnna;Berg;0017;Anna@X.org\nBen;Öz;0018;ben@x.org\nCleo;Dee;;c@x.org\n",
      to: "participants.csv")
    #expect(try sample.export("moodle", "--roster", "participants.csv").status == 0)
    let rows = try sample.python(
      """
      import csv
      print(json.dumps([[row["Full name"], row["ID number"], row["Email address"], row["Grade"], row["Feedback"] != ""]
        for row in csv.DictReader(open("results/moodle.csv", newline=""))]))
      """)
    let found: [[Any]] = try #require(rows as? [[Any]])
    let told: [String] = found.map { row in row.map { "\($0)" }.joined(separator: "|") }
    #expect(
      told == [
        "Anna Berg|0017|Anna@X.org|2.5|1", "Ben Öz|0018|ben@x.org|1.5|1", "Cleo Dee||c@x.org||1", "'=Eve|||0.5|1",
      ])
  }

  @Test("feedback: an archive that Moodle and Canvas take back, each file by the name that they gave the hand-in")
  func feedback() throws {
    let sample = try sample()
    #expect(try sample.export("feedback").status == 0)
    let read = try sample.python(
      """
      import zipfile
      found = {}
      with zipfile.ZipFile("results/feedback.zip") as file:
          assert file.testzip() is None
          for name in file.namelist():
              # importziplib.php: five parts between underscores, the second the participant; Canvas: the first two numbers.
              moodle, numbers = name.split("_", 4), [part for part in name.split("_") if part.isdigit()]
              key = f"moodle {moodle[1]} {moodle[2]}_{moodle[3]}" if len(moodle) == 5 and moodle[1].isdigit() and moodle[2] == "assignsubmission" \\
                  else f"canvas {numbers[0]} {numbers[1]}" if len(numbers) > 1 else name
              found[key] = file.read(name).decode()
      print(json.dumps(found))
      """)
    #expect(
      read as? [String: String] == [
        "moodle 102 assignsubmission_file": "# Ben Öz", "canvas 301 401": "# Berg, Anna", "%3DEve.md": "# =Eve",
      ])
  }

  @Test("csv --excel begins with a byte-order mark, and lists of spreadsheets are read: sep=, UTF-16, other headings")
  func spreadsheets() throws {
    let sample = try sample()
    for (text, encoding, more) in [
      ("sep=;\nStudent ID;Name\n1;\"Berg, Anna\"\n2;Zoë\n", String.Encoding.utf8, [String]()),
      ("\u{FEFF}Name\tID\nBerg, Anna\t1\nZoë\t2\n", .utf16LittleEndian, []),
      ("Matrikel,Wer\n1,\"Berg, Anna\"\n2,Zoë\n", .utf8, ["--column", "wer"]),
    ] {
      try sample.folder.write(try #require(text.data(using: encoding)), to: "list.csv")
      let result = try sample.run(
        ["export", "results", "--format", "csv", "--excel", "--roster", "list.csv", "-o", "all.csv"] + more)
      #expect(
        result.status == 0 && result.errors.contains(", and 1 of the roster who handed in nothing"), "\(result.errors)")
      let data = try sample.content("all.csv")
      #expect(data.starts(with: [0xEF, 0xBB, 0xBF]))
      #expect(String(decoding: data, as: UTF8.self).contains("\nZoë,0,20,"))
    }
  }

  @Test("junit, read by junitparser")
  func junitparser() throws {
    let sample = try sample()
    #expect(try sample.export("junit").status == 0)
    let read = try sample.python(
      """
      from junitparser import JUnitXml
      suites = list(JUnitXml.fromfile("results/junit.xml"))
      print(json.dumps([[s.name, s.tests, s.failures, s.errors, s.skipped, len(list(s))] for s in suites]))
      """)
    let suites = try #require(read as? [[Any]])
    #expect(suites.map { $0[0] as? String } == ["=Eve", "Ben Öz", "Berg, Anna"])
    #expect(suites.allSatisfy { Array($0[1...]).compactMap { $0 as? Int } == [11, 2, 4, 4, 11] })
  }
}
