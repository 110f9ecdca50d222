"""Answers choices, numbers, texts and orders in a browser, by keyboard and mouse, and looks for the answers in the lesson's file.

usage: kinds.py LESSON-RUN [PICTURES-FOLDER]      prints what is wrong and a summary
"""

import os
import pathlib
import signal
import sys
import tempfile

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from alive import Server, button, found, section, until
from chromium import browser, look
from demands import clean, keeps_its_policy
from expecting import concluded, expect

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
PICTURES = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
# The lesson that `KindTests` check, print and grade.
LESSON = (pathlib.Path(__file__).resolve().parent.parent / "EndToEndTests/Fixtures/kinds.md").read_text("utf-8")


def alive(driver):
    return until(driver, "fields are there", lambda: len(driver.find_elements(By.CSS_SELECTOR, ".editor.alive")) == 6)


def inputs(driver, name):
    return section(driver, name).find_elements(By.CSS_SELECTOR, "input")


def run_by_keys(driver):
    ActionChains(driver).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()


def focus(driver, element):
    driver.execute_script("arguments[0].focus()", element)


def click(driver, element):
    driver.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
    element.click()


def ticked(driver, file):
    boxes = inputs(driver, "what")
    expect([box.get_attribute("type") for box in boxes] == ["checkbox"] * 3, "boxes to tick")
    expect("height" in section(driver, "what").find_element(By.CSS_SELECTOR, "label code").text, "code in an option")
    focus(driver, boxes[0])
    ActionChains(driver).send_keys(Keys.SPACE).send_keys(Keys.TAB).send_keys(Keys.TAB).send_keys(Keys.SPACE).perform()
    run_by_keys(driver)
    until(driver, "a choice passes", lambda: "passed" in found(driver, "what"))
    expect("- [x] the kernel's `height`\n- [ ] the stride\n- [x] the channels\n```\n\n```hint" in file.read_text(), "ticks in the file")
    expect([box.get_attribute("type") for box in inputs(driver, "one")] == ["radio"] * 2, "one of two")
    click(driver, inputs(driver, "one")[0])
    button(driver, "one", "run")
    until(driver, "a choice is wrong", lambda: "wrong" in found(driver, "one"))
    click(driver, inputs(driver, "one")[1])
    button(driver, "one", "run")
    until(driver, "the other passes", lambda: "passed" in found(driver, "one"))
    expect("pick=one\n- [ ] left\n- [x] right\n" in file.read_text(), "one tick in the file")


def written(driver, file):
    field = inputs(driver, "count")[0]
    expect(field.get_attribute("value") == "" and "weights" in section(driver, "count").text, "a blank and its unit")
    field.send_keys("many")
    run_by_keys(driver)
    until(driver, "no number", lambda: "unreadable" in found(driver, "count"))
    focus(driver, field)
    field.clear()
    field.send_keys("2400")
    run_by_keys(driver)
    until(driver, "a number passes", lambda: "passed" in found(driver, "count"))
    expect("\n2400 weights\n" in file.read_text(), "the number in the file")
    area = section(driver, "why").find_element(By.TAG_NAME, "textarea")
    area.clear()
    area.send_keys("Since they\nare shared.")
    run_by_keys(driver)
    until(driver, "a text waits", lambda: "awaiting review" in found(driver, "why"))
    expect("```text why points=2\nSince they\nare shared.\n```" in file.read_text(), "the text in the file")


def lines(driver, kind):
    return section(driver, "steps").find_elements(By.CSS_SELECTOR, f".{kind} button.line")


