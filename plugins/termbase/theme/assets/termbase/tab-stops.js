/* Stops of the Tab key where the theme has one too many or too few. */
(() => {
  "use strict";

  /* While the search is closed, its field is out of sight on a narrow screen. It is not a stop then, but not hidden
     either, because theme and palette open the search by focusing it. */
  const field = document.querySelector("[data-md-component=search-query]");
  const toggle = document.querySelector("[data-md-toggle=search]");
  if (field && toggle) {
    const wide = matchMedia("(min-width: 60em)");
    const tell = () => (field.tabIndex = wide.matches || toggle.checked ? 0 : -1);
    for (const changing of [toggle, wide]) changing.addEventListener("change", tell);
    tell();
  }

  /* A table that scrolls in its box can be scrolled by keys, too, in browsers that would need a pointer. */
  const sizes = new ResizeObserver((changed) => {
    for (const { target } of changed) {
      if (target.scrollWidth > target.clientWidth) {
        target.tabIndex = 0;
        target.setAttribute("role", "group");
        target.setAttribute("aria-label", "Table");
      } else for (const name of ["tabindex", "role", "aria-label"]) target.removeAttribute(name);
    }
  });
  window.document$?.subscribe(() => {
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) sizes.observe(box);
  });
})();
