import Classes
import Testing

@Suite("What a grading learns from a process that died of a hand-in")
struct PrecautionsTests {
  private func expectLearning(
    _ isUseful: Bool, from open: Set<String>, _ precautions: inout Precautions,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    let learnt = precautions.learn(from: open)
    #expect(learnt == isUseful, sourceLocation: sourceLocation)
  }

  @Test("of several, each is judged by itself; the one that was by itself is not judged again")
  func learning() {
    var precautions = Precautions()
    expectLearning(true, from: ["ada.md", "ben.md", "mal.md"], &precautions)
    #expect(precautions.suspects == ["ada.md", "ben.md", "mal.md"])
    #expect(precautions.unjudgeable == [])
    expectLearning(true, from: ["mal.md"], &precautions)
    #expect(precautions.unjudgeable == ["mal.md"])
    expectLearning(true, from: ["eve.md", "fay.md"], &precautions)
    expectLearning(true, from: ["eve.md"], &precautions)
    #expect(precautions.unjudgeable == ["mal.md", "eve.md"])
  }

  @Test("where no hand-in was being judged, or nothing new is known, no other process is tried", arguments: [0, 1, 3])
  func noUse(count: Int) {
    let open = Set((0..<count).map { "\($0).md" })
    var precautions = Precautions()
    expectLearning(count > 0, from: open, &precautions)
    expectLearning(false, from: open, &precautions)
  }

  @Test("whatever a class's processes die of, they come to an end, and of innocents none is given up")
  func ending() {
    let culprits: Set = ["3.md", "17.md", "18.md", "40.md"]
    var precautions = Precautions()
    var deaths = 0
    // Judges the suspects one by one, then sixteen at a time.
    func worker() -> Set<String>? {
      let waiting = (0..<48).map { "\($0).md" }.filter { !precautions.unjudgeable.contains($0) }
      let suspects = waiting.filter(precautions.suspects.contains)
      if let culprit = suspects.first(where: culprits.contains) { return [culprit] }
      let others = waiting.filter { !precautions.suspects.contains($0) }
      return stride(from: 0, to: others.count, by: 16).map { Set(others[$0..<min($0 + 16, others.count)]) }
        .first { !$0.isDisjoint(with: culprits) }
    }
    while let open = worker(), precautions.learn(from: open) { deaths += 1 }
    #expect(precautions.unjudgeable == culprits)
    #expect(deaths <= 2 * culprits.count)
  }
}
