// A network that learns in the page: in a worker, on drawn digits or on the reader's own files, with all that there is to be seen of it.
(function () {
  "use strict";
  const make = Figures.make;
  const { number } = Figures;
  const beginning = ["network", "digits", "held-out", "digits-seed", "seed"];
  const mostNumbers = 1 << 23;
  const layered = (text) => text.replace(/\s*\/\s*/g, "\n");
  const product = (sizes) => sizes.reduce((one, other) => one * other, 1);
  const percent = (share) => number(Math.round(1000 * share) / 10) + " %";
  const short = (value) => String(Number(value.toPrecision(2))).replace(/^-/, "−");
  const counted = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

  const presets = [
    ["two blocks, digits of 16 × 16", {}],
    ["LeNet-5", { network: "input 32x32x1 / conv 6 5x5 start=glorot / tanh / averagepool 2 / conv 16 5x5 start=glorot / tanh / averagepool 2 / conv 120 5x5 start=glorot / tanh / dense 84 start=glorot / tanh / dense 10 start=glorot / softmax", rate: "0.002" }],
    ["the CIFAR-10 demonstration's", { network: "input 32x32x3 / conv 16 5x5 padding=2 / relu / maxpool 2 / conv 20 5x5 padding=2 / relu / maxpool 2 / conv 20 5x5 padding=2 / relu / maxpool 2 / dense 10 / softmax", optimiser: "adadelta", rate: "1", momentum: "0.95", decay: "0.0001", batch: "4" }],
    ["no hidden layer", { network: "input 16x16x1 / dense 10 / softmax" }],
    ["all weights begin at 0", { network: "input 16x16x1 / conv 8 3x3 padding=same start=zeros / relu / maxpool 2 / dense 10 start=zeros / softmax" }],
  ];

  // A file that is a page can give a worker no script but as text.
  Figures.makeWorker = function () {
    const text = [...self.workerScripts, Figures.trainingWorker].map((script) => "(" + script + ")();\n").join("");
    const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    const worker = new Worker(address);
    URL.revokeObjectURL(address);
    return worker;
  };

  Figures.state.own.network = {
    value(text) {
      try { return Object.assign(Library.networkText.plan(layered(text)), { text: text.trim().replace(/\s*[\n/]\s*/g, " / ") }); } catch (error) { throw error.message; }
    },
    text: (plan) => plan.text,
  };

  // Numbers of a course, thinned out where they become many.
  function thinned(points) {
    if (points.length < 600) return points;
    const odd = points.length % 2;
    const pairs = points.filter((_, index) => index % 2 !== odd);
    return [...points.slice(0, odd), ...pairs.map((point, index) => [point[0], ...[1, 2].map((part) => (point[part] + points[odd + 2 * index][part]) / 2)])];
  }

  Figures.kinds.train = {
    help: "Train, pause, or take one step: p and n do the same where no field has the focus. All but seed, digits and network may change while it runs; momentum is the decay of adadelta, and nothing to adam. Control and Enter take a network. A press on a layer shows its numbers, one by one below the mouse or by arrow keys. Files are read by the page and sent nowhere.",
    problem(values) {
      const { input, outputs, names } = values.network;
      const output = outputs[outputs.length - 1];
      if (output.length !== 1 || output[0] < 10) return "network: the last layer has to give the scores of ten classes: dense 10";
      if (input[0] !== input[1] || input[0] < 8 || input[0] > 256) return "network: the input is a square of 8 × 8 to 256 × 256 pixels";
      const room = Math.floor(mostNumbers / product(input)) - values["held-out"];
      if (values.digits > room) return "digits: for images of this size at most " + Math.max(0, room);
      const batch = Math.floor(mostNumbers / outputs.reduce((sum, sizes, index) => sum + (names[index] === "flatten" ? 0 : product(sizes)), product(input)));
      return values.batch > batch ? "batch: for this network at most " + batch : null;
    },
    words: (figure) => figure.said || "The network is being made.",

    build(figure) {
      const button = (words, click, attributes) => make("button", { type: "button", click, ...attributes }, words);
      let worker = null;
      let begun = "";
      let isRunning = false;
      let isFailed = false;
      let saidAt = 0;
      let files = [];
      let chosen = [];
      let trouble = "";
      let classes = [];
      let looking = { layer: 0, first: 0 };
      let seen = null;
      let now = null;
      let course = [];
      let held = [];
      // The last points of both.
      let [learned, tested] = [null, null];

      function say(words) {
        figure.said = words;
        figure.live.textContent = words;
        saidAt = performance.now();
      }
      const standing = () => "step " + counted(now.steps) + (learned ? ": loss " + number(learned[1]) : "") + "; of the held-out pictures " + percent(tested[2]) + " are right.";
      const settings = () => {
        const { optimiser, rate, momentum, decay, batch, shift, mirror } = figure.values;
        return { optimiser, rate, momentum, decay, batch, shift, mirror: mirror === "yes" };
      };
      const post = (kind, more) => { if (worker) worker.postMessage({ kind, ...more }); };

      // A worker of its own for each beginning: nothing of the last one is left.
      function begin(runs) {
        if (worker) worker.terminate();
        worker = null;
        [course, held, learned, tested, seen, isFailed] = [[], [], null, null, null, false];
        back.hidden = !files.length;
        now = { steps: 0, examples: 0 };
        run(false);
        try { worker = Figures.makeWorker(); } catch (error) { return fail("This browser makes no worker for the page (" + error.message + "), so that nothing can be trained here"); }
        // What an older worker has still said does not count.
        const mine = worker;
        worker.onmessage = (event) => { if (worker === mine) hear[event.data.kind](event.data); };
        worker.onerror = (event) => fail("The worker ended: " + event.message);
        const { values } = figure;
        post("begin", {
          module: window.minicnnModule, text: layered(figure.texts.network), seed: values.seed, digits: values.digits, heldOut: values["held-out"], digitsSeed: values["digits-seed"],
          files, settings: settings(), pace: Figures.isStill() ? 1000 : 150,
        });
        post("look", looking);
        if (runs) run(true);
      }

      function fail(words) {
        run(false);
        isFailed = true;
        figure.problem.textContent = words + ".";
      }

      function run(runs) {
        if (runs && isFailed) return begin(true);
        if (runs && !worker) begin(false);
        if (runs !== isRunning) post(runs ? "run" : "pause");
        isRunning = runs;
        train.textContent = runs ? "Pause" : "Train";
        if (runs) say("Training.");
      }
      function step() {
        if (isFailed || !worker) begin(false);
        run(false);
        post("step");
      }

      const hear = {
        begun(told) {
          classes = told.classes;
          figure.problem.textContent = trouble;
          trouble = "";
          from.textContent = (files.length ? files.map((file) => file.name).join(", ") : "drawn digits") + ": " + counted(told.learned) + " to learn from, tested on " + counted(told.heldOut) + " others";
          if (!isRunning) say("Ready: a network with " + counted(figure.values.network.weights.reduce((sum, count) => sum + count, 0)) + " weights and biases, as seed " + figure.values.seed + " makes it.");
        },
        progress(told) {
          now = told;
          const { losses, rights, steps } = told;
          // A few points, each the mean of some steps.
          const size = Math.ceil(losses.length / 8);
          for (let start = 0; start < losses.length; start += size) {
            const some = Math.min(size, losses.length - start);
            learned = [steps - losses.length + start + some, ...[losses, rights].map((list) => list.slice(start, start + some).reduce((sum, value) => sum + value, 0) / some)];
            course.push(learned);
          }
          course = thinned(course);
          if (!Number.isFinite(learned[1]) && isRunning) { run(false); figure.problem.textContent = "The loss is no number any more: the steps were too long. Begin anew with a smaller learning rate."; }
          else if (isRunning && performance.now() - saidAt > 10000) say("Training, " + standing());
          show();
        },
        measured(told) { tested = [told.steps, told.loss, told.accuracy]; held = thinned([...held, tested]); show(); },
        looked(told) { seen = told; showLook(); },
        paused() { say("Paused after " + standing()); },
        saved({ bytes }) {
          const address = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
          make("a", { href: address, download: "network.safetensors" }).click();
          setTimeout(() => URL.revokeObjectURL(address), 1000);
          say("Saved as network.safetensors, " + counted(bytes.length) + " bytes.");
        },
        loaded() { figure.problem.textContent = ""; say("The weights are taken; " + standing()); },
        examined() { [files, chosen] = [chosen, []]; begin(isRunning); },
        refused({ words, isHarmless, isMisfit }) {
          if (!isMisfit) chosen = [];
          if (isHarmless) figure.problem.textContent = words + ".";
          else fail(words);
        },
        stopped({ words }) {
          begin(false);
          trouble = "The module stopped (" + words.replace(/.*\((.*)\).*/, "$1") + "). There is a new one, and the training begins anew.";
        },
      };

      // What there is to press.
      const train = button("Train", () => run(!isRunning), { "data-act": "train" });
      const input = (words, accept, change, isMany) => {
        const field = make("input", { type: "file", accept, multiple: isMany, change: () => { change([...field.files]); field.value = ""; } });
        return make("label", {}, make("span", {}, words), field);
      };
      const weightsFile = input("load weights", ".safetensors", async ([file]) => {
        if (!file) return;
        if (file.size > 1 << 27) { figure.problem.textContent = file.name + " is too large for weights of a network here."; return; }
        post("load", { bytes: new Uint8Array(await file.arrayBuffer()) });
      });
      const filesField = input("CIFAR-10's or MNIST's files", null, (list) => {
        if (!list.length) return;
        if (!isFailed && worker) { chosen = list; post("examine", { files: list }); } else { files = list; begin(false); }
      }, true);
      const back = button("Back to drawn digits", () => { [files, chosen] = [[], []]; begin(isRunning); }, { hidden: true });
      const from = make("p", { class: "label" });
      const steps = make("div", { class: "steps-of-figure" }, train, button("Step", step, { "data-act": "step" }), button("Begin anew", () => begin(false), { "data-act": "anew" }), button("Save weights", () => post("save"), { "data-act": "save" }), weightsFile);
      figure.element.addEventListener("keydown", (event) => {
        if (event.target.matches("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
        const act = { p: () => run(!isRunning), n: step }[event.key];
        if (act) { event.preventDefault(); act(); }
      });
      const fields = Figures.fields(figure, [["seed", "seed"], ["digits", "digits"], ["optimiser", "optimiser"], ["rate", "learning rate"], ["momentum", "momentum"], ["decay", "decay"], ["batch", "batch"], ["shift", "shift by up to"], ["mirror", "mirror"]]);
      const area = make("textarea", { rows: 10, spellcheck: "false", "aria-label": "the network, a layer a line", keydown: (event) => { if (event.key === "Enter" && event.ctrlKey) take(); } });
      const take = () => figure.change({ network: layered(area.value.trim()) });

      // How it stands.
      const cells = Array.from({ length: 4 }, () => make("td"));
      const facts = make("p", { class: "sum" });
      const head = (words) => make("th", { scope: "col" }, words);
      const row = (words, some, name) => make("tr", {}, make("th", { scope: "row", "data-name": name }, words), ...some);
      const lossPlot = Figures.plot("loss");
      const rightPlot = Figures.plot("right, in %");
      const text = (value, words) => (value === undefined ? "–" : words(value));
      const show = Figures.onFrame(() => {
        const [lately, test] = [learned || [], tested || []];
        [text(lately[1], number), text(lately[2], percent), text(test[1], number), text(test[2], percent)].forEach((words, index) => { cells[index].textContent = words; });
        facts.textContent = "step " + counted(now.steps) + ", " + counted(now.examples) + " examples" + (now.rate ? ", " + number(Number(now.epochs.toPrecision(3))) + " epochs; " + counted(Math.round(now.rate)) + " examples a second; an example takes "
          + number(Number(now.forward.toPrecision(3))) + " ms forward and " + number(Number(now.backward.toPrecision(3))) + " ms back; the module has " + number(Math.round(now.memory / 1048576)) + " MiB" : "");
        for (const [plot, part, words, unit] of [[lossPlot, 1, number, 1], [rightPlot, 2, percent, 100]]) {
          const lines = [["learned", course], ["tested", held]].map(([name, points]) => ({ class: name, points: points.map((point) => [point[0], unit * point[part]]) }));
          const top = part === 2 ? 100 : Math.min(8, Math.max(0.1, ...[...course, ...held].map((point) => point[1]).filter(Number.isFinite)));
          plot.update(lines, top, "learned " + text(lately[part], words) + ", held out " + text(test[part], words) + " after step " + now.steps);
        }
      });

      // What is to be seen of the network.
      const layerBody = make("tbody");
      const pointed = make("p", { class: "pointed", role: "status" });
      const plates = ["activations", "weights", "gradients"].map((label) => Figures.plate(label, (words) => { pointed.textContent = words; }));
      const pictures = make("div", { class: "row-of-figure" });
      const sees = (list) => (list ? short(list[0]) + " to " + short(list[1]) : "–");
      const choose = (change) => { looking = { ...looking, ...change }; post("look", looking); };
      const naming = (sizes) => (sizes.length === 4 ? sizes[0] + " kernels of " + sizes.slice(1).join(" × ") : sizes.join(" × "));

      function showLook() {
        const { layers, layer } = seen;
        const names = layers.map((one, index) => index + 1 + ": " + one.name);
        if (layerBody.children.length !== layers.length || layerBody.dataset.names !== names.join()) {
          layerBody.dataset.names = names.join();
          layerBody.replaceChildren(...layers.map((one, index) => row(button(names[index], () => choose({ layer: index })), Array.from({ length: 5 }, () => make("td")), names[index])));
        }
        layers.forEach((one, index) => {
          const line = layerBody.children[index];
          line.className = index === layer.index ? "right-class" : "";
          line.querySelector("button").setAttribute("aria-pressed", String(index === layer.index));
          const sizes = [one.height, one.width, one.channels];
          [(one.height * one.width > 1 ? sizes : [one.channels]).join(" × "), one.parameterCount ? counted(one.parameterCount) : "–", sees(one.activations), sees(one.weights), sees(one.gradients)].forEach((words, column) => { line.children[column + 1].textContent = words; });
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
        const [height, width, channels] = figure.values.network.input;
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

      function update() {
        fields.update();
        const wanted = beginning.map((key) => figure.texts[key]).join(";");
        if (wanted === begun) return post("set", { settings: settings() });
        const isFirst = begun === "";
        if (isFirst) steps.after(figure.live, figure.problem);
        begun = wanted;
        if (area.dataset.network !== figure.texts.network) {
          area.dataset.network = figure.texts.network;
          area.value = layered(figure.texts.network);
          area.rows = area.value.split("\n").length + 1;
        }
        // Files that wait for a network get it.
        if (chosen.length) [files, chosen] = [chosen, []];
        if (!isFirst) begin(isRunning);
      }

      // Pictures have the colours of the page.
      const redraw = () => { if (seen) showLook(); };
      Figures.onTheme(redraw);

      // Nothing is computed before the figure is looked at.
      new IntersectionObserver((entries, observer) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        if (!worker) begin(false);
      }).observe(figure.element);

      figure.stage.append(
        make("div", { class: "tools-of-figure" }, Figures.presets(figure, presets), filesField, back), from,
        steps, fields.element,
        make("div", { class: "row-of-figure" }, lossPlot.element, rightPlot.element,
          make("table", { class: "measures", "aria-label": "how it stands" }, make("thead", {}, make("tr", {}, make("td"), head("loss"), head("right"))), make("tbody", {}, row("learned from", cells.slice(0, 2)), row("held out", cells.slice(2))))),
        facts, Figures.legend([["learned line", "learned from"], ["tested line", "held out"]]),
        make("details", { class: "network" }, make("summary", {}, "The network as text"), area, make("p", {}, button("Use this network", take, { "data-act": "network" }), " conv 8 3x3 stride=1 padding=same dilation=1 groups=1 start=he · relu · leaky 0.01 · sigmoid · tanh · maxpool 2 stride=2 border=drop · averagepool 2 · dense 10 · dropout 0.5 · softmax")),
        make("div", { class: "wide" }, make("table", { class: "scores ranges", "aria-label": "the layers, with their least and largest numbers" }, make("thead", {}, make("tr", {}, make("td"), ...["output", "parameters", "activations", "weights", "gradients"].map(head))), layerBody)),
        make("div", { class: "row-of-figure" }, ...plates.map((plate) => plate.element)), pointed,
        Figures.legend([["window filled", "below 0"], ["result filled", "above 0; the fuller, the farther from 0"]]),
        make("p", { class: "label others" }, "Held-out pictures, and what they are taken for ", button("Others", () => choose({ first: looking.first + 6 }), { "data-act": "others" })), pictures);
      return update;
    },
  };
})();
