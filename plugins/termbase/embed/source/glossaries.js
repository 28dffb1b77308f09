/* Glossaries: names first, definitions when someone wants to see one ------------------------- */

const FORMAT = 1;
const PATIENT = 15000; // milliseconds until a server that does not answer is mentioned

const glossaries = []; // in the order in which the page names them
const terms = []; // of all glossaries: { glossary, path, name, text, meanings }
const ids = new Map(); // places in `terms`, by id
const linked = new Index(); // names that link wherever they occur
const written = new Index(); // and those that only <termbase-term> or an address may name

async function answerTo(url, credentials, more) {
  if (typeof options.read === "function") return options.read(url.href);
  const slow = setTimeout(() => say(`${url} has not answered for ${PATIENT / 1000} seconds`), PATIENT);
  let blocked = false;
  const block = ({ blockedURI }) => (blocked ||= url.href.startsWith(blockedURI));
  document.addEventListener("securitypolicyviolation", block);
  try {
    const answer = await fetch(url, { credentials, referrerPolicy: "no-referrer", ...more });
    const found = answer.ok ? await answer.text() : "";
    if (!answer.ok) throw Object.assign(new Error(`${url} answered ${answer.status}`), { status: answer.status });
    try {
      return JSON.parse(found);
    } catch {
      const page = /html/.test(answer.headers.get("content-type") || "") || /^\s*</.test(found);
      const why = page
        ? `${answer.url || url} is a web page, perhaps to sign in. Where the glossary needs a sign-in, set data-credentials="include"`
        : `${url} is not JSON`;
      throw new Error(why);
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    await new Promise((go) => setTimeout(go)); // the report of a violation may come after the refusal
    throw new Error(
      blocked
        ? `the Content-Security-Policy of this page forbids to read ${url}: add its origin to connect-src`
        : `${url} cannot be read: the server is out of reach, or it does not allow this site (Access-Control-Allow-Origin)`
    );
  } finally {
    clearTimeout(slow);
    document.removeEventListener("securitypolicyviolation", block);
  }
}

async function dataOf(source) {
  if (source.data) return source.data;
  const url = new URL(source.terms, document.baseURI);
  try {
    return await answerTo(url, source.credentials || "omit");
  } catch (error) {
    if (!source.otherwise || error.status !== 404) throw error;
    source.terms = source.otherwise;
    return answerTo(new URL(source.otherwise), source.credentials || "omit");
  }
}

/* What a preview says, for a glossary whose file has no sentences yet. */
const SENTENCES = { from: "From {title}", several: "Several meanings: {names}", tap: "Tap again to open" };

/* Loads the terms of one glossary, a hundred at a time. */
function* take(data, source) {
  if (data.format !== FORMAT) throw new Error(`terms of format ${data.format} cannot be read by this script`);
  const url = new URL(source.terms, document.baseURI);
  // A copy of the file kept elsewhere leads to the glossary that it was made for.
  const home = /\/embed\/(?:terms|names)\.js(?:on)?$/.test(url.pathname) || !data.site ? new URL("../", url).href : data.site;
  const { title, language, suffix, definitions, shard } = data;
  const sentences = { ...SENTENCES, ...data.sentences };
  const glossary = { title, language, suffix, sentences, home, definitions, shard, shards: new Map(), source, file: url };
  const first = terms.length;
  const read = definitions ? fromNames : fromTerms;
  let names = 0;
  for (const { place, words, exact, indexes } of read(data, glossary)) {
    if (!terms[first + place]) throw new Error(`${url} is broken: “${words}” leads to no term`);
    for (const index of indexes) index.add(words, first + place, exact);
    names += 1;
    if (names % 100 === 0) yield;
  }
  if (!names) say(`${url} has no names to link`, "info");
  glossaries.push(glossary);
}

const LINKED = [linked, written];
const EXPLICIT = [written];

function addTerm(glossary, first, { path, name, text, meanings }) {
  const id = path.replace(/^.*\//, "");
  const place = terms.length;
  if (!ids.has(id)) ids.set(id, place);
  const shard = Math.floor((place - first) / glossary.shard);
  terms.push({ glossary, path, id, name, text, shard, meanings: meanings?.map((other) => first + other) });
}

/* The names in embed/terms.json, where definitions come with the terms. */
function* fromTerms(data, glossary) {
  const first = terms.length;
  for (const [path, name, text, meanings] of data.terms) addTerm(glossary, first, { path, name, text, meanings });
  for (const [words, place, exact] of data.names) yield { words, place, exact, indexes: LINKED };
  for (const [words, place, exact] of data.explicit) yield { words, place, exact, indexes: EXPLICIT };
}

/* The names in embed/names.json, where what follows from a name is left out. */
function* fromNames(data, glossary) {
  const first = terms.length;
  for (let place = 0; place < data.terms.length; place += 1) {
    const [name, path, names = [], explicit = [], meanings] = data.terms[place];
    const plain = name.toLowerCase();
    addTerm(glossary, first, { path: path || `terms/${plain.replaceAll(" ", "-")}`, name, meanings });
    const linkedNames = names === 0 ? [] : names.length ? names : [""];
    for (const [list, indexes] of [
      [linkedNames, LINKED],
      [explicit, EXPLICIT]
    ]) {
      for (const item of list) {
        const [words, exact] = Array.isArray(item) ? item : [item];
        yield { words: words || plain, place, exact, indexes };
      }
    }
  }
}

function addressOf(term) {
  const { path, glossary } = terms[term];
  const url = new URL(path + glossary.suffix, glossary.home);
  return /^(?:https?|file):$/.test(url.protocol) ? url.href : "";
}

/* What a term means, in a few lines: here already, or in a file that holds some of the definitions. */
function definitionOf(term) {
  const { glossary, id, text, shard } = terms[term];
  if (text || !glossary.definitions) return text || "";
  const file = glossary.definitions.replace("{shard}", shard);
  const ask = (more) => answerTo(new URL(file, glossary.file), glossary.source.credentials || "omit", more);
  if (!glossary.shards.has(file)) {
    // A browser may keep an older copy of the file than of the names: then it is asked for again.
    const answer = ask().then((found) => (id in found ? found : ask({ cache: "reload" })));
    answer.catch(() => glossary.shards.delete(file));
    glossary.shards.set(file, answer);
  }
  return glossary.shards.get(file).then((found) => (terms[term].text = found[id] || ""));
}

/* The term to which an address of a glossary leads, or -1. */
function termAt(href) {
  const glossary = glossaries.find(({ home }) => href.startsWith(home));
  const place = glossary && /^(?:go|terms)\/([^/?#]+?)(?:\/|\.html)?(?:[?#].*)?$/.exec(href.slice(glossary.home.length));
  if (!place) return -1;
  const name = decodeURIComponent(place[1]);
  const found = ids.has(name) ? ids.get(name) : written.addressed(name);
  return found >= 0 && terms[found].glossary === glossary ? found : -1;
}
