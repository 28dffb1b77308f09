/* The drawing on a term's page: hides the lines of a kind with the terms they lead to, and goes two
   steps far. Both drawings were made when the site was built. */
(() => {
  "use strict";

  const figure = document.querySelector("[data-near]");
  const find = (selector) => figure.querySelector(selector);
  const legend = find(".tb-legend");
  const far = find("[data-near-far]");
  const kinds = [...figure.querySelectorAll("[data-near-kind]")].map((input) => {
    const item = input.closest("li");
    return { input, item, near: !item.hidden, kind: input.dataset.nearKind };
  });

  const draw = () => {
    const template = find("template");
    if (far?.checked && template) template.replaceWith(template.content);
    figure.classList.toggle("is-far", Boolean(far?.checked));
    for (const { item, near } of kinds) item.hidden = !near && !far.checked;
    /* If all lines are of one kind, there is nothing to choose, and hidden ones are shown again. */
    const choice = kinds.filter(({ item }) => !item.hidden).length > 1;
    legend.classList.toggle("is-choice", choice);
    for (const { input, kind } of kinds) {
      input.disabled = !choice;
      for (const group of figure.querySelectorAll(`.tb-of--${kind}`)) group.classList.toggle("is-off", choice && !input.checked);
    }
  };
  figure.addEventListener("change", draw);
  if (far) far.disabled = false;
  figure.classList.add("is-live");
  draw();
})();
