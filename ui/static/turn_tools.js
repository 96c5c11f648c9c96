// What a reader does with a turn that has ended: say what is wrong with it, or change its question. Loaded after chat.js.
"use strict";

(() => {
  const { make, say, call, busyNow, fillBox } = window.copydesk;
  const words = window.copydeskWords;
  const box = () => document.querySelector("#question textarea, #question input");

  // ── Feedback: one form for the page, put where a flag was pressed ─────────────────────────────────────────
  let flag = null; // whose form is open
  let form = null;

  const closeForm = () => {
    form?.remove();
    flag?.setAttribute("aria-expanded", "false");
    form = flag = null;
  };

  const openForm = (pressed) => {
    const isOpen = pressed === flag;
    closeForm();
    if (isOpen) return;
    form = document.querySelector("#feedback-form").content.firstElementChild.cloneNode(true);
    form.setAttribute("aria-label", pressed.getAttribute("aria-label") || words("feedback_answer"));
    flag = pressed;
    const place = flag.closest(".carried, .quotes, .tools");
    if (place.nextElementSibling?.matches(".feedback-thanks")) place.nextElementSibling.remove();
    place.after(form);
    flag.setAttribute("aria-expanded", "true");
    form.querySelector("input").focus({ preventScroll: true });
    form.scrollIntoView({ block: "nearest", behavior: "instant" });
  };

  const complain = (sent, told) => {
    sent.querySelector(".feedback-trouble").textContent = told;
    say(told);
  };

  const numberOf = (value) => (value === undefined ? null : Number(value));

  const send = async (sent, about) => {
    const written = sent.elements.words.value.trim();
    const kind = sent.elements.kind.value || (written ? "other" : "");
    if (!kind) return complain(sent, words("choose_wrong"));
    const { statement, citation } = about.dataset;
    const turn = about.closest("[data-turn]")?.dataset.turn || "";
    const button = sent.querySelector("[type=submit]");
    button.disabled = true;
    let reply;
    try {
      reply = await call("feedback", { turn, kind, words: written, statement: numberOf(statement), citation: numberOf(citation) });
    } catch (error) {
      reply = { failed: error.message };
    }
    reply ??= { failed: words("not_sent") }; // also where Gradio's client had no answer and says nothing of it
    button.disabled = false;
    if (reply.failed) return complain(sent, reply.failed);
    say(reply.says);
    about.classList.add("is-given");
    const thanks = make("p", { class: "feedback-thanks" }, reply.says);
    sent.replaceWith(thanks);
    if (sent === form) {
      about.focus({ preventScroll: true });
      closeForm();
    }
  };

  // ── Changing a question: it goes into the box; what was half typed there comes back afterwards ────────────
  let edited = null;

  const edit = (button) => {
    const exchange = button.closest("[data-turn]");
    const question = exchange?.querySelector(".question")?.textContent;
    if (!question || busyNow()) return;
    const draft = edited ? edited.draft : box()?.value || "";
    edited?.bar.remove();
    const cancel = make("button", { type: "button", class: "quiet" }, words("cancel"));
    cancel.addEventListener("click", cancelEdit);
    const bar = make("div", { id: "editing" }, make("span", { dir: "auto" }, words("editing", { question })), cancel);
    document.querySelector("#composer").prepend(bar);
    edited = { turn: exchange.dataset.turn, draft, bar, button };
    fillBox(question);
    box()?.focus();
    say(words("edit_how"));
  };

  const takeEdited = () => {
    const taken = edited;
    edited?.bar.remove();
    edited = null;
    return taken;
  };

  const cancelEdit = () => {
    const { draft, button } = takeEdited();
    fillBox(draft);
    say(words("edit_left"));
    button.isConnected ? button.focus() : box()?.focus();
  };

  const leaveEdit = () => edited && fillBox(takeEdited().draft);

  // ── What is pressed ───────────────────────────────────────────────────────────────────────────────────────
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const pressed = target?.closest("[data-flag]");
    const editing = target?.closest("[data-edit]");
    if (pressed) openForm(pressed);
    if (editing) edit(editing);
    if (target?.closest("[data-unflag]")) leaveForm();
  });

  const leaveForm = () => {
    const from = flag;
    closeForm();
    from?.focus();
  };

  document.addEventListener("submit", (event) => {
    if (!(event.target instanceof Element) || !event.target.matches("form.feedback")) return;
    event.preventDefault();
    if (flag) send(event.target, flag);
  });

  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape") return;
      const isForm = form?.contains(event.target);
      if (!isForm && !(edited && event.target === box())) return;
      event.stopImmediatePropagation(); // the reader beside the answer stays open
      isForm ? leaveForm() : cancelEdit();
    },
    true,
  );

  Object.assign(window.copydesk, { takeEdited, leaveEdit });
})();
