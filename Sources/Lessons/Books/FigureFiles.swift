import FoundationEssentials
import Reading
import WebFiles

/// The files that figures move by: their style, their scripts, and the module that computes, which a page without a server can load only as
/// a script.
package enum FigureFiles {
  static let styles = ["figures.css"]

  /// The scripts of a page, in their order: those of all figures, then those of the kinds that are on it.
  static func scripts(for kinds: Set<FigureKind>) -> [String] {
    guard !kinds.isEmpty else { return [] }
    return ["minicnn.js", "figures.js"] + (kinds.contains(where: \.hasNetwork) ? ["networks.js"] : [])
      + (kinds.contains(where: \.readsDigits) ? ["lenet5.js"] : [])
      + FigureKind.allCases.filter(kinds.contains).map(script)
  }

  /// What a page's policy allows besides, for figures of these kinds: to compile the module that computes them, and to make a worker of a
  /// script of the page's own.
  package static func policy(for kinds: Set<FigureKind>) -> (script: String, worker: String) {
    (
      kinds.isEmpty ? "" : " 'wasm-unsafe-eval'", kinds.contains(where: \.hasWorker) ? "worker-src blob:; " : ""
    )
  }

  private static func script(of kind: FigureKind) -> String { "figure-\(kind.rawValue).js" }

  package static let all: [String: [UInt8]] = {
    var files: [String: [UInt8]] = [
      "figures.css": WebFiles.style,
      "figures.js": WebFiles.script,
      "networks.js": WebFiles.networks,
      "minicnn.js": script("minicnnModule", WebFiles.module),
      "lenet5.js": script("leNet5Weights", WebFiles.weights),
    ]
    for kind in FigureKind.allCases { files[script(of: kind)] = WebFiles.figures[kind.rawValue] }
    return files
  }()

  /// Bytes as a script that gives a page's window a text.
  private static func script(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
    Array("window.\(name)=\"\(Data(bytes).base64EncodedString())\";\n".utf8)
  }

  /// The files of pages with figures of these kinds.
  static func files(for kinds: Set<FigureKind>) -> [String: [UInt8]] {
    let names = kinds.isEmpty ? [] : Set(styles + scripts(for: kinds))
    return all.filter { names.contains($0.key) }
  }
}
