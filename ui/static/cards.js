// The card over a marker: a style shows it on hover and focus; here it keeps inside the window, closes with Escape and
// opens with a tap, where the second tap opens the article.
"use strict";

(() => {
  let isTouch = false;
  const citeOf = (event) => (event.target instanceof Element ? event.target.closest(".cite") : null);

  const place = (cite) => {
    const card = cite.querySelector(".hover-card");
    cite.classList.remove("is-dismissed");
    if (card) card.classList.toggle("is-left", cite.getBoundingClientRect().left + 440 > document.documentElement.clientWidth);
  };
  const closeAll = (kept) => {
    for (const cite of document.querySelectorAll(".cite.is-open")) if (cite !== kept) cite.classList.remove("is-open");
  };

  for (const name of ["mouseover", "focusin"]) {
    document.addEventListener(name, (event) => {
      const cite = citeOf(event);
      if (cite && !cite.contains(event.relatedTarget)) place(cite);
    });
  }
  document.addEventListener("pointerdown", (event) => (isTouch = event.pointerType === "touch"), true);
  document.addEventListener(
    "click",
    (event) => {
      const cite = citeOf(event);
      closeAll(cite);
      if (cite && !isTouch && event.target.closest("a")) cite.classList.add("is-dismissed"); // the article takes its place
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
      const shown = [...document.querySelectorAll(".cite:is(:hover, :focus-within, .is-open):not(.is-dismissed)")];
      for (const cite of shown) cite.classList.add("is-dismissed");
      closeAll(null);
      if (shown.length) event.stopImmediatePropagation(); // the reader beside the answer stays open
    },
    true,
  );
})();
