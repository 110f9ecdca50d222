// Fields in the place of code. Each makes the cell's text of what is ticked or written, and touches nothing else of it.
(function () {
  "use strict";
  if (!Live) return;
  var make = Live.make, words = Live.words, runs = Live.runs;

  Live.forms.choice = function (place, self) {
    var isOne = place.dataset.pick === "one";
    var labels = {};
    place.querySelectorAll("[data-option]").forEach(function (item) { labels[item.dataset.option] = item.querySelector(".option").innerHTML; });
    var box = place.appendChild(make("fieldset", { class: "options" }));
    var title = box.appendChild(make("legend", { class: "unseen" }, words.answer + " " + self.id));
    var lines = [];
    var pattern = /^(\s*(?:[-*+]|\d+[.)])\s+)\[\s*(\S?)\s*\](\s+|$)(.*)$/;
    box.addEventListener("keydown", runs(self));
    return {
      set: function (text) {
        lines = text.split("\n");
        while (title.nextSibling) title.nextSibling.remove();
        lines.forEach(function (line, index) {
          var parts = pattern.exec(line);
          if (!parts) return;
          var words = parts[4];
          for (var next = index + 1; next < lines.length && lines[next].trim() && !pattern.test(lines[next]); next++) words += " " + lines[next];
          words = words.trim().split(/\s+/).join(" ");
          var label = box.appendChild(make("label", {}));
          var input = label.appendChild(make("input", { type: isOne ? "radio" : "checkbox", name: "tick " + self.id, "data-line": index }));
          input.checked = !!parts[2];
          var shown = label.appendChild(make("span", {}));
          if (labels[words] !== undefined) shown.innerHTML = labels[words]; else shown.textContent = words;
          input.addEventListener("change", function () { self.typed(); });
        });
      },
      text: function () {
        var result = lines.slice();
        box.querySelectorAll("input").forEach(function (input) {
          var parts = pattern.exec(result[input.dataset.line]);
          if (!!parts[2] !== input.checked) result[input.dataset.line] = parts[1] + "[" + (input.checked ? "x" : " ") + "] " + parts[4];
        });
        return result.join("\n");
      },
      focus: function () { var input = box.querySelector("input:checked") || box.querySelector("input"); if (input) input.focus(); },
    };
  };

  Live.forms.number = function (place, self) {
    var row = place.appendChild(make("p", { class: "number" }));
    var before = place.dataset.before || "", unit = place.dataset.unit || "";
    if (before) row.append(make("span", {}, before), " ");
    var field = row.appendChild(make("input", { type: "text", inputmode: "text", autocomplete: "off", "aria-label": words.answer + " " + self.id + (unit ? ", " + unit : "") }));
    row.append(" ", make("span", {}, unit));
    var whole = "";
    field.addEventListener("input", function () { self.typed(); });
    field.addEventListener("keydown", runs(self));
    function bare(text) {
      var line = text.trim();
      if (!line.startsWith(before) || !line.endsWith(unit) || line.length < before.length + unit.length) return null;
      return line.slice(before.length, line.length - unit.length).trim();
    }
    return {
      set: function (text) { whole = text; var inner = bare(text); field.value = inner === null ? text.trim() : /^_{3,}$/.test(inner) ? "" : inner; },
      text: function () {
        var inner = bare(whole);
        var value = field.value.trim();
        if ((inner === null ? whole.trim() : /^_{3,}$/.test(inner) ? "" : inner) === value) return whole;
        return [before, value || "___", unit].filter(Boolean).join(" ");
      },
      focus: function () { field.focus(); },
    };
  };

  Live.forms.text = function (place, self) {
    var field = place.appendChild(make("textarea", { class: "prose", "aria-label": words.answer + " " + self.id, spellcheck: "true" }));
    function fit() { field.rows = Math.max(5, field.value.split("\n").length + 1); }
    field.addEventListener("input", function () { fit(); self.typed(); });
    field.addEventListener("keydown", runs(self));
    return {
      set: function (text) { field.value = text; fit(); },
      text: function () { return field.value; },
      focus: function () { field.focus(); },
    };
  };
})();
