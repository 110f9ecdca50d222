import Foundation
import Testing

@Suite("figures, from the file to the page")
struct FigureTests {
  private static let text = """
    # Figures

    ```swift example
    1 + 1
    ```

    ```output
    2
    ```

    ```figure pooling
    map: 1 2 / 3 4
    ```

    ```output
    ```

    """

  @Test("check asks for the picture that run --write makes, and then nothing is left to say")
  func pictures() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(Self.text.replacing("\n```output\n```\n", with: ""), to: "figures.md")
    let without = try Tool().run("check", file.path)
    #expect(without.status == 1)
    #expect(without.output.contains("\(file.path):11:1: error: the figure pooling has no picture"))
    try folder.write(Self.text, to: "figures.md")
    let stale = try Tool().run("check", file.path)
    #expect(stale.status == 1)
    #expect(stale.output.contains("\(file.path):15:1: error: this is not how the figure above looks now"))
    let written = try Tool().run("run", "--write", file.path)
    #expect(written.status == 0)
    #expect(written.errors.contains("renewed 1 output"))
    let lesson = try String(contentsOf: file, encoding: .utf8)
    #expect(lesson.contains("window 1 of 1: the largest of 1, 2, 3, 4 is 4, in row 1, column 1\n"))
    #expect(try Tool().run("check", file.path).status == 0)
    let copy = try Tool().run("release", file.path)
    #expect(copy.output == lesson)
  }

  @Test("a figure shows what its example shows, and what does not fit is told with its place")
  func ofAnExample() throws {
    let folder = try TemporaryFolder()
    let text = Self.text.replacing(
      "swift example\n1 + 1", with: "swift example maps\nshow(\"map\", [[1.0, 2], [3, 7]])"
    )
    .replacing("figure pooling\nmap: 1 2 / 3 4", with: "figure pooling from=maps\nborder: keep")
    let file = try folder.write(text, to: "figures.md")
    let site = folder.url.appending(path: "site")
    // What has not run has the picture in the file.
    #expect(!(try Tool().run("print", file.path)).output.contains("largest of"))
    #expect(try Tool().run("run", "--write", file.path).status == 0)
    #expect(try Tool().run("check", file.path).status == 0)
    #expect(try Tool().run("print", file.path).output.contains("the largest of 1, 2, 3, 7 is 7"))
    #expect(try Tool().run("book", folder.url.path, "-o", site.path).status == 0)
    let page = try String(contentsOf: site.appending(path: "figures.html"), encoding: .utf8)
    #expect(page.contains("&#10;map: 1 2 / 3 7&#10;"))

    try folder.write(text.replacing("border: keep", with: "border: keep\nsize: 3"), to: "figures.md")
    let misfit = try Tool().run("check", file.path)
    #expect(misfit.status == 1)
    #expect(
      misfit.output.contains(
        "\(file.path):11:19: error: the figure cannot take the values of the example 'maps': a window of 3 does not fit"
      ))
  }

  @Test("a figure that makes no sense is a fault of the lesson, with its place and what to write")
  func faults() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(Self.text.replacing("map: 1 2", with: "mop: 1 2"), to: "figures.md")
    let result = try Tool().run("run", file.path)
    #expect(result.status == 3)
    #expect(result.errors.contains("figures.md:12:1: error: 'mop' says nothing of the figure pooling"))
    #expect(result.errors.contains("did you mean 'map'?"))
  }

  @Test("a page with figures has their scripts and may do what they need, and no other page has or may")
  func pages() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.text, to: "figures.md")
    try folder.write("# Plain\n\nWords.\n", to: "plain.md")
    try folder.write("# Training\n\n```figure train\n```\n\n```output\n```\n", to: "training.md")
    let site = folder.url.appending(path: "site")
    let result = try Tool().run("book", folder.url.path, "-o", site.path)
    #expect(result.status == 0, "\(result.errors)")
    func page(_ name: String) throws -> String {
      try String(contentsOf: site.appending(path: name), encoding: .utf8)
    }
    let figures = try page("figures.html")
    #expect(figures.contains("'wasm-unsafe-eval'") && figures.contains("figures.js") && figures.contains("minicnn.js"))
    #expect(figures.contains("id=\"figure/pooling/1\"") && figures.contains("the largest of 1, 2, 3, 4 is 4"))
    let plain = try page("plain.html")
    #expect(!plain.contains("wasm") && !plain.contains("figures.js"))
    #expect(!figures.contains("worker-src") && !figures.contains("networks.js"))
    let training = try page("training.html")
    #expect(training.contains("'wasm-unsafe-eval'; worker-src blob:; style-src"))
    #expect(training.contains("networks.js") && training.contains("figure-train.js") && !training.contains("pooling"))
    #expect(try page("search.js").contains("where its gradient goes"))
  }
}
