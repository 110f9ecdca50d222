import Foundation
import Grading
import Testing

@Suite("The names that are known for near misses")
struct LibraryNamesTests {
  private struct Symbols: Decodable {
    struct Symbol: Decodable {
      struct Identifier: Decodable { var precise: String }
      struct Kind: Decodable { var identifier: String }

      var identifier: Identifier
      var kind: Kind
      var pathComponents: [String]
    }

    var symbols: [Symbol]
  }

  /// What the compiler finds in a built module, without what each collection gets from Swift.
  private func symbols(of module: String) throws -> [Symbols.Symbol] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "symbols-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let modules = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "swift-symbolgraph-extract", "-module-name", module, "-I", modules.appending(path: "Modules").path, "-target",
      "\(Self.architecture)-unknown-linux-gnu", "-minimum-access-level", "public", "-output-dir", folder.path,
    ]
    try process.run()
    process.waitUntilExit()
    let data = try Data(contentsOf: folder.appending(path: "\(module).symbols.json"))
    return try JSONDecoder().decode(Symbols.self, from: data).symbols.filter {
      !$0.identifier.precise.contains("::SYNTHESIZED::")
        && !["swift.init", "swift.func.op", "swift.subscript"].contains($0.kind.identifier)
    }
  }

  private static var architecture: String {
    #if arch(arm64)
      "aarch64"
    #else
      "x86_64"
    #endif
  }

  private func name(_ symbol: Symbols.Symbol) -> String {
    String(symbol.pathComponents.last?.prefix { $0 != "(" } ?? "")
  }

  @Test("those of MiniCNN and LessonKit are all there, and no others")
  func complete() throws {
    let symbols = try symbols(of: "MiniCNN")
    let kit = try self.symbols(of: "LessonKit").filter { $0.pathComponents.count == 1 }.map(name)
    let topLevel = Set(symbols.filter { $0.pathComponents.count == 1 }.map(name))
    #expect(LibraryNames.functionsAndTypes.subtracting(kit) == topLevel.subtracting(kit))
    #expect(["show", "answer"].allSatisfy { LibraryNames.functionsAndTypes.contains($0) && kit.contains($0) })

    let members = Dictionary(grouping: symbols.filter { $0.pathComponents.count == 2 }, by: { $0.pathComponents[0] })
    #expect(LibraryNames.ofTypes == members.mapValues { Set($0.map(name)) })
    let choices = symbols.filter {
      $0.pathComponents.count == 2
        && ["swift.enum.case", "swift.type.method", "swift.type.property"].contains($0.kind.identifier)
    }
    #expect(LibraryNames.cases == Set(choices.map(name)))
  }
}
