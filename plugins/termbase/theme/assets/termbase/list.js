/* The list of all terms: its filter, and a bar of letters that says where one is. */
(() => {
  "use strict";

  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const form = document.querySelector("[data-tb-filter]");
  const part = (name) => form.parentElement.querySelector(`[data-tb-${name}]`);
  const [text, category, count, none, typed] = ["text", "category", "count", "none", "typed"].map(part);

  /* Compares words as a reader would: without case, accents and punctuation. */
  const plain = (words) =>
    words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}+#]+/gu, " ").trim();

  const bar = document.querySelector(".tb-letters__list");
  const groups = all("[data-tb-group]").map((element) => {
    const link = all("a", bar).find(({ hash }) => decodeURIComponent(hash) === `#${element.querySelector("h2").id}`);
    const absent = document.createElement("span");
    const said = document.createElement("span");
    said.className = "tb-sr";
    said.textContent = ", no terms";
    absent.append(link.textContent, said);
    return {
      element,
      link,
      absent,
      items: all("[data-category]", element).map((item) => ({
        element: item,
        category: item.dataset.category,
        words: ` ${plain(`${item.textContent} ${item.dataset.names || ""}`)}`,
      })),
    };
  });
  const below = Number.parseFloat(getComputedStyle(bar.parentElement).top) + bar.offsetHeight + 32;
  const total = count.textContent;
  let announced;

  const filter = () => {
    const words = plain(text.value).split(" ").filter(Boolean);
    const chosen = category ? category.value : "";
    let shown = 0;
    for (const group of groups) {
      let any = false;
      for (const item of group.items) {
        const fits = (!chosen || item.category === chosen) && words.every((word) => item.words.includes(` ${word}`));
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
    typed.textContent = text.value.trim();
    part("ask").hidden = !typed.textContent || !window.termbase;
    clearTimeout(announced);
    announced = setTimeout(() => {
      count.textContent = words.length || chosen ? `${shown} of ${total}` : total;
    }, 150);
  };
  form.disabled = false;
  text.addEventListener("input", filter);
  if (category) category.addEventListener("change", filter);
  if (text.value || category?.value) filter();
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
    { rootMargin: `-${below}px 0px 0px` },
  );
  for (const { element } of groups) observer.observe(element);
})();
