"""Lets the module that figures compute with compute in Chromium, in a page that is a file: its self-test, each of the script's functions, a training
whose losses are the native trainer's, weights that go to the native side and back, what is refused, and a computation that stops.

usage: library.py SELF-TEST.WASM REFERENCE-PROGRAM
"""

import base64
import json
import math
import pathlib
import struct
import subprocess
import sys
import tempfile

from demands import reading
from expecting import concluded, expect

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "Web"))
import compare  # noqa: E402

MODULE, REFERENCE = pathlib.Path(sys.argv[1]), sys.argv[2]
TEXT = "input 12x12x1\nconv 4 3x3\nrelu\nmaxpool 2\ndropout 0.1\ndense 10\nsoftmax"


class Page:
    """A page that is a file, with the module in it."""

    def __init__(self, driver, folder, module):
        scripts = "\n".join((ROOT / "Web/Script" / name).read_text() for name in ("library.js", "network-text.js", "networks.js"))
        text = base64.b64encode(module.read_bytes()).decode()
        page = folder / f"{module.stem}.html"
        page.write_text(f"<!DOCTYPE html><title>Library</title><script>{scripts}\nvar module = '{text}';</script>")
        self.driver = driver
        driver.get(page.as_uri())
        driver.execute_async_script(
            "const done = arguments[0]; Library.open(module).then(library => { window.library = library; done(); })")

    def __call__(self, code, *arguments):
        """The value of an expression of `library` and `given`; arrays become lists."""
        plain = "(_, value) => ArrayBuffer.isView(value) ? Array.from(value) : value"
        return json.loads(self.driver.execute_script(f"const given = arguments; return JSON.stringify({code}, {plain})", *arguments))

    def refusal(self, code):
        return self.driver.execute_script(f"try {{ {code}; return ''; }} catch (error) {{ return error.message; }}")


def bits(number):
    return struct.unpack("<Q", struct.pack("<d", number))[0]


def close(one, other, tolerance=1e-12):
    return len(one) == len(other) and all(abs(a - b) <= tolerance * max(1, abs(a)) for a, b in zip(one, other))


def self_test(page):
    wanted = subprocess.run([REFERENCE], check=True, capture_output=True, text=True).stdout
    computed = page(
        "(() => { const all = []; for (let n = 0, one; (one = library.machine.selfTest(n)).length; n++) all.push(one.subarray(1)); return all; })()")
    sentences = compare.faults(wanted, [[bits(number) for number in numbers] for numbers in computed])
    expect(not sentences, f"the self-test: {sentences}")
    return {title.rpartition(" ")[0]: [compare.number(each) for each in numbers] for title, numbers in compare.cases(wanted)}


def operations(page):
    image = {"values": [1, 2, 3, 4, 5, 6, 7, 8, 9], "height": 3, "width": 3}
    kernel = {**image, "kernels": [1, 0, 0, -1], "kernelHeight": 2, "kernelWidth": 2}
    expect(page("library.crossCorrelate(given[0]).values", kernel) == [-4] * 4, "cross-correlation")
    expect(page("library.crossCorrelate(given[0]).values", {**kernel, "flip": True, "bias": [1]}) == [5] * 4, "convolution and bias")
    padded = page("library.crossCorrelate(given[0])", {**kernel, "padding": 1, "stride": 2, "dilation": 2})
    expect(padded == {"height": 2, "width": 2, "channels": 1, "values": [-5, 0, 0, 5]}, f"padding, stride and dilation: {padded}")
    largest = page("library.pool(given[0])", {**image, "keepBorder": True})
    expect((largest["values"], largest["chosen"]) == ([5, 6, 8, 9], [4, 5, 7, 8]), f"largest numbers: {largest}")
    gradient = page("library.poolGradient(given[0])", {**image, "stride": 1, "upstream": [1, 2, 4, 8]})
    expect(gradient == [0, 0, 0, 0, 1, 2, 0, 4, 8], f"the way back through largest numbers: {gradient}")
    mean = page("library.poolGradient(given[0])", {**image, "kind": "average", "stride": 1, "upstream": [4, 0, 0, 8]})
    expect(mean == [1, 1, 0, 1, 3, 2, 0, 2, 2], f"the way back through means: {mean}")
    loss = page("library.softmaxLoss(given[0])", {"scores": [1, 2, 3], "target": 0})
    probabilities = [math.exp(score) / sum(math.exp(other) for other in (1, 2, 3)) for score in (1, 2, 3)]
    errors = [probability - target for probability, target in zip(probabilities, (1, 0, 0))]
    mean = sum(2 * error * probability for error, probability in zip(errors, probabilities))
    expect(close(loss["probabilities"], probabilities) and close([loss["crossEntropy"]], [-math.log(probabilities[0])]), "softmax and cross-entropy")
    expect(close([loss["squaredError"]], [sum(error * error for error in errors)]) and close(loss["crossEntropyGradient"], errors)
           and close(loss["squaredErrorGradient"], [p * (2 * e - mean) for p, e in zip(probabilities, errors)]), "losses' gradients")
    layers = [{"size": 5}, {"size": 2, "stride": 2}, {"size": 5}, {"size": 2, "stride": 2}]
    fields = page("library.receptiveField(given[0])", {"input": 32, "layers": layers})
    expect([list(field.values()) for field in fields] == [[28, 5, 1, 0], [14, 6, 2, 0], [10, 14, 2, 0], [5, 16, 4, 0]], f"LeNet-5's fields: {fields}")
    seen = page("library.seen(given[0])", {"input": 32, "layers": layers, "layer": 3, "position": 4})
    expect(seen == {"first": 16, "last": 31}, f"what a cell sees: {seen}")
    expect(page("library.imageKernel('sobel-horizontal')") == {"size": 3, "values": [1, 2, 1, 0, 0, 0, -1, -2, -1]}, "image kernels")
    expect(page("library.imageKernelNames().map(name => library.imageKernel(name).size)") == [3] * 5 + [3, 5], "all image kernels")


