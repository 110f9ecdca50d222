import Running

/// Replaces a file's content as a whole, unless somebody else has changed it since it was read.
/// - Parameters:
///   - path: The file; a symbolic link is followed, and the permissions stay.
///   - old: What was read.
///   - new: What takes its place.
///   - current: Reads the file again, at the last moment.
/// - Returns: Whether the file was replaced.
/// - Throws: If it cannot be written; then it is as it was.
package func replaceContent(
  of path: String, _ old: [UInt8], by new: String, current: () -> [UInt8]?
) throws(MachineFailure) -> Bool {
  var draft = try DraftFile(for: path)
  try draft.write(new)
  var isSame = false
  try draft.finish {
    isSame = current() == old
    return isSame
  }
  return isSame
}

/// Writes a file as a whole: until then whatever was there is as it was.
/// - Throws: If it cannot be written.
package func writeWhole(_ bytes: some Sequence<UInt8>, to path: String) throws(MachineFailure) {
  var draft = try DraftFile(for: path)
  try draft.write(bytes)
  try draft.finish()
}
