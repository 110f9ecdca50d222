import CCmark
import Glibc
import LessonArchive
import Reading
import Support

/// Which libraries there are. The names are those by which they are opened when they are needed.
enum LibraryCheck {
  /// A library that is opened when something needs it.
  private struct Row {
    var name: String
    /// The name with the version of its binary interface.
    var file: String
    /// A function without which it is of no use.
    var function: String
    /// The function that gives its version, as the last of some words; `nil` if there is none.
    var version: String?
    /// What cannot be done without it.
    var loss: String
    /// Debian's package.
    var package: String

    var finding: Diagnosis {
      guard let library = SharedLibrary(file, with: function) else {
        return Diagnosis(name, .limited, "not found: \(loss)", advice: "apt-get install \(package)")
      }
      let words = version.flatMap(library.text)?.split(separator: " ").last.map(String.init)
      return found(name, library, version: words, function: function)
    }
  }

  private static let rows = [
    // Its version's function takes a parameter, which it does not look at.
    Row(
      name: "libpng", file: "libpng16.so.16", function: "png_image_finish_read", version: "png_get_libpng_ver",
      loss: "cells can read and write no PNG files, but PGM and PPM", package: "libpng16-16"),
    Row(
      name: "libjpeg-turbo", file: "libturbojpeg.so.0", function: "tjDecompress2", version: nil,
      loss: "cells can read no JPEG files", package: "libturbojpeg0"),
    Row(
      name: "SQLite", file: "libsqlite3.so.0", function: "sqlite3_open_v2", version: "sqlite3_libversion",
      loss: "no gradebook can be written (export --format sqlite)", package: "libsqlite3-0"),
    // "libarchive 3.6.2"
    Row(
      name: "libarchive", file: ArchiveLibrary.name, function: ArchiveLibrary.opening,
      version: "archive_version_string", loss: "grade reads no zip archives", package: "libarchive13"),
    Row(
      name: "microhttpd", file: "libmicrohttpd.so.12", function: "MHD_start_daemon", version: "MHD_get_version",
      loss: "lessons cannot be shown in a browser (serve)", package: "libmicrohttpd12"),
  ]

  /// Without libcmark this program would not have started.
  static func markdown() -> Diagnosis {
    Diagnosis("libcmark", .ok, MarkdownDocument.string(cmark_version_string()))
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
