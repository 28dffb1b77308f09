/* The page of missing addresses: shows the terms whose names are nearest to the address's last part. */
(() => {
  "use strict";

  const place = document.querySelector("[data-tb-guess]");
  const parts = location.pathname.split("/").filter((part) => part && !/^index\.html?$/.test(part));
  let asked = parts.at(-1) || "";
  try {
    asked = decodeURIComponent(asked);
  } catch {
    /* Not URL-encoded: used unchanged. */
  }
  asked = asked.replace(/\.html?$/, "");

  /* Words as a reader compares them: without case, accents and signs. */
  const plain = (text) =>
    text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}+#]+/gu, " ").trim();

  /* Pairs of letters, so that a typo costs little. */
  const pairs = (words) => {
    const text = ` ${plain(words)} `;
    return Array.from({ length: text.length - 1 }, (_, index) => text.slice(index, index + 2));
  };
  const similarity = (a, b) => {
    const left = [...b];
    const shared = a.filter((pair) => {
      const index = left.indexOf(pair);
      return index >= 0 && left.splice(index, 1);
    });
    return (2 * shared.length) / (a.length + b.length);
  };

  const make = (tag, text = "") => {
    const element = document.createElement(tag);
    element.textContent = text;
    return element;
  };

  const guess = () => {
    const { terms, paths, propose } = window.termbaseTerms;
    const wanted = pairs(asked);
    const near = terms
      .map(([id, name, , definition, ...others]) => ({
        id,
        name,
        definition,
        score: Math.max(...[id, name, ...others.flat()].map((other) => similarity(wanted, pairs(other)))),
      }))
      .filter((term) => term.score > 0.4)
      .sort((a, b) => b.score - a.score)
      .slice(0, 3);
    const title = make(near.length ? "h2" : "p", near.length ? "Did you mean" : "No similar term found.");
    const list = make("dl");
    list.className = "tb-terms";
    for (const term of near) {
      const row = make("div");
      const link = make("a", term.name);
      link.href = `${place.dataset.tbRoot.replace(/\/?$/, "/")}${paths.term.replace("*", term.id)}`;
      const name = make("dt");
      name.append(link);
      row.append(name, make("dd", term.definition));
      list.append(row);
    }
    place.replaceChildren(title, ...(near.length ? [list] : []));
    const form = document.querySelector("[data-tb-propose]");
    if (form && propose) form.href = propose.replaceAll("*", encodeURIComponent(asked.replaceAll("-", " ")));
  };

  if (window.termbaseTerms) guess();
  else if (asked) {
    const script = document.createElement("script");
    script.src = place.dataset.tbGuess;
    script.addEventListener("load", guess);
    document.head.append(script);
  }
})();
