"""Tries the figures of a site: each by mouse and by keyboard, its state in the address, axe, narrow, dark, on paper, without a network.

usage: figures.py SITE [PICTURES]        SITE is what `lesson-run book` wrote; PICTURES a folder for screenshots to be looked at
"""

import base64
import gzip
import math
import pathlib
import re
import sys

from axe_selenium_python import Axe
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.actions.pointer_input import PointerInput
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from chromium import browser, look
from expecting import concluded, expect

SITE = pathlib.Path(sys.argv[1]).resolve()
PICTURES = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None


def find(driver, selector):
    return driver.find_element(By.CSS_SELECTOR, selector)


def texts(driver, selector):
    return [part.text for part in driver.find_elements(By.CSS_SELECTOR, selector)]


def page_of(kind):
    """The first page with a figure of a kind."""
    for path in sorted(SITE.glob("*.html")):
        if f'data-figure="{kind}"' in path.read_text():
            return path
    raise SystemExit(f"no page has a figure {kind}")


def go(driver, kind, state=""):
    """Opens a kind's page at its figure, in a state, and waits until it moves."""
    address = page_of(kind).as_uri()
    driver.get("about:blank")
    driver.get(f"{address}#figure/{kind}/1{state}")
    moves(driver)
    return find(driver, f'[data-figure="{kind}"]')


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


def convolution(driver):
    kind = "convolution"
    start = "?step=1"
    figure = go(driver, kind, start)
    expect("row 0, column 0 of the map is −475" in live(driver, kind), "convolution: the first stop")
    drag(driver, cell(figure, "image", 1, 1), cell(figure, "image", 3, 3))
    becomes(driver, lambda: "row 2, column 2 of the map is −193" in live(driver, kind), "convolution: the window is dragged")
    find(driver, f'[data-figure="{kind}"] [data-step=back]').click()
    becomes(driver, lambda: "row 2, column 1" in live(driver, kind), "convolution: a step back")
    expect("= −366" in find(driver, f'[data-figure="{kind}"] .sum').text, "convolution: the sum is written out")
    figure = go(driver, kind, start)
    target = cell(figure, "map", 0, 0)
    driver.execute_script("arguments[0].focus()", target)
    target.send_keys(Keys.ARROW_DOWN)
    driver.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
    becomes(driver, lambda: "row 1, column 1 of the map is −436" in live(driver, kind), "convolution: arrow keys")
    driver.switch_to.active_element.send_keys("b")
    becomes(driver, lambda: "row 1, column 0" in live(driver, kind), "convolution: b steps back")
    edited(driver, cell(figure, "image", 0, 0), "2")
    becomes(driver, lambda: cell(figure, "map", 0, 0).text == "−474", "convolution: a number is changed by keys")
    edited(driver, cell(figure, "image", 0, 0), "x")
    becomes(driver, lambda: "no number" in find(driver, f'[data-figure="{kind}"] .problem').text, "convolution: what is no number is refused")
    becomes(driver, lambda: "image=2+10" in driver.current_url, "convolution: the state is in the address")
    driver.refresh()
    moves(driver)
    becomes(driver, lambda: cell(find(driver, f'[data-figure="{kind}"]'), "map", 0, 0).text == "−474", "convolution: it survives a reload")
    go(driver, kind, "?stride=2&padding=1&dilation=2&flip=yes&step=2")
    expect("padding" not in find(driver, f'[data-figure="{kind}"] .problem').text, "convolution: a link with several changes")
    expect("(5 − (2·(3 − 1) + 1) + 2·1)/2 + 1 = 2" in find(driver, f'[data-figure="{kind}"] .formula-of-figure').text, "convolution: the formula")
    go(driver, kind, "?stride=99")
    expect("cannot be shown" in find(driver, f'[data-figure="{kind}"] .problem').text, "convolution: a link that makes no sense says so")
    go(driver, kind, start)
    find(driver, f'[data-figure="{kind}"] [data-step=play]').click()
    becomes(driver, lambda: "Step 2 of 9" in live(driver, kind), "convolution: it plays")
    find(driver, f'[data-figure="{kind}"] [data-step=play]').click()


