import Foundation

/// The command lines of running processes that mention a path.
func processes(mentioning path: String) -> [String] {
  let ids = (try? FileManager.default.contentsOfDirectory(atPath: "/proc"))?.filter { Int($0) != nil } ?? []
  return ids.compactMap { id in
    guard let data = FileManager.default.contents(atPath: "/proc/\(id)/cmdline") else { return nil }
    let line = String(decoding: data, as: UTF8.self)
    return line.contains(path) ? line : nil
  }
}

/// Waits until something is so, for five minutes at most: everything else that is tested keeps the machine busy.
func waitUntil(_ what: String, _ condition: () -> Bool) throws {
  for _ in 0..<30_000 {
    if condition() { return }
    usleep(10_000)
  }
  throw WaitedInVain(what: what)
}

struct WaitedInVain: Error {
  var what: String
}
