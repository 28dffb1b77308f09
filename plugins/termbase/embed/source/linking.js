/* Linking --------------------------------------------------------------------------------- */

const HEADING = "h1,h2,h3,h4,h5,h6,[role=heading]";
const EDITABLE = "[contenteditable]:not([contenteditable=false]),[role=textbox]";
const SKIP = [
  "a,abbr,label,legend,summary,title,code,kbd,math,output,pre,samp,tt,var",
  "button,datalist,option,select,textarea,input,audio,canvas,iframe,object,script,noscript,style,svg,template,video",
  "[role=button],[role=link],[role=menuitem],[role=option],[role=tab]",
  ".no-terms,.arithmatex,.highlight,.headerlink,.katex,.MathJax,mjx-container",
  "termbase-term,.termbase-link,.termbase-preview",
  EDITABLE
].join();
/* Where a page does not say where its text is: the first of these that it has. */
const MAIN = ["#mw-content-text", "main,[role=main]", "article,[role=article],.tc-tiddler-body,.wiki-content,.markdown-body"];
const AROUND = [
  "nav,footer,menu,[role=navigation],[role=contentinfo],[role=search],[role=menu],[role=listbox],[role=status]",
  ".sidebar,.mw-search-results,[class*=breadcrumb i],[id*=breadcrumb i],[class*=search-result i],[class*=searchresult i]"
].join();
const OUTSIDE = "body > header,body > * > header,[role=banner],aside,[role=complementary]";
const PATIENCE = 200; // links undone in one element within ten seconds

const seen = new WeakMap(); // of each section, its links by term
const undone = new WeakMap(); // of each element, when and how often the page took links out of it
const queue = new Set();

const perPage = options.once === "page";
let area = { scope: options.scope, skip: "" };
let trail = { node: null, section: document };
let linkedAny = false;

/* Finds out where the text of the page is. Returns whether this has changed. */
function lookAround() {
  const scope = options.scope || MAIN.find((one) => document.querySelector(one)) || "";
  if (area.skip && area.scope === scope) return false;
  const more = options.scope ? "" : [AROUND, scope ? "" : OUTSIDE].filter(Boolean).join();
  area = { scope, skip: [SKIP, HEADING, more, options.skip].filter(Boolean).join() };
  return true;
}

const inScope = (node) => {
  const element = node.nodeType === 1 ? node : node.parentElement;
  return (
    !!element
    && document.contains(node)
    && (!area.scope || !!element.closest(area.scope))
    && !element.closest(area.skip)
    && document.designMode !== "on"
  );
};

/* The heading above a node, or the document where there is none. */
function sectionOf(node) {
  if (perPage) return document;
  if (trail.node && node.previousSibling === trail.node) return trail.section;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT);
  walker.currentNode = node;
  while (walker.previousNode()) {
    const element = walker.currentNode;
    if (element.matches(HEADING) && (!area.scope || element.closest(area.scope))) return element;
  }
  return document;
}

function* linkWithin(top) {
  if (lookAround()) undoOutside();
  const roots = area.scope && top.nodeType === 1 && !top.closest(area.scope) ? top.querySelectorAll(area.scope) : [top];
  for (const within of roots) {
    if (!inScope(within)) continue;
    let section = sectionOf(within);
    const { skip } = area;
    const walker = document.createTreeWalker(within, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
      if (node.nodeType === 3 || !node.matches(skip)) return NodeFilter.FILTER_ACCEPT;
      if (!perPage && node.matches(HEADING)) section = node;
      return NodeFilter.FILTER_REJECT;
    });
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
      if (node.nodeType === 3 && !owners.has(node) && !splits.has(node)) yield* linkText(node, section);
      else yield;
    }
    trail = { node: within, section };
    // Where the page has removed the place that was being read, reading begins again.
    if (within.isConnected && !within.contains(walker.currentNode)) queue.add(within);
  }
}

function* linkText(node, section) {
  const text = node.data;
  const found = [];
  for (const match of linked.find(text)) {
    if (match) found.push(match);
    else yield;
  }
  yield;
  const parent = node.parentElement;
  if (!found.length || !parent || node.data !== text || splits.has(node) || !inScope(node) || tired(parent)) return;
  if (isRestless(node) || awaitsItsFramework(parent)) {
    later(node);
    return;
  }
  if (!seen.has(section)) seen.set(section, new Map());
  const earlier = seen.get(section);
  const fresh = new Set();
  const here = location.href.replace(/#.*/, "");
  const chosen = found.filter(({ start, end, term }) => {
    const before = node.previousSibling;
    const after = node.nextSibling;
    if (start === 0 && before && before.nodeType === 3 && /[\p{L}\p{N}]$/u.test(before.data)) return false;
    if (end === text.length && after && after.nodeType === 3 && /^[\p{L}\p{N}]/u.test(after.data)) return false;
    if (!addressOf(term) || addressOf(term) === here) return false;
    const before1 = earlier.get(term);
    if (fresh.has(term) || before1?.isConnected) return false;
    fresh.add(term);
    return true;
  });
  if (!chosen.length) return;
  for (const [index, link] of divide(node, chosen).entries()) earlier.set(chosen[index].term, link);
  linkedAny = true;
  forget();
}

/* Whether the page keeps removing our links here. If so, we stop. */
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

/* Removes the links in an element, including those in <termbase-term>. */
function undoWithin(element, queued = false) {
  for (const link of element.querySelectorAll("a.termbase-link")) {
    const split = owners.get(link);
    const node = split ? unite(split) : null;
    if (node && queued) queue.add(node);
    if (!split && places.has(link)) link.replaceWith(...link.childNodes);
  }
  forget();
}

function undoOutside() {
  for (const link of document.querySelectorAll("a.termbase-link")) {
    const split = owners.get(link);
    if (split && splits.get(split.node) === split && !inScope(split.node)) unite(split);
  }
  forget();
}
