// Before anything is drawn: light or dark, as the reader chose the last time.
(function () {
  "use strict";
  document.documentElement.classList.add("js");
  try {
    var theme = localStorage.getItem("book-theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch (error) { /* Nothing may be kept here: then it is as the system has it. */ }
})();
