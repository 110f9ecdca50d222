// Many numbers as a picture, and courses of numbers as lines.
(function () {
  "use strict";
  const { make, number } = Figures;

  // Tiles of numbers: below 0 in one colour, above in another, the farther from 0 the fuller. Pointing or arrow keys say a number.
  // The element's update(spec) shows `count` tiles of height × width, `columns` beside each other: value(tile, row, column), name(tile).
  Figures.plate = function (label, say) {
    const title = make("p", { class: "label" });
    const canvas = make("canvas", { tabindex: 0, role: "application", "aria-label": label });
    const element = make("div", { class: "grid plate", hidden: true }, title, canvas);
    let spec = null;
    let at = [0, 0];
    const columns = () => Math.min(spec.count, spec.columns || Math.max(1, Math.floor(96 / (spec.width + 1))));

    function tell() {
      const [y, x] = at;
      const tile = Math.floor(y / (spec.height + 1)) * columns() + Math.floor(x / (spec.width + 1));
      // Between two tiles it is the one before.
      const [row, column] = [Math.min(y % (spec.height + 1), spec.height - 1), Math.min(x % (spec.width + 1), spec.width - 1)];
      if (tile >= spec.count) return;
      const place = spec.height * spec.width > 1 ? ", row " + row + ", column " + column : "";
      say(label + ", " + spec.name(tile) + place + ": " + number(spec.value(tile, row, column)));
    }
    const point = Figures.onFrame((x, y) => {
      const frame = canvas.getBoundingClientRect();
      at = [Math.floor((y - frame.top) / frame.height * canvas.height), Math.floor((x - frame.left) / frame.width * canvas.width)];
      if (spec && at.every((place) => place >= 0)) tell();
    });
    canvas.addEventListener("pointermove", (event) => point(event.clientX, event.clientY));
    canvas.addEventListener("pointerdown", (event) => point(event.clientX, event.clientY));
    canvas.addEventListener("keydown", (event) => {
      const move = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
      if (!move || !spec || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const isGap = ([y, x]) => y % (spec.height + 1) === spec.height || x % (spec.width + 1) === spec.width;
      let to = at.map((place, axis) => place + move[axis]);
      if (isGap(to)) to = to.map((place, axis) => place + move[axis]);
      if (to[0] < 0 || to[1] < 0 || to[0] >= canvas.height || to[1] >= canvas.width) return;
      at = to;
      tell();
    });

    return {
      element,
      update(next, heading) {
        spec = next;
        element.hidden = !spec;
        if (!spec) return;
        title.textContent = heading;
        canvas.setAttribute("aria-label", heading + "; arrow keys say the numbers");
        const rows = Math.ceil(spec.count / columns());
        const [height, width] = [rows * (spec.height + 1) - 1, columns() * (spec.width + 1) - 1];
        if (canvas.height !== height || canvas.width !== width) { [canvas.height, canvas.width] = [height, width]; at = [0, 0]; }
        canvas.style.width = width * Math.max(1, Math.min(12, Math.floor(330 / width), Math.floor(300 / height))) + "px";
        const [ground, below, above] = Figures.colours(canvas);
        const most = Math.max(...(spec.range || [0]).map(Math.abs)) || 1;
        const data = new ImageData(width, height);
        for (let tile = 0; tile < spec.count; tile++) for (let row = 0; row < spec.height; row++) for (let column = 0; column < spec.width; column++) {
          const value = spec.value(tile, row, column) / most;
          const place = 4 * ((Math.floor(tile / columns()) * (spec.height + 1) + row) * width + tile % columns() * (spec.width + 1) + column);
          for (let channel = 0; channel < 3; channel++) data.data[place + channel] = ground[channel] + Math.abs(value) * ((value < 0 ? below : above)[channel] - ground[channel]);
          data.data[place + 3] = 255;
        }
        canvas.getContext("2d").putImageData(data, 0, 0);
      },
    };
  };

  function drawn(name, attributes, text) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const key in attributes) element.setAttribute(key, attributes[key]);
    if (text) element.textContent = text;
    return element;
  }

  // Lines from 0 to `top`: update(lines, top, words), each line {points: [[x, y]], class}. What is higher stands at the top.
  Figures.plot = function (label) {
    const picture = drawn("svg", { viewBox: "0 0 320 150", role: "img", class: "plot" });
    return {
      element: make("div", { class: "grid" }, make("p", { class: "label" }, label), picture),
      update(lines, top, words) {
        const last = Math.max(1, ...lines.map(({ points }) => (points.length ? points[points.length - 1][0] : 0)));
        const y = (value) => 130 - 120 * Math.min(1, value / top);
        picture.setAttribute("aria-label", label + ": " + words);
        picture.replaceChildren(
          drawn("path", { d: "M36 10V130H316M36 70H316", class: "axes" }),
          ...[0, top / 2, top].map((value) => drawn("text", { x: 32, y: y(value) + 4, "text-anchor": "end" }, number(Number(value.toPrecision(2))))),
          drawn("text", { x: 36, y: 146 }, "0"), drawn("text", { x: 316, y: 146, "text-anchor": "end" }, "step " + last),
          ...lines.map((line) => drawn("polyline", { class: line.class, points: line.points.filter(([, value]) => Number.isFinite(value)).map(([x, value]) => (36 + 280 * x / last).toFixed(1) + "," + y(value).toFixed(1)).join(" ") })));
      },
    };
  };
})();