def pooling(driver):
    kind = "pooling"
    figure = go(driver, kind, "?step=1")
    ActionChains(driver).click(cell(figure, "map", 3, 1)).perform()
    becomes(driver, lambda: "Window 4 of 9: the largest of 1, 0, 1, 4 is 4" in live(driver, kind), "pooling: the window goes where one points")
    expect("won" in cell(figure, "gradient of the map", 3, 1).get_attribute("class"), "pooling: the gradient goes to what won")
    touched(driver, cell(figure, "largest", 0, 1))
    becomes(driver, lambda: "Window 2 of 9" in live(driver, kind), "pooling: a finger")
    target = cell(figure, "largest", 1, 0)
    driver.execute_script("arguments[0].focus()", target)
    target.send_keys(Keys.ARROW_DOWN)
    becomes(driver, lambda: "Window 7 of 9" in live(driver, kind), "pooling: arrow keys")
    go(driver, kind, "?border=drop&kind=average&step=1")
    expect("the mean of 0, 1, 0, 1 is 0.5" in live(driver, kind), "pooling: means, cut-off windows dropped")
    expect(len(texts(driver, f'[data-figure="{kind}"] .numbers:not([aria-label^=map]) tr')) > 0, "pooling: its maps are there")


def touched(driver, target):
    finger = PointerInput("touch", "finger")
    chain = ActionBuilder(driver, mouse=finger)
    chain.pointer_action.move_to(target).pointer_down().pointer_up()
    chain.perform()


# Hand-made states of all kinds of figures, from a seed: what is said of a figure's keys, some of it cut, multiplied or of another key.
FRAGMENTS = """
  const [kind, count] = arguments;
  const figure = document.querySelector(`[data-figure="${kind}"]`);
  const keys = figure.dataset.keys.split("\\n").map(line => line.slice(0, line.indexOf(":")));
  const texts = figure.dataset.state.split("\\n").map(line => line.slice(line.indexOf(":") + 2));
  let seed = 7;
  const random = most => { seed = (seed * 16807) % 2147483647; return seed % most; };
  const odd = ["", "-", "NaN", "1e999", "-0", "9".repeat(50), "1e6", "0.1", "/", "|", ";", "%", "%zz", "%00", "1 2 / 3", "1|2;3", "kernel", "kernel 9 / kernel 9 stride 5",
    "__proto__", "<img src=x onerror=alert(1)>", "1 ".repeat(5000), "1/".repeat(3000), "relu", "yes", "3", "12", "128", "\\u2212 5"];
  const value = () => {
    const text = texts[random(texts.length)];
    switch (random(5)) {
      case 0: return odd[random(odd.length)];
      case 1: return text.slice(0, random(text.length + 1));
      case 2: return text.replace(/\\d/g, () => String(random(10)));
      case 3: return text + " / " + odd[random(odd.length)];
      default: return text;
    }
  };
  window.broken = [];
  window.addEventListener("error", event => broken.push(event.message));
  let longest = 0;
  for (let number = 0; number < count; number++) {
    const pairs = Array.from({length: 1 + random(4)}, () => (random(12) ? keys[random(keys.length)] : odd[random(odd.length)]) + (random(20) ? "=" : "") + (random(3) ? encodeURIComponent(value()) : value()));
    const begun = performance.now();
    history.replaceState(null, "", "#" + figure.id + "?" + pairs.join("&"));
    window.dispatchEvent(new HashChangeEvent("hashchange"));
    longest = Math.max(longest, performance.now() - begun);
  }
  return [broken, longest, figure.querySelector(".problem").textContent];
"""


def stands_any_link(driver, kind):
    go(driver, kind)
    broken, longest, _ = driver.execute_script(FRAGMENTS, kind, 200)
    expect(not broken, f"{kind}: a hand-made link breaks it: {broken[:2]}")
    expect(longest < 2000, f"{kind}: a hand-made link takes {longest:.0f} ms")
    # It still works.
    driver.execute_script(f"document.querySelector('[data-figure=\"{kind}\"] .foot button').click()")
    becomes(driver, lambda: find(driver, f'[data-figure="{kind}"] .problem').text == "" and len(live(driver, kind)) > 10, f"{kind}: alive after hand-made links")


