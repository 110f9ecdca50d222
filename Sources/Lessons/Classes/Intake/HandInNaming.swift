import Glibc

/// What is seen of how hand-ins are called when all of a folder's are looked at.
enum HandInNaming {
  /// What GitHub Classroom puts before each login: the assignment's name.
  static func prefixOfRepositories(_ folder: HandInNode, _ children: [HandInNode]) -> String {
    let folders = children.filter { $0.kind == .folder }
    guard folders.count == children.count, let first = folders.first else { return "" }
    let name = HandInCollection.name(of: folder.path)
    if name.hasSuffix("-submissions") {
      let prefix = name.dropLast("submissions".count)
      return folders.allSatisfy { $0.name.hasPrefix(prefix) && $0.name.count > prefix.count } ? String(prefix) : ""
    }
    guard folders.count > 1, ["/.git", "/.github"].contains(where: { access(first.path + $0, F_OK) == 0 }) else {
      return ""
    }
    let shared = folders.dropFirst().reduce(first.name) { shared, folder in
      String(zip(shared, folder.name).prefix { $0 == $1 }.map(\.0))
    }
    return shared.lastIndex(of: "-").map { String(shared[...$0]) } ?? ""
  }

  /// Numbers that Canvas would not have given to two files: names that have them are somebody else's making.
  static func sharedNumbers(_ children: [HandInNode]) -> Set<String> {
    let numbers = children.filter { $0.kind == .file }.compactMap { HandInLabel($0.name).fileID }
    return Set(Dictionary(numbers.map { ($0, 1) }, uniquingKeysWith: +).filter { $0.value > 1 }.keys)
  }
}

extension HandedInFile {
  /// The same file, if nothing in its name is a platform's.
  var unlabelled: HandedInFile {
    var copy = self
    (copy.student, copy.label) = (HandInLabel.stem(of: HandInCollection.name(of: path)), nil)
    return copy
  }
}

extension String {
  func droppingPrefix(_ prefix: String) -> String {
    !prefix.isEmpty && hasPrefix(prefix) && count > prefix.count ? String(dropFirst(prefix.count)) : self
  }
}
