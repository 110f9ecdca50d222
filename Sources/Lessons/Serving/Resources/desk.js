// The desk: keys and buttons become orders; what stands on the page the server has made.
(function () {
  "use strict";
  var main = document.querySelector("main[data-desk]");
  if (!main) return;
  var exercise = main.dataset.desk;
  var words = JSON.parse(main.dataset.words);
  var state = document.querySelector(".desk-state");
  var shown = main.dataset.answer;
  var isBusy = false;
  var waiting = [];
  var aim = null;

  function part(name) { return document.querySelector('[data-part="' + CSS.escape(name) + '"]'); }
  function panel() { return part("panel"); }
  function say(text, isWrong) {
    state.textContent = text || "";
    state.classList.toggle("bad", !!isWrong);
  }

  // One order after the other, each about the answer that was seen when it was given.
  function order(body) {
    waiting.push(Object.assign({ exercise: exercise, answer: shown }, body));
    if (!isBusy) sendNext();
  }
  function post(body) {
    return fetch("/desk", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  }
  // Answers that are alike are looked for while one goes on: the page asks until they are found.
  var asking = null;
  function askAlike() {
    var place = part("alike");
    if (asking || !place || !place.querySelector("[data-pending]")) return;
    asking = setTimeout(function () {
      var about = shown;
      post({ action: "alike", exercise: exercise, answer: about }).then(function (response) { return response.ok ? response.json() : null; })
        .catch(function () { return null; })
        .then(function (answer) {
          asking = null;
          if (answer && about === shown && place.querySelector("[data-pending]")) place.innerHTML = answer.parts.alike || "";
          if (answer) askAlike();
        });
    }, 1000);
  }
  function sendNext() {
    var body = waiting.shift();
    if (!body) { isBusy = false; return; }
    isBusy = true;
    if (body.action !== "show") say(words.saving);
    post(body)
      .then(function (response) {
        if (!response.ok) return response.text().then(function (text) { say(response.status === 403 ? words.refused : text.trim(), true); });
        return response.json().then(function (answer) { take(answer, body); });
      })
      .catch(function () { waiting = []; say(words.lost, true); })
      .then(sendNext);
  }
  function take(answer, body) {
    var moved = answer.answer !== shown;
    var typed = moved ? null : kept(answer.isDone ? body.action : null);
    if (!answer.isDone && !moved && body.action === "comment" && body.text) typed.values.text = body.text;
    aim = null;
    for (var name in answer.parts) {
      var place = part(name);
      if (place && place.innerHTML !== answer.parts[name]) place.innerHTML = answer.parts[name];
    }
    if (answer.answer) shown = answer.answer;
    askAlike();
    if (location.hash.slice(1) !== shown) history.replaceState(null, "", "#" + shown);
    if (typed) restore(typed);
    // What had the focus is another element now, or gone.
    if (moved || !document.activeElement || document.activeElement === document.body) focusPanel();
    var heading = document.getElementById("answer");
    if (moved && heading) heading.scrollIntoView({ block: "nearest" });
    var here = document.querySelector('.desk-list [aria-current="true"]');
    if (here) reveal(here.closest(".desk-list"), here);
    say(answer.words || (body.action === "show" ? "" : words.saved), !answer.isDone);
  }
  // Within its list: the page stays where it is.
  function reveal(list, item) {
    var box = list.getBoundingClientRect(), row = item.getBoundingClientRect();
    if (row.top < box.top) list.scrollTop -= box.top - row.top;
    else if (row.bottom > box.bottom) list.scrollTop += row.bottom - box.bottom;
  }
  function focusPanel() {
    var heading = document.getElementById("answer");
    if (heading) heading.focus({ preventScroll: true });
  }
  // What is being typed stays, where it was not what has just been saved.
  function kept(saved) {
    var typed = { values: {}, focus: null };
    panel().querySelectorAll("input").forEach(function (field) {
      if (field === document.activeElement) typed.focus = [field.name, field.selectionStart, field.selectionEnd];
      if (field.value !== field.defaultValue && !(saved === "points" && field.name !== "text")) typed.values[field.name] = field.value;
    });
    return typed;
  }
  function restore(typed) {
    for (var name in typed.values) {
      var field = panel().querySelector('input[name="' + name + '"]');
      if (field) field.value = typed.values[name];
    }
    var focused = typed.focus && panel().querySelector('input[name="' + typed.focus[0] + '"]');
    if (focused) { focused.focus(); focused.setSelectionRange(typed.focus[1], typed.focus[2]); }
  }

  function links() { return Array.from(document.querySelectorAll(".desk-list a")); }
  function show(id) {
    if (!id) return;
    aim = id;
    order({ action: "show", answer: id });
  }
  function go(step, isOpen) {
    var all = links();
    var place = all.findIndex(function (link) { return link.hash.slice(1) === (aim || shown); });
    for (var count = 1; count <= all.length; count++) {
      var index = place + step * count;
      if (isOpen) index = (index + all.length) % all.length;
      var link = all[index];
      if (!link) return;
      if (!isOpen || link.dataset.open === "true") { show(link.hash.slice(1)); return; }
    }
  }

  var actions = {
    item: function (button) { order({ action: "item", id: button.dataset.id, isOn: button.getAttribute("aria-pressed") !== "true" }); },
    bank: function (button) { order({ action: "comment", id: button.dataset.id, isOn: button.getAttribute("aria-pressed") !== "true" }); },
    uncomment: function (button) { order({ action: "comment", id: button.dataset.id, isOn: false }); },
    keep: function (button) { order({ action: "keep", id: button.dataset.id, isOn: true }); },
    drop: function (button) { order({ action: "keep", id: button.dataset.id, isOn: false }); },
    withdraw: function () { givePoints(null, null); },
    flag: function (button) { order({ action: "flag", isOn: button.getAttribute("aria-pressed") !== "true" }); },
    done: function () { order({ action: "done", isOn: true }); },
    undone: function () { order({ action: "done", isOn: false }); },
    undo: function () { order({ action: "undo" }); },
    previous: function () { go(-1); },
    next: function () { go(1); },
    open: function () { go(1, true); },
  };
  function givePoints(points, reason) {
    var form = panel().querySelector('[data-form="points"]');
    var body = { action: "points", points: points, reason: reason };
    if (form.dataset.seen !== undefined) body.seen = form.dataset.seen;
    order(body);
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-do]");
    if (button && actions[button.dataset.do]) { actions[button.dataset.do](button); return; }
    var link = event.target.closest && event.target.closest("a[href]");
    if (link && link.hash && link.pathname === location.pathname && main.contains(link) && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      show(link.hash.slice(1));
    }
  });
  document.addEventListener("submit", function (event) {
    event.preventDefault();
    var form = event.target;
    if (form.dataset.form === "points") givePoints(form.elements.points.value.trim(), form.elements.reason.value.trim());
    if (form.dataset.form === "comment" && form.elements.text.value.trim()) {
      order({ action: "comment", text: form.elements.text.value.trim(), isOn: true });
      form.elements.text.value = "";
    }
    focusPanel();
  });

  function press(name) { var button = panel().querySelector('[data-do="' + name + '"]'); if (button) button.click(); }
  var keys = { f: "flag", u: "undo", x: "undone", j: "next", k: "previous", n: "open", ArrowRight: "next", ArrowLeft: "previous" };
  document.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    var focused = document.activeElement;
    if (focused && /^(INPUT|TEXTAREA|SELECT)$/.test(focused.tagName)) {
      if (event.key === "Escape") { focusPanel(); event.preventDefault(); }
      return;
    }
    var digit = /^Digit([1-9])$/.exec(event.code) || /^Numpad([1-9])$/.exec(event.code) || /^([1-9])$/.exec(event.key);
    if (digit) {
      var button = panel().querySelector(event.shiftKey ? '[data-bank="' + digit[1] + '"]' : '[data-key="' + digit[1] + '"]');
      if (button) button.click();
    } else if (event.shiftKey) return;
    else if (event.key === "Enter") {
      if (focused && /^(A|BUTTON|SUMMARY)$/.test(focused.tagName)) return;
      press("done");
    } else if (event.key === "p" || event.key === "c") {
      var field = panel().querySelector(event.key === "p" ? 'input[name="points"]' : 'input[name="text"]');
      if (field) { field.focus(); field.select(); }
    } else if (keys[event.key]) {
      if (/^Arrow/.test(event.key) && focused && /^(PRE|DIV)$/.test(focused.tagName) && focused.scrollWidth > focused.clientWidth) return;
      press(keys[event.key]);
    } else return;
    event.preventDefault();
  });
  window.addEventListener("hashchange", function () { if (location.hash.slice(1) !== shown) show(location.hash.slice(1)); });
  // Somebody else may have reviewed meanwhile.
  document.addEventListener("visibilitychange", function () { if (document.visibilityState === "visible") order({ action: "show" }); });
  var wanted = location.hash.slice(1);
  if (wanted && wanted !== shown) show(wanted); else if (shown) history.replaceState(null, "", "#" + shown);
  focusPanel();
  askAlike();
})();
