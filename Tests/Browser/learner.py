"""A learner's workspace and an author's folder in a browser, on a server that has no editor but a plain field: hints one by one, masked values,
the solution, the starter again, steps, progress; and every cell edited beside the author's test.

usage: learner.py LESSON-RUN      prints what is wrong and a summary
"""

import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile

from selenium.webdriver.common.by import By

from alive import Server, button, found, part, press, saved, text, until, write
from chromium import browser
from demands import clean, keeps_its_policy
from expecting import concluded, expect

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
LESSON = """# Sums

```swift example
let numbers = [1.0, 2, 3]
let doubled = numbers.map { 2 * $0 }
draw(Tensor(doubled), range: 0...6)
```

<b class="bold">bold</b>

```swift exercise first answer=list
let list: [Double] = ___
```

```hint first
Count from one.
```

```hint first
Stop at three.
```

```swift solution first
let list: [Double] = [1, 2, 3]
```

```swift exercise second answer=sum
let sum: Double = ___
```

```swift solution second
let sum: Double = 6
```
"""


def without_editor(folder):
    """The program with all that it needs besides, but without the editor's files."""
    place = pathlib.Path(folder) / "bin"
    place.mkdir()
    for name in ("lesson-run", "lesson-cell", "lesson-syntax", "lesson-unpack"):
        shutil.copy2(PROGRAM.parent / name, place / name)
    for name in ("Modules", "Interfaces"):
        shutil.copytree(PROGRAM.parent / name, place / name)
    return place / "lesson-run"


def workspace(program, folder):
    book, place = pathlib.Path(folder) / "book", pathlib.Path(folder) / "work"
    book.mkdir()
    (book / "a.md").write_text(LESSON, "utf-8")
    (book / "b.md").write_text(LESSON.replace("# Sums", "# More sums"), "utf-8")
    subprocess.run([program, "start", book, place], check=True, capture_output=True)
    return place


def learn(driver, server, place):
    file = place / "a.md"
    driver.get(server.address)
    driver.get(server.origin + "/a.html")
    until(driver, "plain fields are there", lambda: len(driver.find_elements(By.CSS_SELECTOR, ".editor.alive > textarea")) == 2)
    expect(not driver.execute_script("return !!window.ace"), "this server has no editor Ace")
    until(driver, "a picture of the example", lambda: driver.find_elements(By.CSS_SELECTOR, ".example figure.picture svg"))
    expect(driver.find_elements(By.CSS_SELECTOR, ".example .legend"), "with its legend")
    expect("<b class=" in driver.find_element(By.TAG_NAME, "article").text, "HTML in a lesson is shown as text")
    write(driver, "first", "let list: [Double] = [1, 2, 4]", "run")
    until(driver, "Ctrl-Enter in a plain field brings the verdict", lambda: "wrong" in found(driver, "first"))
    expect("[1, 2, 4]" in file.read_text("utf-8"), "and saves the cell")
    expect("▒▒" in found(driver, "first"), "what is expected is masked")
    button(driver, "first", "reveal")
    until(driver, "until it is asked for", lambda: "▒▒" not in found(driver, "first") and "3" in found(driver, "first"))
    button(driver, "first", "reveal")
    until(driver, "and masked again", lambda: "▒▒" in found(driver, "first"))
    button(driver, "first", "hint")
    until(driver, "a first hint", lambda: "Count from one." in part(driver, "hints", "first"))
    expect("Stop at three." not in part(driver, "hints", "first"), "and not the second")
    button(driver, "first", "hint")
    until(driver, "then the second", lambda: "Stop at three." in part(driver, "hints", "first"))
    button(driver, "second", "solution")
    expect(part(driver, "solution", "second") == "", "a solution is shown at the second press only")
    button(driver, "second", "solution")
    until(driver, "a solution", lambda: "let sum: Double = 6" in part(driver, "solution", "second"))
    steps(driver)
    button(driver, "first", "reset")
    expect("[1, 2, 4]" in text(driver, "first"), "the starter comes back at the second press only")
    button(driver, "first", "reset")
    until(driver, "the starter", lambda: "___" in text(driver, "first") and "___" in file.read_text("utf-8").split("second")[0])
    old = list((place / ".lesson-run" / "old").rglob("*"))
    expect(any("[1, 2, 4]" in path.read_text("utf-8") for path in old if path.is_file()), "the answer before is kept")
    until(driver, "where it is kept", lambda: "your answer is in" in saved(driver, "first"))


