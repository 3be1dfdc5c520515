// Tells while a question is being typed whether it can be read, how much answers it, and which
// field a half-typed word may become. The page does all of this without a script, after Enter.
(() => {
  "use strict";
  const box = document.querySelector("main [data-search]");
  const live = document.getElementById("live");
  const fields = Array.from(document.querySelectorAll("#fields [data-field]"));
  if (!box || !live) return;
  let waiting = 0;
  let asked = null;

  const hintFor = (typed) => {
    const word = /([A-Za-z_]{2,}):?[^\s:]*$/.exec(typed);
    if (!word) return "";
    const near = fields.filter((row) => row.dataset.field.startsWith(word[1].toLowerCase()));
    return near.slice(0, 3).map((row) => row.querySelector("code").textContent).join("   ");
  };

  const tell = async () => {
    const text = box.value.trim();
    const hint = hintFor(box.value.slice(0, box.selectionStart ?? box.value.length));
    if (asked) asked.abort();
    if (!text) { live.textContent = ""; return; }
    asked = new AbortController();
    const address = new URL("/api/v1/search", location.origin);
    address.searchParams.set("q", text);
    address.searchParams.set("limit", "1");
    address.searchParams.set("facets", "false");
    for (const clock of ["as_of", "as_known"]) {
      const value = new URL(location.href).searchParams.get(clock);
      if (value) address.searchParams.set(clock, value);
    }
    try {
      const answer = await fetch(address, { signal: asked.signal });
      const told = await answer.json();
      const count = told.total === 1 ? "1 document answers" : `${(told.total ?? 0).toLocaleString("en")} documents answer`;
      const said = answer.ok ? count : told.detail || "";
      live.textContent = hint ? `${said}   ·   try ${hint}` : said;
      box.toggleAttribute("aria-invalid", false);
    } catch (fault) {
      if (fault.name !== "AbortError") live.textContent = hint;
    }
  };

  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(tell, 180);
  });

  // Dragging over the bars fills the two days beside them.
  const drawn = document.querySelector(".bars");
  const from = document.getElementById("published-from");
  const to = document.getElementById("published-to");
  if (!drawn || !from || !to) return;
  const bars = Array.from(drawn.querySelectorAll("[data-from]"));
  let first = null;
  const barAt = (x) => bars.find((bar) => {
    const place = bar.getBoundingClientRect();
    return x >= place.left && x <= place.right + 1;
  });
  drawn.addEventListener("pointerdown", (event) => { first = barAt(event.clientX); });
  drawn.addEventListener("dragstart", (event) => event.preventDefault());
  drawn.addEventListener("pointerup", (event) => {
    const last = barAt(event.clientX);
    if (!first || !last || first === last) return;
    const ends = [first, last].sort((one, other) => bars.indexOf(one) - bars.indexOf(other));
    from.value = ends[0].dataset.from;
    to.value = ends[1].dataset.to;
    drawn.addEventListener("click", (click) => click.preventDefault(), { once: true, capture: true });
    from.form.requestSubmit();
  });
})();
