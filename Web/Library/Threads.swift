/// A module has one thread.
enum Threads {
  static var allowed: Int { 1 }

  static func inOrder<Part>(_ count: Int, threads: Int, part: (Int) -> Part, take: (Part) -> Void) {
    for index in 0..<count { take(part(index)) }
  }
}
