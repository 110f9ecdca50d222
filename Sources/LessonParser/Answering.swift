import CSpawn
import Glibc
import LessonSyntax
import Platform

/// Answers the requests in a file.
/// - Returns: Whether the replies could be written.
func answer(_ requests: Int32, on replies: Int32) -> Bool {
  var requests = SyntaxReader(content(of: requests)[...])
  // A request that makes no sense is nobody's fault but the runner's: it gets no reply.
  while let request = requests.request() {
    // What no request should take, and none may take from those after it.
    cspawn_allow_seconds(UInt64(SyntaxContract.seconds))
    var writer = SyntaxWriter()
    writer.append(reply(to: request))
    guard (try? writeAll(writer.bytes, to: replies)) != nil else { return false }
  }
  return true
}

private func reply(to request: SyntaxRequest) -> SyntaxReply {
  switch request {
  case .facts(let source, let isForTrace): .facts(facts(of: source, forTrace: isForTrace))
  case .isSound(let file): .isSound(isSound(file))
  case .tokens(let source): .tokens(tokens(of: source))
  case .functions(let source): .functions(functions(of: source))
  }
}

/// All of a file, wherever its writer has stopped.
private func content(of descriptor: Int32) -> [UInt8] {
  lseek(descriptor, 0, SEEK_SET)
  return (try? readAll(from: descriptor, atMost: .max)) ?? []
}
