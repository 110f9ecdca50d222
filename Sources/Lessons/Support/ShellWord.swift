/// A path as it can be typed into a shell.
package func shellWord(_ path: String) -> String {
  let isPlain = path.unicodeScalars.allSatisfy {
    $0.properties.isAlphabetic || ("0"..."9").contains($0) || "/._-+,@%".unicodeScalars.contains($0)
  }
  return isPlain && !path.hasPrefix("-") ? path : "'" + path.replacing("'", with: #"'\''"#) + "'"
}
