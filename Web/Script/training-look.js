// What is to be seen of a network that learns: its layers, each number of one of them, and what some held-out pictures are taken for.
(function () {
  "use strict";
  const { make, grouped, percent, button, heads, row } = Figures;
  const short = (value) => String(Number(value.toPrecision(2))).replace(/^-/, "−");

  // Its elements; `ask` asks the worker for a layer and pictures, ask() for those that are looked at now; show(told) shows what it tells.
  Figures.networkLook = function (ask) {
    let looking = { layer: 0, first: 0 };
    let seen = null;
    const layerBody = make("tbody");
    const pointed = make("p", { class: "pointed", role: "status" });
    const plates = ["activations", "weights", "gradients"].map((label) => Figures.plate(label, (words) => { pointed.textContent = words; }));
    const pictures = make("div", { class: "row-of-figure" });
    const sees = (list) => (list ? short(list[0]) + " to " + short(list[1]) : "–");
    const choose = (change) => { looking = { ...looking, ...change }; ask(looking); };
    const naming = (sizes) => (sizes.length === 4 ? sizes[0] + " kernels of " + sizes.slice(1).join(" × ") : sizes.join(" × "));

    function showLook() {
      const { layers, layer } = seen;
      const names = layers.map((one, index) => index + 1 + ": " + one.name);
      if (layerBody.dataset.names !== names.join()) {
        layerBody.dataset.names = names.join();
        layerBody.replaceChildren(...layers.map((one, index) => row(button(names[index], () => choose({ layer: index })), ...Array.from({ length: 5 }, () => make("td")))));
        // On paper there are no buttons.
        names.forEach((name, index) => { layerBody.children[index].firstChild.dataset.name = name; });
      }
      layers.forEach((one, index) => {
        const line = layerBody.children[index];
        line.className = index === layer.index ? "right-class" : "";
        line.querySelector("button").setAttribute("aria-pressed", String(index === layer.index));
        const sizes = [one.height, one.width, one.channels];
        [(one.height * one.width > 1 ? sizes : [one.channels]).join(" × "), one.parameterCount ? grouped(one.parameterCount) : "–", sees(one.activations), sees(one.weights), sees(one.gradients)].forEach((words, column) => { line.children[column + 1].textContent = words; });
      });
      const one = layers[layer.index];
      const { height, width, channels, values } = layer.map;
      plates[0].update({
        count: channels, height, width, range: one.activations, value: (tile, i, j) => values[(i * width + j) * channels + tile] || 0, name: (tile) => "channel " + tile,
      }, "activations, " + sees(one.activations));
      const shape = layer.shapes[0];
      [[plates[1], layer.weights, one.weights, "weights"], [plates[2], layer.gradients, one.gradients, "gradients"]].forEach(([plate, lists, range, name]) => {
        if (!lists.length) return plate.update(null);
        const list = lists[0];
        const heading = name + " of " + naming(shape) + ", " + sees(range);
        // A kernel's channels beside each other; of a fully connected layer a row for each output.
        if (shape.length === 4) {
          const [count, rows, columns, depth] = shape;
          const deep = Math.min(depth, 16);
          plate.update({ count: Math.min(count, 16) * deep, columns: deep > 1 ? deep : 8, height: rows, width: columns, range, value: (tile, i, j) => list[((Math.floor(tile / deep) * rows + i) * columns + j) * depth + tile % deep] || 0, name: (tile) => "kernel " + Math.floor(tile / deep) + ", channel " + tile % deep }, heading);
        } else {
          const columns = Math.min(shape[1], 512);
          plate.update({ count: 1, height: Math.min(shape[0], Math.floor(list.length / shape[1])), width: columns, range, value: (_, i, j) => list[i * shape[1] + j], name: () => "to output, from input" }, heading);
        }
      });
      showPictures();
    }

    // Held-out pictures, each with the three likeliest classes.
    function showPictures() {
      const { classes, input: { height, width, channels } } = seen;
      pictures.replaceChildren(...seen.pictures.map(({ values, label, probabilities }) => {
        const canvas = make("canvas", { height, width, class: "picture", role: "img", "aria-label": "picture of " + classes[label] });
        const data = new ImageData(width, height);
        for (let place = 0; place < height * width; place++) {
          for (let channel = 0; channel < 3; channel++) {
            const value = values[place * channels + (channels >= 3 ? channel : 0)];
            data.data[4 * place + channel] = 255 * (channels >= 3 ? value : 1 - value);
          }
          data.data[4 * place + 3] = 255;
        }
        canvas.getContext("2d").putImageData(data, 0, 0);
        const order = [...probabilities.keys()].sort((one, other) => probabilities[other] - probabilities[one]).slice(0, 3);
        const isRight = order[0] === label;
        return make("div", { class: "prediction" }, canvas, make("div", {}, make("b", {}, isRight ? "✓ right" : "✗ it is " + (classes[label] || label)), ...order.map((index) => {
          const bar = make("span", { class: "bar-cell" + (index === label ? " right-bar" : "") }, (classes[index] || index) + ": " + percent(probabilities[index]));
          bar.style.setProperty("--bar", 100 * probabilities[index] + "%");
          return bar;
        })));
      }));
    }

    // Pictures have the colours of the page.
    Figures.onTheme(() => { if (seen) showLook(); });

    return {
      elements: [
        make("div", { class: "wide" }, make("table", { class: "scores ranges", "aria-label": "the layers, with their least and largest numbers" },
          heads(make("td"), "output", "parameters", "activations", "weights", "gradients"), layerBody)),
        make("div", { class: "row-of-figure" }, ...plates.map((plate) => plate.element)), pointed,
        Figures.legend([["window filled", "below 0"], ["result filled", "above 0; the fuller, the farther from 0"]]),
        make("p", { class: "label others" }, "Held-out pictures, and what they are taken for ", button("Others", () => choose({ first: looking.first + 6 }), { "data-act": "others" })), pictures,
      ],
      ask: () => ask(looking),
      show(told) { seen = told; showLook(); },
    };
  };
})();
