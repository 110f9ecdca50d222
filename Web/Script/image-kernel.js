// A kernel on a picture: the landscape, or one of the reader's own, which goes nowhere; below a pixel the products and their sum.
(function () {
  "use strict";
  const { make, number, term } = Figures;
  const mostPixels = 192 * 192;
  const presets = [
    ["outline", "-1 -1 -1 / -1 8 -1 / -1 -1 -1"], ["blur by a bell", "1 2 1 / 2 4 2 / 1 2 1", "16"], ["left edges", "1 0 -1 / 2 0 -2 / 1 0 -1"],
    ["right edges", "-1 0 1 / -2 0 2 / -1 0 1"], ["top edges", "1 2 1 / 0 0 0 / -1 -2 -1"], ["bottom edges", "-1 -2 -1 / 0 0 0 / 1 2 1"],
    ["nothing changed", "0 0 0 / 0 1 0 / 0 0 0"],
  ].map(([name, kernel, divisor]) => [name, { kernel, divisor: divisor || "1" }]);

  const weightsOf = (figure) => {
    const { kernel, divisor } = figure.values;
    const one = typeof kernel === "string" ? figure.library.imageKernel(kernel) : kernel[0];
    const height = one.height || one.size;
    return { height, width: one.width || one.size, values: Float64Array.from(one.values, (value) => value / divisor) };
  };

  Figures.kinds["image-kernel"] = {
    help: "Point at a pixel of either picture, or give a picture the focus and move with the arrow keys (with Shift ten pixels at a time): the products at that pixel are written out. Enter, or a second click, changes a number of the kernel, Escape leaves it. A picture of your own, or your camera's, is read by this page only, and sent nowhere.",
    problem(values) {
      if (typeof values.kernel !== "string" && (values.kernel[0].height % 2 === 0 || values.kernel[0].width % 2 === 0)) return "a kernel needs a middle: odd numbers of rows and columns";
      if (values.row >= values.height || values.column >= values.height * 1.5) { values.row = Math.min(values.row, values.height - 1); values.column = Math.min(values.column, Math.floor(values.height * 1.5) - 1); }
      return null;
    },
    words(figure) {
      const { now, values } = figure;
      return "Row " + values.row + ", column " + values.column + ": the products' sum is " + number(now.sum) + (now.sum !== now.clipped ? ", clipped to " + now.clipped : "") + ".";
    },

    build(figure) {
      const fields = Figures.fields(figure, [["kernel", "kernel", figure.types.kernel.split(" ").slice(2)], ["divisor", "divide by"], ["colour", "picture in"]]);
      const file = make("input", { type: "file", accept: "image/*", change: open });
      let own = null;
      let picture = null;
      let key = "";

      // Where the picture comes from, height × width × channels from 0 to 255.
      function pixels() {
        const { values } = figure;
        const source = own || figure.library.landscape({ height: values.height, width: Math.floor(values.height * 1.5) });
        if (values.colour === "colour") return source;
        const count = source.height * source.width;
        const grey = new Float64Array(count);
        for (let place = 0; place < count; place++) grey[place] = Math.round(0.299 * source.values[place * 3] + 0.587 * source.values[place * 3 + 1] + 0.114 * source.values[place * 3 + 2]);
        return { height: source.height, width: source.width, channels: 1, values: grey };
      }

      // A bitmap or a frame of a film, made small.
      const context = make("canvas").getContext("2d", { willReadFrequently: true });
      function show(source, fullWidth, fullHeight, most) {
        const scale = Math.min(1, Math.sqrt(most / (fullWidth * fullHeight)));
        const [width, height] = [Math.max(1, Math.round(fullWidth * scale)), Math.max(1, Math.round(fullHeight * scale))];
        [context.canvas.width, context.canvas.height] = [width, height];
        context.drawImage(source, 0, 0, width, height);
        const { data } = context.getImageData(0, 0, width, height);
        const values = new Float64Array(width * height * 3);
        for (let place = 0; place < width * height; place++) for (let channel = 0; channel < 3; channel++) values[place * 3 + channel] = data[place * 4 + channel];
        own = { height, width, channels: 3, values };
        key = "";
        back.hidden = false;
        figure.problem.textContent = "";
        figure.render();
      }
      async function open() {
        const chosen = file.files[0];
        if (!chosen) return;
        stop();
        try {
          const bitmap = await createImageBitmap(chosen);
          show(bitmap, bitmap.width, bitmap.height, mostPixels);
        } catch { figure.problem.textContent = "This file is no picture that the browser can read."; }
      }

      // The camera's picture goes through the kernel as it comes, until it is stopped: then the last one stays.
      let film = null;
      function stop() {
        if (film) for (const track of film.srcObject.getTracks()) track.stop();
        film = null;
        camera.textContent = "Camera";
        figure.live.setAttribute("aria-live", "polite");
      }
      async function start() {
        if (film) return stop();
        const video = make("video", { muted: true, playsinline: true });
        try {
          video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { width: 320, height: 240 } });
          film = video;
          await video.play();
        } catch (why) { if (film) stop(); figure.problem.textContent = "There is no picture from a camera (" + why.message + ")."; return; }
        camera.textContent = "Stop the camera";
        figure.live.setAttribute("aria-live", "off");
        (function next() {
          if (film !== video) return;
          if (!figure.element.isConnected) return stop();
          if (video.videoWidth && !document.hidden) show(video, video.videoWidth, video.videoHeight, mostPixels / 2);
          requestAnimationFrame(next);
        })();
      }
      const camera = Figures.button("Camera", start, { hidden: !(navigator.mediaDevices && navigator.mediaDevices.getUserMedia) });
      const back = Figures.button("Back to the landscape", () => { stop(); own = null; key = ""; file.value = ""; back.hidden = true; figure.change({}); }, { hidden: true });

      function screen(label) {
        const canvas = make("canvas", { tabindex: 0, role: "application", "aria-label": label });
        const box = make("div", { class: "screen" }, canvas, make("span", { class: "spot" }));
        const at = Figures.onFrame((x, y) => {
          const frame = canvas.getBoundingClientRect();
          point(Math.floor((y - frame.top) / frame.height * picture.height), Math.floor((x - frame.left) / frame.width * picture.width));
        });
        canvas.addEventListener("pointermove", (event) => { if (event.pointerType === "mouse" || event.buttons) at(event.clientX, event.clientY); });
        canvas.addEventListener("pointerdown", (event) => at(event.clientX, event.clientY));
        canvas.addEventListener("keydown", (event) => {
          const step = event.shiftKey ? 10 : 1;
          const move = { ArrowUp: [-step, 0], ArrowDown: [step, 0], ArrowLeft: [0, -step], ArrowRight: [0, step] }[event.key];
          if (!move) return;
          event.preventDefault();
          point(figure.now.row + move[0], figure.now.column + move[1]);
        });
        return { element: make("div", { class: "grid" }, make("p", { class: "label" }, label), box), canvas, spot: box.lastChild };
      }
      function point(row, column) {
        const limits = own ? [127, 191] : [picture.height - 1, picture.width - 1];
        const place = [Math.max(0, Math.min(row, picture.height - 1, limits[0])), Math.max(0, Math.min(column, picture.width - 1, limits[1]))];
        if (place[0] !== figure.values.row || place[1] !== figure.values.column) figure.change({ row: String(place[0]), column: String(place[1]) });
      }
      const before = screen("picture");
      const after = screen("after the kernel");

      function draw(canvas, image) {
        [canvas.width, canvas.height] = [image.width, image.height];
        const data = new ImageData(image.width, image.height);
        for (let place = 0; place < image.width * image.height; place++) {
          for (let channel = 0; channel < 3; channel++) data.data[place * 4 + channel] = image.values[place * image.channels + (image.channels === 1 ? 0 : channel)];
          data.data[place * 4 + 3] = 255;
        }
        canvas.getContext("2d").putImageData(data, 0, 0);
      }

      // Each channel by itself, as MiniCNN's filtered(by:) has it: the size stays, results are clipped.
      function filtered(kernel) {
        const { height, width, channels } = picture;
        const result = new Float64Array(picture.values.length);
        // Padding is the same down and across in one call: a kernel that is not square gets zeros around it.
        const side = Math.max(kernel.height, kernel.width);
        const square = new Float64Array(side * side);
        const [down, across] = [(side - kernel.height) / 2, (side - kernel.width) / 2];
        for (let row = 0; row < kernel.height; row++) for (let column = 0; column < kernel.width; column++) square[(row + down) * side + column + across] = kernel.values[row * kernel.width + column];
        for (let channel = 0; channel < channels; channel++) {
          const values = channels === 1 ? picture.values : picture.values.filter((_, place) => place % channels === channel);
          const map = figure.library.crossCorrelate({ values, height, width, channels: 1, kernels: square, count: 1, kernelHeight: side, kernelWidth: side, padding: (side - 1) / 2 });
          for (let place = 0; place < height * width; place++) result[place * channels + channel] = Math.max(0, Math.min(255, map.values[place]));
        }
        return { height, width, channels, values: result };
      }

      function editKernel(row, column, text) {
        const kernel = weightsOf(figure);
        const values = Float64Array.from(kernel.values, (value) => value * figure.values.divisor);
        try { values[row * kernel.width + column] = Figures.state.value("number -1000000 1000000", text); } catch (why) { figure.problem.textContent = why + "."; return; }
        figure.change({ kernel: Figures.state.text("arrays", [{ height: kernel.height, width: kernel.width, channels: 1, values }]) });
      }
      const patchGrid = Figures.grid({ label: "pixels" });
      const kernelGrid = Figures.grid({ label: "kernel", onEdit: editKernel });
      const productGrid = Figures.grid({ label: "products" });
      const sum = make("p", { class: "sum" });

      function update() {
        const { values } = figure;
        const kernel = weightsOf(figure);
        const wanted = [figure.texts.kernel, figure.texts.divisor, values.colour, values.height].join(";");
        if (wanted !== key) {
          picture = pixels();
          draw(before.canvas, picture);
          draw(after.canvas, filtered(kernel));
          key = wanted;
        }
        const [row, column] = [Math.min(values.row, picture.height - 1), Math.min(values.column, picture.width - 1)];
        const channel = 0;
        const seen = (i, j) => {
          const [y, x] = [row + i - (kernel.height - 1) / 2, column + j - (kernel.width - 1) / 2];
          return y < 0 || x < 0 || y >= picture.height || x >= picture.width ? 0 : picture.values[(y * picture.width + x) * picture.channels + channel];
        };
        const products = [];
        let total = 0;
        for (let i = 0; i < kernel.height; i++) for (let j = 0; j < kernel.width; j++) {
          const product = seen(i, j) * kernel.values[i * kernel.width + j];
          products.push(product);
          total += product;
        }
        total = Math.abs(total - Math.round(total)) < 1e-9 ? Math.round(total) : total;
        figure.now = { row, column, sum: total, clipped: Math.max(0, Math.min(255, total)) };
        const spec = { height: kernel.height, width: kernel.width, at: [(kernel.height - 1) / 2, (kernel.width - 1) / 2] };
        const suffix = picture.channels > 1 ? ", red" : "";
        patchGrid.update({ ...spec, title: "pixels" + suffix, text: (i, j) => number(seen(i, j)), grey: seen, mark: (i, j) => "window" + (i === spec.at[0] && j === spec.at[1] ? " middle" : "") });
        kernelGrid.update({ ...spec, title: "kernel", text: (i, j) => number(kernel.values[i * kernel.width + j]), mark: () => "kernel" });
        productGrid.update({ ...spec, title: "products" + suffix, text: (i, j) => number(products[i * kernel.width + j]) });
        sum.replaceChildren(...products.flatMap((product, index) => [index ? " + " : "", term(product)]), " = ", make("strong", { class: "of-result" }, number(total)), total === figure.now.clipped ? "" : ", clipped to " + figure.now.clipped);
        for (const { spot } of [before, after]) {
          spot.style.left = (column + 0.5) / picture.width * 100 + "%";
          spot.style.top = (row + 0.5) / picture.height * 100 + "%";
        }
        fields.update();
      }

      figure.stage.append(
        make("div", { class: "tools-of-figure" }, fields.element, Figures.presets(figure, presets), make("label", {}, make("span", {}, "your own picture"), file), camera, back),
        make("div", { class: "row-of-figure screens" }, before.element, after.element),
        make("div", { class: "row-of-figure" }, patchGrid.element, kernelGrid.element, productGrid.element), sum,
        Figures.legend([["window", "pixels below the kernel"], ["kernel", "the kernel"], ["result", "their sum"]]));
      return update;
    },
  };
})();
