"""The figure in which a network learns, on its page."""

from selenium.webdriver.common.by import By

from alive import until
from figure_page import Site

KIND = "train"
SMALL = "input 12x12x1 / conv 4 3x3 / relu / maxpool 2 / dropout 0.1 / dense 10 / softmax"
CIFAR = "input 32x32x3 / conv 2 5x5 stride=2 / relu / maxpool 4 / dense 10"
# Where the figure says how far it is.
FACTS = ".moving > .stage > .sum"


class TrainingSite(Site):
    """A site whose figures are ready when there is something of the network to be seen."""

    def go(self, driver, kind, state=""):
        figure = super().go(driver, kind, state)
        until(driver, f"ready: {state}", lambda: figure.find_elements(By.CSS_SELECTOR, ".prediction") and "Ready" in figure.find_element(By.CSS_SELECTOR, ".now").text)
        return figure

    def page(self, driver, **keys):
        """The figure in a state."""
        self.go(driver, KIND, state(**keys) if keys else "")
        return Page(driver)


def state(**keys):
    return "?" + "&".join(f"{key.replace('_', '-')}={str(value).replace(' ', '+').replace('=', '%3D')}" for key, value in keys.items())


class Page:
    """The figure on its page."""

    def __init__(self, driver):
        self.driver = driver

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, f'[data-figure="{KIND}"] {selector}')

    def text(self, selector):
        return self.find(selector).text

    def says(self, words):
        return words in self.text(".now")

    def complains(self, words):
        return words in self.text(".problem")

    def press(self, act):
        self.find(f"[data-act={act}]").click()

    def becomes(self, condition, what):
        until(self.driver, what, condition)

    def step(self):
        """How many steps have been taken, by what the figure says."""
        return int(self.text(FACTS).split()[1].rstrip(",").replace(",", ""))

    def measured(self):
        """Loss and share of what was learned from, then of what is held out."""
        return [cell.text for cell in self.driver.find_elements(By.CSS_SELECTOR, f'[data-figure="{KIND}"] .measures td') if cell.text]

    def paused(self):
        self.becomes(lambda: self.says("Paused"), "paused")
