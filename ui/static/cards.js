// The card at a marker: a style shows it on hover and focus; here it keeps inside the window and off its marker, closes
// with Escape and opens with a tap, where the second tap opens the article.
"use strict";

(() => {
  const ROOM = 260; // pixels that a card of some lines takes
  const GAP = 12;
  let isTouch = false;
  let read = null; // whose article was opened last: closing that gives the focus back, and asks for no card
  let at = ""; // where the mouse was last: a page that moves below it asks for none either
  const citeOf = (event) => (event.target instanceof Element ? event.target.closest(".cite") : null);

  const place = (cite) => {
    const card = cite.querySelector(".hover-card");
    cite.classList.remove("is-dismissed");
    if (!card) return;
    const box = cite.getBoundingClientRect();
    const foot = document.getElementById("composer")?.getBoundingClientRect().top || innerHeight;
    const below = foot - box.bottom - GAP;
    const isAbove = below < ROOM && box.top - GAP > below;
    card.classList.toggle("is-left", box.left + 440 > document.documentElement.clientWidth);
    card.classList.toggle("is-above", isAbove);
    const style = document.documentElement.style; // of the whole page: an article's words never carry a style
    style.setProperty("--card-room", `${Math.floor(isAbove ? box.top - GAP : below)}px`);
    style.setProperty("--card-foot", `${Math.ceil(innerHeight - foot)}px`);
  };
  const closeAll = (kept) => {
    for (const cite of document.querySelectorAll(".cite.is-open")) if (cite !== kept) cite.classList.remove("is-open");
  };

  for (const name of ["mouseover", "focusin"]) {
    document.addEventListener(name, (event) => {
      const cite = citeOf(event);
      if (!cite || cite.contains(event.relatedTarget)) return;
      const isBack = name === "focusin" ? cite === read : at === `${event.screenX},${event.screenY}`;
      if (!isBack || !cite.matches(".is-dismissed")) place(cite);
      read = null;
    });
  }
  const shown = () => document.querySelectorAll(".cite:is(:hover, :focus-within, .is-open):not(.is-dismissed)");
  document.addEventListener("scroll", (event) => event.target === document && shown().forEach(place), true);
  document.addEventListener("mousemove", (event) => (at = `${event.screenX},${event.screenY}`), true);
  document.addEventListener("pointerdown", (event) => (isTouch = event.pointerType === "touch"), true);
  document.addEventListener(
    "click",
    (event) => {
      const cite = citeOf(event);
      closeAll(cite);
      if (cite && !isTouch && event.target.closest("a")) {
        cite.classList.add("is-dismissed"); // the article takes its place
        read = cite;
      }
      if (!isTouch || !cite || !event.target.closest(".marker") || cite.classList.contains("is-open")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      place(cite);
      cite.classList.add("is-open");
    },
    true,
  );
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape") return;
      const open = [...shown()];
      for (const cite of open) cite.classList.add("is-dismissed");
      closeAll(null);
      if (open.length) event.stopImmediatePropagation(); // the reader beside the answer stays open
    },
    true,
  );
})();
