import Classes
import FoundationEssentials
import Reading
import Reporting
import Running
import Support

/// `lesson-run autograder LESSON.md -o autograder.zip`
struct AutograderCommand: Subcommand {
  let context: CommandContext
  let output: String?

  func run(_ operands: [String]) async throws(CommandFailure) -> ExitStatus {
    guard let output else {
      throw CommandFailure(misused: "autograder", .noArchive)
    }
    let lesson = try await context.withSeedAsUsed(
      try LessonFile.read(operands[0], style: context.terminal.errorStyle))
    guard lesson.seed == nil else { throw CommandFailure(.usage, Words().noStudents(operands[0])) }
    guard lesson.exercises.contains(where: \.isAuthors) else {
      throw CommandFailure(.noSolutionToPack(operands[0]), .faultyLesson)
    }
    do throws(MachineFailure) {
      let runtime = try CellRuntime(besideExecutable: context.executable)
      let version = try await swiftVersion()
      var zip = try ZipFile(for: output)
      for script in [AutograderScripts.setup(swift: version), AutograderScripts.run(lesson: lesson.fileName)] {
        try zip.add(Array(script.text.utf8), as: script.name, isExecutable: true)
      }
      for (file, place) in programs(runtime) { try zip.add(try content(file), as: place, isExecutable: true) }
      for module in ["LessonKit", "LessonWire", "MiniCNN", "TextTable"] {
        let name = "\(module).swiftmodule"
        try zip.add(try content("\(runtime.modules)/\(name)"), as: "lib/lesson-run/Modules/\(name)")
      }
      try zip.add(try content(operands[0]), as: "lesson/\(lesson.fileName)")
      for file in files(named: lesson) { try zip.add(try content(file.path), as: "lesson/\(file.name)") }
      try zip.finish()
      context.remark(.madeArchive(output, swift: version))
    } catch {
      throw CommandFailure(error)
    }
    return .success
  }

  /// The programs as `make install` puts them.
  private func programs(_ runtime: CellRuntime) -> [(file: String, place: String)] {
    [(resolved(context.executable), "bin/lesson-run")]
      + [runtime.host, runtime.parser, parent(of: runtime.parser) + "/lesson-unpack"].map {
        ($0, "lib/lesson-run/\($0.split(separator: "/").last ?? "")")
      }
  }

  /// What lies beside the lesson and is named in it.
  private func files(named lesson: Lesson) -> [(path: String, name: String)] {
    let folder = parent(of: lesson.path)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().filter { name in
      var isFolder = false
      let path = "\(folder)/\(name)"
      return !name.hasPrefix(".") && name != lesson.fileName && !name.hasSuffix(".md") && lesson.text.contains(name)
        && FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder
    }.map { ("\(folder)/\($0)", $0) }
  }

  private func content(_ path: String) throws(MachineFailure) -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw MachineFailure.file(.unreadableOfOurs(path))
    }
    return Array(data)
  }

  /// Such as `6.3.1`: the modules can be read by that very compiler only.
  private func swiftVersion() async throws(MachineFailure) -> String {
    let toolchain = try Toolchain(searchPath: context.environment["PATH"] ?? "")
    let pool = try ProcessPool(width: 1)
    let command = Command(toolchain.frontend, ["-version"], limits: Limits(seconds: 20, memory: 0))
    let ending: Ending
    do throws(StartFailure) { ending = try await pool.run(command) } catch { throw MachineFailure(starting: error) }
    let words = String(decoding: ending.output + ending.errors, as: UTF8.self).split { " \n".contains($0) }
    guard let place = words.firstIndex(of: "version"), place + 1 < words.count else {
      throw MachineFailure.toolchain(.noVersionToPack(frontend: toolchain.frontend))
    }
    return String(words[place + 1])
  }
}
