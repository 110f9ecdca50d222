// A figure's state: the values of its keys, as text in lessons and links, and as numbers to compute with.
(function () {
  "use strict";
  const largest = 1e6;
  // `own`: types that a figure brings, each with `value(text)` and `text(value)`.
  const state = (Figures.state = { own: {} });

  // "key: value" lines to texts by key.
  state.lines = function (text) {
    const texts = {};
    for (const line of text.split("\n")) {
      const colon = line.indexOf(":");
      if (colon > 0) texts[line.slice(0, colon)] = line.slice(colon + 1).trim();
    }
    return texts;
  };

  function numeral(word) {
    const text = word.replace(/−/g, "-");
    // A link may hold anything, also a word of a million signs.
    const value = text.length <= 40 && /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : NaN;
    if (Number.isNaN(value)) throw "“" + word + "” is no number";
    if (Math.abs(value) > largest) throw "numbers go from −1000000 to 1000000";
    return value;
  }

  function whole(word, least, most) {
    if (word.length > 40 || !/^\d+$/.test(word) || Number(word) < least || Number(word) > most) throw "a whole number from " + least + " to " + most + " is wanted, not “" + word + "”";
    return Number(word);
  }

  function array(text, side, channels) {
    const parts = text.split("|").map((part) => part.split("/").map((row) => row.trim().split(/[ \t]+/).map(numeral)));
    const height = parts[0].length;
    const width = parts[0][0].length;
    if (parts.length > channels) throw "at most " + Figures.counted(channels, "channel");
    if (height > side || width > side) throw "at most " + side + " rows and columns";
    if (parts.some((rows) => rows.length !== height || rows.some((row) => row.length !== width))) throw "all rows and channels need the same size";
    const values = new Float64Array(height * width * parts.length);
    parts.forEach((rows, channel) => rows.forEach((row, i) => row.forEach((value, j) => { values[(i * width + j) * parts.length + channel] = value; })));
    return { height, width, channels: parts.length, values };
  }

  function arrays(text, side, channels, count) {
    const found = text.split(";").map((part) => array(part, side, channels));
    if (found.length > count) throw count === 1 ? "one array is wanted" : "at most " + count + " arrays";
    const first = found[0];
    if (found.some((one) => one.height !== first.height || one.width !== first.width || one.channels !== first.channels)) throw "all arrays need the same size";
    return found;
  }

  function layers(text, most) {
    const parts = text.split("/").map((part) => part.trim().split(/[ \t]+/));
    if (parts.length > most) throw "at most " + Figures.counted(most, "layer");
    const bounds = { kernel: [1, 9], stride: [1, 5], padding: [0, 4], dilation: [1, 4] };
    return parts.map((words) => {
      const layer = { kernel: 0, stride: 1, padding: 0, dilation: 1 };
      for (let index = 0; index < words.length; index += 2) {
        if (!Object.hasOwn(bounds, words[index]) || words[index + 1] === undefined) throw "write layers like: kernel 3 stride 2 / kernel 2";
        layer[words[index]] = whole(words[index + 1], ...bounds[words[index]]);
      }
      if (!layer.kernel) throw "each layer needs its kernel";
      return layer;
    });
  }

  // The value of a text; a text that makes no sense throws why.
  state.value = function (type, text) {
    const [name, ...rest] = type.split(" ");
    const bounds = rest.map(Number);
    const words = text.split(/[ \t]+/).filter((word) => word);
    if (!words.length) throw "something has to be written";
    switch (name) {
      case "integer": return whole(text.trim(), bounds[0], bounds[1]);
      case "number": {
        const value = numeral(text.trim());
        if (value < bounds[0] || value > bounds[1]) throw "a number from " + rest[0] + " to " + rest[1] + " is wanted";
        return value;
      }
      case "choice":
        if (!rest.includes(text)) throw "one of " + rest.join(", ") + " is wanted";
        return text;
      case "numbers":
      case "names":
        if (words.length < bounds[0] || words.length > bounds[1]) throw bounds[0] + " to " + bounds[1] + " values are wanted";
        return name === "names" ? words : words.map(numeral);
      case "arrays": return arrays(text, ...bounds);
      case "named": return rest.slice(1).includes(text) ? text : arrays(text, bounds[0], 1, 1);
      case "layers": return layers(text, bounds[0]);
      default: return state.own[name] ? state.own[name].value(text) : text;
    }
  };

  function arrayText(one) {
    const channels = [];
    for (let channel = 0; channel < one.channels; channel++) {
      const rows = [];
      for (let i = 0; i < one.height; i++) {
        const row = [];
        for (let j = 0; j < one.width; j++) row.push(String(one.values[(i * one.width + j) * one.channels + channel]));
        rows.push(row.join(" "));
      }
      channels.push(rows.join(" / "));
    }
    return channels.join(" | ");
  }

  // The text of a value.
  state.text = function (type, value) {
    if (typeof value === "string") return value;
    if (state.own[type]) return state.own[type].text(value);
    switch (type.split(" ")[0]) {
      case "numbers":
      case "names": return value.join(" ");
      case "arrays":
      case "named": return value.map(arrayText).join(" ; ");
      case "layers":
        return value.map((one) => "kernel " + one.kernel + ["stride", "padding", "dilation"]
          .filter((word) => one[word] !== (word === "padding" ? 0 : 1)).map((word) => " " + word + " " + one[word]).join("")).join(" / ");
      default: return String(value);
    }
  };

  // What stands behind a figure's name in an address: the keys that differ from the page's own state.
  state.fragment = function (id, texts, original) {
    const changed = Object.keys(texts).filter((key) => texts[key] !== original[key]);
    const pairs = changed.map((key) => key + "=" + encodeURIComponent(texts[key]).replace(/%20/g, "+").replace(/%2F/g, "/"));
    return "#" + id + (pairs.length ? "?" + pairs.join("&") : "");
  };

  // The texts that an address holds for a figure; null if it is not about it.
  state.ofAddress = function (id, hash) {
    let text = hash.slice(1);
    if (!text.startsWith(id + "?")) return null;
    const texts = {};
    text = text.slice(id.length + 1);
    for (const pair of text.split("&")) {
      const equals = pair.indexOf("=");
      if (equals < 1) continue;
      try { texts[pair.slice(0, equals)] = decodeURIComponent(pair.slice(equals + 1).replace(/\+/g, " ")); } catch { /* An address that was cut. */ }
    }
    return texts;
  };
})();
