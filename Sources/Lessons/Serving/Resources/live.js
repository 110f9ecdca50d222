// What the parts of a page that is alive share: its places, what it keeps, what it asks of the server. On any other page there is nothing.
const Live = (function () {
  "use strict";
  var main = document.querySelector("main[data-live]");
  if (!main) return null;
  var page = main.dataset.live;
  var words = JSON.parse(main.dataset.words);
  var address = "/live/" + encodeURIComponent(page);

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

  // An editor runs by these keys, whatever it is made of.
  function runs(self) {
    return function (event) { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); self.run(); } };
  }

  function order(body, done, failed) {
    fetch(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) })
      .then(function (response) {
        if (response.ok) return response.json().then(done);
        return response.text().then(function (text) { done({ outcome: "refused", words: text.trim() }); });
      })
      .catch(function () { tell(words.lost); if (failed) failed(); });
  }

  // What concerns the whole page stands above the lesson, which may be another by now.
  var notice = null;
  function tell(text) {
    if (!text) { if (notice) notice.remove(); notice = null; return; }
    if (!notice || !notice.isConnected) {
      notice = make("p", { class: "note", role: "alert" });
      main.querySelector(".live-state").prepend(notice);
    }
    notice.textContent = text;
  }

  return {
    main: main, words: words, address: address, make: make, find: find, keep: keep, kept: kept, drop: drop, runs: runs, order: order, tell: tell, forms: {},
  };
})();
