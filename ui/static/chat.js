// The conversation in the browser: asking through the wire, following each turn to its ending, the thread. Turns are
// HTML that the server escaped; nothing here makes HTML out of text. Loaded after page.js.
"use strict";

(() => {
  const { make, say, narrow, calm, conversationOf, carry } = window.copydesk;
  const words = window.copydeskWords;
  const LONGEST = 100_000; // characters that are sent; the server reads far fewer, and says so

  let conversation = "";
  let givenBack = null; // a question on its way back into the box
  let filled = null; // words that take the place of what is in the box
  let isArrived = false;
  const followed = new Set();

  const wired = new Promise((resolve) => {
    if (window.copydeskWire) resolve(window.copydeskWire);
    else addEventListener("copydesk-wire", () => resolve(window.copydeskWire), { once: true });
  });
  const thread = () => document.querySelector("#thread .turns");
  const live = () => document.querySelector("#live .turns");
  const box = () => document.querySelector("#question textarea, #question input");
  const later = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  // Throws where the server was not reached, which Gradio only notes; what is refused comes back as `failed`.
  const call = async (name, sent) => {
    const reply = await (await wired).server[name](sent);
    if (!reply) throw new Error(await whyNot());
    return reply;
  };
  const whyNot = async () => {
    try {
      const page = await fetch(location.pathname, { method: "HEAD", redirect: "manual", cache: "no-store" });
      const isOut = page.type === "opaqueredirect" || page.status === 401;
      return isOut ? words("signed_out") : words("unreached");
    } catch {
      return words("unreached");
    }
  };

  // ── The thread ────────────────────────────────────────────────────────────────────────────────────────────
  const parsed = (html) => {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    return holder.content;
  };
  const exchange = (turn) => document.querySelector(`.exchange[data-turn="${CSS.escape(turn)}"]`);
  const said = (state, ...parts) => make("div", { class: "exchange" }, make("article", { class: `turn ${state}` }, make("div", { class: "said" }, ...parts)));
  const asked = (question) => (question ? [make("h2", { class: "question", dir: "auto" }, question)] : []);
  const trouble = (title, told, again) => {
    const shown = make("div", { class: "trouble", role: "alert" }, make("p", { class: "trouble-title" }, title), make("p", {}, told));
    if (again) {
      const button = make("button", { type: "button", class: "quiet" }, words("try_again"));
      button.addEventListener("click", again);
      shown.append(make("p", {}, button));
    }
    return shown;
  };

  const isBusy = () => Boolean(live()?.querySelector(".exchange[data-seen], .exchange.is-sent"));
  const settleBusy = () => document.body.classList.toggle("is-busy", isBusy());
  const bringUp = (element) => element?.scrollIntoView({ block: "start", behavior: calm.matches ? "instant" : "smooth" });
  const focusBox = () => {
    if (!narrow.matches) box()?.focus({ preventScroll: true });
  };

  // What was asked last joins the turns before it: the server sends it once, and never again. What was refused is none.
  const settle = () => {
    thread().querySelector(".welcome, :scope > .step")?.remove();
    for (const done of [...live().children]) done.dataset.turn ? thread().append(done) : done.remove();
  };

  const keep = (id) => {
    conversation = id;
    const address = new URL(location);
    id ? address.searchParams.set("c", id) : address.searchParams.delete("c");
    if (/[#&]c=/.test(address.hash)) address.hash = "";
    if (address.href !== location.href) history.replaceState(history.state, "", address.href.replace(/#$/, ""));
    carry();
    mark();
  };

  const show = (reply, place) => {
    const fresh = parsed(reply.html).firstElementChild;
    const old = (reply.turn && exchange(reply.turn)) || place;
    if (!old?.isConnected) return null;
    old.replaceWith(fresh);
    fold(fresh.dataset.againOf);
    if (reply.conversation && (!conversation || place)) keep(reply.conversation);
    if (place) list();
    if (reply.says) say(reply.says);
    if (reply.question) giveBack(reply.question);
    if (reply.stamp && reply.stamp !== document.querySelector("#masthead [data-stamp]")?.dataset.stamp) {
      wired.then((wire) => wire.furnish());
    }
    settleBusy();
    return fresh;
  };

  // What was asked again folds away; the server draws it so, too.
  const fold = (turn) => {
    const old = turn && exchange(turn);
    if (!old || old.closest(".earlier")) return;
    const question = old.querySelector(".question")?.textContent || "";
    const folded = make("details", { class: "earlier" }, make("summary", { dir: "auto" }, words("earlier", { question })));
    old.replaceWith(folded);
    folded.append(old);
  };

  const giveBack = async (question) => {
    givenBack = question;
    (await wired).giveBack();
  };
  const fillBox = async (wanted) => {
    filled = wanted;
    (await wired).giveBack();
  };

  // ── Asking ────────────────────────────────────────────────────────────────────────────────────────────────
  const begin = async (name, sent, question) => {
    settle();
    const place = said("is-open", ...asked(question), make("p", { class: "step", "data-step": "" }, words("searching")));
    place.classList.add("is-sent");
    live().replaceChildren(place);
    settleBusy();
    bringUp(document.querySelector("#live"));
    let reply;
    try {
      reply = await call(name, { ...sent, conversation });
    } catch (error) {
      reply = { failed: error.message };
    }
    if (!place.isConnected) return; // the reader went on to another conversation; the answer waits in this one
    const wasStopped = place.classList.contains("is-stopping");
    if (reply.failed) {
      const again = () => begin(name, sent, question);
      place.replaceWith(said("is-trouble", ...asked(question), trouble(words("not_asked"), reply.failed, again)));
      say(reply.failed);
      return settleBusy();
    }
    const shown = show(reply, place);
    if (shown?.dataset.seen !== undefined) wasStopped ? stop() : follow(reply.turn);
  };

  const busyNow = () => {
    if (!isBusy()) return false;
    say(words("busy"));
    return true;
  };

  const days = () => {
    const filled = {};
    for (const field of document.querySelectorAll("#days input")) filled[field.name] = field.value || null;
    return filled;
  };

  // Gradio calls this with the values of its fields; what is returned is left in the box.
  const ask = (question, publishers, authors, writer) => {
    if (!question?.trim() || busyNow() || !live()) return question || "";
    if (question.length > LONGEST) {
      settle();
      const told = words("too_long", { n: question.length });
      live().replaceChildren(said("is-trouble", trouble(words("not_asked"), told)));
      say(told);
      bringUp(document.querySelector("#live"));
      return question;
    }
    const edited = window.copydesk.takeEdited?.();
    if (edited) {
      begin("edit", { turn: edited.turn, question, writer: writer || null }, question);
      return edited.draft;
    }
    const filters = { ...days(), publishers: publishers || [], authors: authors || [] };
    begin("ask", { question, filters, writer: writer || null }, question);
    return "";
  };

  const stop = async () => {
    const open = live()?.querySelector(".exchange[data-seen], .exchange.is-sent");
    if (!open) return;
    open.querySelector(".turn.is-open")?.classList.add("is-stopped");
    say(words("stopped"));
    if (open.classList.contains("is-sent")) {
      open.classList.add("is-stopping"); // it has no id yet: stopped as soon as it has one
      return;
    }
    const { turn, seen } = open.dataset;
    delete open.dataset.seen;
    settleBusy();
    try {
      const reply = await call("stop", { turn, seen: marks(seen) });
      if (!reply.failed) show(reply);
    } catch {
      open.dataset.seen = seen;
      settleBusy();
      follow(turn);
    }
  };

  // ── Following: each turn that is on its way, to its ending ────────────────────────────────────────────────
  const marks = (seen) => (seen || "0.0.0").split(".").map(Number);

  const follow = async (turn) => {
    if (followed.has(turn)) return;
    followed.add(turn);
    let failures = 0;
    while (exchange(turn)?.dataset.seen !== undefined) {
      try {
        const reply = await call("follow", { turn, seen: marks(exchange(turn).dataset.seen) });
        failures = 0;
        if (reply.failed) throw new Error(reply.failed);
        if (reply.turn !== turn) exchange(turn)?.replaceWith(parsed(reply.html)); // it is not there any more
        else if (exchange(turn)?.dataset.seen !== undefined) show(reply);
      } catch (error) {
        failures += 1;
        await outage(turn, failures, error.message);
      }
    }
    followed.delete(turn);
    settleBusy();
  };

  // The server is gone, or the way to it: the page says so, tries by itself more and more seldom, and at once when asked.
  const outage = async (turn, failures, why) => {
    const place = exchange(turn)?.querySelector(".said");
    if (!place) return;
    await new Promise((resolve) => {
      place.querySelector(".trouble.is-outage")?.remove();
      const told = trouble(words("lost"), words("goes_on", { why }), resolve);
      told.classList.add("is-outage");
      if (failures > 1) {
        place.append(told);
        if (failures === 2) say(words("lost"));
      }
      later(Math.min(10_000, 400 * 2 ** failures)).then(resolve);
      addEventListener("online", resolve, { once: true });
    });
  };

  // ── Opening a conversation, or a new one ──────────────────────────────────────────────────────────────────
  const open = async (id) => {
    let reply;
    try {
      reply = await call("open", { conversation: id.slice(0, 200) });
      if (reply.failed) throw new Error(reply.failed);
    } catch (error) {
      return thread().replaceChildren(said("is-trouble", trouble(words("not_opened"), error.message, () => open(id))));
    }
    window.copydesk.leaveEdit?.();
    live().replaceChildren();
    thread().replaceChildren(parsed(reply.html));
    const last = thread().lastElementChild;
    if (last?.dataset.seen !== undefined) live().append(last);
    for (const one of document.querySelectorAll("#desk .exchange[data-seen]")) follow(one.dataset.turn);
    keep(reply.conversation);
    settleBusy();
    arrive();
  };

  const arrive = () => {
    const turns = document.querySelectorAll("#desk .exchange");
    if (turns.length > 1) turns[turns.length - 1].scrollIntoView({ block: "start", behavior: "instant" });
    if (!isArrived) focusBox();
    isArrived = true;
  };

  const restart = async () => {
    await open("");
    say(words("new"));
    focusBox();
  };

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const turn = target?.closest("[data-turn]")?.dataset.turn;
    const question = target?.closest(".exchange")?.querySelector(".question")?.textContent || "";
    const suggestion = target?.closest("[data-ask]");
    const again = target?.closest("[data-retry]");
    const refined = target?.closest("[data-refined]");
    const alone = target?.closest("[data-alone]");
    if (target?.closest("#stop")) stop();
    if (target?.closest("#restart")) restart();
    if (!(suggestion || again || refined || alone) || busyNow()) return;
    if (suggestion) begin("ask", { question: suggestion.dataset.ask }, suggestion.dataset.ask);
    else if (again) begin("retry", { turn, writer: again.dataset.writer || null }, question);
    else if (alone) begin("refine", { turn, alone: true }, question);
    else begin("refine", { turn, filters: JSON.parse(refined.dataset.refined).filters }, question);
    focusBox(); // what was clicked may be about to be drawn anew
  });

  document.addEventListener("submit", (event) => {
    const form = event.target instanceof Element ? event.target.closest("form.refine") : null;
    if (!form) return;
    event.preventDefault();
    if (busyNow()) return;
    const fields = new FormData(form);
    const filters = {};
    for (const name of ["date_from", "date_to", "as_of"]) filters[name] = fields.get(name) || null;
    for (const name of ["publishers", "authors", "kinds"]) filters[name] = fields.getAll(name).filter((one) => one.trim());
    begin("refine", { turn: form.closest("[data-turn]")?.dataset.turn, filters }, form.dataset.question);
    focusBox();
  });

  // ── The reader's conversations at the left ───────────────────────────────────────────────────────────────
  const shelf = () => document.querySelector("#kept .kept-list");
  const query = () => document.querySelector("#kept [name=query]")?.value || "";
  const mark = () => {
    for (const kept of document.querySelectorAll("#kept [data-conversation]")) {
      const isHere = kept.dataset.conversation === conversation;
      isHere ? kept.querySelector("a").setAttribute("aria-current", "page") : kept.querySelector("a").removeAttribute("aria-current");
    }
  };
  const list = async (name = "conversations", sent = {}) => {
    try {
      const reply = await call(name, { ...sent, query: query() });
      if (reply.failed) return say(reply.failed);
      shelf()?.replaceChildren(parsed(reply.html));
      mark();
    } catch (error) {
      say(error.message);
    }
  };
  let typed = 0;
  document.addEventListener("input", (event) => {
    if (!event.target.closest?.("#kept [name=query]")) return;
    clearTimeout(typed);
    typed = setTimeout(list, 250);
  });
  const rename = (kept, title) => {
    const field = make("input", { type: "text", class: "kept-name", value: title, maxlength: "200", "aria-label": words("title_of") });
    kept.querySelector(".kept-title").replaceWith(field);
    field.select();
    field.focus();
    const finish = (isKept) => {
      if (!field.isConnected || field.disabled) return;
      field.disabled = true;
      isKept ? list("rename", { conversation: kept.dataset.conversation, title: field.value }) : list();
    };
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === "Escape") {
        event.stopPropagation();
        finish(event.key === "Enter");
      }
    });
    field.addEventListener("blur", () => finish(true));
  };
  document.addEventListener("click", async (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const kept = target?.closest("#kept [data-conversation]");
    if (!kept || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const id = kept.dataset.conversation;
    if (target.closest("[data-open]")) {
      event.preventDefault();
      if (innerWidth <= 768) document.querySelector("#shelf .toggle-button")?.click();
      if (id === conversation) return;
      history.pushState({ conversation: id }, "", location.pathname + `?c=${encodeURIComponent(id)}`);
      return open(id);
    }
    const again = target.closest("[data-rename]");
    if (again) return rename(kept, again.dataset.rename);
    const pin = target.closest("[data-pin]");
    if (pin) return list("pin", { conversation: id, is_pinned: pin.dataset.pin === "1" });
    const gone = target.closest("[data-delete]");
    if (gone && !gone.classList.contains("is-sure")) {
      gone.classList.add("is-sure");
      gone.textContent = words("delete_sure");
      return say(words("press_again"));
    }
    if (!gone) return;
    await list("delete", { conversation: id });
    if (id === conversation) restart();
  });
  addEventListener("popstate", () => {
    if (conversationOf() !== conversation) open(conversationOf());
  });

  // ── Filters in force show on the closed panel, too; and a screen reader hears whether it is open ─────────────
  const countNarrowing = () => {
    const panel = document.querySelector("#narrow");
    const button = panel?.querySelector(":scope > button");
    if (!button) return;
    const filled = [...panel.querySelectorAll("#days input")].filter((field) => field.value).length;
    const count = String(filled + panel.querySelectorAll(".token").length || "");
    const label = button.querySelector("span");
    if (label && (label.dataset.count || "") !== count) label.dataset.count = count;
    const isOpen = String(button.classList.contains("open"));
    if (button.getAttribute("aria-expanded") !== isOpen) button.setAttribute("aria-expanded", isOpen);
  };
  document.addEventListener("input", countNarrowing);
  document.addEventListener("click", () => setTimeout(countNarrowing, 0));

  const begun = () => {
    new MutationObserver(() => {
      countNarrowing();
      carry();
    }).observe(document.body, { childList: true, subtree: true });
  };
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", begun) : begun();
  wired.then(() => {
    open(conversationOf());
    list();
  });

  Object.assign(window.copydesk, {
    ask,
    open,
    call,
    busyNow,
    fillBox,
    givenBack() {
      if (filled !== null) {
        const kept = filled;
        filled = null;
        return kept;
      }
      const typed = box()?.value;
      return typed || givenBack || "";
    },
    lost() {
      if (!isArrived) thread()?.replaceChildren(said("is-trouble", trouble(words("page_not_opened"), words("unreached"), () => location.reload())));
    },
  });
})();
