// The process in which the compiler's own parser looks at Swift code: it answers each request in turn, so that whoever reads its
// replies knows which piece was too much for it. It ends when its channel is closed.

import CSpawn
import Glibc
import LessonSyntax

var message = [UInt8](repeating: 0, count: 16)
var files: [Int32] = [-1, -1]
while true {
  var count = Int32(files.count)
  let size = cspawn_receive(SyntaxContract.channel, &message, message.count, &files, &count)
  guard size > 0, count == files.count else { exit(size == 0 ? 0 : 2) }
  guard answer(files[0], on: files[1]) else { exit(1) }
  for file in files { close(file) }
  guard cspawn_send(SyntaxContract.channel, message, size, nil, 0) == 0 else { exit(0) }
}
