/* The theme's search, with the palette's knowledge of names: the term that was meant stands above the results
   where they do not begin with it, as after a slip of the finger. */
(() => {
  "use strict";

  /* The palette comes later in the page. */
  if (document.readyState === "complete") start();
  else addEventListener("DOMContentLoaded", start);

  function start() {
    const box = document.querySelector("[data-termbase-meant]");
    const field = document.querySelector("[data-md-component=search-query]");
    if (!box || !field || !window.termbase) return;
    const results = box.nextElementSibling;
    const MOST = 3;

    const page = (address) => address && new URL(address, location.href).pathname;
    const make = (tag, name, ...parts) => {
      const element = document.createElement(tag);
      element.className = name;
      element.append(...parts);
      return element;
    };
    const link = ({ row, via }) => {
      const name = make("strong", "", row.term);
      const led = via.text !== row.term && !row.short.includes(via.text) ? [`${via.text} → `] : [];
      const short = row.short.flatMap((text) => [" ", make("span", "tb-abbr", text)]);
      const element = make("a", "tb-meant__link", ...led, name, ...short, make("span", "tb-find__text", row.definition));
      element.href = row.url;
      return element;
    };

    const show = async () => {
      const query = field.value.trim();
      const found = query ? await window.termbase.ready().then((data) => window.termbase.rank(data, query), () => []) : [];
      if (query !== field.value.trim()) return;
      const sure = found.length > 0 && found[0].tier < 6;
      const alike = found.filter(({ tier, held }) => tier === found[0].tier && (tier < 4 || held));
      const terms = !sure ? found.slice(0, MOST) : alike.length ? alike : found.slice(0, 1);
      const first = page(results.querySelector("a")?.href);
      /* The theme leads to the list of meanings, where there are several. */
      const there = terms.length > 1 && sure ? first?.includes("/go/") : terms.some(({ row }) => page(row.url) === first);
      box.hidden = there || !terms.length;
      box.replaceChildren(...(box.hidden ? [] : [make("p", "tb-find__title", sure ? "Term" : "Perhaps you mean"), ...terms.map(link)]));
    };

    field.addEventListener("input", show);
    field.addEventListener("keyup", show);
    new MutationObserver(show).observe(results, { childList: true });
  }
})();
