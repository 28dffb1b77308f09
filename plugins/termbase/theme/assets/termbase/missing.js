/* The page of missing addresses: goes where the last part of the address surely leads, and else shows the terms that it
   may mean. */
(() => {
  "use strict";

  const MOST = 3;
  const place = document.querySelector("[data-tb-guess]");
  const parts = location.pathname.split("/").filter((part) => part && !/^index\.html?$/.test(part));
  let asked = parts.at(-1) || "";
  try {
    asked = decodeURIComponent(asked);
  } catch {
    /* Not URL-encoded: used unchanged. */
  }
  asked = asked
    .replace(/\.html?$/, "")
    .replace(/[-_+\s]+/g, " ")
    .trim();

  const make = (tag, text = "") => {
    const element = document.createElement(tag);
    element.textContent = text;
    return element;
  };

  const guess = async () => {
    const { find, ready, definition } = window.termbase;
    const hits = await find(asked);
    if (window.termbaseFinder.certain(hits)) {
      location.replace(hits[0].row.url);
      return;
    }
    const near = hits.slice(0, MOST);
    const title = make(near.length ? "h2" : "p", window.termbaseSay(near.length ? "missing.meant" : "missing.nothing-near"));
    const list = make("dl");
    list.className = "tb-terms";
    for (const { row: term } of near) {
      const row = make("div");
      const link = make("a", term.term);
      link.href = term.url;
      const name = make("dt");
      name.append(link);
      row.append(name, make("dd", await definition(term)));
      list.append(row);
    }
    place.replaceChildren(title, ...(near.length ? [list] : []));
    const form = document.querySelector("[data-tb-propose]");
    const { propose } = await ready();
    if (form && propose) form.href = propose.replaceAll("*", encodeURIComponent(asked));
  };

  /* The palette comes later in the page. */
  if (!asked) return;
  if (document.readyState === "complete") guess();
  else addEventListener("DOMContentLoaded", guess);
})();
