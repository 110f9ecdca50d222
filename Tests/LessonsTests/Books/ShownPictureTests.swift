import Books
import LessonWire
import Running
import Testing

@Suite("Pictures on a page, made of the numbers that a cell has drawn")
struct ShownPictureTests {
  private func html(_ scalars: [Double], shape: [Int], range: ClosedRange<Double>? = nil) -> String {
    let panel = ShownValue.Picture.Panel(caption: "", numbers: ShownValue.NumberArray(shape: shape, scalars: scalars))
    let value = ShownValue(.picture(ShownValue.Picture(title: "", panels: [panel], range: range)))
    return OutputHTML.html([PrintedPart("characters\n", value: value)])
  }

  @Test("the least number is black, the greatest white, and the legend tells both")
  func shades() {
    let html = html([0, 1, 2, 3], shape: [2, 2])
    #expect(html.contains("<rect y=\"-.5\" width=\"2\" height=\"2\" fill=\"#000000\"/>"))
    #expect(html.contains("<path stroke=\"#ffffff\" d=\"M1 1h1\"/>"))
    #expect(html.contains("<span>0</span>") && html.contains("<span>3</span>"))
    #expect(html.contains("aria-label=\"picture, 2 × 2, from 0 to 3\""))
    #expect(!html.contains("characters"), "what was printed instead is not there a second time")
  }

  @Test("a range that is given decides, and what lies beyond is drawn as its ends")
  func range() {
    let html = html([-5, 300], shape: [1, 2], range: 0...255)
    #expect(
      html.contains("fill=\"#000000\"") && html.contains("stroke=\"#ffffff\"") && html.contains("<span>255</span>"))
  }

  @Test("squares of one shade that stand side by side are one stroke")
  func strokes() { #expect(html([1, 1, 0, 0, 0], shape: [1, 5]).contains("d=\"M0 0h2\"")) }

  @Test("the commonest shade lies below all others, and is drawn once")
  func ground() {
    let html = html([1, 0, 1, 1, 0.5, 1], shape: [2, 3])
    #expect(
      html.contains(
        "<rect y=\"-.5\" width=\"3\" height=\"2\" fill=\"#ffffff\"/><path stroke=\"#000000\" d=\"M1 0h1\"/>"))
    #expect(!html.contains("stroke=\"#ffffff\""))
  }

  @Test("what is no finite number is drawn in red, and counted")
  func odd() {
    let html = html([0, .nan, 0, 0, 1, .infinity], shape: [2, 3])
    #expect(html.contains("stroke=\"#c0392b\"") && html.contains("2 not finite, in red"))
  }

  @Test("of nothing there is no picture, but what was printed")
  func nothing() {
    let value = ShownValue(.picture(ShownValue.Picture(title: "", panels: [], range: nil)))
    #expect(OutputHTML.html([PrintedPart("empty (0 × 3)\n", value: value)]).contains("empty (0 × 3)"))
  }
}
