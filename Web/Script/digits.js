// LeNet-5 as it has learned to read drawn digits, and its numbers as colours: what `read-digit` and `hierarchy` share.
(function () {
  "use strict";
  const plan = "input 32x32x1\nconv 6 5\ntanh\naveragepool 2\nconv 16 5\ntanh\naveragepool 2\nconv 120 5\ntanh\nflatten\ndense 84\ntanh\ndense 10\nsoftmax";
  // Each with its maps, their rows and columns, and where it stands among the network's layers.
  const stages = [["input", 1, 32, -1], ["C1", 6, 28, 1], ["S2", 6, 14, 2], ["C3", 16, 10, 4], ["S4", 16, 5, 5], ["C5", 120, 1, 7], ["F6", 84, 1, 10], ["output", 10, 1, 12]]
    .map(([name, maps, side, place]) => ({ name, maps, side, place }));

  // The network, and of each stage the weights and biases; once a page, and anew if a computation stopped.
  let made = null;
  function network(library) {
    if (made && made.library === library && made.network.generation === library.machine.generation) return made;
    const network = library.network({ text: plan });
    network.load(Library.fromBase64(window.leNet5Weights));
    const all = network.weights();
    made = { library, network, parameters: stages.map(({ place }) => (place > 0 ? all[place - 1].parameters : [])) };
    return made;
  }

  // A drawing as text: how many pixels of paper, then of ink, and so on, each number a digit to base 36.
  function pixels(text) {
    const found = [];
    let ink = 0;
    if (!/^[\da-z]{1,2100}$/.test(text)) return null;
    for (const sign of text) {
      for (let count = parseInt(sign, 36); count > 0; count--) found.push(ink);
      ink = 1 - ink;
    }
    return found.length > 1024 ? null : Float64Array.from({ length: 1024 }, (_, place) => found[place] || 0);
  }
  function key(pixels) {
    let [text, ink, count] = ["", 0, 0];
    const end = pixels.lastIndexOf(1) + 1;
    for (let place = 0; place < end; place++) {
      if (pixels[place] !== ink || count === 35) {
        text += count.toString(36);
        if (pixels[place] === ink) text += "0";
        else ink = 1 - ink;
        count = 0;
      }
      count++;
    }
    return text + count.toString(36);
  }
  Figures.state.own.drawing = {
    value(text) {
      if (text !== "none" && !pixels(text)) throw "this is no drawing";
      return text;
    },
  };

  // What the network is given, 32 × 32: a drawing with softened edges, or a drawn digit.
  function picture(library, { drawing, digit, seed }) {
    if (!drawing || drawing === "none") return library.drawnDigit({ digit, seed, size: 32 });
    const blur = [1, 2, 1, 2, 4, 2, 1, 2, 1].map((weight) => weight / 16);
    return library.crossCorrelate({ values: pixels(drawing), height: 32, width: 32, kernels: blur, kernelHeight: 3, padding: 1 }).values;
  }

  // Of each stage what it makes of a picture, and the sums before tanh.
  function outputs(library, image) {
    const all = network(library).network.forward(image);
    return stages.map(({ place }) => (place < 0 ? { values: image, sums: image } : { values: all[place].values, sums: all[place - 1].values }));
  }

  // Numbers as colours of the page: below 0 in one, above in another, the farther from 0 the fuller.
  function palette(element) {
    const [ground, below, above] = Figures.colours(element);
    const shades = Array.from({ length: 129 }, (_, step) => {
      const share = Math.abs(step - 64) / 64;
      return "rgb(" + [0, 1, 2].map((part) => Math.round(ground[part] + share * ((step < 64 ? below : above)[part] - ground[part]))) + ")";
    });
    return (value) => shades[Math.round(64 * (1 + Math.max(-1, Math.min(1, value))))];
  }

  // One map of several as squares, its upper left corner at x, y; values from −most to most.
  function paint(context, shade, { values, side, maps, map }, x, y, size, most = 1) {
    for (let row = 0; row < side; row++) for (let column = 0; column < side; column++) {
      context.fillStyle = shade(values[(row * side + column) * maps + map] / most);
      context.fillRect(x + column * size, y + row * size, size, size);
    }
  }

  const legend = [["below", "below 0"], ["above", "above 0: the farther, the fuller"]];
  Figures.digits = { stages, network, pixels, key, picture, outputs, palette, paint, legend };
})();
