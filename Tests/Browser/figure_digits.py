"""Figures of a network that reads digits: each by mouse, by finger and by keys, beside what is computed natively."""

import math
import re

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from expecting import expect
from figure_page import becomes, find, live, numbers_of, pointed, texts, touched


def read_digit(driver, site):
    kind = "read-digit"
    figure = site.go(driver, kind, "?digit=7&seed=1&layer=C3&map=4&row=5&column=4&source=0&drawing=none")
    still = figure.find_element(By.CSS_SELECTOR, ".still").get_attribute("textContent")
    pad, plane = figure.find_elements(By.TAG_NAME, "canvas")[:2]
    total = numbers_of(figure.find_element(By.CSS_SELECTOR, ".sum").text)
    expect(len(total) == 9 and abs(sum(total[:7]) - total[7]) < 5e-4, f"read-digit: six sums and the bias come to what they come to: {total}")
    expect(abs(math.tanh(total[7]) - total[8]) < 1e-3, f"read-digit: and tanh makes the number of it: {total[7:]}")
    expect("Read as a 7" in live(driver, kind), "read-digit: a drawn digit is read")
    # The mouse points at a number of C1's second map, and holds it.
    pointed(driver, plane, 134, 218).perform()
    becomes(driver, lambda: live(driver, kind).startswith("C1, map 1, row 13, column 13"), "read-digit: the number that the mouse is at")
    pointed(driver, plane, 134, 218).click().move_by_offset(40, 0).perform()
    expect(live(driver, kind).startswith("C1, map 1, row 13"), "read-digit: a click holds it")
    pointed(driver, plane, 224, 218).click().perform()
    becomes(driver, lambda: live(driver, kind).startswith("C1, map 2, row 13"), "read-digit: another lets go")
    # A one, drawn with the mouse.
    pointed(driver, pad, 110, 45).click_and_hold().move_by_offset(-5, 60).move_by_offset(-5, 60).release().perform()
    becomes(driver, lambda: "Read as a 1," in live(driver, kind), "read-digit: a digit is drawn with the mouse")
    link = figure.find_element(By.CSS_SELECTOR, ".foot a")
    becomes(driver, lambda: "drawing=" in driver.current_url and driver.current_url == link.get_attribute("href"), "read-digit: the drawing is in the address")
    before = live(driver, kind)
    driver.refresh()
    becomes(driver, lambda: live(driver, kind) == before, "read-digit: a drawing survives a reload")
    figure = find(driver, f'[data-figure="{kind}"]')
    pad, plane = figure.find_elements(By.TAG_NAME, "canvas")[:2]
    address = driver.current_url
    touched(driver, pad)
    becomes(driver, lambda: driver.current_url != address, "read-digit: a finger draws too")
    field = figure.find_element(By.CSS_SELECTOR, "input[type=number]")
    field.send_keys(Keys.ARROW_UP)
    becomes(driver, lambda: "drawing=" not in driver.current_url and "digit=8" in driver.current_url, "read-digit: to choose a digit takes the drawing away")
    # Keys: on the sheet, then on the maps, then the steps.
    figure.find_element(By.XPATH, ".//button[.='Empty sheet']").click()
    pad.send_keys(*[Keys.ARROW_UP] * 2)
    becomes(driver, lambda: re.match("Sheet, row 1[34], column 1[56]$", live(driver, kind)), "read-digit: arrow keys go over the sheet")
    pad.send_keys(*[Keys.ARROW_UP] * 8, Keys.SPACE, Keys.SHIFT, *[Keys.ARROW_DOWN] * 18)
    becomes(driver, lambda: "Read as a 1," in live(driver, kind), "read-digit: a digit is drawn by keys")
    figure = site.go(driver, kind, "?digit=7&seed=1&layer=C3&map=4&row=5&column=4")
    plane = figure.find_elements(By.TAG_NAME, "canvas")[1]
    plane.send_keys(Keys.ARROW_RIGHT, Keys.ARROW_UP)
    becomes(driver, lambda: live(driver, kind).startswith("C3, map 4, row 4, column 5"), "read-digit: arrow keys go over a map")
    plane.send_keys(Keys.END)
    becomes(driver, lambda: live(driver, kind).startswith("C3, map 5, row 4, column 5"), "read-digit: and from map to map")
    plane.send_keys(Keys.PAGE_DOWN, Keys.PAGE_DOWN)
    becomes(driver, lambda: live(driver, kind).startswith("C5, unit 5"), "read-digit: and from layer to layer")
    expect(figure.find_element(By.CSS_SELECTOR, ".plane svg").get_attribute("data-windows") == "16", "read-digit: lines come from sixteen windows")
    find(driver, f'[data-figure="{kind}"] [data-step=last]').click()
    becomes(driver, lambda: live(driver, kind).startswith("output, digit 7") and "softmax" in live(driver, kind), "read-digit: the last step is the answer")
    find(driver, f'[data-figure="{kind}"] [data-step=back]').send_keys("b")
    becomes(driver, lambda: live(driver, kind).startswith("F6, unit"), "read-digit: b steps back")
    rows = figure.find_elements(By.CSS_SELECTOR, "table.scores tbody tr")
    expect(len(rows) == 5 + 8, f"read-digit: five answers and eight products, not {len(rows)}")
    figure = site.go(driver, kind, "?zoom=3")
    box = figure.find_element(By.CSS_SELECTOR, ".plane-box")
    expect(driver.execute_script("return arguments[0].scrollWidth > arguments[0].clientWidth", box), "read-digit: maps are enlarged, and scroll")
    site.go(driver, kind, "?drawing=!")
    expect("no drawing" in find(driver, f'[data-figure="{kind}"] .problem').text, "read-digit: a link whose drawing is none says so")
    # The page's own state is the one that was computed natively.
    figure = site.go(driver, kind)
    shares = numbers_of(" ".join(texts(driver, f'[data-figure="{kind}"] table[aria-label^="the five"] td')))
    native = [float(found[1]) for found in re.finditer(r" \d  ([\d.e-]+)(?: █*)?$", still, re.MULTILINE)]
    expect(len(shares) == 5 and all(abs(a - b) < 1e-4 for a, b in zip(shares, native)), f"read-digit: probabilities {shares}, natively {native}")


