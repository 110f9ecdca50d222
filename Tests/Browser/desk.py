"""Reviews a class at the desk in a browser: by keyboard alone, at two desks at once, over a desk's sudden end; without a name; without JavaScript.

usage: desk.py LESSON-RUN      prints the seed, what is wrong and a summary; with DESK_PICTURES=FOLDER keeps screenshots there
"""

import csv
import http.client
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

from axe_selenium_python import Axe
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from alive import Server, until
from chromium import browser, look
from expecting import concluded, expect

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
WINDOW = "1280,1000"
COUNT = 66
LESSON = """# Kernels in words

Say why a kernel that slides over an image finds the same edge everywhere.

```text why points=3
___
```

```solution why
The same weights are used at every place, so an edge gives the same answer wherever it is.
```

```rubric why
- [ ] the same weights at every place (1 point)
- [ ] what that means for an edge (1.5 points)
- [ ] an example (0.5 points)
```

```swift exercise total points=2 answer=total
let total: Double = ___
```

```swift solution total
let total: Double = 6
```
"""
ALIKE = """var {0} = 0.0
// {1}
for {2} in [1.0, 2.0, 3.0] {{
  {0} += {2} * 2 - {2} / 2 + 1
}}
let total: Double = {0}
"""


def results(folder):
    """What grading leaves, made by hand: nothing has to compile for this."""
    (folder / "lesson.md").write_text(LESSON, "utf-8")
    for number in range(COUNT):
        code = f"let total: Double = {number} + {number + 1} * 2 - 3 + {number % 7} // mine\n"
        if number in (3, 40):
            code = ALIKE.format(*(("sum", "adds up", "x") if number == 3 else ("s", "all of them", "value")))
        why = f"Answer {number}: the weights are shared.\nSo an edge is an edge.\n" if number > 1 else "It slides.\n"
        exercises = [
            {"name": "why", "status": "awaiting-review", "points": 0, "max_points": 3, "feedback": "This answer is read by a person.\n",
             "feedback_text": "This answer is read by a person.", "answer": why},
            {"name": "total", "status": "wrong", "points": 0, "max_points": 2, "feedback": "Not right yet.\n",
             "feedback_text": f"in/student {number}.md:9:1: not right yet", "answer": code}]
        record = {"student": f"student {number}", "lesson": "kernels.md", "title": "Kernels in words", "submission": f"in/student {number}.md",
                  "fingerprint": "f", "points": 0, "max_points": 5, "problems": [], "exercises": exercises}
        (folder / f"student {number}.json").write_text(json.dumps(record), "utf-8")
    (folder / "grades.csv").write_text("student\n", "utf-8")


