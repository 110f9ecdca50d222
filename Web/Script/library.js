// MiniCNN in a page: the module `minicnn.wasm`, compiled of the sources that cells call, behind functions that take and give arrays.
//
//   Library.open(bytes).then(library => library.softmaxLoss({scores: [1, 2], target: 0}))
//
// A plain script, for a page or a worker. `bytes` are the module's, as an ArrayBuffer, an array of bytes, or a text in base 64: a page that is a
// file cannot fetch another. Numbers are Float64Array; images are row by row, each pixel's channels together; kernels are [kernel][row][column][channel].
// What does not fit is refused with an Error before anything is computed.
globalThis.Library = (function () {
  "use strict";

  const largest = 1 << 26;

  function open(bytes) {
    const source = typeof bytes === "string" ? fromBase64(bytes) : bytes;
    return WebAssembly.compile(source).then(module => {
      const machine = new Machine(module);
      return Object.assign({ machine }, ...parts.map(part => part(machine)));
    });
  }

  function fromBase64(text) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
    const characters = atob(text);
    const bytes = new Uint8Array(characters.length);
    for (let place = 0; place < bytes.length; place++) bytes[place] = characters.charCodeAt(place);
    return bytes;
  }

  // The module at work. After a trap its memory is in no known state, so there is a new one, which knows nothing of what was before.
  class Machine {
    constructor(module) {
      this.module = module;
      this.generation = 0;
      this.doors = new WebAssembly.Instance(module).exports;
    }

    // How many bytes of memory the module has.
    get memory() {
      return this.doors.memory.buffer.byteLength;
    }

    // Writes numbers and arrays one after another into the module's room, and calls a door; gives what it made.
    call(door, ...parts) {
      let count = 0;
      for (const part of parts) count += typeof part === "number" ? 1 : part.length;
      if (count > largest) throw new Error(`${count} numbers are too many: ${largest} can be computed with`);
      try {
        const start = this.doors.room(count) / 8;
        const room = new Float64Array(this.doors.memory.buffer);
        let place = start;
        for (const part of parts) {
          if (typeof part === "number") {
            room[place++] = part;
          } else {
            room.set(part, place);
            place += part.length;
          }
        }
        const made = this.doors[door]();
        // Memory that has grown is another buffer.
        return new Float64Array(this.doors.memory.buffer, this.doors.result(), made).slice();
      } catch (error) {
        if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) throw error;
        this.generation += 1;
        this.doors = new WebAssembly.Instance(this.module).exports;
        throw new Error(`the computation '${door}' stopped (${error.message}); it can be tried again, but networks made before are gone`);
      }
    }

    // The case of the self-test with a number: its tolerance, and its numbers; nothing if there is none.
    selfTest(number) {
      const made = this.doors.selfTest(number);
      return new Float64Array(this.doors.memory.buffer, this.doors.result(), made).slice();
    }
  }

  // What a caller must give.

  function whole(value, name, least, most = 1 << 24) {
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new Error(`${name} is a whole number from ${least} to ${most}, not ${value}`);
    }
    return value;
  }

  function number(value, name, least, most = Infinity) {
    if (typeof value !== "number" || !(value >= least && value <= most)) {
      throw new Error(`${name} is a number from ${least} to ${most}, not ${value}`);
    }
    return value;
  }

  function choice(value, name, choices) {
    const place = choices.indexOf(value);
    if (place < 0) throw new Error(`${name} is one of ${choices.join(", ")}, not ${value}`);
    return place;
  }

  function list(values, name, count) {
    if (values == null || values.length !== count) {
      throw new Error(`${name} has ${values == null ? "no" : values.length} numbers, and ${count} are needed`);
    }
    return values;
  }

  function seedNumber(value) {
    return whole(value, "a seed", 0, Number.MAX_SAFE_INTEGER);
  }

  function image(given) {
    const sizes = [whole(given.height, "height", 1, 8192), whole(given.width, "width", 1, 8192)];
    sizes.push(whole(given.channels === undefined ? 1 : given.channels, "channels", 1, 4096));
    return { sizes, values: list(given.values, "values", sizes[0] * sizes[1] * sizes[2]) };
  }

  // How many windows there are along an axis, as the module counts them.
  function steps(input, window, stride, padding, border, what) {
    const rest = input + 2 * padding - window;
    if (rest < 0) throw new Error(`${what} of ${window} is larger than its input of ${input} with padding ${padding}`);
    if (border === "exact" && rest % stride !== 0) {
      throw new Error(`${what} of ${window} with stride ${stride} does not fit an input of ${input} with padding ${padding}: `
        + `(${input} − ${window} + 2·${padding})/${stride} + 1 is no whole number`);
    }
    return Math.floor(rest / stride) + 1;
  }

  function map(numbers) {
    const [height, width, channels] = numbers;
    return { height, width, channels, values: numbers.slice(3, 3 + height * width * channels) };
  }

  function operations(machine) {
    // `border`: "exact", by which windows must come out even, or "drop".
    function crossCorrelate(given) {
      const { sizes, values } = image(given);
      const count = whole(given.count === undefined ? 1 : given.count, "count", 1, 65536);
      const height = whole(given.kernelHeight, "kernelHeight", 1, 8192);
      const width = whole(given.kernelWidth === undefined ? height : given.kernelWidth, "kernelWidth", 1, 8192);
      const stride = whole(given.stride === undefined ? 1 : given.stride, "stride", 1);
      const padding = whole(given.padding || 0, "padding", 0, 8192);
      const dilation = whole(given.dilation === undefined ? 1 : given.dilation, "dilation", 1);
      const border = given.border || "exact";
      choice(border, "border", ["exact", "drop"]);
      const kernels = list(given.kernels, "kernels", count * height * width * sizes[2]);
      const hasBias = given.bias != null;
      const bias = hasBias ? list(typeof given.bias === "number" ? [given.bias] : given.bias, "bias", count) : [];
      const rows = steps(sizes[0], dilation * (height - 1) + 1, stride, padding, border, "a kernel");
      const columns = steps(sizes[1], dilation * (width - 1) + 1, stride, padding, border, "a kernel");
      if (rows * columns * count > largest) throw new Error(`a result of ${rows} × ${columns} × ${count} is too large`);
      return map(machine.call("crossCorrelate", sizes, [count, height, width, stride, padding, dilation],
        [given.flip ? 1 : 0, border === "drop" ? 1 : 0, hasBias ? 1 : 0], values, kernels, bias));
    }

    function poolingCase(given) {
      const { sizes, values } = image(given);
      const isMaximum = choice(given.kind || "max", "kind", ["average", "max"]);
      const size = whole(given.size === undefined ? 2 : given.size, "size", 1, 8192);
      const stride = whole(given.stride === undefined ? size : given.stride, "stride", 1);
      const padding = whole(given.padding || 0, "padding", 0, 8192);
      if (2 * padding > size) throw new Error(`padding of ${padding} is more than half of a window of ${size}`);
      for (const axis of [0, 1]) steps(sizes[axis], size, stride, padding, "drop", "a window");
      return [isMaximum, sizes, size, stride, padding, given.keepBorder ? 1 : 0, values];
    }

    // `chosen`: for each number of a maximum, where in `values` it came from.
    function pool(given) {
      const numbers = machine.call("pool", ...poolingCase(given));
      const result = map(numbers);
      result.chosen = Int32Array.from(numbers.subarray(3 + result.values.length));
      return result;
    }

    function poolGradient(given) {
      const { values } = pool(given);
      return machine.call("poolGradient", ...poolingCase(given), list(given.upstream, "upstream", values.length));
    }

    // `squaredError` is summed over the classes. Both gradients are with respect to the scores.
    function softmaxLoss({ scores, target }) {
      const count = whole(scores ? scores.length : 0, "the number of scores", 1, 65536);
      whole(target, "target", 0, count - 1);
      const numbers = machine.call("softmaxLoss", count, target, scores);
      return {
        probabilities: numbers.slice(0, count),
        crossEntropy: numbers[count],
        squaredError: numbers[count + 1],
        crossEntropyGradient: numbers.slice(count + 2, 2 * count + 2),
        squaredErrorGradient: numbers.slice(2 * count + 2),
      };
    }

    // Layers along one axis, that nearest to the input first. Windows that the border cuts off are dropped.
    function stack({ input, layers }) {
      let size = whole(input, "input", 1, 1 << 20);
      const sizes = [];
      const numbers = [input, layers.length];
      for (const layer of layers) {
        const kernel = whole(layer.size, "size", 1, 1 << 16);
        const stride = whole(layer.stride === undefined ? 1 : layer.stride, "stride", 1, 1 << 16);
        const padding = whole(layer.padding || 0, "padding", 0, 1 << 16);
        const dilation = whole(layer.dilation === undefined ? 1 : layer.dilation, "dilation", 1, 1 << 16);
        size = steps(size, dilation * (kernel - 1) + 1, stride, padding, "drop", "a window");
        sizes.push(size);
        numbers.push(kernel, stride, padding, dilation);
      }
      return { sizes, numbers };
    }

    function receptiveField(given) {
      const numbers = machine.call("receptiveField", stack(given).numbers);
      return given.layers.map((_, index) => {
        const [output, size, jump, start] = numbers.subarray(4 * index);
        return { output, size, jump, start };
      });
    }

    // The first and the last place of the input that a cell of a layer's output sees; `last` is −1 if it sees only padding.
    function seen(given) {
      const { sizes, numbers } = stack(given);
      whole(given.layer, "layer", 0, sizes.length - 1);
      whole(given.position, "position", 0, sizes[given.layer] - 1);
      const [first, last] = machine.call("seen", numbers, given.layer, given.position);
      return { first, last };
    }

    return { crossCorrelate, pool, poolGradient, softmaxLoss, receptiveField, seen };
  }

  function pictures(machine) {
    const names = ["sharpen", "edge-enhance", "emboss", "sobel-vertical", "sobel-horizontal", "box-blur-3", "box-blur-5"];

    function imageKernel(name) {
      const { height, values } = map(machine.call("imageKernel", choice(name, "an image kernel", names)));
      return { size: height, values };
    }

    // Red, green and blue, whole numbers from 0 to 255.
    function landscape({ height, width }) {
      return map(machine.call("landscape", whole(height, "height", 1, 2048), whole(width, "width", 1, 2048)));
    }

    // As many as are asked for, every ten of them 0 to 9 in random order; from 0 for the paper to 1 for the ink.
    function drawnDigits({ count, size = 28, seed = 1 }) {
      whole(count, "count", 0, 50000);
      whole(size, "size", 8, 256);
      const numbers = machine.call("drawnDigits", count, size, seedNumber(seed));
      return {
        images: numbers.slice(0, count * size * size),
        labels: Int32Array.from(numbers.subarray(count * size * size)),
        count, height: size, width: size, channels: 1,
      };
    }

    // The digit among the first ten of a seed.
    function drawnDigit({ digit, seed = 1, size = 28 }) {
      whole(digit, "digit", 0, 9);
      const { images, labels } = drawnDigits({ count: 10, size, seed });
      const place = labels.indexOf(digit);
      return images.slice(place * size * size, (place + 1) * size * size);
    }

    return { imageKernelNames: () => names.slice(), imageKernel, landscape, drawnDigits, drawnDigit };
  }

  // What a library has; `networks.js` adds to it.
  const parts = [operations, pictures];

  return { open, fromBase64, parts, given: { whole, number, choice, list, seedNumber } };
})();
