/* Small enhancements of finished pages: nothing here adds facts, and every page works without it. */
(() => {
  "use strict";

  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  /* Copy buttons, one next to each text to copy; one live region announces the result. */
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
