// Networks for `Library`: this script comes after `library.js` and `network-text.js`.
//
//   const network = library.network({text: "input 28x28x1\nconv 6 5x5 padding=2\nrelu\nmaxpool 2\ndense 10\nsoftmax", seed: 1})
//
// The same text and seed give the same weights as the native side's, and the same training the same losses but for rounding.
(function () {
  "use strict";

  const { whole, number, choice, list, seedNumber } = Library.given;
  const { plan, fault } = Library.networkText;

  class Network {
    constructor(machine, { text, seed = 0 }) {
      const { input, layers, lines, names } = plan(text);
      this.machine = machine;
      this.generation = machine.generation;
      this.seed = seedNumber(seed);
      const made = machine.call("network", seed, input, layers.length, ...layers);
      if (made[0] < 0) throw fault(lines[made[1]], `'${names[made[1]]}' does not fit what comes before it: ${Array.from(made.subarray(2)).join(" × ")}`);
      [this.number] = made;
      this.input = { height: input[0], width: input[1], channels: input[2] };
      this.inputCount = input[0] * input[1] * input[2];
      this.described = this.describe(names);
      this.learned = null;
    }

    call(door, ...parts) {
      if (this.number === null) throw new Error("this network was closed");
      if (this.generation !== this.machine.generation) throw new Error("this network is gone, since a computation stopped: make it again");
      return this.machine.call(door, this.number, ...parts);
    }

    describe(names) {
      const numbers = this.call("layers");
      let place = 0;
      const next = () => numbers[place++];
      // A layer that makes rows of maps may be none of the text's.
      const rest = names.slice();
      const name = isFlat => (isFlat && rest[0] !== "flatten" ? "flatten" : rest.shift());
      const shapes = () => Array.from({ length: next() }, () => Array.from({ length: next() }, next));
      return Array.from({ length: next() }, () => {
        const one = { name: name(next()), height: next(), width: next(), channels: next(), parameters: shapes() };
        one.parameterCount = one.parameters.reduce((sum, shape) => sum + product(shape), 0);
        return one;
      });
    }

    // Of each layer its name, the sizes of its output, how many parameters it has, and the shapes of these.
    layers() {
      return this.described.map(layer => Object.assign({}, layer));
    }

    get outputCount() {
      const last = this.described[this.described.length - 1];
      return last.height * last.width * last.channels;
    }

    // What each layer makes of an image.
    forward(image) {
      const numbers = this.call("forward", list(image, "the image", this.inputCount));
      let place = 0;
      return this.described.map(({ name, height, width, channels }) => {
        place += height * width * channels;
        return { name, height, width, channels, values: numbers.slice(place - height * width * channels, place) };
      });
    }

    // What comes out for several images, one row each.
    outputs({ images, count }) {
      whole(count, "count", 1);
      return this.call("outputs", count, list(images, "images", count * this.inputCount));
    }

    examples({ images, labels, count }) {
      whole(count, "count", 1);
      list(images, "images", count * this.inputCount);
      list(labels, "labels", count);
      for (const label of labels) whole(label, "a label", 0, this.outputCount - 1);
      return [count, images, labels];
    }

    // Takes `steps` steps of the native side's training, each with the next `batch` of the images in the order that the seed determines. Settings may
    // be others at each call. `momentum` is also the decay of adadelta, and nothing to adam. The loss and accuracy are means over the steps.
    train(given) {
      const { rate = 0.01, momentum = 0, decay = 0, batch = 16, optimiser = "descent", steps = 1, shift = 0, mirror = false } = given;
      const kind = choice(optimiser, "optimiser", ["descent", "nesterov", "adam", "adamW", "adadelta"]);
      number(rate, "rate", 0, 1e6);
      number(momentum, "momentum", 0, 0.999999);
      number(decay, "decay", 0, 1e6);
      whole(batch, "batch", 1);
      whole(steps, "steps", 1);
      whole(shift, "shift", 0, 64);
      if (!this.learned || this.learned.images !== given.images || this.learned.labels !== given.labels || this.learned.count !== given.count) {
        this.call("learn", ...this.examples(given));
        this.learned = { images: given.images, labels: given.labels, count: given.count };
      }
      const sum = { loss: 0, accuracy: 0, forwardSeconds: 0, backwardSeconds: 0, epoch: 0, batch: 0 };
      for (let step = 0; step < steps; step++) {
        const begun = performance.now();
        const [loss] = this.call("goForward", kind, rate, momentum, decay, batch, shift, mirror ? 1 : 0);
        const turned = performance.now();
        const [accuracy, epoch, done] = this.call("goBack");
        sum.backwardSeconds += (performance.now() - turned) / 1000;
        sum.forwardSeconds += (turned - begun) / 1000;
        sum.loss += loss / steps;
        sum.accuracy += accuracy / steps;
        [sum.epoch, sum.batch] = [epoch, done];
      }
      return sum;
    }

    // The mean loss of images that are not learned from, and the share that is classified rightly.
    measure(given) {
      const [count, images, labels] = this.examples(given);
      const outputs = this.outputs({ images, count });
      const classes = this.outputCount;
      const last = this.described[this.described.length - 1].name;
      const sum = { loss: 0, accuracy: 0 };
      for (let row = 0; row < count; row++) {
        const scores = outputs.subarray(row * classes, (row + 1) * classes);
        const most = scores.reduce((one, other) => Math.max(one, other), -Infinity);
        const logarithm = last === "softmax" ? 0 : most + Math.log(scores.reduce((all, score) => all + Math.exp(score - most), 0));
        sum.loss += (logarithm - (last === "softmax" ? Math.log(scores[labels[row]]) : scores[labels[row]])) / count;
        sum.accuracy += (scores.indexOf(most) === labels[row] ? 1 : 0) / count;
      }
      return sum;
    }

    // An array for each parameter of each layer.
    dealt(numbers) {
      let place = 0;
      const taken = shape => numbers.slice(place, (place += product(shape)));
      return this.described.map(({ parameters }) => ({ parameters: parameters.map(taken) }));
    }

    // Of each layer an array for each of its parameters.
    weights() {
      return this.dealt(this.call("weights"));
    }

    setWeights(weights) {
      this.call("setWeights", ...this.described.flatMap(({ parameters }, index) => parameters.map((shape, part) =>
        list((weights[index] || { parameters: [] }).parameters[part], `layer ${index}'s array ${part}`, product(shape)))));
    }

    // The gradients of the last step, as `weights` has them; nothing before the first.
    gradients() {
      const numbers = this.call("gradients");
      return numbers.length ? this.dealt(numbers) : [];
    }

    // With how much each number of an image changes one output, before softmax; by default the largest.
    inputGradient(image, output = -1) {
      whole(output, "an output", -1, this.outputCount - 1);
      return this.call("inputGradient", output, list(image, "the image", this.inputCount));
    }

    // Begins anew, with the same seed or another.
    reset(seed = this.seed) {
      this.call("reset", seedNumber(seed));
      this.seed = seed;
      this.learned = null;
    }

    close() {
      if (this.number !== null && this.generation === this.machine.generation) this.call("forget");
      this.number = null;
    }

    // All parameters as a file in the format "safetensors", under the names that the native side gives them.
    save() {
      const weights = this.weights();
      const tensors = this.described.flatMap(({ parameters }, index) =>
        parameters.map((shape, part) => ({ name: `${index}.${part}`, shape, values: weights[index].parameters[part] })));
      let end = 0;
      const header = {};
      for (const { name, shape, values } of tensors) {
        header[name] = { dtype: "F64", shape, data_offsets: [end, (end += 8 * values.length)] };
      }
      const text = new TextEncoder().encode(JSON.stringify(header));
      const length = Math.ceil(text.length / 8) * 8;
      const bytes = new Uint8Array(8 + length + end).fill(32, 8, 8 + length);
      new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
      bytes.set(text, 8);
      const numbers = new Float64Array(bytes.buffer, 8 + length);
      for (const { name, values } of tensors) numbers.set(values, header[name].data_offsets[0] / 8);
      return bytes;
    }

    // Takes such a file, with floating-point numbers of any precision; one that does not fit changes nothing.
    load(bytes) {
      const source = new Uint8Array(bytes);
      const view = new DataView(source.buffer, source.byteOffset, source.byteLength);
      const advice = "take a safetensors file that this network, or one with the same layers, was saved as";
      if (source.length < 8 || view.getBigUint64(0, true) > BigInt(source.length - 8)) throw new Error(`the file is cut off, or no safetensors file: ${advice}`);
      const start = 8 + Number(view.getBigUint64(0, true));
      let header;
      try {
        header = JSON.parse(new TextDecoder().decode(source.subarray(8, start)));
      } catch (error) {
        throw new Error(`the file's header is no JSON: ${advice}`);
      }
      const tensor = (name, shape) => {
        const entry = Object.prototype.hasOwnProperty.call(header, name) ? header[name] : {};
        const [from, to] = entry.data_offsets || [0, 0];
        if (JSON.stringify(entry.shape) !== JSON.stringify(shape)) {
          throw new Error(`the parameter '${name}' ${entry.shape ? `has the shape ${entry.shape.join(" × ")}` : "is missing"}, and this network's has ${shape.join(" × ")}: ${advice}`);
        }
        const { width, at } = Object.prototype.hasOwnProperty.call(numbers, entry.dtype) ? numbers[entry.dtype] : {};
        if (!width || to - from !== width * product(shape) || from < 0 || start + to > source.length) {
          throw new Error(`the numbers of '${name}' are not there, or of a type that is not read here: ${advice}`);
        }
        return Float64Array.from({ length: product(shape) }, (_, place) => at(view, start + from + width * place));
      };
      this.setWeights(this.described.map(({ parameters }, index) => ({
        parameters: parameters.map((shape, part) => tensor(`${index}.${part}`, shape)),
      })));
    }
  }

  // The types of numbers in a file, by their names there: how many bytes one takes, and which it is.
  const numbers = {
    F64: { width: 8, at: (view, place) => view.getFloat64(place, true) },
    F32: { width: 4, at: (view, place) => view.getFloat32(place, true) },
    F16: { width: 2, at: (view, place) => half(view.getUint16(place, true)) },
    BF16: { width: 2, at: (view, place) => upper(view.getUint16(place, true)) },
  };

  // A number of IEEE 754's format binary16.
  function half(bits) {
    const [exponent, fraction] = [bits >> 10 & 31, bits & 1023];
    const size = exponent === 31 ? (fraction ? NaN : Infinity) : exponent ? 2 ** (exponent - 15) * (1 + fraction / 1024) : fraction * 2 ** -24;
    return bits >> 15 ? -size : size;
  }

  // The number of 32 bits of which these are the upper half.
  function upper(bits) {
    return new Float32Array(Uint32Array.of(bits << 16).buffer)[0];
  }

  function product(shape) {
    return shape.reduce((one, other) => one * other, 1);
  }

  Library.parts.push(machine => ({ network: given => new Network(machine, given) }));
})();
