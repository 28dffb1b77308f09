/* Small enhancements of finished pages: nothing here adds facts, and every page works without it. */
(() => {
  "use strict";

  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  /* Compares words as a reader would: without case, accents and punctuation. */
  const plain = (text) =>
    text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}+#]+/gu, " ").trim();

  /* Copy buttons, one beside each text to copy; what happens is said aloud in one live region. */
  const texts = all("[data-tb-copy]");
  if (texts.length) {
    const status = document.createElement("p");
    status.className = "tb-sr";
    status.setAttribute("role", "status");
    document.body.append(status);

    const select = (element) => getSelection().selectAllChildren(element);

    for (const text of texts) {
      const named = text.getAttribute("aria-labelledby");
      const name = named ? document.getElementById(named).textContent : text.getAttribute("aria-label");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "tb-button";
      button.textContent = "Copy";
      button.setAttribute("aria-label", `Copy: ${name}`);
      button.addEventListener("click", async () => {
        let message = `${name}: copied`;
        try {
          await navigator.clipboard.writeText(text.textContent);
        } catch {
          select(text);
          message = document.execCommand("copy") ? message : `${name}: selected, copy it with the keyboard`;
        }
        status.textContent = "";
        setTimeout(() => (status.textContent = message), 50);
        button.textContent = message.endsWith("copied") ? "Copied" : "Selected";
        setTimeout(() => (button.textContent = "Copy"), 2000);
      });
      text.after(button);
    }
  }

  /* The filter of a list of terms. */
  for (const form of all("[data-tb-filter]")) {
    const text = form.querySelector("[data-tb-text]");
    const category = form.querySelector("[data-tb-category]");
    const count = form.querySelector("[data-tb-count]");
    const groups = all("[data-tb-group]", document.getElementById(form.dataset.tbFilter)).map((element) => ({
      element,
      items: all("[data-category]", element).map((item) => ({
        element: item,
        category: item.dataset.category,
        words: ` ${plain(`${item.textContent} ${item.dataset.names || ""}`)}`,
      })),
    }));
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
      }
      clearTimeout(announced);
      announced = setTimeout(() => {
        count.textContent = words.length || chosen ? `${shown} of ${total}` : total;
      }, 150);
    };
    form.disabled = false;
    text.addEventListener("input", filter);
    if (category) category.addEventListener("change", filter);
    if (text.value || (category && category.value)) filter();
  }

  /* An address that leads nowhere: the terms whose names are nearest to its last part. */
  for (const place of all("[data-tb-guess]")) {
    const parts = location.pathname.split("/").filter((part) => part && !/^index\.html?$/.test(part));
    let asked = parts.at(-1) || "";
    try {
      asked = decodeURIComponent(asked);
    } catch {
      /* Not encoded as addresses are: taken as it stands. */
    }
    asked = asked.replace(/\.html?$/, "");

    /* Pairs of letters, so that a slip of the finger costs little. */
    const pairs = (words) => {
      const text = ` ${plain(words)} `;
      return Array.from({ length: text.length - 1 }, (_, index) => text.slice(index, index + 2));
    };
    const likeness = (a, b) => {
      const left = [...b];
      const shared = a.filter((pair) => {
        const index = left.indexOf(pair);
        return index >= 0 && left.splice(index, 1);
      });
      return (2 * shared.length) / (a.length + b.length);
    };

    const guess = () => {
      const { terms, paths, propose } = window.termbaseTerms;
      const wanted = pairs(asked);
      const near = terms
        .map(([id, name, , definition, ...others]) => ({
          id,
          name,
          definition,
          score: Math.max(...[id, name, ...others.flat()].map((other) => likeness(wanted, pairs(other)))),
        }))
        .filter((term) => term.score > 0.4)
        .sort((a, b) => b.score - a.score)
        .slice(0, 3);
      const title = document.createElement("h2");
      title.textContent = near.length ? "Did you mean" : "Nothing in the glossary is near it";
      const list = document.createElement("ul");
      for (const term of near) {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = `${place.dataset.tbRoot.replace(/\/?$/, "/")}${paths.term.replace("*", term.id)}`;
        link.textContent = term.name;
        item.append(link, ` ${term.definition}`);
        list.append(item);
      }
      place.replaceChildren(title, list);
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
  }

  /* The theme opens its drawer and its search with labels, which no key reaches. */
  for (const label of all(".md-header__button[for=__drawer], .md-header__button[for=__search]")) {
    label.tabIndex = 0;
    label.setAttribute("role", "button");
    label.setAttribute("aria-label", label.htmlFor === "__drawer" ? "Menu" : "Search");
    label.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        label.click();
      }
    });
  }
})();
