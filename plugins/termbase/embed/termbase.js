/*
 * termbase for any page: finds the terms of a glossary in the text of a page, links them and
 * shows what they mean.
 *
 *   <script src="https://glossary.example/embed/termbase.js" defer></script>
 *
 * Attributes: data-scope and data-skip (CSS selectors), data-once ("section" or "page"),
 * data-terms (address of another terms.json). In the page: <termbase-term name="…">words</termbase-term>.
 *
 * It stores nothing, sets no cookie, reports nothing and writes no markup from text. The rules of
 * matching are those of termbase/surface.py and termbase/link_index.py; one table of cases,
 * tests/linking/linking.yml, tests both.
 */
(() => {
  "use strict";

  const script = document.currentScript || document.querySelector('script[src*="/embed/termbase"]');
  if (!script || globalThis.termbase) return;
  const option = (name, otherwise) => script.getAttribute(`data-${name}`) || otherwise;

  /* Words of a text ------------------------------------------------------------------------- */

  const INVISIBLE = /[\u00AD\u200B-\u200D\u2060\uFEFF]/g;
  const LETTERS = "[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}\\u00AD\\u200B-\\u200D\\u2060\\uFEFF]*";
  const DOT = "(?:(?:^|(?<=[\\s(\\[{\"'“‘«/–—-]))\\.(?=\\p{L}))?";
  const WORD = new RegExp(`${DOT}${LETTERS}(?:['’]${LETTERS})*[+#]*|&`, "gu");
  const ADDRESS = /:\/\/|@|www\./;
  const ASCII = /^[\0-\x7F]*$/;
  const JOINED = /^(?:\s*|[-\u2010\u2011])$/;
  const SLASHED = /^(?:\s*\/\s*|[:–—])$/;
  const IRREGULAR = new Map(
    Object.entries({
      people: "person",
      criteria: "criterion",
      indices: "index",
      matrices: "matrix",
      children: "child",
      men: "man",
      women: "woman",
      media: "medium",
      phenomena: "phenomenon",
    })
  );

  const isCapitals = (text) => text === text.toUpperCase() && text !== text.toLowerCase();

  const isLetter = (character) => /\p{L}/u.test(character);

  /* The language has no case folding; going up and down again comes to the same but for "ı". */
  const foldCase = (text) =>
    ASCII.test(text)
      ? text.toLowerCase()
      : Array.from(text, (c) => (c === "ı" ? c : c.toLowerCase().toUpperCase().toLowerCase().replace("ς", "σ"))).join("");

  function singular(word) {
    word = word.replace(/'s$/, "").replace(/'$/, "");
    if (IRREGULAR.has(word)) return IRREGULAR.get(word);
    const isLong = (text) => [...text].length > 3;
    if (isLong(word) && /s$/.test(word) && !/(?:ss|us|is)$/.test(word)) {
      if (word.endsWith("yses")) return `${word.slice(0, -2)}is`;
      word = word.slice(0, -1);
    }
    if (isLong(word) && word.endsWith("ie")) return `${word.slice(0, -2)}y`;
    if (/(?:..xe|.che|.she|...[sz]e)$/u.test(word)) word = word.slice(0, -1);
    return word.replace(/zz$/, "z");
  }

  function fold(word) {
    if (word === "&") return "and";
    if (word.length > 2 && word.endsWith("s") && isCapitals(word.slice(0, -1))) word = word.slice(0, -1);
    return singular(foldCase(word).replace(/’/g, "'"));
  }

  function wordAt(text, match) {
    const start = match.index;
    const found = match[0].replace(/[\u00AD\u200B-\u200D\u2060\uFEFF]+$/, "");
    const written = ASCII.test(found)
      ? found
      : found.replace(INVISIBLE, "").normalize("NFKC").replace(/’/g, "'");
    return { start, end: start + found.length, written, folded: fold(written) };
  }

  /* What joins two words: "" for blanks, a hyphen or nothing, else the sign between them. */
  function joint(text, before, after) {
    let between = text.slice(before.end, after.start).replace(INVISIBLE, "");
    if (/s$/i.test(before.written)) between = between.replace(/['’](?=\s)/, "");
    if (JOINED.test(between)) return "";
    if (SLASHED.test(between)) return "/";
    return between.startsWith(".") ? between : between.trim();
  }

  const spelling = (words) =>
    words
      .map((word) => (word.written === "&" ? "and" : word.written))
      .join(" ")
      .replace(/'s$/, "");

  /* Not in churn_rate or churn.md and, for one letter, not in "C-level" or "R&D". */
  function standsFree(text, start, end) {
    const before = text.charAt(start - 1);
    const after = text.charAt(end);
    if (before === "_" || after === "_") return false;
    if (before === "." && isLetter(text.charAt(start - 2))) return false;
    if (after === "." && isLetter(text.charAt(end + 1))) return false;
    return end - start > 1 || !/[-\u2010\u2011&]/.test(before + after);
  }

  /* The index: each path of folded words with the terms that end there ------------------------ */

  class Index {
    constructor() {
      this.paths = new Map();
    }

    add(words, term, exact) {
      let end = words.indexOf(" ");
      for (; end > 0; end = words.indexOf(" ", end + 1)) {
        const start = words.slice(0, end);
        if (!this.paths.has(start)) this.paths.set(start, null);
      }
      const node = this.paths.get(words) || { any: -1, exact: null };
      if (exact) (node.exact ||= new Map()).set(exact, term);
      else node.any = term;
      this.paths.set(words, node);
    }

    /* Yields { start, end, term } from left to right, the longest at each place, and now and then
       undefined, so that the caller may let the page breathe. */
    *find(text) {
      const cut = ADDRESS.test(text)
        ? text.replace(/\S+/g, (chunk) => (ADDRESS.test(chunk) ? "\0".repeat(chunk.length) : chunk))
        : text;
      const words = [];
      const reach = (index) => {
        while (words.length <= index) {
          const match = matches.next();
          if (match.done) return false;
          words.push(wordAt(text, match.value));
        }
        return true;
      };
      const matches = cut.matchAll(WORD);
      for (let index = 0; reach(index); ) {
        if (index % 256 === 255) yield undefined;
        const match = this.longest(text, words, index, reach);
        if (match) yield match;
        do index += 1;
        while (match && reach(index) && words[index].start < match.end);
      }
    }

    longest(text, words, first, reach) {
      let best = null;
      let states = this.step("", text, words, first, reach);
      while (states.length) {
        const following = [];
        for (const [path, last] of states) {
          const { end } = words[last];
          const { start } = words[first];
          if ((!best || end > best.end) && standsFree(text, start, end)) {
            const term = this.term(path, words.slice(first, last + 1));
            if (term >= 0) best = { start, end, term };
          }
          if (reach(last + 1)) {
            const sign = joint(text, words[last], words[last + 1]);
            const next = sign ? `${path} ${sign}` : path;
            if (!sign || this.paths.has(next)) following.push(...this.step(`${next} `, text, words, last + 1, reach));
          }
        }
        states = following;
      }
      return best;
    }

    /* Takes one word, or two that a hyphen joins: "on-boarding" is "onboarding". */
    step(path, text, words, index, reach) {
      const states = [];
      const word = words[index];
      if (this.paths.has(path + word.folded)) states.push([path + word.folded, index]);
      if (/[-\u2010\u2011]/.test(text.charAt(word.end)) && reach(index + 1)) {
        const second = words[index + 1];
        const closed = path + fold(word.written + second.written);
        if (second.start === word.end + 1 && this.paths.has(closed)) states.push([closed, index + 1]);
      }
      return states;
    }

    term(path, words) {
      const node = this.paths.get(path);
      if (!node) return -1;
      if (node.exact) {
        const spelled = spelling(words);
        for (const candidate of [spelled, spelled.replace(/s$/, "")]) {
          if (node.exact.has(candidate)) return node.exact.get(candidate);
        }
      }
      return node.any;
    }

    /* The term that a whole text names, or -1. */
    named(text) {
      for (const match of this.find(text)) {
        if (match && !/[\p{L}\p{N}]/u.test(text.slice(0, match.start) + text.slice(match.end))) return match.term;
      }
      return -1;
    }
  }

  /* The glossary ---------------------------------------------------------------------------- */

  const glossary = { title: "", language: "", terms: [], base: "", suffix: "", linked: new Index(), written: new Index() };
  const ids = new Map();

  function* read(data, base) {
    if (data.format !== 1) throw new Error(`terms of format ${data.format} cannot be read`);
    Object.assign(glossary, { base, title: data.title, language: data.language, suffix: data.suffix, terms: data.terms });
    for (let index = 0; index < data.terms.length; index += 1) {
      ids.set(data.terms[index][0].replace(/^.*\//, ""), index);
    }
    for (const [list, indexes] of [
      [data.names, [glossary.linked, glossary.written]],
      [data.explicit, [glossary.written]],
    ]) {
      for (let place = 0; place < list.length; place += 1) {
        for (const index of indexes) index.add(...list[place]);
        if (place % 100 === 99) yield;
      }
    }
  }

  function address(term) {
    const url = new URL(glossary.terms[term][0] + glossary.suffix, glossary.base);
    return /^(?:https?|file):$/.test(url.protocol) ? url.href : "";
  }

  function makeLink(term) {
    const link = document.createElement("a");
    link.className = "termbase-link";
    link.href = address(term);
    terms.set(link, term);
    ours.add(link);
    return link;
  }

  /* Linking --------------------------------------------------------------------------------- */

  const HEADING = "h1,h2,h3,h4,h5,h6,[role=heading]";
  const SKIP = [
    "a,abbr,label,legend,summary,title,code,kbd,math,output,pre,samp,tt,var",
    "button,datalist,option,select,textarea,input,audio,canvas,iframe,object,script,noscript,style,svg,template,video",
    "[contenteditable]:not([contenteditable=false]),[role=button],[role=link],[role=textbox],[role=menuitem],[role=tab]",
    ".no-terms,.arithmatex,.highlight,.headerlink,.katex,.MathJax,mjx-container",
    "termbase-term,.termbase-link,.termbase-preview",
  ].join();
  const PATIENCE = 200; // links undone in one element within ten seconds

  const terms = new WeakMap(); // of each link, its term
  const ours = new WeakSet(); // nodes that we have made
  const pieces = new WeakMap(); // of a text node of the page, our nodes that follow it
  const seen = new WeakMap(); // of each section, its links by term
  const undone = new WeakMap(); // of each element, when and how often the page took links out of it
  const queue = new Set();

  const perPage = option("once", "section") === "page";
  const scope = selector("scope");
  const skip = [SKIP, HEADING, selector("skip")].filter(Boolean).join();
  let trail = { node: null, section: document };

  function selector(name) {
    const given = option(name, "");
    try {
      if (given) document.createDocumentFragment().querySelector(given);
      return given;
    } catch {
      console.warn(`termbase: data-${name}="${given}" is no CSS selector and is left out`);
      return "";
    }
  }

  const inScope = (node) => {
    const element = node.nodeType === 1 ? node : node.parentElement;
    return !!element && node.isConnected && (!scope || !!element.closest(scope)) && !element.closest(skip);
  };

  /* The heading under which a node stands, or the document where there is none. */
  function sectionOf(node) {
    if (perPage) return document;
    if (trail.node && node.previousSibling === trail.node) return trail.section;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT);
    walker.currentNode = node;
    while (walker.previousNode()) {
      const element = walker.currentNode;
      if (element.matches(HEADING) && (!scope || element.closest(scope))) return element;
    }
    return document;
  }

  function* linkWithin(top) {
    if (document.designMode === "on") return;
    const roots = scope && top.nodeType === 1 && !top.closest(scope) ? top.querySelectorAll(scope) : [top];
    for (const within of roots) {
      if (!inScope(within)) continue;
      let section = sectionOf(within);
      const walker = document.createTreeWalker(within, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
        if (node.nodeType === 3 || !node.matches(skip)) return NodeFilter.FILTER_ACCEPT;
        if (!perPage && node.matches(HEADING)) section = node;
        return NodeFilter.FILTER_REJECT;
      });
      for (let node = walker.currentNode; node; node = walker.nextNode()) {
        if (node.nodeType === 3 && !ours.has(node) && !pieces.has(node)) yield* linkText(node, section);
        else yield;
      }
      trail = { node: within, section };
      // Where the page has taken away the place at which we were, we begin again.
      if (within.isConnected && !within.contains(walker.currentNode)) queue.add(within);
    }
  }

  function* linkText(node, section) {
    const text = node.data;
    const found = [];
    for (const match of glossary.linked.find(text)) {
      if (match) found.push(match);
      else yield;
    }
    yield;
    const parent = node.parentElement;
    if (!found.length || !parent || node.data !== text || pieces.has(node) || !inScope(node) || tired(parent)) return;
    if (!seen.has(section)) seen.set(section, new Map());
    const linked = seen.get(section);
    const fresh = new Set();
    const here = location.href.replace(/#.*/, "");
    const chosen = found.filter(({ start, end, term }) => {
      const before = node.previousSibling;
      const after = node.nextSibling;
      if (start === 0 && before && before.nodeType === 3 && /[\p{L}\p{N}]$/u.test(before.data)) return false;
      if (end === text.length && after && after.nodeType === 3 && /^[\p{L}\p{N}]/u.test(after.data)) return false;
      if (!address(term) || address(term) === here) return false;
      const earlier = linked.get(term);
      if (fresh.has(term) || (earlier && earlier.isConnected)) return false;
      fresh.add(term);
      return true;
    });
    if (!chosen.length) return;
    const added = [];
    chosen.forEach(({ start, end, term }, index) => {
      const link = makeLink(term);
      linked.set(term, link);
      link.append(text.slice(start, end));
      const next = index + 1 < chosen.length ? chosen[index + 1].start : text.length;
      added.push(link);
      if (next === end) return;
      const tail = document.createTextNode(text.slice(end, next));
      ours.add(tail);
      added.push(tail);
    });
    // The page's own text node stays where it is: frameworks keep hold of theirs.
    node.after(...added);
    node.data = text.slice(0, chosen[0].start);
    pieces.set(node, added);
    forget();
  }

  /* Whether the page keeps taking our links away here. It is its page: we stop. */
  function tired(element) {
    for (let node = element; node; node = node.parentElement) {
      if ((undone.get(node) || { times: 0 }).times > PATIENCE) return true;
    }
    return false;
  }

  function noteUndone(element) {
    const now = performance.now();
    const note = undone.get(element) || { since: now, times: 0 };
    if (now - note.since > 10000 && note.times <= PATIENCE) Object.assign(note, { since: now, times: 0 });
    note.times += 1;
    undone.set(element, note);
  }

  /* Gives a text node its whole text back, for a page that has changed it or taken it away. */
  function restore(node, changed) {
    const added = pieces.get(node);
    pieces.delete(node);
    const text = added.map((piece) => piece.textContent).join("");
    for (const piece of added) piece.remove();
    if (!changed) node.data += text;
  }

  /* Explicit use ---------------------------------------------------------------------------- */

  const elements = new Set();
  let begun = false;

  function explain(element) {
    const name = (element.getAttribute("name") || element.textContent).trim();
    const term = ids.has(name) ? ids.get(name) : glossary.written.named(name);
    let link = element.querySelector("a.termbase-link");
    if (term === undefined || term < 0 || !address(term)) {
      if (link) link.replaceWith(...link.childNodes);
      return;
    }
    if (!link) {
      link = makeLink(term);
      link.append(...(element.textContent.trim() ? element.childNodes : [glossary.terms[term][1]]));
      element.append(link);
    }
    link.href = address(term);
    terms.set(link, term);
  }

  class TermElement extends HTMLElement {
    static get observedAttributes() {
      return ["name"];
    }

    connectedCallback() {
      elements.add(this);
      // While a page is being parsed, the words come after the element itself.
      if (begun) setTimeout(guarded(() => this.isConnected && explain(this)));
    }

    disconnectedCallback() {
      elements.delete(this);
    }

    attributeChangedCallback() {
      if (begun && this.isConnected) guarded(explain)(this);
    }
  }

  /* Work in slices: never more than a few milliseconds at a time ------------------------------ */

  const SLICE = 8;
  let current = null;
  let waiting = false;
  let observer = null;
  let stopped = false;
  const idlers = [];

  function guarded(task) {
    return (...values) => {
      if (stopped) return undefined;
      try {
        return task(...values);
      } catch (error) {
        stopped = true;
        for (const go of idlers.splice(0)) go();
        if (observer) observer.disconnect();
        console.warn("termbase has stopped:", error);
        return undefined;
      }
    };
  }

  function schedule() {
    if (waiting) return;
    waiting = true;
    const work = guarded(slice);
    if (globalThis.requestIdleCallback) requestIdleCallback(work, { timeout: 500 });
    else setTimeout(work, 1);
  }

  function slice() {
    waiting = false;
    if (observer) heed(observer.takeRecords());
    const end = performance.now() + SLICE;
    while (performance.now() < end) {
      if (!current) {
        const [next] = queue;
        if (!next) {
          for (const go of idlers.splice(0)) go();
          return;
        }
        queue.delete(next);
        current = linkWithin(next);
      }
      if (current.next().done) current = null;
    }
    schedule();
  }

  /* Forgets the changes that we have just made ourselves. */
  function forget() {
    if (observer) observer.takeRecords();
  }

  function heed(records) {
    for (const { type, target, addedNodes, removedNodes } of records) {
      if (type === "characterData") {
        if (pieces.has(target)) {
          restore(target, true);
          if (target.parentElement) noteUndone(target.parentElement);
        }
        if (!ours.has(target)) queue.add(target);
      }
      for (const node of removedNodes) {
        if (terms.has(node) || (node.nodeType === 1 && node.querySelector(".termbase-link"))) noteUndone(target);
        if (!pieces.has(node) || node.nextSibling === pieces.get(node)[0]) continue;
        // An empty one may be gone because the page tidied its text nodes; what follows it must stay.
        if (node.data === "") pieces.delete(node);
        else restore(node, false);
      }
      for (const node of addedNodes) {
        if ((node.nodeType === 1 || node.nodeType === 3) && !ours.has(node)) queue.add(node);
      }
    }
    forget();
    if (queue.size) schedule();
  }

  /* The preview (WCAG 2.2, 1.4.13: to be dismissed, entered, and there for as long as it is wanted) */

  const STYLE = `
    .termbase-link { text-decoration: underline dotted; text-underline-offset: 0.2em; }
    .termbase-preview {
      all: initial; color-scheme: inherit; position: fixed; z-index: 2147483647; display: block;
      box-sizing: border-box; width: max-content; max-width: min(24rem, calc(100vw - 16px)); padding: 10px 12px;
      border: 1px solid GrayText; border-radius: 6px; background: Canvas; color: CanvasText;
      font: 15px/1.45 system-ui, sans-serif; overflow-wrap: anywhere; box-shadow: 0 2px 10px rgb(0 0 0 / 0.25);
    }
    .termbase-preview[hidden] { display: none; }
    .termbase-preview > * { all: unset; display: block; }
    .termbase-preview > :first-child { font-weight: 600; }
    .termbase-preview > :last-child { margin-top: 4px; font-size: 13px; }
    @media print { .termbase-preview { display: none; } }
  `;
  const PLACES = "dialog,[role=dialog],main,[role=main],aside,nav,header,footer";
  const GAP = 6;
  const OPENING = 200;
  const CLOSING = 300;

  let preview = null;
  let shown = null;
  let timer = 0;

  function setUpPreview() {
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    } catch {
      return; // a browser of before 2023 gets links without previews
    }
    preview = document.createElement("div");
    preview.className = "termbase-preview";
    preview.id = "termbase-preview";
    preview.setAttribute("role", "tooltip");
    preview.setAttribute("popover", "manual");
    preview.lang = glossary.language;
    preview.hidden = true;
    ours.add(preview);

    const linkAt = (event) => {
      const link = event.target instanceof Element ? event.target.closest("a.termbase-link") : null;
      return link && terms.has(link) ? link : null;
    };
    const after = (delay, task) => {
      clearTimeout(timer);
      timer = setTimeout(guarded(task), delay);
    };
    const on = (type, task, capture) => document.addEventListener(type, guarded(task), capture);

    on("pointerover", (event) => {
      if (event.pointerType === "touch") return;
      const link = linkAt(event);
      if (link && link !== shown) after(OPENING, () => show(link, event));
      else if (link || preview.contains(event.target)) clearTimeout(timer);
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

  function show(link, pointer) {
    if (!link.isConnected) return;
    clearTimeout(timer);
    hide();
    const [, term, text, meanings] = glossary.terms[terms.get(link)];
    const lines = meanings
      ? [term, `Several meanings: ${meanings.map((other) => glossary.terms[other][1]).join("; ")}`]
      : [term, text];
    preview.replaceChildren(
      ...[...lines, `From ${glossary.title}`].map((line) => {
        const element = document.createElement("span");
        element.textContent = line;
        return element;
      })
    );
    (link.closest(PLACES) || document.body).append(preview);
    preview.hidden = false;
    if (preview.showPopover) preview.showPopover();
    const described = link.getAttribute("aria-describedby");
    link.setAttribute("aria-describedby", described ? `${described} ${preview.id}` : preview.id);
    shown = link;
    const boxes = [...link.getClientRects()];
    const box = pointer && boxes.find(({ top, bottom }) => pointer.clientY >= top && pointer.clientY <= bottom);
    place(box || boxes[0] || link.getBoundingClientRect());
  }

  function place({ top, bottom, left }) {
    const { offsetWidth: width, offsetHeight: height } = preview;
    const { clientWidth, clientHeight } = document.documentElement;
    const below = bottom + GAP + height <= clientHeight || top < GAP + height;
    preview.style.left = `${Math.max(8, Math.min(left, clientWidth - width - 8))}px`;
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

  /* The start ------------------------------------------------------------------------------- */

  async function load() {
    const given = globalThis.termbaseTerms; // from embed/terms.js, for pages that allow no fetch
    if (given) return [given.data, new URL(given.from)];
    const url = option("terms", "") ? new URL(option("terms"), document.baseURI) : new URL("terms.json", script.src);
    const answer = await fetch(url, { credentials: "omit", referrerPolicy: "no-referrer" });
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
    return [await answer.json(), url];
  }

  async function start() {
    const [data, url] = await load();
    if (document.readyState === "loading") await new Promise((go) => document.addEventListener("DOMContentLoaded", go));
    // A copy of the file kept elsewhere leads to the glossary that it was made for.
    const home = /\/embed\/terms\.js(?:on)?$/.test(url.pathname) || !data.site ? new URL("../", url).href : data.site;
    await new Promise((go, fail) => {
      current = (function* () {
        try {
          yield* read(data, home);
          begun = true;
          setUpPreview();
          for (const element of elements) explain(element);
          observer = new MutationObserver(guarded(heed));
          observer.observe(document.body, { childList: true, subtree: true, characterData: true });
          queue.add(document.body);
          go();
        } catch (error) {
          stopped = true;
          fail(error);
        }
      })();
      schedule();
    });
  }

  const find = (text) =>
    [...glossary.linked.find(String(text))]
      .filter(Boolean)
      .map(({ start, end, term }) => ({ start, end, url: address(term), term: glossary.terms[term][1] }));

  try {
    if (!customElements.get("termbase-term")) customElements.define("termbase-term", TermElement);
  } catch {
    // Without custom elements their words stay plain text.
  }
  const ready = start().catch((error) => console.warn("termbase: no terms, so nothing is linked:", error));
  /* Settles when everything that is on the page now has been linked. */
  const idle = async () => {
    await ready;
    if (begun && !stopped) await new Promise((go) => (idlers.push(go), schedule()));
  };
  globalThis.termbase = Object.freeze({ ready, idle, find });
})();
