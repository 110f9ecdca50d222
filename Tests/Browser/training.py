"""Lets networks learn in a page: by mouse and by keys, from digits and from files, beside the library and MiniCNN natively, also in a served page.

usage: training.py LESSON-RUN REFERENCE-PROGRAM [PICTURES]        PICTURES is a folder for screenshots to be looked at
"""

import gzip
import json
import pathlib
import random
import struct
import subprocess
import sys
import tempfile
import time

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

import figures
from alive import Server, until
from chromium import browser, look
from expecting import concluded, expect

PROGRAM, REFERENCE = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
KIND = "train"
SMALL = "input 12x12x1 / conv 4 3x3 / relu / maxpool 2 / dropout 0.1 / dense 10 / softmax"
CIFAR = "input 32x32x3 / conv 2 5x5 stride=2 / relu / maxpool 4 / dense 10"
LESSON = "# Training\n\n```figure train\n```\n\n```output\n```\n"


def state(**keys):
    return "?" + "&".join(f"{key.replace('_', '-')}={str(value).replace(' ', '+').replace('=', '%3D')}" for key, value in keys.items())


def shown(driver, kind, state=""):
    """Opens the figure and waits until there is something of the network to be seen."""
    figure = opened(driver, kind, state)
    until(driver, f"ready: {state}", lambda: figure.find_elements(By.CSS_SELECTOR, ".prediction") and "Ready" in figure.find_element(By.CSS_SELECTOR, ".now").text)
    return figure


opened, figures.go = figures.go, shown


class Page:
    """The figure on its page, in a state."""

    def __init__(self, driver, **keys):
        self.driver = driver
        shown(driver, KIND, state(**keys) if keys else "")

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, f'[data-figure="{KIND}"] {selector}')

    def text(self, selector):
        return self.find(selector).text

    def says(self, words):
        return words in self.text(".now")

    def complains(self, words):
        return words in self.text(".problem")

    def press(self, act):
        self.find(f"[data-act={act}]").click()

    def becomes(self, condition, what):
        until(self.driver, what, condition)

    def step(self):
        """How many steps have been taken, by what the figure says."""
        return int(self.text(".moving > .stage > .sum").split()[1].rstrip(",").replace(",", ""))

    def measured(self):
        """Loss and share of what was learned from, then of what is held out."""
        return [cell.text for cell in self.driver.find_elements(By.CSS_SELECTOR, f'[data-figure="{KIND}"] .measures td') if cell.text]

    def paused(self):
        self.becomes(lambda: self.says("Paused"), "paused")


def losses(driver):
    """The worker's first hundred losses are those of the library in the page, and natively: in the picture below."""
    driver.get((figures.SITE / "training.html").as_uri())
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
    page = Page(driver)
    native = page.find(".still").get_attribute("textContent").strip().rsplit(": ", 1)[1].split(", ")
    for number, loss in enumerate(native, 1):
        page.press("step")
        page.becomes(lambda: page.step() == number and page.measured()[0] == loss, f"step {number} has the native loss {loss}")


def by_mouse(driver):
    page = Page(driver, seed=3)
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
    expect("examples a second" in page.text(".moving > .stage > .sum") and "ms forward" in page.text(".moving > .stage > .sum"), "mouse: its speed")
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


def by_keys(driver):
    page = Page(driver)
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


def cifar(count, seed=1):
    dice = random.Random(seed)
    return b"".join(bytes([index % 10]) + dice.randbytes(3072) for index in range(count))


def mnist(count):
    dice = random.Random(2)
    images = struct.pack(">HBBIII", 0, 8, 3, count, 28, 28) + dice.randbytes(count * 784)
    return images, struct.pack(">HBBI", 0, 8, 1, count) + bytes(index % 10 for index in range(count))


