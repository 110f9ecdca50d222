import FoundationEssentials
import Support

/// The built libraries that cells are compiled against and run in: the host `lesson-cell` and the modules' interfaces.
package struct CellRuntime: Sendable {
  package var host: String
  /// The program that asks the compiler's own parser.
  package var parser: String
  /// The folder of `MiniCNN.swiftmodule`, `LessonKit.swiftmodule` and what those import.
  package var modules: String
  /// Changes whenever one of the libraries is built anew.
  package var identity: String
  /// Likewise of the program that asks the parser.
  var parserIdentity: String

  /// Looks where an installation puts the runtime (`../lib/lesson-run`, from the executable's folder), then where the package
  /// manager builds it (beside the executable).
  /// - Parameter executable: The path of the running `lesson-run`.
  /// - Throws: If it is in neither place.
  package init(besideExecutable executable: String) throws(MachineFailure) {
    let folder = parent(of: resolved(executable))
    let candidates = [parent(of: folder) + "/lib/lesson-run", folder]
    for candidate in candidates {
      let host = candidate + "/lesson-cell"
      let modules = Self.modules(in: candidate)
      let parser = candidate + "/lesson-syntax"
      let files = [host] + ["MiniCNN", "LessonKit"].map { "\(modules)/\($0).swiftmodule" }
      let stamps = files.compactMap(fileStamp)
      guard stamps.count == files.count, let parserStamp = fileStamp(parser) else { continue }
      (self.host, self.parser, self.modules) = (host, parser, modules)
      (identity, parserIdentity) = (stamps.joined(separator: " "), parserStamp)
      return
    }
    throw .program(.notInstalled(candidates: candidates))
  }

  /// The modules without code, if they are there and belong to what was built last (`Scripts/emit-interfaces`): a cell compiles in a
  /// sixth less time against them.
  private static func modules(in folder: String) -> String {
    let (lean, full) = (folder + "/Interfaces", folder + "/Modules")
    let isCurrent = ["LessonKit", "LessonWire", "MiniCNN", "TextTable"].map { "/\($0).swiftmodule" }
      .allSatisfy { isFile(lean + $0, asNewAs: full + $0) }
    return isCurrent ? lean : full
  }

  /// The files that list the public names of what a cell may use; those that are there.
  package var symbolGraphs: [String] {
    let folder =
      FileManager.default.fileExists(atPath: modules + "/MiniCNN.symbols.json")
      ? modules : parent(of: modules) + "/Interfaces"
    return ["LessonKit", "MiniCNN"].map { "\(folder)/\($0).symbols.json" }.filter {
      FileManager.default.fileExists(atPath: $0)
    }
  }

  /// A digest of the host and of the interfaces that cells are compiled against.
  func digest() throws(MachineFailure) -> ContentHash {
    var digests: [UInt8] = []
    for file in [host] + ["MiniCNN", "LessonKit"].map({ "\(modules)/\($0).swiftmodule" }) {
      guard let content = FileManager.default.contents(atPath: file) else {
        throw .file(.unreadableOfOurs(file))
      }
      digests += ContentHash(of: content).bytes
    }
    return ContentHash(of: digests)
  }
}
