"""Reads one page that `print --html` made, from a folder where there is nothing else.

usage: alone.py PAGE.html
"""

import pathlib
import sys

from selenium.webdriver.common.by import By

from chromium import browser, look
from demands import clean, quiet
from expecting import concluded, expect

PAGE = pathlib.Path(sys.argv[1]).resolve().as_uri()


def main():
    driver = browser()
    try:
        look(driver)
        driver.get(PAGE)
        # The page's policy lets no foreign script in, and its own ones and its style are let in by their digests.
        quiet(driver)
        background = driver.execute_script("return getComputedStyle(document.querySelector('pre.code')).borderRadius")
        expect(background != "0px", "the page has its style")
        expect(driver.execute_script("return document.fonts.check('16px \"Lesson Math\"')"), "the page has its font")
        expect(not driver.find_elements(By.CSS_SELECTOR, "[data-search]"), "no search without an index")
        driver.find_element(By.CSS_SELECTOR, "[data-theme-switch]").click()
        expect(driver.execute_script("return document.documentElement.dataset.theme") == "dark", "dark")
        driver.execute_script("document.querySelectorAll('details').forEach(part => part.open = true)")
        expect(driver.find_elements(By.CSS_SELECTOR, ".stepper button"), "steps can be gone through")
        clean(driver, "alone")
        look(driver, width=360)
        driver.get(PAGE)
        width = driver.execute_script("return document.documentElement.scrollWidth")
        expect(width <= 360, f"{width} wide in a window of 360")
    finally:
        driver.quit()
    return concluded("", "of a page that is alone")


if __name__ == "__main__":
    sys.exit(main())
