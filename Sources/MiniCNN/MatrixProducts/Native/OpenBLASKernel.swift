internal import Glibc

/// Which of OpenBLAS's kernels suits a processor. OpenBLAS knows processors by their names, and takes one that came after it for the
/// oldest of all: it then computes four times as slowly.
package enum OpenBLASKernel {
  /// The variable that tells OpenBLAS which kernel to take. What a user sets stands.
  static let variable = "OPENBLAS_CORETYPE"

  /// - Parameter features: What the processor can do and the system lets it, as Linux calls that.
  /// - Returns: The kernel's name; `nil` where OpenBLAS's own choice will do.
  package static func name(for features: Set<String>) -> String? {
    if features.isSuperset(of: ["avx512f", "avx512dq", "avx512bw", "avx512vl", "avx512cd"]) { return "SkylakeX" }
    return features.isSuperset(of: ["avx2", "fma"]) ? "Haswell" : nil
  }

  /// The features of the first processor of a list such as `/proc/cpuinfo`; none where it has no such line, as on other than x86.
  package static func features(in list: some StringProtocol) -> Set<String> {
    for line in list.split(separator: "\n") where line.hasPrefix("flags") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      return Set(line[line.index(after: colon)...].split(separator: " ").map { String($0) })
    }
    return []
  }

  /// Has OpenBLAS, which must not have been opened yet, take the kernel that suits this machine's processor.
  static func choose() {
    #if os(Linux) && arch(x86_64)
      guard getenv(variable) == nil, let name = name(for: features(in: beginningOfProcessors())) else { return }
      setenv(variable, name, 0)
    #endif
  }

  /// What is said of the first processor, which all others are like.
  private static func beginningOfProcessors() -> String {
    let file = open("/proc/cpuinfo", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return "" }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 13)
    var count = 0
    while count < bytes.count {
      let got = bytes.withUnsafeMutableBytes { read(file, $0.baseAddress?.advanced(by: count), $0.count - count) }
      guard got > 0 else { break }
      count += got
    }
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
