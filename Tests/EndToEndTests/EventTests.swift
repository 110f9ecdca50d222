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

  /// What the manual promises of each kind of event, and no more.
  private static let schema = #"""
    import json, jsonschema, re, sys
    text, count = {"type": "string"}, {"type": "integer", "minimum": 1}
    def thing(needed, **optional):
        return {"type": "object", "additionalProperties": False, "required": list(needed), "properties": {**needed, **optional}}
    cell = thing({"id": text, "role": {"enum": ["setup", "example", "exercise", "solution", "check", "mistake", "advice", "rubric", "hint", "output"]}, "line": count}, name=text)
    number = {"anyOf": [{"type": "number"}, {"enum": ["nan", "inf", "-inf"]}]}
    whole = {"type": "integer", "minimum": 0}
    value = {"type": "object", "required": ["kind"], "properties": {"kind": {"enum": ["number", "text", "tensors", "picture", "plot", "table", "omitted"]},
        "title": text, "number": number, "text": text, "arrays": {"type": "array", "items": thing({"shape": {"type": "array", "items": whole}, "scalars": {"type": "array", "items": number}})}}}
    anything = {"type": "array", "items": {"type": "object"}}
    kinds = {
        "read": thing({"lesson": text, "title": text, "cells": {"type": "array", "items": cell}}), "queued": thing({"cell": text}), "compiled": thing({"cell": text}),
        "printed": thing({"cell": text, "text": text}), "shown": thing({"cell": text, "value": value}), "graded": thing({"cell": text, "exercise": {"type": "object", "required": ["name", "status", "points", "max_points"]}}),
        "finished": thing({"points": {"type": "number"}, "max_points": {"type": "number"}}, problems=anything)}
    manual = open("manual.txt").read()
    seen = set()
    for line in open("events.txt"):
        event = json.loads(line)
        kind = event.pop("event")
        jsonschema.validate(event, kinds[kind])
        # Whoever has only the manual has met every name.
        for name in list(event) + [key for cell in event.get("cells", []) for key in cell]: assert f'"{name}"' in manual, name
        assert re.search(rf"\b{kind}\b", manual), kind
        seen.add(kind)
    assert seen == set(kinds), set(kinds) - seen
    """#

  @Test("prints what the manual says, whatever becomes of the cells")
  func schema() throws {
    let folder = try TemporaryFolder()
    var tool = Tool()
    tool.folder = folder.url
    let exercise = { (name: String, code: String) in
      "```swift exercise \(name) answer=a\n\(code)\n```\n\n```swift solution \(name)\nlet a = 1\n```\n\n"
    }
    try folder.write(
      "# T\n\n```swift setup\nlet base = 1\n```\n\n```swift example\nprint(\"hello\")\nshow(\"half\", 0.5)\nshow(Tensor(\"1 2\"))\n```\n\n"
        + exercise("right", "let a = 1") + exercise("wrong", "let a = 2") + exercise("open", "let a: Int = ___")
        + exercise("faulty", "let a = nothing") + exercise("crash", "print(1)\nlet a = [1][base]"), to: "a.md")
    try folder.write(try tool.run("run", "--json=events", "a.md").output, to: "events.txt")
    try folder.write(try tool.run("help", "run").output, to: "manual.txt")
    try folder.write(Self.schema, to: "check.py")
    tool.executable = URL(filePath: "/usr/bin/env")
    tool.environment["PYTHONPATH"] = Tool.root.appending(path: ".build/python-readers").path
    let result = try tool.run("python3", "-B", "check.py")
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test("is the only value that --json may have")
  func misuse() throws {
    let result = try Tool().run("run", "--json=lines", "Benchmarks/three-exercises.md")
    #expect(result.status == 2)
    #expect(result.errors.contains("the option '--json' takes no value but 'events'"))
  }
}
