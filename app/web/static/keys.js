// Keys for people who read all day. Every one of them does what a link on the page does.
(() => {
  "use strict";
  const rows = () => Array.from(document.querySelectorAll("[data-row]"));
  let here = -1;

  const go = (step) => {
    const all = rows();
    if (!all.length) return;
    here = Math.min(Math.max(here + step, 0), all.length - 1);
    all.forEach((row, at) => row.classList.toggle("here", at === here));
    const link = all[here].querySelector("a[href]");
    if (link) link.focus({ preventScroll: true });
    all[here].scrollIntoView({ block: "nearest" });
  };

  const follow = (key) => {
    const link = document.querySelector(`[data-key="${key}"]`);
    if (link) link.click();
  };

  const open = () => {
    const link = here >= 0 ? rows()[here].querySelector("a[href]") : null;
    if (link) link.click();
  };

  const search = () => {
    const box = document.querySelector("main [data-search]") || document.querySelector("[data-search]");
    if (box) { box.focus(); box.select(); }
  };

  const help = () => {
    const keys = document.getElementById("keys");
    keys.scrollIntoView({ block: "end" });
    keys.focus({ preventScroll: true });
  };

  const actions = {
    "/": search, "?": help, o: open, j: () => go(1), k: () => go(-1),
    u: () => follow("u"), "[": () => follow("earlier"), "]": () => follow("later"),
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (typing && event.key === "Escape") event.target.blur();
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  // A form sends its empty fields too; without them the address is the one to keep.
  for (const form of document.querySelectorAll('form[method="get"]')) {
    form.addEventListener("submit", () => {
      for (const field of form.elements) {
        if (field.name && field.name !== "q" && !field.value) field.disabled = true;
      }
    });
  }
})();
