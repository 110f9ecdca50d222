// A page that is alive: editors in the place of exercises, and what the server tells of them. All that is shown of a lesson the server has made.
(function () {
  "use strict";
  if (!Live) return;
  var find = Live.find, order = Live.order, tell = Live.tell, words = Live.words;
  var version = Live.main.dataset.version;
  var editors = {};
  if (window.ace) ace.config.set("useStrictCSP", true);

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
      else if (box) editors[id] = new Live.Editor(id, box, message.cells[id]);
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
      for (var id in editors) if (editors[id].isDirty()) Live.keep(id, editors[id].text(), editors[id].cell.version);
      editors = {};
      version = fresh.querySelector("main").dataset.version;
      document.querySelector("article").replaceWith(document.adoptNode(article));
      document.title = fresh.title;
      document.querySelector("article").dispatchEvent(new Event("book-changed", { bubbles: true }));
      connect();
    }).catch(function () { tell(words.lost); });
  }

  var source = null;
  function connect() {
    if (source) source.close();
    source = new EventSource(Live.address);
    source.onmessage = function (event) { tell(""); mend(JSON.parse(event.data)); };
    source.onerror = function () {
      tell(words.lost);
      if (source.readyState === EventSource.CLOSED) later();
    };
  }
  // A server that has been started anew does not know this page: the cookie may come from another tab at any time.
  function later() {
    fetch(Live.address, { method: "HEAD" }).then(function (response) { if (response.status === 403) tell(words.refused); }).catch(function () {});
    setTimeout(connect, 2000);
  }
  // A browser has few connections to one server: a page that nobody sees needs none.
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState === "visible") connect();
    else if (source) { source.close(); source = null; }
  });
  if (document.visibilityState === "visible") connect();
})();
