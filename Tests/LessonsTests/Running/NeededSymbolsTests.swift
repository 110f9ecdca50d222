import Foundation
import Running
import Testing

@Suite("The symbols that a library needs")
struct NeededSymbolsTests {
  private var library: [UInt8] {
    get throws {
      let compiler = try ProcessInfo.processInfo.environment["PATH"].map { try Toolchain(searchPath: $0) }
      let path = try #require(compiler).frontend
      let libraries = URL(filePath: path).resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "../lib/swift/linux/libswift_RegexParser.so")
      return [UInt8](try Data(contentsOf: libraries))
    }
  }

  @Test("are those that it does not define")
  func names() throws {
    let names = try #require(NeededSymbols(of: try library)).names
    #expect(names.contains("swift_retain"))
    #expect(names.contains("$sSiN"))
    #expect(!names.contains(""))
    #expect(Set(names).count == names.count)
  }

  @Test("of a file that is cut off or damaged there are none, or fewer, and no harm is done")
  func damage() throws {
    let whole = try library
    for count in stride(from: 0, to: whole.count, by: whole.count / 300) {
      _ = NeededSymbols(of: Array(whole[..<count]))
    }
    // Every byte of the head in turn, by several others.
    for offset in 0..<64 {
      for mask: UInt8 in [0x01, 0x80, 0xFF] {
        var damaged = whole
        damaged[offset] ^= mask
        _ = NeededSymbols(of: damaged)
      }
    }
    #expect(NeededSymbols(of: []) == nil)
    #expect(NeededSymbols(of: Array("no library".utf8)) == nil)
  }
}
