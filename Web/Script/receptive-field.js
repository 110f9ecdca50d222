// A stack of layers: a value of any map lights up what it sees in all maps below, down to the input.
(function () {
  "use strict";
  const { make, button, heads } = Figures;
  const sizeOf = (input, layer) => {
    const room = input + 2 * layer.padding - (layer.dilation * (layer.kernel - 1) + 1);
    return room < 0 ? 0 : Math.floor(room / layer.stride) + 1;
  };
  const sizesOf = (values) => values.layers.reduce((sizes, layer) => [...sizes, sizeOf(sizes[sizes.length - 1], layer)], [values.input]);
  const presets = [
    ["two 3 × 3 layers, then pooling", { input: "12", layers: "kernel 3 / kernel 3 / kernel 2 stride 2", layer: "3", row: "1", column: "1" }],
    ["3 × 3, then 2 × 2 pooling", { input: "5", layers: "kernel 3 / kernel 2", layer: "2", row: "0", column: "0" }],
    ["three 3 × 3 layers", { input: "11", layers: "kernel 3 / kernel 3 / kernel 3", layer: "3", row: "2", column: "2" }],
    ["one 7 × 7 layer", { input: "11", layers: "kernel 7", layer: "1", row: "2", column: "2" }],
    ["dilation 1, 2, 4", { input: "19", layers: "kernel 3 / kernel 3 dilation 2 / kernel 3 dilation 4", layer: "3", row: "2", column: "2" }],
    ["padded, stride 2", { input: "12", layers: "kernel 3 padding 1 / kernel 3 stride 2 padding 1", layer: "2", row: "0", column: "0" }],
  ];

  Figures.kinds["receptive-field"] = {
    help: "Point at a value, or drag over a map: everything that it sees lights up. Arrow keys move from value to value. Layers are changed in the fields below: kernel, stride, padding and dilation of each.",
    problem(values) {
      const sizes = sizesOf(values);
      const empty = sizes.indexOf(0);
      if (empty > 0) return "layer " + empty + " leaves nothing: its window is larger than what it gets";
      // A smaller stack has fewer values: the nearest is taken.
      values.layer = Math.min(values.layer, values.layers.length);
      for (const key of ["row", "column"]) values[key] = Math.min(values[key], sizes[values.layer] - 1);
      return null;
    },
    words(figure) {
      const { values, now } = figure;
      const beyond = now.field.first.some((place) => place < 0) || now.field.last.some((place) => place >= values.input);
      return "Row " + values.row + ", column " + values.column + " of layer " + values.layer + " sees " + now.field.size + " × " + now.field.size + ": rows " + Figures.number(now.field.first[0]) + " to " + now.field.last[0] + ", columns " + Figures.number(now.field.first[1]) + " to " + now.field.last[1] + (beyond ? "; what lies outside the input is padding." : ".");
    },

    build(figure) {
      const box = make("div", { class: "row-of-figure" });
      const layerBox = make("div", { class: "layers" });
      const table = make("tbody");
      let grids = [];

      function arrange() {
        const { layers } = figure.values;
        grids = Array.from({ length: layers.length + 1 }, (_, index) => Figures.grid({
          label: index ? "layer " + index : "input",
          onPick: index ? (row, column) => figure.change({ layer: String(index), row: String(row), column: String(column) }) : null,
        }));
        box.replaceChildren(...grids.map((grid) => grid.element));
        const edit = (index, change) => {
          const copy = figure.values.layers.map((layer) => ({ ...layer }));
          if (change) Object.assign(copy[index], change); else copy.splice(index, 1);
          figure.change({ layers: Figures.state.text("layers", copy) });
        };
        const bounds = { kernel: [1, 9], stride: [1, 5], padding: [0, 4], dilation: [1, 4] };
        layerBox.replaceChildren(...layers.map((layer, index) => make("div", { class: "fields", role: "group", "aria-label": "Layer " + (index + 1) }, make("b", {}, "layer " + (index + 1)),
          ...Object.keys(bounds).map((key) => make("label", {}, make("span", {}, key), make("input", {
            type: "number", class: "short", min: bounds[key][0], max: bounds[key][1], value: layer[key], "data-layer": index, "data-of": key,
            change: (event) => { const value = Number(event.target.value); if (Number.isInteger(value)) edit(index, { [key]: value }); },
          }))), layers.length > 1 ? button("Remove", () => edit(index, null), { "aria-label": "remove layer " + (index + 1) }) : null)),
          layers.length < 5 ? button("Add a layer", () => figure.change({ layers: figure.texts.layers + " / kernel 3" })) : "");
      }

      function update() {
        const { values } = figure;
        const sizes = sizesOf(values);
        const all = values.layers.map((layer) => ({ size: layer.kernel, stride: layer.stride, padding: layer.padding, dilation: layer.dilation }));
        const fields = figure.library.receptiveField({ input: values.input, layers: all });
        const at = [values.row, values.column];
        const own = fields[values.layer - 1];
        const first = at.map((place) => own.start + place * own.jump);
        figure.now = { field: { size: own.size, first, last: first.map((place) => place + own.size - 1) } };
        if (grids.length !== sizes.length) arrange();
        for (const input of layerBox.querySelectorAll("input")) if (document.activeElement !== input) input.value = values.layers[Number(input.dataset.layer)][input.dataset.of];
        // Which places of each map below the chosen one are seen: through gaps, strides and padding, window by window.
        const seen = Array.from({ length: sizes.length }, () => null);
        seen[values.layer] = at.map((place) => new Set([place]));
        for (let index = values.layer - 1; index >= 0; index--) {
          const layer = values.layers[index];
          seen[index] = seen[index + 1].map((places) => {
            const below = new Set();
            for (const place of places) for (let tap = 0; tap < layer.kernel; tap++) {
              const found = place * layer.stride - layer.padding + tap * layer.dilation;
              if (found >= 0 && found < sizes[index]) below.add(found);
            }
            return below;
          });
        }
        grids.forEach((grid, index) => grid.update({
          title: (index ? "layer " + index : "input") + ", " + sizes[index] + " × " + sizes[index], height: sizes[index], width: sizes[index], isBlank: true,
          text: () => "", at: index === values.layer ? at : [0, 0],
          mark: (row, column) => (index === values.layer && row === values.row && column === values.column ? "result here" : seen[index] && index < values.layer && seen[index][0].has(row) && seen[index][1].has(column) ? "window" : ""),
          name: (row, column) => (index ? "layer " + index : "input") + ", row " + row + ", column " + column + (seen[index] && index < values.layer && seen[index][0].has(row) && seen[index][1].has(column) ? ", seen" : ""),
        }));
        table.replaceChildren(...fields.map((field, index) => make("tr", { class: index + 1 === values.layer ? "right-class" : "" }, make("th", { scope: "row" }, "layer " + (index + 1), make("span", { class: "on-paper" }, ": " + Figures.state.text("layers", [values.layers[index]]))),
          ...[field.output + " × " + field.output, field.size + " × " + field.size, field.jump, Figures.number(field.start)].map((text) => make("td", {}, String(text))))));
        inputField.update();
      }

      const inputField = Figures.fields(figure, [["input", "input"]]);
      figure.stage.append(
        make("div", { class: "tools-of-figure" }, Figures.presets(figure, presets), inputField.element), box, layerBox,
        make("div", { class: "wide" }, make("table", { class: "scores", "aria-label": "the layers" }, heads(make("td"), "map", "a value sees", "apart", "first starts at"), table)),
        Figures.legend([["result filled", "the value"], ["window filled", "what it sees"]]));
      return update;
    },
  };
})();
