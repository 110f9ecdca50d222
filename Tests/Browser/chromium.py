"""Debian's Chromium, as all readers of pages start it."""

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service


def look(driver, width=1280, height=900, theme="light", motion="reduce"):
    """How wide and high the window is, whether light or dark is preferred, and whether things may move."""
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500})
    driver.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"features": [
            {"name": "prefers-color-scheme", "value": theme}, {"name": "prefers-reduced-motion", "value": motion}]})


def browser(javascript=True, window=None, talks_both_ways=False, mobile=False, further=()):
    """`talks_both_ways`: whether it also takes WebDriver's newer orders, by which one browser has several profiles; `mobile`: a telephone's small
    window and fingers."""
    options = Options()
    options.binary_location = "/usr/bin/chromium"
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(argument)
    if window:
        options.add_argument(f"--window-size={window}")
    for argument in further:
        options.add_argument(argument)
    if mobile:
        options.add_experimental_option("mobileEmulation", {"deviceMetrics": {"width": 400, "height": 800, "pixelRatio": 1, "touch": True}})
    options.enable_bidi = talks_both_ways
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    if not javascript:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
