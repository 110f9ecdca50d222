import LessonArchive
import Testing

@Suite("Names of files in old code pages")
struct FileNameTextTests {
  @Test(
    "are told as text",
    arguments: [
      ([0x52, 0x65, 0x6E, 0xC3, 0xA9, 0x2E, 0x6D, 0x64], "René.md"),
      ([0x52, 0x65, 0x6E, 0xE9, 0x2E, 0x6D, 0x64], "René.md"),
      ([0x52, 0x65, 0x6E, 0x82, 0x2E, 0x6D, 0x64], "René.md"), ([0x47, 0x81, 0x6E], "Gün"),
      ([0x47, 0xFC, 0x6E], "Gün"),
      ([0xB1, 0xE8, 0xB9, 0xCE, 0xBC, 0xF6, 0x2E, 0x6D, 0x64], "김민수.md"),
      ([0xC0, 0xCC, 0xBF, 0xB5, 0xC8, 0xF1], "이영희"),
      ([0x61], "a"), ([], ""), ([0x41, 0xE9, 0x82], "A%E9%82"), ([0xB0], "%B0"), ([0xFF, 0x2E], "ÿ."),
    ] as [([UInt8], String)])
  func codePages(bytes: [UInt8], text: String) { #expect(fileNameText(bytes) == text) }

  @Test("two names of one code page stay two, and so do two of none", arguments: [0x80, 0xA6, 0xC0] as [UInt8])
  func distinct(first: UInt8) {
    let bytes = Array(first...first + 0x19)
    let names: [[UInt8]] = bytes.flatMap { one in bytes.map { other in [0x61, one, other] as [UInt8] } }
    #expect(Set(names.map { fileNameText($0) }).count == names.count)
  }
}
