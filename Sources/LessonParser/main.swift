// The process in which the compiler's own parser looks at Swift code: it answers each request in turn, so that whoever reads its
// replies knows which piece was too much for it.

import LessonSyntax

import Glibc
import Platform

var requests = SyntaxReader(readAll(from: SyntaxContract.requests)[...])
while let request = requests.request() {
  var writer = SyntaxWriter()
  writer.append(reply(to: request))
  guard (try? writeAll(writer.bytes, to: SyntaxContract.replies)) != nil else { exit(1) }
}
// A request that makes no sense is nobody's fault but the runner's.
exit(requests.isAtEnd ? 0 : 2)

func reply(to request: SyntaxRequest) -> SyntaxReply {
  switch request {
  case .facts(let source, let isForTrace): .facts(facts(of: source, forTrace: isForTrace))
  case .isSound(let file): .isSound(isSound(file))
  case .tokens(let source): .tokens(tokens(of: source))
  case .functions(let source): .functions(functions(of: source))
  }
}

func readAll(from descriptor: Int32) -> [UInt8] {
  var details = stat()
  guard fstat(descriptor, &details) == 0, details.st_size > 0 else { return [] }
  let size = Int(details.st_size)
  return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
    while count < size {
      let read = pread(descriptor, buffer.baseAddress?.advanced(by: count), size - count, off_t(count))
      guard read > 0 else { return }
      count += read
    }
  }
}
