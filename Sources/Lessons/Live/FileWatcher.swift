import FoundationEssentials
import Glibc
import Running
import Support

/// Tells when a file has another content, however that came about: written in place, replaced by renaming, saved several times in a
/// moment, removed and put back.
///
/// On Linux the kernel tells of each save. What it does not see, such as a change on another machine's disk, and everything
/// elsewhere, is found by looking at the file's size and time now and then.
package struct FileWatcher: ~Copyable {
  package enum Event: Hashable, Sendable {
    /// The file's new content.
    case saved([UInt8])
    /// There has been no file to read for a while, and why.
    case gone(reason: String)
  }

  /// Why `wait` has returned: something about the file, descriptors that can be read, or neither when the time is over.
  package struct Wake: Hashable, Sendable {
    package var event: Event?
    package var readable: [Int32]

    package init(event: Event? = nil, readable: [Int32] = []) {
      (self.event, self.readable) = (event, readable)
    }
  }

  /// How long a file may be missing or empty while an editor saves it.
  package static let patience = Duration.milliseconds(300)
  private static let lookInterval = Duration.seconds(1)

  private let path: String
  private var settling = SaveSettling()
  private var content: [UInt8]?
  private var stamp: String?
  /// Since when there has been nothing to read.
  private var missingSince: ContinuousClock.Instant?
  private var isGone = false
  private var notices: FolderNotices?
  /// The file that the notices are of, with symbolic links followed.
  private var watched = ""

  /// The first `wait` tells of the file as it is.
  package init(_ path: String) {
    self.path = path
    settling.look(at: .now)
    followFile()
  }

  /// Waits for an event.
  /// - Parameters:
  ///   - descriptors: Further ones to wait for.
  ///   - time: How long to wait at most; `nil`: for ever.
  /// - Returns: Whatever came first.
  package mutating func wait(besides descriptors: [Int32] = [], for time: Duration? = nil) -> Wake {
    let end = time.map { ContinuousClock.now.advanced(by: $0) }
    while true {
      if settling.isDue(at: .now), let event = look() { return Wake(event: event) }
      let nextLook = ContinuousClock.now.advanced(by: Self.lookInterval)
      let wakeUp = min(nextLook, settling.due ?? nextLook, end ?? nextLook)
      let readable = sleep(until: wakeUp, besides: descriptors)
      takeNotices()
      if stamp != fileStamp(path) { settling.noteChange(at: .now) }
      followFile()
      if !readable.isEmpty { return Wake(readable: readable) }
      if let end, end <= .now { return Wake() }
    }
  }

  // MARK: - Looking

  private mutating func look() -> Event? {
    let now = ContinuousClock.now
    settling.noteLook(at: now)
    stamp = fileStamp(path)
    let found = Result { Array(try Data(contentsOf: URL(filePath: path))) }
    if case .success(let bytes) = found, !bytes.isEmpty || isMissingLong(at: now) {
      missingSince = nil
      guard bytes != content || isGone else { return nil }
      (content, isGone) = (bytes, false)
      return .saved(bytes)
    }
    guard isMissingLong(at: now) else {
      missingSince = missingSince ?? now
      settling.look(at: (missingSince ?? now).advanced(by: Self.patience))
      return nil
    }
    guard !isGone, case .failure(let error) = found else { return nil }
    isGone = true
    return .gone(reason: fileMessage(error))
  }

  private func isMissingLong(at now: ContinuousClock.Instant) -> Bool {
    missingSince.map { $0.advanced(by: Self.patience) <= now } ?? false
  }

  // MARK: - Waiting

  /// - Returns: Those of the descriptors that can be read.
  private func sleep(until time: ContinuousClock.Instant, besides descriptors: [Int32]) -> [Int32] {
    var polled = (descriptors + [noticeDescriptor]).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let milliseconds = max(0, (time - .now) / .milliseconds(1)).rounded(.up)
    poll(&polled, nfds_t(polled.count), Int32(milliseconds))
    return polled.dropLast().filter { $0.revents != 0 }.map(\.fd)
  }

  private var noticeDescriptor: Int32 { descriptor(of: notices) }

  private borrowing func descriptor(of notices: borrowing FolderNotices?) -> Int32 {
    switch notices {
    case .none: -1
    case .some(let notices): notices.descriptor
    }
  }

  private mutating func takeNotices() {
    let taken = notices?.take() ?? []
    if taken.contains(.saved) { settling.noteSave(at: .now) }
    if taken.contains(.changed) { settling.noteChange(at: .now) }
    if taken.contains(.lost) { notices = nil }
  }

  /// Watches the folder in which the file is now.
  private mutating func followFile() {
    let file = resolved(path)
    guard notices == nil || file != watched && access(path, F_OK) == 0 else { return }
    let folder = parent(of: file)
    notices = FolderNotices(folder: folder, name: String(file.split(separator: "/").last ?? ""))
    watched = file
    // Between the last look and now nobody was watching.
    if notices != nil { settling.noteChange(at: .now) }
  }
}
