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

  Figures.counted = (count, thing) => count + " " + thing + (count === 1 ? "" : "s");

  // An array of numbers from a list, as text.
  Figures.random = (choices, height, width, channels) => {
    const several = (count, make, mark) => Array.from({ length: count }, make).join(mark);
    return several(channels, () => several(height, () => several(width, () => choices[Math.floor(Math.random() * choices.length)], " "), " / "), " | ");
  };

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
