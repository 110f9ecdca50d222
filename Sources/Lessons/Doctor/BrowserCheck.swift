import Books
import Reporting
import Running

/// Whether there is a browser that makes PDFs.
struct BrowserCheck {
  let searchPath: String

  func finding() -> Diagnosis {
    do throws(MachineFailure) {
      return Diagnosis("Chromium", .ok, try Chromium(searchPath: searchPath).executable)
    } catch {
      return Diagnosis(
        "Chromium", .limited, "not found: lessons cannot be printed (print --pdf)",
        advice: Words().failure(error).advice)
    }
  }
}
