// A field for exercises whose lines are put in order: used or not used, moved and set in, by keys, buttons or dragging.
(function () {
  "use strict";
  if (!Live) return;
  var make = Live.make, words = Live.words;

  Live.forms.order = function (place, self) {
    var box = place.appendChild(make("div", { class: "ordering", role: "group", "aria-label": words.answer + " " + self.id }));
    box.append(make("p", { class: "faint" }, words.orderKeys));
    var used = [], unused = [], isParted = false, original = "", dragged = null;
    function depth(line) { return Math.floor(/^\s*/.exec(line)[0].replace(/\t/g, "    ").length / 2); }
    function changed(list, index) { isParted = true; original = null; draw(); self.typed(); focusOn(list, index); }
    function focusOn(list, index) { var found = box.querySelector('[data-list="' + list + '"][data-index="' + index + '"]'); if (found) found.focus(); }
    function move(list, index, step) {
      var lines = list === "used" ? used : unused;
      var to = index + step;
      if (to < 0 || to >= lines.length) return;
      lines.splice(to, 0, lines.splice(index, 1)[0]);
      changed(list, to);
    }
    function indent(index, step) {
      var line = used[index].trim();
      used[index] = "  ".repeat(Math.max(0, depth(used[index]) + step)) + line;
      changed("used", index);
    }
    function swap(list, index, to) {
      if (list === "used") { unused.push(used.splice(index, 1)[0].trim()); changed("unused", unused.length - 1); }
      else {
        to = to === undefined ? used.length : to;
        used.splice(to, 0, unused.splice(index, 1)[0].trim());
        changed("used", to);
      }
    }
    function item(line, list, index) {
      var isUsed = list === "used";
      var row = make("li", { draggable: "true" });
      var handle = row.appendChild(make("button", { type: "button", class: "line", "data-list": list, "data-index": index,
        "aria-label": words.line + " " + (index + 1) + ", " + (isUsed ? words.inOrder + " (" + depth(line) + ")" : words.notUsed) + ": " + line.trim() }));
      var code = handle.appendChild(make("code", {}, line.trim()));
      if (isUsed) code.textContent = "\u00a0".repeat(depth(line) * 2) + line.trim();
      handle.addEventListener("keydown", function (event) {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        var act = { ArrowUp: function () { move(list, index, -1); }, ArrowDown: function () { move(list, index, 1); },
          ArrowRight: function () { if (isUsed) indent(index, 1); }, ArrowLeft: function () { if (isUsed) indent(index, -1); } }[event.key];
        if (act) { event.preventDefault(); act(); }
      });
      handle.addEventListener("click", function () { swap(list, index); });
      function tool(sign, name, act) {
        var button = row.appendChild(make("button", { type: "button", class: "tool", "aria-label": name + ": " + line.trim(), title: name, tabindex: "-1" }, sign));
        button.addEventListener("click", act);
      }
      if (isUsed) {
        tool("↑", words.up, function () { move(list, index, -1); });
        tool("↓", words.down, function () { move(list, index, 1); });
        tool("⇤", words.out, function () { indent(index, -1); });
        tool("⇥", words["in"], function () { indent(index, 1); });
      }
      tool(isUsed ? "×" : "+", isUsed ? words.putBack : words.use, function () { swap(list, index); });
      row.addEventListener("dragstart", function (event) { dragged = { list: list, index: index }; event.dataTransfer.setData("text/plain", line); });
      row.addEventListener("dragover", function (event) { if (dragged) event.preventDefault(); });
      row.addEventListener("drop", function (event) { event.preventDefault(); event.stopPropagation(); drop(list, index); });
      return row;
    }
    function drop(list, index) {
      var from = dragged;
      dragged = null;
      if (!from) return;
      if (from.list === list) { var lines = list === "used" ? used : unused; lines.splice(index, 0, lines.splice(from.index, 1)[0]); changed(list, Math.min(index, lines.length - 1)); }
      else swap(from.list, from.index, index);
    }
    function draw() {
      box.querySelectorAll("ol, ul, .label").forEach(function (old) { old.remove(); });
      [["used", used, words.inOrder, "ol"], ["unused", unused, words.notUsed, "ul"]].forEach(function (part) {
        if (part[0] === "unused" && !unused.length) return;
        box.append(make("p", { class: "label" }, part[2]));
        var list = box.appendChild(make(part[3], { class: "lines " + part[0], "aria-label": part[2] }));
        part[1].forEach(function (line, index) { list.append(item(line, part[0], index)); });
        list.addEventListener("dragover", function (event) { if (dragged) event.preventDefault(); });
        list.addEventListener("drop", function (event) { event.preventDefault(); drop(part[0], part[1].length); });
      });
    }
    box.addEventListener("keydown", Live.runs(self), true);
    return {
      set: function (text) {
        original = text;
        var lines = text.split("\n");
        var at = lines.findIndex(function (line) { return line.trim().startsWith("---"); });
        isParted = at >= 0;
        used = (isParted ? lines.slice(0, at) : lines).filter(function (line) { return line.trim(); });
        unused = isParted ? lines.slice(at + 1).filter(function (line) { return line.trim(); }) : [];
        draw();
      },
      text: function () { return original !== null ? original : used.concat(isParted ? ["---"] : [], unused).join("\n"); },
      focus: function () { var first = box.querySelector("button.line"); if (first) first.focus(); },
    };
  };
})();
