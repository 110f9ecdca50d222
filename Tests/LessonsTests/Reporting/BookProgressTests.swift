import Reporting
import Testing

@Suite("How far a learner has come")
struct BookProgressTests {
  private let progress = BookProgress(
    [
      .init(lesson: "01-one.md", title: "One", points: 4, maxPoints: 4, passed: 2, exercises: 2, solutionsSeen: ["a"]),
      .init(lesson: "02-two.md", title: "Two", points: 0.5, maxPoints: 100, passed: 0, exercises: 3, solutionsSeen: []),
      .init(
        lesson: "03-three.md", title: "Three", points: 99, maxPoints: 100, passed: 2, exercises: 3, solutionsSeen: []),
      .init(lesson: "04-four.md", title: "Four", points: 0, maxPoints: 8, passed: 0, exercises: 3, solutionsSeen: []),
    ], last: .init(lesson: "03-three.md", exercise: "c"))

  @Test("a bar is full only where everything is right, and empty only where nothing is")
  func text() {
    #expect(
      progress.text(style: Style()) == """
          01-one.md          4/4  ████████████████████  1 solution seen
          02-two.md      0.5/100  █░░░░░░░░░░░░░░░░░░░
          03-three.md     99/100  ███████████████████░
          04-four.md         0/8  ░░░░░░░░░░░░░░░░░░░░
          all          103.5/212  █████████░░░░░░░░░░░

        last worked on: 03-three.md, c

        """)
  }

  @Test("JSON has the same and the names")
  func json() throws {
    let text = try progress.json()
    for words in ["\"points\" : 103.5", "\"max_points\" : 212", "\"exercise\" : \"c\"", "\"solutions_seen\""] {
      #expect(text.contains(words), "\(words)")
    }
  }
}
