"""Reads one page that `print --html` made, from a folder where there is nothing else.

usage: alone.py PAGE.html
"""

import pathlib
import sys

from axe_selenium_python import Axe
from selenium.webdriver.common.by import By

sys.argv[1:] = [str(pathlib.Path(sys.argv[1]).resolve().parent), pathlib.Path(sys.argv[1]).name]
import check  # noqa: E402  it reads its arguments

PAGE = sys.argv[2]


def main():
    driver = check.browser()
    try:
        check.show(driver, PAGE)
        # The page's policy lets no foreign script in, and its own ones and its style are let in by their digests.
        messages = [entry["message"] for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]
        check.expect(not messages, f"{messages[:1]}")
        background = driver.execute_script("return getComputedStyle(document.querySelector('pre.code')).borderRadius")
        check.expect(background != "0px", "the page has its style")
        check.expect(driver.execute_script("return document.fonts.check('16px \"Lesson Math\"')"), "the page has its font")
        check.expect(not driver.find_elements(By.CSS_SELECTOR, "[data-search]"), "no search without an index")
        driver.find_element(By.CSS_SELECTOR, "[data-theme-switch]").click()
        check.expect(driver.execute_script("return document.documentElement.dataset.theme") == "dark", "dark")
        driver.execute_script("document.querySelectorAll('details').forEach(part => part.open = true)")
        check.expect(driver.find_elements(By.CSS_SELECTOR, ".stepper button"), "steps can be gone through")
        axe = Axe(driver)
        axe.inject()
        for violation in axe.run(options={"resultTypes": ["violations"]})["violations"]:
            check.expect(False, f"{violation['id']}: {violation['nodes'][0]['html'][:120]}")
        check.show(driver, PAGE, width=360)
        width = driver.execute_script("return document.documentElement.scrollWidth")
        check.expect(width <= 360, f"{width} wide in a window of 360")
    finally:
        driver.quit()
    print(f"{check.checks} checks of a page that is alone, {len(check.wrong)} failed")
    return 1 if check.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
