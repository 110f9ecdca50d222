"""What goes wrong while lessons are served: files that come, go and change, a full disk, a port that is taken, a wrong token, far too much text.
Whatever it is, it is told, and nothing that was written is lost.

usage: trouble.py LESSON-RUN      prints what is wrong and a summary
"""

import contextlib
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

from selenium.webdriver.common.by import By

from alive import Server, found, saved, state, text, until, write
from chromium import browser
from expecting import concluded, expect

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
LESSON = """# Sums

```swift exercise first answer=list
let list: [Double] = ___
```

```swift solution first
let list: [Double] = [1, 2, 3]
```
"""


def open_page(driver, server, page="a.html"):
    driver.get(server.address)
    driver.get(f"{server.origin}/{page}")
    until(driver, "an editor is there", lambda: len(driver.find_elements(By.CSS_SELECTOR, ".editor.alive")) == 1)


def status(address):
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def files(driver, server, folder):
    """Lessons that appear, become faulty, are renamed, vanish and may not be written."""
    open_page(driver, server)
    (folder / "b.md").write_text(LESSON.replace("# Sums", "# Later"), "utf-8")
    driver.refresh()
    until(driver, "a lesson that appears is in the contents", lambda: "Later" in driver.find_element(By.ID, "contents").text)
    open_page(driver, server, "b.html")
    write(driver, "first", "let list: [Double] = [1, 2, 3]", "run")
    until(driver, "and can be answered", lambda: "passed" in found(driver, "first"))

    sound = (folder / "b.md").read_text("utf-8")
    (folder / "b.md").write_text(sound.replace("answer=list", "anser=list"), "utf-8")
    until(driver, "a fault is told with its place", lambda: "b.md:3:" in state(driver) and "anser" in state(driver))
    write(driver, "first", "let list: [Double] = [9]", "run")
    until(driver, "nothing is written into a faulty lesson, which is said", lambda: "faults" in saved(driver, "first"))
    expect("[9]" in text(driver, "first") and "[9]" not in (folder / "b.md").read_text("utf-8"), "the text stays on the page")
    driver.refresh()
    until(driver, "a faulty lesson's page can be opened and tells the fault", lambda: "anser" in state(driver))
    (folder / "b.md").write_text(sound, "utf-8")
    until(driver, "mended, it goes on", lambda: "[9]" in text(driver, "first"))
    expect("restored" in saved(driver, "first"), "with what was not saved")

    (folder / "b.md").rename(folder / "c.md")
    until(driver, "that a lesson is away is told", lambda: "cannot be read" in state(driver))
    write(driver, "first", "let list: [Double] = [8]", "run")
    until(driver, "nothing is written then, which is said", lambda: "cannot be read" in saved(driver, "first"))
    expect("[8]" in text(driver, "first"), "and the text stays")
    expect(not (folder / "b.md").exists(), "no file comes into being")
    open_page(driver, server, "c.html")
    until(driver, "under its new name it is there with its answer", lambda: "passed" in found(driver, "first"))
    (folder / "c.md").unlink()
    until(driver, "that it vanishes is told", lambda: "cannot be read" in state(driver))

    file = folder / "a.md"
    open_page(driver, server)
    file.chmod(0o444)
    write(driver, "first", "let list: [Double] = [7]", "run")
    until(driver, "that a file is read-only is told", lambda: "read-only" in saved(driver, "first"))
    expect("[7]" in text(driver, "first") and "___" in file.read_text("utf-8"), "the text stays, and the file")
    driver.refresh()
    until(driver, "also after a reload", lambda: "[7]" in text(driver, "first") and "not saved" in saved(driver, "first"))
    file.chmod(0o644)
    write(driver, "first", "let list: [Double] = [7]", "run")
    until(driver, "once it may be written, it is", lambda: "[7]" in file.read_text("utf-8"))


@contextlib.contextmanager
def small_disk():
    """A file system of 64 KiB; `None`, said aloud, where none can be mounted."""
    with tempfile.TemporaryDirectory() as folder:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], capture_output=True, text=True)
        if mounted.returncode != 0:
            print(f"SKIPPED a full disk: no file system can be mounted ({mounted.stderr.strip()}); run this as root")
            yield None
            return
        try:
            yield pathlib.Path(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)


