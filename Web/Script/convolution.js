// A kernel slides over an image: every product and the sum at each stop, and the map that grows of them.
(function () {
  "use strict";
  const { make, number, term } = Figures;

  const reach = (size, values) => values.dilation * (size - 1) + 1;
  const outputSize = (input, size, values) => {
    const room = input + 2 * values.padding - reach(size, values);
    return room < 0 ? 0 : Math.floor(room / values.stride) + 1;
  };

  // What the sizes come to.
  function plan(values) {
    const image = values.image[0];
    const first = values.kernel[0];
    return { image, kernels: values.kernel, kernelHeight: first.height, kernelWidth: first.width, height: outputSize(image.height, first.height, values), width: outputSize(image.width, first.width, values) };
  }

  // An array of numbers from a list, as text.
  const random = (choices, height, width, channels) => {
    const several = (count, make, mark) => Array.from({ length: count }, make).join(mark);
    return several(channels, () => several(height, () => several(width, () => choices[Math.floor(Math.random() * choices.length)], " "), " / "), " | ");
  };

  const walk = {
    image: "1 0 2 1 0 / 0 2 1 0 1 / 2 1 0 2 0 / 0 1 1 0 2 / 1 0 2 1 1 | 0 1 0 2 1 / 1 0 2 0 0 / 0 2 1 1 0 / 2 0 0 1 2 / 1 1 0 2 0 | 2 0 1 0 1 / 0 1 0 2 0 / 1 0 2 0 1 / 0 2 0 1 0 / 1 0 1 0 2",
    kernel: "1 0 -1 / 0 1 0 / -1 0 1 | 0 1 0 / -1 0 1 / 0 -1 0 | 1 -1 0 / 0 0 1 / 0 1 -1 ; -1 1 0 / 0 0 1 / 1 0 -1 | 1 0 0 / 0 -1 1 / 0 0 1 | 0 1 -1 / 1 0 0 / -1 0 1",
    bias: "1 0", stride: "2", padding: "1", dilation: "1", flip: "no", step: "1",
  };
  const face = "0 0 0 0 0 0 0 / 0 1 0 0 0 1 0 / 0 0 0 0 0 0 0 / 0 0 0 1 0 0 0 / 0 1 0 0 0 1 0 / 0 0 1 1 1 0 0 / 0 0 0 0 0 0 0";
  const plain = { bias: "0", stride: "1", padding: "0", dilation: "1", flip: "no", step: "1" };
  const grey = "1 10 122 143 155 / 1 20 124 142 156 / 2 22 110 130 150 / 3 24 108 122 140 / 4 18 11 80 100";
  const presets = [
    ["grey image, vertical edges", { ...plain, image: grey, kernel: "1 0 -1 / 2 0 -2 / 1 0 -1" }],
    ["face and its detector", { ...plain, image: face, kernel: "0 0 1 / 1 0 0 / 0 1 1" }],
    ["5 × 5 × 3, two kernels, stride 2, padding 1", walk],
    ["the same with random numbers", () => ({ ...walk, image: random([0, 1, 2], 5, 5, 3), kernel: random([-1, 0, 1], 3, 3, 3) + " ; " + random([-1, 0, 1], 3, 3, 3) })],
    ["7 × 7 with stride 2", { ...plain, image: face, kernel: "0 0 1 / 1 0 0 / 0 1 1", stride: "2" }],
    ["dilated kernel", { ...plain, image: face, kernel: "0 0 1 / 1 0 0 / 0 1 1", dilation: "2" }],
  ];

  Figures.kinds.convolution = {
    stepKey: "step",
    help: "Drag the window over the image, or point at a value of the map. Arrow keys move from number to number, and the window with them; Enter, or a second click, changes an image's or a kernel's number, Escape leaves it. N: next step, B: back, P: play or pause.",
    problem(values) {
      const { image, kernels, height, width } = plan(values);
      if (kernels[0].channels !== image.channels) return "the kernel has " + Figures.counted(kernels[0].channels, "channel") + ", and the image " + image.channels + ": a kernel spans them all";
      if (!height || !width) return "the kernel does not fit into the image: take more padding, or a smaller kernel or dilation";
      if (values.bias.length !== 1 && values.bias.length !== kernels.length) return "give one bias for each kernel: " + kernels.length;
      if (values.step > height * width * kernels.length) return "there is no step " + values.step;
      return null;
    },
    steps(figure) { const { height, width, kernels } = plan(figure.values); return height * width * kernels.length; },
    words(figure) {
      const now = figure.now;
      return "Step " + figure.values.step + " of " + this.steps(figure) + ": " + (now.kernels.length > 1 ? "kernel " + now.at.kernel + ", " : "") + "row " + now.at.row + ", column " + now.at.column + " of the map is " + number(now.result) + ".";
    },

    build(figure) {
      const stepper = Figures.stepper(figure, "step");
      const fields = Figures.fields(figure, [["stride", "stride"], ["padding", "padding"], ["dilation", "dilation"], ["bias", "bias"], ["flip", "turn the kernel"]]);
      // A row for each channel: the image's, and beside it that of each kernel.
      const channelBox = make("div", { class: "stack", role: "group", "aria-label": "Image and kernels" });
      const maps = make("div", { class: "grids", role: "group", "aria-label": "Maps" });
      const sum = make("p", { class: "sum" });
      const formula = make("p", { class: "formula-of-figure" });
      let [imageGrids, kernelGrids, mapGrids] = [[], [], []];

      const stepOf = (kernel, row, column) => { const { height, width } = figure.now; return (kernel * height + row) * width + column + 1; };
      const toStep = (step) => { stepper.stop(); if (step !== figure.values.step) figure.change({ step: String(step) }); };

      // The window comes to lie with its middle as near as it can to the number that was picked.
      function pickPixel(row, column) {
        const { values, now } = figure;
        const stop = (place, size, count) => Math.max(0, Math.min(count - 1, Math.round((place - (reach(size, values) - 1) / 2) / values.stride)));
        toStep(stepOf(now.at.kernel, stop(row, now.kernelHeight, now.height), stop(column, now.kernelWidth, now.width)));
      }
      function editArray(key, index, channel, row, column, text) {
        const copy = figure.values[key].map((one) => ({ ...one, values: Float64Array.from(one.values) }));
        const one = copy[index];
        try { one.values[(row * one.width + column) * one.channels + channel] = Figures.state.value("number -1000000 1000000", text); } catch (why) { figure.problem.textContent = why + "."; return; }
        figure.change({ [key]: Figures.state.text("arrays", copy) });
      }

      function arrange() {
        const { image, kernels } = figure.now;
        if (imageGrids.length === image.channels && kernelGrids.length === kernels.length) return;
        if (imageGrids.length !== image.channels) {
          imageGrids = Array.from({ length: image.channels }, (_, channel) => Figures.grid({
            label: "image", onPick: pickPixel,
            onEdit: (row, column, text) => editArray("image", 0, channel, row - figure.values.padding, column - figure.values.padding, text),
          }));
        }
        kernelGrids = kernels.map((_, index) => Array.from({ length: image.channels }, (_, channel) => Figures.grid({
          label: "kernel", onEdit: (row, column, text) => editArray("kernel", index, channel, row, column, text),
        })));
        mapGrids = kernels.map((_, index) => Figures.grid({ label: "map", onPick: (row, column) => toStep(stepOf(index, row, column)) }));
        channelBox.replaceChildren(...imageGrids.map((grid, channel) => make("div", { class: "row-of-figure" }, grid.element, ...kernelGrids.map((grids) => grids[channel].element))));
        maps.replaceChildren(...mapGrids.map((grid) => grid.element));
        figure.stage.classList.toggle("compact", image.channels > 1);
      }

      function update() {
        const { values } = figure;
        const now = (figure.now = plan(values));
        const { image, kernels, height, width } = now;
        const biases = kernels.map((_, index) => values.bias.length === kernels.length ? values.bias[index] : values.bias[0]);
        const flat = new Float64Array(kernels.reduce((count, one) => count + one.values.length, 0));
        kernels.reduce((start, one) => { flat.set(one.values, start); return start + one.values.length; }, 0);
        now.maps = figure.library.crossCorrelate({
          values: image.values, height: image.height, width: image.width, channels: image.channels,
          kernels: flat, count: kernels.length, kernelHeight: now.kernelHeight, kernelWidth: now.kernelWidth,
          bias: Float64Array.from(biases), stride: values.stride, padding: values.padding, dilation: values.dilation, flip: values.flip === "yes", border: "drop",
        });
        const index = values.step - 1;
        const at = (now.at = { kernel: Math.floor(index / (height * width)), row: Math.floor(index / width) % height, column: index % width });
        now.result = now.maps.values[(at.row * width + at.column) * kernels.length + at.kernel];
        arrange();

        const { padding, stride, dilation } = values;
        const isPadding = (row, column) => row < padding || column < padding || row >= image.height + padding || column >= image.width + padding;
        const pixel = (row, column, channel) => isPadding(row, column) ? 0 : image.values[((row - padding) * image.width + column - padding) * image.channels + channel];
        const inWindow = (row, column) => {
          const [down, across] = [row - at.row * stride, column - at.column * stride];
          return down >= 0 && across >= 0 && down % dilation === 0 && across % dilation === 0 && down / dilation < now.kernelHeight && across / dilation < now.kernelWidth;
        };
        const turned = values.flip === "yes";
        const weight = (kernel, row, column, channel) => {
          const [i, j] = turned ? [now.kernelHeight - 1 - row, now.kernelWidth - 1 - column] : [row, column];
          return kernels[kernel].values[(i * now.kernelWidth + j) * image.channels + channel];
        };
        imageGrids.forEach((grid, channel) => grid.update({
          title: image.channels > 1 ? "image, channel " + channel : "image, " + image.height + " × " + image.width,
          height: image.height + 2 * padding, width: image.width + 2 * padding,
          text: (row, column) => number(pixel(row, column, channel)), isFixed: isPadding,
          mark: (row, column) => (isPadding(row, column) ? "padding " : "") + (inWindow(row, column) ? "window" : ""),
          name: (row, column) => (isPadding(row, column) ? "padding, 0" : "row " + (row - padding) + ", column " + (column - padding) + ": " + number(pixel(row, column, channel))) + (inWindow(row, column) ? ", below the kernel" : ""),
          at: [at.row * stride, at.column * stride],
        }));
        kernelGrids.forEach((grids, kernel) => grids.forEach((grid, channel) => grid.update({
          title: (kernels.length > 1 ? "kernel " + kernel : "kernel") + (image.channels > 1 ? ", channel " + channel : ", " + now.kernelHeight + " × " + now.kernelWidth) + (turned ? ", as written" : ""),
          height: now.kernelHeight, width: now.kernelWidth,
          text: (row, column) => number(kernels[kernel].values[(row * now.kernelWidth + column) * image.channels + channel]),
          mark: () => (kernel === at.kernel ? "kernel" : ""),
        })));
        mapGrids.forEach((grid, kernel) => grid.update({
          title: (kernels.length > 1 ? "map " + kernel : "map") + ", " + height + " × " + width, height, width,
          text: (row, column) => number(now.maps.values[(row * width + column) * kernels.length + kernel]),
          mark: (row, column) => (kernel === at.kernel && row === at.row && column === at.column ? "result here" : stepOf(kernel, row, column) > values.step ? "later" : ""),
          name: (row, column) => "row " + row + ", column " + column + ": " + number(now.maps.values[(row * width + column) * kernels.length + kernel]),
          at: kernel === at.kernel ? [at.row, at.column] : [0, 0],
        }));

        // The products, in the order in which the kernel is read.
        const parts = [];
        for (let channel = 0; channel < image.channels; channel++) {
          for (let row = 0; row < now.kernelHeight; row++) {
            for (let column = 0; column < now.kernelWidth; column++) {
              const seen = pixel(at.row * stride + row * dilation, at.column * stride + column * dilation, channel);
              if (parts.length) parts.push(" + ");
              parts.push(make("span", { class: "product" }, make("span", { class: "of-window" }, term(seen)), "·", make("span", { class: "of-kernel" }, term(weight(at.kernel, row, column, channel)))));
            }
          }
        }
        const bias = biases[at.kernel];
        sum.replaceChildren(...parts, bias ? " + " + term(bias) + " (bias)" : "", " = ", make("strong", { class: "of-result" }, number(now.result)));
        const size = (name, input, kernel) => {
          const exact = (input + 2 * padding - reach(kernel, values)) / stride + 1;
          const side = dilation === 1 ? String(kernel) : "(" + dilation + "·(" + kernel + " − 1) + 1)";
          return name + " = (" + input + " − " + side + " + 2·" + padding + ")/" + stride + " + 1 = " + number(exact) + (exact === Math.floor(exact) ? "" : ", rounded down to " + Math.floor(exact));
        };
        const isSquare = image.height === image.width && now.kernelHeight === now.kernelWidth;
        formula.textContent = isSquare ? size("height and width of the map", image.height, now.kernelHeight) : size("height", image.height, now.kernelHeight) + "; " + size("width", image.width, now.kernelWidth);
        fields.update();
        stepper.update();
      }

      figure.stage.append(
        make("div", { class: "tools-of-figure" }, stepper.element, Figures.presets(figure, presets)), fields.element,
        make("div", { class: "row-of-figure" }, channelBox, maps), sum, formula,
        Figures.legend([["window", "below the kernel"], ["kernel", "the kernel in use"], ["result", "the value that is computed"], ["padding", "padding"]]));
      return update;
    },
  };
})();
