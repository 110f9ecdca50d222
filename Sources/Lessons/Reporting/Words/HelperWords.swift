import Running
import Support

extension Words {
  func helper(_ failure: HelperFailure) -> RefusalWords {
    let otherwise = "print the page of --html from a browser, or try again"
    return switch failure {
    case .noChromium:
      RefusalWords(
        "a PDF is made by Chromium, and there is none in any folder of PATH",
        advice: "apt-get install chromium fonts-nanum, or print the page of --html from a browser")
    case .chromiumNotStarted(let failure):
      RefusalWords(
        "cannot start \(printable(failure.executable)): \(systemMessage(failure.errorNumber))",
        advice: "apt-get install --reinstall chromium")
    case .chromiumTooSlow(let seconds):
      RefusalWords("Chromium had not printed the page after \(Int(seconds.rounded())) seconds", advice: otherwise)
    case .chromiumFailed(let complaint):
      RefusalWords(
        "Chromium made no PDF" + (complaint.map { ": " + inLine($0, limit: 300) } ?? ""), advice: otherwise)
    case .noArchiveLibrary(let archive):
      RefusalWords(
        "zip archives are read with libarchive, which is not installed",
        advice: "apt-get install libarchive13, or unpack \(printable(archive)) and hand over the folder")
    case .noServer:
      RefusalWords(
        "libmicrohttpd is missing, which pages are served with", advice: "apt-get install libmicrohttpd12")
    case .noSQLite(let isTooOld):
      RefusalWords(
        "a gradebook needs SQLite: \(isTooOld ? "the SQLite that is installed is too old" : "SQLite is not installed")",
        advice: "install it (on Debian: apt-get install libsqlite3-0)")
    case .gradebook(let path, let failure): gradebook(failure, printable(path))
    }
  }

  private func gradebook(_ failure: HelperFailure.Gradebook, _ name: String) -> RefusalWords {
    switch failure {
    case .busy:
      RefusalWords(
        "cannot write \(name): another program is using it", advice: "close that program, and try again")
    case .otherDatabase: noGradebook(name, "it is a database of something else")
    case .otherVersion: noGradebook(name, "another version of lesson-run made it")
    case .notGradebook(let message): noGradebook(name, message)
    case .unwritable(let message):
      RefusalWords(
        "cannot write \(name): \(message)",
        advice: "check that its folder is there, that you may write there and that there is room")
    case .refused(let message): RefusalWords("cannot write \(name): \(message)", advice: "name another file with -o")
    }
  }

  private func noGradebook(_ name: String, _ why: String) -> RefusalWords {
    RefusalWords("\(name) is no gradebook: \(why)", advice: "name another file with -o")
  }
}
