import FoundationEssentials
import Glibc
import Running

/// Whether the program cache can be used, and how large it is.
struct CacheCheck {
  let environment: [String: String]

  func finding() -> Diagnosis {
    let advice = "name a folder of yours in LESSON_RUN_CACHE"
    guard let folder = ProgramRunner.cacheFolder(environment) else {
      return Diagnosis(
        "cache", .limited, "no HOME is set: every run compiles everything", advice: advice)
    }
    guard let cache = try? ProgramCache(folder: folder) else {
      return Diagnosis("cache", .limited, "\(folder) cannot be written: every run compiles everything", advice: advice)
    }
    do throws(MachineFailure) { try cache.requireRoom() } catch { return Diagnosis("cache", error) }
    let programs = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/programs")) ?? []
    let megabytes = (Double(size(of: folder)) / 1e6).rounded(.up)
    return Diagnosis("cache", .ok, "\(folder): \(programs.count) entries, \(Int(megabytes)) MB")
  }

  /// In bytes, of the files.
  private func size(of folder: String) -> Int {
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    return paths.reduce(0) { sum, path in
      var details = stat()
      guard lstat("\(folder)/\(path)", &details) == 0, details.st_mode & S_IFMT == S_IFREG else { return sum }
      return sum + Int(details.st_size)
    }
  }
}
