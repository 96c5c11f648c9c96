// What every page does in the browser: the reader beside the answer, copying, the conversation in each address.
// Everything shown was escaped by the server; nothing here makes HTML out of text.
"use strict";

(() => {
  const narrow = matchMedia("(max-width: 899px)");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const words = window.copydeskWords;
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
    const close = make("button", { type: "button", class: "quiet", "data-close": "" }, words("close"));
    const page = make("a", { class: "quiet", target: "_blank", rel: "noopener", "data-page": "" }, words("open_page"));
    const title = make("p", { class: "kicker" }, words("article"));
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
      if (!response.ok) throw new Error((await response.json()).message || words("article_unread"));
      story.innerHTML = await response.text();
    } catch (error) {
      story.content.append(make("div", { class: "trouble", role: "alert" }, error.message || words("no_answer")));
    }
    return story.content;
  };

  const openReader = async (link) => {
    const address = new URL(link.href, location.href);
    if (address.origin !== location.origin) return;
    reader ??= buildReader();
    const opening = (wanted = {});
    if (!reader.contains(link)) cameFrom = link;
    const page = new URL(address);
    if (conversationOf()) page.searchParams.set("c", conversationOf());
    reader.querySelector("[data-page]").href = page.pathname + page.search + "#cited";
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

  // ── Copying ──────────────────────────────────────────────────────────────────────────────────────────────────────
  const copy = async (button) => {
    const copied = button.dataset.copy;
    const label = button.textContent;
    try {
      await navigator.clipboard.writeText(copied);
    } catch {
      const area = make("textarea", { readonly: "", style: "position:fixed;opacity:0" });
      area.value = copied;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    button.textContent = words("copied");
    say(words("copied"));
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
    const copied = target.closest("[data-copy]");
    if (copied) copy(copied);
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
  const say = (told) => {
    voice.textContent = told;
  };

  // ── The conversation goes along: every way around the page carries it in its address ──────────────────────
  const conversationOf = () => {
    const asked = new URLSearchParams(location.search).get("c");
    return asked || new URLSearchParams(location.hash.slice(1)).get("c") || ""; // older addresses have it behind #
  };
  const carry = () => {
    const conversation = conversationOf();
    for (const link of document.querySelectorAll(".masthead a[href], .own-page .own-main a[href]:not([target])")) {
      const address = new URL(link.getAttribute("href"), document.baseURI);
      if (address.origin !== location.origin || address.searchParams.get("c") === (conversation || null)) continue;
      conversation ? address.searchParams.set("c", conversation) : address.searchParams.delete("c");
      link.setAttribute("href", address.href);
    }
  };

  const start = () => {
    document.body.append(voice);
    carry();
    const cited = document.querySelector(".own-page #cited");
    if (cited) cited.scrollIntoView({ block: "center", behavior: "instant" });
  };
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", start) : start();

  window.copydesk = { make, say, narrow, calm, conversationOf, carry };
})();