def softmax_loss(driver):
    kind = "softmax-loss"
    figure = go(driver, kind)
    before = live(driver, kind)
    slider = figure.find_elements(By.CSS_SELECTOR, ".scores input[type=range]")[0]
    slider.send_keys(Keys.ARROW_RIGHT)
    becomes(driver, lambda: live(driver, kind) != before, "softmax-loss: a slider by keys")
    ActionChains(driver).move_to_element(slider).click_and_hold().move_by_offset(-30, 0).release().perform()
    becomes(driver, lambda: "scores=" in driver.current_url, "softmax-loss: a slider by mouse, and the address")
    go(driver, kind, "?classes=a+b&scores=0+0&target=b&networks=0.9+0.1+/+0.1+0.9+/+0.4+0.6+;+0.6+0.4+/+0.3+0.7+/+0.1+0.9&targets=0+1+0")
    rows = texts(driver, f'[data-figure="{kind}"] .measures tbody tr')
    expect(
        rows == ["classification error 0.3333 0.3333", "mean squared error 0.2533 0.7067", "cross-entropy 0.3757 1.0567"],
        f"softmax-loss: NN1 and NN2: {rows}")
    expect("probability of 0.5: cross-entropy 0.6931, squared error 0.5" in live(driver, kind), "softmax-loss: an even guess")


def image_kernel(driver):
    kind = "image-kernel"
    figure = go(driver, kind)
    canvas = figure.find_elements(By.TAG_NAME, "canvas")[0]
    before = live(driver, kind)
    ActionChains(driver).move_to_element_with_offset(canvas, 20, 30).perform()
    becomes(driver, lambda: live(driver, kind) != before, "image-kernel: the pixel that the mouse is at")
    figure = go(driver, kind)
    canvas = figure.find_elements(By.TAG_NAME, "canvas")[0]
    canvas.send_keys(Keys.ARROW_DOWN, Keys.SHIFT, Keys.ARROW_RIGHT)
    becomes(driver, lambda: "Row 41, column 70" in live(driver, kind), "image-kernel: arrow keys")
    edited(driver, cell(figure, "kernel", 1, 1), "6")
    becomes(driver, lambda: "kernel=0+-1" in driver.current_url, "image-kernel: a kernel of one's own")
    picture = pathlib.Path("Pictures/book-light.png").resolve()
    figure.find_element(By.CSS_SELECTOR, "input[type=file]").send_keys(str(picture))
    becomes(driver, lambda: figure.find_element(By.XPATH, ".//button[contains(., 'landscape')]").is_displayed(), "image-kernel: one's own picture")
    expect(canvas.get_attribute("width") != "144", "image-kernel: its size")


def receptive_field(driver):
    kind = "receptive-field"
    figure = go(driver, kind)
    ActionChains(driver).click(cell(figure, "layer 3", 0, 0)).perform()
    becomes(driver, lambda: "sees 7 × 7: rows 0 to 6" in live(driver, kind), "receptive-field: what a value sees")
    lit = figure.find_elements(By.CSS_SELECTOR, ".numbers[aria-label^=input] td.window")
    expect(len(lit) == 49, f"receptive-field: {len(lit)} pixels light up")
    target = cell(figure, "layer 2", 0, 0)
    driver.execute_script("arguments[0].focus()", target)
    target.send_keys(Keys.ARROW_RIGHT)
    becomes(driver, lambda: "Row 0, column 1 of layer 2 sees 5 × 5" in live(driver, kind), "receptive-field: arrow keys")
    figure = go(driver, kind, "?input=8&layers=kernel+2+stride+3+/+kernel+2&layer=2&row=0&column=0")
    lit = figure.find_elements(By.CSS_SELECTOR, ".numbers[aria-label^=input] td.window")
    expect(len(lit) == 16 and "sees 5 × 5" in live(driver, kind), f"receptive-field: {len(lit)} pixels between gaps")
    figure = go(driver, kind)
    field = figure.find_element(By.CSS_SELECTOR, "[data-layer='0'][data-of=stride]")
    field.send_keys(Keys.ARROW_UP, Keys.TAB)
    becomes(driver, lambda: "layers=kernel+3+stride+2" in driver.current_url, "receptive-field: a layer is changed")


def backpropagation(driver):
    kind = "backpropagation"
    figure = go(driver, kind, "?step=12")
    rows = [
        [part.text for part in row.find_elements(By.TAG_NAME, "td")][-2:]
        for row in figure.find_elements(By.CSS_SELECTOR, ".scores tbody tr")]
    expect(len(rows) == 17 and all(one and one == other for one, other in rows), f"backpropagation: slopes and differences: {rows}")
    find(driver, f'[data-figure="{kind}"] [data-step=first]').click()
    becomes(driver, lambda: "forward: z0" in live(driver, kind), "backpropagation: the first step")
    find(driver, f'[data-figure="{kind}"] [data-step=forward]').send_keys("n", "n", "b")
    becomes(driver, lambda: "forward: a0" in live(driver, kind), "backpropagation: n and b")
    field = figure.find_element(By.CSS_SELECTOR, "input[aria-label=w00]")
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys("0", Keys.TAB)
    becomes(driver, lambda: "hidden=0+-1" in driver.current_url, "backpropagation: a weight is changed")


