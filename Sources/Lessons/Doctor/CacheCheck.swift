import FoundationEssentials
import Glibc
import Running

/// Whether the program cache can be used, and how large it is.
struct CacheCheck {
  let environment: [String: String]

  func finding() -> Diagnosis {
    guard let folder = ProgramRunner.cacheFolder(environment) else { return Diagnosis(.cache, .limited, .noHome) }
    guard let cache = try? ProgramCache(folder: folder) else {
      return Diagnosis(.cache, .limited, .unwritableCache(folder))
    }
    do throws(MachineFailure) { try cache.requireRoom() } catch { return Diagnosis(.cache, error) }
    let programs = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/programs")) ?? []
    let megabytes = (Double(size(of: folder)) / 1e6).rounded(.up)
    return Diagnosis(.cache, .ok, .cache(folder, entries: programs.count, megabytes: Int(megabytes)))
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
