"""Reads a site in a browser: wide and narrow, light and dark, with the keyboard, without JavaScript, on paper.

usage: check.py SITE        SITE is what `lesson-run book` wrote; prints what is wrong and a summary
"""

import base64
import pathlib
import sys
from concurrent.futures import ThreadPoolExecutor

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from chromium import browser, look
from demands import clean, quiet
from expecting import concluded, expect

SITE = pathlib.Path(sys.argv[1]).resolve()
PAGES = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))

# What a change of colours can change.
COLOUR_RULES = ["color-contrast", "link-in-text-block"]


def show(driver, page, width=1280, theme="light"):
    look(driver, width, theme=theme)
    driver.get((SITE / page).as_uri())


def read_all_pages():
    """In two browsers at once: most of the time goes into axe."""
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(read_pages, [PAGES[::2], PAGES[1::2]]))


def read_pages(pages):
    driver = browser()
    try:
        driver.set_script_timeout(300)
        for page in pages:
            read_page(driver, page)
    finally:
        driver.quit()


def read_page(driver, page):
    for theme in ("light", "dark"):
        show(driver, page, theme=theme)
        driver.execute_script("document.querySelectorAll('details').forEach(part => part.open = true)")
        clean(driver, f"{page}, {theme}", only=COLOUR_RULES if theme == "dark" else None)
    measure(driver, page)
    size = (SITE / page).stat().st_size
    expect(size <= 200_000, f"{page}: {size} bytes")
    show(driver, page, width=360)
    split = driver.execute_script(BROKEN)
    expect(not split, f"{page}: words of tables are broken in a narrow window: {split[:5]}")
    unmarked = driver.execute_script(UNMARKED)
    expect(not unmarked, f"{page}: lines go on beyond an edge that does not show it: {unmarked[:5]}")
    width = driver.execute_script("return document.documentElement.scrollWidth")
    expect(width <= 360, f"{page}: {width} wide in a window of 360")
    quiet(driver, f"{page}: ")


OVERHANG = """return [...document.querySelectorAll('.output')].filter(box => [...box.querySelectorAll('svg, table')].some(part =>
    part.getBoundingClientRect().height && part.getBoundingClientRect().bottom > box.getBoundingClientRect().bottom + 2)).length"""


# Single words of code in tables that take several lines; steps are prepared to break, as code of any length has to fit beside its values.
BROKEN = """return [...document.querySelectorAll('td code')].filter(part => !part.closest('.steps')
    && /^[\\w.-]+$/.test(part.textContent) && part.getClientRects().length > 1).map(part => part.textContent)"""
# What scrolls has a shade where it goes on.
UNMARKED = """document.querySelectorAll('details').forEach(part => part.open = true);
  return [...document.querySelectorAll('article pre, article .wide')].filter(part => part.scrollWidth > part.clientWidth + 1
    && getComputedStyle(part).overflowX === 'auto' && !getComputedStyle(part).backgroundImage.includes('gradient'))
    .map(part => part.textContent.trim().slice(0, 30))"""


