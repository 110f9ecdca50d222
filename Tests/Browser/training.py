"""Lets networks learn in a page: by mouse and by keys, from digits and from files, beside the library and MiniCNN natively, also in a served page.

usage: training.py LESSON-RUN REFERENCE-PROGRAM [PICTURES]        PICTURES is a folder for screenshots to be looked at
"""

import pathlib
import struct
import subprocess
import sys
import tempfile
import time

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from alive import Server, until
from chromium import look
from demands import asks_only, reading
from expecting import concluded, expect
from figure_demands import fits, is_accessible, take
from training_files import files, weights
from training_page import FACTS, KIND, SMALL, TrainingSite

PROGRAM, REFERENCE = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
LESSON = "# Training\n\n```figure train\n```\n\n```output\n```\n"


def losses(driver, site):
    """The worker's first hundred losses are those of the library in the page, and natively: in the picture below."""
    driver.get((site.folder / "training.html").as_uri())
    settings = {"optimiser": "descent", "rate": 0.02, "momentum": 0.9, "decay": 0, "batch": 8, "shift": 1, "mirror": False}
    theirs, ours = driver.execute_async_script(
        """const [text, settings, done] = arguments;
        const worker = Figures.makeWorker();
        const losses = [];
        worker.onmessage = ({data}) => {
          if (data.kind === "refused") done([data.words, ""]);
          if (data.kind === "progress") losses.push(...data.losses);
          if (losses.length < 100) return;
          worker.terminate();
          Library.open(window.minicnnModule).then(library => {
            const network = library.network({text, seed: 2});
            const {images, labels} = library.drawnDigits({count: 100, size: 12, seed: 4});
            done([losses, Array.from({length: 100}, () => network.train({...settings, images, labels, count: 100}).loss)]);
          });
        };
        worker.postMessage({kind: "begin", module: window.minicnnModule, text, seed: 2, digits: 100, heldOut: 10, digitsSeed: 4, files: [], settings, pace: 0});
        for (let step = 0; step < 100; step++) worker.postMessage({kind: "step"});""",
        SMALL.replace(" / ", "\n"), settings)
    expect(len(theirs) == 100 and all(abs(a - b) <= 1e-9 for a, b in zip(theirs, ours)), f"the worker's losses are the library's: {theirs[:3]}, {ours[:3]}")
    wanted = subprocess.run([REFERENCE], check=True, capture_output=True, text=True).stdout.split("a training")[1].split()[1:101]
    natively = [struct.unpack("<d", struct.pack("<Q", int(word, 16)))[0] for word in wanted]
    expect(all(abs(a - b) <= 1e-9 for a, b in zip(theirs, natively)), f"and the native trainer's: {theirs[:3]}, {natively[:3]}")
    page = site.page(driver)
    native = page.find(".still").get_attribute("textContent").strip().rsplit(": ", 1)[1].split(", ")
    for number, loss in enumerate(native, 1):
        page.press("step")
        page.becomes(lambda: page.step() == number and page.measured()[0] == loss, f"step {number} has the native loss {loss}")


def by_mouse(driver, site):
    page = site.page(driver, seed=3)
    page.press("train")
    page.becomes(lambda: page.step() > 20, "mouse: it learns")
    said = driver.execute_async_script(
        """const [now, done] = [document.querySelector('.now'), arguments[0]];
        let count = 0;
        new MutationObserver(() => count++).observe(now, {childList: true, characterData: true, subtree: true});
        setTimeout(() => done(count), 3000);""")
    expect(said <= 1, f"mouse: whoever listens is told {said} times in three seconds")
    field = page.find(".fields input.short[type=text]")
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys("0.001", Keys.TAB)
    before = page.step()
    page.becomes(lambda: "rate=0.001" in driver.current_url and page.step() > before, "mouse: it goes on with another learning rate, which is in the address")
    page.press("train")
    page.paused()
    rest = page.step()
    page.press("step")
    page.becomes(lambda: page.step() == rest + 1, "mouse: one step")
    expect("examples a second" in page.text(FACTS) and "ms forward" in page.text(FACTS), "mouse: its speed")
    rows = driver.find_elements(By.CSS_SELECTOR, f'[data-figure="{KIND}"] .ranges tbody tr')
    first = [cell.text for cell in rows[0].find_elements(By.TAG_NAME, "td")]
    expect(first[:2] == ["16 × 16 × 8", "80"] and all(" to " in cell for cell in first[2:]), f"mouse: the first layer: {first}")
    rows[3].find_element(By.TAG_NAME, "button").click()
    page.becomes(lambda: "weights of 12 kernels of 3 × 3 × 8" in page.text(".plate:nth-child(2)"), "mouse: another layer's weights")
    ActionChains(driver).move_to_element(page.find(".plate:nth-child(3) canvas")).perform()
    page.becomes(lambda: page.text(".pointed").startswith("gradients, kernel "), "mouse: a gradient is said")
    before = page.find(".picture").get_attribute("aria-label")
    page.press("others")
    page.becomes(lambda: page.find(".picture").get_attribute("aria-label") != before, "mouse: other pictures")
    page.press("anew")
    page.becomes(lambda: page.says("Ready") and page.step() == 0, "mouse: it begins anew")


