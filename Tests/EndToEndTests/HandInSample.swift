import Foundation
import Testing

/// A class's hand-ins as a learning platform delivers them: an archive, made by Python's `zipfile`.
struct HandInSample {
  /// What is in an archive: a path, and what stands for its content.
  struct Item: Encodable {
    enum Content: String, Encodable {
      /// An answer to all exercises that is right.
      case right
      /// The same in UTF-16 with a mark, as Rich Text, and in an archive of its own.
      case utf16, richText, zip
      case word, pdf, page, picture, empty, large, link, encrypted, brokenZip, emptyZip, zeros
    }

    var path: String
    var content: Content
    /// When it was last changed.
    var time: [Int]

    init(_ path: String, _ content: Content = .right, at time: [Int] = [2026, 11, 20, 14, 3, 0]) {
      (self.path, self.content, self.time) = (path, content, time)
    }
  }

  let sample: ClassSample

  init() throws {
    sample = try ClassSample(["right": ClassSample.Answers(largest: ClassSample.largest, mean: ClassSample.mean)])
    try FileManager.default.moveItem(
      at: sample.folder.url.appending(path: "in/right.md"), to: sample.folder.url.appending(path: "right.md"))
  }

  func write(_ items: [Item], to name: String) throws {
    try sample.folder.write(try JSONEncoder().encode(items), to: "items.json")
    let script = try sample.folder.write(Self.script, to: "zip.py")
    var python = Tool()
    (python.executable, python.folder) = (URL(filePath: "/usr/bin/env"), sample.folder.url)
    let result = try python.run("python3", "-B", script.path, name)
    #expect(result.status == 0, "\(result.errors)")
  }

  /// The rows of a table by the students' names.
  func rows(_ file: String = "out/grades.csv") throws -> [String: [String: String]] {
    var python = Tool()
    (python.executable, python.folder) = (URL(filePath: "/usr/bin/env"), sample.folder.url)
    let script = "import csv, json, sys; print(json.dumps(list(csv.DictReader(open(sys.argv[1], newline='')))))"
    let result = try python.run("python3", "-c", script, file)
    let rows = try JSONDecoder().decode([[String: String]].self, from: Data(result.output.utf8))
    let byName = Dictionary(grouping: rows) { $0["student"] ?? "" }
    #expect(byName.allSatisfy { $0.value.count == 1 }, "nobody twice")
    return byName.compactMapValues(\.first)
  }

  private static let script = #"""
    import io, json, stat, sys, zipfile
    right = open("right.md").read()
    def archive(files):
        bytes = io.BytesIO()
        with zipfile.ZipFile(bytes, "w") as inner:
            for name, content in files.items(): inner.writestr(name, content)
        return bytes.getvalue()
    contents = {
        "right": right, "utf16": b"\xff\xfe" + right.encode("utf-16-le"), "richText": r"{\rtf1\ansi " + right + "}",
        "zip": archive({"work/my answers.md": right, "work/photo.png": b"\x89PNG"}), "word": archive({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}),
        "pdf": "%PDF-1.7", "page": "<!DOCTYPE html><p>hello", "picture": b"\x89PNG\r\n", "empty": "", "large": "#" * (5 << 20),
        "link": "/etc/passwd", "encrypted": right, "brokenZip": b"PK\x03\x04 broken", "emptyZip": archive({"notes.c": "int"}),
        "zeros": bytes(5 << 20)}
    with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for item in json.load(open("items.json")):
            info = zipfile.ZipInfo(item["path"], tuple(item["time"]))
            info.compress_type = zipfile.ZIP_DEFLATED
            if item["content"] == "link": info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
            file.writestr(info, contents[item["content"]])
        for item, info in zip(json.load(open("items.json")), file.filelist):
            if item["content"] == "encrypted": info.flag_bits |= 1
    data = bytearray(open(sys.argv[1], "rb").read())
    # The flag belongs into the local header, too.
    for item, info in zip(json.load(open("items.json")), zipfile.ZipFile(io.BytesIO(bytes(data))).filelist):
        if item["content"] == "encrypted": data[info.header_offset + 6] |= 1
    open(sys.argv[1], "wb").write(data)
    """#
}
