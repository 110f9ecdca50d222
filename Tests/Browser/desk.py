"""Reviews a class at the desk in a browser: by keyboard alone, at two desks at once, over a desk's sudden end; without a name; without JavaScript.

usage: desk.py LESSON-RUN      prints the seed, what is wrong and a summary; with DESK_PICTURES=FOLDER keeps screenshots there
"""

import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from alive import until
from chromium import browser, look
from demands import clean, keeps_its_policy
from desk_at_once import killed, two_desks
from desk_class import COUNT, counted, results, reviews
from desk_page import Desk, order, place, press, said, settled, verdict
from expecting import concluded, expect

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
WINDOW = "1280,1000"


def by_keyboard(driver, desk, folder):
    desk.open(driver)
    expect("token" not in driver.current_url, "the address is without its token")
    until(driver, "the first answer is there", lambda: "answer 1 of" in place(driver))
    expect("2 students, word for word" in driver.find_element(By.CSS_SELECTOR, ".who").text, "equal answers are one")
    order(driver, "1")
    order(driver, "2")
    expect("2.5 of 3" in verdict(driver), "two items give their points")
    order(driver, "2")
    expect("1 of 3" in verdict(driver), "and one leaves them")
    order(driver, "u")
    expect("2.5 of 3" in verdict(driver), "which can be undone")
    press(driver, "c")
    order(driver, "Say it of your own example.", Keys.ENTER)
    expect("Say it of your own example." in driver.find_element(By.CSS_SELECTOR, ".comments").text, "a comment")
    driver.find_element(By.CSS_SELECTOR, ".comments [data-do=keep]").send_keys(Keys.ENTER)
    until(driver, "is kept for others", lambda: driver.find_elements(By.CSS_SELECTOR, "[data-bank='1']"))
    driver.execute_script("document.getElementById('answer').focus()")
    order(driver, Keys.ENTER)
    until(driver, "Enter goes on", lambda: "answer 2 of" in place(driver))
    expect(sum(review["done"] for review in reviews(folder).values()) == 2, "both students have the review")
    for number in range(59):
        for key in ("1", "2", "3")[: number % 4]:
            order(driver, key)
        if number % 5 == 0:
            driver.execute_script("document.querySelector('.desk-state').textContent = ''")
            ActionChains(driver).key_down(Keys.SHIFT).send_keys("1").key_up(Keys.SHIFT).perform()
            settled(driver, "a comment of the bank")
        if number % 7 == 0:
            order(driver, "f")
        if number % 11 == 0:
            press(driver, "p", "2.25", Keys.TAB)
            order(driver, "seen on paper", Keys.ENTER)
        before = place(driver)
        order(driver, Keys.ENTER)
        until(driver, f"review {number} leads to the next", lambda: place(driver) != before)
    saved = [review for review in reviews(folder).values() if review["done"]]
    expect(len(saved) == 61, f"61 students reviewed in 60 reviews, found {len(saved)}")
    expect(sum("override" in review for review in saved) == 6, "six with points of their own")
    expect(sum(review["comments"] == ["Say it of your own example."] for review in saved) == 14, "fourteen with the bank's comment")
    here = place(driver)
    press(driver, "k")
    until(driver, "k goes back", lambda: place(driver) != here)
    press(driver, "j")
    until(driver, "j goes on", lambda: place(driver) == here)
    press(driver, Keys.ARROW_LEFT)
    until(driver, "as the arrows do", lambda: place(driver) != here)
    press(driver, "p", "9", Keys.TAB, "too many", Keys.ENTER)
    until(driver, "points out of range are refused", lambda: "Points are from 0 to 3" in said(driver))
    expect(driver.find_element(By.NAME, "reason").get_attribute("value") == "too many", "and what was typed stays")
    press(driver, Keys.ESCAPE)
    # What is hardly seen in a reason: whoever has seen it may give others.
    for points, reason in (("1", "a\u202eb"), ("2", "two\u200b  blanks")):
        # Each field is selected when it is come to.
        press(driver, "p", points, Keys.TAB)
        order(driver, reason, Keys.ENTER)
        until(driver, f"{points} points with a reason that is hardly seen", lambda: said(driver) == "saved")
    expect(any(review.get("override") == {"points": 2, "reason": "two\u200b  blanks"} for review in reviews(folder).values()), "as it was written")
    counted(folder, folder / "grades.csv")


