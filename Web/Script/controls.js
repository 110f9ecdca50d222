// Fields for a figure's keys, and the buttons with which one goes through its steps.
(function () {
  "use strict";
  const make = Figures.make;

  // A row of fields; rows are [key, label] of the figure's keys. Its update() shows the figure's values. A change is one of `others` too.
  Figures.fields = function (figure, rows, others) {
    const updates = [];
    const element = make("div", { class: "fields" });
    for (const [key, label, options] of rows) {
      const type = figure.types[key].split(" ");
      const change = (text) => figure.change({ ...others, [key]: text });
      let input;
      if (type[0] === "choice" && type.length === 3 && type.includes("yes")) {
        input = make("input", { type: "checkbox", change: () => change(input.checked ? "yes" : "no") });
        updates.push(() => { input.checked = figure.texts[key] === "yes"; });
      } else if (type[0] === "choice" || options) {
        input = make("select", { change: () => change(input.value) }, ...(options || type.slice(1)).map((name) => make("option", { value: name }, name)));
        updates.push(() => {
          const isListed = [...input.options].some((option) => option.value === figure.texts[key]);
          if (!isListed && ![...input.options].some((option) => option.value === "")) input.append(make("option", { value: "" }, "my own"));
          input.value = isListed ? figure.texts[key] : "";
        });
      } else {
        const isNumber = type[0] === "integer";
        input = make("input", {
          type: isNumber ? "number" : "text", min: isNumber ? type[1] : null, max: isNumber ? type[2] : null, size: type[0] === "number" ? 5 : null,
          class: ["layers", "arrays", "named", "numbers"].includes(type[0]) ? "long" : "short", spellcheck: "false", change: () => change(input.value),
        });
        updates.push(() => { if (document.activeElement !== input || isNumber) input.value = figure.texts[key]; });
      }
      element.append(make("label", {}, make("span", {}, label), input));
    }
    return { element, update() { for (const update of updates) update(); } };
  };

  // A choice of states to begin with: [name, {key: text}], or a function that makes it.
  Figures.presets = function (figure, presets) {
    const select = make("select", {
      change: () => {
        const preset = presets[Number(select.value)];
        if (preset) figure.become(Object.assign({}, figure.original, typeof preset[1] === "function" ? preset[1]() : preset[1]));
        select.value = "";
      },
    }, make("option", { value: "" }, "choose …"), ...presets.map(([name], index) => make("option", { value: index }, name)));
    return make("label", {}, make("span", {}, "Try"), select);
  };

  // Keys that hold wherever the figure has the focus, but where something is written.
  Figures.keys = function (figure, acts) {
    figure.element.addEventListener("keydown", (event) => {
      if (event.target.matches("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
      const act = acts[event.key];
      if (!act) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    });
  };

  // First, back, play, forward, last. Steps are counted from 1; key is where the state has them, or the kind knows: stepAt(figure) and
  // stepTo(figure, step), which gives the changes.
  Figures.stepper = function (figure, key) {
    let timer = null;
    const button = (name, words, act) => Figures.button(words, act, { "data-step": name });
    const { kind } = figure;
    const now = () => (kind.stepAt ? kind.stepAt(figure) : figure.values[key]);
    const go = (step) => {
      const count = kind.steps(figure);
      if (step >= 1 && step <= count && step !== now()) figure.change(kind.stepTo ? kind.stepTo(figure, step) : { [key]: String(step) });
    };
    function stop() {
      if (timer === null) return;
      clearInterval(timer);
      timer = null;
      play.textContent = "Play";
      figure.speak(true);
    }
    function toggle() {
      if (timer !== null) return stop();
      figure.speak(false);
      if (now() === figure.kind.steps(figure)) go(1);
      play.textContent = "Pause";
      timer = setInterval(() => {
        if (now() >= figure.kind.steps(figure) || !document.contains(figure.element)) stop();
        else go(now() + 1);
      }, Figures.isStill() ? 1600 : 900);
    }
    const goBack = () => { stop(); go(now() - 1); };
    const goOn = () => { stop(); go(now() + 1); };
    const first = button("first", "First", () => { stop(); go(1); });
    const back = button("back", "Back", goBack);
    const play = button("play", "Play", toggle);
    const forward = button("forward", "Forward", goOn);
    const last = button("last", "Last", () => { stop(); go(figure.kind.steps(figure)); });
    const count = make("span", { class: "count" });
    const element = make("div", { class: "steps-of-figure", role: "group", "aria-label": "Steps" }, first, back, play, forward, last, count);
    Figures.keys(figure, { n: goOn, b: goBack, p: toggle });
    return {
      element, stop,
      update() {
        const total = figure.kind.steps(figure);
        count.textContent = now() + " of " + total;
        // A button that has the focus keeps it, and says that it does nothing.
        for (const [one, isIdle] of [[first, now() === 1], [back, now() === 1], [forward, now() === total], [last, now() === total]]) one.setAttribute("aria-disabled", String(isIdle));
      },
    };
  };

  // What colours mean: [class, words].
  Figures.legend = (entries) => make("ul", { class: "legend-of-figure" }, ...entries.map(([name, words]) => make("li", {}, make("span", { class: "swatch " + name, "aria-hidden": "true" }), words)));
})();