def pictures(page, wanted):
    expect(page("library.landscape({height: 20, width: 30}).values") == wanted["landscape"], "the landscape is the native one")
    digits = page("library.drawnDigits({count: 10, seed: 3})")
    expect(digits["images"] == wanted["drawn digits"], "drawn digits are the native ones")
    place = digits["labels"].index(7)
    expect(page("library.drawnDigit({digit: 7, seed: 3})") == wanted["drawn digits"][784 * place:784 * place + 784], "one drawn digit")


def networks(page, wanted, folder):
    page.driver.execute_script(
        "window.network = library.network({text: arguments[0], seed: 2}); window.digits = library.drawnDigits({count: 100, size: 12, seed: 4})", TEXT)
    settings = "rate: 0.02, momentum: 0.9, batch: 8, shift: 1, images: digits.images, labels: digits.labels, count: 100"
    losses = page(f"Array.from({{length: 100}}, () => network.train({{{settings}}}).loss)")
    expect(close(losses, wanted["a training"], 1e-9), f"the first 100 losses are the native trainer's: {losses[:2]}, {wanted['a training'][:2]}")
    layers = page("network.layers()")
    expect([layer["parameterCount"] for layer in layers] == [40, 0, 0, 0, 0, 1010, 0], f"parameters: {layers}")
    expect([layer["height"] * layer["width"] * layer["channels"] for layer in layers] == [400, 400, 100, 100, 100, 10, 10], "outputs' sizes")
    maps = page("network.forward(digits.images.slice(0, 144))")
    expect(close(maps[-1]["values"], page("network.outputs({images: digits.images.slice(0, 144), count: 1})")), "all activations")
    gradients = page("network.gradients()")
    expect([len(part) for layer in gradients for part in layer["parameters"]] == [36, 4, 1000, 10], "gradients")
    expect(len(page("network.inputGradient(digits.images.slice(0, 144), 3)")) == 144, "the image's gradient")
    # To the native side, and back.
    file = folder / "weights.safetensors"
    file.write_bytes(bytes(page("network.save()")))
    native = subprocess.run([REFERENCE, "read", str(file)], check=True, capture_output=True, text=True).stdout.split()
    ours = page("network.outputs({images: digits.images.slice(0, 1440), count: 10})")
    expect(close(ours, [compare.number(int(each, 16)) for each in native]), "the native side computes the same with weights from here")
    subprocess.run([REFERENCE, "write", str(file)], check=True)
    page.driver.execute_script("network.load(Uint8Array.from(arguments[0]))", list(file.read_bytes()))
    native = subprocess.run([REFERENCE, "read", str(file)], check=True, capture_output=True, text=True).stdout.split()
    ours = page("network.outputs({images: digits.images.slice(0, 1440), count: 10})")
    expect(close(ours, [compare.number(int(each, 16)) for each in native]), "and the other way round")
    sixteen_bits(page)
    page.driver.execute_script("network.reset(2)")
    expect(close(page(f"[network.train({{{settings}}}).loss]"), wanted["a training"][:1], 1e-9), "after a reset the training begins anew")
    page.driver.execute_script("window.before = network.weights(); network.reset(7); network.setWeights(before)")
    expect(page("network.weights()") == page("before"), "weights are taken")
    measured = page("network.measure({images: digits.images, labels: digits.labels, count: 100})")
    expect(0 < measured["loss"] < 20 and 0 <= measured["accuracy"] <= 1, f"measured: {measured}")
    for optimiser in ("nesterov", "adam", "adamW", "adadelta"):
        loss = page(f"network.train({{{settings}, optimiser: '{optimiser}', steps: 3}}).loss")
        expect(math.isfinite(loss), f"{optimiser}: {loss}")


