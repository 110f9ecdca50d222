import Foundation
import Testing

@Suite("run --json=events")
struct EventTests {
  private func events(_ text: String, _ arguments: String...) throws -> [[String: Any]] {
    let folder = try TemporaryFolder()
    let file = try folder.write(text, to: "a.md")
    let result = try Tool().run(["run", "--json=events", file.path] + arguments)
    return try result.output.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test("prints an object a line: the lesson, what its cells print, each grade and the end")
  func lines() throws {
    let found = try events(
      "# T\n\n```swift example\nprint(\"hello\")\n```\n\n```swift exercise one answer=a points=2\nlet a = 1\n```\n\n"
        + "```swift solution one\nlet a = 1\n```\n")
    let kinds = found.compactMap { $0["event"] as? String }
    #expect(kinds.first == "read" && kinds.last == "finished")
    #expect(Set(kinds) == ["read", "queued", "compiled", "printed", "graded", "finished"])
    let cells = try #require(found[0]["cells"] as? [[String: Any]])
    #expect(cells.compactMap { $0["id"] as? String } == ["example/1", "exercise/one/1", "solution/one/1"])
    #expect(found[0]["title"] as? String == "T")
    let printed = try #require(found.first { $0["event"] as? String == "printed" })
    #expect(printed["cell"] as? String == "example/1" && printed["text"] as? String == "hello\n")
    let graded = try #require(found.first { $0["event"] as? String == "graded" })
    #expect(graded["cell"] as? String == "exercise/one/1")
    #expect((graded["exercise"] as? [String: Any])?["status"] as? String == "passed")
    #expect(found.last?["points"] as? Double == 2 && found.last?["max_points"] as? Double == 2)
  }

  @Test("tells what is printed while it is, in the sandbox too, and in the end all of it", arguments: ["off", "on"])
  func pieces(sandbox: String) throws {
    let found = try events(
      "# T\n\n```swift example\nimport Glibc\nfor i in 1...3 { print(\"line\", i); usleep(200_000) }\nprint(\"end\", terminator: \"\")\n```\n",
      "--sandbox", sandbox)
    let pieces = found.filter { $0["event"] as? String == "printed" }.compactMap { $0["text"] as? String }
    #expect(pieces.joined() == "line 1\nline 2\nline 3\nend")
    #expect(pieces.count > 1)
  }

  @Test(
    "tells no more values than a run may show, and that there are more; a cell that claims what it likes harms nobody")
  func bound() throws {
    let found = try events(
      "# T\n\n```swift example\nimport Glibc\nfor i in 0..<1500 { show(i) }\n_ = write(3, [9, 0, 0, 0, 5, 255, 255, 255, 255, 255, 255, 255, 127], 13)\n```\n\n"
        + "```swift example\nprint(\"end\")\n```\n")
    let text = found.filter { $0["event"] as? String == "printed" }.compactMap { $0["text"] as? String }.joined()
    #expect(text == (0..<1500).map { "\($0)\n" }.joined() + "end\n")
    let values = found.compactMap { $0["value"] as? [String: Any] }
    #expect(values.compactMap { $0["number"] as? Int } == Array(0..<1000))
    #expect(values.dropFirst(1000).compactMap { $0["kind"] as? String } == ["omitted"])
    #expect(found.last?["event"] as? String == "finished")
  }

  /// Validates each line by the program's own schema, and then the same lines, each damaged in every place in every way.
  private static let check = #"""
    import copy, json, jsonschema, re
    schema = json.load(open("schema.json"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    manual = open("manual.txt").read()
    seen = set()

    def damaged(value):
        """All values that are the same but for one place, with that place."""
        if isinstance(value, dict):
            yield "something more", {**value, "surplus": 1}
            for key in value:
                yield f"{key} misspelt", {(k + "s" if k == key else k): v for k, v in value.items()}
                for place, part in damaged(value[key]): yield f"{key}: {place}", {**value, key: part}
        elif isinstance(value, list):
            for index, element in enumerate(value[:3]):
                for place, part in damaged(element): yield f"{index}: {place}", value[:index] + [part] + value[index + 1:]
        yield "a function", {"function": "f"}

    count = 0
    for line in open("events.txt"):
        event = json.loads(line)
        for error in validator.iter_errors(event): raise SystemExit(f"{line}\n{jsonschema.exceptions.best_match([error])}")
        for place, other in damaged(event):
            if validator.is_valid(other): raise SystemExit(f"not refused, {place}: {json.dumps(other)}")
            count += 1
        # Whoever has only the manual has met every name.
        for name in list(event) + [key for cell in event.get("cells", []) for key in cell]: assert f'"{name}"' in manual, name
        assert re.search(rf"\b{event['event']}\b", manual), event
        seen.add(event["event"])
    kinds = {name for shape in schema["oneOf"] for name in [shape["properties"]["event"].get("const")] + shape["properties"]["event"].get("enum", []) if name}
    assert seen == kinds, kinds ^ seen
    assert count > 500, count
    """#

  @Test("fulfils the schema that the program prints, whatever becomes of the cells; and the schema refuses all else")
  func schema() throws {
    let folder = try TemporaryFolder()
    var tool = Tool()
    tool.folder = folder.url
    let exercise = { (name: String, code: String) in
      "```swift exercise \(name) answer=a\n\(code)\n```\n\n```swift solution \(name)\nlet a = 1\n```\n\n"
    }
    try folder.write(
      """
      # T

      ```swift setup
      let base = 1
      ```

      ```swift example
      print("hello")
      show("half", 0.5)
      show(Double.nan)
      show(Tensor("1 2"))
      show("a word")
      ```


      """ + exercise("right", "let a = 1") + exercise("wrong", "let a = 2") + exercise("open", "let a: Int = ___")
        + exercise("faulty", "let a = nothing") + exercise("crash", "print(1)\nlet a = [1][base]") + """
          ```swift exercise many
          let many = Tensor("1 2 / 4 4")
          ```

          ```swift solution many
          let many = Tensor("1 2 / 3 4")
          ```

          ```swift check many
          answer("all", many)
          answer("list", [many.shape[0], 3])
          answer("none", nil as Int?)
          ```

          ```swift check many hidden
          answer("sum", many.sum())
          ```

          """, to: "a.md")
    var events = try tool.run("run", "--json=events", "a.md").output
    events += try failing(tool, in: folder)
    try folder.write(events, to: "events.txt")
    try folder.write(try tool.run("help", "run").output, to: "manual.txt")
    try folder.write(try tool.run("help", "events").output, to: "schema.json")
    try folder.write(Self.check, to: "check.py")
    tool.executable = URL(filePath: "/usr/bin/env")
    tool.environment["PYTHONPATH"] = Tool.root.appending(path: ".build/python-readers").path
    let result = try tool.run("python3", "-B", "check.py")
    #expect(result.status == 0, "\(result.output)\(result.errors)")
  }

  /// The events of a run on a machine whose linker fails.
  private func failing(_ tool: Tool, in folder: TemporaryFolder) throws -> String {
    var tool = tool
    for name in ["ld.gold", "ld"] {
      try folder.writeProgram("#!/bin/sh\nexit 1\n", to: "linker/\(name)")
    }
    tool.environment["PATH"] = "\(folder.url.path)/linker:\(tool.environment["PATH"] ?? "")"
    try folder.write("# T\n\n```swift example\nprint(\"\(UUID())\")\n```\n", to: "b.md")
    return try tool.run("run", "--json=events", "--sandbox", "off", "b.md").output
  }

  @Test("is the only value that --json may have")
  func misuse() throws {
    let result = try Tool().run("run", "--json=lines", "Benchmarks/three-exercises.md")
    #expect(result.status == 2)
    #expect(result.errors.contains("the option '--json' takes no value but 'events'"))
  }
}