def pointed(driver, canvas, x, y):
    """Moves the mouse to a place of an element, counted from its upper left corner."""
    size = canvas.size
    return ActionChains(driver, duration=20).move_to_element_with_offset(canvas, round(x - size["width"] / 2), round(y - size["height"] / 2))


def numbers_of(text):
    return [float(word) for word in re.findall(r"-?\d+\.\d+(?:e-?\d+)?", text.replace("−", "-"))]


def read_digit(driver):
    kind = "read-digit"
    figure = go(driver, kind, "?digit=7&seed=1&layer=C3&map=4&row=5&column=4&source=0&drawing=none")
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
    figure = go(driver, kind, "?digit=7&seed=1&layer=C3&map=4&row=5&column=4")
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
    figure = go(driver, kind, "?zoom=3")
    box = figure.find_element(By.CSS_SELECTOR, ".plane-box")
    expect(driver.execute_script("return arguments[0].scrollWidth > arguments[0].clientWidth", box), "read-digit: maps are enlarged, and scroll")
    go(driver, kind, "?drawing=!")
    expect("no drawing" in find(driver, f'[data-figure="{kind}"] .problem').text, "read-digit: a link whose drawing is none says so")
    # The page's own state is the one that was computed natively.
    figure = go(driver, kind)
    shares = numbers_of(" ".join(texts(driver, f'[data-figure="{kind}"] table[aria-label^="the five"] td')))
    native = [float(found[1]) for found in re.finditer(r" \d  ([\d.e-]+)(?: █*)?$", still, re.MULTILINE)]
    expect(len(shares) == 5 and all(abs(a - b) < 1e-4 for a, b in zip(shares, native)), f"read-digit: probabilities {shares}, natively {native}")


def hierarchy(driver):
    kind = "hierarchy"
    figure = go(driver, kind)
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
    figure = go(driver, kind, "?layer=C1&channel=2")
    plane = figure.find_element(By.CSS_SELECTOR, ".plane canvas")
    plane.send_keys(Keys.ARROW_RIGHT)
    becomes(driver, lambda: live(driver, kind).startswith("C1, channel 3"), "hierarchy: arrow keys go from channel to channel")
    plane.send_keys(Keys.PAGE_DOWN)
    becomes(driver, lambda: live(driver, kind).startswith("C3, channel 3"), "hierarchy: and from layer to layer")
    find(driver, f'[data-figure="{kind}"] [data-step=back]').send_keys("n", "b", "b")
    becomes(driver, lambda: live(driver, kind).startswith("C3, channel 2"), "hierarchy: steps forward and back")
    go(driver, kind, "?layer=C5&channel=99&source=3")
    becomes(driver, lambda: "C5, channel 99" in live(driver, kind) and "before tanh" in live(driver, kind), "hierarchy: a link to a late channel")


FIGURES = {
    "convolution": convolution, "pooling": pooling, "softmax-loss": softmax_loss, "image-kernel": image_kernel,
    "receptive-field": receptive_field, "backpropagation": backpropagation, "read-digit": read_digit, "hierarchy": hierarchy,
}


def is_accessible(driver, kind):
    for theme in ("light", "dark"):
        look(driver, theme=theme)
        go(driver, kind)
        driver.execute_script("document.querySelectorAll('details').forEach(part => part.open = true)")
        axe = Axe(driver)
        axe.inject()
        for violation in axe.run(context={"include": [[f'[data-figure="{kind}"]']]}, options={"resultTypes": ["violations"]})["violations"]:
            places = "; ".join(node["html"][:160] for node in violation["nodes"][:2])
            expect(False, f"{kind}, {theme}: {violation['id']}: {places}")
        expect(True, kind)


