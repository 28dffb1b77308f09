/* The finder: the terms that a query probably means, best first. Palette, A–Z filter, map, missing addresses and
   ?q= all ask it. Names are compared in tiers before any score: an acronym in its own capitals beats every similar
   word. What is not a name is weighed word by word, against names and against definitions at once. */
window.termbaseFinder = (() => {
  "use strict";

  const {
    use,
    weights,
    split,
    fold,
    singular,
    idle,
    weak,
    setting,
    counting,
    measuring,
    measures,
    stem,
    american,
    bag,
    readings,
    distance,
    leeway
  } = window.termbaseWords;
  const [ABBREVIATION, NAME, OTHER, VARIANT, AVOID, SOUGHT] = [0, 1, 2, 3, 4, 5];
  const [SURE, NEAR, TOLD] = [4, 6, 7];
  const SMALL = 600; // terms
  const STEPS = 64;
  const LONGEST = 12; // milliseconds

  const plain = (found) => found.map(fold);
  const words = (text) => plain(split(text));
  const JOINING = /^(and|between|differences?|distinction|or|than|versus|vs)$/i;
  const COMPARING = /^(between|differences?|distinction|versus|vs)$/i;
  /* Words after one of these only qualify the query: "a playbook for renewals". */
  const OF = /^(about|after|at|before|by|during|for|from|in|into|of|on|to|with|without)$/i;

  /* The stems of all words, those of the question included. */
  const everyStem = (parts) =>
    parts
      .map((word) => stem(word.toLowerCase()))
      .sort()
      .join(" ");
  const name = (row, text, kind) => {
    const parts = split(text);
    const found = plain(parts);
    return {
      row,
      text,
      kind,
      other: kind >= OTHER,
      avoid: kind === AVOID,
      words: found,
      key: found.join(""),
      bag: bag(parts),
      spoken: everyStem(parts)
    };
  };
  const put = (map, key, value) => (map.has(key) ? map.get(key).push(value) : map.set(key, [value]));
  const pause = () => new Promise((resolve) => setTimeout(resolve));
  /* For long loops: called at every step, it yields to the page as often as this device needs it. */
  const breather = () => {
    let [steps, start] = [0, performance.now()];
    return () => {
      steps += 1;
      if (steps % STEPS || performance.now() - start < LONGEST) return null;
      return pause().then(() => (start = performance.now()));
    };
  };

  /* The content index as it is asked; `address` makes a path of the site an address, `block` loads a script of it.
     A glossary of many terms is taken bit by bit, so that typing never waits. */
  const prepare = async (index, address, block) => {
    const { terms, ids, names: others, category, categories, links, paths, propose, inflection, queries } = index;
    use(inflection, queries);
    const data = {
      index,
      block,
      rows: [],
      known: new Set(),
      keys: new Map(),
      bags: new Map(),
      starts: new Map(),
      stems: new Map(),
      propose
    };
    const breathe = breather();
    const [lines, written, names] = [terms, ids, others].map((text) => text.split("\n"));
    let id = "";
    for (let number = 0; terms && number < lines.length; number += 1) {
      const term = lines[number];
      const lists = names[number].split("\t").map((texts) => (texts ? texts.split("\f") : []));
      const [short = [], other = [], variants = [], avoid = [], sought = []] = lists;
      const part = written[number];
      id = part
        ? id.slice(0, Number.parseInt(part[0], 36)) + part.slice(1)
        : term
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
        via.stems = via.bag.split(" ");
        for (const word of via.words) data.known.add(word);
        for (const one of new Set([...via.stems, via.key])) put(data.stems, one, via);
        if (via.kind === ABBREVIATION) data.known.add(via.key);
        put(data.keys, via.key, via);
        put(data.bags, via.bag, via);
        for (const start of new Set([via.key, ...via.words].flatMap((word) => [word[0], word.slice(0, 2)]))) put(data.starts, start, via);
      }
      const rest = breathe();
      if (rest) await rest;
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
  /* "Land and expand" is not a kind of expanding. */
  const tail = (found, asked, key) =>
    found.key !== key
    && found.words.at(-asked.length - 1) !== "and"
    && (found.words.slice(-asked.length).join("") === key || found.words.at(-1) === key);
  const tier = (found, typed, asked, key) => {
    const short = found.kind === ABBREVIATION;
    if (short && (found.text === typed || `${found.text}s` === typed)) return 0;
    if (found.key === key || (short && `${found.key}s` === key)) return short ? 1 : found.kind === NAME ? 2 : 3;
    /* A name that ends with what was typed is a kind of it, as customer support is support. */
    if (found.key.startsWith(key) && (found.kind <= NAME || found.words.length === asked.length)) return 4;
    if (found.kind === NAME && tail(found, asked, key)) return 4;
    /* Search words of a term must match as they are, not as the beginnings of longer words. */
    return found.key.startsWith(key) || (found.kind !== SOUGHT && begin(asked, found.words)) ? 5 : 9;
  };
  const hit = (via, of) => ({ row: via.row, via, tier: of });
  const once = (hits) => {
    const seen = new Set();
    return hits.filter(({ row }) => !seen.has(row) && seen.add(row));
  };

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
    /* Of equal names, the term with the most links comes first. Where only a part was met: names that end with
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

  /* The original words of the names that contain a form of a word. */
  const inNames = (data, word) =>
    new Set((data.stems.get(stem(word.toLowerCase())) || []).filter(({ kind }) => kind < SOUGHT).flatMap(({ text }) => split(text)));
  /* Whether words are a name as they are typed, and neither words that only lead to a term nor an ordinary word. */
  const mayBeName = (data, typed, { at, found }) =>
    found[0].kind < AVOID && !(found[0].kind === ABBREVIATION && inNames(data, typed[at]).has(typed[at]));
  /* Whether words only give the context of a query, as in "churn in SaaS" and "enterprise customers". */
  const setsScene = (typed, { at, size }) => typed.slice(at, at + size).every(setting);
  /* Names that follow each other, the last one first, because the others describe it, as in "renewal playbook". None
     where one of them may be something else. */
  const headFirst = (data, typed, spans) => {
    if (typed.some(counting) || !spans.every((span) => mayBeName(data, typed, span))) return [];
    const other = spans.filter((span) => !setsScene(typed, span));
    const wanted = other.length ? other : spans;
    const found = typed.findIndex((word, at) => at > wanted[0].at && OF.test(word));
    const before = found < 0 ? typed.length : found;
    const head = wanted.filter(({ at }) => at < before).at(-1);
    return [head, ...wanted.filter((span) => span !== head)];
  };

  /* Whole names in a question, the longest taken first, in the order in which they appear; and whether that is not all of it. */
  const wholeNames = (data, typed) => {
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
    const others = typed.some((word, at) => !taken[at] && !idle(word) && !weak(word));
    return { spans: spans.sort((a, b) => a.at - b.at), others };
  };
  const hitsOf = (spans) => once(spans.flatMap(({ found }) => found).map((via) => hit(via, SURE + 1)));
  const inQuestion = (data, typed) => {
    const { spans, others } = wholeNames(data, typed);
    if (others) return [];
    return hitsOf(spans.length > 1 && !typed.some((word) => JOINING.test(word)) ? headFirst(data, typed, spans) : spans);
  };
  /* The only name, if one word follows that just says what is wanted of it, as in "win rate dashboard". None if another
     name has all these words, because then that is meant. */
  const beforeOneWord = (data, typed) => {
    const names = wholeNames(data, typed).spans.filter((span) => mayBeName(data, typed, span) && !setsScene(typed, span));
    if (names.length !== 1 || typed.some(counting)) return [];
    const [{ at: first, size, found }] = names;
    const more = typed.flatMap((word, at) => ((at >= first && at < first + size) || idle(word) || weak(word) ? [] : [at]));
    if (more.length !== 1 || more[0] < first || setting(typed[more[0]])) return [];
    if (near(data, fold(typed[more[0]])) !== fold(typed[more[0]])) return [];
    const both = [...readings(typed[more[0]].toLowerCase()).keys()]
      .flatMap((reading) => data.stems.get(stem(reading)) || [])
      .some((via) => found[0].stems.every((one) => via.stems.includes(one)));
    return both ? [] : hitsOf(names);
  };

  /* The terms of one side of a comparison, which may share the word that ends the last: "active vs passive churn". */
  const ofSide = (data, side, last) => {
    const alone = exact(data, side);
    const found = [...alone, ...exact(data, [...side, last.at(-1)])].filter((one) => one.tier < SURE);
    return found.length ? found : alone.filter((one) => one.tier === SURE);
  };

  /* The best term of each side of a comparison, where it is more than a whole name or where only one is known. */
  const compared = (data, typed) => {
    if (!typed.some((word) => COMPARING.test(word))) return [];
    const sides = [[]];
    for (const word of typed)
      if (JOINING.test(word)) sides.push([]);
      else if (!idle(word)) sides.at(-1).push(word);
    const told = sides.filter(({ length }) => length).map(plain);
    return once(told.flatMap((side) => ofSide(data, side, told.at(-1)).slice(0, 1)));
  };

  /* Variations of what was typed: without stop words, with transposed letters corrected, with acronyms expanded. */
  const swapped = (word) => [...word].slice(1).map((_, at) => word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2));
  const telling = (typed) => {
    const kept = typed.filter((word) => !idle(word));
    return plain(kept.length ? kept : typed);
  };
  const near = (data, word) => {
    if (data.known.has(word) || word.length < 3) return word;
    const exchanged = swapped(word)
      .map(singular)
      .find((other) => data.known.has(other));
    if (exchanged || word.length < 5) return exchanged || word;
    const most = word.length < 8 ? 1 : 2;
    let [best, least] = [word, most + 0.4];
    for (const other of data.known) {
      const far = distance(word, other, most) + (other[0] === word[0] ? 0 : 0.5) + (data.keys.has(other) ? 0 : 0.2);
      if (far < least) [best, least] = [other, far];
    }
    return best;
  };
  /* The words with acronyms spelled out, in every possible way. */
  const inFull = (data, asked) =>
    asked
      .reduce(
        (all, word) => {
          const full = (data.keys.get(word) || []).filter((via) => via.kind === ABBREVIATION).map(({ row }) => words(row.term));
          return all.flatMap((before) => (full.length ? full : [[word]]).map((after) => [...before, ...after])).slice(0, 8);
        },
        [[]]
      )
      .filter((way) => way.join(" ") !== asked.join(" "));
  const said = (data, typed) => {
    const asked = telling(typed).map((word) => (data.known.has(word) ? word : american(word)));
    const corrected = asked.map((word) => near(data, word));
    /* One word replaced with a near-synonym, if the result is a name. */
    const nearly =
      asked.length < 2
        ? []
        : asked.flatMap((word, at) =>
            [...readings(word).keys()]
              .slice(1)
              .map((other) => asked.with(at, fold(other)))
              .filter((way) => data.keys.get(way.join(""))?.some((via) => via.kind <= NAME))
          );
    /* Most of these are the same words again, which need not be looked up twice. */
    return [...new Map([asked, corrected, ...inFull(data, corrected), ...nearly].map((way) => [way.join(" "), way])).values()];
  };

  /* The longest name in a question that has, word for word, all that is asked: "what is one-to-many engagement". */
  const inside = (data, asked, typed) => {
    const first = Math.max(
      0,
      typed.findIndex((word) => !idle(word))
    );
    const last = typed.findLastIndex((word) => !idle(word));
    const ways = [];
    for (let start = 0; start <= first; start += 1)
      for (let end = (last < 0 ? typed.length - 1 : last) + 1; end <= typed.length; end += 1) ways.push([start, end]);
    ways.sort((a, b) => a[0] - a[1] - b[0] + b[1]);
    const way = ways.map(([start, end]) => asked.slice(start, end)).find((part) => data.keys.has(part.join("")));
    return way ? exact(data, way).filter((met) => met.tier < SURE) : [];
  };

  /* What measures the name that is asked for: the churn rate, if someone asks how to calculate churn. */
  const measuredBy = (data, typed) => {
    if (!typed.some(measuring)) return [];
    const left = typed.filter((word) => !measuring(word));
    const asked = telling(left.length ? left : typed);
    return measures().flatMap((one) => exact(data, [...asked, one]).filter((met) => met.tier < SURE));
  };

  /* Names that are certain or nearly so: as typed, else in a question, else in a variation of it. */
  const named = (data, typed) => {
    const left = typed.includes("=") && typed.slice(0, typed.indexOf("="));
    if (left && split(left).length) return named(data, left);
    const found = exact(data, words(typed), typed);
    if (found.length && found[0].tier < SURE) return found;
    const full = inFull(data, words(typed)).flatMap((way) => exact(data, way).filter((one) => one.tier < SURE));
    if (full.length) return once([...full, ...found]);
    const parts = split(typed);
    const measured = measuredBy(data, parts);
    if (measured.length) return once([...measured, ...found]);
    const within = inside(data, words(typed), parts);
    const all = everyStem(parts);
    const alone = telling(parts).sort().join(" ");
    const others = ({ via }) => [...via.words].sort().join(" ") !== alone;
    /* Search words of a term count as a description unless all of them match. */
    const same = (data.bags.get(bag(parts)) || [])
      .filter(({ kind, spoken }) => kind < SOUGHT || (spoken === all && !parts.some((word) => JOINING.test(word))))
      .map((via) => hit(via, via.kind < SOUGHT ? SURE : SURE + 1))
      .sort((a, b) => others(a) - others(b) || a.via.kind - b.via.kind || b.row.links - a.row.links);
    /* A phrase that was typed to its last stop word, such as "seats used", comes before a name that is only part of it. */
    const entire = same.filter(({ via }) => via.kind === SOUGHT && via.spoken !== via.bag);
    if (within.length || found.length || same.length)
      return once([
        ...entire,
        ...within,
        ...found.filter((one) => one.tier === SURE),
        ...same.filter((one) => one.tier === SURE),
        ...found,
        ...same
      ]);
    const whole = inQuestion(data, parts);
    if (whole.length) return whole;
    const sides = compared(data, parts);
    if (sides.length) return sides;
    for (const [at, way] of said(data, parts).entries()) {
      const hits = exact(data, way).filter((one) => one.tier < SURE || (at < 2 && one.via.kind < SOUGHT));
      const like = at ? (data.bags.get(bag(way)) || []).filter(({ kind }) => kind < SOUGHT).map((via) => hit(via, SURE)) : [];
      if (hits.length || like.length) return once([...hits, ...like]);
    }
    return beforeOneWord(data, parts);
  };

  /* Names like what was typed: word by word, or written as one. Better, the more of their words are met, the fewer
     letters differ, and the fewer words are left over. */
  const similar = async (data, typed) => {
    const asked = telling(split(typed));
    const alike = new Map();
    const breathe = breather();
    for (const word of asked) {
      const most = leeway(word);
      const found = new Map();
      for (const other of data.known) {
        const rest = breathe();
        if (rest) await rest;
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
      alike.set(word, found);
    }
    const key = asked.join("");
    const scored = [];
    for (const row of data.rows) {
      const rest = breathe();
      if (rest) await rest;
      for (const via of row.names) {
        let met = 0;
        let score = 0;
        for (const word of asked) {
          const found = alike.get(word);
          const best = Math.max(0, ...via.words.map((other) => found.get(other) || 0));
          met += best > 0;
          score += best;
        }
        const joined = key.length > 4 && (via.words.length !== asked.length || !met) ? distance(key, via.key, leeway(key)) : 9;
        if (joined <= leeway(key)) [met, score] = [asked.length, Math.max(score, asked.length * (1 - joined / key.length))];
        if (met && met === asked.length)
          scored.push({
            ...hit(via, NEAR),
            score:
              score / asked.length - 0.03 * Math.abs(via.words.length - asked.length) + Math.log1p(row.links) / 60 - (via.kind > NAME) / 50
          });
      }
    }
    return once(scored.sort((a, b) => b.score - a.score)).slice(0, 8);
  };

  /* Texts in blocks that have a word, a form of it, or one that means nearly the same: how much of it each has. A word
     counts in names and in the beginning of a definition for more than further down. */
  const occurrences = async (block, first, pattern, word, wide) => {
    const found = new Map();
    for (const [reading, much] of wide ? readings(word) : [[word, 1]]) {
      const root = stem(reading);
      const begins = root.slice(0, Math.max(3, root.length - 2));
      const from = first.findLastIndex((start) => start <= begins);
      const to = first.findLastIndex((start) => start <= `${begins}\uffff`);
      for (let number = Math.max(0, from); number <= to; number += 1)
        for (const [other, places] of Object.entries(await block(pattern.replace("*", number)))) {
          if (!other.startsWith(begins)) continue;
          const longer = reading === word && word.length > 3 && other.startsWith(word);
          const weight = other === reading ? 1 : stem(other) === root ? weights().inflected : longer ? weights().begun : 0;
          if (weight)
            for (const place of places) {
              const at = Math.floor(place / 4);
              found.set(at, Math.max(found.get(at) || 0, much * weight * weights().fields[place % 4]));
            }
        }
    }
    return found;
  };
  const lower = (typed) => {
    const kept = typed.filter((word) => !idle(word));
    return [...new Set((kept.length ? kept : typed).map((word) => word.toLowerCase()))];
  };

  /* Texts that have most of the words. */
  const inTexts = async (block, first, pattern, typed, common, size) => {
    const asked = lower(typed).filter((word) => word.length > 2);
    /* Frequent words are in the index only where they say what a text is about, and so are optional. */
    const wanted = asked.filter((word) => !common.has(word));
    if (!wanted.length) return [];
    const scores = new Map();
    for (const [word, found] of await Promise.all(asked.map(async (word) => [word, await occurrences(block, first, pattern, word, false)])))
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

  /* Terms by all that is asked, weighed against names and definitions at once. A word counts the more, the fewer texts
     have it; a name the more, the more of it is met. */
  const [WIDE, MET, FURTHER, MOST] = [800, 0.35, 3, 60];
  const add = (numbers) => numbers.reduce((sum, number) => sum + number, 0);
  const met = async (data, word) => {
    const { index, stems, known, rows } = data;
    const { unknown, rarity, weak: less } = weights();
    /* In a large glossary, each alternative for a word would load one more file, and some text has the word itself. */
    const wide = rows.length <= WIDE;
    const texts = word.length > 2 ? await occurrences(data.block, index.words, index.paths.words, word, wide) : new Map();
    const names = new Map();
    const lead = (one, much) => stems.has(one) && names.set(one, Math.max(names.get(one) || 0, much));
    for (const [reading, much] of readings(word)) lead(stem(reading), much);
    lead(fold(word), 1);
    if (!names.size && !texts.size && word.length > 3) {
      const most = word.length < 6 ? 1 : 2;
      for (const other of known.keys()) {
        const far = distance(word, other, most);
        if (far <= most) lead(stem(other), (1 - far / word.length) / 2);
      }
    }
    if (!names.size && !texts.size) return { texts, names, tells: unknown };
    const times = Math.max(1, [...texts.values()].filter((much) => much > MET).length);
    return { texts, names, tells: Math.log(1 + rows.length / times) ** rarity * (weak(word) ? less : 1) };
  };
  /* The name of a term that has most of the words; the next ones count for less. */
  const bestName = (asked, row, names, spoken) => {
    const much = weights();
    let [most, via, whole] = [0, row.names.find(({ kind }) => kind === NAME), []];
    const scores = [];
    for (const other of names) {
      const each = asked.map(({ names: of }) => Math.max(0, ...[...other.stems, other.key].map((one) => of.get(one) || 0)));
      const matched = asked.some(({ names: of }) => of.has(other.key)) ? other.stems.length : add(each);
      const have = asked.filter((_, at) => each[at] > 0).map(({ tells }) => tells);
      const idle = new Set(other.words.filter((word) => spoken.has(word))).size;
      const part = much.part + (1 - much.part) * Math.min(1, matched / other.stems.length);
      const score =
        (add(asked.map(({ tells }, at) => each[at] * tells)) + (much.idle * idle + much.together * (add(have) - Math.max(0, ...have))))
        * (part ** much.whole * (other.kind > NAME ? much.longer : 1));
      scores.push(score);
      if (score > most) [most, via, whole] = [score, other, each];
    }
    const next = scores.sort((a, b) => b - a).slice(1, 1 + FURTHER);
    return [most + (much.further / much.name) * add(next.map((score, at) => score / 2 ** at)), via, whole];
  };
  const weighed = async (data, typed) => {
    const { rows } = data;
    const much = weights();
    const full = (word) => (word.length < 3 && data.keys.get(word)?.find(({ kind }) => kind === ABBREVIATION)?.row.term) || word;
    const parts = typed.flatMap((word) => split(full(word.toLowerCase())));
    const some = parts.some((word) => !idle(word));
    const spoken = new Set(some ? plain(parts.filter(idle)) : []);
    const asked = await Promise.all(lower(parts).map((word) => met(data, word)));
    /* For each term its names with one of the words. In a large glossary, words of many terms lead to none. */
    const reached = asked.map(({ texts, names }) => {
      const found = new Map([...texts.keys()].map((at) => [rows[at], new Set()]));
      for (const one of names.keys())
        for (const via of data.stems.get(one)) (found.get(via.row) || found.set(via.row, new Set()).get(via.row)).add(via);
      return found;
    });
    const rare = reached.filter(({ size }) => size && rows.length > SMALL && size <= rows.length / 5);
    const wanted = new Set((rare.length ? rare : reached).flatMap((found) => [...found.keys()]));
    const all = add(asked.map(({ tells }) => tells));
    const scored = [];
    const breathe = breather();
    for (const row of wanted) {
      const rest = breathe();
      if (rest) await rest;
      const names = new Set(reached.flatMap((found) => [...(found.get(row) || [])]));
      const [most, via, whole] = bestName(asked, row, names, spoken);
      const texts = asked.map((one) => one.texts.get(row.number) || 0);
      const told = add(asked.map(({ tells }, at) => texts[at] * tells));
      const covered = add(asked.map(({ tells }, at) => Math.min(1, Math.max(texts[at], whole[at] || 0)) * tells)) / all;
      const score = (much.name * most + much.text * told) * (covered ** much.covered * (1 + much.links * Math.log1p(row.links)));
      scored.push({ ...hit(via, TOLD), covered, score });
    }
    return scored
      .filter(({ covered }) => covered >= much.least)
      .sort((a, b) => b.score - a.score || a.row.number - b.row.number)
      .slice(0, MOST);
  };

  /* The finder's answer: hits, best first. Tiers under 6 are sure; 6 is a similar name, 7 a text with the words. */
  const find = async (data, query) => {
    const typed = query.trim().normalize("NFKC");
    if (!words(typed).length) return [];
    const sure = named(data, typed);
    const texts = await weighed(data, split(typed)).catch(() => []);
    if (sure.length) return once([...sure, ...texts.filter(({ covered }) => covered > 0.6)]);
    const like = await similar(data, typed);
    const asked = telling(split(typed));
    /* A typo in one word is likelier than its occurrence in a text, unless the text has every word as it is typed. */
    const close =
      like.length
      && like[0].score > 0.72
      && !(texts[0]?.covered > 0.8 && 2 * asked.filter((word) => word.length > 2).length > asked.length);
    return once(close ? [...like, ...texts] : [...texts, ...like]);
  };

  /* Whether the first hit is certain, so that the reader can be taken there directly. */
  const certain = (hits) => hits.length > 0 && hits[0].tier < SURE && (hits.length === 1 || hits[1].tier > hits[0].tier);

  return { prepare, find, certain, inTexts, split };
})();
