import Running

/// What a student's files are called: the student's name, made safe for a file system.
///
/// Letters of any script with their marks, digits, blanks, `.`, `_` and `-` stay as they are. Of anything else, of a dot in front, and of
/// that of a `.review` at the end, by which reviews are told from results, each UTF-8 byte is written as `%` and two hexadecimal digits. What is still longer than a file name may be is cut and
/// gets a `~` and the SHA-256 of the whole name. A nameless student is `%`.
///
/// Two different names never give the same file, since neither `%` nor `~` stays as it is. (A file system that ignores case or the
/// form of accents may still take two files for one.)
package struct ResultName: Hashable, Sendable, CustomStringConvertible {
  /// A file name has 255 bytes, and `.review.json` is put behind.
  private static let mostBytes = 243

  private static let reviewEnding = Array(".review".unicodeScalars)

  package let description: String

  /// - Complexity: O(*n*) in the name's length.
  package init(of student: String) {
    let scalars = student.unicodeScalars
    let isLikeReview = scalars.suffix(Self.reviewEnding.count).elementsEqual(Self.reviewEnding) { one, other in
      one == other || one.properties.lowercaseMapping.unicodeScalars.elementsEqual(CollectionOfOne(other))
    }
    let dots = isLikeReview ? [0, scalars.count - Self.reviewEnding.count] : [0]
    let parts = scalars.enumerated().map { index, scalar in
      scalar.isOrdinary && !(scalar == "." && dots.contains(index)) ? String(scalar) : Self.escaped(scalar)
    }
    let length = parts.reduce(0) { $0 + $1.utf8.count }
    if parts.isEmpty {
      description = "%"
    } else if length <= Self.mostBytes {
      description = parts.joined()
    } else {
      description = Self.cut(parts, hash: ContentHash(of: student.utf8))
    }
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    let digits = Array("0123456789ABCDEF")
    return String(String(scalar).utf8.flatMap { ["%", digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }

  /// As many whole parts as leave room for the hash.
  private static func cut(_ parts: [String], hash: ContentHash) -> String {
    let ending = "~\(hash)"
    var beginning = ""
    for part in parts {
      guard beginning.utf8.count + part.utf8.count + ending.utf8.count <= mostBytes else { break }
      beginning += part
    }
    return beginning + ending
  }
}

extension Unicode.Scalar {
  fileprivate var isOrdinary: Bool {
    if isASCII { return properties.isAlphabetic || "0123456789 ._-".unicodeScalars.contains(self) }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
      .spacingMark, .decimalNumber:
      return true
    default: return false
    }
  }
}
