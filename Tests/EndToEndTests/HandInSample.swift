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
      /// A photograph, and the answer in Latin-1.
      case photo, latin1
      /// Archives: of 64-bit sizes, with names of Korean Windows, in an archive, of 2 GiB, with 2 GiB beside the answer, and locked.
      case zip64, koreanZip, zipZip, hugeZip, hugeBesideZip, lockedZip
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

  init(of sample: ClassSample) { self.sample = sample }

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
    import io, json, stat, struct, sys, zipfile, zlib
    right = open("right.md").read()
    def archive(files):
        bytes = io.BytesIO()
        with zipfile.ZipFile(bytes, "w") as inner:
            for name, content in files.items():
                with inner.open(zipfile.ZipInfo(name), "w", force_zip64=name.startswith("64")) as file:
                    file.write(content.encode() if isinstance(content, str) else content)
        return bytes.getvalue()
    def raw(files):
        """Names as bytes; of a content that is a size, so many zeros, whose checksum nobody comes to read."""
        bytes, directory = io.BytesIO(), b""
        for name, content in files:
            press = zlib.compressobj(9, zlib.DEFLATED, -15)
            if isinstance(content, int):
                piece = press.compress(b"\0" * (1 << 20)) + press.flush(zlib.Z_FULL_FLUSH)
                data, size = piece + (press.compress(b"\0" * (1 << 20)) + press.flush(zlib.Z_FULL_FLUSH)) * ((content >> 20) - 1) + press.flush(), content
            else: data, size = press.compress(content) + press.flush(), len(content)
            crc = 0 if isinstance(content, int) else zlib.crc32(content)
            common = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 46 << 9 | 11 << 5 | 20, crc, len(data), size, len(name), 0)
            directory += b"PK\1\2\x14\0" + common + struct.pack("<HHHII", 0, 0, 0, 0, bytes.tell()) + name
            bytes.write(b"PK\3\4" + common + name + data)
        end = struct.pack("<HHHHIIH", 0, 0, len(files), len(files), len(directory), bytes.tell(), 0)
        return bytes.getvalue() + directory + b"PK\5\6" + end
    def locked(archive):
        data = bytearray(archive)
        for info in zipfile.ZipFile(io.BytesIO(archive)).filelist: data[info.header_offset + 6] |= 1
        data[archive.rindex(b"PK\1\2") + 8] |= 1
        return bytes(data)
    contents = {
        "right": right, "utf16": b"\xff\xfe" + right.encode("utf-16-le"), "richText": r"{\rtf1\ansi " + right + "}",
        "zip": archive({"work/my answers.md": right, "work/photo.png": b"\x89PNG"}), "word": archive({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}),
        "pdf": "%PDF-1.7", "page": "<!DOCTYPE html><p>hello", "picture": b"\x89PNG\r\n", "empty": "", "large": "#" * (5 << 20),
        "link": "/etc/passwd", "encrypted": right, "brokenZip": b"PK\x03\x04 broken", "emptyZip": archive({"notes.c": "int"}),
        "zeros": bytes(5 << 20), "photo": b"\xff\xd8\xff\xe0" + bytes(99), "latin1": ("Größe\n" + right).encode("latin-1"),
        "zip64": archive({"64.md": right}), "koreanZip": raw([("김민수.md".encode("cp949"), right.encode())]),
        "zipZip": archive({"in.zip": archive({"a/windows.md": right})}), "hugeZip": raw([(b"windows.md", 2 << 30)]),
        "hugeBesideZip": raw([(b"data.bin", 2 << 30), (b"windows.md", right.encode())]),
        "lockedZip": locked(archive({"windows.md": right}))}
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
