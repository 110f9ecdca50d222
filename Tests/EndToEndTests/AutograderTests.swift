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
    try sample.folder.writeProgram("#!/bin/sh\necho \"$@\" >>apt.log\n", to: "programs/apt-get")
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

  /// A machine that has nothing but the system's programs, and the toolchain where `setup.sh` puts it.
  private static let bare = #"""
    toolchain=$(dirname "$(dirname "$(dirname "$(readlink -f "$(command -v swiftc)")")")")
    printf '#!/bin/sh\necho apt-get "$1"\n' >apt-get && chmod +x apt-get
    mkdir -p autograder/swift/usr
    [ -e /usr/bin/apt-get ] && stub=(--ro-bind "$PWD/apt-get" /usr/bin/apt-get)
    exec bwrap --ro-bind /usr /usr --symlink usr/lib /lib --symlink usr/lib64 /lib64 --symlink usr/bin /bin --symlink usr/sbin /sbin \
      --ro-bind /etc /etc --proc /proc --dev /dev --tmpfs /tmp --bind "$PWD/autograder" /autograder \
      --ro-bind "$toolchain/usr" /autograder/swift/usr "${stub[@]}" --unshare-net --unshare-pid --clearenv \
      --setenv PATH /usr/bin:/bin --chdir /autograder "$@"
    """#

  @Test(
    "in a bare folder whose toolchain is elsewhere than here: any hand-in ends with a result, and is the one student's")
  func bareFolder() throws {
    let sample = try ClassSample(["ada": ClassSample.Answers(largest: ClassSample.largest, mean: ClassSample.mean)])
    #expect(try sample.tool.run("autograder", "windows.md", "-o", "autograder.zip").status == 0)
    try sample.folder.write(Self.unzip, to: "unzip.py")
    try sample.folder.write(Self.bare, to: "bare.sh")
    try sample.folder.write(Self.check, to: "check.py")
    var shell = sample.tool
    shell.executable = URL(filePath: "/usr/bin/env")
    shell.environment["PYTHONPATH"] = Tool.root.appending(path: ".build/python-readers").path
    #expect(try shell.run("python3", "-B", "unzip.py").status == 0)
    let setup = try shell.run("bash", "bare.sh", "bash", "/autograder/source/setup.sh")
    #expect(setup.status == 0 && setup.output.contains("lesson-run "), "\(setup.output)\(setup.errors)")

    let answer = try sample.text("in/ada.md")
    let attack =
      "import Glibc\nkill(-1, SIGKILL)\nlet file = open(\"/autograder/results/results.json\", O_CREAT | O_WRONLY, 0o600)\nlet largest = 5.0"
    let header = "```swift exercise largest-value\n"
    for (files, score, words) in [
      (["src/answers.md": answer, "docs/notes.md": "# Notes", "README.md": "# Mine"], "3.0", nil),
      ([:], "0.0", "it is empty"),
      (["windows.md": ""], "0.0", "the file is empty"),
      (["windows.md": "%PDF-1.7"], "0.0", "not readable: the file is a PDF file"),
      (["a.md": "\(header)\(attack)\n```\n"], "0.0", nil),
    ] as [([String: String], String, String?)] {
      for name in ["submission", "results"] {
        let folder = sample.folder.url.appending(path: "autograder/\(name)")
        try? FileManager.default.removeItem(at: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      }
      for (name, text) in files { try sample.folder.write(text, to: "autograder/submission/\(name)") }
      let run = try shell.run("bash", "bare.sh", "/autograder/run_autograder")
      #expect(run.status == 0, "\(run.output)\(run.errors)")
      let check = try shell.run("python3", "-B", "check.py")
      #expect(check.status == 0 && check.output.hasSuffix("\n\(score)\n"), "\(files) \(check.output)\(check.errors)")
      if let words { #expect(try sample.text("autograder/results/results.json").contains(words)) }
    }
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

  private static let unzipInto = """
    import os, sys, zipfile
    with zipfile.ZipFile(sys.argv[1]) as file:
        file.extractall(sys.argv[2])
        for info in file.filelist: os.chmod(sys.argv[2] + "/" + info.filename, info.external_attr >> 16 & 0o777)
    """

  /// What a runner of GitHub's does: the steps in their order, each in a shell that ends at the first failure, in one folder.
  private static let steps = #"""
    import os, shutil, subprocess, yaml
    workflow = yaml.safe_load(open("repository/.github/workflows/classroom.yml"))
    # To YAML 1.1, "on" is a truth.
    assert workflow[True] == ["push", "repository_dispatch"], workflow
    assert workflow["permissions"] == {"checks": "write", "actions": "read", "contents": "read"}
    job = workflow["jobs"]["run-autograding-tests"]
    assert job["if"] == "github.actor != 'github-classroom[bot]'"
    steps = job["steps"]
    assert [step["name"] for step in steps] == ["Check out the hand-in", "Install lesson-run", "Grade", "Report"]
    assert steps[0]["with"]["path"] == "submission" and steps[2]["id"] == "lesson" and steps[3]["with"]["runners"] == "lesson"
    assert steps[3]["env"] == {"LESSON_RESULTS": "${{ steps.lesson.outputs.result }}"}
    assert steps[1]["env"] == {"ADDRESS": "${{ secrets.LESSON_RUN_AUTOGRADER }}"}
    os.makedirs("runner/work"), shutil.copytree("in", "runner/work/submission")
    os.makedirs("runner/work/submission/docs"), open("runner/work/submission/docs/notes.md", "w").write("# Notes")
    env = dict(os.environ, GITHUB_OUTPUT=os.path.abspath("output.txt"), ADDRESS="https://example.org/a.zip", USER=os.environ.get("USER") or str(os.getuid()))
    for step in steps:
        if "run" in step:
            subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]], cwd="runner/work", env=env, check=True)
    outputs = dict(line.rstrip("\n").split("=", 1) for line in open("output.txt"))
    open("result.txt", "w").write(outputs["result"] + "\n")
    """#

  @Test("a workflow for GitHub Classroom, run step by step, and the result that its reporter reads")
  func classroom() throws {
    let sample = try ClassSample(["ada": ClassSample.tenStudents["cleo"] ?? .init()])
    #expect(try sample.tool.run("classroom", "windows.md", "-o", "repository").status == 0)
    try sample.folder.write(Self.steps, to: "steps.py")
    #expect(try sample.tool.run("autograder", "windows.md", "-o", "archive.zip").status == 0)
    try sample.folder.writeProgram("#!/bin/sh\ncp ../../archive.zip \"$3\"\n", to: "programs/curl")
    try sample.folder.writeProgram(
      "#!/bin/sh\nexec python3 -B ../../unzip.py \"$2\" \"$4\"\n", to: "programs/unzip")
    try sample.folder.writeProgram("#!/bin/sh\nexec env \"$@\"\n", to: "programs/sudo")
    try sample.folder.writeProgram("#!/bin/sh\n", to: "programs/apt-get")
    try sample.folder.write(Self.unzipInto, to: "unzip.py")
    var shell = sample.tool
    shell.executable = URL(filePath: "/usr/bin/env")
    shell.environment["PATH"] =
      sample.folder.url.appending(path: "programs").path + ":" + (shell.environment["PATH"] ?? "")
    shell.environment["PYTHONPATH"] = Tool.root.appending(path: ".build/python-readers").path
    let steps = try shell.run("python3", "-B", "steps.py")
    #expect(steps.status == 0, "\(steps.output)\(steps.errors)")
    let line = try sample.text("result.txt")
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
    #expect(
      refused.status == 2 && refused.errors.contains("GitHub Classroom takes the result of one student at a time"))
  }
}