def alike(driver, desk):
    desk.open(driver, "exercise/total")
    links = driver.find_elements(By.CSS_SELECTOR, ".desk-list a")
    found = 0
    for address in [link.get_attribute("href") for link in links]:
        driver.get(address)
        until(driver, "the answer is shown", lambda: driver.current_url == address and driver.find_elements(By.CSS_SELECTOR, ".desk-panel pre"))
        until(driver, "of the address", lambda: driver.find_element(By.CSS_SELECTOR, ".desk-list [aria-current]").get_attribute("href") == address)
        until(driver, "all answers are looked at", lambda: not driver.find_elements(By.CSS_SELECTOR, "[data-pending]"))
        boxes = driver.find_elements(By.CSS_SELECTOR, ".alike")
        if boxes:
            found += 1
            expect("2 of 66 answers" in boxes[0].text and "Only a hint" in boxes[0].text, boxes[0].text)
        if found == 2:
            break
    expect(found == 2, f"two answers of one rare shape, found {found}")


def looks(driver, desk):
    pictures = os.environ.get("DESK_PICTURES")
    for theme, width in (("light", 1280), ("dark", 1280), ("light", 360), ("dark", 360)):
        look(driver, width=width, height=1000, theme=theme)
        for page in ("", "exercise/why", "exercise/total", "lesson.html"):
            desk.open(driver, page)
            if page.startswith("exercise"):
                until(driver, "an answer", lambda: place(driver))
                press(driver, "j")
                until(driver, "the next answer", lambda: said(driver) == "")
                top = driver.execute_script("return document.getElementById('answer').getBoundingClientRect().top")
                expect(0 <= top < 1000, f"/{page}: the answer is in view ({top})")
                narrow = driver.execute_script("return Array.from(document.querySelectorAll('.comments span')).map(e => e.offsetWidth)")
                expect(all(width > 150 for width in narrow), f"/{page}: comments have room ({narrow})")
            clean(driver, f"{theme} {width} /{page}")
            wide = driver.execute_script("return document.documentElement.scrollWidth")
            expect(wide <= width, f"/{page} is {wide} wide in a window of {width}")
            if pictures:
                driver.save_screenshot(f"{pictures}/{theme}-{width}-{page.replace('/', '-') or 'class'}.png")
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def anonymous(driver, folder):
    desk = Desk(PROGRAM, folder, "--anonymous")
    try:
        for page in ("", "exercise/total"):
            desk.open(driver, page)
            until(driver, "codes in the place of names", lambda: "Student " in driver.find_element(By.TAG_NAME, "main").text)
            expect("student 3" not in driver.page_source, "no name")
            addresses = [link.get_attribute("href") for link in driver.find_elements(By.TAG_NAME, "a")]
            expect(not any("student" in address.lower() for address in addresses), "nor in an address")
    finally:
        desk.kill()


def without_javascript(desk):
    driver = browser(javascript=False, window=WINDOW)
    try:
        desk.open(driver)
        expect("needs JavaScript" in driver.find_element(By.TAG_NAME, "main").text, "what is needed is said")
        expect(not driver.find_element(By.CSS_SELECTOR, ".desk-review").is_displayed(), "no button that does nothing")
        desk.open(driver, "")
        expect(len(driver.find_elements(By.CSS_SELECTOR, ".desk-class tbody tr")) == COUNT, "the table can be read")
    finally:
        driver.quit()


def exported(folder):
    table = folder / "exported.csv"
    subprocess.run([PROGRAM, "export", folder, "--format", "csv", "-o", table], check=True, stderr=subprocess.DEVNULL)
    counted(folder, table)
    expect(table.read_bytes() == (folder / "grades.csv").read_bytes(), "the table that lies there is the exported one")


def main():
    seed = int(os.environ.get("DESK_SEED", time.time_ns() % 1_000_000))
    print("seed", seed)
    os.environ.setdefault("LESSON_RUN_CACHE", str(pathlib.Path(".build/test-cache").resolve()))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        results(folder)
        desk = Desk(PROGRAM, folder)
        driver = browser(window=WINDOW)
        try:
            by_keyboard(driver, desk, folder)
            exported(folder)
            alike(driver, desk)
            two_desks(driver, PROGRAM, desk, folder)
            looks(driver, desk)
            keeps_its_policy(driver)
            anonymous(driver, folder)
            without_javascript(desk)
        finally:
            driver.quit()
            desk.kill()
        killed(PROGRAM, folder, random.Random(seed))
    return concluded("the desk: ", "in the browser")


if __name__ == "__main__":
    sys.exit(main())
