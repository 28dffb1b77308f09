/* Small enhancements of finished pages: nothing here adds facts, and every page works without it. */
(() => {
  "use strict";

  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  /* A theme with instant navigation cannot read the address of a link in a drawing; the browser can. */
  for (const drawing of all(".tb-page svg")) drawing.addEventListener("click", (event) => event.stopPropagation());

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
})();
