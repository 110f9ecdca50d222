import CSpawn
import Glibc

/// What a process that judges hand-ins has to look out for, and its record of which it is busy with, which outlives it.
package struct JudgingWatch: Sendable {
  package let precautions: Precautions
  /// A file in memory that this process shares with its supervisor: for each hand-in that is begun a `+` and its path, for each that is
  /// done a `-`, ended by NUL. -1 where there is none, and nothing is recorded.
  private let descriptor: Int32

  /// For a process that nothing outlives.
  package init() { (precautions, descriptor) = (Precautions(), -1) }

  package init(with precautions: Precautions) {
    self.precautions = precautions
    descriptor = cspawn_buffer()
    // Several threads write into it, each entry at once.
    if descriptor >= 0 { _ = fcntl(descriptor, F_SETFL, O_APPEND) }
  }

  /// Notes that something is done with these hand-ins that depends on what is in them.
  func begin(_ files: some Sequence<HandedInFile>) { for file in files { note("+", file) } }

  func end(_ file: HandedInFile) { note("-", file) }

  /// The paths of those hand-ins that were begun and are not done.
  package func unfinished() -> Set<String> {
    var open: Set<String> = []
    for entry in content().split(separator: 0) {
      let path = String(decoding: entry.dropFirst(), as: UTF8.self)
      if entry.first == UInt8(ascii: "+") { open.insert(path) } else { open.remove(path) }
    }
    return open
  }

  private func note(_ mark: String, _ file: HandedInFile) {
    guard descriptor >= 0 else { return }
    let entry = Array((mark + file.path).utf8) + [0]
    // Without room in memory for it, nothing would be left to be done either.
    _ = entry.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }

  private func content() -> [UInt8] {
    let size = lseek(descriptor, 0, SEEK_END)
    guard size > 0 else { return [] }
    return [UInt8](unsafeUninitializedCapacity: Int(size)) { buffer, count in
      count = max(0, pread(descriptor, buffer.baseAddress, buffer.count, 0))
    }
  }
}

/// What is known of hand-ins at which a process that judged them has died.
package struct Precautions: Hashable, Sendable {
  /// The paths of those that were being judged when it died, of which one was the cause: each is judged with no other at the same time.
  package private(set) var suspects: Set<String> = []
  /// The paths of those that were judged by themselves when it died.
  package private(set) var unjudgeable: Set<String> = []

  package init() {}

  package var isEmpty: Bool { suspects.isEmpty && unjudgeable.isEmpty }

  /// Learns from a process's death.
  /// - Parameter open: The hand-ins that it was busy with.
  /// - Returns: Whether another process will do better; if none, it died of something else.
  package mutating func learn(from open: Set<String>) -> Bool {
    let before = self
    if open.count == 1 { unjudgeable.formUnion(open) } else { suspects.formUnion(open) }
    return self != before
  }
}
