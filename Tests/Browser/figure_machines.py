"""Figures on other machines: a telephone, one with a camera, one whose browser runs no scripts."""

from selenium.webdriver.common.by import By

from chromium import browser
from expecting import expect
from figure_page import becomes, cell, dragged_by_finger, find, grid, live, touched


def by_touch(site):
    """In a narrow window with a finger: the window is dragged, and numbers beyond the border come to the finger."""
    driver = browser(mobile=True)
    try:
        figure = site.go(driver, "convolution", "?step=1")
        driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", grid(figure, "image"))
        dragged_by_finger(driver, cell(figure, "image", 1, 1), cell(figure, "image", 3, 3))
        becomes(driver, lambda: "row 2, column 2 of the map is −193" in live(driver, "convolution"), "a finger drags the window")
        wide = " / ".join([" ".join("123456789012")] * 3).replace(" ", "+")
        figure = site.go(driver, "convolution", f"?image={wide}&step=1")
        box = driver.execute_script("return arguments[0].closest('.wide')", grid(figure, "image"))
        expect(driver.execute_script("return arguments[0].scrollWidth > arguments[0].clientWidth + 20", box), "an image that is too wide")
        driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", grid(figure, "image"))
        dragged_by_finger(driver, cell(figure, "image", 1, 1), cell(figure, "image", 1, 7))
        becomes(driver, lambda: driver.execute_script("return arguments[0].scrollLeft", box) > 0, "comes to the finger")
        figure = site.go(driver, "image-kernel")
        canvas = figure.find_elements(By.TAG_NAME, "canvas")[0]
        before = live(driver, "image-kernel")
        driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", canvas)
        touched(driver, canvas)
        becomes(driver, lambda: live(driver, "image-kernel") != before, "a finger points at a pixel")
    finally:
        driver.quit()


def with_a_camera(site):
    driver = browser(further=["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"])
    try:
        figure = site.go(driver, "image-kernel")
        canvas = figure.find_elements(By.TAG_NAME, "canvas")[1]
        button = figure.find_element(By.XPATH, ".//button[text()='Camera']")
        pixels = "return arguments[0].toDataURL()"
        still = driver.execute_script(pixels, canvas)
        press = "arguments[0].click()"
        driver.execute_script(press, button)
        becomes(driver, lambda: driver.execute_script(pixels, canvas) != still and button.text == "Stop the camera", "the camera's picture goes through the kernel")
        first = driver.execute_script(pixels, canvas)
        becomes(driver, lambda: driver.execute_script(pixels, canvas) != first, "and moves")
        driver.execute_script(press, button)
        expect(button.text == "Camera", "it is stopped")
        last = driver.execute_script(pixels, canvas)
        expect(driver.execute_script(pixels, canvas) == last, "the last picture stays")
        driver.execute_script(press, figure.find_element(By.XPATH, ".//button[contains(., 'landscape')]"))
        becomes(driver, lambda: driver.execute_script(pixels, canvas) == still, "the landscape is back")
        select = figure.find_element(By.XPATH, ".//label[starts-with(., 'Try')]/select")
        select.send_keys("outline")
        becomes(driver, lambda: "kernel=-1+-1" in driver.current_url, "a kernel to begin with")
    finally:
        driver.quit()


def without_scripts(site):
    driver = browser(javascript=False)
    try:
        driver.get(site.page_of("convolution").as_uri())
        expect("step 1 of 9" in find(driver, ".figure .still").text, "without scripts there is the picture as text")
    finally:
        driver.quit()
