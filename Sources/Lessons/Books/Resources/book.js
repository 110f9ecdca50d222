// What a page can do besides being read: light or dark, the search, steps one by one, keys. Without it, nothing is missing from the text.
(function () {
  "use strict";
  var root = document.documentElement;
  var base = root.dataset.root || "";

  function make(name, attributes, text) {
    var element = document.createElement(name);
    for (var key in attributes) element.setAttribute(key, attributes[key]);
    if (text) element.textContent = text;
    return element;
  }

  // Light or dark.
  var tools = document.querySelector("[data-tools]");
  var systemIsDark = window.matchMedia("(prefers-color-scheme: dark)");
  function isDark() { return root.dataset.theme ? root.dataset.theme === "dark" : systemIsDark.matches; }
  var themeButton = make("button", { type: "button", "data-theme-switch": "" });
  function nameTheme() { themeButton.textContent = isDark() ? "Light" : "Dark"; }
  themeButton.addEventListener("click", function () {
    root.dataset.theme = isDark() ? "light" : "dark";
    try { localStorage.setItem("book-theme", root.dataset.theme); } catch (error) { /* It holds for this page only. */ }
    nameTheme();
  });
  systemIsDark.addEventListener("change", nameTheme);
  nameTheme();

  // The search. Its index is loaded when it is first asked for.
  var dialog = make("dialog", { "aria-label": "Search the book" });
  var panel = make("div", { class: "panel" });
  var input = make("input", { type: "search", "aria-label": "Search for", autocomplete: "off", spellcheck: "false" });
  var close = make("button", { type: "button" }, "Close");
  var state = make("p", { role: "status" });
  var list = make("ol", {});
  var row = make("div", { class: "row" });
  row.append(input, close);
  panel.append(row, state, list);
  dialog.append(panel);
  document.body.append(dialog);
  var searchButton = make("button", { type: "button", "data-search": "", "aria-keyshortcuts": "/" }, "Search ");
  searchButton.append(make("kbd", { "aria-hidden": "true" }, "/"));
  // A page that is alone has no index: what is in it, the browser itself finds.
  var isPartOfBook = root.dataset.root !== undefined;
  if (tools) tools.append(...(isPartOfBook ? [searchButton, themeButton] : [themeButton]));

  function folded(text) { return text.normalize("NFKC").toLowerCase(); }
  var sections = null;
  function load(done) {
    if (sections) return done();
    var script = make("script", { src: base + "search.js" });
    script.addEventListener("load", function () {
      sections = window.bookIndex.map(function (row) {
        return { page: row[0], heading: row[1], address: row[2], text: row[3], head: folded(row[1]), body: folded(row[3]) };
      });
      done();
    });
    script.addEventListener("error", function () { state.textContent = "The search's index cannot be loaded."; });
    document.head.append(script);
  }

  // Scripts without blanks between words, or in which they are a matter of taste: what is written together is found where it is
  // written apart, and a word with another ending by its pairs of letters.
  var unspaced = /[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7ff\u0e00-\u0eff\u1780-\u17ff]/;
  function pairs(term) {
    var found = [];
    for (var index = 0; index + 1 < term.length; index++) found.push(term.slice(index, index + 2));
    return found;
  }
  function isLetter(character) { return character !== undefined && /[\p{L}\p{N}]/u.test(character); }
  function score(text, term, weight) {
    var place = text.indexOf(term);
    if (place >= 0) {
      var isStart = !isLetter(text[place - 1]);
      var isWord = isStart && !isLetter(text[place + term.length]);
      return weight * (isWord ? 4 : isStart ? 3 : 1.5);
    }
    if (!unspaced.test(term) || term.length < 3) return 0;
    if (text.replace(/\s+/g, "").includes(term)) return weight;
    var parts = pairs(term);
    var share = parts.filter(function (part) { return text.includes(part); }).length / parts.length;
    return share >= 0.6 ? weight * share : 0;
  }
  function find(words) {
    var terms = folded(words).split(/\s+/).filter(Boolean);
    if (!terms.length) return [];
    var found = [];
    sections.forEach(function (section, order) {
      var sum = 0;
      for (var term of terms) {
        var points = Math.max(score(section.head, term, 4), score(section.body, term, 1));
        if (!points) return;
        sum += points;
      }
      found.push({ section: section, points: sum, order: order });
    });
    found.sort(function (a, b) { return b.points - a.points || a.order - b.order; });
    return found;
  }
  function excerpt(section, term) {
    var place = Math.max(0, section.body.indexOf(term));
    var start = Math.max(0, place - 40);
    return (start ? "… " : "") + section.text.slice(start, start + 130) + (section.text.length > start + 130 ? " …" : "");
  }
  function show() {
    var words = input.value.trim();
    list.replaceChildren();
    if (!words) { state.textContent = ""; return; }
    var found = find(words);
    state.textContent = found.length === 0 ? "Nothing found." : found.length === 1 ? "1 place" : found.length + " places";
    var term = folded(words).split(/\s+/)[0];
    found.slice(0, 40).forEach(function (result) {
      var section = result.section;
      var link = make("a", { href: base + section.address });
      link.append(make("b", {}, section.heading));
      if (section.heading !== section.page) link.append(" · " + section.page.split(": ")[0]);
      if (section.text) link.append(make("small", {}, excerpt(section, term)));
      var item = make("li", {});
      item.append(link);
      list.append(item);
    });
  }
  function open() {
    if (!dialog.open) dialog.showModal();
    input.select();
    load(show);
  }
  searchButton.addEventListener("click", open);
  close.addEventListener("click", function () { dialog.close(); });
  input.addEventListener("input", function () { if (sections) show(); });
  list.addEventListener("click", function () { dialog.close(); });
  dialog.addEventListener("keydown", function (event) {
    var links = Array.from(list.querySelectorAll("a"));
    var place = links.indexOf(document.activeElement);
    if (event.key === "Enter" && document.activeElement === input && links.length) links[0].click();
    else if (event.key === "ArrowDown" && links.length) links[Math.min(place + 1, links.length - 1)].focus();
    else if (event.key === "ArrowUp" && place >= 0) (place === 0 ? input : links[place - 1]).focus();
    else return;
    event.preventDefault();
  });

  // Steps one by one.
  function prepareSteps(details) {
    var rows = Array.from(details.querySelectorAll("tr[data-step]"));
    if (rows.length < 2) return;
    var all = Array.from(details.querySelectorAll("tbody tr"));
    var step = rows.length;
    var bar = make("div", { class: "stepper", role: "group", "aria-label": "Steps" });
    var back = make("button", { type: "button" }, "Back");
    var forward = make("button", { type: "button" }, "Forward");
    var every = make("button", { type: "button" }, "All steps");
    var place = make("span", { role: "status" });
    bar.append(back, forward, every, place);
    details.querySelector(".wide").before(bar);
    function draw() {
      var current = step < rows.length ? rows[step] : null;
      var behind = false;
      all.forEach(function (row) {
        row.classList.toggle("later", behind);
        if (row === current) { row.setAttribute("aria-current", "step"); behind = true; } else row.removeAttribute("aria-current");
      });
      place.textContent = current ? "Step " + (step + 1) + " of " + rows.length : rows.length + " steps";
      if (current) current.scrollIntoView({ block: "nearest" });
    }
    function go(to) { step = to; draw(); }
    forward.addEventListener("click", function () { go(step >= rows.length ? 0 : Math.min(step + 1, rows.length - 1)); });
    back.addEventListener("click", function () { go(step >= rows.length ? rows.length - 1 : Math.max(step - 1, 0)); });
    every.addEventListener("click", function () { go(rows.length); });
    bar.addEventListener("keydown", function (event) {
      if (event.key === "ArrowRight") forward.click();
      else if (event.key === "ArrowLeft") back.click();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    draw();
  }
  document.querySelectorAll("[data-stepper]").forEach(prepareSteps);

  // What scrolls by itself can be reached with the keyboard.
  function markScrolling(place) {
    place.querySelectorAll("pre, .wide, .formula").forEach(function (box) {
      if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0; else if (!box.classList.contains("raw")) box.removeAttribute("tabindex");
    });
  }
  function markAll() { markScrolling(document); }
  markAll();
  window.addEventListener("resize", markAll);
  document.addEventListener("toggle", markAll, true);
  // A page that is alive has something new in a place.
  document.addEventListener("book-changed", function (event) {
    event.target.querySelectorAll("[data-stepper]").forEach(prepareSteps);
    requestAnimationFrame(function () { markScrolling(event.target); });
  });

  // Keys: the arrows turn pages, / searches.
  document.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || event.altKey || event.metaKey || dialog.open) return;
    var focused = document.activeElement;
    if (focused && focused !== document.body && (focused.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(focused.tagName) || focused.tabIndex === 0 && /^(PRE|DIV|SPAN)$/.test(focused.tagName))) return;
    if (isPartOfBook && (event.key === "/" && !event.ctrlKey || event.key === "k" && event.ctrlKey)) { event.preventDefault(); open(); return; }
    if (event.ctrlKey || event.shiftKey) return;
    var name = event.key === "ArrowLeft" ? "prev" : event.key === "ArrowRight" ? "next" : null;
    var link = name && document.querySelector('link[rel="' + name + '"]');
    if (link) location.href = link.href;
  });
})();
