import Classes
import Running
import Testing

@Suite("Names of results")
struct ResultNameTests {
  @Test(
    "ordinary names stay as they are",
    arguments: [
      "anna", "Anna Berg", "anna.berg_2-b", "Søren Kjær", "李小龙", "Νίκος", "грета", "grades", "a..b", "-rf",
      "anna.reviews", "review", "प्रिया",
    ])
  func ordinary(name: String) {
    #expect(ResultName(of: name).description == name)
  }

  @Test(
    "what could harm is written byte by byte",
    arguments: [
      ("", "%"), (".", "%2E"), ("..", "%2E."), (".hidden", "%2Ehidden"), ("../../x", "%2E.%2F..%2Fx"), ("a/b", "a%2Fb"),
      ("a\nb", "a%0Ab"), ("a\0", "a%00"), ("\u{1B}[2J", "%1B%5B2J"), ("O'Neil", "O%27Neil"), ("\"q\"", "%22q%22"),
      ("100%", "100%25"), ("~", "%7E"), ("a\u{202E}b", "a%E2%80%AEb"), ("😀", "%F0%9F%98%80"), ("a\u{A0}b", "a%C2%A0b"),
      ("anna.review", "anna%2Ereview"), ("anna.REVIEW", "anna%2EREVIEW"), (".review", "%2Ereview"),
    ])
  func harmful(name: String, expected: String) {
    #expect(ResultName(of: name).description == expected)
  }

  @Test("names of up to 243 bytes are whole, longer ones are cut and told apart by a hash")
  func long() {
    let whole = String(repeating: "n", count: 243)
    #expect(ResultName(of: whole).description == whole)
    for letter in ["n", "é", "李", "/", "😀"] {
      let name = String(repeating: letter, count: 251)
      let (one, other) = (ResultName(of: name + "1").description, ResultName(of: name + "2").description)
      #expect(one != other)
      #expect((213...243).contains(one.utf8.count), "\(one)")
      #expect(one.hasSuffix("~\(ContentHash(of: (name + "1").utf8))"))
      #expect(!one.contains("\u{FFFD}"))
      #expect(one.prefix { $0 != "~" }.suffix(3).wholeMatch(of: /%[0-9A-F]{2}|[^%]{3}/) != nil, "\(one)")
    }
  }

  @Test("different names give different files: all of up to four of these letters")
  func injective() {
    let letters = ["a", "A", ".", "%", "~", "2", "E", "/", "é", "e\u{301}"]
    var names = [""]
    var last = [""]
    for _ in 1...4 {
      last = last.flatMap { beginning in letters.map { beginning + $0 } }
      names += last
    }
    let files = Set(names.map { Array(ResultName(of: $0).description.utf8) })
    #expect(files.count == names.count)
  }
}