def by_keys(driver, site):
    page = site.page(driver)
    train = page.find("[data-act=train]")
    train.send_keys("p")
    page.becomes(lambda: page.step() > 5, "keys: p lets it learn")
    train.send_keys("p")
    page.paused()
    rest = page.step()
    train.send_keys("n")
    page.becomes(lambda: page.step() == rest + 1, "keys: n takes a step")
    canvas = page.find(".plate canvas")
    canvas.send_keys(Keys.ARROW_DOWN, Keys.ARROW_RIGHT)
    page.becomes(lambda: page.text(".pointed").startswith("activations, channel 0, row 1, column 1: "), "keys: a number of a map")
    driver.execute_script("document.querySelector('.network').open = true")
    area = page.find("textarea")
    area.send_keys(Keys.CONTROL, "a")
    area.send_keys("input 16x16x1\nconv 4 3x3\nrellu\ndense 10", Keys.CONTROL, Keys.ENTER)
    page.becomes(lambda: page.complains("line 3: no layer is called rellu"), "keys: a faulty network is named with its line")
    expect("rellu" in area.get_attribute("value") and page.step() == rest + 1, "keys: and nothing is lost")
    area.send_keys(Keys.CONTROL, "a")
    area.send_keys("input 16x16x1\nconv 4 30x30\ndense 10", Keys.CONTROL, Keys.ENTER)
    page.becomes(lambda: page.complains("line 2: 'conv 4 30x30' does not fit what comes before it: 16 × 16 × 1"), "keys: so is a layer that does not fit")
    for text, words in [("input 16x16x1\ndense 9", "scores of ten classes"), ("input 12x16x1\ndense 10", "square"), ("dense 60000\ndense 10", "line 1: with 'dense 60000' the network is too large")]:
        area.send_keys(Keys.CONTROL, "a")
        area.send_keys(text, Keys.CONTROL, Keys.ENTER)
        page.becomes(lambda words=words: page.complains(words), f"keys: {words}")
    area.send_keys(Keys.CONTROL, "a")
    area.send_keys("input 16x16x1\nconv 4 3x3\nrelu\nmaxpool 2\ndense 10", Keys.CONTROL, Keys.ENTER)
    page.becomes(lambda: page.says("a network with 2,010 weights") and "network=input+16x16x1+/+conv+4+3x3" in driver.current_url, "keys: another network, which is in the address")
    page.find("[data-act=step]").send_keys(Keys.ENTER)
    page.becomes(lambda: page.step() == 1, "keys: it learns")


