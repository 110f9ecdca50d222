import Classes
import Testing

@Suite("Shards of a class")
struct ShardTests {
  @Test("what is read", arguments: [("1/1", 1, 1), ("3/8", 3, 8), ("008/0008", 8, 8), ("7/1000000", 7, 1_000_000)])
  func reading(text: String, number: Int, count: Int) throws {
    let shard = try #require(Shard(text))
    #expect(shard.number == number && shard.count == count)
    #expect("\(shard)" == "\(number)/\(count)")
  }

  @Test(
    "what is no shard",
    arguments: [
      "", "/", "4", "4/", "/4", "0/4", "5/4", "1/0", "0/0", "x", "a/b", "1/2/3", "+1/4", "-1/4", "1/-4", "1 /4", "1/4 ",
      "1.0/4", "１/４", "1/1000001", "1/99999999999999999999",
    ])
  func refused(text: String) { #expect(Shard(text) == nil) }

  @Test("every student is in exactly one of the shards, whatever the name", arguments: [1, 2, 3, 7, 100])
  func partition(count: Int) throws {
    let shards = try (1...count).map { try #require(Shard($0, of: count)) }
    let names = ["", "a/b", ".x", "Zoë", "ünïcode", "<script>", "a\nb"] + (0..<200).map { "student-\($0)" }
    for name in names { #expect(shards.count { $0.contains(name) } == 1, "\(name)") }
  }

  @Test(
    "a student's shard never changes: the first eight bytes of the SHA-256 of the result's name, as one number",
    arguments: [("ada", 3, 399), ("ben", 3, 295), ("Zoë", 1, 49), ("a/b", 4, 56)])
  func stable(student: String, ofFour: Int, ofThousand: Int) throws {
    #expect(try #require(Shard(ofFour, of: 4)).contains(student))
    #expect(try #require(Shard(ofThousand, of: 1000)).contains(student))
  }

  @Test("a thousand students are spread over eight shards, 125 each but for chance")
  func evenly() throws {
    let names = (0..<1000).map { number in
      let digits = "\(number)"
      return "student-" + String(repeating: "0", count: 3 - digits.count) + digits
    }
    let sizes = try (1...8).map { number in
      let shard = try #require(Shard(number, of: 8))
      return names.count(where: shard.contains)
    }
    #expect(sizes == [126, 123, 125, 108, 125, 138, 135, 120])
  }

  @Test("a share of a class keeps the class's order, and without a shard is all of it")
  func share() throws {
    let files = ["ada", "ben", "cleo", "dora", "fay"].map { HandedInFile(student: $0, path: "in/\($0).md") }
    #expect(ClassShare(of: files, in: nil).files == files)
    let shares = ["1/2", "2/2"].map { ClassShare(of: files, in: Shard($0)) }
    #expect(shares.map { $0.files.map(\.student) } == [["ada", "ben", "cleo", "dora"], ["fay"]])
    #expect(shares.allSatisfy { $0.wholeClass == files })
  }
}
