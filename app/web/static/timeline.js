// Comfort for the timeline. Each of these does what a link or the form on the page does.
(() => {
  "use strict";
  const figure = document.getElementById("picture");
  const form = document.querySelector(".tl-ask");
  if (!figure || !form) return;

  const DAY = 86400000;
  const follow = (key) => {
    const link = document.querySelector(`[data-key="${key}"]`);
    if (link) link.click();
  };
  const keys = {
    ArrowLeft: "earlier", ArrowRight: "later", "+": "nearer", "=": "nearer", "-": "farther", "0": "whole",
  };
  figure.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    follow(keys[event.key]);
  });

  const dayAt = (svg, x) => {
    const first = Date.parse(`${svg.dataset.first}T00:00:00Z`);
    const last = Date.parse(`${svg.dataset.last}T00:00:00Z`);
    const left = Number(svg.dataset.left);
    const right = Number(svg.dataset.right);
    const days = Math.round((last - first) / DAY) + 1;
    const day = Math.floor(((x - left) / (right - left)) * days);
    return new Date(first + Math.min(Math.max(day, 0), days - 1) * DAY).toISOString().slice(0, 10);
  };

  const place = (svg, event) => {
    const box = svg.getBoundingClientRect();
    return ((event.clientX - box.left) / box.width) * svg.viewBox.baseVal.width;
  };

  for (const svg of figure.querySelectorAll("svg.tl")) {
    let from = null;
    let shade = null;
    let dragged = false;
    svg.addEventListener("dragstart", (event) => event.preventDefault());
    svg.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || event.pointerType === "touch") return;
      from = place(svg, event);
      dragged = false;
    });
    svg.addEventListener("pointermove", (event) => {
      if (from === null) return;
      const to = place(svg, event);
      if (!dragged && Math.abs(to - from) < 6) return;
      if (!dragged) {
        dragged = true;
        svg.setPointerCapture(event.pointerId);
        shade = document.createElementNS("http://www.w3.org/2000/svg", "rect");
        shade.setAttribute("class", "tl-drag");
        shade.setAttribute("y", "0");
        shade.setAttribute("height", String(svg.viewBox.baseVal.height));
        svg.append(shade);
      }
      shade.setAttribute("x", String(Math.min(from, to)));
      shade.setAttribute("width", String(Math.abs(to - from)));
    });
    const end = (event, kept) => {
      if (from === null) return;
      const start = from;
      from = null;
      if (shade) shade.remove();
      shade = null;
      if (!dragged || !kept) return;
      const ends = [dayAt(svg, start), dayAt(svg, place(svg, event))].sort();
      form.elements.from.value = ends[0];
      form.elements.to.value = ends[1];
      form.elements.by.value = "";
      form.requestSubmit();
    };
    svg.addEventListener("pointerup", (event) => end(event, true));
    svg.addEventListener("pointercancel", (event) => end(event, false));
    // The click that ends a drag opens nothing.
    svg.addEventListener("click", (event) => {
      if (dragged) event.preventDefault();
      dragged = false;
    }, true);
  }
})();
