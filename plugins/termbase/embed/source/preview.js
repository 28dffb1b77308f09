/* The preview (WCAG 2.2, 1.4.13: to be dismissed, entered, and there for as long as it is wanted) */

/* Set apart by weight of an id, so that a page's rule for all its links (".text a") does not win. */
const LINK_STYLE = `
  a.termbase-link:not(#_) {
    color: var(--termbase-color, inherit); background: none; border: 0; padding: 0; font: inherit;
    text-decoration: underline dotted var(--termbase-underline, currentcolor) 1px; text-underline-offset: 0.2em;
  }
  a.termbase-link:not(#_)::before, a.termbase-link:not(#_)::after { content: none; }
  .termbase-preview:not(#_) {
    all: initial; color-scheme: inherit; position: fixed; z-index: 2147483647; display: block;
    box-sizing: border-box; width: max-content; max-width: min(24rem, calc(100vw - 16px)); padding: 10px 12px;
    border: 1px solid GrayText; border-radius: 6px; background: Canvas; color: CanvasText;
    font: 15px/1.45 system-ui, sans-serif; overflow-wrap: anywhere; box-shadow: 0 2px 10px rgb(0 0 0 / 0.25);
  }
  .termbase-preview[hidden]:not(#_) { display: none; }
  @media print { .termbase-preview:not(#_) { display: none; } }
`;
const PREVIEW_STYLE = `
  span { display: block; }
  :first-child { font-weight: 600; }
  :last-child { margin-top: 4px; font-size: 13px; }
`;
const BOXES = "dialog,[role=dialog],main,[role=main],aside,nav,header,footer";
const RIGHT_TO_LEFT = /^(?:ar|arc|ckb|dv|fa|he|iw|ks|ps|sd|ug|ur|yi)\b/;
const GAP = 6;
const OPENING = 200;
const CLOSING = 300;

let preview = null;
let lines = null;
let shown = null;
let timer = 0;

function setUpPreview() {
  const styles = (text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  };
  try {
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, styles(LINK_STYLE)];
    if (options.previews === "none") return;
    preview = document.createElement("div");
    lines = preview.attachShadow({ mode: "open" });
    lines.adoptedStyleSheets = [styles(PREVIEW_STYLE)];
  } catch {
    preview = null;
    say("this browser is older than 2023, so there are links without previews", "info");
    return;
  }
  preview.className = "termbase-preview";
  preview.id = "termbase-preview";
  preview.setAttribute("role", "tooltip");
  preview.setAttribute("popover", "manual");
  preview.hidden = true;
  ours.add(preview);

  const linkAt = ({ target }) => {
    const link = target instanceof Element ? target.closest("a[href]") : null;
    if (!link || places.has(link)) return link;
    return options.previews === "all" && termAt(link.href) >= 0 ? link : null;
  };
  const after = (wait, task) => {
    clearTimeout(timer);
    timer = setTimeout(guarded(task), wait);
  };
  const on = (type, task, capture) => document.addEventListener(type, guarded(task), capture);

  on("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = linkAt(event);
    if (link && link !== shown) {
      definitionOf(termOf(link)); // so that it is there when the preview opens
      after(OPENING, () => show(link, event));
    } else if (link || preview.contains(event.target)) clearTimeout(timer);
  });
  on("pointerout", (event) => {
    if (!linkAt(event) && !preview.contains(event.target)) return;
    after(CLOSING, () => shown && shown !== document.activeElement && hide());
  });
  on("focusin", (event) => {
    const link = linkAt(event);
    if (link && link.matches(":focus-visible")) show(link);
  });
  on("focusout", (event) => linkAt(event) === shown && hide());
  on(
    "click",
    (event) => {
      const link = linkAt(event);
      if (options.touch === "preview" && event.pointerType === "touch" && link && link !== shown) {
        event.preventDefault();
        show(link, event);
      } else if (shown && !link && !preview.contains(event.target)) hide();
    },
    true
  );
  on(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || !shown) return;
      event.preventDefault(); // one key, one thing: a dialog behind the preview stays open
      event.stopPropagation();
      hide();
    },
    true
  );
  const follow = guarded(() => {
    if (shown && shown.isConnected) place(shown.getBoundingClientRect());
    else hide();
  });
  addEventListener("scroll", follow, { capture: true, passive: true });
  addEventListener("resize", follow, { passive: true });
}

const termOf = (link) => (places.has(link) ? places.get(link) : termAt(link.href));

function show(link, pointer) {
  if (!link.isConnected) return;
  clearTimeout(timer);
  hide();
  const term = termOf(link);
  const { glossary, name, meanings } = terms[term];
  const fill = (text) => {
    const all = [name, text, `From ${glossary.title}`];
    if (options.touch === "preview" && pointer && pointer.pointerType === "touch") all.push("Tap again to open");
    lines.replaceChildren(
      ...all.filter(Boolean).map((line) => {
        const element = document.createElement("span");
        element.textContent = line;
        return element;
      })
    );
  };
  const position = () => {
    const boxes = [...link.getClientRects()];
    const box = pointer && boxes.find(({ top, bottom }) => pointer.clientY >= top && pointer.clientY <= bottom);
    place(box || boxes[0] || link.getBoundingClientRect());
  };
  const text = meanings
    ? `Several meanings: ${meanings.map((other) => terms[other].name).join("; ")}`
    : definitionOf(term);
  preview.lang = glossary.language;
  preview.dir = RIGHT_TO_LEFT.test(glossary.language) ? "rtl" : "ltr";
  fill(typeof text === "string" ? text : "…");
  if (typeof text !== "string") {
    const update = guarded((found) => {
      if (shown !== link) return;
      fill(found);
      position();
    });
    text.then(update, ({ message }) => {
      say(`a definition is missing: ${message}`);
      update("");
    });
  }
  (link.closest(BOXES) || document.body).append(preview);
  preview.hidden = false;
  if (preview.showPopover) preview.showPopover();
  const described = link.getAttribute("aria-describedby");
  link.setAttribute("aria-describedby", described ? `${described} ${preview.id}` : preview.id);
  shown = link;
  position();
}

function place({ top, bottom, left, right }) {
  const { offsetWidth: width, offsetHeight: height } = preview;
  const { clientWidth, clientHeight } = document.documentElement;
  const below = bottom + GAP + height <= clientHeight || top < GAP + height;
  const side = preview.dir === "rtl" ? right - width : left;
  preview.style.left = `${Math.max(8, Math.min(side, clientWidth - width - 8))}px`;
  preview.style.top = `${below ? bottom + GAP : top - GAP - height}px`;
}

function hide() {
  if (!shown) return;
  const described = (shown.getAttribute("aria-describedby") || "").split(" ").filter((id) => id !== preview.id);
  if (described.length) shown.setAttribute("aria-describedby", described.join(" "));
  else shown.removeAttribute("aria-describedby");
  shown = null;
  preview.remove();
  preview.hidden = true;
}
