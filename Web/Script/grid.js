// Numbers in rows and columns that can be walked through with arrow keys, pointed at, dragged over and changed.
(function () {
  "use strict";
  const make = Figures.make;

  // options: label, onPick(row, column), onEdit(row, column, text) where numbers can be changed.
  // The element's update(spec) shows height × width numbers: text(row, column), mark(row, column) gives classes, name(row, column) words.
  Figures.grid = function (options) {
    const title = make("p", { class: "label" });
    const body = make("tbody");
    const table = make("table", { class: options.onPick ? "numbers draggable" : "numbers", role: "grid" }, body);
    const element = make("div", { class: "grid" }, title, make("div", { class: "wide" }, table));
    let [height, width] = [0, 0];
    let cells = [];
    let current = [0, 0];
    let spec = null;

    function place(target) {
      const cell = target && target.closest ? target.closest("td") : null;
      return cell && table.contains(cell) ? [cell.parentNode.rowIndex, cell.cellIndex] : null;
    }
    function focusOn(row, column) {
      cells[current[0]][current[1]].tabIndex = -1;
      current = [row, column];
      const cell = cells[row][column];
      cell.tabIndex = 0;
      cell.focus({ preventScroll: false });
    }
    function pick(row, column) { if (options.onPick) options.onPick(row, column); }

    table.addEventListener("keydown", (event) => {
      const at = place(event.target);
      if (!at || event.target.tagName === "INPUT" || event.ctrlKey || event.metaKey || event.altKey) return;
      let [row, column] = at;
      switch (event.key) {
        case "ArrowUp": row -= 1; break;
        case "ArrowDown": row += 1; break;
        case "ArrowLeft": column -= 1; break;
        case "ArrowRight": column += 1; break;
        case "Home": column = 0; break;
        case "End": column = width - 1; break;
        case "Enter":
        case "F2":
          if (options.onEdit) { event.preventDefault(); edit(row, column); }
          return;
        default:
          if (options.onEdit && /^[-\d.]$/.test(event.key)) { event.preventDefault(); edit(row, column, event.key); }
          return;
      }
      event.preventDefault();
      row = Math.max(0, Math.min(height - 1, row));
      column = Math.max(0, Math.min(width - 1, column));
      focusOn(row, column);
      pick(row, column);
    });

    // A finger or a mouse that moves over the numbers picks each that it meets.
    let isDown = false;
    let wasFocused = false;
    const drag = Figures.onFrame((x, y, isFinger) => {
      const at = place(document.elementFromPoint(x, y));
      if (!at) return;
      pick(...at);
      // A finger that drags cannot scroll, so the numbers come to it.
      if (isFinger && cells[at[0]] && cells[at[0]][at[1]]) cells[at[0]][at[1]].scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
    });
    table.addEventListener("pointerdown", (event) => {
      const at = place(event.target);
      if (!at || event.target.tagName === "INPUT") return;
      isDown = true;
      for (const name of ["pointerup", "pointercancel"]) window.addEventListener(name, () => { isDown = false; }, { once: true });
      wasFocused = document.activeElement === cells[at[0]][at[1]];
      if (event.target.hasPointerCapture && event.target.hasPointerCapture(event.pointerId)) event.target.releasePointerCapture(event.pointerId);
      pick(...at);
    });
    table.addEventListener("pointermove", (event) => {
      if (isDown && event.buttons) drag(event.clientX, event.clientY, event.pointerType === "touch");
    });
    table.addEventListener("click", (event) => {
      const at = place(event.target);
      if (!at || event.target.tagName === "INPUT") return;
      if (options.onEdit && wasFocused) edit(...at);
      else focusOn(...at);
    });

    function edit(row, column, first) {
      if (spec.isFixed && spec.isFixed(row, column)) return;
      const cell = cells[row][column];
      const input = make("input", { type: "text", inputmode: "text", "aria-label": cell.getAttribute("aria-label") || options.label, size: 4 });
      input.value = first || spec.text(row, column).replace("−", "-");
      cell.replaceChildren(input);
      input.focus();
      if (!first) input.select();
      let isOver = false;
      function finish(isKept, isLeft) {
        if (isOver) return;
        isOver = true;
        const text = input.value.trim();
        cell.replaceChildren();
        cell.dataset.shown = "";
        if (isKept) options.onEdit(row, column, text);
        shown.update(spec);
        if (!isLeft) focusOn(row, column);
      }
      input.addEventListener("keydown", (event) => {
        event.stopPropagation();
        if (event.key === "Enter") { event.preventDefault(); finish(true, false); }
        if (event.key === "Escape") { event.preventDefault(); finish(false, false); }
        if (event.key === "Tab") finish(true, false);
      });
      input.addEventListener("blur", () => finish(true, true));
    }

    const shown = {
      element,
      update(next) {
        spec = next;
        title.textContent = next.title || options.label;
        table.setAttribute("aria-label", next.title || options.label);
        if (next.height !== height || next.width !== width) {
          [height, width] = [next.height, next.width];
          current = [0, 0];
          cells = Array.from({ length: height }, () => Array.from({ length: width }, () => make("td", { role: "gridcell", tabindex: -1 })));
          body.replaceChildren(...cells.map((row) => make("tr", { role: "row" }, ...row)));
          cells[0][0].tabIndex = 0;
        }
        for (let row = 0; row < height; row++) {
          for (let column = 0; column < width; column++) {
            const cell = cells[row][column];
            const text = next.text(row, column);
            if (cell.dataset.shown !== text && !cell.querySelector("input")) { cell.textContent = text; cell.dataset.shown = text; }
            const mark = (next.mark && next.mark(row, column)) || "";
            if (cell.className !== mark) cell.className = mark;
            if (next.grey) { const grey = next.grey(row, column); [cell.style.background, cell.style.color] = ["rgb(" + grey + "," + grey + "," + grey + ")", grey > 118 ? "#000" : "#fff"]; }
            if (next.name) cell.setAttribute("aria-label", next.name(row, column));
            if (mark.includes("here")) cell.setAttribute("aria-selected", "true"); else cell.removeAttribute("aria-selected");
          }
        }
        // The first to be reached by the Tab key is the one that is talked about.
        if (next.at && !table.contains(document.activeElement)) {
          cells[current[0]][current[1]].tabIndex = -1;
          current = next.at;
          cells[current[0]][current[1]].tabIndex = 0;
        }
        table.classList.toggle("blank", Boolean(next.isBlank));
      },
    };
    return shown;
  };
})();
