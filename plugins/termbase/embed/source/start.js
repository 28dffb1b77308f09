/* The start ------------------------------------------------------------------------------- */

const registered = [];
const failures = [];

/* Whether a glossary is new to the page. */
function register(source) {
  const url = source.terms && new URL(source.terms, document.baseURI).href;
  if (!url || registered.some(({ url: other }) => other === url)) return false;
  const entry = { url, source, isRead: false };
  entry.ready = dataOf(source).catch((error) => {
    failures.push(error.message);
    return null;
  });
  registered.push(entry);
  return true;
}

const delay = (milliseconds) => new Promise((go) => setTimeout(go, milliseconds));
const event = (type, target = globalThis) => new Promise((go) => target.addEventListener(type, go, { once: true }));
const idleTime = () =>
  new Promise((go) => (globalThis.requestIdleCallback ? requestIdleCallback(go, { timeout: 500 }) : setTimeout(go, 50)));

/* Waits until the page has been put together. Frameworks compare what a server has written with
   what they would write themselves ("hydration"), and must not find our links in it. */
async function pageReady() {
  if (document.readyState === "loading") await event("DOMContentLoaded", document);
  if (document.readyState !== "complete") await Promise.race([event("load"), delay(5000)]);
  await idleTime();
  for (let times = 0; times < 100 && awaitsHydration(); times += 1) await delay(100);
  const { wait } = options;
  if (wait && typeof wait.then === "function") await wait;
  else if (wait) while (!document.querySelector(wait)) await delay(100);
  await idleTime();
}

async function inSlices(steps) {
  let end = performance.now() + SLICE;
  while (!steps.next().done) {
    if (performance.now() < end) continue;
    await idleTime();
    end = performance.now() + SLICE;
  }
}

/* Reads all terms that have come, in the order in which the page names their glossaries. Returns
   whether there were any. */
async function readTerms() {
  const before = glossaries.length;
  for (let entry; (entry = registered.find(({ isRead }) => !isRead)); ) {
    entry.isRead = true;
    const data = await entry.ready;
    try {
      if (data) await inSlices(take(data, entry.source));
    } catch (error) {
      failures.push(error.message);
    }
  }
  for (const message of failures.splice(0)) say(`no terms, so nothing is linked: ${message}`);
  return glossaries.length > before;
}

async function start() {
  for (const source of wanted()) register(source);
  if (!registered.length) {
    say('it is not clear which glossary is meant; set termbaseEmbed = { terms: "https://…/embed/names.json" }');
    return;
  }
  await readTerms();
  if (!glossaries.length) return;
  await pageReady();
  guarded(begin)();
}

function begin() {
  begun = true;
  lookAround();
  setUpPreview();
  for (const element of elements) explain(element);
  observer = new MutationObserver(guarded(heed));
  observer.observe(document.documentElement, {
    childList: true,
    subtree: true,
    characterData: true,
    attributes: true,
    attributeFilter: ["contenteditable"]
  });
  watchEditors();
  hideFromReaders();
  queue.add(document.body);
  idlers.push(() => {
    if (linkedAny || stopped) return;
    const where = area.scope && !document.querySelector(area.scope) ? `nothing on this page matches ${area.scope}` : "";
    say(`nothing is linked: ${where || "the text of this page has none of the names"}`, "info");
  });
  schedule();
}

/* Adds another glossary. Its names link where no earlier glossary has them. */
function add(source) {
  const isNew = register({ credentials: options.credentials, ...(typeof source === "string" ? { terms: source } : source) });
  if (isNew && ready) {
    ready = ready.then(readTerms).then((isMore) => {
      if (!isMore) return undefined;
      if (!begun) return pageReady().then(guarded(begin));
      catchUp();
      undoWithin(document.documentElement);
      queue.add(document.body);
      return schedule();
    });
  }
  return isNew;
}

const find = (text) =>
  [...linked.find(String(text))]
    .filter(Boolean)
    .map(({ start, end, term }) => ({ start, end, url: addressOf(term), term: terms[term].name }));

let ready;

function offer() {
  defineElement();
  ready = start().catch((error) => say(`nothing is linked: ${error.message}`));
  /* Settles when everything that is on the page now has been linked. */
  const idle = async () => {
    await ready;
    if (begun && !stopped) {
      await new Promise((go) => {
        idlers.push(go);
        schedule();
      });
    }
  };
  globalThis.termbase = Object.freeze({
    get ready() {
      return ready;
    },
    idle,
    find,
    add,
    pause: guarded(() => begun && stepAside(Infinity)),
    resume: guarded(() => begun && stepAside(0))
  });
}

/* A second copy of the script gives its glossary to the first one. */
function join() {
  const added = globalThis.termbase.add ? wanted().filter((source) => globalThis.termbase.add(source)) : [];
  if (!added.length) say("this page has the script already, so this second copy does nothing", "info");
}

if (isExtension && document.querySelector('script[src*="/embed/termbase"]')) {
  say("this page has the script itself, so the extension does nothing here", "info");
} else if (globalThis.termbase) join();
else offer();
