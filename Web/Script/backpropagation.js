// A network of a few numbers: forward from the inputs to the loss, then the slopes back, each beside a finite difference.
(function () {
  "use strict";
  const { make, number, term, heads, row } = Figures;

  const functions = {
    relu: { of: (x) => Math.max(0, x), slope: (x) => (x > 0 ? 1 : 0), text: "relu" },
    sigmoid: { of: (x) => 1 / (1 + Math.exp(-x)), slope: (x) => { const y = 1 / (1 + Math.exp(-x)); return y * (1 - y); }, text: "sigmoid" },
    tanh: { of: Math.tanh, slope: (x) => 1 - Math.tanh(x) ** 2, text: "tanh" },
  };

  // The nodes in the order of computation, each with its formula, its value, and its derivative by each that it is made of.
  function graph(values) {
    const nodes = new Map();
    const give = (name, value, key, place) => nodes.set(name, { name, value, key, place, from: [] });
    const compute = (name, from, text, of, slopes) => nodes.set(name, { name, from, text, of, slopes });
    const hidden = values.hidden[0];
    const f = functions[values.activation];
    const [units, inputs] = [hidden.height, hidden.width];
    for (let i = 0; i < inputs; i++) give("x" + i, values.inputs[i], "inputs", i);
    for (let u = 0; u < units; u++) {
      for (let i = 0; i < inputs; i++) give("w" + u + i, hidden.values[u * inputs + i], "hidden", u * inputs + i);
      give("b" + u, values["hidden-bias"][u], "hidden-bias", u);
    }
    for (let u = 0; u < units; u++) give("v" + u, values.output[u], "output", u);
    give("c", values["output-bias"], "output-bias", 0);
    const product = (pairs, bias) => (at) => pairs.reduce((sum, [one, other]) => sum + at(one) * at(other), at(bias));
    const slopesOf = (pairs, bias) => (at) => Object.fromEntries([...pairs.flatMap(([one, other]) => [[one, at(other)], [other, at(one)]]), [bias, 1]]);
    const layer = (name, pairs, bias) => compute(name, [...pairs.flat(), bias], pairs.map((pair) => pair.join("·")).join(" + ") + " + " + bias, product(pairs, bias), slopesOf(pairs, bias));
    for (let u = 0; u < units; u++) {
      layer("z" + u, Array.from({ length: inputs }, (_, i) => ["w" + u + i, "x" + i]), "b" + u);
      compute("a" + u, ["z" + u], f.text + "(z" + u + ")", (at) => f.of(at("z" + u)), (at) => ({ ["z" + u]: f.slope(at("z" + u)) }));
    }
    layer("y", Array.from({ length: units }, (_, u) => ["v" + u, "a" + u]), "c");
    compute("L", ["y"], "(y − " + term(values.target) + ")²", (at) => (at("y") - values.target) ** 2, (at) => ({ y: 2 * (at("y") - values.target) }));
    return nodes;
  }

  // All values, with one of them moved where it stands.
  function forward(nodes, moved, by) {
    const found = {};
    for (const node of nodes.values()) found[node.name] = (node.of ? node.of((name) => found[name]) : node.value) + (node.name === moved ? by : 0);
    return found;
  }

  const computed = (nodes) => [...nodes.values()].filter((node) => node.of);

  Figures.kinds.backpropagation = {
    stepKey: "step",
    help: "N: next step, B: back, P: play or pause. Click a number of the network, or move to it with the Tab key, and press Enter to change it. First the values are computed one after another, then the slopes of the loss, from the loss back.",
    problem(values) {
      const hidden = values.hidden[0];
      if (hidden.width !== values.inputs.length) return "each hidden unit needs a weight for each input";
      if (values["hidden-bias"].length !== hidden.height || values.output.length !== hidden.height) return "give a bias and an output weight for each hidden unit";
      return values.step > 2 * (2 * hidden.height + 2) ? "there is no step " + values.step : null;
    },
    steps(figure) { return 2 * (2 * figure.values.hidden[0].height + 2); },
    words(figure) {
      const { now, values } = figure;
      const head = "Step " + values.step + " of " + this.steps(figure);
      const node = now.node;
      if (!now.isBack) return head + ", forward: " + node.name + " = " + node.text + " = " + number(now.values[node.name]) + ".";
      const parts = node.from.map((name) => name + " " + number(now.slopes[name]));
      return head + ", back: from the slope of " + node.name + ", " + number(now.slopes[node.name]) + ", come those of " + parts.join(", ") + ".";
    },

    build(figure) {
      const stepper = Figures.stepper(figure, "step");
      const fields = Figures.fields(figure, [["activation", "activation"], ["target", "target"]]);
      const body = make("tbody");
      const sum = make("p", { class: "sum" });
      let rows = [];

      function arrange(nodes) {
        rows = [...nodes.values()].map((node) => {
          const cells = { text: make("td", { class: "formula-cell" }), value: make("td"), slope: make("td"), difference: make("td") };
          if (!node.of) {
            const input = make("input", { type: "text", size: 6, "aria-label": node.name, change: () => {
              const current = figure.values[node.key];
              try {
                const value = Figures.state.value("number -1000000 1000000", input.value);
                let text = String(value);
                if (node.key === "hidden") { const one = { ...current[0], values: Float64Array.from(current[0].values) }; one.values[node.place] = value; text = Figures.state.text("arrays", [one]); }
                else if (Array.isArray(current)) text = current.map((old, place) => (place === node.place ? value : old)).join(" ");
                figure.change({ [node.key]: text });
              } catch (why) { if (typeof why !== "string") throw why; figure.problem.textContent = why + "."; }
            } });
            cells.value.append(input);
            cells.input = input;
          }
          return { name: node.name, cells, element: row(node.name, cells.text, cells.value, cells.slope, cells.difference) };
        });
        body.replaceChildren(...rows.map((row) => row.element));
      }

      function update() {
        const { values } = figure;
        const nodes = graph(values);
        const order = computed(nodes);
        const isBack = values.step > order.length;
        const node = isBack ? order[2 * order.length - values.step] : order[values.step - 1];
        const found = forward(nodes);
        const at = (name) => found[name];
        // What has been computed by this step.
        const known = new Set([...nodes.values()].filter((one) => !one.of).map((one) => one.name));
        for (const one of order.slice(0, isBack ? order.length : values.step)) known.add(one.name);
        const slopes = { L: 1 };
        const told = new Set(isBack ? ["L"] : []);
        order.slice().reverse().forEach((one, index) => {
          for (const [name, slope] of Object.entries(one.slopes(at))) {
            slopes[name] = (slopes[name] || 0) + slopes[one.name] * slope;
            if (isBack && index <= values.step - order.length - 1) told.add(name);
          }
        });
        figure.now = { node, isBack, values: found, slopes };
        if (rows.map((row) => row.name).join() !== [...nodes.keys()].join()) arrange(nodes);
        // While one steps back, an input's slope may have come in part only: it is shown when its last part has.
        const whole = (name) => order.every((one, index) => !one.from.includes(name) || (isBack && order.length - 1 - index <= values.step - order.length - 1));
        for (const row of rows) {
          const one = nodes.get(row.name);
          row.cells.text.textContent = one.of ? one.text : "given";
          if (row.cells.input) { if (document.activeElement !== row.cells.input) row.cells.input.value = number(one.value).replace("−", "-"); }
          else row.cells.value.textContent = known.has(row.name) ? number(found[row.name]) : "";
          const isTold = told.has(row.name) && (row.name === "L" || whole(row.name));
          row.cells.slope.textContent = isTold ? number(slopes[row.name]) : "";
          const small = 1e-5;
          row.cells.difference.textContent = isTold ? number(Math.round((forward(nodes, row.name, small).L - forward(nodes, row.name, -small).L) / (2 * small) * 1e8) / 1e8) : "";
          row.element.className = row.name === node.name ? "result-row" : node.from.includes(row.name) ? "window-row" : "";
        }
        const local = node.slopes(at);
        sum.replaceChildren(...(isBack
          ? node.from.flatMap((name, index) => [index ? ";  " : "", "slope of " + name + ": ", make("span", { class: "of-result" }, term(slopes[node.name])), "·", make("span", { class: "of-kernel" }, term(local[name])), " = ", make("strong", { class: "of-window" }, number(slopes[node.name] * local[name]))])
          : [node.name + " = " + node.text + " = ", make("strong", { class: "of-result" }, number(found[node.name]))]));
        fields.update();
        stepper.update();
      }

      figure.stage.append(
        make("div", { class: "tools-of-figure" }, stepper.element, fields.element), sum,
        make("div", { class: "wide" }, make("table", { class: "scores", "aria-label": "values and slopes" }, heads(make("td"), make("th", { scope: "col", class: "formula-cell" }, "is"), "value", "slope of the loss", "by a difference"), body)),
        Figures.legend([["result", "what this step computes, or comes from"], ["window", "what it is made of, or goes to"], ["kernel", "its own slope there"]]));
      return update;
    },
  };
})();