def hierarchy(driver, site):
    kind = "hierarchy"
    figure = site.go(driver, kind)
    becomes(driver, lambda: len(figure.find_elements(By.CSS_SELECTOR, "ol.patches li")) == 9, "hierarchy: nine parts of digits are found")
    still = figure.find_element(By.CSS_SELECTOR, ".still").get_attribute("textContent")
    found = [line.split() for line in still.split("\n") if re.match(r"picture \d+ +\d ", line)]
    shown = [(numbers_of(text)[0], re.search(r"picture (\d+)", text)[1]) for text in texts(driver, "ol.patches li")]
    same = [abs(value - float(line[-1])) < 1e-3 and image == line[1] for (value, image), line in zip(shown, found)]
    expect(len(same) == 6 and all(same), f"hierarchy: the parts are those that are found natively: {shown}, {found}")
    plane = figure.find_element(By.CSS_SELECTOR, ".plane canvas")
    pointed(driver, plane, 224, 60).click().perform()
    becomes(driver, lambda: live(driver, kind).startswith("C1, channel 2"), "hierarchy: a map is chosen with the mouse")
    touched(driver, plane)
    becomes(driver, lambda: live(driver, kind).startswith("C3, channel"), "hierarchy: with a finger")
    figure = site.go(driver, kind, "?layer=C1&channel=2")
    plane = figure.find_element(By.CSS_SELECTOR, ".plane canvas")
    plane.send_keys(Keys.ARROW_RIGHT)
    becomes(driver, lambda: live(driver, kind).startswith("C1, channel 3"), "hierarchy: arrow keys go from channel to channel")
    plane.send_keys(Keys.PAGE_DOWN)
    becomes(driver, lambda: live(driver, kind).startswith("C3, channel 3"), "hierarchy: and from layer to layer")
    find(driver, f'[data-figure="{kind}"] [data-step=back]').send_keys("n", "b", "b")
    becomes(driver, lambda: live(driver, kind).startswith("C3, channel 2"), "hierarchy: steps forward and back")
    site.go(driver, kind, "?layer=C5&channel=99&source=3")
    becomes(driver, lambda: "C5, channel 99" in live(driver, kind) and "before tanh" in live(driver, kind), "hierarchy: a link to a late channel")
