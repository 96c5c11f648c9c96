// The library's own pages: a run that is drawn anew while it lasts, and files that are dropped or sent with their paths.
// Without it the forms and a refresh of the page do the same. What it puts into the page, the server escaped.
"use strict";

(() => {
  // ── A run under way ───────────────────────────────────────────────────────────────────────────────────────
  const follow = async () => {
    const run = document.querySelector('#run[data-run="running"]');
    if (!run) return;
    const address = new URL(location.href);
    address.searchParams.set("fragment", "1");
    try {
      const response = await fetch(address, { headers: { Accept: "text/html" } });
      if (!response.ok) throw new Error(String(response.status));
      const drawn = document.createElement("template");
      drawn.innerHTML = await response.text();
      const next = drawn.content.querySelector("#run");
      if (next && next.dataset.run !== "running") return location.reload();
      // the button keeps its focus: what moves is drawn anew, what can be pressed stays
      for (const part of ["progress", "[data-doing]"]) {
        const [old, fresh] = [run.querySelector(part), next?.querySelector(part)];
        if (old && fresh) old.replaceWith(fresh);
      }
      if (!next?.querySelector("form")) run.querySelector("form")?.replaceWith(...next.querySelectorAll("[data-stopping]"));
    } catch {
      // the server is gone for a moment, or for good: the page stays as it is and asks again
    }
    setTimeout(follow, 1000);
  };

  // ── Sending files: with the paths that a dropped folder has, and a line that says how much is sent ────────
  const words = window.copydeskWords;
  const say = (form, told) => {
    form.querySelector("[data-said]").textContent = told;
  };
  const tenths = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const size = (bytes) => (bytes >= 1e6 ? `${tenths.format(bytes / 1e6)} MB` : `${Math.ceil(bytes / 1e3)} kB`);

  const chosen = new WeakMap();
  const filesOf = (form) => [
    ...(chosen.get(form) ?? []),
    ...[...form.querySelectorAll('input[type="file"]')].flatMap((input) => [...input.files].map((file) => ({ file, path: file.webkitRelativePath || file.name }))),
  ];
  const tally = (form) => {
    const files = filesOf(form);
    const total = files.reduce((sum, one) => sum + one.file.size, 0);
    const most = Number(form.dataset.mostFiles);
    const mostBytes = Number(form.dataset.mostBytes);
    if (files.length > most) say(form, words("files_many", { n: files.length, most }));
    else if (total > mostBytes) say(form, words("files_big", { size: size(total), most: size(mostBytes) }));
    else say(form, files.length ? words("files", { n: files.length, size: size(total) }) : "");
    return files.length > 0 && files.length <= most && total <= mostBytes;
  };

  const readEntry = async (entry, found, limit) => {
    if (found.length > limit) return;
    if (entry.isFile) {
      const file = await new Promise((resolve, reject) => entry.file(resolve, reject)).catch(() => null);
      if (file) found.push({ file, path: entry.fullPath.replace(/^\/+/, "") });
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const entries = await new Promise((resolve, reject) => reader.readEntries(resolve, reject)).catch(() => []);
      if (!entries.length) return;
      for (const one of entries) await readEntry(one, found, limit);
    }
  };

  const send = (form) => {
    const body = new FormData();
    body.append("source", form.elements.source.value);
    for (const { file, path } of filesOf(form)) body.append("files", file, path);
    const bar = form.querySelector("progress");
    const button = form.querySelector('button[type="submit"]');
    const request = new XMLHttpRequest();
    bar.hidden = false;
    button.disabled = true;
    const fail = (told) => {
      bar.hidden = true;
      button.disabled = false;
      say(form, told);
    };
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = event.loaded / event.total;
    });
    request.addEventListener("load", () => {
      if (request.status < 400) return location.assign(request.responseURL);
      let told = words("files_failed");
      try {
        const problem = JSON.parse(request.responseText);
        told = problem.message || problem.error || told;
      } catch {
        const page = new DOMParser().parseFromString(request.responseText, "text/html");
        told = page.querySelector(".trouble")?.textContent || told;
      }
      fail(told);
    });
    request.addEventListener("error", () => fail(words("files_refused")));
    request.open("POST", form.action);
    request.send(body);
  };

  const start = () => {
    setTimeout(follow, 1000);
    for (const form of document.querySelectorAll("form[data-upload]")) {
      const zone = form.querySelector(".drop-zone");
      form.addEventListener("change", () => tally(form));
      for (const name of ["dragover", "dragenter"]) {
        zone.addEventListener(name, (event) => {
          event.preventDefault();
          zone.classList.add("is-over");
        });
      }
      for (const name of ["dragleave", "drop"]) zone.addEventListener(name, () => zone.classList.remove("is-over"));
      zone.addEventListener("drop", async (event) => {
        event.preventDefault();
        const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
        const found = [];
        for (const entry of entries) await readEntry(entry, found, Number(form.dataset.mostFiles));
        chosen.set(form, found);
        tally(form);
      });
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        if (!filesOf(form).length) say(form, words("files_first"));
        else if (tally(form)) send(form);
      });
    }
  };
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", start) : start();
})();
