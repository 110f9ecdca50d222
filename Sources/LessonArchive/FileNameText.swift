import Glibc

/// A file's name as text, whatever its bytes are: archives and old disks hold names in the code page of the machine that wrote them, and
/// do not say which.
///
/// UTF-8 is that. Otherwise pairs of bytes that are all Hangul in KS X 1001 are Korean Windows' (code page 949), letters of Latin-1's
/// upper half are Western Windows' (1252), and letters of the table below are DOS's (850, and 437 as far as both agree), in which zip
/// files are by APPNOTE 6.3.10, appendix D. What is none of these has `%` and two digits for each byte, so that two names stay two.
package func fileNameText(_ bytes: some Collection<UInt8>) -> String {
  if let text = String(validating: bytes, as: UTF8.self) { return text }
  let upper = bytes.filter { $0 >= 0x80 }
  if let text = koreanText(Array(bytes)) { return text }
  if upper.allSatisfy({ $0 >= 0xC0 }) { return text(bytes) { Unicode.Scalar($0) } }
  if upper.allSatisfy({ letters850.indices.contains(Int($0) - 0x80) }) {
    return text(bytes) { letters850[Int($0) - 0x80] }
  }
  let digits = Array("0123456789ABCDEF".unicodeScalars)
  return bytes.reduce(into: "") { text, byte in
    let scalars = byte < 0x80 ? [Unicode.Scalar(byte)] : ["%", digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    text.unicodeScalars.append(contentsOf: scalars)
  }
}

/// From 0x80 on.
private let letters850 = Array("ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑ".unicodeScalars)

private func text(_ bytes: some Collection<UInt8>, _ upper: (UInt8) -> Unicode.Scalar) -> String {
  bytes.reduce(into: "") { $0.unicodeScalars.append($1 < 0x80 ? Unicode.Scalar($1) : upper($1)) }
}

/// Text of code page 949 in which nothing but Hangul is beside ASCII; `nil` for any other, and where the C library does not know it.
private func koreanText(_ bytes: [UInt8]) -> String? {
  var rest = bytes[...]
  while let byte = rest.popFirst() {
    guard byte >= 0x80 else { continue }
    guard (0xB0...0xC8).contains(byte), let second = rest.popFirst(), (0xA1...0xFE).contains(second) else { return nil }
  }
  guard let converter = iconv_open("UTF-8", "CP949"), converter != iconv_t(bitPattern: -1) else { return nil }
  defer { iconv_close(converter) }
  var (input, output) = (bytes.map { CChar(bitPattern: $0) }, [CChar](repeating: 0, count: 3 * bytes.count))
  var (left, room) = (input.count, output.count)
  let count = input.withUnsafeMutableBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      var (source, target) = (input.baseAddress, output.baseAddress)
      return iconv(converter, &source, &left, &target, &room)
    }
  }
  guard count == 0, left == 0 else { return nil }
  return String(decoding: output.prefix(output.count - room).map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
