"""What is asked of every figure: to stand any link, to be for everybody, to fit into narrow windows and on paper; and its screenshots."""

import base64

from selenium.webdriver.common.by import By

from chromium import look
from demands import clean
from expecting import expect
from figure_page import becomes, find, live

# What stands in fields that are too narrow for it.
CUT = "return [...document.querySelectorAll(arguments[0])].filter(field => field.scrollWidth > field.clientWidth).map(field => field.value)"
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


def stands_any_link(driver, site, kind):
    site.go(driver, kind)
    broken, longest, _ = driver.execute_script(FRAGMENTS, kind, 200)
    expect(not broken, f"{kind}: a hand-made link breaks it: {broken[:2]}")
    expect(longest < 2000, f"{kind}: a hand-made link takes {longest:.0f} ms")
    # It still works.
    driver.execute_script(f"document.querySelector('[data-figure=\"{kind}\"] .foot button').click()")
    becomes(driver, lambda: find(driver, f'[data-figure="{kind}"] .problem').text == "" and len(live(driver, kind)) > 10, f"{kind}: alive after hand-made links")


def is_accessible(driver, site, kind):
    for theme in ("light", "dark"):
        look(driver, theme=theme)
        site.go(driver, kind)
        driver.execute_script("document.querySelectorAll('details').forEach(part => part.open = true)")
        clean(driver, f"{kind}, {theme}", within=f'[data-figure="{kind}"]')


def fits(driver, site, kind):
    """In a narrow window nothing but tables is wider than it and each number is seen whole, and on paper a figure has no buttons."""
    look(driver, width=400)
    site.go(driver, kind)
    width = driver.execute_script("return document.documentElement.scrollWidth")
    expect(width <= 400, f"{kind}: {width} wide in a window of 400")
    cut = driver.execute_script(CUT, f'[data-figure="{kind}"] input.short')
    expect(not cut, f"{kind}: fields of a window of 400 that are too narrow for their numbers: {cut}")
    look(driver)
    site.go(driver, kind)
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    shown = [part for part in driver.find_elements(By.CSS_SELECTOR, f'[data-figure="{kind}"] button, [data-figure="{kind}"] select') if part.is_displayed()]
    expect(not shown or kind == "softmax-loss", f"{kind}: {len(shown)} buttons on paper")
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def take(driver, site, kind):
    for name, width, theme in (("light", 1280, "light"), ("dark", 1280, "dark"), ("narrow", 400, "light"), ("print", 720, "light")):
        look(driver, width=width, theme=theme)
        figure = site.go(driver, kind)
        if name == "print":
            driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        box = driver.execute_script("const r = arguments[0].getBoundingClientRect(); return [r.left + scrollX, r.top + scrollY, r.width, r.height]", figure)
        clip = {"x": max(0, box[0] - 8), "y": box[1] - 8, "width": box[2] + 16, "height": box[3] + 16, "scale": 1}
        picture = driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True, "clip": clip})
        (site.pictures / f"{kind}-{name}.png").write_bytes(base64.b64decode(picture["data"]))
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
