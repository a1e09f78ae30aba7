"use strict";
// Before anything is drawn: the colours that were chosen last time, if any were.
(() => {
  try {
    const chosen = localStorage.getItem("reftel-theme");
    if (chosen === "dark" || chosen === "light") document.documentElement.dataset.theme = chosen;
  } catch (error) {
    // A browser that keeps nothing shows what the system prefers.
  }
})();