def sixteen_bits(page):
    """Every number of 16 bits, as the weights of a network."""
    patterns = struct.pack("<65536H", *range(65536))
    for kind, wanted in [
        ("F16", struct.unpack("<65536e", patterns)),
        ("BF16", struct.unpack("<65536f", b"".join(b"\0\0" + patterns[place:place + 2] for place in range(0, len(patterns), 2)))),
    ]:
        entry = {"dtype": kind, "shape": [1, 65536], "data_offsets": [0, 131072]}
        header = json.dumps({"1.0": entry, "1.1": {"dtype": kind, "shape": [1], "data_offsets": [131072, 131074]}}).encode()
        page.driver.execute_script(
            "window.wide = library.network({text: 'input 256x256x1\\nflatten\\ndense 1'}); wide.load(Library.fromBase64(arguments[0]))",
            base64.b64encode(struct.pack("<Q", len(header)) + header + patterns + bytes(2)).decode())
        found = page("wide.weights()[1].parameters[0].reduce((text, each) => text + (Object.is(each, -0) ? '-0' : each) + ' ', '')").split()
        expect(len(found) == 65536 and all(
            struct.pack("d", float(one)) == struct.pack("d", other) or (one == "NaN" and math.isnan(other)) for one, other in zip(found, wanted)),
            f"every number of the type {kind}")
    page.driver.execute_script("wide.close()")


def refusals(page):
    for code, words in [
        ("library.crossCorrelate({values: [1], height: 1, width: 1, kernels: [1, 2, 3, 4], kernelHeight: 2})", "larger than its input"),
        ("library.crossCorrelate({values: [1, 2, 3], height: 2, width: 2, kernels: [1], kernelHeight: 1})", "values has 3 numbers, and 4 are needed"),
        ("library.crossCorrelate({values: [1, 2, 3, 4], height: 2, width: 2, kernels: [1], kernelHeight: 1, stride: 0})", "stride is a whole number from 1"),
        ("library.pool({values: [1, 2, 3, 4], height: 2, width: 2, padding: 2})", "more than half"),
        ("library.softmaxLoss({scores: [1, 2], target: 2})", "target is a whole number from 0 to 1"),
        ("library.imageKernel('blur')", "an image kernel is one of sharpen"),
        ("library.network({text: 'conv 6 5x5\\nwhat 3'})", "line 2: no layer is called what"),
        ("library.network({text: 'conv 6 5 strid=2'})", "line 1: conv has no option strid"),
        ("library.network({text: 'relu\\n\\nconv 6 40x40'})", "line 3: 'conv 6 40x40' does not fit what comes before it: 28 × 28 × 1"),
        ("library.network({text: 'conv 6 3 groups=2'})", "line 1: 'conv 6 3 groups=2' does not fit"),
        ("network.load(new Uint8Array(7))", "no safetensors file"),
        ("network.forward([1, 2])", "the image has 2 numbers, and 144 are needed"),
        ("network.train({images: [], labels: [], count: 0})", "count is a whole number from 1"),
    ]:
        message = page.refusal(code)
        expect(words in message, f"{code}: {message}")


def trap(page):
    message = page.refusal("library.machine.call('landscape', 0, 0)")
    expect("stopped" in message, f"a computation that stops says so: {message}")
    expect(page("library.imageKernel('sharpen').size") == 3, "and the next goes on in a new instance")
    expect("make it again" in page.refusal("network.forward(new Float64Array(144))"), "a network from before is gone")


def main():
    with reading() as driver, tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        wanted = self_test(Page(driver, folder, MODULE))
        page = Page(driver, folder, ROOT / "Web/minicnn.wasm")
        operations(page)
        pictures(page, wanted)
        networks(page, wanted, folder)
        refusals(page)
        trap(page)
    return concluded("", "of the library in a page")


if __name__ == "__main__":
    sys.exit(main())
