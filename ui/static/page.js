// What the page does in the browser: the reader beside the answer, suggestions, copying, the conversation's address.
// Everything shown was escaped by the server; nothing here makes HTML out of text.
"use strict";

(() => {
  const narrow = matchMedia("(max-width: 899px)");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let reader = null;
  let cameFrom = null;
  let wanted = null; // the opening on its way: a later one, or Escape, takes its place

  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  // ── The reader ────────────────────────────────────────────────────────────────────────────────────────────
  const buildReader = () => {
    const close = make("button", { type: "button", class: "quiet", "data-close": "" }, "Close");
    const page = make("a", { class: "quiet", target: "_blank", rel: "noopener", "data-page": "" }, "Open as a page");
    const title = make("p", { class: "kicker" }, "Article");
    const dialog = make(
      "dialog",
      { class: "reader", "aria-labelledby": "story-title" },
      make("div", { class: "reader-bar" }, title, page, close),
      make("div", { class: "reader-scroll", tabindex: "0" }),
    );
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      wanted = null;
      if (history.state?.reader) history.back();
      document.body.classList.remove("has-reader");
      if (cameFrom && cameFrom.isConnected) cameFrom.focus({ preventScroll: true });
    });
    document.body.append(dialog);
    return dialog;
  };

  const fetchStory = async (address) => {
    const story = document.createElement("template");
    try {
      const response = await fetch(address, { headers: { Accept: "text/html" } });
      if (!response.ok) throw new Error((await response.json()).message || "The article could not be read.");
      story.innerHTML = await response.text();
    } catch (error) {
      story.content.append(make("div", { class: "trouble", role: "alert" }, error.message || "The server did not answer."));
    }
    return story.content;
  };

  const openReader = async (link) => {
    const address = new URL(link.href, location.href);
    if (address.origin !== location.origin) return;
    reader ??= buildReader();
    const opening = (wanted = {});
    if (!reader.contains(link)) cameFrom = link;
    reader.querySelector("[data-page]").href = address.pathname + address.search + "#cited";
    address.searchParams.set("fragment", "1");
    const story = await fetchStory(address);
    if (wanted !== opening) return;
    const place = reader.querySelector(".reader-scroll");
    place.replaceChildren(story);
    if (!reader.open) narrow.matches ? reader.showModal() : reader.show();
    // On a phone the reader covers the page: the way back leads to the answer, not out of Copydesk.
    if (narrow.matches && !history.state?.reader) history.pushState({ ...history.state, reader: true }, "");
    document.body.classList.add("has-reader");
    place.scrollTop = 0;
    const cited = place.querySelector("#cited");
    if (cited) {
      cited.scrollIntoView({ block: "center", behavior: "instant" });
      cited.focus({ preventScroll: true });
    } else {
      place.focus({ preventScroll: true });
    }
  };

  addEventListener("popstate", (event) => {
    if (reader?.open && !event.state?.reader) reader.close();
  });

  // ── Asking a suggested question ───────────────────────────────────────────────────────────────────────────
  const focusBox = () => {
    if (!narrow.matches) document.querySelector("#question textarea, #question input")?.focus({ preventScroll: true });
  };
  const askSuggested = (question, writer) => {
    if (writer) document.querySelector(`#writer input[value="${writer}"]`)?.click();
    const box = document.querySelector("#question textarea, #question input");
    const button = document.querySelector("#ask");
    if (!box || !button) return;
    const prototype = box instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
    Object.getOwnPropertyDescriptor(prototype, "value").set.call(box, question);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    focusBox();
    setTimeout(() => button.click(), 50);
  };

  // ── Asking again with other filters: what is being typed in the question box stays there ─────────────────────
  let refined = "";
  const askRefined = (asked) => {
    const button = document.querySelector("#ask");
    if (!button) return say("An answer is on its way. Wait for it, or stop it first.");
    refined = asked;
    button.click();
    focusBox(); // what was clicked is about to be drawn anew
  };

  document.addEventListener("submit", (event) => {
    const form = event.target instanceof Element ? event.target.closest("form.refine") : null;
    if (!form) return;
    event.preventDefault();
    const fields = new FormData(form);
    const filters = {};
    for (const name of ["date_from", "date_to", "as_of"]) filters[name] = fields.get(name) || null;
    for (const name of ["publishers", "authors", "kinds"]) filters[name] = fields.getAll(name).filter((one) => one.trim());
    askRefined(JSON.stringify({ question: form.dataset.question, filters }));
  });

  const copy = async (button) => {
    const words = button.dataset.copy;
    const label = button.textContent;
    try {
      await navigator.clipboard.writeText(words);
    } catch {
      const area = make("textarea", { readonly: "", style: "position:fixed;opacity:0" });
      area.value = words;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    button.textContent = "Copied";
    say("Copied");
    setTimeout(() => (button.textContent = label), 1600);
  };

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (!target) return;
    const link = target.closest("a[data-reader]");
    if (link && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
      event.preventDefault();
      openReader(link);
      return;
    }
    const suggestion = target.closest("[data-ask]");
    if (suggestion) askSuggested(suggestion.dataset.ask, suggestion.dataset.writer);
    const dropped = target.closest("[data-refined]");
    if (dropped) askRefined(dropped.dataset.refined);
    const copied = target.closest("[data-copy]");
    if (copied) copy(copied);
    if (target.closest("#stop, #restart")) document.querySelector("#live .turn.is-open")?.classList.add("is-stopped");
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    wanted = null;
    if (reader?.open) reader.close();
  });

  // ── A marker and its card show that they belong together ──────────────────────────────────────────────────
  const near = (event, isNear) => {
    const target = event.target instanceof Element ? event.target.closest("[data-cites], [data-source]") : null;
    const turn = target?.closest(".turn");
    if (!turn) return;
    const number = target.dataset.cites || target.dataset.source;
    for (const part of turn.querySelectorAll(`[data-cites="${number}"], [data-source="${number}"]`)) {
      part.classList.toggle("is-near", isNear);
    }
  };
  for (const name of ["mouseover", "focusin"]) document.addEventListener(name, (event) => near(event, true));
  for (const name of ["mouseout", "focusout"]) document.addEventListener(name, (event) => near(event, false));

  // ── Said aloud: one region that stays, because a replaced one is not read ─────────────────────────────────
  const voice = make("div", { role: "status", "aria-live": "polite", class: "voice", style: "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)" });
  const say = (words) => {
    voice.textContent = words;
  };

  // ── Filters in force show on the closed panel, too; and a screen reader hears whether it is open ─────────────
  const countNarrowing = () => {
    const panel = document.querySelector("#narrow");
    const button = panel?.querySelector(":scope > button");
    if (!button) return;
    const days = [...panel.querySelectorAll(".day input")].filter((field) => field.value).length;
    const count = String(days + panel.querySelectorAll(".token").length || "");
    const label = button.querySelector("span");
    if (label && (label.dataset.count || "") !== count) label.dataset.count = count;
    const isOpen = String(button.classList.contains("open"));
    if (button.getAttribute("aria-expanded") !== isOpen) button.setAttribute("aria-expanded", isOpen);
  };
  document.addEventListener("input", countNarrowing);

  // ── What changed on the page: say it aloud, and keep the newest question in view ──────────────────────────
  const seen = { words: "", asked: "", turns: 0, isArrived: false };
  const bringUp = (element) => element?.scrollIntoView({ block: "start", behavior: calm.matches ? "instant" : "smooth" });
  const look = () => {
    countNarrowing();
    const words = document.querySelector("#announcer")?.textContent.trim() || "";
    if (words && words !== seen.words) say(words);
    const live = document.querySelector("#live");
    const asked = live?.querySelector(".question")?.textContent || "";
    const turns = document.querySelectorAll("#thread .turn").length;
    if (asked && (asked !== seen.asked || turns !== seen.turns)) bringUp(live);
    if (!seen.isArrived && document.querySelector("#thread :is(.turn, .welcome)")) {
      seen.isArrived = true;
      if (turns > 1) document.querySelector("#thread .turn:last-child").scrollIntoView({ block: "start", behavior: "instant" });
      focusBox();
    }
    Object.assign(seen, { words, asked, turns });
  };

  const start = () => {
    document.body.append(voice);
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
    document.addEventListener("click", () => setTimeout(countNarrowing, 0));
    const cited = document.querySelector(".own-page #cited");
    if (cited) cited.scrollIntoView({ block: "center", behavior: "instant" });
  };
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", start) : start();

  // The conversation's id lives in this tab's address alone: two tabs never share one by accident.
  window.copydesk = {
    takeRefined() {
      const asked = refined;
      refined = "";
      return asked;
    },
    keep(conversation) {
      const wanted = conversation ? `#c=${encodeURIComponent(conversation)}` : "";
      if (location.hash !== wanted) history.replaceState(history.state, "", location.pathname + location.search + wanted);
    },
  };
})();
