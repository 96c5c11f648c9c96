// The theme a reader chose in Settings; it stays in this browser. Loaded before anything is drawn, so that nothing flashes.
"use strict";

(() => {
  const KEY = "copydesk-theme";
  const THEMES = ["light", "dark"];
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");

  const chosen = () => {
    try {
      const kept = localStorage.getItem(KEY);
      return THEMES.includes(kept) ? kept : "system";
    } catch {
      return "system"; // a browser that keeps nothing follows its system
    }
  };
  // Gradio draws its own fields dark by a class; it follows the system unless it is told.
  const mark = () => {
    const isDark = chosen() === "system" ? system.matches : chosen() === "dark";
    if (document.body.classList.contains("dark") !== isDark && document.querySelector(".gradio-container")) {
      document.body.classList.toggle("dark", isDark);
    }
  };
  const apply = () => {
    const theme = chosen();
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
    if (document.body) mark();
  };
  const keep = (theme) => {
    try {
      THEMES.includes(theme) ? localStorage.setItem(KEY, theme) : localStorage.removeItem(KEY);
    } catch {
      return;
    }
    apply();
  };

  apply();
  addEventListener("storage", apply); // chosen in another tab
  document.addEventListener("DOMContentLoaded", () => {
    new MutationObserver(mark).observe(document.body, { attributes: true, attributeFilter: ["class"], childList: true });
    apply();
    for (const field of document.querySelectorAll('input[name="theme"]')) {
      field.checked = field.value === chosen();
      field.addEventListener("change", () => keep(field.value));
    }
  });
})();