def ordered(driver, file):
    expect(len(lines(driver, "used")) == 0 and len(lines(driver, "unused")) == 5, "all lines are offered")
    # By keys: "middle {" is used, then "inner" and "}", "last" comes to the end by the arrows.
    focus(driver, lines(driver, "unused")[0])
    ActionChains(driver).send_keys(Keys.ENTER).perform()
    focus(driver, lines(driver, "unused")[0])
    ActionChains(driver).send_keys(Keys.ENTER).send_keys(Keys.ARROW_UP).perform()
    expect([line.text.strip() for line in lines(driver, "used")] == ["middle {", "last"], "a line is moved up")
    # By mouse.
    click(driver, lines(driver, "unused")[1])
    click(driver, lines(driver, "unused")[1])
    focus(driver, lines(driver, "used")[1])
    ActionChains(driver).send_keys(Keys.ARROW_DOWN).send_keys(Keys.ARROW_DOWN).perform()
    focus(driver, lines(driver, "used")[1])
    ActionChains(driver).send_keys(Keys.ARROW_RIGHT).perform()
    run_by_keys(driver)
    until(driver, "an order passes", lambda: "passed" in found(driver, "steps"))
    expect("middle {\n  inner\n}\nlast\n---\nnever\n```\n\n```solution" in file.read_text(), f"the order in the file: {file.read_text()[-200:]}")
    click(driver, section(driver, "steps").find_elements(By.CSS_SELECTOR, ".used .tool")[-1])
    button(driver, "steps", "run")
    until(driver, "a line is missing", lambda: "missing" in found(driver, "steps"))


def drag(driver, start, end):
    driver.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", end)
    # The browser asks its way over what may take a line while the mouse goes on over it.
    chain = ActionChains(driver, duration=60).click_and_hold(start).move_by_offset(0, 4).move_to_element(end)
    chain.pause(0.3).move_by_offset(2, 2).pause(0.3).move_by_offset(2, 2).pause(0.3).release().perform()


def texts(driver, kind):
    return [line.text.strip() for line in lines(driver, kind)]


def dragged(driver):
    """Lines are dragged: into the order, within it, out of it."""
    before = texts(driver, "used")
    last = next(line for line in lines(driver, "unused") if line.text.strip() == "last")
    drag(driver, last, lines(driver, "used")[0])
    until(driver, "a line is dragged into the order", lambda: texts(driver, "used") == ["last"] + before)
    drag(driver, lines(driver, "used")[0], lines(driver, "used")[len(before)])
    until(driver, "and within it", lambda: texts(driver, "used") == before + ["last"])
    button(driver, "steps", "run")
    until(driver, "an order that was dragged passes", lambda: "passed" in found(driver, "steps"))
    drag(driver, lines(driver, "used")[0], lines(driver, "unused")[0])
    until(driver, "and out of it", lambda: before[0] in texts(driver, "unused") and len(lines(driver, "used")) == len(before))


def elsewhere(driver, file):
    driver.refresh()
    alive(driver)
    expect(inputs(driver, "count")[0].get_attribute("value") == "2400", "a number without its unit")
    file.write_text(file.read_text().replace("\n2400 weights\n", "\n2401 weights\n"))
    until(driver, "a change of the file comes", lambda: inputs(driver, "count")[0].get_attribute("value") == "2401")
    until(driver, "and is graded", lambda: "wrong" in found(driver, "count"))
    click(driver, inputs(driver, "what")[1])
    driver.refresh()
    alive(driver)
    until(driver, "what is not saved stays", lambda: inputs(driver, "what")[1].is_selected())


def looks(driver):
    for theme in ("light", "dark"):
        look(driver, height=1400, theme=theme)
        driver.refresh()
        alive(driver)
        clean(driver, theme)
        if PICTURES:
            driver.save_screenshot(str(PICTURES / f"kinds-{theme}.png"))
    look(driver, width=360, height=2400)
    driver.refresh()
    alive(driver)
    width = driver.execute_script("return document.documentElement.scrollWidth")
    expect(width <= 360, f"{width} wide in a window of 360")
    if PICTURES:
        driver.save_screenshot(str(PICTURES / "kinds-narrow.png"))


def main():
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "a.md"
        file.write_text(LESSON, "utf-8")
        os.environ.setdefault("LESSON_RUN_CACHE", str(pathlib.Path(".build/test-cache").resolve()))
        server = Server(PROGRAM, folder)
        driver = browser(window="1280,1400")
        try:
            driver.get(server.address)
            driver.get(server.origin + "/a.html")
            alive(driver)
            ticked(driver, file)
            written(driver, file)
            ordered(driver, file)
            dragged(driver)
            elsewhere(driver, file)
            keeps_its_policy(driver)
            looks(driver)
        finally:
            driver.quit()
            server.kill(signal.SIGINT)
    return concluded("kinds of exercises: ", "in the browser")


if __name__ == "__main__":
    sys.exit(main())
