/* Shows the definition of a linked term on hover and on focus (WCAG 1.4.13): the pointer may enter
   it, Escape closes it, and it moves nothing. Its text is in the page; nothing is fetched. */
(() => {
  "use strict";

  if (window.termbasePreviews) return;
  window.termbasePreviews = true;

  const WAIT = 300;
  const LINGER = 200;
  const LINK = ".term-link";
  const blocks = new WeakMap();
  const known = {};
  let tip;
  let link;
  let timer;
  let wanted;

  const told = (id) => {
    for (const block of document.querySelectorAll("[data-termbase-previews]")) {
      if (!blocks.has(block)) blocks.set(block, JSON.parse(block.dataset.termbasePreviews));
      if (blocks.get(block)[id]) return blocks.get(block)[id];
    }
    return known[id];
  };

  /* A page that links to very many terms loads the index instead of a block; definitions are loaded on demand. */
  const fetched = async (ids) => {
    const missing = ids.filter((id) => !told(id));
    if (!missing.length || !window.termbaseTerms || !window.termbase) return false;
    const { rows } = await window.termbase.ready();
    for (const row of rows.filter(({ id }) => missing.includes(id)))
      known[row.id] = [row.short.length ? `${row.term} (${row.short[0]})` : row.term, await window.termbase.definition(row)];
    return missing.some(told);
  };

  const line = (tag, ...parts) => {
    const element = document.createElement(tag);
    element.append(...parts);
    return element;
  };

  /* Only blocks contain the words: a page of the host may have no other script of this package. */
  const several = (anchor) => {
    const block = document.querySelector("[data-termbase-several]");
    return (block?.dataset.termbaseSeveral || "{name}:").replace("{name}", () => anchor.textContent.trim());
  };

  const paragraphs = (concepts, anchor) => {
    const entries = concepts.map(([name, definition]) => [line("strong", name), ": ", definition]);
    return entries.length > 1
      ? [line("p", several(anchor)), line("ul", ...entries.map((parts) => line("li", ...parts)))]
      : [line("p", ...entries[0])];
  };

  const place = (x) => {
    tip.hidden = false;
    /* A link may run over two lines; the preview belongs to the one that is pointed at. */
    const boxes = [...link.getClientRects()];
    const box = boxes.find(({ left, right }) => x >= left && x <= right) || boxes[0];
    const frame = tip.offsetParent.getBoundingClientRect();
    const { width, height } = tip.getBoundingClientRect();
    const room = document.documentElement.clientWidth - width - 8;
    const under = box.bottom + height + 8 < innerHeight || box.top - height < 60;
    tip.style.left = `${Math.max(8, Math.min(box.left, room)) - frame.left}px`;
    tip.style.top = `${(under ? box.bottom : box.top - height) - frame.top}px`;
  };

  /* On a touch screen, where the site asks for it: the definition first, and the link to the page in it. */
  const sheet = (anchor, concepts, [open, close]) => {
    const dialog = line("dialog", ...paragraphs(concepts, anchor));
    dialog.className = "tb-sheet";
    const bar = line("p");
    bar.className = "tb-sheet__bar";
    if (anchor.href) {
      const page = line("a", open);
      page.href = anchor.href;
      bar.append(page);
    }
    const button = line("button", close);
    button.type = "button";
    button.addEventListener("click", () => dialog.close());
    bar.append(button);
    dialog.append(bar);
    /* A tap outside the sheet has the dialog itself as its target. */
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  };

  const hide = () => {
    clearTimeout(timer);
    if (!link) return;
    link.removeAttribute("aria-describedby");
    link = null;
    tip.hidden = true;
  };

  const arm = (anchor, x) => {
    clearTimeout(timer);
    if (anchor === link) {
      if (tip.hidden) timer = setTimeout(place, WAIT, x);
      return;
    }
    hide();
    const ids = (anchor.dataset.term || anchor.dataset.terms || "").split(" ");
    const concepts = ids.map(told).filter(Boolean);
    if (!concepts.length) {
      wanted = anchor;
      fetched(ids).then(
        (came) => came && wanted === anchor && arm(anchor, x),
        () => {}
      );
      return;
    }
    if (!tip?.isConnected) {
      tip = line("div");
      tip.id = "termbase-preview";
      tip.className = "tb-preview";
      tip.setAttribute("role", "tooltip");
      (document.querySelector("main") || document.body).append(tip);
    }
    link = anchor;
    tip.hidden = true;
    tip.replaceChildren(...paragraphs(concepts, link));
    /* At once, so that a screen reader that comes to the link reads it. */
    link.setAttribute("aria-describedby", tip.id);
    timer = setTimeout(place, WAIT, x);
  };

  const leave = () => {
    wanted = null;
    clearTimeout(timer);
    timer = setTimeout(hide, LINGER);
  };

  let touched = false;
  document.addEventListener("pointerdown", (event) => (touched = event.pointerType === "touch"), true);
  document.addEventListener("keydown", () => (touched = false), true);
  document.addEventListener(
    "click",
    (event) => {
      const labels = document.querySelector("[data-termbase-touch]")?.dataset.termbaseTouch;
      const anchor = touched && labels && event.target.closest?.(LINK);
      if (!anchor) return;
      const concepts = (anchor.dataset.term || anchor.dataset.terms || "").split(" ").map(told).filter(Boolean);
      if (!concepts.length) return;
      event.preventDefault();
      event.stopPropagation();
      hide();
      sheet(anchor, concepts, labels.split("|"));
    },
    true
  );

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch" || !event.target.closest) return;
    const anchor = event.target.closest(LINK);
    wanted = null;
    if (anchor) arm(anchor, event.clientX);
    else if (link && event.target.closest(".tb-preview")) clearTimeout(timer);
    else if (link && link !== document.activeElement) leave();
  });
  document.documentElement.addEventListener("pointerleave", () => link && link !== document.activeElement && leave());
  document.addEventListener("focusin", (event) => {
    const anchor = event.target.closest?.(LINK);
    if (anchor?.matches(":focus-visible")) arm(anchor);
    else if (!anchor) hide();
  });
  document.addEventListener("focusout", (event) => event.target === link && leave());
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || !link || tip.hidden) return;
      event.stopPropagation();
      hide();
    },
    true
  );
})();
