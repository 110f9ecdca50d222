import LessonWire

import Glibc

/// A number that belongs to whoever answers this lesson, from 0 to 4294967295: for `swift setup`, which makes each learner's own numbers
/// of it.
///
/// It is made from the student's name and the lesson's file name, so that it is the same wherever and whenever the lesson is run or
/// graded: the first four bytes, as a whole number, of the SHA-256 digest of the file's name without `.md`, a line feed, and the
/// student's name in small letters (in UTF-8, normalisation form C, without blanks around it). Where there is no student, as in the
/// author's lesson and in the book, it is made from no name.
public var seed: Int { getenv(SessionContract.seed).flatMap { Int(String(cString: $0)) } ?? 0 }

/// Decides what `seed` is. The host calls this before a program is loaded.
public func __lessonSeed(_ number: String) {
  if number.isEmpty { unsetenv(SessionContract.seed) } else { setenv(SessionContract.seed, number, 1) }
}
