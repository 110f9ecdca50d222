// What all figures share: elements, numbers as text, and the places that a figure has.
const Figures = { kinds: {} };
(function () {
  "use strict";

  // An element with attributes (a function is a listener) and children.
  Figures.make = function (name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (typeof value === "function") element.addEventListener(key, value);
      else if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  };

  const { make } = Figures;
  Figures.button = (words, click, attributes) => make("button", { type: "button", click, ...attributes }, words);
  // Of a table: the columns' heads, and a row with its own.
  Figures.heads = (...cells) => make("thead", {}, make("tr", {}, ...cells.map((cell) => (typeof cell === "string" ? make("th", { scope: "col" }, cell) : cell))));
  Figures.row = (head, ...cells) => make("tr", {}, make("th", { scope: "row" }, head), ...cells);

  // A number as the book writes it: short, without misleading, with a true minus sign.
  Figures.number = function (value) {
    if (!Number.isFinite(value)) return Number.isNaN(value) ? "nan" : value < 0 ? "−inf" : "inf";
    const size = Math.abs(value);
    const isWhole = value === Math.round(value);
    if (size >= 1e9 || (size > 0 && size < 1e-3)) return value.toExponential(3).replace("-", "−").replace("e−", "e-").replace("e+", "e");
    let text = value.toFixed(4);
    if (isWhole || Math.abs(value - Number(text)) < 1e-8 * Math.max(1, size)) text = text.replace(/\.?0+$/, "");
    return text.replace("-", "−").replace(/^−0$/, "0");
  };

  // As a factor or a term of a sum.
  Figures.term = function (value) {
    const text = Figures.number(value);
    return text.startsWith("−") ? "(" + text + ")" : text;
  };

  // A large whole number in groups of digits, and a share in hundredths.
  Figures.grouped = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ",");
  Figures.percent = (share) => Figures.number(Math.round(1000 * share) / 10) + " %";

  Figures.counted = (count, thing) => count + " " + thing + (count === 1 ? "" : "s");

  // Whether the reader would rather see nothing move.
  Figures.isStill = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  // Runs the last of many calls once before the next frame is drawn.
  Figures.onFrame = function (body) {
    let waiting = null;
    return function (...values) {
      if (waiting === null) requestAnimationFrame(() => { const last = waiting; waiting = null; body(...last); });
      waiting = values;
    };
  };
})();
