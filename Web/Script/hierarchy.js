// What channels of an early, a middle and a late layer look for: their maps of a digit, their kernels, and what excites them most.
(function () {
  "use strict";
  const { make, number, digits } = Figures;
  const { stages } = digits;
  // The layers, each with its place among the stages, the size of its squares, and what a number of it sees: rows, and how far apart.
  const layers = { C1: { stage: 1, size: 3, columns: 6, sees: 5, jump: 1 }, C3: { stage: 3, size: 5, columns: 8, sees: 14, jump: 2 }, C5: { stage: 5, size: 9, columns: 60, sees: 32, jump: 4 } };
  const names = Object.keys(layers);
  const breadth = 604;
  let below = 4;
  for (const name of names) {
    const one = Object.assign(layers[name], stages[layers[name].stage], { top: below + 16 });
    one.step = one.side * one.size + (one.side > 1 ? 6 : 1);
    below = one.top + Math.ceil(one.maps / one.columns) * one.step + 4;
  }
  const corner = ({ columns, step, top }, channel) => [4 + (channel % columns) * step, top + Math.floor(channel / columns) * step];

  // Of each layer and channel the digits among a hundred, the most exciting first; found little by little, once a page.
  const looked = { library: null, count: 0, found: null, waiting: [] };
  function search(library, told) {
    looked.waiting.push(told);
    if (looked.library === library) return;
    looked.library = library;
    looked.digits = library.drawnDigits({ count: 100, size: 32, seed: 1998 });
    const found = names.map((name) => Array.from({ length: layers[name].maps }, () => []));
    function some() {
      try {
        const begun = performance.now();
        do {
          const image = looked.count;
          const outputs = digits.outputs(library, looked.digits.images.slice(image * 1024, (image + 1) * 1024));
          names.forEach((name, index) => {
            const { stage, maps, side } = layers[name];
            for (let channel = 0; channel < maps; channel++) {
              let [place, value] = [0, -Infinity];
              for (let each = 0; each < side * side; each++) if (outputs[stage].sums[each * maps + channel] > value) [place, value] = [each, outputs[stage].sums[each * maps + channel]];
              found[index][channel].push({ image, value, row: Math.floor(place / side), column: place % side });
            }
          });
          looked.count += 1;
        } while (looked.count < 100 && performance.now() - begun < 8);
      } catch (error) { console.error(error); return; }
      if (looked.count < 100) return void setTimeout(some);
      for (const channels of found) for (const patches of channels) patches.sort((one, other) => other.value - one.value || one.image - other.image);
      looked.found = found;
      for (const tell of looked.waiting) tell();
    }
    setTimeout(some);
  }

  Figures.kinds.hierarchy = {
    help: "Click a map, or give the maps the focus: the left and right arrow keys go from channel to channel, Page Up and Page Down from layer to layer. N and B step to the next channel and back, P plays. The patches are found among a hundred digits from which the network has not learned.",
    steps: (figure) => layers[figure.values.layer].maps,
    stepAt: (figure) => figure.values.channel + 1,
    stepTo: (figure, step) => ({ channel: String(step - 1) }),
    problem(values) {
      const { maps, stage } = layers[values.layer];
      values.channel = Math.min(values.channel, maps - 1);
      values.source = Math.min(values.source, stages[stage - 1].maps - 1);
      return null;
    },
    words({ values, now }) {
      const best = now.patches && now.patches[0];
      return values.layer + ", channel " + values.channel + ": on this digit its largest number is " + number(now.most) + ". "
        + (best ? "Of a hundred digits, picture " + best.image + ", a " + looked.digits.labels[best.image] + ", excites it most: " + number(best.value) + " before tanh." : "Looking through a hundred digits …");
    },

    build(figure) {
      const { library } = figure;
      let [shade, drawn, outputs] = [null, "", null];
      const picture = make("canvas", { width: 32, height: 32, role: "img", "aria-label": "the digit" });
      const plane = make("canvas", { width: breadth, height: below, tabindex: 0, role: "application", "aria-label": "maps of an early, a middle and a late layer" });
      const lines = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      lines.setAttribute("viewBox", "0 0 " + breadth + " " + below);
      lines.setAttribute("aria-hidden", "true");
      const sheet = make("div", { class: "plane" }, plane, lines);
      sheet.style.width = breadth + "px";

      const choose = (layer, channel) => figure.change({ layer, channel: String(channel) });
      plane.addEventListener("click", (event) => {
        const frame = plane.getBoundingClientRect();
        const [x, y] = [(event.clientX - frame.left) / frame.width * breadth, (event.clientY - frame.top) / frame.height * below];
        for (const name of names) for (let channel = 0; channel < layers[name].maps; channel++) {
          const [left, top] = corner(layers[name], channel);
          if (x >= left && y >= top && x < left + layers[name].step && y < top + layers[name].step) choose(name, channel);
        }
      });
      plane.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const { values } = figure;
        const { columns, maps } = layers[values.layer];
        const move = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
        const turn = { PageUp: -1, PageDown: 1 }[event.key];
        if (!move && !turn) return;
        event.preventDefault();
        const layer = names[names.indexOf(values.layer) + (turn || 0)];
        const channel = values.channel + (move || 0);
        if (layer && channel >= 0 && (turn || channel < maps)) choose(layer, channel);
      });

      const kernels = make("canvas", { role: "img" });
      const kernelTitle = make("p", { class: "label" });
      const grid = Figures.grid({ label: "kernel" });
      const list = make("ol", { class: "patches" });
      const fields = Figures.fields(figure, [["digit", "digit"], ["seed", "hand"]]);
      const choice = Figures.fields(figure, [["layer", "layer"], ["channel", "channel"]]);
      const sourceField = Figures.fields(figure, [["source", "numbers of the kernel for map"]]);
      const stepper = Figures.stepper(figure, "channel");

      // All kernels of a channel, one for each map before, in rows of eight.
      function drawKernels({ stage }, weights, most) {
        const { maps } = stages[stage - 1];
        const { channel } = figure.values;
        const size = maps > 1 ? 10 : 20;
        const columns = Math.min(8, maps);
        [kernels.width, kernels.height] = [columns * (5 * size + 4) - 4, Math.ceil(maps / columns) * (5 * size + 4) - 4];
        const context = kernels.getContext("2d");
        const own = weights.subarray(channel * 25 * maps, (channel + 1) * 25 * maps);
        for (let map = 0; map < maps; map++) digits.paint(context, shade, { values: own, side: 5, maps, map }, (map % columns) * (5 * size + 4), Math.floor(map / columns) * (5 * size + 4), size, most);
      }

      function update() {
        const { values } = figure;
        const layer = layers[values.layer];
        const isNew = !shade;
        shade = shade || digits.palette(figure.element);
        const wanted = [values.digit, values.seed].join();
        if (isNew || wanted !== drawn) {
          const image = digits.picture(library, values);
          outputs = digits.outputs(library, image);
          drawn = wanted;
          digits.paint(picture.getContext("2d"), shade, { values: image, side: 32, maps: 1, map: 0 }, 0, 0, 1);
          const context = plane.getContext("2d");
          context.clearRect(0, 0, breadth, below);
          for (const name of names) for (let channel = 0; channel < layers[name].maps; channel++) digits.paint(context, shade, { ...layers[name], map: channel, values: outputs[layers[name].stage].values }, ...corner(layers[name], channel), layers[name].size);
        }
        const own = Array.from({ length: layer.side ** 2 }, (_, place) => outputs[layer.stage].values[place * layer.maps + values.channel]);
        figure.now = { most: Math.max(...own), patches: looked.found && looked.found[names.indexOf(values.layer)][values.channel].slice(0, 9) };
        const [x, y] = corner(layer, values.channel);
        const width = layer.side * layer.size;
        lines.innerHTML = names.map((name, index) => '<text x="4" y="' + (layers[name].top - 5) + '">' + ["early: ", "middle: ", "late: "][index] + name + "</text>").join("")
          + '<rect class="own" x="' + (x - 1) + '" y="' + (y - 1) + '" width="' + (width + 2) + '" height="' + (width + 2) + '"/>';

        const before = stages[layer.stage - 1];
        const [weights] = digits.network(library).parameters[layer.stage];
        const kernel = weights.subarray(values.channel * 25 * before.maps, (values.channel + 1) * 25 * before.maps);
        const most = Math.max(...kernel.map(Math.abs));
        drawKernels(layer, weights, most);
        kernelTitle.textContent = before.maps > 1 ? "its " + before.maps + " kernels, one for each map of " + before.name + ", up to ±" + number(most) : "its kernel, up to ±" + number(most);
        kernels.setAttribute("aria-label", kernelTitle.textContent);
        grid.update({ title: before.maps > 1 ? "kernel for " + before.name + ", map " + values.source : "kernel", height: 5, width: 5, text: (i, j) => number(kernel[(i * 5 + j) * before.maps + values.source]), mark: () => "kernel" });
        sourceField.element.hidden = before.maps === 1;

        const patches = figure.now.patches || [];
        list.replaceChildren(...patches.map(({ image, value, row, column }) => {
          const canvas = make("canvas", { width: layer.sees, height: layer.sees, "aria-hidden": "true" });
          const context = canvas.getContext("2d");
          for (let i = 0; i < layer.sees; i++) for (let j = 0; j < layer.sees; j++) {
            context.fillStyle = shade(looked.digits.images[image * 1024 + (row * layer.jump + i) * 32 + column * layer.jump + j]);
            context.fillRect(j, i, 1, 1);
          }
          return make("li", {}, canvas, make("b", {}, number(value)), make("br"), "picture " + image + ", a " + looked.digits.labels[image], ...(layer.side > 1 ? [make("br"), "row " + row + ", column " + column] : []));
        }));
        for (const part of [fields, choice, sourceField, stepper]) part.update();
      }
      Figures.onTheme(() => { shade = null; figure.render(); });
      search(library, () => { if (figure.values) figure.render(); });

      figure.stage.append(
        make("div", { class: "tools-of-figure" }, fields.element, choice.element, stepper.element),
        make("div", { class: "row-of-figure" }, make("div", { class: "grid" }, make("p", { class: "label" }, "the digit"), make("div", { class: "patches" }, picture)), make("div", { class: "plane-box" }, sheet)),
        make("div", { class: "row-of-figure kernels" }, make("div", { class: "grid" }, kernelTitle, kernels), make("div", { class: "grid" }, sourceField.element, grid.element)),
        make("p", { class: "label" }, "parts of a hundred digits that excite it most, by its sum before tanh"), list,
        Figures.legend(digits.legend.concat([["own", "the channel"]])));
      return update;
    },
  };
})();
