/* The preview (WCAG 2.2, 1.4.13: to be dismissed, entered, and there for as long as it is wanted) */

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
  try {
    // A browser extension brings its style sheet itself.
    if (!isExtension) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    }
    if (options.previews === "none") return;
    preview = document.createElement("div");
    lines = preview.attachShadow({ mode: "open" });
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
    if (link?.matches(":focus-visible")) show(link);
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
    if (shown?.isConnected) place(shown.getBoundingClientRect());
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
  const { sentences } = glossary;
  const fill = (text) => {
    const origin = sentences.from.replace("{title}", () => glossary.title);
    const all = [name, text, origin];
    if (options.touch === "preview" && pointer && pointer.pointerType === "touch") all.push(sentences.tap);
    lines.replaceChildren(
      ...all.filter(Boolean).map((line, index) => {
        const element = document.createElement("span");
        element.textContent = line;
        element.style.display = "block";
        if (!index) element.style.fontWeight = "600";
        if (line === origin) element.style.margin = "4px 0 0";
        if (line === origin) element.style.fontSize = "13px";
        return element;
      })
    );
  };
  const position = () => {
    const boxes = [...link.getClientRects()];
    const box = pointer && boxes.find(({ top, bottom }) => pointer.clientY >= top && pointer.clientY <= bottom);
    place(box || boxes[0] || link.getBoundingClientRect());
  };
  const several = () => sentences.several.replace("{names}", () => meanings.map((other) => terms[other].name).join("; "));
  const text = meanings ? several() : definitionOf(term);
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
