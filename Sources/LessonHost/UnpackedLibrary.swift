import CSpawn
import LessonWire

@preconcurrency import Glibc

/// Gives a library that is only a descriptor a path, under which its own program and nobody before it can read it: a crash's place is
/// looked up in that file.
/// - Returns: The path, also if nothing could be put there: the loader then says what is wrong, as it does of half a library.
func unpackedLibrary(_ descriptor: Int32, as name: String) -> String {
  let path = "\(SessionContract.programs)/\(name).so"
  unlink(path)
  let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
  guard file >= 0 else { return path }
  defer { close(file) }
  var details = stat()
  if fstat(descriptor, &details) == 0 { _ = cspawn_copy(descriptor, file, UInt64(details.st_size)) }
  return path
}
