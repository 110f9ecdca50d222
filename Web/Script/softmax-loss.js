// Scores as sliders, what softmax makes of them, two losses and their slopes; then two networks that one measure tells apart and another not.
(function () {
  "use strict";
  const { make, number, heads, row } = Figures;

  Figures.kinds["softmax-loss"] = {
    help: "Move a slider with the mouse, a finger or the arrow keys; Page Up and Page Down take larger steps. A press on a class's name makes it the right one.",
    problem(values) {
      if (values.scores.length !== values.classes.length) return "give one score for each class";
      if (!values.classes.includes(values.target[0])) return "the target has to be one of the classes";
      if (values.networks.length !== 2) return "two networks are compared";
      for (const one of values.networks) {
        for (let row = 0; row < one.height; row++) {
          const numbers = [...one.values.subarray(row * one.width, (row + 1) * one.width)];
          if (numbers.some((value) => !(value > 0)) || Math.abs(numbers.reduce((sum, value) => sum + value, 0) - 1) > 1e-6) return "each row of predictions needs numbers above 0 with the sum 1";
        }
      }
      if (values.targets.length !== values.networks[0].height || values.targets.some((target) => !Number.isInteger(target) || target < 0 || target >= values.networks[0].width)) return "give each row the number of its right class";
      return null;
    },
    words(figure) {
      const { loss, right } = figure.now;
      return "The right class, " + figure.values.classes[right] + ", has a probability of " + number(loss.probabilities[right]) + ": cross-entropy " + number(loss.crossEntropy) + ", squared error " + number(loss.squaredError) + ".";
    },

    build(figure) {
      const scoresBody = make("tbody");
      const losses = make("p", { class: "sum" });
      const comparison = make("div", { class: "row-of-figure" });
      let rows = [];
      let sliders = [];
      let measures = null;

      function bar(cell, value, limit) {
        cell.textContent = number(value);
        cell.style.setProperty("--bar", Math.min(1, Math.abs(value) / limit) * 100 + "%");
        cell.className = "bar-cell" + (value < 0 ? " negative" : "");
      }

      function arrange() {
        const { classes } = figure.values;
        rows = classes.map((name, index) => {
          const slider = make("input", { type: "range", min: -8, max: 8, step: 0.1, "aria-label": "score of " + name, input: () => { const scores = figure.values.scores.slice(); scores[index] = Number(slider.value); figure.change({ scores: scores.join(" ") }); } });
          const target = Figures.button(name, () => figure.change({ target: name }));
          const cells = Array.from({ length: 5 }, () => make("td"));
          return { name, slider, target, cells, element: row(target, make("td", {}, slider), ...cells) };
        });
        scoresBody.replaceChildren(...rows.map((row) => row.element));
      }

      // Each row of a network's predictions: a slider for the first class, the others keep their shares of the rest.
      function arrangeNetworks() {
        const { networks } = figure.values;
        sliders = networks.map((network, which) => Array.from({ length: network.height }, (_, row) => {
          const slider = make("input", { type: "range", min: 0.01, max: 0.99, step: 0.01, "aria-label": "NN" + (which + 1) + ", example " + (row + 1) + ": probability of the first class", input: () => {
            const copies = figure.values.networks.map((one) => ({ ...one, values: Float64Array.from(one.values) }));
            const one = copies[which];
            const start = row * one.width;
            const share = Number(slider.value);
            const rest = 1 - one.values[start];
            for (let column = 1; column < one.width; column++) one.values[start + column] = Number((one.values[start + column] / rest * (1 - share)).toFixed(12));
            one.values[start] = share;
            figure.change({ networks: Figures.state.text("arrays", copies) });
          } });
          return { slider, text: make("td") };
        }));
        const tables = sliders.map((one, which) => make("div", { class: "grid" }, make("p", { class: "label" }, "NN" + (which + 1) + " predicts"), make("table", { class: "predictions", "aria-label": "NN" + (which + 1) + " predicts" },
          make("tbody", {}, ...one.map(({ slider, text }) => make("tr", {}, make("td", {}, slider), text))))));
        measures = ["classification error", "mean squared error", "cross-entropy"].map((name) => ({ name, cells: [make("td"), make("td")] }));
        const table = make("div", { class: "grid" }, make("p", { class: "label" }, "measured"), make("table", { class: "measures", "aria-label": "the two networks measured" },
          heads(make("td"), "NN1", "NN2"),
          make("tbody", {}, ...measures.map(({ name, cells }) => row(name, ...cells)))));
        comparison.replaceChildren(...tables, table);
      }

      function update() {
        const { values } = figure;
        const right = values.classes.indexOf(values.target[0]);
        const loss = figure.library.softmaxLoss({ scores: Float64Array.from(values.scores), target: right });
        figure.now = { loss, right };
        if (rows.map((row) => row.name).join(" ") !== values.classes.join(" ")) arrange();
        rows.forEach((row, index) => {
          if (document.activeElement !== row.slider || Number(row.slider.value) !== values.scores[index]) row.slider.value = values.scores[index];
          row.target.setAttribute("aria-pressed", String(index === right));
          row.element.className = index === right ? "right-class" : "";
          bar(row.cells[0], values.scores[index], 8);
          bar(row.cells[1], loss.probabilities[index], 1);
          bar(row.cells[2], index === right ? 1 : 0, 1);
          bar(row.cells[3], loss.crossEntropyGradient[index], 1);
          bar(row.cells[4], loss.squaredErrorGradient[index], 1);
        });
        losses.replaceChildren("cross-entropy = −log ", make("span", { class: "of-window" }, number(loss.probabilities[right])), " = ", make("strong", { class: "of-result" }, number(loss.crossEntropy)),
          ";  squared error = ", make("strong", { class: "of-result" }, number(loss.squaredError)));

        const { networks, targets } = values;
        if (sliders.length !== 2 || sliders[0].length !== networks[0].height) arrangeNetworks();
        networks.forEach((network, which) => {
          let [wrong, squares, entropy] = [0, 0, 0];
          for (let row = 0; row < network.height; row++) {
            const predicted = network.values.subarray(row * network.width, (row + 1) * network.width);
            // The logarithms of probabilities are scores from which softmax makes the same probabilities.
            const found = figure.library.softmaxLoss({ scores: predicted.map(Math.log), target: targets[row] });
            if (predicted.indexOf(Math.max(...predicted)) !== targets[row]) wrong += 1;
            squares += found.squaredError;
            entropy += found.crossEntropy;
            const one = sliders[which][row];
            if (Number(one.slider.value) !== predicted[0]) one.slider.value = predicted[0];
            one.text.replaceChildren(...[...predicted].flatMap((value, column) => [column ? "  " : "", make(column === targets[row] ? "strong" : "span", { class: column === targets[row] ? "of-result" : "" }, number(value))]));
          }
          [wrong, squares, entropy].forEach((total, index) => { measures[index].cells[which].textContent = number(total / network.height); });
        });
      }

      figure.stage.append(
        make("div", { class: "wide" }, make("table", { class: "scores", "aria-label": "scores, probabilities and slopes" },
          heads("class", make("th", { scope: "col", colspan: 2 }, "score"), "softmax", "target", "slope of cross-entropy", "slope of squared error"), scoresBody)),
        losses, make("p", { class: "label" }, "Two networks, the same examples; the right class's probability is marked:"), comparison,
        Figures.legend([["result", "the right class, and the losses"], ["negative", "a slope below 0: a larger score would lower the loss"]]));
      return update;
    },
  };
})();