def fits(driver, kind):
    """In a narrow window nothing but tables is wider than it, and on paper a figure has no buttons."""
    look(driver, width=400)
    go(driver, kind)
    width = driver.execute_script("return document.documentElement.scrollWidth")
    expect(width <= 400, f"{kind}: {width} wide in a window of 400")
    look(driver)
    go(driver, kind)
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    shown = [part for part in driver.find_elements(By.CSS_SELECTOR, f'[data-figure="{kind}"] button, [data-figure="{kind}"] select') if part.is_displayed()]
    expect(not shown or kind == "softmax-loss", f"{kind}: {len(shown)} buttons on paper")
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def take(driver, kind):
    for name, width, theme in (("light", 1280, "light"), ("dark", 1280, "dark"), ("narrow", 400, "light"), ("print", 720, "light")):
        look(driver, width=width, theme=theme)
        figure = go(driver, kind)
        if name == "print":
            driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        box = driver.execute_script("const r = arguments[0].getBoundingClientRect(); return [r.left + scrollX, r.top + scrollY, r.width, r.height]", figure)
        clip = {"x": max(0, box[0] - 8), "y": box[1] - 8, "width": box[2] + 16, "height": box[3] + 16, "scale": 1}
        picture = driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True, "clip": clip})
        (PICTURES / f"{kind}-{name}.png").write_bytes(base64.b64decode(picture["data"]))
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def dragged_by_finger(driver, start, end):
    finger = PointerInput("touch", "finger")
    chain = ActionBuilder(driver, mouse=finger, duration=60)
    chain.pointer_action.move_to(start).pointer_down().move_to(end).pointer_up()
    chain.perform()


def by_touch():
    """In a narrow window with a finger: the window is dragged, and numbers beyond the border come to the finger."""
    driver = browser(mobile=True)
    try:
        figure = go(driver, "convolution", "?step=1")
        driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", grid(figure, "image"))
        dragged_by_finger(driver, cell(figure, "image", 1, 1), cell(figure, "image", 3, 3))
        becomes(driver, lambda: "row 2, column 2 of the map is −193" in live(driver, "convolution"), "a finger drags the window")
        wide = " / ".join([" ".join("123456789012")] * 3).replace(" ", "+")
        figure = go(driver, "convolution", f"?image={wide}&step=1")
        box = driver.execute_script("return arguments[0].closest('.wide')", grid(figure, "image"))
        expect(driver.execute_script("return arguments[0].scrollWidth > arguments[0].clientWidth + 20", box), "an image that is too wide")
        driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", grid(figure, "image"))
        dragged_by_finger(driver, cell(figure, "image", 1, 1), cell(figure, "image", 1, 7))
        becomes(driver, lambda: driver.execute_script("return arguments[0].scrollLeft", box) > 0, "comes to the finger")
        figure = go(driver, "image-kernel")
        canvas = figure.find_elements(By.TAG_NAME, "canvas")[0]
        before = live(driver, "image-kernel")
        driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", canvas)
        touched(driver, canvas)
        becomes(driver, lambda: live(driver, "image-kernel") != before, "a finger points at a pixel")
    finally:
        driver.quit()


def with_a_camera():
    driver = browser(further=["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"])
    try:
        figure = go(driver, "image-kernel")
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


def stands_still():
    """Without scripts the picture is text; with them nothing is asked of any network."""
    driver = browser(javascript=False)
    try:
        driver.get(page_of("convolution").as_uri())
        expect("step 1 of 9" in find(driver, ".figure .still").text, "without scripts there is the picture as text")
    finally:
        driver.quit()


def sizes():
    """What a page's figures need of scripts and style, packed; the module and weights apart."""
    for path in sorted(SITE.glob("*.html")):
        names = set(re.findall(r'"((?:figure|network|digit)[\w-]*\.(?:js|css))"', path.read_text()))
        total = sum(len(gzip.compress((SITE / name).read_bytes(), 9)) for name in names)
        expect(total <= 40 * 1024, f"{path.name}: {total} bytes of scripts and style for figures: {sorted(names)}")


def main():
    sizes()
    stands_still()
    driver = browser()
    try:
        driver.set_script_timeout(120)
        driver.execute_cdp_cmd("Network.enable", {})
        for kind, attempt in FIGURES.items():
            look(driver, height=1600)
            attempt(driver)
            stands_any_link(driver, kind)
            is_accessible(driver, kind)
            fits(driver, kind)
            if PICTURES:
                take(driver, kind)
            asked = driver.execute_script("return performance.getEntriesByType('resource').map(entry => entry.name)")
            expect(all(name.startswith("file:") for name in asked), f"{kind}: asks for {asked}")
            messages = [entry["message"] for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]
            expect(not messages, f"{kind}: {messages[:2]}")
    finally:
        driver.quit()
    by_touch()
    with_a_camera()
    return concluded("figures: ", "of eight figures")


if __name__ == "__main__":
    sys.exit(main())
