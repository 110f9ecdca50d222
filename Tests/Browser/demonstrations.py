"""Figures on pages that are alive: each moves, keeps its state when cells run again and when the file changes, and takes what an example shows.

usage: demonstrations.py LESSON-RUN      prints what is wrong and a summary
"""

import pathlib
import sys
import tempfile

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from alive import Server, found, until, write
from demands import clean, reading
from expecting import concluded, expect

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
# Each kind with the key of what a reader changes here, and to what.
KINDS = {
    "convolution": ("step", "3"), "pooling": ("step", "2"), "softmax-loss": ("scores", "5 2 1"), "image-kernel": ("divisor", "2"),
    "receptive-field": ("row", "2"), "backpropagation": ("step", "4"),
}
BODIES = {"softmax-loss": "classes: a b c\nscores: 3 2 1\ntarget: b\n"}
LESSON = "# Figures\n\n" + "".join(f"```figure {kind}\n{BODIES.get(kind, '')}```\n\n```output\n```\n\n" for kind in KINDS) + """
```swift example maps
show("map", Tensor("1 2 / 3 4"))
```

```figure pooling from=maps
```

```output
recorded
```

```swift exercise sum answer=sum
let sum: Double = ___
```

```swift solution sum
let sum: Double = 6
```
"""
PLAIN = "# Plain\n\n```swift exercise sum answer=sum\nlet sum: Double = ___\n```\n\n```swift solution sum\nlet sum: Double = 6\n```\n"


def figure(driver, name):
    return driver.find_element(By.ID, f"figure/{name}")


def words(driver, name):
    return figure(driver, name).find_element(By.CSS_SELECTOR, ".now").text


def state(driver, name, key):
    """What the figure's own link says of a key."""
    link = figure(driver, name).find_element(By.CSS_SELECTOR, ".foot a").get_attribute("href")
    return dict(pair.split("=") for pair in link.partition("?")[2].split("&") if pair).get(key)


def move(driver, kind):
    """By the address, as a link that is followed."""
    key, value = KINDS[kind]
    driver.execute_script("location.hash = arguments[0]", f"#figure/{kind}/1?{key}={value.replace(' ', '+')}")
    until(driver, f"{kind} moves", lambda: state(driver, f"{kind}/1", key) == value.replace(" ", "+"))


def all_kept(driver, when):
    for kind, (key, value) in KINDS.items():
        until(driver, f"{kind} keeps its state {when}", lambda: state(driver, f"{kind}/1", key) == value.replace(" ", "+"))


def lives(driver, server, file):
    driver.get(server.address)
    driver.get(server.origin + "/a.html")
    until(driver, "all figures move", lambda: len(driver.find_elements(By.CSS_SELECTOR, "figure.alive")) == 7)
    for kind in KINDS:
        before = words(driver, f"{kind}/1")
        move(driver, kind)
        expect(words(driver, f"{kind}/1") != before or kind == "image-kernel", f"{kind} says what it shows")
    until(driver, "what an example shows", lambda: "the largest of 1, 2, 3, 4 is 4" in words(driver, "pooling/2"))
    step = figure(driver, "convolution/1").find_element(By.CSS_SELECTOR, "[data-step=forward]")
    driver.execute_script("arguments[0].click()", step)
    step.send_keys("b")
    all_kept(driver, "beside the others")

    write(driver, "sum", "let sum: Double = 6", "run")
    until(driver, "an answer runs", lambda: "passed" in found(driver, "sum"))
    all_kept(driver, "when cells run again")

    file.write_text(file.read_text("utf-8").replace("# Figures", "# Figures that move"), "utf-8")
    until(driver, "another text comes", lambda: "that move" in driver.find_element(By.TAG_NAME, "h1").text)
    until(driver, "and figures in it", lambda: len(driver.find_elements(By.CSS_SELECTOR, "figure.alive")) == 7)
    all_kept(driver, "when the file changes")

    file.write_text(file.read_text("utf-8").replace("1 2 / 3 4", "1 2 / 3 9"), "utf-8")
    until(driver, "the example's new values", lambda: "the largest of 1, 2, 3, 9 is 9" in words(driver, "pooling/2"))
    file.write_text(file.read_text("utf-8").replace("figure convolution\n", "figure convolution\nstride: 2\n"), "utf-8")
    until(driver, "the lesson's new state, with the reader's", lambda: "Step 3 of 4" in words(driver, "convolution/1"))
    clean(driver, "figures alive", within="figure.figure")

    file.write_text(file.read_text("utf-8").replace('show("map",', 'print("map",'), "utf-8")
    until(driver, "an example that shows nothing is told", lambda: "it shows no numbers" in driver.find_element(By.CSS_SELECTOR, ".live-state").text)
    expect("recorded" in figure(driver, "pooling/2").find_element(By.CSS_SELECTOR, ".still").text, "then there is the picture in the file")


def comes_later(driver, server, file):
    """A page that had no figure when it was opened."""
    driver.get(server.origin + "/plain.html")
    until(driver, "a page without figures", lambda: driver.find_elements(By.CSS_SELECTOR, ".editor.alive"))
    file.write_text(PLAIN.replace("# Plain\n", "# Plain\n\n```figure pooling\n```\n\n```output\n```\n"), "utf-8")
    until(driver, "its first figure moves", lambda: "Window 1 of 4" in words(driver, "pooling/1"))
    figure(driver, "pooling/1").find_element(By.CSS_SELECTOR, "[data-step=forward]").send_keys(Keys.ENTER)
    until(driver, "by keys", lambda: "Window 2 of 4" in words(driver, "pooling/1"))


def main():
    with tempfile.TemporaryDirectory() as folder:
        file, plain = pathlib.Path(folder) / "a.md", pathlib.Path(folder) / "plain.md"
        file.write_text(LESSON, "utf-8")
        plain.write_text(PLAIN, "utf-8")
        server = Server(PROGRAM, folder)
        try:
            with reading(window="1280,1000") as driver:
                lives(driver, server, file)
                comes_later(driver, server, plain)
        finally:
            server.kill()
    return concluded("figures alive: ", "of figures on pages that are alive")


sys.exit(main())
