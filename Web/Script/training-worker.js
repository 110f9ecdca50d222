// A network that learns in a worker, for the figure `train`: this function's text is what the worker runs, after the library's.
//
// It is told {kind, …}: begin (module, text, seed, digits, heldOut, digitsSeed, files, settings, pace), set (settings), run, pause, step, look (layer, first),
// examine (files), save, load (bytes). It tells: begun, progress, measured, looked, paused, examined, saved, loaded, refused (words; isHarmless: all goes on
// as before; isMisfit: the files are for another network), stopped (words: the module had to be given up).
Figures.trainingWorker = function () {
  "use strict";
  const mostMeasured = 500;
  const partNumbers = 1 << 21;
  let library, network, generation, settings, pace, learned, heldOut, classes, part;
  let isReady = false;
  let isPartOver = false;
  let next = 0;
  let isRunning = false;
  let looking = { layer: 0, first: 0 };
  let lookedAt = 0;
  let lookTook = 0;
  let unmeasured = 0;
  let count = { steps: 0, examples: 0 };
  const nothingNew = () => ({ losses: [], rights: [], examples: 0, seconds: 0, forward: 0, backward: 0, since: performance.now() });
  let news = nothingNew();
  const tell = (kind, more) => postMessage({ kind, ...more });
  const product = sizes => sizes.reduce((one, other) => one * other, 1);

  // Pictures come part by part from a source: `count` of them, and `read(start, count)`. Digits are drawn at once.
  function drawn({ digits, heldOut: others, digitsSeed }) {
    const { height, channels } = network.input;
    const all = library.drawnDigits({ count: digits + others, size: height, seed: digitsSeed });
    const size = network.inputCount;
    const images = channels === 1 ? all.images : Float64Array.from({ length: all.count * size }, (_, place) => all.images[Math.floor(place / channels)]);
    const read = async (start, some) => ({ images: images.subarray(start * size, (start + some) * size), labels: all.labels.subarray(start, start + some), count: some });
    return { learned: { count: digits, part: digits, read }, heldOut: { count: others, read: (start, some) => read(digits + start, some) }, classes: [..."0123456789"] };
  }

  // Files of the reader's. CIFAR-10's binary version: for each picture a label, then the planes red, green and blue of 32 × 32 bytes. MNIST's, in the format
  // IDX: two zeros, the numbers' type (8: bytes), how many axes, each axis's size in four bytes, the most significant first, and the numbers.
  const bytes = async (file, start, end) => new Uint8Array(await file.slice(start, end).arrayBuffer());
  const record = 3073;

  async function recognised(file) {
    const say = words => { throw new Error(file.name + " " + words); };
    if (file.size > 1 << 26) say("is larger than any file of CIFAR-10 or MNIST");
    const head = await bytes(file, 0, 16);
    if (head[0] === 0x1f && head[1] === 0x8b) say("is compressed: unpack it first, with tar -xzf (CIFAR-10) or gunzip (MNIST)");
    const axes = head[3];
    const isIDX = !head[0] && !head[1] && head[2] === 8 && (axes === 1 || axes === 3) && head.length >= 4 + 4 * axes;
    const sizes = isIDX ? Array.from({ length: axes }, (_, axis) => new DataView(head.buffer).getUint32(4 + 4 * axis)) : [];
    const promised = 4 + 4 * axes + product(sizes);
    if (isIDX && promised === file.size && product(sizes) > 0) {
      const labels = axes === 1 ? await bytes(file, 8) : [];
      if (labels.some(label => label > 9)) say("has labels above 9: it is damaged, so get it again");
      return { file, sizes, kind: axes === 1 ? "labels" : "images", count: sizes[0] };
    }
    if (file.size > 0 && file.size % record === 0) {
      for (let start = 0; start < file.size; start += 1000 * record) {
        const block = await bytes(file, start, start + 1000 * record);
        for (let place = 0; place < block.length; place += record) if (block[place] > 9) say(`has the label ${block[place]} at byte ${start + place}, and CIFAR-10's are 0 to 9`);
      }
      return { file, kind: "cifar", count: file.size / record };
    }
    if (isIDX) say(`promises ${sizes.join(" × ")} numbers, a file of ${promised} bytes, and has ${file.size}: it is damaged, so get it again`);
    return say(`has ${file.size} bytes, and is neither of CIFAR-10's binary version, with ${record} bytes a picture, nor one of MNIST's files`);
  }

  const cifar = ({ file, count }) => ({
    count,
    async read(start, some) {
      const block = await bytes(file, start * record, (start + some) * record);
      return { label: index => block[index * record], at: (index, row, column, channel) => block[index * record + 1 + channel * 1024 + row * 32 + column] };
    },
  });

  const mnist = (images, labels) => ({
    count: images.count,
    async read(start, some) {
      const [, height, width] = images.sizes;
      const block = await bytes(images.file, 16 + start * height * width, 16 + (start + some) * height * width);
      const marks = await bytes(labels.file, 8 + start, 8 + start + some);
      return { label: index => marks[index], at: (index, row, column) => block[(index * height + row) * width + column] };
    },
  });

  // The pictures of several files as one source, with zeros around where the network takes larger ones.
  function source(files, sizes) {
    const { height, width, channels } = network.input;
    const [top, left] = [Math.floor((height - sizes[0]) / 2), Math.floor((width - sizes[1]) / 2)];
    if (top < 0 || left < 0 || channels !== sizes[2]) {
      throw Object.assign(new Error(`these pictures are ${sizes.join(" × ")}, and the network's input is ${height} × ${width} × ${channels}: choose a network for them, or write another input`), { isMisfit: true });
    }
    return {
      count: files.reduce((sum, file) => sum + file.count, 0),
      part: Math.max(1, Math.floor(partNumbers / network.inputCount)),
      async read(start, some) {
        const images = new Float64Array(some * network.inputCount);
        const labels = [];
        for (const file of files) {
          const taken = Math.min(some - labels.length, file.count - start);
          if (taken > 0) {
            const block = await file.read(start, taken);
            for (let index = 0; index < taken; index++) {
              for (let row = 0; row < sizes[0]; row++) for (let column = 0; column < sizes[1]; column++) for (let channel = 0; channel < channels; channel++) {
                images[((labels.length * height + row + top) * width + column + left) * channels + channel] = block.at(index, row, column, channel) / 255;
              }
              labels.push(block.label(index));
            }
          }
          start = Math.max(0, start - file.count);
        }
        return { images, labels, count: some };
      },
    };
  }

  // Files whose names speak of a test are held out; without any a tenth of the others is.
  async function opened(files) {
    const all = [];
    for (const file of files) all.push(await recognised(file));
    const isCIFAR = all.some(one => one.kind === "cifar");
    if (isCIFAR && all.some(one => one.kind !== "cifar")) throw new Error("these files are of CIFAR-10 and of MNIST: choose those of one of them");
    const groups = [false, true].map(isTest => all.filter(one => /test|t10k/i.test(one.file.name) === isTest)).filter(group => group.length);
    const sources = groups.map(group => {
      if (isCIFAR) return source(group.map(cifar), [32, 32, 3]);
      const [images, labels] = ["images", "labels"].map(kind => group.filter(one => one.kind === kind));
      if (images.length !== 1 || labels.length !== 1) throw new Error("MNIST's pictures and their labels are two files: choose both, such as train-images-idx3-ubyte and train-labels-idx1-ubyte");
      if (images[0].count !== labels[0].count) throw new Error(`${labels[0].file.name} has ${labels[0].count} labels, and ${images[0].file.name} ${images[0].count} pictures: choose two files of one set`);
      return source([mnist(images[0], labels[0])], [...images[0].sizes.slice(1), 1]);
    });
    const [first, second] = sources;
    const kept = second ? first.count : first.count - Math.min(1000, Math.ceil(first.count / 10));
    if (kept < 1) throw new Error("one picture is too few to learn from and to test on");
    return {
      learned: { ...first, count: kept },
      heldOut: second || { count: first.count - kept, read: (start, some) => first.read(kept + start, some) },
      classes: isCIFAR ? ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"] : [..."0123456789"],
    };
  }

  async function begin(order) {
    library = await Library.open(order.module);
    generation = library.machine.generation;
    network = library.network({ text: order.text, seed: order.seed });
    ({ settings, pace } = order);
    const found = order.files.length ? await opened(order.files) : drawn(order);
    ({ learned, classes } = found);
    heldOut = await found.heldOut.read(0, Math.min(mostMeasured, found.heldOut.count));
    isReady = true;
    tell("begun", { learned: learned.count, heldOut: heldOut.count });
    measure();
    look();
  }

  async function step() {
    if (!part || (isPartOver && part.count < learned.count)) {
      const some = Math.min(learned.part, learned.count - next);
      part = await learned.read(next, some);
      next = (next + some) % learned.count;
    }
    const begun = performance.now();
    const { loss, accuracy, batch, forwardSeconds, backwardSeconds } = network.train({ ...settings, images: part.images, labels: part.labels, count: part.count });
    isPartOver = batch * settings.batch >= part.count;
    const examples = Math.min(settings.batch, part.count - (batch - 1) * settings.batch);
    count.steps += 1;
    count.examples += examples;
    unmeasured += examples;
    news.losses.push(loss);
    news.rights.push(accuracy);
    news.examples += examples;
    news.seconds += (performance.now() - begun) / 1000;
    news.forward += forwardSeconds;
    news.backward += backwardSeconds;
  }

  function report() {
    if (!news.examples) return;
    const { losses, rights, examples, seconds, forward, backward } = news;
    tell("progress", {
      ...count, losses, rights, epochs: count.examples / learned.count, memory: library.machine.memory,
      rate: examples / seconds, forward: forward / examples * 1000, backward: backward / examples * 1000,
    });
    news = nothingNew();
  }

  // On pictures that are never learned from; in parts, so that the maps in between take little room.
  function measure() {
    const sum = { loss: 0, accuracy: 0 };
    for (let start = 0; start < heldOut.count; start += 50) {
      const some = Math.min(50, heldOut.count - start);
      const size = network.inputCount;
      const one = network.measure({ images: heldOut.images.subarray(start * size, (start + some) * size), labels: heldOut.labels.slice(start, start + some), count: some });
      sum.loss += one.loss * some / heldOut.count;
      sum.accuracy += one.accuracy * some / heldOut.count;
    }
    unmeasured = 0;
    tell("measured", { ...sum, steps: count.steps });
  }

  function range(lists) {
    let [least, most] = [Infinity, -Infinity];
    for (const list of lists) for (const value of list) { if (value < least) least = value; if (value > most) most = value; }
    return least > most ? null : [least, most];
  }

  // All that is to be seen of the network and of some pictures.
  function look() {
    const begun = performance.now();
    const size = network.inputCount;
    const first = looking.first % heldOut.count;
    const picture = index => heldOut.images.subarray(index * size, (index + 1) * size);
    const maps = network.forward(picture(first));
    const [weights, gradients] = [network.weights(), network.gradients()];
    const described = network.layers();
    const layer = Math.min(looking.layer, maps.length - 1);
    const cut = list => list.slice(0, 1 << 16);
    const isSoftmax = described[described.length - 1].name === "softmax";
    tell("looked", {
      classes, input: network.input,
      layers: maps.map((map, index) => ({ ...described[index], activations: range([map.values]), weights: range(weights[index].parameters), gradients: gradients.length ? range(gradients[index].parameters) : null })),
      layer: { index: layer, map: { ...maps[layer], values: cut(maps[layer].values) }, shapes: described[layer].parameters, weights: weights[layer].parameters.map(cut), gradients: gradients.length ? gradients[layer].parameters.map(cut) : [] },
      pictures: Array.from({ length: Math.min(6, heldOut.count) }, (_, index) => {
        const place = (first + index) % heldOut.count;
        const scores = network.outputs({ images: picture(place), count: 1 });
        const most = Math.max(...scores);
        const powers = scores.map(score => (isSoftmax ? score : Math.exp(score - most)));
        const sum = powers.reduce((one, other) => one + other, 0);
        return { values: picture(place).slice(), label: heldOut.labels[place], probabilities: powers.map(power => power / sum) };
      }),
    });
    lookedAt = performance.now();
    lookTook = lookedAt - begun;
  }

  function showAll() {
    report();
    if (unmeasured) measure();
    look();
  }

  // Some steps, then whatever has been told meanwhile.
  async function turn() {
    if (!isRunning) return;
    const until = performance.now() + 40;
    do { await step(); } while (performance.now() < until);
    const now = performance.now();
    // Together, so that what is measured never runs ahead of the step that is told.
    if (now - news.since > pace) {
      report();
      if (unmeasured >= 1000) measure();
    }
    if (now - lookedAt > Math.max(3 * pace, 10 * lookTook)) look();
    setTimeout(() => then(turn));
  }

  const words = (error) => (error.name === "NotReadableError" ? "a file cannot be read any more: choose it again" : error.message);
  const isGone = () => library && library.machine.generation !== generation;
  // What the reader gives is refused without harm to what goes on.
  const harmless = (body) => async (order) => {
    try { await body(order); } catch (error) {
      if (isGone()) throw error;
      tell("refused", { words: words(error), isHarmless: true, isMisfit: error.isMisfit });
    }
  };

  const told = {
    begin,
    set(order) { settings = order.settings; },
    run() { if (!isRunning) { isRunning = true; news = nothingNew(); then(turn); } },
    pause() { isRunning = false; showAll(); tell("paused"); },
    async step() { isRunning = false; await step(); showAll(); tell("paused"); },
    look(order) { looking = order; look(); },
    save() { tell("saved", { bytes: network.save() }); },
    load: harmless((order) => { network.load(order.bytes); measure(); look(); tell("loaded"); }),
    examine: harmless(async (order) => { await opened(order.files); tell("examined"); }),
  };

  // One after another, as files are waited for. What fails stops the training, and is told.
  let queue = Promise.resolve();
  function then(body) {
    queue = queue.then(body).catch(error => {
      isRunning = false;
      tell(isGone() ? "stopped" : "refused", { words: words(error), isMisfit: error.isMisfit });
    });
  }
  onmessage = event => then(() => { if (isReady || event.data.kind === "begin") return told[event.data.kind](event.data); });
};
