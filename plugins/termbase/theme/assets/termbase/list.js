/* The list of all terms: its filter, and a bar of letters that shows the reader's position. */
(() => {
  "use strict";

  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const form = document.querySelector("[data-tb-filter]");
  const part = (name) => form.parentElement.querySelector(`[data-tb-${name}]`);
  const [text, category, count, none, typed] = ["text", "category", "count", "none", "typed"].map(part);

  const bar = document.querySelector(".tb-letters__list");
  const groups = all("[data-tb-group]").map((element) => {
    const link = all("a", bar).find(({ hash }) => decodeURIComponent(hash) === `#${element.querySelector("h2").id}`);
    const absent = document.createElement("span");
    const said = document.createElement("span");
    said.className = "tb-sr";
    said.textContent = window.termbaseSay("letters.none");
    absent.append(link.textContent, said);
    return {
      element,
      link,
      absent,
      items: all("[data-category]", element).map((item) => ({
        element: item,
        category: item.dataset.category,
        id: item.dataset.id
      }))
    };
  });
  const below = Number.parseFloat(getComputedStyle(bar.parentElement).top) + bar.offsetHeight + 32;
  const total = count.textContent;
  let announced;

  /* The finder decides which terms fit, as everywhere; what is asked for is kept in the address. */
  const address = new URLSearchParams(location.search);
  const keep = (key, value) => {
    if (value) address.set(key, value);
    else address.delete(key);
  };
  const filter = async () => {
    const query = text.value.trim();
    const chosen = category ? category.value : "";
    keep("q", query);
    keep("category", chosen);
    history.replaceState(history.state, "", `${location.pathname}${address.size ? `?${address}` : ""}${location.hash}`);
    const hits = query ? await window.termbase.find(query).catch(() => []) : [];
    if (query !== text.value.trim()) return;
    /* If names match, only they count; definitions and similar names are for words that no name has. */
    const named = hits.filter(({ tier }) => tier < 6);
    const ids = new Set((named.length ? named : hits).map(({ row }) => row.id));
    let shown = 0;
    for (const group of groups) {
      let any = false;
      for (const item of group.items) {
        const fits = (!chosen || item.category === chosen) && (!query || ids.has(item.id));
        item.element.hidden = !fits;
        any ||= fits;
        shown += fits;
      }
      group.element.hidden = !any;
      (any ? group.absent : group.link).replaceWith(any ? group.link : group.absent);
    }
    /* A bar that scrolls and holds no link could not be reached by keys. */
    bar.parentElement.hidden = !shown;
    none.hidden = shown;
    typed.textContent = query;
    part("ask").hidden = !query;
    clearTimeout(announced);
    announced = setTimeout(() => {
      count.textContent = query || chosen ? window.termbaseSay("script.shown", { shown, total }) : total;
    }, 150);
  };
  form.disabled = false;
  text.addEventListener("input", filter);
  if (category) category.addEventListener("change", filter);
  /* The palette, whose finder is used, comes later in the page. */
  const start = () => {
    if (address.has("q")) text.value = address.get("q");
    if (category && [...category.options].some(({ value }) => value === address.get("category"))) category.value = address.get("category");
    if (text.value || category?.value) filter();
  };
  if (document.readyState === "complete") start();
  else addEventListener("DOMContentLoaded", start);
  part("clear").addEventListener("click", () => {
    text.value = "";
    if (category) category.value = "";
    filter();
    text.focus();
  });
  part("ask").addEventListener("click", () => window.termbase.open(typed.textContent));

  /* The current letter is that of the first group that reaches below the bar, which follows automatically. At the
     end of the page, where no group can rise any further, it is the one that was chosen. */
  const seen = new Set();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) seen[isIntersecting ? "add" : "delete"](target);
      const visible = groups.filter(({ element }) => seen.has(element));
      const atEnd = innerHeight + scrollY > document.documentElement.scrollHeight - 2;
      const current = (atEnd && visible.find(({ link }) => link.hash === location.hash)) || visible[0];
      for (const { link } of groups) link.removeAttribute("aria-current");
      if (!current) return;
      current.link.setAttribute("aria-current", "true");
      bar.scrollLeft = current.link.offsetLeft - (bar.clientWidth - current.link.offsetWidth) / 2;
    },
    { rootMargin: `-${below}px 0px 0px` }
  );
  for (const { element } of groups) observer.observe(element);
})();
