// A digit, drawn or chosen, on its way through LeNet-5: all maps at once, and each number's way back to what it was computed from.
(function () {
  "use strict";
  const { make, number, term, digits, heads } = Figures;
  const { stages } = digits;
  const stageOf = (values) => stages.findIndex(({ name }) => name === values.layer);
  // How many pixels a number is wide, and how many maps stand beside each other.
  const looks = [[4, 1], [3, 6], [4, 6], [5, 8], [6, 16], [8, 60], [8, 42], [24, 10]];
  const gap = (stage) => (stages[stage].side > 1 ? 6 : stage === 7 ? 8 : 1);
  const breadth = 584;
  let below = 0;
  // Where each layer begins; below it stands its name.
  const tops = stages.map(({ maps, side }, stage) => {
    const top = below + 18;
    below = top + Math.ceil(maps / looks[stage][1]) * (side * looks[stage][0] + gap(stage)) + 8;
    return top;
  });
  below += 10;

  // Where a map lies.
  function corner(stage, map) {
    const [size, columns] = looks[stage];
    const step = stages[stage].side * size + gap(stage);
    return [4 + (map % columns) * step, tops[stage] + Math.floor(map / columns) * step];
  }
  // The number nearest to a place, if one is there.
  function hit(x, y) {
    for (let stage = 0; stage < stages.length; stage++) for (let map = 0; map < stages[stage].maps; map++) {
      const [left, top] = corner(stage, map);
      const [row, column] = [Math.floor((y - top) / looks[stage][0]), Math.floor((x - left) / looks[stage][0])];
      if (row >= 0 && column >= 0 && row < stages[stage].side && column < stages[stage].side) return { layer: stages[stage].name, map, row, column };
    }
    return null;
  }
  // The windows that a number is computed from: [map, row, column, rows].
  function sources(stage, { map, row, column }) {
    if (stage === 0) return [];
    if (stage === 2 || stage === 4) return [[map, 2 * row, 2 * column, 2]];
    return Array.from({ length: stages[stage - 1].maps }, (_, source) => [source, row, column, stage > 5 ? 1 : 5]);
  }
  const argmax = (values) => values.indexOf(Math.max(...values));
  const nameOf = ({ layer, map, row, column }) => (layer === "input" ? "Input" : layer) + (layer === "input" ? "" : layer === "output" ? ", digit " + map : (stages[stageOf({ layer })].side > 1 ? ", map " : ", unit ") + map)
    + (stages[stageOf({ layer })].side > 1 ? ", row " + row + ", column " + column : "");

  Figures.kinds["read-digit"] = {
    help: "Draw with the mouse or a finger; or give the sheet the focus, move with the arrow keys, paint with the space bar, or with Shift and an arrow, and take away with Delete. Point at a number of any map to see what it is computed from; a click holds it, another lets go. With the focus on the maps, arrow keys go from number to number, Home and End from map to map, Page Up and Page Down from layer to layer. N and B step to the next layer and back, P plays.",
    steps: () => stages.length,
    stepAt: (figure) => stageOf(figure.values) + 1,
    // The next layer's number at the same place; of the outputs, the answer.
    stepTo(figure, step) {
      const [from, to] = [stages[stageOf(figure.values)], stages[step - 1]];
      const moved = (place) => String(Math.min(to.side - 1, Math.floor((place + 0.5) / from.side * to.side)));
      const map = step === stages.length ? argmax(figure.now.outputs[7].values) : figure.values.map % to.maps;
      return { layer: to.name, map: String(map), row: moved(figure.values.row), column: moved(figure.values.column), source: "0" };
    },
    problem(values) {
      const stage = stageOf(values);
      values.map = Math.min(values.map, stages[stage].maps - 1);
      for (const key of ["row", "column"]) values[key] = Math.min(values[key], stages[stage].side - 1);
      values.source = Math.min(values.source, Math.max(1, sources(stage, values).length) - 1);
      return null;
    },
    words({ values, now }) {
      const answer = argmax(now.outputs[7].values);
      return nameOf(values) + ": " + now.words + " Read as a " + answer + ", with the probability " + number(now.outputs[7].values[answer]) + ".";
    },

    build(figure) {
      const { library } = figure;
      let [shade, drawn, isHeld, isPointed, spot] = [null, "", false, false, [8, 16]];

      // The sheet.
      const pad = make("canvas", { width: 32, height: 32, tabindex: 0, role: "application", "aria-label": "sheet to draw on, 32 × 32" });
      const mark = make("span", { class: "spot" });
      const erases = make("input", { type: "checkbox" });
      const ink = () => (figure.values.drawing === "none" ? new Float64Array(1024) : digits.pixels(figure.values.drawing));
      function touch(pixels, row, column, value) {
        for (const [down, across] of [[0, 0], [1, 0], [-1, 0], [0, 1], [0, -1]]) {
          const [y, x] = [row + down, column + across];
          if (y >= 0 && x >= 0 && y < 32 && x < 32) pixels[y * 32 + x] = value;
        }
      }
      const draw = (pixels) => figure.change({ drawing: digits.key(pixels) });
      function place(event) {
        const frame = pad.getBoundingClientRect();
        return [(event.clientY - frame.top) / frame.height * 32, (event.clientX - frame.left) / frame.width * 32];
      }
      let pen = null;
      const flush = Figures.onFrame(() => { if (pen) draw(pen.pixels); });
      function stroke(event) {
        if (!pen || !event.buttons) return;
        const to = place(event);
        const count = Math.ceil(Math.max(Math.abs(to[0] - pen.at[0]), Math.abs(to[1] - pen.at[1])) * 2) || 1;
        for (let step = 0; step <= count; step++) {
          touch(pen.pixels, ...pen.at.map((from, axis) => Math.floor(from + (to[axis] - from) * step / count)), erases.checked ? 0 : 1);
        }
        pen.at = to;
        spot = to.map((one) => Math.max(0, Math.min(31, Math.floor(one))));
        flush();
      }
      pad.addEventListener("pointerdown", (event) => { pad.setPointerCapture(event.pointerId); pen = { pixels: ink(), at: place(event) }; stroke(event); });
      pad.addEventListener("pointermove", stroke);
      for (const end of ["pointerup", "pointercancel"]) pad.addEventListener(end, () => { if (pen) draw(pen.pixels); pen = null; });
      pad.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const move = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
        const isAway = event.key === "Delete" || event.key === "Backspace";
        if (!move && !isAway && event.key !== " " && event.key !== "Enter") return;
        event.preventDefault();
        if (move) spot = spot.map((one, axis) => Math.max(0, Math.min(31, one + move[axis])));
        if (move && !event.shiftKey) { showSpot(); figure.live.textContent = "Sheet, row " + spot[0] + ", column " + spot[1]; return; }
        const pixels = ink();
        touch(pixels, ...spot, isAway || erases.checked ? 0 : 1);
        draw(pixels);
      });
      function showSpot() {
        mark.style.top = (spot[0] + 0.5) / 0.32 + "%";
        mark.style.left = (spot[1] + 0.5) / 0.32 + "%";
      }

      // All maps.
      const plane = make("canvas", { width: breadth, height: below, tabindex: 0, role: "application", "aria-label": "all maps of the network" });
      const lines = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      lines.setAttribute("viewBox", "0 0 " + breadth + " " + below);
      lines.setAttribute("aria-hidden", "true");
      const sheet = make("div", { class: "plane" }, plane, lines);
      const scroller = make("div", { class: "plane-box" }, sheet);
      const texts = (where) => ({ layer: where.layer, map: String(where.map), row: String(where.row), column: String(where.column) });
      function point(event) {
        const frame = plane.getBoundingClientRect();
        const where = hit((event.clientX - frame.left) / frame.width * breadth, (event.clientY - frame.top) / frame.height * below);
        if (!where || Object.keys(where).every((key) => where[key] === figure.values[key])) return;
        isPointed = true;
        figure.change(texts(where));
        isPointed = false;
      }
      const hover = Figures.onFrame(point);
      plane.addEventListener("pointermove", (event) => { if (event.pointerType === "mouse" && !isHeld) hover(event); });
      plane.addEventListener("click", (event) => { isHeld = event.pointerType === "mouse" && !isHeld; point(event); sheet.classList.toggle("held", isHeld); });
      plane.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const { values } = figure;
        const stage = stages[stageOf(values)];
        const move = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
        const turn = { Home: -1, End: 1 }[event.key] || (move && stage.side === 1 ? move[1] + move[0] * looks[stageOf(values)][1] : 0);
        const jump = { PageUp: -1, PageDown: 1 }[event.key];
        const next = { ...values };
        if (jump) {
          event.preventDefault();
          const step = stageOf(values) + 1 + jump;
          if (step >= 1 && step <= stages.length) figure.change(figure.kind.stepTo(figure, step));
          return;
        }
        if (turn) next.map = values.map + turn;
        else if (move) [next.row, next.column] = [values.row + move[0], values.column + move[1]];
        else return;
        event.preventDefault();
        if (next.map < 0 || next.map >= stage.maps || Math.min(next.row, next.column) < 0 || Math.max(next.row, next.column) >= stage.side) return;
        figure.change(texts(next));
      });

      function repaint() {
        const context = plane.getContext("2d");
        context.clearRect(0, 0, breadth, below);
        stages.forEach((stage, index) => {
          for (let map = 0; map < stage.maps; map++) digits.paint(context, shade, { ...stage, map, values: figure.now.outputs[index].values }, ...corner(index, map), looks[index][0]);
        });
        digits.paint(pad.getContext("2d"), shade, { side: 32, maps: 1, map: 0, values: figure.now.outputs[0].values }, 0, 0, 1);
      }

      // What the chosen number is computed from: lines on the maps, and numbers.
      const grids = ["values", "kernel", "products"].map((label) => Figures.grid({ label }));
      const sum = make("p", { class: "sum" });
      const products = make("tbody");
      const table = make("table", { class: "scores", "aria-label": "the largest products" }, heads(make("td"), "value", "weight", "product"), products);
      const sourceField = Figures.fields(figure, [["source", "products of map"]]);

      function explain(stage) {
        const { values, now } = figure;
        const windows = sources(stage, values);
        const value = now.outputs[stage].values[(values.row * stages[stage].side + values.column) * stages[stage].maps + values.map];
        const [weights, biases] = digits.network(library).parameters[stage];
        const before = stages[Math.max(0, stage - 1)];
        const size = windows.length ? windows[0][3] : 0;
        const isPooled = stage === 2 || stage === 4;
        // Of each window its numbers, its weights, and the sum of their products.
        const parts = windows.map(([map, row, column]) => {
          const part = { map, seen: [], weights: [] };
          for (let place = 0; place < size * size; place++) {
            const [i, j] = [Math.floor(place / size), place % size];
            part.seen.push(now.outputs[stage - 1].values[((row + i) * before.side + column + j) * before.maps + map]);
            part.weights.push(isPooled ? 1 / 4 : weights[(values.map * size * size + place) * before.maps + map]);
          }
          [part.sum] = library.crossCorrelate({ values: part.seen, height: size, width: size, kernels: part.weights, kernelHeight: size }).values;
          return part;
        });
        const score = now.outputs[stage].sums[values.map + (stage > 0 && !isPooled ? (values.row * stages[stage].side + values.column) * stages[stage].maps : 0)];
        const made = make("strong", { class: "of-result" }, number(value));
        const added = (texts) => texts.map((text, index) => (index ? " + " : "") + text).join("");
        if (stage === 0) {
          now.words = number(value) + ", from 0 for the paper to 1 for the ink.";
          sum.replaceChildren();
        } else if (isPooled) {
          now.words = "the mean of four numbers is " + number(value) + ".";
          sum.replaceChildren("(" + added(parts[0].seen.map(term)) + ") / 4 = ", made);
        } else {
          const end = stage === 7 ? "softmax of the ten scores makes " : "tanh makes ";
          now.words = "the products and the bias are " + number(score) + ", " + end + number(value) + " of it.";
          const terms = stage > 5 ? [] : parts.map((part) => make("span", { class: "product" + (part.map === values.source ? " of-window" : "") }, term(part.sum)));
          const rest = stage > 5 ? ["all " + parts.length + " products and the bias ", make("span", { class: "of-kernel" }, term(biases[values.map]))] : [" + ", make("span", { class: "of-kernel" }, term(biases[values.map]))];
          sum.replaceChildren(...terms.flatMap((part, index) => (index ? [" + ", part] : [part])), ...rest, " = " + number(score) + "; " + end, made);
        }
        const shown = parts[Math.min(values.source, parts.length - 1)];
        const columns = shown && size > 1 ? [shown.seen, shown.weights, shown.seen.map((one, place) => one * shown.weights[place])] : [];
        grids.forEach((grid, index) => {
          grid.element.hidden = !columns.length || (isPooled && index > 0);
          if (!grid.element.hidden) grid.update({
            title: [before.name === "input" ? "input" : before.name + ", map " + shown.map, "kernel " + values.map, "products"][index], height: size, width: size,
            text: (i, j) => number(columns[index][i * size + j]), mark: () => ["window", "kernel", ""][index],
          });
        });
        table.hidden = stage < 6;
        sourceField.element.hidden = windows.length < 2 || stage > 5;
        const largest = stage < 6 ? [] : parts.slice().sort((one, other) => Math.abs(other.sum) - Math.abs(one.sum)).slice(0, 8);
        products.replaceChildren(...largest.map((part) => Figures.row(before.name + ", unit " + part.map, ...[part.seen[0], part.weights[0], part.sum].map((one) => make("td", {}, number(one))))));
        connect(stage, windows, parts);
      }

      function connect(stage, windows, parts) {
        const { values } = figure;
        const centre = (index, map, row, column, size) => {
          const [x, y] = corner(index, map);
          const cell = looks[index][0];
          return { x: x + column * cell, y: y + row * cell, width: size * cell };
        };
        const own = centre(stage, values.map, values.row, values.column, 1);
        const most = Math.max(...parts.map((part) => Math.abs(part.sum)), 1e-9);
        const box = ({ x, y, width }, name) => '<rect class="' + name + '" x="' + x + '" y="' + y + '" width="' + width + '" height="' + width + '"/>';
        const from = windows.map(([map, row, column, size], index) => {
          const seen = centre(stage - 1, map, row, column, size);
          const share = stage > 5 ? Math.abs(parts[index].sum) / most : 1;
          return (size > 1 ? box(seen, "seen") : "") + '<line class="' + (parts[index].sum < 0 ? "less" : "") + '" opacity="' + share.toFixed(2) + '" x1="' + (seen.x + seen.width / 2) + '" y1="' + (seen.y + seen.width) + '" x2="' + (own.x + own.width / 2) + '" y2="' + own.y + '"/>';
        });
        const names = stages.map(({ name, maps, side }, index) => '<text x="4" y="' + (tops[index] - 5) + '">' + name + (side > 1 ? ": " + (maps > 1 ? maps + " × " : "") + side + " × " + side : ": " + maps) + "</text>");
        const answers = Array.from({ length: 10 }, (_, digit) => '<text class="answer" x="' + (corner(7, digit)[0] + 12) + '" y="' + (tops[7] + 36) + '">' + digit + "</text>");
        lines.innerHTML = names.join("") + answers.join("") + from.join("") + box(own, "own");
        lines.dataset.windows = String(windows.length);
        if (isPointed) return;
        // Where one does not point, one may have to be led.
        const zoom = values.zoom;
        for (const [side, length, at] of [["scrollLeft", scroller.clientWidth, own.x * zoom], ["scrollTop", scroller.clientHeight, own.y * zoom]]) {
          if (at < scroller[side] + 8 || at > scroller[side] + length - 32) scroller[side] = at - length / 2;
        }
      }
      const answers = make("tbody");
      const fields = Figures.fields(figure, [["digit", "digit"], ["seed", "hand"]], { drawing: "none" });
      const zoomField = Figures.fields(figure, [["zoom", "zoom"]]);
      const stepper = Figures.stepper(figure, "layer");
      const ranks = make("table", { class: "scores", "aria-label": "the five likeliest answers" }, heads("digit", "probability"), answers);

      function update() {
        const { values } = figure;
        const wanted = [values.drawing, values.digit, values.seed].join();
        if (!shade || wanted !== drawn) {
          shade = shade || digits.palette(figure.element);
          figure.now = { outputs: digits.outputs(library, digits.picture(library, values)) };
          drawn = wanted;
          repaint();
          const probabilities = figure.now.outputs[7].values;
          const order = Array.from(probabilities.keys()).sort((one, other) => probabilities[other] - probabilities[one] || one - other).slice(0, 5);
          answers.replaceChildren(...order.map((digit, rank) => make("tr", { class: rank ? "" : "right-class" }, make("th", { scope: "row" }, digit), make("td", { class: "bar-cell" }, number(probabilities[digit])))));
          [...answers.querySelectorAll("td")].forEach((cell, rank) => cell.style.setProperty("--bar", probabilities[order[rank]] * 100 + "%"));
        }
        sheet.style.width = breadth * values.zoom + "px";
        explain(stageOf(values));
        showSpot();
        for (const part of [fields, zoomField, sourceField, stepper]) part.update();
      }
      Figures.onTheme(() => { shade = null; figure.render(); });

      figure.stage.append(
        make("div", { class: "tools-of-figure" }, fields.element, Figures.button("Empty sheet", () => figure.change({ drawing: "0" })), make("label", {}, erases, make("span", {}, "rub out"))),
        make("div", { class: "row-of-figure" },
          make("div", { class: "grid" }, make("div", { class: "pad-box" }, make("p", { class: "label" }, "draw here"), make("div", { class: "screen pad" }, pad, mark)), make("p", { class: "label" }, "the likeliest answers"), ranks),
          make("div", { class: "stack" }, make("div", { class: "tools-of-figure" }, stepper.element, zoomField.element), scroller)),
        sum, sourceField.element, make("div", { class: "row-of-figure compact" }, ...grids.map((grid) => grid.element)), make("div", { class: "wide" }, table),
        Figures.legend([...digits.legend, ["seen", "what the number is computed from"], ["own", "the number"]]));
      return update;
    },
  };
})();
