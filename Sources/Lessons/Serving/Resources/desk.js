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

  function part(name) { return document.querySelector('[data-part="' + CSS.escape(name) + '"]'); }
  function panel() { return part("panel"); }
  function say(text, isWrong) {
    state.textContent = text || "";
    state.classList.toggle("bad", !!isWrong);
  }

  // One order after the other: each is about what the one before has left.
  function order(body, failed) {
    waiting.push({ body: body, failed: failed });
    if (!isBusy) sendNext();
  }
  function sendNext() {
    var next = waiting.shift();
    if (!next) { isBusy = false; return; }
    isBusy = true;
    var body = Object.assign({ exercise: exercise, answer: shown }, next.body);
    if (body.action !== "show") say(words.saving);
    fetch("/desk", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) })
      .then(function (response) {
        if (!response.ok) return response.text().then(function (text) { say(response.status === 403 ? words.refused : text.trim(), true); });
        return response.json().then(function (answer) { take(answer, body); });
      })
      .catch(function () { waiting = []; say(words.lost, true); })
      .then(sendNext);
  }
  function take(answer, body) {
    var typed = answer.isDone ? null : kept();
    var moved = answer.answer !== shown;
    for (var name in answer.parts) {
      var place = part(name);
      if (place && place.innerHTML !== answer.parts[name]) place.innerHTML = answer.parts[name];
    }
    if (answer.answer) shown = answer.answer;
    if (location.hash.slice(1) !== shown) history.replaceState(null, "", "#" + shown);
    if (typed && !moved) restore(typed);
    // What had the focus is another element now, or gone.
    if (moved || !document.activeElement || document.activeElement === document.body) focusPanel();
    var here = document.querySelector('.desk-list [aria-current="true"]');
    if (here) here.scrollIntoView({ block: "nearest" });
    say(answer.words || (body.action === "show" ? "" : words.saved), !answer.isDone);
    document.dispatchEvent(new CustomEvent("desk-changed"));
  }
  function focusPanel() {
    var heading = document.getElementById("answer");
    if (heading) heading.focus({ preventScroll: true });
  }
  // What is typed stays where an order was refused.
  function kept() {
    return Array.from(panel().querySelectorAll("input")).map(function (field) { return [field.name, field.value]; });
  }
  function restore(typed) {
    typed.forEach(function (pair) {
      var field = panel().querySelector('input[name="' + pair[0] + '"]');
      if (field) field.value = pair[1];
    });
  }

  function links() { return Array.from(document.querySelectorAll(".desk-list a")); }
  function show(id) { if (id) order({ action: "show", answer: id }); }
  function go(step, isOpen) {
    var all = links();
    var place = all.findIndex(function (link) { return link.hash.slice(1) === shown; });
    for (var count = 1; count <= all.length; count++) {
      var index = place + step * count;
      if (isOpen) index = (index + all.length) % all.length;
      var link = all[index];
      if (!link) return;
      if (!isOpen || link.dataset.open === "true") { show(link.hash.slice(1)); return; }
    }
  }

  var actions = {
    item: function (button) { order({ action: "item", text: button.dataset.text, value: Number(button.dataset.value), isOn: button.getAttribute("aria-pressed") !== "true" }); },
    bank: function (button) { order({ action: "comment", text: button.dataset.text, isOn: button.getAttribute("aria-pressed") !== "true" }); },
    uncomment: function (button) { order({ action: "comment", text: button.dataset.text, isOn: false }); },
    keep: function (button) { order({ action: "keep", text: button.dataset.text, isOn: true }); },
    drop: function (button) { order({ action: "keep", text: button.dataset.text, isOn: false }); },
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
    if (form.dataset.seenPoints !== undefined) {
      body.seenPoints = Number(form.dataset.seenPoints);
      body.seenReason = form.dataset.seenReason;
    }
    order(body);
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("[data-do]");
    if (button && actions[button.dataset.do]) { actions[button.dataset.do](button); return; }
    var link = event.target.closest && event.target.closest('a[href^="#"]');
    if (link && main.contains(link) && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      show(link.hash.slice(1));
    }
  });
  document.addEventListener("submit", function (event) {
    event.preventDefault();
    var form = event.target;
    if (form.dataset.form === "points") givePoints(form.elements.points.value.trim(), form.elements.reason.value.trim());
    if (form.dataset.form === "comment" && form.elements.text.value.trim()) order({ action: "comment", text: form.elements.text.value.trim(), isOn: true });
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
})();