def files(driver, folder):
    def given(*named):
        for name, content in named:
            (folder / name).write_bytes(content)
        page.find("input[type=file][multiple]").send_keys("\n".join(str(folder / name) for name, _ in named))

    def refused(words, *named):
        given(*named)
        page.becomes(lambda: page.complains(words), f"files: {words}")

    page = Page(driver, network=CIFAR, batch=4)
    batch = cifar(50)
    refused("data_batch_1.bin has 153649 bytes, and is neither of CIFAR-10's binary version", ("data_batch_1.bin", batch[:-1]))
    refused("data_batch_1.bin has 153651 bytes", ("data_batch_1.bin", batch + b"x"))
    refused("empty.bin has 0 bytes", ("empty.bin", b""))
    refused("cifar-10-binary.tar.gz is compressed: unpack it first", ("cifar-10-binary.tar.gz", gzip.compress(batch)))
    refused("has the label 200 at byte 3073", ("data_batch_1.bin", batch[:3073] + b"\xc8" + batch[3074:]))
    refused("picture.png has", ("picture.png", pathlib.Path("Pictures/book-light.png").read_bytes()))
    large = folder / "large.bin"
    with large.open("wb") as file:
        file.truncate(3073 * 30000)
    page.find("input[type=file][multiple]").send_keys(str(large))
    page.becomes(lambda: page.complains("large.bin is larger than any file"), "files: too large a file is not read")
    images, labels = mnist(30)
    refused("these pictures are 28 × 28 × 1, and the network's input is 32 × 32 × 3", ("train-images-idx3-ubyte", images), ("train-labels-idx1-ubyte", labels))
    expect("drawn digits: 1,000 to learn from" in page.text(".stage"), "files: what is refused changes nothing")
    given(("data_batch_1.bin", batch), ("data_batch_2.bin", cifar(30, 3)), ("test_batch.bin", cifar(20, 4)))
    page.becomes(lambda: "data_batch_2.bin, test_batch.bin: 80 to learn from, tested on 20 others" in page.text(".stage"), "files: CIFAR-10's, and those for tests are held out")
    page.press("train")
    page.becomes(lambda: page.step() > 40, "files: it learns from them, epoch after epoch")
    page.press("train")
    page.paused()
    first = page.find(".picture").get_attribute("aria-label")
    expect(first == "picture of airplane", f"files: {first}")
    colour = driver.execute_script("return [...arguments[0].getContext('2d').getImageData(0, 0, 2, 1).data]", page.find(".picture"))
    held = cifar(20, 4)
    expect(colour == [held[1], held[1025], held[2049], 255, held[2], held[1026], held[2050], 255], f"files: the picture's first pixels: {colour}")
    refused("choose both", ("train-images-idx3-ubyte", images))
    refused("promises 30 × 28 × 28 numbers, a file of 23536 bytes, and has 23535", ("train-images-idx3-ubyte", images[:-1]), ("train-labels-idx1-ubyte", labels))
    refused("has 29 labels, and train-images-idx3-ubyte 30 pictures", ("train-images-idx3-ubyte", images), ("train-labels-idx1-ubyte", mnist(29)[1]))
    refused("labels above 9", ("train-images-idx3-ubyte", images), ("train-labels-idx1-ubyte", labels[:-1] + b"\x0a"))
    refused("of CIFAR-10 and of MNIST", ("train-images-idx3-ubyte", images), ("data_batch_1.bin", batch))
    page = Page(driver, network=CIFAR, batch=256)
    given(("data_batch_1.bin", cifar(1000)), ("data_batch_2.bin", cifar(500, 5)), ("test_batch.bin", held))
    page.becomes(lambda: "1,500 to learn from" in page.text(".stage"), "files: more than are read at once")
    # Of 682, 682 and 136 pictures.
    for number in range(1, 8):
        page.press("step")
        page.becomes(lambda: page.step() == number, f"files: step {number}")
    expect("1,500 examples, 1 epochs" in page.text(".moving > .stage > .sum"), f"files: an epoch over all parts: {page.text('.moving > .stage > .sum')}")
    page = Page(driver, network="input 32x32x1 / conv 2 5x5 / relu / maxpool 4 / dense 10")
    given(("train-images-idx3-ubyte", images), ("train-labels-idx1-ubyte", labels))
    page.becomes(lambda: "27 to learn from, tested on 3 others" in page.text(".stage"), "files: MNIST's, a tenth held out")
    ink = driver.execute_script("return arguments[0].getContext('2d').getImageData(2, 2, 1, 1).data[0]", page.find(".picture"))
    expect(abs(255 - ink - images[16 + 27 * 784]) <= 1, "files: with two zeros around for a larger input")
    page.press("step")
    page.becomes(lambda: page.step() == 1, "files: it learns from them")


