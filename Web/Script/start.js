// Makes a page's figures move: each is made of its still picture and of what stands in its attributes.
(function () {
  "use strict";
  const make = Figures.make;

  function Figure(element, library) {
    const kind = Figures.kinds[element.dataset.figure];
    const figure = this;
    Object.assign(this, { element, kind, library, id: element.id });
    this.types = Figures.state.lines(element.dataset.keys);
    this.original = Figures.state.lines(element.dataset.state);
    this.live = make("p", { class: "now", role: "status", "aria-live": "polite" });
    this.problem = make("p", { class: "problem", role: "alert" });
    this.stage = make("div", { class: "stage" });
    const link = make("a", { href: "#" + this.id }, "Link to this state");
    const reset = make("button", { type: "button", click: () => figure.become(figure.original) }, "Reset");
    this.link = link;
    this.update = kind.build(this);
    const foot = make("p", { class: "foot" }, reset, link);
    const help = make("details", { class: "help" }, make("summary", {}, "Keys and mouse"), make("p", {}, kind.help));
    this.moving = make("div", { class: "moving" }, this.stage, this.live, this.problem, foot, help);
    this.read(this.original);
    this.render();
    element.querySelector(".still").hidden = true;
    element.append(this.moving);
    element.classList.add("alive");
    this.followAddress();
  }

  // Takes texts as the state if they make sense together.
  Figure.prototype.read = function (texts) {
    const values = {};
    for (const key in this.types) {
      try { values[key] = Figures.state.value(this.types[key], texts[key] === undefined ? this.original[key] : texts[key]); }
      catch (why) { if (typeof why !== "string") throw why; throw key + ": " + why; }
    }
    const misfit = this.kind.problem ? this.kind.problem(values) : null;
    if (misfit) throw misfit;
    this.values = values;
    this.texts = {};
    for (const key in this.types) this.texts[key] = Figures.state.text(this.types[key], values[key]);
  };

  // A change of some keys by the reader. What makes no sense is said, and changes nothing.
  Figure.prototype.change = function (changes) { this.become(Object.assign({}, this.texts, changes)); };

  Figure.prototype.become = function (texts) {
    const step = this.kind.stepKey;
    try {
      try { this.read(texts); } catch (why) {
        // After a change there may be fewer steps: then one begins anew.
        if (typeof why !== "string" || !step || texts[step] === "1") throw why;
        this.read(Object.assign({}, texts, { [step]: "1" }));
      }
      this.problem.textContent = "";
    } catch (why) {
      if (typeof why !== "string") throw why;
      this.problem.textContent = why + ".";
      this.update();
      return;
    }
    this.render();
    this.note();
  };

  Figure.prototype.render = function () {
    // What the library refuses, or what stopped it, it says; it is ready for the next call.
    try { this.update(); } catch (error) {
      this.problem.textContent = error.message + ".";
      return;
    }
    const words = this.kind.words ? this.kind.words(this) : "";
    if (this.live.textContent !== words) this.live.textContent = words;
    this.link.href = Figures.state.fragment(this.id, this.texts, this.original);
  };

  // The address says which state is seen, so that a reload or a link shows it again.
  Figure.prototype.note = function () {
    clearTimeout(this.noting);
    this.noting = setTimeout(() => { try { history.replaceState(history.state, "", this.link.getAttribute("href")); } catch { /* Too often, or not here: then only the link knows. */ } }, 200);
  };

  Figure.prototype.followAddress = function () {
    const texts = Figures.state.ofAddress(this.id, location.hash);
    if (!texts) return;
    // Whatever a link holds, the page goes on.
    try {
      this.read(Object.assign({}, this.original, texts));
      this.problem.textContent = "";
      this.render();
    } catch (why) {
      this.problem.textContent = "The link's state cannot be shown (" + (typeof why === "string" ? why : why.message) + "); this is the lesson's own.";
    }
    this.element.scrollIntoView();
  };

  // The module, in which all figures of the page compute.
  Figures.open = function () {
    return Library.open(window.minicnnModule);
  };

  // After the scripts of the page's kinds of figures, which follow this one.
  document.addEventListener("DOMContentLoaded", () => {
    const elements = [...document.querySelectorAll("figure[data-figure]")].filter((element) => Figures.kinds[element.dataset.figure]);
    if (!elements.length || !window.minicnnModule || typeof WebAssembly === "undefined") return;
    Figures.open().then((library) => {
      // One that cannot be made to move keeps its still picture, and keeps no other from moving.
      const all = elements.flatMap((element) => {
        try { return [new Figure(element, library)]; } catch (why) { console.error(element.id, why); return []; }
      });
      window.addEventListener("hashchange", () => all.forEach((figure) => figure.followAddress()));
      document.documentElement.dataset.figures = String(all.length);
    });
  });
})();
