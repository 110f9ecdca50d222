// Windows of a map become one number each: the largest or the mean; and the gradient's way back.
(function () {
  "use strict";
  const { make, number } = Figures;

  function outputSize(size, values) {
    if (size < values.size) return 0;
    const whole = Math.floor((size - values.size) / values.stride) + 1;
    const isCutOff = (size - values.size) % values.stride !== 0 && whole * values.stride < size;
    return values.border === "keep" && isCutOff ? whole + 1 : whole;
  }

  const face = "0 1 0 0 0 / 0 1 1 1 0 / 1 0 0 2 1 / 1 4 2 1 0 / 0 0 1 2 1";
  const usual = { kind: "max", size: "2", stride: "2", border: "drop", upstream: "1", step: "1" };
  const presets = [
    ["4 × 4, largest of each tile", { ...usual, map: "1 1 2 4 / 5 6 7 8 / 3 2 1 0 / 1 2 3 4" }],
    ["the face's map, cut-off windows kept", { ...usual, map: face, border: "keep" }],
    ["the face's map, cut-off windows dropped", { ...usual, map: face }],
    ["overlapping windows, 3 × 3 by 2", { ...usual, map: face, size: "3" }],
    ["means", { ...usual, map: "1 1 2 4 / 5 6 7 8 / 3 2 1 0 / 1 2 3 4", kind: "average" }],
  ];

  Figures.kinds.pooling = {
    stepKey: "step",
    help: "Drag the window over the map, or point at one of the pooled values. Arrow keys move from number to number; Enter, or a second click, changes a number of the map or of the gradient that comes in, Escape leaves it. N: next window, B: back, P: play or pause.",
    problem(values) {
      const [height, width] = [outputSize(values.map[0].height, values), outputSize(values.map[0].width, values)];
      if (!height || !width) return "a window of " + values.size + " does not fit into the map";
      const upstream = values.upstream[0];
      // For another number of windows one gradient stands for all.
      if (upstream.values.length !== 1 && (upstream.height !== height || upstream.width !== width)) values.upstream = [{ height: 1, width: 1, channels: 1, values: Float64Array.of(1) }];
      return values.step > height * width ? "there is no window " + values.step : null;
    },
    steps(figure) { return outputSize(figure.values.map[0].height, figure.values) * outputSize(figure.values.map[0].width, figure.values); },
    words(figure) {
      const { values, now } = figure;
      const seen = now.seen.map(([row, column]) => number(values.map[0].values[row * values.map[0].width + column])).join(", ");
      if (values.kind === "average") return "Window " + values.step + " of " + this.steps(figure) + ": the mean of " + seen + " is " + number(now.result) + ". Each gets " + number(now.upstream[values.step - 1] / now.seen.length) + " of the gradient.";
      return "Window " + values.step + " of " + this.steps(figure) + ": the largest of " + seen + " is " + number(now.result) + ", in row " + now.winner[0] + ", column " + now.winner[1] + ". The window's gradient, " + number(now.upstream[values.step - 1]) + ", goes there and nowhere else.";
    },

    build(figure) {
      const stepper = Figures.stepper(figure, "step");
      const fields = Figures.fields(figure, [["kind", "take the"], ["size", "window"], ["stride", "stride"], ["border", "cut-off windows"]]);
      const toStep = (step) => { stepper.stop(); if (step !== figure.values.step) figure.change({ step: String(step) }); };
      function pick(row, column) {
        const { values, now } = figure;
        const stop = (place, count) => Math.max(0, Math.min(count - 1, Math.round((place - (values.size - 1) / 2) / values.stride)));
        toStep(stop(row, now.height) * now.width + stop(column, now.width) + 1);
      }
      function edited(array, row, column, text) {
        const copy = { ...array, values: Float64Array.from(array.values) };
        try { copy.values[row * copy.width + column] = Figures.state.value("number -1000000 1000000", text); } catch (why) { figure.problem.textContent = why + "."; return null; }
        return Figures.state.text("arrays", [copy]);
      }
      const map = Figures.grid({ label: "map", onPick: pick, onEdit: (row, column, text) => { const made = edited(figure.values.map[0], row, column, text); if (made) figure.change({ map: made }); } });
      const pooled = Figures.grid({ label: "pooled", onPick: (row, column) => toStep(row * figure.now.width + column + 1) });
      const upstream = Figures.grid({
        label: "gradient that comes in", onPick: (row, column) => toStep(row * figure.now.width + column + 1),
        onEdit: (row, column, text) => { const { now } = figure; const made = edited({ height: now.height, width: now.width, channels: 1, values: now.upstream }, row, column, text); if (made) figure.change({ upstream: made }); },
      });
      const gradient = Figures.grid({ label: "gradient of the map", onPick: pick });

      function update() {
        const { values } = figure;
        const input = values.map[0];
        const given = { values: input.values, height: input.height, width: input.width, channels: 1, kind: values.kind, size: values.size, stride: values.stride, padding: 0, keepBorder: values.border === "keep" };
        const result = figure.library.pool(given);
        const { height, width } = result;
        const upstreams = values.upstream[0].values.length === 1 ? new Float64Array(height * width).fill(values.upstream[0].values[0]) : values.upstream[0].values;
        const back = figure.library.poolGradient({ ...given, upstream: upstreams });
        const index = values.step - 1;
        const [top, left] = [Math.floor(index / width) * values.stride, (index % width) * values.stride];
        const seen = [];
        for (let row = top; row < Math.min(input.height, top + values.size); row++) for (let column = left; column < Math.min(input.width, left + values.size); column++) seen.push([row, column]);
        const chosen = values.kind === "max" ? result.chosen[index] : -1;
        figure.now = { height, width, seen, upstream: upstreams, result: result.values[index], winner: [Math.floor(chosen / input.width), chosen % input.width] };
        const isSeen = (row, column) => seen.some(([one, other]) => one === row && other === column);
        const isChosen = (row, column) => row * input.width + column === chosen;
        const isNow = (row, column) => row * width + column === index;
        map.update({
          title: "map, " + input.height + " × " + input.width, height: input.height, width: input.width, at: [top, left],
          text: (row, column) => number(input.values[row * input.width + column]),
          mark: (row, column) => (isSeen(row, column) ? "window" : "") + (isChosen(row, column) ? " won" : ""),
          name: (row, column) => "row " + row + ", column " + column + ": " + number(input.values[row * input.width + column]) + (isChosen(row, column) ? ", the largest of the window" : isSeen(row, column) ? ", in the window" : ""),
        });
        pooled.update({
          title: (values.kind === "max" ? "largest, " : "means, ") + height + " × " + width, height, width, at: [Math.floor(index / width), index % width],
          text: (row, column) => number(result.values[row * width + column]), mark: (row, column) => (isNow(row, column) ? "result here" : ""),
        });
        upstream.update({
          title: "gradient that comes in", height, width, at: [Math.floor(index / width), index % width],
          text: (row, column) => number(upstreams[row * width + column]), mark: (row, column) => (isNow(row, column) ? "result here" : ""),
        });
        gradient.update({
          title: "gradient of the map", height: input.height, width: input.width, at: [top, left],
          text: (row, column) => number(back[row * input.width + column]),
          mark: (row, column) => (values.kind === "max" ? (isChosen(row, column) ? "won" : "") : isSeen(row, column) ? "won" : "") + (back[row * input.width + column] ? "" : " later"),
        });
        fields.update();
        stepper.update();
      }

      figure.stage.append(
        make("div", { class: "tools-of-figure" }, stepper.element, Figures.presets(figure, presets)), fields.element,
        make("div", { class: "row-of-figure" }, map.element, pooled.element, upstream.element, gradient.element),
        Figures.legend([["window", "in the window"], ["won", "what the gradient goes to"], ["result", "the window's number, and its gradient"]]));
      return update;
    },
  };
})();