def weights(driver, folder):
    driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)})
    page = Page(driver, network=SMALL)
    page.press("step")
    page.becomes(lambda: page.step() == 1, "weights: a step")
    page.press("save")
    saved = folder / "network.safetensors"
    page.becomes(lambda: saved.exists() and page.says("Saved as network.safetensors"), "weights: saved")
    content = saved.read_bytes()
    header = json.loads(content[8:8 + struct.unpack("<Q", content[:8])[0]])
    expect([header[name]["shape"] for name in sorted(header)] == [[4, 3, 3, 1], [4], [10, 100], [10]], f"weights: as a Python program reads them: {header}")
    outputs = subprocess.run([REFERENCE, "read", str(saved)], capture_output=True, text=True)
    expect(outputs.returncode == 0 and len(outputs.stdout.split()) == 100, "weights: the native side reads them")
    load = page.find(".steps-of-figure input[type=file]")
    (folder / "cut.safetensors").write_bytes(content[:-8])
    (folder / "other.safetensors").write_bytes(b"a text that is no such file")
    for name, words in [("cut.safetensors", "are not there, or of a type"), ("other.safetensors", "no safetensors file")]:
        load.send_keys(str(folder / name))
        page.becomes(lambda words=words: page.complains(words), f"weights: {words}")
    measured = page.measured()[2:]
    page.press("anew")
    page.becomes(lambda: page.says("Ready") and page.measured()[2:] != measured, "weights: it begins anew")
    page.find(".steps-of-figure input[type=file]").send_keys(str(saved))
    page.becomes(lambda: page.says("The weights are taken") and page.measured()[2:] == measured and not page.text(".problem"), "weights: taken, with the same loss")
    page = Page(driver)
    page.find(".steps-of-figure input[type=file]").send_keys(str(saved))
    page.becomes(lambda: page.complains("'0.0' has the shape 4 × 3 × 3 × 1, and this network's has 8 × 3 × 3 × 1"), "weights: those of another network are refused")
    page.press("step")
    page.becomes(lambda: page.step() == 1, "weights: and it goes on")


def trouble(driver):
    page = Page(driver)
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
    page = Page(driver, network="input 16x16x1 / conv 8 3x3 / leaky 0.5 / conv 8 3x3 / dense 10", optimiser="descent", rate=1000, momentum=0)
    page.press("train")
    page.becomes(lambda: page.complains("The loss is no number any more"), "trouble: steps that are much too long are told")
    expect(page.text("[data-act=train]") == "Train", "trouble: and it stops")


def reaches(driver):
    """How long it takes from the press of the button until 97 of 100 held-out digits are right."""
    page = Page(driver)
    begun = time.monotonic()
    page.press("train")
    until(driver, "97 % of held-out digits", lambda: float(page.measured()[3].split()[0]) >= 97)
    seconds = time.monotonic() - begun
    expect(seconds < 60, f"97 % after {seconds:.1f} s")
    print(f"97 % of held-out digits after {seconds:.1f} s and {page.step()} steps")
    memory = page.text(".moving > .stage > .sum").split(" MiB")[0].rsplit(" ", 1)[1]
    done = page.step()
    until(driver, "a thousand steps more", lambda: page.step() > done + 1000)
    expect(page.text(".moving > .stage > .sum").split(" MiB")[0].rsplit(" ", 1)[1] == memory, f"the module keeps its {memory} MiB")


def served(driver, folder):
    server = Server(PROGRAM, folder)
    try:
        driver.get(server.address)
        driver.get(server.origin + "/training.html#figure/train/1")
        until(driver, "served: ready", lambda: "Ready" in driver.find_element(By.CSS_SELECTOR, ".now").text)
        driver.find_element(By.CSS_SELECTOR, "[data-act=step]").click()
        until(driver, "served: it learns", lambda: driver.find_element(By.CSS_SELECTOR, ".stage > .sum").text.startswith("step 1,"))
        asked = driver.execute_script("return performance.getEntriesByType('resource').map(entry => entry.name)")
        expect(all(name.startswith((server.origin, "blob:")) for name in asked), f"served: asks for {asked}")
    finally:
        server.kill()


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "lessons").mkdir()
        (folder / "lessons" / "training.md").write_text(LESSON)
        subprocess.run([PROGRAM, "book", folder / "lessons", "-o", folder / "site"], check=True, capture_output=True)
        figures.SITE, figures.PICTURES = folder / "site", pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else None
        driver = browser()
        try:
            driver.set_script_timeout(60)
            look(driver, height=1800)
            losses(driver)
            by_mouse(driver)
            by_keys(driver)
            files(driver, folder)
            weights(driver, folder)
            trouble(driver)
            reaches(driver)
            asked = driver.execute_script("return performance.getEntriesByType('resource').map(entry => entry.name)")
            expect(all(name.startswith(("file:", "blob:")) for name in asked), f"asks for {asked}")
            figures.is_accessible(driver, KIND)
            figures.fits(driver, KIND)
            if figures.PICTURES:
                figures.take(driver, KIND)
            look(driver)
            served(driver, folder / "lessons")
            messages = [entry["message"] for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]
            expect(not messages, f"{messages[:2]}")
        finally:
            driver.quit()
    return concluded("training: ", "of a network that learns in a page")


if __name__ == "__main__":
    sys.exit(main())
