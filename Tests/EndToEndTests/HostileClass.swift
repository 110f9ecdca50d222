import Foundation
import Testing

/// A class of three honest students and many hostile ones, in a folder of its own: the lesson, the submissions, and what none of them
/// may touch.
struct HostileClass {
  static let honest = ["ada", "ben", "cleo"]
  private static let source = Tool.root.appending(path: "Tests/EndToEndTests/Hostile")

  /// Always the same place, as paths are part of a result.
  let folder: URL
  /// The seconds that a daemon is told to sleep, by which it is known among this machine's processes.
  let daemonSeconds = "86399.\(Int.random(in: 100_000..<1_000_000))"

  /// - Parameter name: Names the folder; what is in it from another time is removed.
  /// - Throws: If it cannot be written.
  init(named name: String) throws {
    folder = Tool.root.appending(path: ".build/hostile/\(name)")
    // An earlier run may have been ended while a submission could not be read.
    try? FileManager.default.removeItem(at: folder)
    for place in ["class", "home"] {
      try FileManager.default.createDirectory(at: folder.appending(path: place), withIntermediateDirectories: true)
    }
    for place in ["", "class/", "home/"] { try write("sing", to: "\(place)canary") }
    try write(try Self.text("lesson.md"), to: "lesson.md")
    for student in Self.honest { try write(try Self.text("honest/\(student).md"), to: "class/\(student).md") }
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  func grade(_ paths: [String], into results: String, _ options: String...) throws -> Tool.Result {
    try tool.run(words(paths, results) + options)
  }

  /// Grades, and tells the processor time in seconds that it took, whatever else the machine does.
  func timedGrade(_ paths: [String], into results: String) throws -> (Tool.Result, Double) {
    var shell = tool
    shell.executable = URL(filePath: "/bin/sh")
    let script = "\"$@\"; status=$?; times > times; exit $status"
    let result = try shell.run(["-c", script, "sh", Tool.executable.path] + words(paths, results))
    // The second line is that of the shell's children: user and system, as in `1m2.50s`.
    let lines = String(decoding: try content("times"), as: UTF8.self).split(separator: "\n")
    try FileManager.default.removeItem(atPath: path("times"))
    let parts = try #require(lines.last).matches(of: /(\d+)m([\d.]+)s/)
    return (result, parts.reduce(0) { $0 + 60 * (Double($1.1) ?? .infinity) + (Double($1.2) ?? .infinity) })
  }

  private func words(_ paths: [String], _ results: String) -> [String] {
    ["grade", "lesson.md"] + paths + ["--results", results, "--timeout", "2", "--memory", "256"]
  }

  private var tool: Tool {
    var tool = Tool()
    tool.folder = folder
    tool.environment["HOME"] = folder.appending(path: "home").path
    tool.environment["TEACHERS_SECRET"] = "SECRET"
    return tool
  }

  // MARK: - Submissions

  /// Adds a submission for each heading in `hostile.md`.
  func addAttackers() throws {
    for section in try Self.text("hostile.md").components(separatedBy: "\n## ").dropFirst() {
      let name = section.prefix { $0 != "\n" }
      try write(try completed(expanded(String(section.dropFirst(name.count)))), to: "class/\(name).md")
    }
  }

  /// Adds files that are hostile by their names, kinds and sizes.
  func addOddFiles() throws {
    let right = try Self.text("honest/ada.md")
    for name in Self.oddNames { try write(right, to: "class/\(name).md") }
    let wrong = right.replacing("2 * x", with: "0")
    try write(right, to: "class/twin.md")
    try FileManager.default.setAttributes([.modificationDate: Date.distantPast], ofItemAtPath: path("class/twin.md"))
    try write(wrong, to: "class/twin/lesson.md")
    try write(
      "```swift exercise twice\nfunc twice(_ x: Double) -> Double { 0 }\n```\n\n".repeated(10_000), to: "class/many.md")
    try write("\0\u{1}".repeated(1000), to: "class/binary.md")
    try write(">".repeated(5000) + " deep", to: "class/nested.md")
    try write("# Nothing", to: "class/forbidden.md")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path("class/forbidden.md"))
    #expect(truncate(try write("", to: "class/huge.md").path, 100 << 20) == 0)
    #expect(mkfifo(path("class/pipe.md"), 0o600) == 0)
    let links = [
      "link.md": "../lesson.md", "linked-folder": "twin", "endless-link.md": "endless-link.md", "zeros.md": "/dev/zero",
    ]
    for (name, target) in links { #expect(symlink(target, path("class/\(name)")) == 0) }
    try write("no lesson", to: "class/\u{1B}[2Jnotes/notes.md")
    // A name that is no UTF-8, which Foundation cannot write.
    let file = open(Array(path("class/a").utf8CString.dropLast()) + [-1, 0], O_WRONLY | O_CREAT, 0o600)
    #expect(file >= 0 && close(file) == 0)
  }

  /// Names of students, the last two of which look the same.
  private static let oddNames = [
    "=cmd|'calc'!A0", "+1", "@sum", "-rf", "a \"quoted\", name", "two\nlines", "$(touch owned)", "%41", "grades",
    "feedback",
    "ünïcode 李", "\u{1B}[31mred\u{7}", String(repeating: "a", count: 252), "\u{E9}", "e\u{301}",
  ]

  private func completed(_ text: String) throws -> String {
    let own = Self.cells(in: text)
    let others = Self.cells(in: try Self.text("honest/ada.md")).filter { own[$0.key] == nil }
    return others.sorted { $0.key < $1.key }.reduce(text) { $0 + "\n```swift exercise \($1.key)\n\($1.value)```\n" }
  }

  private func expanded(_ text: String) throws -> String {
    let adas = try #require(Self.cells(in: try Self.text("honest/ada.md"))["twice"])
    let words = [
      "$LESSON": path("lesson.md"), "$CLASS": path("class"), "$RESULTS": path("results"), "$HOME": path("home"),
      "$DAEMON": daemonSeconds, "$ADA_TAG": "exercise/twice/\(try digest(of: adas).prefix(16))",
    ]
    let filled = words.reduce(text) { $0.replacing($1.key, with: $1.value) }
    return filled.replacing(/⟨(\d+)×([^⟩]*)⟩/) { String($0.2).repeated(Int($0.1) ?? 0) }
  }

  private func digest(of text: String) throws -> String {
    let file = try write(text, to: "cell")
    defer { try? FileManager.default.removeItem(at: file) }
    var tool = Tool()
    tool.executable = URL(filePath: "/usr/bin/sha256sum")
    return try tool.run(file.path).output
  }

  private static func cells(in text: String) -> [String: String] {
    let found = text.matches(of: /```swift exercise (\w+)\n((?:(?!```)[\s\S])*)```/)
    return Dictionary(found.map { (String($0.1), String($0.2)) }) { first, _ in first }
  }

  private static func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: source.appending(path: name)), as: UTF8.self)
  }

  // MARK: - What is there

  func path(_ name: String) -> String { folder.appending(path: name).path }

  func content(_ name: String) throws -> Data { try Data(contentsOf: folder.appending(path: name)) }

  /// Every file below the folder but the results, with its size and its time of change.
  func contents() throws -> [String: [Int]] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { !$0.hasPrefix("results") }
    return Dictionary(
      paths.map { name in
        var details = stat()
        lstat(path(name), &details)
        return (name, [Int(details.st_size), details.st_mtim.tv_sec, details.st_mtim.tv_nsec])
      }, uniquingKeysWith: { first, _ in first })
  }

  @discardableResult
  private func write(_ text: String, to name: String) throws -> URL {
    let file = folder.appending(path: name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file
  }
}

extension String {
  fileprivate func repeated(_ count: Int) -> String { String(repeating: self, count: count) }
}
