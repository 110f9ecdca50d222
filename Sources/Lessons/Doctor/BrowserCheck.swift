import Books
import Running

/// Whether there is a browser that makes PDFs.
struct BrowserCheck {
  let searchPath: String

  func finding() -> Diagnosis {
    do throws(MachineFailure) {
      return Diagnosis(.browser, .ok, .browser(try Chromium(searchPath: searchPath).executable))
    } catch {
      return Diagnosis(.browser, .limited, .noBrowser(error))
    }
  }
}