def measure(driver, page):
    """In a wide window no line of prose is longer than one reads with ease, and full ones are not much shorter."""
    show(driver, page)
    overhanging = driver.execute_script(OVERHANG)
    expect(overhanging == 0, f"{page}: {overhanging} outputs hold more than their room, and cover what stands below")
    lines = driver.execute_script(LINES)
    longest = max(lines, default=0)
    expect(longest <= 82, f"{page}: a line of {longest} letters")
    full = sorted(lines)[len(lines) // 2] if len(lines) > 20 else 70
    expect(62 <= full <= 75, f"{page}: lines of {full} letters in the middle")


# The letters in each line of a paragraph but its last, which need not be full. Korean letters are as wide as two.
LINES = """
  var lengths = [];
  document.querySelectorAll('article > p').forEach(function (part) {
    if (part.querySelector('math, code')) return;
    var range = document.createRange(), walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT), node, top = null, count = 0;
    while ((node = walker.nextNode())) {
      for (var index = 0; index < node.length; index++) {
        range.setStart(node, index); range.setEnd(node, index + 1);
        var box = range.getClientRects()[0];
        if (!box) continue;
        if (top !== null && box.top > top + 8) { lengths.push(count); count = 0; }
        top = box.top; count += /[\u1100-\u11ff\uac00-\ud7ff]/.test(node.data[index]) ? 2 : 1;
      }
    }
  });
  return lengths;
"""


def search(driver, lesson):
    show(driver, lesson)
    driver.find_element(By.TAG_NAME, "body").send_keys("/")
    field = driver.switch_to.active_element
    expect(field.get_attribute("type") == "search", "/ opens the search")
    field.send_keys("stride")
    WebDriverWait(driver, 5).until(lambda d: d.find_elements(By.CSS_SELECTOR, "dialog li a"))
    expect(driver.find_element(By.CSS_SELECTOR, "dialog [role=status]").text != "Nothing found.", "a word is found")
    field.send_keys(Keys.ARROW_DOWN)
    expect(driver.switch_to.active_element.tag_name == "a", "an arrow leads to the first place")
    address = driver.switch_to.active_element.get_attribute("href")
    driver.switch_to.active_element.send_keys(Keys.ENTER)
    WebDriverWait(driver, 5).until(lambda d: d.current_url == address)
    driver.find_element(By.TAG_NAME, "body").send_keys("/")
    driver.switch_to.active_element.send_keys("zzzqqq")
    WebDriverWait(driver, 5).until(
        lambda d: d.find_element(By.CSS_SELECTOR, "dialog [role=status]").text == "Nothing found.")
    driver.switch_to.active_element.send_keys(Keys.ESCAPE)


def korean_search(driver, glossary):
    """Korean is found whatever ending a word has, and words that are written together are."""
    for words, target in [("합성곱", "합성곱"), ("합성곱을", "합성곱"), ("특징맵", "특징"), ("스트라이드", "스트라이드")]:
        show(driver, glossary)
        driver.find_element(By.TAG_NAME, "body").send_keys("/")
        driver.switch_to.active_element.send_keys(words)
        WebDriverWait(driver, 5).until(lambda d: d.find_element(By.CSS_SELECTOR, "dialog [role=status]").text)
        pages = [link.get_attribute("href") for link in driver.find_elements(By.CSS_SELECTOR, "dialog li a")]
        expect(any("glossary" in page for page in pages), f"{words}: the glossary is not found")
    language = driver.execute_script("return [...document.querySelectorAll('article [lang=ko]')].map(part => part.textContent)")
    expect(any("합성곱" in words for words in language), "Korean words say that they are Korean")


def values_and_steps_are_seen(driver, lesson):
    """Steps have their values in sight, and a marked number is told by more than its colour."""
    show(driver, lesson)
    driver.execute_script("document.querySelectorAll('details').forEach(part => part.open = true)")
    outside = driver.execute_script("""
      return [...document.querySelectorAll('.steps')].filter(function (table) {
        var cells = table.querySelectorAll('tr[data-step] > td:last-child'), box = table.closest('.wide').getBoundingClientRect();
        return [...cells].some(cell => cell.getBoundingClientRect().left > box.right - 80);
      }).length""")
    expect(outside == 0, f"{lesson}: {outside} tables of steps hide their values")
    show(driver, lesson, width=360)
    driver.execute_script("document.querySelectorAll('details').forEach(part => part.open = true)")
    broken = driver.execute_script("""
      return [...document.querySelectorAll('.steps .tensor tr')].filter(function (row) {
        var cells = row.children;
        return Math.abs(cells[0].getBoundingClientRect().top - cells[cells.length - 1].getBoundingClientRect().top) > 2;
      }).length""")
    expect(broken == 0, f"{lesson}: {broken} rows of numbers in steps are broken in a narrow window")
    plain = driver.execute_script("""
      return [...document.querySelectorAll('mark')].filter(mark => !/^\\[.*\\]$/.test(mark.textContent) && !mark.matches('.blank')).length""")
    expect(plain == 0, f"{lesson}: {plain} marks are colour only")


def keys_and_theme(driver, lesson):
    show(driver, lesson)
    following = driver.find_element(By.CSS_SELECTOR, "link[rel=next]").get_attribute("href")
    driver.find_element(By.TAG_NAME, "body").send_keys(Keys.ARROW_RIGHT)
    WebDriverWait(driver, 5).until(lambda d: d.current_url == following)
    driver.find_element(By.CSS_SELECTOR, "[data-theme-switch]").click()
    driver.refresh()
    theme = driver.execute_script("return document.documentElement.dataset.theme")
    expect(theme == "dark", "the choice of dark is kept")
    driver.find_element(By.CSS_SELECTOR, "[data-theme-switch]").click()


def steps(driver, lesson):
    show(driver, lesson)
    stepper = driver.execute_script(
        "return [...document.querySelectorAll('[data-stepper]')].find(part => part.querySelectorAll('tr[data-step]').length > 2)")
    driver.execute_script("for (let part = arguments[0]; part; part = part.parentElement.closest('details')) part.open = true", stepper)
    back, forward, every = stepper.find_elements(By.CSS_SELECTOR, ".stepper button")
    forward.click()
    forward.send_keys(Keys.ARROW_RIGHT)
    rows = stepper.find_elements(By.CSS_SELECTOR, "tr[data-step]")
    expect(rows[1].get_attribute("aria-current") == "step", "a click and an arrow are two steps")
    expect(driver.current_url.endswith(lesson), "an arrow in the steps turns no page")
    back.click()
    expect(rows[0].get_attribute("aria-current") == "step", "back")
    every.click()
    expect(not stepper.find_elements(By.CSS_SELECTOR, ".later"), "all steps")


def paper(driver, lesson):
    show(driver, lesson)
    data = driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})["data"]
    expect(base64.b64decode(data).startswith(b"%PDF"), "the page can be printed")


def without_javascript(lesson):
    driver = browser(javascript=False)
    try:
        show(driver, lesson)
        expect(driver.find_element(By.ID, "contents").is_displayed(), "contents without JavaScript")
        summary = driver.find_element(By.CSS_SELECTOR, ".exercise summary")
        summary.click()
        expect(driver.find_element(By.CSS_SELECTOR, ".exercise details[open] .inside").is_displayed(), "a hint without JavaScript")
        expect(not driver.find_elements(By.CSS_SELECTOR, ".tools button"), "no button that does nothing")
    finally:
        driver.quit()


def main():
    lesson = next(page for page in PAGES if "data-stepper" in (SITE / page).read_text("utf-8"))
    read_all_pages()
    # A browser that has read a whole book with axe in each page is a slow one.
    driver = browser()
    try:
        search(driver, lesson)
        keys_and_theme(driver, lesson)
        steps(driver, lesson)
        paper(driver, lesson)
        values_and_steps_are_seen(driver, lesson)
        korean_search(driver, next(page for page in PAGES if "glossary" in page))
    finally:
        driver.quit()
    without_javascript(lesson)
    return concluded(f"{len(PAGES)} pages, ", "in the browser")


if __name__ == "__main__":
    sys.exit(main())
