/*
 * termbase for any page: finds the terms of a glossary in the text of a page, links them and
 * shows what they mean.
 *
 *   <script src="https://glossary.example/embed/termbase.js" async></script>
 *
 * It stores nothing, sets no cookie, reports nothing and writes no markup from text. The published
 * script is the files of this folder, one after the other, within one function; `exports/embed.py`
 * joins them and inserts the rules for comparing words, which the build uses too.
 */

/* Options: an attribute of the script, else `globalThis.termbaseEmbed`, else the query of its address. */

const CHOICES = {
  once: ["section", "page"],
  credentials: ["omit", "same-origin", "include"],
  previews: ["all", "ours", "none"],
  touch: ["follow", "preview"],
  tab: ["yes", "no"]
};
const OPTIONS = [...Object.keys(CHOICES), "scope", "skip", "terms", "wait", "editors", "glossaries", "read"];

function say(message, how = "warn") {
  console[how](`termbase: ${message}`);
}

/* The address from which this script came: a module and an evaluated script have no element. */
function ownAddress() {
  if (document.currentScript?.src) return document.currentScript.src;
  const stack = String(new Error().stack);
  const found = /((?:https?|file):\/\/[^\s()]*\/termbase[^\s()/:]*):\d+:\d+/.exec(stack);
  return found ? found[1] : "";
}

function readOptions(address) {
  const element = document.currentScript || [...document.querySelectorAll("script[src]")].find(({ src }) => address && src === address);
  const set = globalThis.termbaseEmbed;
  const common = set && typeof set === "object" ? set : {};
  for (const name of Object.keys(common)) {
    if (!OPTIONS.includes(name)) say(`termbaseEmbed has no option “${name}”; there are ${OPTIONS.join(", ")}`);
  }
  const query = address ? new URL(address).searchParams : new URLSearchParams();
  const option = (name) => element?.getAttribute(`data-${name}`) || common[name] || query.get(name) || (CHOICES[name] || [""])[0];
  const options = Object.fromEntries(OPTIONS.map((name) => [name, option(name)]));
  for (const [name, choices] of Object.entries(CHOICES)) {
    if (choices.includes(options[name])) continue;
    say(`“${options[name]}” is not a value of ${name}; choose ${choices.join(" or ")}. “${choices[0]}” is used`);
    options[name] = choices[0];
  }
  for (const name of ["scope", "skip", "editors"]) options[name] = selector(name, options[name]);
  return options;
}

function selector(name, value) {
  try {
    if (value) document.createDocumentFragment().querySelector(value);
    return String(value);
  } catch {
    say(`data-${name}="${value}" is not a CSS selector and is ignored`);
    return "";
  }
}

const address = ownAddress();
const options = readOptions(address);

/* Glossaries that this copy of the script names: addresses of files of terms, and how to ask for them. */
function wanted() {
  const listed = [].concat(
    options.glossaries || [],
    String(options.terms || "")
      .split(/\s+/)
      .filter(Boolean)
  );
  const sources = listed.map((one) => ({
    credentials: options.credentials,
    ...(typeof one === "string" ? { terms: one } : one)
  }));
  const loaded = globalThis.termbaseTerms; // from embed/terms.js, for pages that allow no fetch
  if (loaded && !loaded.taken && !sources.length) {
    loaded.taken = true;
    return [{ data: loaded.data, terms: loaded.from }];
  }
  if (sources.length || !address) return sources;
  const beside = (name) => new URL(name, address).href;
  return [{ terms: beside("names.json"), otherwise: beside("terms.json"), credentials: options.credentials }];
}

const isExtension = typeof options.read === "function";
