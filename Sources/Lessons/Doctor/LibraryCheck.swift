import CCmark
import Glibc
import LessonArchive
import Reading
import Reporting
import Support

/// Which libraries there are. The names are those by which they are opened when they are needed.
enum LibraryCheck {
  /// A library that is opened when something needs it.
  private struct Row {
    var check: DoctorCheck
    /// The name with the version of its binary interface.
    var file: String
    /// A function without which it is of no use.
    var function: String
    /// The function that gives its version, as the last of some words; `nil` if there is none.
    var version: String?
    /// Debian's package.
    var package: String

    var finding: Diagnosis {
      guard let library = SharedLibrary(file, with: function) else {
        return Diagnosis(check, .limited, .noLibrary(package: package))
      }
      let words = version.flatMap(library.text)?.split(separator: " ").last.map(String.init)
      return found(check, library, version: words, function: function)
    }
  }

  private static let rows = [
    // Its version's function takes a parameter, which it does not look at.
    Row(
      check: .png, file: "libpng16.so.16", function: "png_image_finish_read", version: "png_get_libpng_ver",
      package: "libpng16-16"),
    Row(
      check: .jpeg, file: "libturbojpeg.so.0", function: "tjDecompress2", version: nil, package: "libturbojpeg0"),
    Row(
      check: .database, file: "libsqlite3.so.0", function: "sqlite3_open_v2", version: "sqlite3_libversion",
      package: "libsqlite3-0"),
    // "libarchive 3.6.2"
    Row(
      check: .archives, file: ArchiveLibrary.name, function: ArchiveLibrary.opening,
      version: "archive_version_string", package: "libarchive13"),
    Row(
      check: .server, file: "libmicrohttpd.so.12", function: "MHD_start_daemon", version: "MHD_get_version",
      package: "libmicrohttpd12"),
  ]

  /// Without libcmark this program would not have started.
  static func markdown() -> Diagnosis {
    let version = MarkdownDocument.string(cmark_version_string())
    return Diagnosis(.markdown, .ok, .library(version: version, file: nil, kernel: nil))
  }

  /// Those without which some cells cannot do everything, or not as fast.
  /// - Parameter kernel: What cells multiply matrices with, if that is known.
  /// - Returns: A finding for each.
  static func optional(kernel: String?) -> [Diagnosis] {
    [openBLAS(kernel)] + rows.map(\.finding) + [icu()]
  }

  private static func openBLAS(_ kernel: String?) -> Diagnosis {
    // Otherwise it starts a thread for each core.
    setenv("OPENBLAS_NUM_THREADS", "1", 0)
    let product = "cblas_dgemm"
    guard let library = SharedLibrary("libopenblas.so.0", with: product) else {
      let loops = loops(kernel) ?? .portable
      return Diagnosis(
        .matrices, loops == .wide ? .ok : .limited, .noMatrixLibrary(loops, package: "libopenblas0"))
    }
    // "OpenBLAS 0.3.21 DYNAMIC_ARCH … Haswell MAX_THREADS=64"
    let words = (library.text(from: "openblas_get_config") ?? "").split(separator: " ").map(String.init)
    if let loops = loops(kernel) { return Diagnosis(.matrices, .limited, .wrongProducts(loops)) }
    let version = words.first { $0.first?.isNumber ?? false }
    return found(.matrices, library, version: version, function: product, kernel: kernel)
  }

  /// The loops that a kernel's name stands for; `nil` if it is one of OpenBLAS's.
  private static func loops(_ kernel: String?) -> DoctorFinding.MatrixLoops? {
    switch kernel {
    case "loops": .portable
    case "tiles": .wide
    default: nil
    }
  }

  private static func icu() -> Diagnosis {
    guard let version = ICULibrary.installed?.version,
      let library = SharedLibrary("libicuuc.so.\(version)", with: "ubrk_open_\(version)")
    else {
      return Diagnosis(.text, .limited, .noLibrary(package: "libicu-dev"))
    }
    return found(.text, library, version: "\(version)", function: "ubrk_open_\(version)")
  }

  private static func found(
    _ check: DoctorCheck, _ library: SharedLibrary, version: String?, function: String, kernel: String? = nil
  ) -> Diagnosis {
    Diagnosis(check, .ok, .library(version: version, file: library.path(of: function), kernel: kernel))
  }
}