def steps(driver):
    button(driver, "first", "steps")
    until(driver, "a cell's steps", lambda: "list" in part(driver, "steps", "first") or "no steps" in part(driver, "steps", "first"))
    press(driver, '[data-of="example/1"][data-do="steps"]')
    until(driver, "an example's steps", lambda: driver.find_elements(By.CSS_SELECTOR, ".example .stepper button"))
    back, forward, _ = driver.find_elements(By.CSS_SELECTOR, ".example .stepper button")
    driver.execute_script("arguments[0].click()", forward)
    rows = driver.find_elements(By.CSS_SELECTOR, ".example tr[data-step]")
    expect(rows[0].get_attribute("aria-current") == "step", "they are gone through one by one")
    write(driver, "first", "let list: [Double] = [1, 2].map { $0 + 5 }\nprint(list.count)", "run")
    until(driver, "after an edit the steps are the new code's", lambda: "map" in part(driver, "steps", "first"))
    button(driver, "first", "steps")
    until(driver, "and go when they are not wanted", lambda: part(driver, "steps", "first") == "")
    write(driver, "first", "let list: [Double] = [1, 2, 4]", "run")
    until(driver, "the former verdict", lambda: "[1, 2, 4]" in found(driver, "first") or "4" in found(driver, "first"))


def progress(driver, server, place):
    driver.get(server.origin + "/a.html")
    link = next(link for link in driver.find_elements(By.CSS_SELECTOR, "#contents a") if link.text == "Progress")
    driver.execute_script("arguments[0].click()", link)

    def rows():
        return [row.text for row in driver.find_elements(By.CSS_SELECTOR, ".progress tbody tr, .progress tfoot tr")]

    until(driver, "a row for each lesson, and their sum", lambda: len(rows()) == 3 and "grading" not in " ".join(rows()))
    expect("0/2" in rows()[0] and "0/4" in rows()[2], "nothing is passed yet")
    file = place / "b.md"
    file.write_text(file.read_text("utf-8").replace("let sum: Double = ___", "let sum: Double = 6"), "utf-8")
    until(driver, "an answer in a file is graded while the page is looked at", lambda: "1/2" in rows()[1] and "1/4" in rows()[2])
    first = driver.find_element(By.CSS_SELECTOR, ".progress .signs a.good")
    expect(first.get_attribute("aria-label") == "second: passed", "a sign says whose it is, and how it went")
    clean(driver, "progress")
    driver.execute_script("arguments[0].click()", first)
    until(driver, "and leads to it", lambda: driver.current_url.endswith("/b.html#exercise/second/1"))


def write_as_author(driver, program, folder):
    book = pathlib.Path(folder) / "book"
    server = Server(program, book, "--author", "--allow-html")
    try:
        driver.get(server.address)
        driver.get(server.origin + "/a.html")
        until(driver, "every cell has a field", lambda: len(driver.find_elements(By.CSS_SELECTOR, ".editor.alive")) == 5)
        expect(driver.find_elements(By.CSS_SELECTOR, "article b.bold"), "the author's HTML is taken as it is")
        press(driver, '[data-do="check"]')
        check = lambda: driver.find_element(By.CSS_SELECTOR, '[data-part="check"]').text  # noqa: E731
        until(driver, "the author's test beside the page", lambda: "2 exercises" in check())
        expect("error" not in check(), "finds nothing wrong")
        box = 'document.querySelector(\'[data-editor="solution/second/1"] textarea\')'
        driver.execute_script(f"{box}.value = 'let sum: Double = seven'; {box}.dispatchEvent(new Event('input'))")
        press(driver, '[data-of="solution/second/1"][data-do="run"]')
        until(driver, "a solution is written", lambda: "= seven" in (book / "a.md").read_text("utf-8"))
        press(driver, '[data-do="check"]')
        until(driver, "and what is wrong with it the test tells", lambda: "seven" in check())
    finally:
        server.kill(signal.SIGINT)


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("LESSON_RUN_CACHE", str(pathlib.Path(".build/test-cache").resolve()))
        program = without_editor(folder)
        place = workspace(program, folder)
        server = Server(program, place)
        driver = browser(window="1280,1000")
        try:
            learn(driver, server, place)
            progress(driver, server, place)
            write_as_author(driver, program, folder)
            keeps_its_policy(driver)
        finally:
            driver.quit()
            server.kill(signal.SIGINT)
    return concluded("learners and authors: ", "in the browser")


if __name__ == "__main__":
    sys.exit(main())
