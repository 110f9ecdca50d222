// An editor of one cell: its kind's fields, Ace where the server has it, or else a plain field.
(function () {
  "use strict";
  if (!Live) return;
  var make = Live.make, words = Live.words, keep = Live.keep, drop = Live.drop;

  function Editor(id, place, cell) {
    var self = this;
    this.id = id;
    this.cell = cell;
    this.place = place;
    this.isOurs = false;
    this.marks = [];
    this.status = Live.find("saved", id);
    var label = words.editor + " " + id;
    if (Live.forms[place.dataset.form]) {
      this.form = Live.forms[place.dataset.form](place, this);
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
      this.field.addEventListener("keydown", Live.runs(this));
    }
    place.classList.add("alive");
    this.set(cell.source);
    var draft = Live.kept(id);
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
      Live.order({ action: "run", cell: this.id, source: text.replace(/\n*$/, "\n"), base: this.cell.version }, function (answer) {
        if (answer.outcome === "conflict") { self.say(words.unsaved); self.clash({ source: answer.source, version: answer.version, line: self.cell.line }); return; }
        if (answer.outcome === "refused") { keep(self.id, self.text(), self.cell.version); self.say(answer.words || "", true); return; }
        self.cell = { source: answer.source, version: answer.version, line: self.cell.line };
        if (self.text() === text) self.settle();
        self.show();
        self.say(self.isDirty() ? words.unsaved : answer.outcome === "unchanged" ? words.unchanged : "");
      }, function () { keep(self.id, self.text(), self.cell.version); self.say(words.unsaved, true); });
    },
  };

  Live.Editor = Editor;
})();
