// A network that learns in the page: in a worker, on drawn digits or on the reader's own files, with all that there is to be seen of it.
(function () {
  "use strict";
  const { make, grouped, button } = Figures;
  const beginning = ["network", "digits", "held-out", "digits-seed", "seed"];
  const mostNumbers = 1 << 23;
  const layered = (text) => text.replace(/\s*\/\s*/g, "\n");
  const product = (sizes) => sizes.reduce((one, other) => one * other, 1);

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
      let worker = null;
      let begun = "";
      let isRunning = false;
      let isFailed = false;
      let saidAt = 0;
      let files = [];
      let chosen = [];
      let trouble = "";

      function say(words) {
        figure.said = words;
        figure.live.textContent = words;
        saidAt = performance.now();
      }
      const settings = () => {
        const { optimiser, rate, momentum, decay, batch, shift, mirror } = figure.values;
        return { optimiser, rate, momentum, decay, batch, shift, mirror: mirror === "yes" };
      };
      const post = (kind, more) => { if (worker) worker.postMessage({ kind, ...more }); };
      const course = Figures.course();
      const look = Figures.networkLook((looking) => post("look", looking));

      // A worker of its own for each beginning: nothing of the last one is left.
      function begin(runs) {
        if (worker) worker.terminate();
        worker = null;
        isFailed = false;
        course.begin();
        back.hidden = !files.length;
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
        look.ask();
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
          figure.problem.textContent = trouble;
          trouble = "";
          from.textContent = (files.length ? files.map((file) => file.name).join(", ") : "drawn digits") + ": " + grouped(told.learned) + " to learn from, tested on " + grouped(told.heldOut) + " others";
          if (!isRunning) say("Ready: a network with " + grouped(figure.values.network.weights.reduce((sum, count) => sum + count, 0)) + " weights and biases, as seed " + figure.values.seed + " makes it.");
        },
        progress(told) {
          course.learned(told);
          if (!isRunning) return;
          if (!Number.isFinite(told.losses[told.losses.length - 1])) { run(false); figure.problem.textContent = "The loss is no number any more: the steps were too long. Begin anew with a smaller learning rate."; }
          else if (performance.now() - saidAt > 10000) say("Training, " + course.words());
        },
        measured: course.tested,
        looked: look.show,
        paused() { say("Paused after " + course.words()); },
        saved({ bytes }) {
          const address = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
          make("a", { href: address, download: "network.safetensors" }).click();
          setTimeout(() => URL.revokeObjectURL(address), 1000);
          say("Saved as network.safetensors, " + grouped(bytes.length) + " bytes.");
        },
        loaded() { figure.problem.textContent = ""; say("The weights are taken; " + course.words()); },
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
      Figures.keys(figure, { p: () => run(!isRunning), n: step });
      const fields = Figures.fields(figure, [["seed", "seed"], ["digits", "digits"], ["optimiser", "optimiser"], ["rate", "learning rate"], ["momentum", "momentum"], ["decay", "decay"], ["batch", "batch"], ["shift", "shift by up to"], ["mirror", "mirror"]]);
      const area = make("textarea", { rows: 10, spellcheck: "false", "aria-label": "the network, a layer a line", keydown: (event) => { if (event.key === "Enter" && event.ctrlKey) take(); } });
      const take = () => figure.change({ network: layered(area.value.trim()) });

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

      // Nothing is computed before the figure is looked at.
      new IntersectionObserver((entries, observer) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        if (!worker) begin(false);
      }).observe(figure.element);

      figure.stage.append(
        make("div", { class: "tools-of-figure" }, Figures.presets(figure, presets), filesField, back), from,
        steps, fields.element,
        ...course.elements,
        make("details", { class: "network" }, make("summary", {}, "The network as text"), area, make("p", {}, button("Use this network", take, { "data-act": "network" }), " conv 8 3x3 stride=1 padding=same dilation=1 groups=1 start=he · relu · leaky 0.01 · sigmoid · tanh · maxpool 2 stride=2 border=drop · averagepool 2 · dense 10 · dropout 0.5 · softmax")),
        ...look.elements);
      return update;
    },
  };
})();
