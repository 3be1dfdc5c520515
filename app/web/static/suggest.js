// Says what a half-typed question may mean: references, parties, lists, bodies, fields. Without a
// script the search page says the same of a question that reads as a reference, after Enter.
(() => {
  "use strict";
  const PAUSE = 120;
  const known = new Map();
  let boxes = 0;

  const counted = (one) => {
    if (one.documents === null) return "";
    const of = (count, name, names) => `${count.toLocaleString("en")} ${count === 1 ? name : names}`;
    const said = [];
    if (one.documents || !one.list_entries) said.push(of(one.documents, "document", "documents"));
    if (one.list_entries) said.push(of(one.list_entries, "entry of lists", "entries of lists"));
    return said.join(", ");
  };

  const documentPath = (id) => `/documents/${encodeURI(id).replace(/[?#]/g, encodeURIComponent)}`;

  const attach = (box) => {
    const form = box.form;
    if (!form) return;
    const name = `suggestions-${(boxes += 1)}`;
    const list = document.createElement("ul");
    list.id = name;
    list.className = "suggestions";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Suggestions");
    list.hidden = true;
    form.classList.add("suggesting");
    form.append(list);
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-expanded", "false");
    box.setAttribute("aria-controls", name);

    let waiting = 0;
    let asked = null;
    let here = -1;
    let leads = [];

    const clocks = () => Array.from(form.elements)
      .filter((field) => (field.name === "as_of" || field.name === "as_known") && field.value)
      .map((field) => [field.name, field.value]);

    const address = (path, parameters) => {
      const said = new URLSearchParams([...parameters, ...clocks()]).toString();
      return said ? `${path}?${said}` : path;
    };

    const close = () => {
      here = -1;
      list.hidden = true;
      box.setAttribute("aria-expanded", "false");
      box.removeAttribute("aria-activedescendant");
    };

    const stand = (at) => {
      const options = Array.from(list.children);
      if (!options.length) return;
      here = at < -1 ? options.length - 1 : at >= options.length ? -1 : at;
      options.forEach((option, place) => option.setAttribute("aria-selected", String(place === here)));
      if (here < 0) {
        box.removeAttribute("aria-activedescendant");
        return;
      }
      box.setAttribute("aria-activedescendant", options[here].id);
      options[here].scrollIntoView({ block: "nearest" });
    };

    const follow = (lead) => {
      close();
      if (lead.path) {
        location.assign(lead.path);
        return;
      }
      box.value = lead.query;
      box.focus();
      ask();
    };

    const part = (name_, words) => {
      const made = document.createElement("span");
      made.className = name_;
      made.dir = "auto";
      made.textContent = words;
      return made;
    };

    const offer = (lead, words, what) => {
      const option = document.createElement("li");
      option.id = `${name}-${leads.length}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.append(part("words", words), part("what", what));
      // Before the box loses the focus, which would close the list under the pointer.
      option.addEventListener("pointerdown", (event) => event.preventDefault());
      option.addEventListener("click", () => follow(lead));
      leads.push(lead);
      list.append(option);
    };

    const show = (answer) => {
      leads = [];
      list.replaceChildren();
      for (const one of answer.suggestions) {
        const meant = one.kind === "reference" ? one.means : one.text;
        const what = one.kind === "reference" ? "" : one.means;
        const whole = one.documents !== null;
        if (one.kind === "reference" && one.document) {
          offer({ path: address(documentPath(one.document), []) }, meant, `opens ${one.title || one.document}`);
        }
        offer(
          whole ? { path: address("/search", [["q", one.query]]) } : { query: one.query },
          meant,
          [what, counted(one)].filter(Boolean).join(" · "),
        );
      }
      here = -1;
      const shown = leads.length > 0 && document.activeElement === box;
      list.hidden = !shown;
      box.setAttribute("aria-expanded", String(shown));
      box.removeAttribute("aria-activedescendant");
    };

    const ask = async () => {
      const typed = box.value;
      if (asked) asked.abort();
      if (typed.trim().length < 2 || typed.length > 200) {
        close();
        return;
      }
      const path = address("/api/v1/suggest", [["q", typed]]);
      if (known.has(path)) {
        show(known.get(path));
        return;
      }
      asked = new AbortController();
      try {
        const told = await fetch(path, { signal: asked.signal });
        if (!told.ok) { close(); return; }
        const answer = await told.json();
        known.set(path, answer);
        show(answer);
      } catch (fault) {
        if (fault.name !== "AbortError") close();
      }
    };

    box.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(ask, PAUSE);
    });
    box.addEventListener("keydown", (event) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "ArrowDown" && list.hidden) { event.preventDefault(); ask(); return; }
      if (list.hidden) return;
      if (event.key === "ArrowDown") { event.preventDefault(); stand(here + 1); }
      if (event.key === "ArrowUp") { event.preventDefault(); stand(here - 1); }
      if (event.key === "Enter" && here >= 0) { event.preventDefault(); follow(leads[here]); }
      // The first Escape closes the list; only the next one leaves the box.
      if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); close(); }
    });
    box.addEventListener("blur", () => { clearTimeout(waiting); close(); });
    form.addEventListener("submit", close);
  };

  for (const box of document.querySelectorAll("input[data-search]")) attach(box);
})();
