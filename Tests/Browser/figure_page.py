"""A site's page with a figure, and what is done to a figure by mouse, by keys and with a finger."""

import pathlib
import re

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.actions.pointer_input import PointerInput
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from expecting import expect


class Site:
    """What `lesson-run book` wrote, and a folder for screenshots if they are wanted."""

    def __init__(self, folder, pictures=None):
        self.folder = pathlib.Path(folder).resolve()
        self.pictures = pathlib.Path(pictures) if pictures else None

    def page_of(self, kind):
        """The first page with a figure of a kind."""
        for path in sorted(self.folder.glob("*.html")):
            if f'data-figure="{kind}"' in path.read_text():
                return path
        raise SystemExit(f"no page has a figure {kind}")

    def go(self, driver, kind, state=""):
        """Opens a kind's page at its figure, in a state, and waits until it moves."""
        address = self.page_of(kind).as_uri()
        driver.get("about:blank")
        driver.get(f"{address}#figure/{kind}/1{state}")
        moves(driver)
        return find(driver, f'[data-figure="{kind}"]')


def find(driver, selector):
    return driver.find_element(By.CSS_SELECTOR, selector)


def texts(driver, selector):
    return [part.text for part in driver.find_elements(By.CSS_SELECTOR, selector)]


def moves(driver):
    WebDriverWait(driver, 20).until(lambda d: d.execute_script("return document.documentElement.dataset.figures"))


def live(driver, kind):
    return find(driver, f'[data-figure="{kind}"] .now').text


def grid(figure, title):
    """The numbers of the grid whose title begins so."""
    for table in figure.find_elements(By.CSS_SELECTOR, ".numbers"):
        if table.get_attribute("aria-label").startswith(title):
            return table
    raise SystemExit(f"no grid {title}")


def cell(figure, title, row, column):
    return grid(figure, title).find_elements(By.TAG_NAME, "tr")[row].find_elements(By.TAG_NAME, "td")[column]


def becomes(driver, condition, what):
    try:
        WebDriverWait(driver, 5).until(lambda _: condition())
        expect(True, what)
    except Exception:  # noqa: BLE001: whatever it was, it did not come to be
        expect(False, what)


def drag(driver, start, end):
    ActionChains(driver, duration=30).click_and_hold(start).move_to_element(end).release().perform()


def edited(driver, target, text):
    """Writes a number over another, by the keyboard alone."""
    driver.execute_script("arguments[0].focus()", target)
    target.send_keys(Keys.ENTER)
    field = driver.switch_to.active_element
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys(text, Keys.ENTER)


def touched(driver, target):
    finger = PointerInput("touch", "finger")
    chain = ActionBuilder(driver, mouse=finger)
    chain.pointer_action.move_to(target).pointer_down().pointer_up()
    chain.perform()


def dragged_by_finger(driver, start, end):
    finger = PointerInput("touch", "finger")
    chain = ActionBuilder(driver, mouse=finger, duration=60)
    chain.pointer_action.move_to(start).pointer_down().move_to(end).pointer_up()
    chain.perform()


def pointed(driver, canvas, x, y):
    """Moves the mouse to a place of an element, counted from its upper left corner."""
    size = canvas.size
    return ActionChains(driver, duration=20).move_to_element_with_offset(canvas, round(x - size["width"] / 2), round(y - size["height"] / 2))


def numbers_of(text):
    return [float(word) for word in re.findall(r"-?\d+\.\d+(?:e-?\d+)?", text.replace("−", "-"))]
