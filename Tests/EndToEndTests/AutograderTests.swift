import Foundation
import Testing

/// What `autograder` and `classroom` write, tried as Gradescope and GitHub's runners would.
@Suite(
  "Autograders", .enabled(if: ClassSample.hasSandbox, "bwrap is missing or may not make namespaces here"))
struct AutograderTests {
  @Test("an autograder in a folder laid out as /autograder: set up, run, and its results as Gradescope documents them")
  func gradescope() throws {
    let sample = try ClassSample(["my answers": ClassSample.tenStudents["cleo"] ?? .init()])
    let made = try sample.tool.run("autograder", "windows.md", "-o", "autograder.zip")
    #expect(made.status == 0 && made.errors.contains("wrote autograder.zip, for Swift "), "\(made.errors)")
    try sample.folder.write(Self.unzip, to: "unzip.py")
    let folder = sample.folder.url
    var shell = sample.tool
    shell.executable = URL(filePath: "/usr/bin/env")
    #expect(try shell.run("python3", "-B", "unzip.py").status == 0)
    try FileManager.default.moveItem(
      at: folder.appending(path: "in"), to: folder.appending(path: "autograder/submission"))
    // Nothing is installed here.
    let apt = try sample.folder.write("#!/bin/sh\necho \"$@\" >>apt.log\n", to: "programs/apt-get")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: apt.path)
    shell.environment["PATH"] = folder.appending(path: "programs").path + ":" + (shell.environment["PATH"] ?? "")
    shell.environment["AUTOGRADER_ROOT"] = folder.appending(path: "autograder").path
    let setup = try shell.run("bash", "autograder/source/setup.sh")
    #expect(setup.status == 0 && setup.output.contains("lesson-run"), "\(setup.output)\(setup.errors)")
    if getuid() == 0 { #expect(try sample.text("apt.log").contains("bubblewrap")) }
    let run = try shell.run("autograder/run_autograder")
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    try sample.folder.write(Self.check, to: "check.py")
    shell.environment["PYTHONPATH"] = Tool.root.appending(path: ".build/python-readers").path
    let check = try shell.run("python3", "-B", "check.py")
    #expect(check.status == 0, "\(check.errors)")
    #expect(
      check.output == """
        largest-value 1.0 of 1.0 passed visible
        mean-of-map 1.0 of 1.0 passed visible
        mean-of-map (hidden checks) 0.0 of 1.0 failed after_published
        2.0

        """)
  }

  private static let unzip = """
    import os, zipfile
    with zipfile.ZipFile("autograder.zip") as file:
        assert file.testzip() is None
        file.extractall("autograder/source")
        for info in file.filelist: os.chmod("autograder/source/" + info.filename, info.external_attr >> 16 & 0o777)
    # Gradescope puts this one into its place.
    os.rename("autograder/source/run_autograder", "autograder/run_autograder")
    """

  private static let check = """
    import json, jsonschema
    text, number = {"type": "string"}, {"type": "number", "minimum": 0}
    formats = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
    visibility = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
    test = {"type": "object", "additionalProperties": False, "required": ["name", "score", "max_score"], "properties": {
      "score": number, "max_score": number, "status": {"enum": ["passed", "failed"]}, "name": text, "name_format": formats,
      "number": text, "output": text, "output_format": formats, "tags": {"type": "array", "items": text},
      "visibility": visibility, "extra_data": {"type": "object"}}}
    schema = {"type": "object", "additionalProperties": False, "required": ["tests"], "properties": {
      "score": number, "execution_time": number, "output": text, "output_format": formats, "visibility": visibility,
      "stdout_visibility": visibility, "extra_data": {"type": "object"}, "leaderboard": {"type": "array"},
      "tests": {"type": "array", "items": test}}}
    results = json.load(open("autograder/results/results.json"))
    jsonschema.validate(results, schema)
    for test in results["tests"]:
        print(test["name"], float(test["score"]), "of", float(test["max_score"]), test["status"], test["visibility"])
    print(float(results["score"]))
    """

  @Test("a workflow for GitHub Classroom, and the result that its reporter reads")
  func classroom() throws {
    let sample = try ClassSample(["ada": ClassSample.tenStudents["cleo"] ?? .init()])
    #expect(try sample.tool.run("classroom", "windows.md", "-o", "repository").status == 0)
    let workflow = try sample.text("repository/.github/workflows/classroom.yml")
    for line in [
      "  - push\n", "  - repository_dispatch\n", "  checks: write\n  actions: read\n  contents: read\n",
      "if: github.actor != 'github-classroom[bot]'\n", "LESSON_RESULTS: ${{ steps.lesson.outputs.result }}\n",
      "runners: lesson\n",
    ] {
      #expect(workflow.contains(line), "\(line)")
    }
    #expect(try sample.grade().status == 0)
    #expect(try sample.tool.run("export", "out", "--format", "classroom").status == 0)
    let line = try sample.text("out/classroom.txt")
    let json = try #require(Data(base64Encoded: String(line.dropLast())))
    struct Result: Decodable {
      struct Test: Decodable {
        var name: String
        var status: String
        var score: Double
      }
      var version: Int
      var status: String
      var max_score: Double
      var tests: [Test]
    }
    let result = try JSONDecoder().decode(Result.self, from: json)
    #expect(result.version == 1 && result.status == "fail" && result.max_score == 3)
    #expect(result.tests.map(\.name) == ["largest-value", "mean-of-map"])
    #expect(result.tests.map(\.score) == [1, 1] && result.tests.map(\.status) == ["pass", "fail"])
    let several = try ClassSample()
    _ = try several.grade("--sandbox", "off")
    let refused = try several.tool.run("export", "out", "--format", "classroom")
    #expect(refused.errors.contains("GitHub Classroom takes the result of one student at a time"))
  }
}
