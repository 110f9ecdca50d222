"""What the readers of pages that are alive have in common: a server, and an exercise's section on a page."""

import signal
import subprocess

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from expecting import expect


class Server:
    """`lesson-run serve` of a folder."""

    def __init__(self, program, folder, *options, port=None):
        options += ("--port", str(port)) if port else ()
        self.process = subprocess.Popen(
            [program, "serve", folder, "--sandbox", "off", *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            # Whoever runs the tests in the background has them ignore it, and all that they start.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
        self.address = self.process.stdout.readline().strip()
        self.origin, _, _ = self.address.partition("/?")
        self.port = int(self.origin.rpartition(":")[2])

    def kill(self, number=signal.SIGKILL):
        self.process.send_signal(number)
        self.process.wait(30)


def until(driver, what, condition):
    try:
        WebDriverWait(driver, 30, ignored_exceptions=(Exception,)).until(lambda _: condition())
        expect(True, what)
        return True
    except Exception as error:  # it did not come, whatever the reason
        expect(False, f"{what} ({type(error).__name__})")
        return False


def section(driver, name):
    return driver.find_element(By.ID, f"exercise/{name}/1")


def found(driver, name):
    return section(driver, name).find_element(By.CSS_SELECTOR, '[data-part^="found"]').text


def text(driver, name):
    return driver.execute_script(
        "let box = arguments[0]; let ace = box.querySelector('.ace_editor');"
        "return ace ? ace.env.editor.getValue() : box.querySelector('textarea').value", section(driver, name))


def write(driver, name, code, then=None):
    """Types with the keyboard, in the place of what is there."""
    driver.execute_script(
        "let box = arguments[0]; let ace = box.querySelector('.ace_editor');"
        "if (ace) { ace.env.editor.focus(); ace.env.editor.selectAll() } else { let field = box.querySelector('textarea'); field.focus(); field.select() }",
        section(driver, name))
    # Keys go to whatever has the focus: an element that was found before the focus moved is not it.
    keys = ActionChains(driver).send_keys(code)
    if then == "run":
        keys = keys.key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL)
    keys.perform()


def press(driver, selector):
    """A button that moves when something comes above it is pressed all the same."""
    driver.execute_script("arguments[0].click()", driver.find_element(By.CSS_SELECTOR, selector))


def saved(driver, name):
    return section(driver, name).find_element(By.CSS_SELECTOR, ".saved").text


def part(driver, kind, name):
    """What a section's place holds: `steps`, `hints`, `solution`."""
    return section(driver, name).find_element(By.CSS_SELECTOR, f'[data-part^="{kind}"]').text


def button(driver, name, action):
    """Presses a button of an exercise."""
    press(driver, f'[data-of="exercise/{name}/1"][data-do="{action}"]')


def state(driver):
    """What the page says of the lesson as a whole."""
    return driver.find_element(By.CSS_SELECTOR, ".live-state").text
