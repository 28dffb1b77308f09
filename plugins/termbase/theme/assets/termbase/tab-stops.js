/* Corrects Tab stops where the theme has one too many or too few. */
(() => {
  "use strict";

  const TABLE = ".md-typeset__scrollwrap";

  /* A box is a stop only while it scrolls. A table's could otherwise be scrolled only with a pointer in some browsers;
     a formula's has its stop and its name from the start, for readers without scripts. */
  const sizes = new ResizeObserver((changed) => {
    for (const { target } of changed) {
      const named = target.matches(TABLE) ? { role: "group", "aria-label": window.termbaseSay("script.table") } : {};
      for (const [name, value] of Object.entries({ tabindex: "0", ...named })) {
        if (target.scrollWidth > target.clientWidth) target.setAttribute(name, value);
        else target.removeAttribute(name);
      }
    }
  });
  window.document$?.subscribe(() => {
    for (const box of document.querySelectorAll(`${TABLE}, .tb-formula__math`)) sizes.observe(box);
  });
})();
