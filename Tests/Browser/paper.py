"""Reads what `print --pdf` and `print --html` make of lessons: pages and their numbers, outline, links, and no answers unless asked for.

usage: paper.py LESSON-RUN LESSONS       LESSONS is the folder of the book
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata

from pypdf import PdfReader

from expecting import concluded, expect

PROGRAM, LESSONS = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])


def printed(folder, name, *arguments):
    file = pathlib.Path(folder) / name
    result = subprocess.run([PROGRAM, "print", *arguments, "-o", file], capture_output=True, text=True)
    expect(result.returncode == 0, f"{name}: {result.stderr}")
    return file


def wherever(folder):
    """A PDF is made whatever the home, and however long the path of the folder for temporary files."""
    long = pathlib.Path(folder) / ("long-" * 20)
    unwritable = pathlib.Path(folder) / "home"
    long.mkdir()
    unwritable.mkdir(mode=0o500)
    for words, variables in [("a long TMPDIR", {"TMPDIR": str(long)}), ("a home that is not there", {"HOME": "/nonexistent/home"}),
                             ("a home that cannot be written to", {"HOME": str(unwritable)})]:
        file = pathlib.Path(folder) / "wherever.pdf"
        file.unlink(missing_ok=True)
        result = subprocess.run([PROGRAM, "print", "--pdf", LESSONS / "glossary.md", "-o", file], capture_output=True, text=True,
                                env={**os.environ, **variables})
        expect(result.returncode == 0 and file.exists(), f"with {words}: {result.stderr}")
    expect(not any(long.iterdir()), "something is left in the folder for temporary files")


def outline(reader):
    """The outline from above, as (depth, title, page from 1)."""
    entries = []

    def walk(items, depth):
        for item in items:
            if isinstance(item, list):
                walk(item, depth + 1)
            else:
                entries.append((depth, item.title, reader.get_destination_page_number(item) + 1))

    walk(reader.outline, 0)
    return entries


def texts(reader):
    return [page.extract_text() for page in reader.pages]


def squeezed(text):
    """Without blanks, and ligatures taken apart."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def answers(lesson):
    """Lines of solutions and typical mistakes that stand nowhere else in the lesson."""
    source = lesson.read_text("utf-8")
    kept = re.sub(r"(?ms)^```swift (solution|mistake|check).*?^```$", "", source)
    found = []
    for match in re.finditer(r"(?ms)^```swift (solution|mistake) \S+\n(.*?)^```$", source):
        found += [line.strip() for line in match[2].split("\n") if len(line.strip()) > 12]
    return [line for line in found if squeezed(line) not in squeezed(kept)]


def check_numbers(name, reader, pages):
    for number, (page, text) in enumerate(zip(reader.pages, pages), 1):
        expect(round(page.mediabox.width) == 595 and round(page.mediabox.height) == 842, f"{name}: page {number} is no A4")
        expect(re.search(rf"(?m)^\s*{number}\s*$", text), f"{name}: page {number} has no number")


def one_lesson(folder):
    lesson = LESSONS / "02-padding.md"
    reader = PdfReader(printed(folder, "plain.pdf", "--pdf", lesson))
    pages = texts(reader)
    check_numbers("plain", reader, pages)
    plain = squeezed("".join(pages))
    secrets = answers(lesson)
    expect(len(secrets) > 5, "the lesson has answers")
    leaked = [line for line in secrets if squeezed(line) in plain]
    expect(not leaked, f"answers in the plain lesson: {leaked[:3]}")
    headings = re.findall(r"(?m)^##? (.*)$", re.sub(r"(?ms)^```.*?^```$", "", lesson.read_text("utf-8")))
    titles = [title for _, title, _ in outline(reader)]
    expect(titles == [re.sub(r"[`*]", "", headings[0].split(": ")[0])] + [re.sub(r"[`*]", "", title) for title in headings[1:]],
           f"the outline is the headings: {titles}")
    for _, title, page in outline(reader):
        expect(squeezed(title) in squeezed(pages[page - 1]), f"'{title}' is not on page {page}")
    kinds = {font["/Subtype"] for page in reader.pages
             for font in (reference.get_object() for reference in page["/Resources"].get("/Font", {}).values())}
    # What a page brings with cubic curves, Chromium writes as a font of this type; nothing that is installed here is one.
    expect("/Type3" in kinds, f"formulas have their font: {sorted(kinds)}")

    worked = squeezed("".join(texts(PdfReader(printed(folder, "worked.pdf", "--pdf", "--worked", lesson)))))
    solutions = re.findall(r"(?ms)^```swift solution \S+\n(.*?)^```$", lesson.read_text("utf-8"))
    for solution in solutions:
        expect(squeezed(solution.split("\n")[0]) in worked, f"the solution is there: {solution[:40]}")


def whole_book(folder):
    file = printed(folder, "book.pdf", "--pdf", LESSONS)
    reader = PdfReader(file)
    pages = texts(reader)
    check_numbers("book", reader, pages)
    entries = outline(reader)
    tops = [title for depth, title, _ in entries if depth == 0]
    for lesson in sorted(LESSONS.glob("[0-9]*.md")):
        title = lesson.read_text("utf-8").split("\n")[0][2:].split(": ")[0]
        expect(title in tops, f"'{title}' is not in the outline")
    expect([page for _, _, page in entries] == sorted(page for _, _, page in entries), "the outline goes from front to back")
    for depth, title, page in entries:
        if depth == 0:
            expect(squeezed(title) in squeezed(pages[page - 1]), f"'{title}' is not on page {page}")
    # What stands on two pages or more is a link's end: links within the book lead to pages of it.
    names = set(reader.named_destinations)
    inner = [note for page in reader.pages for note in (item.get_object() for item in page.get("/Annots", []))
             if "/Dest" in note]
    expect(len(inner) > 20, f"{len(inner)} links within the book")
    for note in inner:
        expect(not isinstance(note["/Dest"], str) or str(note["/Dest"]) in names, f"{note['/Dest']} leads nowhere")
    for lesson in sorted(LESSONS.glob("[0-9]*.md")):
        for picture in re.findall(r"(?ms)^```figure .*?^```\n+```output\n(.*?)^```$", lesson.read_text("utf-8")):
            ends = [squeezed(line) for line in picture.strip().split("\n")]
            expect(any(ends[0] in squeezed(page) and ends[-1] in squeezed(page) for page in pages),
                   f"a figure of {lesson.name} is not whole on one page: {ends[0]}")
    expect("합성곱" in "".join(pages), "Korean words are text")
    print(f"the book: {len(pages)} pages, {file.stat().st_size // 1000} kB, {len(entries)} entries in its outline")


def main():
    with tempfile.TemporaryDirectory() as folder:
        wherever(folder)
        one_lesson(folder)
        whole_book(folder)
    return concluded("", "of printed lessons")


if __name__ == "__main__":
    sys.exit(main())
