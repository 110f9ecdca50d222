"""What is asked of any page: that it complains of nothing, and that everybody can use it."""

import contextlib

from axe_selenium_python import Axe

from chromium import browser
from expecting import expect


@contextlib.contextmanager
def reading(**how):
    """A browser for as long as something is read; in the end its pages have complained of nothing."""
    driver = browser(**how)
    try:
        yield driver
        quiet(driver)
    finally:
        driver.quit()


def quiet(driver, where="", about=None):
    """Since it was asked last no page has told of an error, or, with `about`, of anything with these words."""
    told = [entry["message"] for entry in driver.get_log("browser") if (about in entry["message"] if about else entry["level"] == "SEVERE")]
    expect(not told, f"{where}{told[:2]}")


def keeps_its_policy(driver):
    quiet(driver, about="Content Security Policy")


def asks_only(driver, where, *beginnings):
    """All that the page has loaded has an address that begins so."""
    asked = driver.execute_script("return performance.getEntriesByType('resource').map(entry => entry.name)")
    expect(all(name.startswith(beginnings) for name in asked), f"{where}asks for {asked}")


def clean(driver, what, within=None, only=None, is_known=lambda violation: False):
    """Nothing that axe finds, within an element or by these rules only; what `is_known` is none of ours."""
    # A page's own policy lets no foreign script in: axe is given to the browser, not to the page.
    axe = Axe(driver)
    axe.inject()
    options = {"resultTypes": ["violations"]} | ({"runOnly": {"type": "rule", "values": only}} if only else {})
    for violation in axe.run(context={"include": [[within]]} if within else None, options=options)["violations"]:
        if not is_known(violation):
            places = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
            expect(False, f"{what}: {violation['id']}: {places}")
    expect(True, what)