def trouble(driver, site):
    page = site.page(driver)
    # In the next worker, and in no other, the third step asks the module for what it cannot do.
    driver.execute_script(
        """workerScripts.push(function () {
          const open = Library.open;
          let steps = 0;
          Library.open = (bytes) => open(bytes).then((library) => {
            const call = library.machine.call;
            library.machine.call = function (door, ...parts) {
              return door === "goForward" && ++steps === 3 ? call.call(this, "landscape", 0, 0) : call.call(this, door, ...parts);
            };
            return library;
          });
        });""")
    page.press("anew")
    page.becomes(lambda: page.says("Ready") and page.step() == 0, "trouble: ready")
    driver.execute_script("workerScripts.pop()")
    page.press("train")
    page.becomes(lambda: page.complains("The module stopped (") and page.complains("begins anew"), "trouble: a module that stops is told, and there is a new one")
    for number in range(1, 5):
        page.press("step")
        page.becomes(lambda: page.step() == number, "trouble: it learns again")
    page = site.page(driver, network="input 16x16x1 / conv 8 3x3 / leaky 0.5 / conv 8 3x3 / dense 10", optimiser="descent", rate=1000, momentum=0)
    page.press("train")
    page.becomes(lambda: page.complains("The loss is no number any more"), "trouble: steps that are much too long are told")
    expect(page.text("[data-act=train]") == "Train", "trouble: and it stops")


def shows_as_wished(driver, site):
    """Numbers that change by themselves do so seldom enough to be read where less motion is preferred."""
    for motion, least, most in (("no-preference", 6, 30), ("reduce", 1, 4)):
        look(driver, height=1800, motion=motion)
        page = site.page(driver)
        page.press("train")
        page.becomes(lambda page=page: page.step() > 20, f"{motion}: it learns")
        count = driver.execute_async_script(
            """const [facts, texts, done] = [arguments[0], new Set(), arguments[1]];
            new MutationObserver(() => texts.add(facts.textContent)).observe(facts, {childList: true, characterData: true, subtree: true});
            setTimeout(() => done(texts.size), 3000);""", page.find(FACTS))
        expect(least <= count <= most, f"{motion}: other numbers {count} times in three seconds")
        page.press("train")
        page.paused()
    look(driver, height=1800)


def reaches(driver, site):
    """How long it takes from the press of the button until 97 of 100 held-out digits are right."""
    page = site.page(driver)
    begun = time.monotonic()
    page.press("train")
    until(driver, "97 % of held-out digits", lambda: float(page.measured()[3].split()[0]) >= 97)
    seconds = time.monotonic() - begun
    expect(seconds < 60, f"97 % after {seconds:.1f} s")
    print(f"97 % of held-out digits after {seconds:.1f} s and {page.step()} steps")
    memory = page.text(FACTS).split(" MiB")[0].rsplit(" ", 1)[1]
    done = page.step()
    until(driver, "a thousand steps more", lambda: page.step() > done + 1000)
    expect(page.text(FACTS).split(" MiB")[0].rsplit(" ", 1)[1] == memory, f"the module keeps its {memory} MiB")


def served(driver, folder):
    server = Server(PROGRAM, folder)
    try:
        driver.get(server.address)
        driver.get(server.origin + "/training.html#figure/train/1")
        until(driver, "served: ready", lambda: "Ready" in driver.find_element(By.CSS_SELECTOR, ".now").text)
        driver.find_element(By.CSS_SELECTOR, "[data-act=step]").click()
        until(driver, "served: it learns", lambda: driver.find_element(By.CSS_SELECTOR, ".stage > .sum").text.startswith("step 1,"))
        asks_only(driver, "served: ", server.origin, "blob:")
    finally:
        server.kill()


def main():
    with tempfile.TemporaryDirectory() as name, reading() as driver:
        folder = pathlib.Path(name)
        (folder / "lessons").mkdir()
        (folder / "lessons" / "training.md").write_text(LESSON)
        subprocess.run([PROGRAM, "book", folder / "lessons", "-o", folder / "site"], check=True, capture_output=True)
        site = TrainingSite(folder / "site", *sys.argv[3:])
        driver.set_script_timeout(60)
        look(driver, height=1800)
        losses(driver, site)
        by_mouse(driver, site)
        by_keys(driver, site)
        files(driver, site, folder)
        weights(driver, site, folder, REFERENCE)
        trouble(driver, site)
        shows_as_wished(driver, site)
        reaches(driver, site)
        asks_only(driver, "", "file:", "blob:")
        is_accessible(driver, site, KIND)
        fits(driver, site, KIND)
        if site.pictures:
            take(driver, site, KIND)
        look(driver)
        served(driver, folder / "lessons")
    return concluded("training: ", "of a network that learns in a page")


if __name__ == "__main__":
    sys.exit(main())
