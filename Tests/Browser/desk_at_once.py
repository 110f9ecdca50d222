"""Two desks at once, and a desk that ends suddenly: nothing that was saved is lost."""

import http.client
import subprocess
import time

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from alive import until
from desk_class import COUNT, reviews
from desk_page import Client, Desk, order, place, press, said, verdict
from expecting import expect


def two_desks(driver, program, desk, folder):
    """Two desks, each in a tab, review the same answers at once: nothing of either is lost."""
    other = Desk(program, folder)
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


def killed(program, folder, choice):
    """Ended at twenty random moments while orders come one after the other: what was answered as saved is there."""
    answered = {}
    for round_number in range(20):
        desk = Desk(program, folder)
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
