import Books
import Running

/// Whether there is a browser that makes PDFs.
struct BrowserCheck {
  let searchPath: String

  func finding() -> Diagnosis {
    do throws(MachineFailure) {
      return Diagnosis("Chromium", .ok, try Chromium(searchPath: searchPath).executable)
    } catch {
      return Diagnosis("Chromium", .limited, "not found: lessons cannot be printed (print --pdf)", advice: error.advice)
    }
  }
}
