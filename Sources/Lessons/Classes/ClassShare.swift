/// What one call of `grade` sees to: a whole class, or a shard of it.
package struct ClassShare: Sendable {
  package let shard: Shard?
  /// What the whole class handed in.
  package let wholeClass: [HandedInFile]
  /// What is to be graded by this call.
  package let files: [HandedInFile]

  /// - Parameters:
  ///   - wholeClass: What was handed in, one file for each student.
  ///   - shard: The part to grade; `nil` for all of it.
  package init(of wholeClass: [HandedInFile], in shard: Shard?) {
    (self.shard, self.wholeClass) = (shard, wholeClass)
    files = shard.map { shard in wholeClass.filter { shard.contains($0.student) } } ?? wholeClass
  }
}
