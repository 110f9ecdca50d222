"""Answers lessons in a browser: with the keyboard alone, in two tabs, beside another editor, over a server's end and beginning.

usage: serve.py LESSON-RUN      prints what is wrong and a summary
"""

import os
import pathlib
import signal
import sys
import tempfile

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from alive import Server, found, press, saved, section, text, until, write
from chromium import browser, look
from demands import clean, keeps_its_policy
from expecting import concluded, expect

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
LESSON = """# Sums

```swift example
show("an image", Tensor("1 2 / 3 4"))
```

```swift exercise first answer=list
let list: [Double] = ___
```

```hint first
Count from one.
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
# Ace has its margin before its text, each to be entered by itself.
IS_IN_EDITOR = "return document.activeElement.matches('.editor .ace_scroller, .editor > textarea')"
WINDOW = "1280,1000"
# What Ace says of itself is of a newer standard than this axe knows.
RULES_OF_ACE = {"aria-valid-attr", "aria-allowed-role"}


def alive(driver):
    return until(driver, "editors are there", lambda: len(driver.find_elements(By.CSS_SELECTOR, ".editor.alive")) == 2)


def keyboard(driver, server, file):
    driver.get(server.address)
    expect("token" not in driver.current_url, "the address is without its token")
    driver.get(server.origin + "/a.html")
    alive(driver)
    until(driver, "the example's output comes", lambda: "3" in driver.find_element(By.CSS_SELECTOR, ".example .tensor").text)
    # Tab goes from one thing to the next, Enter into an editor, Escape out of it.
    for _ in range(60):
        ActionChains(driver).send_keys(Keys.TAB).perform()
        if driver.execute_script(IS_IN_EDITOR):
            break
    expect(driver.execute_script(IS_IN_EDITOR), "Tab reaches an editor")
    ActionChains(driver).send_keys(Keys.ENTER).perform()
    ActionChains(driver).key_down(Keys.CONTROL).send_keys("a").key_up(Keys.CONTROL).perform()
    ActionChains(driver).send_keys("let list: [Double] = [1, 3, 2").perform()
    until(driver, "what is not saved is said", lambda: saved(driver, "first") == "not saved yet")
    ActionChains(driver).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()
    until(driver, "Ctrl-Enter brings the verdict", lambda: "wrong" in found(driver, "first") or "error" in found(driver, "first"))
    until(driver, "and the file has the code", lambda: "[1, 3, 2" in file.read_text("utf-8"))
    if driver.execute_script("return !!window.ace"):
        ActionChains(driver).send_keys(Keys.ESCAPE).send_keys(Keys.TAB).perform()
        expect(driver.execute_script("return document.activeElement.dataset.do") == "run", "Escape and Tab lead out of the editor")
    write(driver, "first", "let list: [Double] = nothing", "run")
    until(driver, "an error in plain words", lambda: "In plain words" in found(driver, "first"))
    if driver.execute_script("return !!window.ace"):
        until(driver, "and a mark in the margin", lambda: section(driver, "first").find_elements(By.CSS_SELECTOR, ".ace_gutter-cell.ace_error"))
    write(driver, "first", "let list: [Double] = [1, 2, 3]", "run")
    until(driver, "a right answer passes", lambda: "passed" in found(driver, "first"))
    press(driver, '[data-do="hint"]')
    until(driver, "a hint", lambda: "Count from one." in section(driver, "first").text)
    press(driver, '[data-of="exercise/second/1"][data-do="solution"]')
    until(driver, "a solution", lambda: "let sum: Double = 6" in section(driver, "second").find_element(By.CSS_SELECTOR, '[data-part^="solution"]').text)


def beside_another_editor(driver, file):
    def save(code):
        lines = file.read_text("utf-8").split("\n")
        place = next(index for index, line in enumerate(lines) if line.startswith("```swift exercise second"))
        lines[place + 1] = code
        file.write_text("\n".join(lines), "utf-8")

    save("let sum: Double = 5")
    until(driver, "an edit in the file appears", lambda: "= 5" in text(driver, "second"))
    until(driver, "with its verdict", lambda: "wrong" in found(driver, "second"))
    write(driver, "second", "let sum: Double = 4")
    save("let sum: Double = 7")
    until(driver, "both texts are shown", lambda: "= 7" in driver.find_element(By.CSS_SELECTOR, ".clash pre").text)
    expect("= 4" in text(driver, "second"), "mine stays in the editor")
    press(driver, "[data-keep]")
    write(driver, "second", "let sum: Double = 6", "run")
    until(driver, "mine is kept", lambda: "= 6" in file.read_text("utf-8") and "passed" in found(driver, "second"))
    write(driver, "second", "let sum: Double = 4")
    save("let sum: Double = 8")
    until(driver, "both once more", lambda: driver.find_elements(By.CSS_SELECTOR, ".clash"))
    press(driver, "[data-take]")
    expect("= 8" in text(driver, "second"), "the file's is taken")
    whole = file.read_text("utf-8")
    file.write_text(whole.replace("answer=sum", "anser=sum"), "utf-8")
    until(driver, "a fault is told", lambda: "anser" in driver.find_element(By.CSS_SELECTOR, ".live-state").text)
    file.rename(file.with_suffix(".away"))
    until(driver, "that the file is gone is told", lambda: "cannot be read" in driver.find_element(By.CSS_SELECTOR, ".live-state").text)
    file.with_suffix(".away").unlink()
    file.write_text(whole.replace("# Sums", "# New sums"), "utf-8")
    until(driver, "another text comes by itself", lambda: driver.find_element(By.TAG_NAME, "h1").text.startswith("New sums"))
    alive(driver)


def reload_and_tabs(driver, file):
    write(driver, "second", "let sum: Double = 66")
    driver.refresh()
    alive(driver)
    until(driver, "what was not saved is there after a reload", lambda: "= 66" in text(driver, "second") and "not saved" in saved(driver, "second"))
    expect("= 66" not in file.read_text("utf-8"), "and not in the file")
    first = driver.current_window_handle
    page = driver.current_url
    driver.switch_to.new_window("tab")
    driver.get(page)
    alive(driver)
    write(driver, "first", "let list: [Double] = [3]", "run")
    until(driver, "an answer in one tab", lambda: "wrong" in found(driver, "first"))
    driver.close()
    driver.switch_to.window(first)
    until(driver, "is in the other", lambda: "[3]" in text(driver, "first") and "wrong" in found(driver, "first"))
    write(driver, "second", "let sum: Double = 6", "run")
    until(driver, "the kept text is saved", lambda: "passed" in found(driver, "second"))


def killed(driver, server, folder, file):
    server.kill()
    write(driver, "first", "let list: [Double] = [1, 2, 3]", "run")
    until(driver, "that the server is away is told", lambda: "does not answer" in driver.find_element(By.CSS_SELECTOR, ".live-state").text)
    expect("[1, 2, 3]" in text(driver, "first"), "the text stays")
    again = Server(PROGRAM, folder, port=server.port)
    until(driver, "a new server wants its token", lambda: "started anew" in driver.find_element(By.CSS_SELECTOR, ".live-state").text)
    first = driver.current_window_handle
    driver.switch_to.new_window("tab")
    driver.get(again.address)
    driver.close()
    driver.switch_to.window(first)
    until(driver, "with it the page goes on", lambda: not driver.find_elements(By.CSS_SELECTOR, ".live-state [role=alert]"))
    expect("[1, 2, 3]" in text(driver, "first"), "nothing is lost")
    write(driver, "first", "let list: [Double] = [1, 2, 3]", "run")
    until(driver, "and it runs", lambda: "passed" in found(driver, "first") and "[1, 2, 3]" in file.read_text("utf-8"))
    return again


def is_of_ace(violation):
    return violation["id"] in RULES_OF_ACE and all('class="ace_' in node["html"] for node in violation["nodes"])


def looks(driver, server):
    for theme in ("light", "dark"):
        look(driver, height=1000, theme=theme)
        driver.get(server.origin + "/a.html")
        alive(driver)
        until(driver, "verdicts", lambda: "passed" in found(driver, "second"))
        clean(driver, theme, is_known=is_of_ace)
    look(driver, width=360)
    driver.refresh()
    alive(driver)
    width = driver.execute_script("return document.documentElement.scrollWidth")
    expect(width <= 360, f"{width} wide in a window of 360")
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def without_javascript(server):
    driver = browser(javascript=False, window=WINDOW)
    try:
        driver.get(server.address)
        driver.get(server.origin + "/a.html")
        expect("let list" in driver.find_element(By.CSS_SELECTOR, ".exercise pre.code").text, "code without JavaScript")
        expect("passed" in found(driver, "second"), "verdicts without JavaScript")
        expect(not driver.find_element(By.CSS_SELECTOR, ".doing").is_displayed(), "no button that does nothing")
    finally:
        driver.quit()


def main():
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "a.md"
        file.write_text(LESSON, "utf-8")
        os.environ.setdefault("LESSON_RUN_CACHE", str(pathlib.Path(".build/test-cache").resolve()))
        server = Server(PROGRAM, folder)
        driver = browser(window=WINDOW)
        try:
            keyboard(driver, server, file)
            beside_another_editor(driver, file)
            reload_and_tabs(driver, file)
            keeps_its_policy(driver)
            server = killed(driver, server, folder, file)
            looks(driver, server)
            without_javascript(server)
        finally:
            driver.quit()
            server.kill(signal.SIGINT)
    return concluded("lessons alive: ", "in the browser")


if __name__ == "__main__":
    sys.exit(main())
