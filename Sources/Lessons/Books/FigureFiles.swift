import FoundationEssentials
import WebFiles

/// The files that figures move by: their style, their script, and the module that computes, which a page without a server can load only as
/// a script.
package enum FigureFiles {
  static let styles = ["figures.css"]
  static let scripts = ["minicnn.js", "figures.js"]

  package static let all: [String: [UInt8]] = [
    "figures.css": WebFiles.style,
    "figures.js": WebFiles.script,
    "minicnn.js": Array("window.minicnnModule=\"\(Data(WebFiles.module).base64EncodedString())\";\n".utf8),
  ]
}
