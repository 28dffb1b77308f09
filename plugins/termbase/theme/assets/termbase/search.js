/* The theme's search, with the palette's knowledge of names: the best term is shown above the results
   if they do not begin with it, as after a typo. */
(() => {
  "use strict";

  /* The palette comes later in the page. */
  if (document.readyState === "complete") start();
  else addEventListener("DOMContentLoaded", start);

  function start() {
    const box = document.querySelector("[data-termbase-meant]");
    const field = document.querySelector("[data-md-component=search-query]");
    if (!box || !field || !window.termbase) return;
    const { ready, rank, make, told } = window.termbase;
    const results = box.nextElementSibling;
    const MOST = 3;

    const page = (address) => address && new URL(address, location.href).pathname;
    const link = (hit) => {
      const element = make("a", "tb-meant__link", "", { href: hit.row.url });
      element.append(...told(hit), make("span", "tb-find__text", hit.row.definition));
      return element;
    };

    /* Typing, keys and new results all ask; the same question is ranked once. */
    let asked = "";
    let ranking = [];
    const show = async () => {
      const query = field.value.trim();
      if (query !== asked) {
        asked = query;
        ranking = query ? ready().then((data) => rank(data, query), () => []) : [];
      }
      const found = await ranking;
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
