// Makes a page's figures move: each is made of its still picture and of what stands in its attributes.
(function () {
  "use strict";
  const make = Figures.make;
  // By the figures' names: what moves, and what its reader has changed, for whatever comes in its place on a page that is alive.
  const all = new Map();
  const changes = new Map();

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
    const reset = Figures.button("Reset", () => figure.become(figure.original));
    this.link = link;
    this.update = kind.build(this);
    const foot = make("p", { class: "foot" }, reset, link);
    const help = make("details", { class: "help" }, make("summary", {}, "Keys and mouse"), make("p", {}, kind.help));
    this.moving = make("div", { class: "moving" }, this.stage, this.live, this.problem, foot, help);
    const changed = changes.get(this.id);
    this.read(this.original);
    if (changed) try { this.read(Object.assign({}, this.original, changed)); } catch (why) { if (typeof why !== "string") throw why; }
    this.render();
    element.querySelector(".still").hidden = true;
    element.append(this.moving);
    element.classList.add("alive");
    this.followAddress(!changed);
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
    changes.set(this.id, Object.fromEntries(Object.entries(this.texts).filter(([key, text]) => text !== this.original[key])));
    this.fragment = Figures.state.fragment(this.id, this.texts, this.original);
    this.link.href = location.href.split("#")[0] + this.fragment;
  };

  // The words are seen at each step. A screen reader speaks those of single steps, and when a figure has played, those that it stops at: nobody
  // could listen to all.
  Figure.prototype.speak = function (isOn) {
    this.live.setAttribute("aria-live", isOn ? "polite" : "off");
    if (isOn) this.live.replaceChildren(this.live.textContent);
  };

  // The address says which state is seen, so that a reload or a link shows it again.
  Figure.prototype.note = function () {
    clearTimeout(this.noting);
    this.noting = setTimeout(() => { try { history.replaceState(history.state, "", this.fragment); } catch { /* Too often, or not here: then only the link knows. */ } }, 200);
  };

  Figure.prototype.followAddress = function (isNew) {
    const texts = isNew ? Figures.state.ofAddress(this.id, location.hash) : null;
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
  let library = null;
  const open = () => (library = library || Library.open(window.minicnnModule));

  // One that cannot be made to move keeps its still picture, and keeps no other from moving.
  function wake(element, library) {
    if (element.classList.contains("alive") || !element.isConnected) return;
    try { all.set(element.id, new Figure(element, library)); } catch (why) { console.error(element.id, why); }
  }

  // Those that are seen, or that the address names, come first, and each of the others by itself: the page can be scrolled meanwhile.
  function wakeAll() {
    const waiting = [...document.querySelectorAll("figure[data-figure]:not(.alive)")].filter((element) => Figures.kinds[element.dataset.figure]);
    if (!waiting.length) return;
    open().then((library) => {
      const isFirst = (element) => {
        const box = element.getBoundingClientRect();
        return box.bottom > 0 && box.top < window.innerHeight || Figures.state.ofAddress(element.id, location.hash);
      };
      const first = new Set(waiting.filter(isFirst));
      for (const element of first) wake(element, library);
      performance.mark("figures-move");
      const others = waiting.filter((element) => !first.has(element));
      (function next() {
        if (others.length) { wake(others.shift(), library); setTimeout(next); }
        else document.documentElement.dataset.figures = String(document.querySelectorAll("figure.alive").length);
      })();
    });
  }

  if (!window.minicnnModule || typeof WebAssembly === "undefined") return;
  window.addEventListener("hashchange", () => all.forEach((figure) => figure.element.isConnected && figure.followAddress(true)));
  // A page that is alive has something new in a place.
  document.addEventListener("book-changed", wakeAll);
  // The page's text is painted first. What nobody sees is not painted, and begins all the same.
  let hasBegun = false;
  const begin = () => { if (!hasBegun) { hasBegun = true; wakeAll(); } };
  // After the scripts of the page's kinds of figures, which follow this one.
  document.addEventListener("DOMContentLoaded", () => {
    requestAnimationFrame(() => setTimeout(begin));
    setTimeout(begin, 300);
  });
})();
