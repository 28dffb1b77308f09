/* Filters the rows of a long table by text. Without scripts, the table is complete. */
(() => {
  "use strict";

  const plain = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  for (const form of document.querySelectorAll("[data-tb-rows]")) {
    const [input, status] = [form.querySelector("input"), form.querySelector("[role=status]")];
    const bodies = [...document.getElementById(form.dataset.tbRows).tBodies];
    const words = bodies.map((body) => plain(body.textContent));
    const all = status.textContent;
    form.disabled = false;
    input.addEventListener("input", () => {
      const wanted = plain(input.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      bodies.forEach((body, place) => {
        body.hidden = !wanted.every((word) => words[place].includes(word));
        shown += !body.hidden;
      });
      status.textContent = wanted.length ? window.termbaseSay("script.shown", { shown, total: all }) : all;
    });
  }
})();
