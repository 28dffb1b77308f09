/* The theme opens its drawer and its search with labels, which no key reaches: each gets a button. */
(() => {
  "use strict";

  for (const label of document.querySelectorAll(".md-header__button[for=__drawer], .md-header__button[for=__search]")) {
    const toggle = document.getElementById(label.htmlFor);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "tb-over";
    button.setAttribute("aria-label", window.termbaseSay(label.htmlFor === "__drawer" ? "script.menu" : "script.search-title"));
    const tell = () => button.setAttribute("aria-expanded", String(toggle.checked));
    tell();
    toggle.addEventListener("change", tell);
    button.addEventListener("click", () => toggle.click());
    label.append(button);
  }
})();
