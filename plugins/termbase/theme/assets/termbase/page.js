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
      const name = text.dataset.tbCopy;
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

  /* The theme opens its drawer and its search with labels, which no key reaches: each gets a button. */
  for (const label of all(".md-header__button[for=__drawer], .md-header__button[for=__search]")) {
    const toggle = document.getElementById(label.htmlFor);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "tb-over";
    button.setAttribute("aria-label", label.htmlFor === "__drawer" ? "Menu" : "Search");
    const tell = () => button.setAttribute("aria-expanded", String(toggle.checked));
    tell();
    toggle.addEventListener("change", tell);
    button.addEventListener("click", () => toggle.click());
    label.append(button);
  }
})();
