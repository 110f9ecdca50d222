import CCmark
import Glibc
import LessonArchive
import Reading
import Support

/// Which libraries there are. The names are those by which they are opened when they are needed.
enum LibraryCheck {
  /// Without libcmark this program would not have started.
  static func markdown() -> Diagnosis {
    Diagnosis("libcmark", .ok, MarkdownDocument.string(cmark_version_string()))
  }

  /// Those without which some cells cannot do everything, or not as fast.
  /// - Parameter kernel: What cells multiply matrices with, if that is known.
  /// - Returns: A finding for each.
  static func optional(kernel: String?) -> [Diagnosis] {
    [openBLAS(kernel), libpng(), jpeg(), sqlite(), archives(), microHTTP(), icu()]
  }

  private static func openBLAS(_ kernel: String?) -> Diagnosis {
    // Otherwise it starts a thread for each core.
    setenv("OPENBLAS_NUM_THREADS", "1", 0)
    let product = "cblas_dgemm"
    guard let library = SharedLibrary("libopenblas.so.0", with: product) else {
      return Diagnosis(
        "OpenBLAS", .limited, "not found: training a network takes many times as long",
        advice: "apt-get install libopenblas0")
    }
    // "OpenBLAS 0.3.21 DYNAMIC_ARCH … Haswell MAX_THREADS=64"
    let words = (library.text(from: "openblas_get_config") ?? "").split(separator: " ").map(String.init)
    if kernel == "loops" {
      return Diagnosis(
        "OpenBLAS", .limited, "multiplies wrongly, and is not used: training a network takes many times as long",
        advice: "unset OPENBLAS_CORETYPE, or apt-get install --reinstall libopenblas0")
    }
    var diagnosis = found(
      "OpenBLAS", library, version: words.first { $0.first?.isNumber ?? false }, function: product)
    if let kernel { diagnosis.found += ", kernel \(kernel)" }
    return diagnosis
  }

  private static func libpng() -> Diagnosis {
    let reading = "png_image_finish_read"
    guard let library = SharedLibrary("libpng16.so.16", with: reading) else {
      return Diagnosis(
        "libpng", .limited, "not found: cells can read and write no PNG files, but PGM and PPM",
        advice: "apt-get install libpng16-16")
    }
    // It takes a parameter, which it does not look at.
    return found("libpng", library, version: library.text(from: "png_get_libpng_ver"), function: reading)
  }

  private static func jpeg() -> Diagnosis {
    let reading = "tjDecompress2"
    guard let library = SharedLibrary("libturbojpeg.so.0", with: reading) else {
      return Diagnosis(
        "libjpeg-turbo", .limited, "not found: cells can read no JPEG files", advice: "apt-get install libturbojpeg0")
    }
    // It does not tell its version.
    return found("libjpeg-turbo", library, version: nil, function: reading)
  }

  private static func sqlite() -> Diagnosis {
    let opening = "sqlite3_open_v2"
    guard let library = SharedLibrary("libsqlite3.so.0", with: opening) else {
      return Diagnosis(
        "SQLite", .limited, "not found: no gradebook can be written (export --format sqlite)",
        advice: "apt-get install libsqlite3-0")
    }
    return found("SQLite", library, version: library.text(from: "sqlite3_libversion"), function: opening)
  }

  private static func archives() -> Diagnosis {
    guard let library = SharedLibrary(ArchiveLibrary.name, with: ArchiveLibrary.opening) else {
      return Diagnosis(
        "libarchive", .limited, "not found: grade reads no zip archives", advice: "apt-get install libarchive13")
    }
    // "libarchive 3.6.2"
    let words = library.text(from: "archive_version_string")?.split(separator: " ").last.map(String.init)
    return found("libarchive", library, version: words, function: ArchiveLibrary.opening)
  }

  private static func microHTTP() -> Diagnosis {
    let starting = "MHD_start_daemon"
    guard let library = SharedLibrary("libmicrohttpd.so.12", with: starting) else {
      return Diagnosis(
        "microhttpd", .limited, "not found: lessons cannot be shown in a browser (serve)",
        advice: "apt-get install libmicrohttpd12")
    }
    return found("microhttpd", library, version: library.text(from: "MHD_get_version"), function: starting)
  }

  private static func icu() -> Diagnosis {
    guard let version = ICULibrary.installed?.version,
      let library = SharedLibrary("libicuuc.so.\(version)", with: "ubrk_open_\(version)")
    else {
      return Diagnosis(
        "ICU", .limited, "not found: Thai, Lao, Khmer and Burmese prose is printed without regard to its words",
        advice: "apt-get install libicu-dev")
    }
    return found("ICU", library, version: "\(version)", function: "ubrk_open_\(version)")
  }

  private static func found(
    _ name: String, _ library: SharedLibrary, version: String?, function: String
  ) -> Diagnosis {
    let parts = [version, library.path(of: function)].compactMap(\.self)
    return Diagnosis(name, .ok, parts.joined(separator: ", "))
  }
}
