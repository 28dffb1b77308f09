/* Names and what is typed: which terms are meant, best first. The palette loads it once it is used. Names are
   compared in tiers before any score: an acronym in its own capitals beats every similar word. */
window.termbaseNames = (() => {
  "use strict";

  const ABBREVIATION = 0, NAME = 1, OTHER = 2, VARIANT = 3, AVOID = 4;
  const MOST = 8;

  /* Words as they are compared: without case, accents, apostrophes and plural endings. */
  let rules = { irregular: {}, unchanged: [], notPlural: [], plural: [], shorten: [] };
  const ends = (word) => (ending) => word.endsWith(ending);
  const singular = (word) => {
    const is = ends(word);
    if (!/^\p{L}+$/u.test(word) || rules.unchanged.includes(word)) return word;
    let one = word;
    if (Object.hasOwn(rules.irregular, word)) one = rules.irregular[word];
    else if (word.length > 3 && !rules.notPlural.some(is)) {
      const [, cut, added] = rules.plural.find(([ending]) => is(ending)) || ["", 0, ""];
      one = word.slice(0, word.length - cut) + added;
    }
    const [, , cut, added] = rules.shorten.find(([ending, longer]) => one.length > longer && one.endsWith(ending)) || ["", 0, 0, ""];
    return (one.slice(0, one.length - cut) + added).replace(/zz$/, "z");
  };
  const split = (text) =>
    text.normalize("NFKD").replace(/[\p{M}'’]/gu, "").replace(/&/g, " and ").match(/(?:(?<!\S)\.)?[\p{L}\p{N}]+[+#]*/gu) || [];
  const plain = (found) => found.map((word) => singular(word.toLowerCase()));
  const words = (text) => plain(split(text));

  /* What a question has around the name it is about; in capitals such a word is an acronym. */
  const IDLE = new Set(("a about an and are be between by calculate calculated calculation can compare compute define definition "
    + "describe did difference differences do does example examples explain explained for formula from good how i in is it its "
    + "mean meaning means measure me my of on or our stand stands tell than that the their to us versus vs was we what whats "
    + "when where which who whos why with you your").split(" "));
  const idle = (word) => IDLE.has(word.toLowerCase()) && (word.length < 2 || word !== word.toUpperCase());
  const JOINING = /^(and|between|or|than|versus|vs)$/i;

  const name = (text, kind) => {
    const found = words(text);
    return { text, kind, other: kind >= OTHER, avoid: kind === AVOID, words: found, key: found.join("") };
  };

  /* The content index as it is asked; `address` makes a path of the site an address. */
  const prepare = ({ terms, categories, links = [], paths, propose, inflection }, address) => {
    rules = inflection || rules;
    const rows = terms.map(([id, term, category, definition, short = [], other = [], variants = [], avoid = []], number) => ({
      id, term, definition, short, links: links[number] || 0,
      category: (categories[category] || ["", ""])[1],
      url: address(paths.term.replace("*", id)),
      names: [
        ...short.map((text) => name(text, ABBREVIATION)), name(term, NAME), ...other.map((text) => name(text, OTHER)),
        ...variants.map((text) => name(text, VARIANT)), ...avoid.map((text) => name(text, AVOID)),
      ],
    }));
    const known = new Set();
    const keys = new Map();
    for (const row of rows)
      for (const via of row.names) {
        for (const word of via.words) known.add(word);
        if (via.kind === ABBREVIATION) known.add(via.key);
        if (keys.has(via.key)) keys.get(via.key).push({ row, via });
        else keys.set(via.key, [{ row, via }]);
      }
    return { rows, known, keys, paths, propose, similarities: {} };
  };

  /* Whether each word asked for begins another word of a name. */
  const begin = (asked, found) => {
    const left = [...found];
    return asked.every((word) => {
      const met = left.findIndex((other) => other.startsWith(word));
      return met >= 0 && left.splice(met, 1);
    });
  };
  const tier = (found, typed, asked, key) => {
    const short = found.kind === ABBREVIATION;
    if (short && (found.text === typed || `${found.text}s` === typed)) return 0;
    if (found.key === key || (short && `${found.key}s` === key)) return short ? 1 : found.kind === NAME ? 2 : 3;
    if (found.key.startsWith(key) && (found.kind <= NAME || found.words.length === asked.length)) return 4;
    return begin(asked, found.words) || found.key.startsWith(key) ? 5 : 9;
  };

  const exact = (data, asked, typed = "") => {
    const key = asked.join("");
    const more = ({ via }) => via.words.length > asked.length;
    const found = data.rows.flatMap((row) => {
      const met = row.names
        .map((via) => ({ row, via, tier: tier(via, typed, asked, key) }))
        .sort((a, b) => a.tier - b.tier || a.via.kind - b.via.kind)[0];
      return met.tier < 9 ? [met] : [];
    });
    /* Where only a part was met: names that end with it, preferred names, those that much of the glossary leads to. */
    const part = (a, b) => (a.tier === 4 && more(a) - more(b)) || (a.via.kind > NAME) - (b.via.kind > NAME) || b.row.links - a.row.links;
    return found.sort((a, b) => a.tier - b.tier || (a.tier < 4 ? a.via.kind - b.via.kind : part(a, b))
      || a.via.key.length - b.via.key.length || (a.row.term < b.row.term ? -1 : 1));
  };

  /* Whole names in a question, the longest first, in the order in which they appear. */
  const held = (data, typed) => {
    const asked = plain(typed);
    const taken = typed.map(() => false);
    const spans = [];
    for (let size = Math.min(7, asked.length); size; size -= 1)
      for (let at = 0; at + size <= asked.length; at += 1) {
        const hits = data.keys.get(asked.slice(at, at + size).join(""));
        if (!hits || taken.slice(at, at + size).some(Boolean) || (size === 1 && idle(typed[at]))) continue;
        taken.fill(true, at, at + size);
        spans.push({ at, hits: [...hits].sort((a, b) => a.via.kind - b.via.kind) });
      }
    return {
      hits: once(spans.sort((a, b) => a.at - b.at).flatMap(({ hits }) => hits)).map((hit) => ({ ...hit, tier: 5, held: true })),
      all: typed.every((word, at) => taken[at] || idle(word)) && (spans.length === 1 || typed.some((word) => JOINING.test(word))),
    };
  };

  /* Variations of what was typed: without stop words, with transposed letters corrected, with acronyms expanded,
     without endings of verbs. */
  const swapped = (word) => [...word].slice(1).map((_, at) => word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2));
  const said = (data, typed) => {
    const kept = typed.filter((word) => !idle(word));
    const asked = plain(kept.length ? kept : typed);
    const known = (word) => data.known.has(word);
    const mended = asked.map((word) => (known(word) || word.length < 3 ? word : swapped(word).map(singular).find(known) || word));
    const long = mended.reduce((all, word) => {
      const full = (data.keys.get(word) || []).filter(({ via }) => via.kind === ABBREVIATION).map(({ row }) => words(row.term));
      return all.flatMap((before) => (full.length ? full : [[word]]).map((after) => [...before, ...after])).slice(0, 8);
    }, [[]]);
    const stems = mended.map((word) => (known(word) ? word : word.replace(/^(.{4,}?)(?:ing|ed)$/u, "$1")));
    /* Most of these are the same words again, which need not be looked for twice. */
    return { asked, ways: new Map([asked, mended, ...long, stems].map((way) => [way.join(" "), way])).values() };
  };

  const loose = (data, typed) => {
    const whole = held(data, typed);
    if (whole.all) return whole.hits;
    const { asked, ways } = said(data, typed);
    for (const way of ways) {
      const found = exact(data, way);
      if (found.length) return found;
    }
    for (const found of [() => like(data, asked, "AND"), () => whole.hits, () => like(data, asked, "OR"), () => like(data, asked)]) {
      const hits = found();
      if (hits.length) return hits;
    }
    return [];
  };

  /* Best first; each with the matched name and, from tier 6 on, only a similar one. */
  const rank = (data, query) => {
    const typed = query.trim().normalize("NFKC");
    const asked = words(typed);
    if (!asked.length) return [];
    const found = exact(data, asked, typed);
    return (found.length ? once([...found, ...(found.length < MOST ? like(data, asked, "AND") : [])]) : loose(data, split(typed))).slice(0, MOST);
  };
  const once = (hits) => {
    const seen = new Set();
    return hits.filter(({ row }) => !seen.has(row) && seen.add(row));
  };

  /* Names like what was typed: in every word, in most words or, without a way to combine them, written as one. */
  const like = (data, asked, combineWith) => {
    const key = asked.join("");
    if (!window.MiniSearch || key.length < (combineWith ? 3 : 5)) return [];
    /* Each index is made when it is first wanted; the second hardly ever is. */
    const indexed = (joined) => {
      if (data.similarities[joined]) return data.similarities[joined];
      const tokenize = joined ? (text) => [words(text).join("")] : words;
      const index = new MiniSearch({ fields: ["text"], storeFields: ["row", "via"], tokenize, processTerm: (word) => word });
      index.addAll(data.rows.flatMap((row, r) => row.names.map((via, v) => ({ id: `${r} ${v}`, text: via.text, row, via }))));
      return (data.similarities[joined] = index);
    };
    const boostDocument = (_id, _word, { row, via }) => (via.kind > NAME ? 1 : 1.3) * (1 + Math.log1p(row.links) / 8);
    const hits = combineWith
      ? indexed(false).search(asked.join(" "), { combineWith, boostDocument, fuzzy: (word) => (word.length > 3 ? 0.3 : 0), prefix: (word) => word.length > 2 })
      : indexed(true).search(key, { boostDocument, fuzzy: 0.2 });
    return once(combineWith === "OR" ? hits.filter((hit) => 2 * hit.queryTerms.length > asked.length).slice(0, 4) : hits)
      .map(({ row, via }) => ({ row, via, tier: 6 }));
  };

  return { prepare, rank };
})();