class Desk(Server):
    """`lesson-run desk` of a folder."""

    def __init__(self, folder, *options):
        self.process = subprocess.Popen([PROGRAM, "desk", folder, *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.address = self.process.stdout.readline().strip()
        self.origin, _, _ = self.address.partition("/?")
        self.port = int(self.origin.rpartition(":")[2])

    def open(self, driver, page="exercise/why"):
        driver.get(self.address)
        driver.get(f"{self.origin}/{page}")


class Client:
    """What a page sends, without a browser."""

    def __init__(self, desk):
        self.connection = http.client.HTTPConnection("127.0.0.1", desk.port, timeout=60)
        token = desk.address.partition("token=")[2]
        self.headers = {"Cookie": f"lesson-run-{desk.port}={token}", "Origin": desk.origin, "Content-Type": "application/json"}

    def page(self, path):
        self.connection.request("GET", f"/{path}", headers={"Cookie": self.headers["Cookie"]})
        return self.connection.getresponse().read().decode()

    def order(self, **order):
        self.connection.request("POST", "/desk", json.dumps(order), self.headers)
        return json.loads(self.connection.getresponse().read())


def reviews(folder):
    """What is saved: exercise and student to the review."""
    saved = {}
    for file in folder.glob("*.review.json"):
        record = json.loads(file.read_text("utf-8"))
        for review in record["exercises"]:
            saved[review["name"], record["student"]] = review
    return saved


def press(driver, *keys):
    chain = ActionChains(driver)
    for key in keys:
        chain = chain.send_keys(key)
    chain.perform()


def said(driver):
    return driver.find_element(By.CSS_SELECTOR, ".desk-state").text


def place(driver):
    return driver.find_element(By.ID, "answer").text


def verdict(driver):
    return driver.find_element(By.CSS_SELECTOR, ".desk-panel .verdict").text


def settled(driver, what):
    """Whether an order has come back."""
    return until(driver, what, lambda: said(driver) not in ("", "saving …"))


def order(driver, *keys):
    """Presses keys that give one order, and waits until it is saved."""
    driver.execute_script("document.querySelector('.desk-state').textContent = ''")
    press(driver, *keys)
    settled(driver, f"{keys} is answered")


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


def two_desks(driver, desk, folder):
    """Two desks, each in a tab, review the same answers at once: nothing of either is lost."""
    other = Desk(folder)
    try:
        first = driver.current_window_handle
        desk.open(driver, "exercise/total")
        driver.switch_to.new_window("tab")
        second = driver.current_window_handle
        other.open(driver, "exercise/total")
        addresses = [link.get_attribute("data-open") for link in driver.find_elements(By.CSS_SELECTOR, ".desk-list a")]
        expect(len(addresses) == COUNT, "all answers are open")
        for number in range(12):
            for handle, key in ((first, "f"), (second, "c")):
                driver.switch_to.window(handle)
                until(driver, "both desks show an answer", lambda: place(driver))
                if key == "c":
                    press(driver, "c")
                    order(driver, f"from the second {number}", Keys.ENTER)
                else:
                    order(driver, "f")
                here = place(driver)
                press(driver, "j")
                until(driver, "the next", lambda: place(driver) != here)
        saved = {key: review for key, review in reviews(folder).items() if key[0] == "total"}
        expect(sum(review["flagged"] for review in saved.values()) == 12, "twelve flags of the first desk")
        expect(sum(len(review["comments"]) for review in saved.values()) == 12, "twelve comments of the second")
        expect(all(review["flagged"] and review["comments"] for review in saved.values()), "on the same answers")
        # Points are one thing: whoever comes second is told, on a page that has not been looked away from.
        driver.close()
        driver.switch_to.window(first)
        until(driver, "an answer", lambda: place(driver))
        there = driver.current_url.rpartition("#")[2]
        given = Client(other).order(action="points", exercise="total", answer=there, points="1", reason="second desk")
        expect(given["isDone"], "the second desk gives points")
        press(driver, "p", "2", Keys.TAB)
        order(driver, "first desk", Keys.ENTER)
        until(driver, "who comes second is told", lambda: "Somebody else has given other points" in said(driver))
        expect("1 of 2" in verdict(driver), "and sees what is there")
    finally:
        other.kill()


def killed(folder, choice):
    """Ended at twenty random moments while orders come one after the other: what was answered as saved is there."""
    answered = {}
    for round_number in range(20):
        desk = Desk(folder)
        client = Client(desk)
        page = client.page("exercise/total")
        ids = [part.split('"')[0] for part in page.split('<li><a href="total#')[1:]]
        end = time.monotonic() + choice.uniform(0.02, 0.4)
        killer = subprocess.Popen(["sh", "-c", f"sleep {end - time.monotonic():.3f}; kill -9 {desk.process.pid}"])
        try:
            number = 0
            while True:
                chosen, comment = choice.choice(ids), f"round {round_number}, {number}"
                if client.order(action="comment", exercise="total", answer=chosen, text=comment, isOn=True)["isDone"]:
                    answered[comment] = chosen
                number += 1
        except (OSError, http.client.HTTPException, ValueError):
            pass
        killer.wait()
        desk.process.wait(30)
    saved = [comment for review in reviews(folder).values() for comment in review["comments"]]
    lost = [comment for comment in answered if comment not in saved]
    expect(len(answered) > 20, f"{len(answered)} reviews were saved before the ends")
    expect(not lost, f"lost: {lost[:3]}")


def clean(driver, what):
    axe = Axe(driver)
    axe.inject()
    for violation in axe.run(options={"resultTypes": ["violations"]})["violations"]:
        places = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
        expect(False, f"{what}: {violation['id']}: {places}")
    expect(True, what)


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
    desk = Desk(folder, "--anonymous")
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


def counted(folder, table):
    with table.open(newline="") as file:
        points = {row["student"]: float(row["why"]) for row in csv.DictReader(file)}
    saved = reviews(folder)
    for (exercise, student), review in saved.items():
        if exercise == "why" and review["done"]:
            wanted = review["override"]["points"] if "override" in review else sum(item["points"] for item in review["items"])
            expect(points[student] == wanted, f"{student}: {points[student]} for {wanted}")


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
        desk = Desk(folder)
        driver = browser(window=WINDOW)
        try:
            by_keyboard(driver, desk, folder)
            exported(folder)
            alike(driver, desk)
            two_desks(driver, desk, folder)
            looks(driver, desk)
            violations = [entry["message"] for entry in driver.get_log("browser") if "Content Security Policy" in entry["message"]]
            expect(not violations, f"{violations[:1]}")
            anonymous(driver, folder)
            without_javascript(desk)
        finally:
            driver.quit()
            desk.kill()
        killed(folder, random.Random(seed))
    return concluded("the desk: ", "in the browser")


if __name__ == "__main__":
    sys.exit(main())
