// A page that is alive: editors in the place of exercises, and what the server tells of them. All that is shown of a lesson the server has made.
(function () {
  "use strict";
  var main = document.querySelector("main[data-live]");
  if (!main) return;
  var page = main.dataset.live;
  var words = JSON.parse(main.dataset.words);
  var address = "/live/" + encodeURIComponent(page);
  var version = main.dataset.version;
  var editors = {};
  if (window.ace) ace.config.set("useStrictCSP", true);

  function make(name, attributes, text) {
    var element = document.createElement(name);
    for (var key in attributes) element.setAttribute(key, attributes[key]);
    if (text) element.textContent = text;
    return element;
  }
  function find(kind, name) { return document.querySelector("[data-" + kind + '="' + CSS.escape(name) + '"]'); }

  // What is written and not saved is kept in this browser until it is.
  function draftName(id) { return "draft " + page + " " + id; }
  function keep(id, text, base) {
    try { localStorage.setItem(draftName(id), JSON.stringify({ text: text, base: base })); } catch (error) { /* Then the page alone has it. */ }
  }
  function kept(id) { try { return JSON.parse(localStorage.getItem(draftName(id))); } catch (error) { return null; } }
  function drop(id) { try { localStorage.removeItem(draftName(id)); } catch (error) { /* Nothing was kept. */ } }

  // Fields in the place of code. Each makes the cell's text of what is ticked, written or moved, and touches nothing else of it.
  function runs(self) {
    return function (event) { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); self.run(); } };
  }
  var forms = {
    choice: function (place, self) {
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
    },
    number: function (place, self) {
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
    },
    text: function (place, self) {
      var field = place.appendChild(make("textarea", { class: "prose", "aria-label": words.answer + " " + self.id, spellcheck: "true" }));
      function fit() { field.rows = Math.max(5, field.value.split("\n").length + 1); }
      field.addEventListener("input", function () { fit(); self.typed(); });
      field.addEventListener("keydown", runs(self));
      return {
        set: function (text) { field.value = text; fit(); },
        text: function () { return field.value; },
        focus: function () { field.focus(); },
      };
    },
    order: function (place, self) {
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
      box.addEventListener("keydown", runs(self), true);
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
    },
  };

  // An editor of one cell: Ace where the server has it, or else a plain field.
  function Editor(id, place, cell) {
    var self = this;
    this.id = id;
    this.cell = cell;
    this.place = place;
    this.isOurs = false;
    this.marks = [];
    this.status = find("saved", id);
    var label = words.editor + " " + id;
    if (forms[place.dataset.form]) {
      this.form = forms[place.dataset.form](place, this);
    } else if (window.ace) {
      var box = place.appendChild(make("div", {}));
      this.ace = ace.edit(box, {
        mode: "ace/mode/swift", useWorker: false, tabSize: 2, useSoftTabs: true, minLines: 3, maxLines: 60, showPrintMargin: false,
        highlightActiveLine: true, fontSize: getComputedStyle(place.querySelector("code") || place).fontSize, enableKeyboardAccessibility: true,
        firstLineNumber: cell.line, scrollPastEnd: 0, showFoldWidgets: false, fixedWidthGutter: true, useSvgGutterIcons: false,
        textInputAriaLabel: label, wrap: false, enableMultiselect: false,
      });
      this.ace.renderer.setPadding(12);
      this.ace.renderer.setScrollMargin(10, 10);
      this.ace.commands.addCommand({ name: "run", bindKey: { win: "Ctrl-Enter", mac: "Cmd-Enter|Ctrl-Enter" }, exec: function () { self.run(); } });
      this.ace.session.on("change", function () { if (!self.isOurs) self.typed(); });
    } else {
      this.field = place.appendChild(make("textarea", { "aria-label": label, spellcheck: "false", autocapitalize: "off" }));
      this.field.addEventListener("input", function () { self.typed(); self.fit(); });
      this.field.addEventListener("keydown", function (event) {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); self.run(); }
      });
    }
    place.classList.add("alive");
    this.set(cell.source);
    var draft = kept(id);
    if (draft && draft.text.trim() !== cell.source.trim()) {
      var theirs = cell;
      if (draft.base !== cell.version) this.cell = { source: "", version: draft.base, line: cell.line };
      this.set(draft.text);
      this.say(words.draft);
      if (draft.base !== theirs.version) this.clash(theirs);
    } else if (draft) drop(id);
  }
  Editor.prototype = {
    text: function () { return this.form ? this.form.text() : this.ace ? this.ace.getValue() : this.field.value; },
    set: function (text) {
      text = text.replace(/\n$/, "");
      if (this.text() === text) return;
      this.isOurs = true;
      if (this.form) this.form.set(text);
      else if (this.ace) {
        var place = this.ace.getCursorPosition();
        this.ace.setValue(text, -1);
        this.ace.moveCursorToPosition(place);
        this.ace.clearSelection();
      } else { this.field.value = text; this.fit(); }
      this.isOurs = false;
    },
    fit: function () { this.field.rows = Math.max(3, this.field.value.split("\n").length); },
    isDirty: function () { return this.text().trim() !== this.cell.source.trim(); },
    // What an order was answered stays when the file's new text comes after it.
    say: function (text, isWrong, isAnswer) {
      this.isAnswer = !!isAnswer;
      if (!this.status) return;
      this.status.textContent = text || "";
      this.status.classList.toggle("wrong", !!isWrong);
    },
    typed: function () {
      this.show();
      if (this.isDirty() || this.panel) { keep(this.id, this.text(), this.cell.version); this.say(words.unsaved); }
      else { drop(this.id); this.say(""); }
    },
    // The file has this text now.
    take: function (cell) {
      if (this.ace) this.ace.setOption("firstLineNumber", cell.line);
      if (cell.version === this.cell.version) { this.cell.line = cell.line; return; }
      var isMine = this.text().trim() === cell.source.trim();
      if (!this.isDirty() || isMine) {
        this.cell = cell;
        this.settle();
        if (!isMine) this.set(cell.source);
        this.show();
        if (!this.isAnswer) this.say("");
        return;
      }
      this.clash(cell);
    },
    settle: function () {
      if (this.panel) this.panel.remove();
      this.panel = null;
      drop(this.id);
    },
    // Both have changed: both are shown until one is chosen.
    clash: function (theirs) {
      var self = this;
      if (this.panel) this.panel.remove();
      var panel = make("div", { class: "clash", role: "group", "aria-label": words.changed });
      var takeIt = make("button", { type: "button", "data-take": "" }, words.takeTheirs);
      var keepIt = make("button", { type: "button", "data-keep": "" }, words.keepMine);
      var row = make("div", { class: "row" });
      var code = make("pre", {});
      code.append(make("code", {}, theirs.source.replace(/\n$/, "")));
      row.append(takeIt, keepIt);
      panel.append(make("p", {}, words.changed), code, row);
      this.place.after(panel);
      this.panel = panel;
      keep(this.id, this.text(), this.cell.version);
      takeIt.addEventListener("click", function () { self.cell = theirs; self.settle(); self.set(theirs.source); self.say(""); self.focus(); });
      keepIt.addEventListener("click", function () {
        self.cell = theirs;
        self.settle();
        keep(self.id, self.text(), theirs.version);
        self.say(words.unsaved);
        self.focus();
      });
    },
    focus: function () { if (this.form) this.form.focus(); else if (this.ace) this.ace.focus(); else this.field.focus(); },
    // What the compiler found is about the text in the file: another one has no marks.
    mark: function (marks) { this.marks = marks; this.show(); },
    show: function () {
      if (!this.ace) return;
      var marks = this.isDirty() ? [] : this.marks;
      var session = this.ace.session;
      session.setAnnotations(marks.map(function (mark) { return { row: mark.row, column: mark.column, text: mark.words, type: mark.kind }; }));
      (this.marked || []).forEach(function (id) { session.removeMarker(id); });
      var Range = ace.require("ace/range").Range;
      this.marked = marks.map(function (mark) {
        var line = session.getLine(mark.row) || "";
        var end = mark.column;
        while (end < line.length && /[\w$]/.test(line[end])) end++;
        return session.addMarker(new Range(mark.row, mark.column, mark.row, Math.max(end, mark.column + 1)), "wrong", "text");
      });
    },
    run: function () {
      var self = this;
      var text = this.text();
      this.say(words.saving);
      order({ action: "run", cell: this.id, source: text.replace(/\n*$/, "\n"), base: this.cell.version }, function (answer) {
        if (answer.outcome === "conflict") { self.say(words.unsaved); self.clash({ source: answer.source, version: answer.version, line: self.cell.line }); return; }
        if (answer.outcome === "refused") { keep(self.id, self.text(), self.cell.version); self.say(answer.words || "", true); return; }
        self.cell = { source: answer.source, version: answer.version, line: self.cell.line };
        if (self.text() === text) self.settle();
        self.show();
        self.say(self.isDirty() ? words.unsaved : answer.outcome === "unchanged" ? words.unchanged : "");
      }, function () { keep(self.id, self.text(), self.cell.version); self.say(words.unsaved, true); });
    },
  };

  function order(body, done, failed) {
    fetch(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) })
      .then(function (response) {
        if (response.ok) return response.json().then(done);
        return response.text().then(function (text) { done({ outcome: "refused", words: text.trim() }); });
      })
      .catch(function () { tell(words.lost); if (failed) failed(); });
  }

  // Buttons.
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-do]");
    if (!button) return;
    var id = button.dataset.of;
    var action = button.dataset.do;
    if (action === "run") { if (editors[id]) editors[id].run(); return; }
    if (button.dataset.confirm && !button.dataset.asked && !button.hasAttribute("aria-pressed")) {
      button.dataset.asked = button.textContent;
      button.textContent = button.dataset.confirm;
      return;
    }
    if (button.dataset.asked) { button.textContent = button.dataset.asked; delete button.dataset.asked; }
    order({ action: action, cell: id }, function (answer) {
      if (editors[id]) editors[id].say(answer.words || "", answer.outcome === "refused", true);
      else if (answer.words) tell(answer.words);
    });
  });
  document.addEventListener("focusout", function (event) {
    var button = event.target;
    if (!button.dataset || !button.dataset.asked) return;
    button.textContent = button.dataset.asked;
    delete button.dataset.asked;
  });

  // What the server tells.
  var notice = null;
  function tell(text) {
    if (!text) { if (notice) notice.remove(); notice = null; return; }
    if (!notice) {
      notice = make("p", { class: "note", role: "alert" });
      main.querySelector(".live-state").prepend(notice);
    }
    notice.textContent = text;
  }
  function mend(message) {
    if (message.page && version && message.page !== version) { version = message.page; renew(); }
    for (var name in message.parts) {
      var place = find("part", name);
      if (place && place.innerHTML !== message.parts[name]) {
        place.innerHTML = message.parts[name];
        place.dispatchEvent(new Event("book-changed", { bubbles: true }));
      }
    }
    for (var id in message.cells) {
      var box = find("editor", id);
      if (editors[id] && editors[id].place === box) editors[id].take(message.cells[id]);
      else if (box) editors[id] = new Editor(id, box, message.cells[id]);
    }
    for (var cell in message.marks) if (editors[cell]) editors[cell].mark(message.marks[cell]);
  }
  // The text around the cells is another: it is fetched, and editors go on with what stands in them.
  function renew() {
    fetch(location.pathname, { headers: { Accept: "text/html" } }).then(function (response) { return response.ok ? response.text() : null; }).then(function (text) {
      if (!text) return;
      var fresh = new DOMParser().parseFromString(text, "text/html");
      var article = fresh.querySelector("article");
      if (!article) return;
      // A page has the scripts of the kinds of figures that were on it.
      const needed = [...fresh.querySelectorAll("figure[data-figure]")].map((figure) => figure.dataset.figure);
      if (needed.some((kind) => typeof Figures === "undefined" || !Figures.kinds[kind])) { location.reload(); return; }
      for (var id in editors) if (editors[id].isDirty()) keep(id, editors[id].text(), editors[id].cell.version);
      editors = {};
      version = fresh.querySelector("main").dataset.version;
      document.querySelector("article").replaceWith(document.adoptNode(article));
      notice = null;
      document.title = fresh.title;
      document.querySelector("article").dispatchEvent(new Event("book-changed", { bubbles: true }));
      connect();
    }).catch(function () { tell(words.lost); });
  }

  var source = null;
  function connect() {
    if (source) source.close();
    source = new EventSource(address);
    source.onmessage = function (event) { tell(""); mend(JSON.parse(event.data)); };
    source.onerror = function () {
      tell(words.lost);
      if (source.readyState === EventSource.CLOSED) later();
    };
  }
  // A server that has been started anew does not know this page: the cookie may come from another tab at any time.
  function later() {
    fetch(address, { method: "HEAD" }).then(function (response) { if (response.status === 403) tell(words.refused); }).catch(function () {});
    setTimeout(connect, 2000);
  }
  // A browser has few connections to one server: a page that nobody sees needs none.
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "visible") connect();
    else if (source) { source.close(); source = null; }
  });
  if (document.visibilityState === "visible") connect();
})();
