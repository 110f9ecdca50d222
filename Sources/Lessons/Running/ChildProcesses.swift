import FoundationEssentials
import Glibc

/// All children of this process, as the kernel lists them; none where it does not.
func childProcesses() -> Set<pid_t> {
  let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
  return Set(threads.flatMap { numbers(in: "/proc/self/task/\($0)/children") })
}

/// The numbers in a file of the kernel's. Foundation, of Swift 6.3, never frees what it reads an empty one into.
private func numbers(in path: String) -> [pid_t] {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { return [] }
  defer { close(file) }
  var (text, part) = ([UInt8](), [UInt8](repeating: 0, count: 4096))
  while case let count = read(file, &part, part.count), count > 0 { text += part[..<count] }
  return String(decoding: text, as: UTF8.self).split(separator: " ").compactMap { pid_t($0) }
}
