/* Corrects Tab stops where the theme has one too many or too few. */
(() => {
  "use strict";

  /* A formula's box has its stop from the start, for readers without scripts; it keeps it only if there is more to see. */
  const formulas = new ResizeObserver((changed) => {
    for (const { target } of changed) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });

  /* A table that scrolls in its box can be scrolled by keys, too, in browsers that would need a pointer. */
  const sizes = new ResizeObserver((changed) => {
    for (const { target } of changed) {
      if (target.scrollWidth > target.clientWidth) {
        target.tabIndex = 0;
        target.setAttribute("role", "group");
        target.setAttribute("aria-label", window.termbaseSay("script.table"));
      } else for (const name of ["tabindex", "role", "aria-label"]) target.removeAttribute(name);
    }
  });
  window.document$?.subscribe(() => {
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) sizes.observe(box);
    for (const box of document.querySelectorAll(".tb-formula__math")) formulas.observe(box);
  });
})();
