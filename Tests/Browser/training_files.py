"""A network that learns in a page, and the reader's files: pictures that it learns from, and weights that are saved and loaded."""

import gzip
import json
import pathlib
import random
import struct
import subprocess

from expecting import expect
from training_page import CIFAR, FACTS, SMALL


def cifar(count, seed=1):
    dice = random.Random(seed)
    return b"".join(bytes([index % 10]) + dice.randbytes(3072) for index in range(count))


def mnist(count):
    dice = random.Random(2)
    images = struct.pack(">HBBIII", 0, 8, 3, count, 28, 28) + dice.randbytes(count * 784)
    return images, struct.pack(">HBBI", 0, 8, 1, count) + bytes(index % 10 for index in range(count))


def files(driver, site, folder):
    def given(*named):
        for name, content in named:
            (folder / name).write_bytes(content)
        page.find("input[type=file][multiple]").send_keys("\n".join(str(folder / name) for name, _ in named))

    def refused(words, *named):
        given(*named)
        page.becomes(lambda: page.complains(words), f"files: {words}")

    page = site.page(driver, network=CIFAR, batch=4)
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
    page = site.page(driver, network=CIFAR, batch=256)
    given(("data_batch_1.bin", cifar(1000)), ("data_batch_2.bin", cifar(500, 5)), ("test_batch.bin", held))
    page.becomes(lambda: "1,500 to learn from" in page.text(".stage"), "files: more than are read at once")
    # Of 682, 682 and 136 pictures.
    for number in range(1, 8):
        page.press("step")
        page.becomes(lambda: page.step() == number, f"files: step {number}")
    expect("1,500 examples, 1 epochs" in page.text(FACTS), f"files: an epoch over all parts: {page.text(FACTS)}")
    page = site.page(driver, network="input 32x32x1 / conv 2 5x5 / relu / maxpool 4 / dense 10")
    given(("train-images-idx3-ubyte", images), ("train-labels-idx1-ubyte", labels))
    page.becomes(lambda: "27 to learn from, tested on 3 others" in page.text(".stage"), "files: MNIST's, a tenth held out")
    ink = driver.execute_script("return arguments[0].getContext('2d').getImageData(2, 2, 1, 1).data[0]", page.find(".picture"))
    expect(abs(255 - ink - images[16 + 27 * 784]) <= 1, "files: with two zeros around for a larger input")
    page.press("step")
    page.becomes(lambda: page.step() == 1, "files: it learns from them")


def weights(driver, site, folder, reference):
    driver.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)})
    page = site.page(driver, network=SMALL)
    page.press("step")
    page.becomes(lambda: page.step() == 1, "weights: a step")
    page.press("save")
    saved = folder / "network.safetensors"
    page.becomes(lambda: saved.exists() and page.says("Saved as network.safetensors"), "weights: saved")
    content = saved.read_bytes()
    header = json.loads(content[8:8 + struct.unpack("<Q", content[:8])[0]])
    expect([header[name]["shape"] for name in sorted(header)] == [[4, 3, 3, 1], [4], [10, 100], [10]], f"weights: as a Python program reads them: {header}")
    outputs = subprocess.run([reference, "read", str(saved)], capture_output=True, text=True)
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
    page = site.page(driver)
    page.find(".steps-of-figure input[type=file]").send_keys(str(saved))
    page.becomes(lambda: page.complains("'0.0' has the shape 4 × 3 × 3 × 1, and this network's has 8 × 3 × 3 × 1"), "weights: those of another network are refused")
    page.press("step")
    page.becomes(lambda: page.step() == 1, "weights: and it goes on")
