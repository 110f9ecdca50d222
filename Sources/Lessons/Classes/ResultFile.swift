import FoundationEssentials
import Glibc
import Platform
import Reporting
import Support

/// One student's file in a results folder.
struct ResultFile {
  /// No result is larger; whatever is was not written by us.
  private static let largestByteCount = 64 << 20

  let folder: String
  /// Without `.json`.
  let name: String

  /// What the file holds, or why it is passed over.
  func content() -> Result<SubmissionResult, ResultFlaw> {
    switch Self.read("\(folder)/\(name).json") {
    case .success(let data): Self.content(of: data).flatMap(check)
    case .failure(let reason): .failure(reason)
    }
  }

  /// What a file's bytes hold; all in it goes together.
  static func content(of bytes: some Sequence<UInt8>) -> Result<SubmissionResult, ResultFlaw> {
    let bytes = Array(bytes)
    do throws(JSONFlaw) {
      let result = try SubmissionResult(readingJSON: bytes, members: SubmissionResult.members)
      if let flaw = result.flaw { throw JSONFlaw(senseless: flaw, in: bytes) }
      return .success(result)
    } catch {
      return .failure(.damaged(error))
    }
  }

  private func check(_ result: SubmissionResult) -> Result<SubmissionResult, ResultFlaw> {
    let right = ResultName(of: result.student).description
    guard right.utf8.elementsEqual(name.utf8) else { return .failure(.misnamed(expected: right + ".json")) }
    guard Set(result.exercises.map(\.name)).count == result.exercises.count else {
      return .failure(.repeatedExercise)
    }
    return .success(result)
  }

  /// Reads an ordinary file; from a pipe one could wait for ever.
  private static func read(_ path: String, attempts: Int = 3) -> Result<Data, ResultFlaw> {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return .failure(.unreadable(errno)) }
    defer { close(descriptor) }
    var details = stat()
    guard fstat(descriptor, &details) == 0 else { return .failure(.unreadable(errno)) }
    switch details.st_mode & S_IFMT {
    case S_IFDIR: return .failure(.folder)
    case S_IFREG: break
    default: return .failure(.noOrdinaryFile)
    }
    guard details.st_size <= largestByteCount else { return .failure(.tooLarge) }
    do throws(SystemError) {
      return .success(Data(try readAll(from: descriptor, atMost: Int(details.st_size))))
    } catch {
      // On a file server, a file that another machine has just replaced may be gone: its successor is not.
      if error.number == ESTALE, attempts > 1 { return read(path, attempts: attempts - 1) }
      return .failure(.unreadable(error.number))
    }
  }
}
