/* The finder: which terms are meant by what is typed, best first. Palette, A–Z filter, map, missing addresses and
   ?q= all ask it. Names are compared in tiers before any score: an acronym in its own capitals beats every similar
   word. What no name has is looked for in definitions, and only then are names compared letter by letter. */
window.termbaseFinder = (() => {
  "use strict";

  const ABBREVIATION = 0,
    NAME = 1,
    OTHER = 2,
    VARIANT = 3,
    AVOID = 4,
    SOUGHT = 5;
  const SURE = 4,
    NEAR = 6,
    TOLD = 7;
  const SLICE = 600;

  /* Words as they are compared: without case, accents, apostrophes and plural endings. */
  let rules = { irregular: {}, unchanged: [], notPlural: [], plural: [], shorten: [] };
  const folded = new Map();
  const fold = (word) => {
    if (!folded.has(word)) folded.set(word, singular(word.toLowerCase()));
    return folded.get(word);
  };
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
    text
      .normalize("NFKD")
      .replace(/[\p{M}'’]/gu, "")
      .replace(/&/g, " and ")
      .match(/(?:(?<!\S)\.)?[\p{L}\p{N}]+[+#]*/gu) || [];
  const plain = (found) => found.map(fold);
  const words = (text) => plain(split(text));

  /* What a question has around the name it is about; in capitals such a word is an acronym. */
  const IDLE = new Set(
    (
      "a about an and are as at be being been between by calculate calculated calculation call called can "
      + "compare compute define defined definition describe did difference differences do does doing each every example examples "
      + "explain explained find for formula from get give good had happens has have help how i if in into is it its just made make "
      + "many me mean meaning means measure more most much my name not of off on one or our out should so some someone "
      + "something stand stands tell than that the their them then there these they thing take term this those to too up us "
      + "using versus very via vs want was way we were what whats when where which while who whos whose why will with word would "
      + "you your"
    ).split(" ")
  );
  const idle = (word) => IDLE.has(word.toLowerCase()) && (word.length < 2 || word !== word.toUpperCase());
  const JOINING = /^(and|between|or|than|versus|vs)$/i;

  const name = (row, text, kind) => {
    const found = words(text);
    return { row, text, kind, other: kind >= OTHER, avoid: kind === AVOID, words: found, key: found.join("") };
  };
  const put = (map, key, value) => (map.has(key) ? map.get(key).push(value) : map.set(key, [value]));
  const pause = () => new Promise((resolve) => setTimeout(resolve));

  /* The content index as it is asked; `address` makes a path of the site an address, `block` loads a script of it.
     A glossary of many terms is taken in slices, so that typing never waits. */
  const prepare = async (index, address, block) => {
    const { terms, ids, names, category, categories, links, paths, propose, inflection } = index;
    rules = inflection || rules;
    folded.clear();
    const data = { index, block, rows: [], known: new Set(), keys: new Map(), starts: new Map(), propose };
    for (let number = 0; number < terms.length; number += 1) {
      const term = terms[number];
      const [short = [], other = [], variants = [], avoid = [], sought = []] = names[number] || [];
      const id =
        ids[number]
        || term
          .toLowerCase()
          .replace(/[^a-z0-9]+/g, "-")
          .replace(/^-|-$/g, "");
      const row = {
        number,
        id,
        term,
        short,
        links: links[number] || 0,
        category: (categories[category[number]] || ["", ""])[1],
        url: address(paths.term.replace("*", id))
      };
      row.names = [
        ...short.map((text) => name(row, text, ABBREVIATION)),
        name(row, term, NAME),
        ...other.map((text) => name(row, text, OTHER)),
        ...variants.map((text) => name(row, text, VARIANT)),
        ...avoid.map((text) => name(row, text, AVOID)),
        ...sought.map((text) => name(row, text, SOUGHT))
      ];
      data.rows.push(row);
      for (const via of row.names) {
        for (const word of via.words) data.known.add(word);
        if (via.kind === ABBREVIATION) data.known.add(via.key);
        put(data.keys, via.key, via);
        for (const start of new Set([via.key, ...via.words].flatMap((word) => [word[0], word.slice(0, 2)]))) put(data.starts, start, via);
      }
      if (number % SLICE === SLICE - 1) await pause();
    }
    return data;
  };

  /* Whether each word asked for begins another word of a name. */
  const begin = (asked, found) => {
    const left = [...found];
    return asked.every((word) => {
      const met = left.findIndex((other) => other.startsWith(word));
      return met >= 0 && left.splice(met, 1);
    });
  };
  const tail = (found, asked, key) =>
    found.key !== key && (found.words.slice(-asked.length).join("") === key || found.words.at(-1) === key);
  const tier = (found, typed, asked, key) => {
    const short = found.kind === ABBREVIATION;
    if (short && (found.text === typed || `${found.text}s` === typed)) return 0;
    if (found.key === key || (short && `${found.key}s` === key)) return short ? 1 : found.kind === NAME ? 2 : 3;
    /* A name that ends with what was typed is a kind of it, as customer support is support. */
    if (found.key.startsWith(key) && (found.kind <= NAME || found.words.length === asked.length)) return 4;
    if (found.kind === NAME && tail(found, asked, key)) return 4;
    /* Words that only lead to a term count as they are, not where each begins some word of them. */
    return found.key.startsWith(key) || (found.kind !== SOUGHT && begin(asked, found.words)) ? 5 : 9;
  };
  const hit = (via, of, rest = {}) => ({ row: via.row, via, tier: of, ...rest });

  const exact = (data, asked, typed = "") => {
    const key = asked.join("");
    const more = ({ via }) => (tail(via, asked, key) ? -1 : via.words.length > asked.length);
    const best = new Map();
    for (const via of data.starts.get(asked[0].slice(0, 2)) || []) {
      const met = tier(via, typed, asked, key);
      const before = best.get(via.row);
      if (met < 9 && (!before || met < before.tier || (met === before.tier && via.kind < before.via.kind)))
        best.set(via.row, hit(via, met));
    }
    /* Equal names go to the term that much of the glossary leads to. Where only a part was met: names that end with
       it, then preferred names. */
    const part = (a, b) => (a.tier === 4 && more(a) - more(b)) || (a.via.kind > NAME) - (b.via.kind > NAME);
    return [...best.values()].sort(
      (a, b) =>
        a.tier - b.tier
        || (a.tier < SURE ? a.via.kind - b.via.kind : part(a, b))
        || b.row.links - a.row.links
        || a.via.key.length - b.via.key.length
        || (a.row.term < b.row.term ? -1 : 1)
    );
  };

  /* Whole names in a question, the longest first, in the order in which they appear. */
  const held = (data, typed) => {
    const asked = plain(typed);
    const taken = typed.map(() => false);
    const spans = [];
    for (let size = Math.min(7, asked.length); size; size -= 1)
      for (let at = 0; at + size <= asked.length; at += 1) {
        const found = data.keys.get(asked.slice(at, at + size).join(""));
        if (!found || taken.slice(at, at + size).some(Boolean) || (size === 1 && idle(typed[at]))) continue;
        taken.fill(true, at, at + size);
        spans.push({ at, size, found: [...found].sort((a, b) => a.kind - b.kind || b.row.links - a.row.links) });
      }
    return {
      hits: once(
        spans
          .sort((a, b) => a.at - b.at)
          .flatMap(({ found }) => found)
          .map((via) => hit(via, 5, { held: true }))
      ),
      all: typed.every((word, at) => taken[at] || idle(word)) && (spans.length === 1 || typed.some((word) => JOINING.test(word))),
      little: 2 * taken.filter((met, at) => met && !idle(typed[at])).length <= telling(typed).length,
      long: spans
        .filter(({ size, found }) => size > 1 || found[0].kind === ABBREVIATION)
        .flatMap(({ found }) => found)
        .map((via) => hit(via, 5, { held: true }))
    };
  };

  /* Variations of what was typed: without stop words, with transposed letters corrected, with acronyms expanded,
     without endings of verbs. */
  const swapped = (word) => [...word].slice(1).map((_, at) => word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2));
  const telling = (typed) => {
    const kept = typed.filter((word) => !idle(word));
    return plain(kept.length ? kept : typed);
  };
  const said = (data, typed) => {
    const asked = telling(typed);
    const known = (word) => data.known.has(word);
    const corrected = asked.map((word) => (known(word) || word.length < 3 ? word : swapped(word).map(singular).find(known) || word));
    const long = corrected.reduce(
      (all, word) => {
        const full = (data.keys.get(word) || []).filter((via) => via.kind === ABBREVIATION).map(({ row }) => words(row.term));
        return all.flatMap((before) => (full.length ? full : [[word]]).map((after) => [...before, ...after])).slice(0, 8);
      },
      [[]]
    );
    const stems = corrected.map((word) => (known(word) ? word : word.replace(/^(.{4,}?)(?:ing|ed)$/u, "$1")));
    /* Most of these are the same words again, which need not be looked for twice. */
    return new Map([asked, corrected, ...long, stems].map((way) => [way.join(" "), way])).values();
  };

  const once = (hits) => {
    const seen = new Set();
    return hits.filter(({ row }) => !seen.has(row) && seen.add(row));
  };

  /* Names that are certain or nearly so: as typed, else in a question, else in a variation of it. */
  const named = (data, typed) => {
    const found = exact(data, words(typed), typed);
    if (found.length) return found;
    const parts = split(typed);
    const whole = held(data, parts);
    if (whole.all) return whole.hits;
    for (const way of said(data, parts)) {
      const hits = exact(data, way);
      if (hits.length) return hits;
    }
    return whole.long.map((found) => ({ ...found, part: whole.little }));
  };

  /* Letters to change, add, leave out or exchange with the next, up to `most` (Damerau–Levenshtein). */
  const distance = (a, b, most) => {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let [before, last] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)];
    for (let i = 1; i <= a.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= b.length; j += 1) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      [before, last] = [last, row];
    }
    return last[b.length];
  };
  const leeway = (word) => (word.length < 4 ? 0 : word.length < 6 ? 1 : word.length < 10 ? 2 : 3);

  /* Names like what was typed: word by word, or written as one. Better, the more of their words are met, the fewer
     letters differ, and the fewer words are left over. */
  const similar = async (data, typed) => {
    const asked = telling(split(typed));
    const near = new Map();
    for (const word of asked) {
      const most = leeway(word);
      const found = new Map();
      for (const other of data.known) {
        const far =
          other === word
            ? 0
            : other.startsWith(word) && word.length > 2
              ? 0.3
              : most
                ? distance(word, other, most) + (other[0] === word[0] ? 0 : 0.3)
                : 9;
        if (far <= most + 0.3) found.set(other, 1 - far / (word.length + 1));
      }
      near.set(word, found);
      await pause();
    }
    const key = asked.join("");
    const scored = [];
    for (const row of data.rows) {
      if (row.number % (4 * SLICE) === 4 * SLICE - 1) await pause();
      for (const via of row.names) {
        let met = 0;
        let score = 0;
        for (const word of asked) {
          const found = near.get(word);
          const best = Math.max(0, ...via.words.map((other) => found.get(other) || 0));
          met += best > 0;
          score += best;
        }
        const joined = key.length > 4 && (via.words.length !== asked.length || !met) ? distance(key, via.key, leeway(key)) : 9;
        if (joined <= leeway(key)) [met, score] = [asked.length, Math.max(score, asked.length * (1 - joined / key.length))];
        if (2 * met > asked.length || (met && met === asked.length))
          scored.push({
            ...hit(via, NEAR, { all: met === asked.length }),
            score:
              score / asked.length - 0.03 * Math.abs(via.words.length - asked.length) + Math.log1p(row.links) / 60 - (via.kind > NAME) / 50
          });
      }
    }
    const all = scored.some((found) => found.all);
    return once(scored.filter((found) => found.all === all).sort((a, b) => b.score - a.score)).slice(0, 8);
  };

  /* Words of texts in blocks: for each word asked for, the texts that have it or a word that begins with it. */
  const ENDING = /(?:ations?|ions?|ings?|ments?|ers?|ied|ies|ed|al|ly|es|s|e|y)$/u;
  const ending = (rest, last) => !rest || [rest, rest[0] === last ? rest.slice(1) : rest].some((left) => left.replace(ENDING, "") === "");
  const VERBS = {
    lost: "los",
    loss: "los",
    lose: "los",
    loses: "los",
    losing: "los",
    losses: "los",
    bought: "buy",
    paid: "pay",
    left: "leav",
    sold: "sell",
    spent: "spend"
  };
  const stem = (word) => {
    if (Object.hasOwn(VERBS, word)) return VERBS[word];
    const short = word.replace(ENDING, "").replace(/([^s])\1$/u, "$1");
    return short.length > 3 ? short : word;
  };
  const inTexts = async (block, first, pattern, typed, common, size) => {
    const kept = typed.filter((word) => !idle(word));
    const asked = [...new Set((kept.length ? kept : typed).map((word) => word.toLowerCase()).filter((word) => word.length > 2))];
    /* Frequent words are in the index only where they say what a text is about, and so are optional. */
    const wanted = asked.filter((word) => !common.has(word));
    if (!wanted.length) return [];
    const one = async (word) => {
      const root = stem(word);
      const from = first.findLastIndex((begins) => begins <= root);
      const to = first.findLastIndex((begins) => begins <= `${word > root ? word : root}\uffff`);
      const found = new Map();
      for (let number = Math.max(0, from); number <= to; number += 1)
        for (const [other, places] of Object.entries(await block(pattern.replace("*", number)))) {
          const weight =
            other === word
              ? 1
              : other.startsWith(root) && ending(other.slice(root.length), root.at(-1))
                ? 0.85
                : other.startsWith(word) && word.length > 3
                  ? 0.35
                  : 0;
          if (weight)
            for (const place of places) {
              const at = Math.floor(place / 4);
              found.set(at, Math.max(found.get(at) || 0, weight * [1.15, 1.1, 0.85, 0.4][place % 4]));
            }
        }
      return found;
    };
    const scores = new Map();
    for (const [word, found] of await Promise.all(asked.map(async (word) => [word, await one(word)])))
      for (const [at, weight] of found) {
        const before = scores.get(at) || [0, 0];
        scores.set(at, [before[0] + !common.has(word), before[1] + weight * Math.log(1 + size / found.size)]);
      }
    const least = wanted.length > 2 ? Math.ceil(0.6 * wanted.length) : wanted.length;
    return [...scores]
      .filter(([, [met]]) => met >= least)
      .map(([at, [met, score]]) => ({ at, met, score, whole: met === wanted.length }))
      .sort((a, b) => b.met - a.met || b.score - a.score);
  };

  /* Terms whose definitions have the words; those that only mention them further down come last. */
  const told = async (data, typed) => {
    const { index } = data;
    data.common ||= new Set(index.frequent);
    const found = await inTexts(data.block, index.words, index.paths.words, split(typed), data.common, data.rows.length);
    return found
      .map(({ at, score, met, whole }) => ({
        row: data.rows[at],
        via: data.rows[at].names.find(({ kind }) => kind === NAME),
        tier: TOLD,
        whole,
        met,
        score: (score * (1 + Math.log1p(data.rows[at].links) / 8)) / (1 + 0.06 * data.rows[at].term.split(" ").length)
      }))
      .sort((a, b) => b.met - a.met || b.score - a.score);
  };

  /* The finder's answer: hits, best first. Tiers under 6 are sure; 6 is a similar name, 7 a text with the words. */
  const find = async (data, query) => {
    const typed = query.trim().normalize("NFKC");
    if (!words(typed).length) return [];
    const sure = named(data, typed);
    const texts = await told(data, typed).catch(() => []);
    const full = texts.filter(({ whole }) => whole);
    /* Where names cover half of what is asked or less, a text with all the words is the better answer. */
    if (sure.length && sure[0].part && full.length) return once([...full, ...sure]);
    if (sure.length) return once([...sure, ...full]);
    const like = await similar(data, typed);
    const asked = telling(split(typed));
    /* A typo in one word is likelier than its occurrence in a text, unless the text has every word as it is typed. */
    const close = like.length && like[0].all && like[0].score > 0.72 && !(texts[0]?.whole && asked.every((word) => word.length > 2));
    const loose = held(data, split(typed)).hits;
    return once(close ? [...like, ...texts] : texts.length ? [...texts, ...loose, ...like] : [...loose, ...like]);
  };

  /* Whether the first hit is surely the one that was meant, so that one can go there at once. */
  const certain = (hits) => hits.length > 0 && hits[0].tier < SURE && (hits.length === 1 || hits[1].tier > hits[0].tier);

  return { prepare, find, certain, inTexts, split };
})();
