// How a network's training goes: the courses of its loss and of its right answers, how it stands, how fast it is.
(function () {
  "use strict";
  const { make, number, grouped, percent, heads, row } = Figures;

  // Numbers of a course, thinned out where they become many.
  function thinned(points) {
    if (points.length < 600) return points;
    const odd = points.length % 2;
    const pairs = points.filter((_, index) => index % 2 !== odd);
    return [...points.slice(0, odd), ...pairs.map((point, index) => [point[0], ...[1, 2].map((part) => (point[part] + points[odd + 2 * index][part]) / 2)])];
  }

  // Its elements; begin(), then learned(told) and tested(told) with what the worker tells; words() for how it stands.
  Figures.course = function () {
    // Where it stands, the points of both courses, and the last of each.
    let now, course, held, learned, tested;
    const cells = Array.from({ length: 4 }, () => make("td"));
    const facts = make("p", { class: "sum" });
    const lossPlot = Figures.plot("loss");
    const rightPlot = Figures.plot("right, in %");
    const text = (value, words) => (value === undefined ? "–" : words(value));
    const show = Figures.onFrame(() => {
      const [lately, test] = [learned || [], tested || []];
      [text(lately[1], number), text(lately[2], percent), text(test[1], number), text(test[2], percent)].forEach((words, index) => { cells[index].textContent = words; });
      facts.textContent = "step " + grouped(now.steps) + ", " + grouped(now.examples) + " examples" + (now.rate ? ", " + number(Number(now.epochs.toPrecision(3))) + " epochs; " + grouped(Math.round(now.rate)) + " examples a second; an example takes "
        + number(Number(now.forward.toPrecision(3))) + " ms forward and " + number(Number(now.backward.toPrecision(3))) + " ms back; the module has " + number(Math.round(now.memory / 1048576)) + " MiB" : "");
      for (const [plot, part, words, unit] of [[lossPlot, 1, number, 1], [rightPlot, 2, percent, 100]]) {
        const lines = [["learned", course], ["tested", held]].map(([name, points]) => ({ class: name, points: points.map((point) => [point[0], unit * point[part]]) }));
        const top = part === 2 ? 100 : Math.min(8, Math.max(0.1, ...[...course, ...held].map((point) => point[1]).filter(Number.isFinite)));
        plot.update(lines, top, "learned " + text(lately[part], words) + ", held out " + text(test[part], words) + " after step " + now.steps);
      }
    });

    return {
      elements: [
        make("div", { class: "row-of-figure" }, lossPlot.element, rightPlot.element,
          make("table", { class: "measures", "aria-label": "how it stands" }, heads(make("td"), "loss", "right"), make("tbody", {}, row("learned from", ...cells.slice(0, 2)), row("held out", ...cells.slice(2))))),
        facts, Figures.legend([["learned line", "learned from"], ["tested line", "held out"]]),
      ],
      begin() { [now, course, held, learned, tested] = [{ steps: 0, examples: 0 }, [], [], null, null]; },
      words: () => "step " + grouped(now.steps) + (learned ? ": loss " + number(learned[1]) : "") + "; of the held-out pictures " + percent(tested[2]) + " are right.",
      learned(told) {
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
        show();
      },
      tested(told) { tested = [told.steps, told.loss, told.accuracy]; held = thinned([...held, tested]); show(); },
    };
  };
})();
