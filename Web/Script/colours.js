// The page's colours for numbers.
(function () {
  "use strict";
  // As red, green and blue each: of the ground, of what is below 0 and of what is above.
  Figures.colours = function (element) {
    const context = Figures.make("canvas", { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
    return ["--panel", "--seen", "--made"].map((name) => {
      context.fillStyle = getComputedStyle(element).getPropertyValue(name);
      context.fillRect(0, 0, 1, 1);
      return context.getImageData(0, 0, 1, 1).data;
    });
  };

  // Has a figure drawn anew when the page gets light or dark.
  Figures.onTheme = function (act) {
    new MutationObserver(act).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", act);
  };
})();