def full_disk(driver):
    with small_disk() as folder:
        if folder is None:
            return
        file = folder / "a.md"
        file.write_text(LESSON, "utf-8")
        server = Server(PROGRAM, folder)
        try:
            open_page(driver, server)
            with (folder / "ballast").open("wb", buffering=0) as ballast, contextlib.suppress(OSError):
                while ballast.write(b"x" * 1024):
                    pass
            before = file.read_bytes()
            code = "let list: [Double] = [1, 2, 3]\n// " + "z" * 9000
            driver.execute_script(
                "let ace = document.querySelector('.ace_editor'), field = document.querySelector('.editor textarea');"
                "if (ace) ace.env.editor.setValue(arguments[0]);"
                "else { field.value = arguments[0]; field.dispatchEvent(new Event('input')) }"
                "document.querySelector('[data-do=run]').click()", code)
            until(driver, "that there is no room is told", lambda: "No space left" in saved(driver, "first"))
            expect(file.read_bytes() == before, "the file is as it was")
            expect(sorted(path.name for path in folder.iterdir()) == ["a.md", "ballast"], "and nothing half-written beside it")
            driver.refresh()
            until(driver, "the edit is there after a reload", lambda: "zzz" in text(driver, "first"))
            (folder / "ballast").unlink()
            driver.execute_script("document.querySelector('[data-do=run]').click()")
            until(driver, "with room it is saved", lambda: b"zzz" in file.read_bytes() and "passed" in found(driver, "first"))
        finally:
            server.kill(signal.SIGINT)


def doors(driver, server, folder):
    """A port that is taken, and who does not come in."""
    second = subprocess.run(
        [PROGRAM, "serve", folder, "--port", str(server.port)], capture_output=True, text=True, timeout=60)
    expect(second.returncode == 4 and f"port {server.port} is taken" in second.stderr, f"a port that is taken is told: {second.stderr}")
    expect(second.stdout == "", "and no address")
    driver.delete_all_cookies()
    driver.get(f"{server.origin}/?token={'0' * 32}")
    expect("needs the token" in driver.find_element(By.TAG_NAME, "body").text, "a wrong token is refused in words")
    driver.get(f"{server.origin}/a.html")
    expect("needs the token" in driver.find_element(By.TAG_NAME, "body").text, "and lets nobody in later")
    expect(not driver.get_cookies(), "no cookie came of it")
    expect(status(f"{server.origin}/a.html") == 403, "with its status")
    open_page(driver, server)


def too_much(driver, server, folder):
    """10 MB from the page, and from an editor."""
    driver.set_script_timeout(60)
    answer = driver.execute_async_script("""
      let done = arguments[0];
      fetch("/live/a.html", { method: "POST", headers: { "Content-Type": "application/json" }, body: "x".repeat(10000000) })
        .then(async answer => done([answer.status, await answer.text()]), error => done([0, String(error)]))""")
    expect(answer[0] == 413 and "too long" in answer[1], f"10 MB are refused in words: {answer}")
    before = (folder / "a.md").read_bytes()
    driver.execute_script(
        "let ace = document.querySelector('.ace_editor'), field = document.querySelector('.editor textarea'), much = '// x\\n'.repeat(400000);"
        "if (ace) ace.env.editor.setValue(much); else { field.value = much; field.dispatchEvent(new Event('input')) }"
        "document.querySelector('[data-do=run]').click()")
    until(driver, "a cell of 2 MB is refused beside it", lambda: "too long" in saved(driver, "first"))
    expect((folder / "a.md").read_bytes() == before, "the file is as it was")
    write(driver, "first", "let list: [Double] = [1, 2, 3]", "run")
    until(driver, "and the next answer is graded", lambda: "passed" in found(driver, "first"))


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "a.md").write_text(LESSON, "utf-8")
        os.environ.setdefault("LESSON_RUN_CACHE", str(pathlib.Path(".build/test-cache").resolve()))
        server = Server(PROGRAM, folder)
        driver = browser(window="1280,1000")
        try:
            files(driver, server, folder)
            doors(driver, server, folder)
            too_much(driver, server, folder)
            full_disk(driver)
        finally:
            driver.quit()
            server.kill(signal.SIGINT)
    return concluded("trouble: ", "in the browser")


if __name__ == "__main__":
    sys.exit(main())
