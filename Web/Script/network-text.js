// Networks described in words, as numbers for the module: after `library.js`, before `networks.js`.
//
// A layer a line; `#` begins a remark. Sizes are `5` or `5x5`. Before `dense` maps are flattened, which is a layer of its own.
//
//   input HEIGHTxWIDTHxCHANNELS            28x28x1 if it is not said
//   conv COUNT SIZE stride=1 padding=0|same dilation=1 groups=1 start=he|glorot|zeros
//   maxpool SIZE stride=SIZE padding=0 border=drop|keep        averagepool likewise
//   dense COUNT start=he|glorot|zeros      flatten
//   relu   leaky SLOPE   sigmoid   tanh   softmax   dropout RATE
//
// `Sources/Lessons/Reading/Figures` reads the same.
(function () {
  "use strict";

  const { whole, number, choice } = Library.given;
  const starts = ["he", "glorot", "zeros"];

  // Each kind's number, as the module has it, and what follows its name: its values, and its options with their defaults.
  const kinds = {
    conv: { code: 0, values: ["count", "size"], options: { stride: 1, padding: 0, dilation: 1, groups: 1, start: "he" } },
    relu: { code: 1 },
    leaky: { code: 2, values: ["slope"], defaults: ["0.01"] },
    sigmoid: { code: 3 },
    tanh: { code: 4 },
    maxpool: { code: 5, values: ["size"], defaults: ["2"], options: { stride: null, padding: 0, border: "drop" } },
    averagepool: { code: 6, values: ["size"], defaults: ["2"], options: { stride: null, padding: 0, border: "drop" } },
    flatten: { code: 7 },
    dense: { code: 8, values: ["count"], options: { start: "he" } },
    softmax: { code: 9 },
    dropout: { code: 10, values: ["rate"], defaults: ["0.5"] },
  };

  // What is wrong with a text, and in which of its lines, from 1.
  function fault(line, words) {
    return Object.assign(new Error(`line ${line}: ${words}`), { line });
  }

  function positive(text, name, least = 1) {
    return whole(/^\d+$/.test(text) ? Number(text) : NaN, name, least, 1 << 16);
  }

  function sizes(text, count, name) {
    const words = text.split(/[x×]/);
    if (words.length !== count) throw new Error(`${name} is ${count} sizes such as ${"5x5x3".slice(0, 2 * count - 1)}, not ${text}`);
    return words.map(word => positive(word, name));
  }

  // The eight numbers of a layer.
  function layer(kind, words) {
    const { code, values = [], defaults = [], options = {} } = kinds[kind];
    const settings = Object.assign({}, options);
    const given = [];
    for (const word of words) {
      const [name, value] = word.split("=");
      if (value === undefined) {
        given.push(word);
      } else if (name in options) {
        settings[name] = value;
      } else {
        throw new Error(`${kind} has no option ${name}` + (options.stride === undefined ? "" : `: take ${Object.keys(options).join(", ")}`));
      }
    }
    if (given.length > values.length || given.length < values.length - defaults.length) {
      throw new Error(`${kind} takes ${values.join(" and ") || "nothing"}, as in '${kind} ${values.map(name => (name === "count" ? "10" : "2")).join(" ")}'`);
    }
    const of = place => (given[place] === undefined ? defaults[place - values.length + defaults.length] : given[place]);
    const start = settings.start === undefined ? 0 : choice(settings.start, "start", starts);
    switch (kind) {
    case "conv": {
      const [height, width] = /[x×]/.test(of(1)) ? sizes(of(1), 2, "a size") : [positive(of(1), "a size"), positive(of(1), "a size")];
      const padding = settings.padding === "same" ? -1 : positive(String(settings.padding), "padding", 0);
      return [code, positive(of(0), "a count"), height, width, positive(String(settings.stride), "stride"), padding,
        positive(String(settings.dilation), "dilation"), positive(String(settings.groups), "groups"), start];
    }
    case "maxpool":
    case "averagepool": {
      const [size, other] = /[x×]/.test(of(0)) ? sizes(of(0), 2, "a size") : [positive(of(0), "a size"), positive(of(0), "a size")];
      if (size !== other) throw new Error("a window of pooling is square");
      return [code, size, settings.stride === null ? size : positive(String(settings.stride), "stride"),
        positive(String(settings.padding), "padding", 0), choice(settings.border, "border", ["drop", "keep"]), 0, 0, 0, 0];
    }
    case "dense":
      return [code, positive(of(0), "a count"), 0, 0, 0, 0, 0, 0, start];
    case "leaky":
      return [code, number(Number(of(0)), "a slope", -10, 10), 0, 0, 0, 0, 0, 0, 0];
    case "dropout":
      return [code, number(Number(of(0)), "a rate", 0, 0.99), 0, 0, 0, 0, 0, 0, 0];
    default:
      return [code, 0, 0, 0, 0, 0, 0, 0, 0];
    }
  }

  // How many layers there may be, weights in all of them, and numbers in one for an image.
  const most = { layers: 64, weights: 4e6, numbers: 1 << 20 };
  const product = sizes => sizes.reduce((one, other) => one * other, 1);

  // What a layer makes of an image's sizes: a row is one size. Null if it cannot take it.
  function made(layer, sizes) {
    const [code, ...n] = layer;
    const along = (input, reach, stride, padding, isKept) => {
      const room = input + 2 * padding - reach;
      const whole = Math.floor(room / stride) + 1;
      return room < 0 ? 0 : isKept && room % stride && whole * stride < input + padding ? whole + 1 : whole;
    };
    if (code === kinds.dense.code) return [n[0]];
    if (code === kinds.flatten.code) return [product(sizes)];
    const isPooling = code === kinds.maxpool.code || code === kinds.averagepool.code;
    if (code !== kinds.conv.code && !isPooling) return sizes;
    if (sizes.length < 3 || (isPooling ? 2 * n[2] > n[0] : n[0] % n[6] || sizes[2] % n[6])) return null;
    const windows = sizes.slice(0, 2).map((size, axis) => {
      if (isPooling) return along(size, n[0], n[1], n[2], n[3]);
      const reach = n[5] * (n[1 + axis] - 1) + 1;
      return n[4] < 0 && reach % 2 === 0 ? 0 : along(size, reach, n[3], n[4] < 0 ? (reach - 1) / 2 : n[4]);
    });
    return windows.includes(0) ? null : [...windows, isPooling ? sizes[2] : n[0]];
  }

  function weightCount([code, ...n], sizes) {
    return code === kinds.conv.code ? n[0] * (n[1] * n[2] * (sizes[2] / n[6]) + 1) : code === kinds.dense.code ? n[0] * (product(sizes) + 1) : 0;
  }

  // The input and the layers of a text, in which line each layer stands, how it is written, what comes out of it, and how many weights it has.
  function plan(text) {
    let input = [28, 28, 1];
    const layers = [];
    const lines = [];
    const names = [];
    const outputs = [];
    const weights = [];
    text.split("\n").forEach((whole, index) => {
      const [kind, ...words] = whole.replace(/#.*/, "").trim().split(/\s+/);
      if (!kind) return;
      try {
        if (kind === "input") {
          if (layers.length) throw new Error("the input comes before all layers");
          input = sizes(words.join(""), 3, "the input");
          if (product(input) > most.numbers) throw new Error("the input is too large: it may have " + most.numbers + " numbers");
        } else if (Object.prototype.hasOwnProperty.call(kinds, kind)) {
          const name = [kind, ...words].join(" ");
          const before = outputs[outputs.length - 1] || input;
          layers.push(layer(kind, words));
          const after = made(layers[layers.length - 1], before);
          if (!after) throw new Error(`'${name}' does not fit what comes before it: ${before.join(" × ")}`);
          weights.push(weightCount(layers[layers.length - 1], before));
          if (layers.length > most.layers || product(after) > most.numbers || weights.reduce((one, other) => one + other) > most.weights) {
            throw new Error(`with '${name}' the network is too large: it may have ${most.layers} layers, ${most.weights} weights, and ${most.numbers} numbers in a layer`);
          }
          outputs.push(after);
          lines.push(index + 1);
          names.push(name);
        } else {
          throw new Error(`no layer is called ${kind}: take ${Object.keys(kinds).join(", ")}`);
        }
      } catch (error) {
        throw fault(index + 1, error.message);
      }
    });
    if (!layers.length) throw fault(1, "a network has at least one layer");
    return { input, layers, lines, names, outputs, weights };
  }

  Library.networkText = { plan, fault };
})();
