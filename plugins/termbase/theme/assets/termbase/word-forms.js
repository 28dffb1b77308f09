/* Words as the finder compares them: split, folded, stemmed, and with the words that people use in their place. */
window.termbaseWords = (() => {
  "use strict";

  let rules = { irregular: {}, unchanged: [], notPlural: [], plural: [], shorten: [] };
  const folded = new Map();
  const stems = new Map();
  const met = new Map();
  const list = (words) => words.split(" ");
  const groups = (texts) => {
    const found = new Map();
    for (const group of texts)
      for (const word of list(group)) found.set(word, [...(found.get(word) || []), ...list(group).filter((other) => other !== word)]);
    return found;
  };
  /* `idle`: what a question has around the name it is about. `weak`: what people ask about a term, which counts only
     where a name has it. `setting`: where something is asked. `counting`: what asks for a number. `measuring`: what asks
     how something is measured. `measures`: what names of measures end with. `forms`: of one word, by no rule. `alike`: words that mean nearly the same in business. */
  let lists = {};
  const use = (
    inflection,
    {
      idle = "",
      weak = "",
      setting = "",
      counting = "",
      measuring = "",
      measures = "",
      whole = "",
      forms = [],
      alike = [],
      weights = {}
    } = {}
  ) => {
    rules = inflection || rules;
    const [none, less, where, number, size, kept] = [idle, weak, setting, counting, measuring, whole].map((words) => new Set(list(words)));
    lists = {
      idle: none,
      weak: less,
      setting: where,
      counting: number,
      measuring: size,
      measures: list(measures),
      whole: kept,
      forms: groups(forms),
      alike: groups(alike),
      weights
    };
    for (const known of [folded, stems, met]) known.clear();
  };

  /* Words of a text without accents and apostrophes; `fold` takes case and plural endings off as well. */
  const split = (text) =>
    text
      .replace(/[™℠]/g, "")
      .normalize("NFKD")
      .replace(/[\p{M}'’]/gu, "")
      .replace(/&/g, " and ")
      .match(/(?:(?<!\S)\.)?[\p{L}\p{N}]+[+#]*/gu) || [];
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

  /* In capitals such a word is an acronym. */
  const upper = (word) => word.length > 1 && word === word.toUpperCase();
  const idle = (word) => lists.idle.has(word.toLowerCase()) && !upper(word);
  const weak = (word) => lists.weak.has(word.toLowerCase()) && !upper(word);
  const setting = (word) => lists.setting.has(word.toLowerCase());
  const counting = (word) => lists.counting.has(word.toLowerCase());
  const measuring = (word) => lists.measuring.has(word.toLowerCase());
  const measures = () => lists.measures;

  /* The part that forms of a word share: without British spelling, inflection, and one ending of a derived word. */
  const CHANGED = [
    [/tent$/, "tain"],
    [/pans$/, "pand"],
    [/script$/, "scrib"],
    [/olut$/, "olv"],
    [/cis$/, "cid"],
    [/educt$/, "educ"]
  ];
  const american = (word) =>
    word
      .replace(/(.{3})our(s|ed|ing|al|able)?$/u, "$1or$2")
      .replace(/(.{3})is(e[drs]?|ers?|ing|ations?)$/u, "$1iz$2")
      .replace(/gramme/u, "gram")
      .replace(/licenc/u, "licens")
      .replace(/ogue$/u, "og")
      .replace(/ll(ed|er|ing|ation)$/u, "l$1");
  const inflected = (word) => {
    const one = /[^us]s$/u.test(word) && !word.endsWith("is") ? word.replace(/(?:(?<=[sxz]|ch|sh)es|s)$/u, "").replace(/ie$/u, "y") : word;
    return one
      .replace(/(?<=.{3})ied$/u, "y")
      .replace(/(?<=[aeiouy].*)(?<=.{3})(?:ed|ing)$/u, "")
      .replace(/([b-df-hjkmnp-rtv-y])\1$/u, "$1");
  };
  const stemmed = (word) => {
    const one = inflected(american(word));
    if (lists.whole.has(one) || one.length < 5) return one.replace(/(?<=.{3})[ey]$/u, "");
    const bare = one.replace(/e$/u, "");
    const short = bare
      .replace(
        /(?<=.{3})(?:iz(?:er|ation)?|ation|ator|atic|at|ition|ion|e?ment|er|or|ally|al|ly|abl|ibl|iness|ness|ity|acy|anc|enc|ty|ic)$/u,
        ""
      )
      .replace(/([b-df-hjkmnp-rtv-y])\1$/u, "$1");
    if (short === bare || short.length < 4) return bare.replace(/[yi]$/u, "");
    return CHANGED.reduce((all, [from, to]) => all.replace(from, to), short).replace(/[eyi]$/u, "");
  };
  const stem = (word) => {
    if (!stems.has(word)) stems.set(word, stemmed(word));
    return stems.get(word);
  };

  /* Words without those that say nothing, as stems: names that differ in order or form only have the same. */
  const stemsOf = (parts) => {
    for (const word of parts) if (!met.has(word)) met.set(word, [idle(word), stem(word.toLowerCase())]);
    const all = parts.map((word) => met.get(word));
    const kept = all.filter(([nothing]) => !nothing);
    return (kept.length ? kept : all).map(([, one]) => one);
  };
  const bag = (parts) => stemsOf(parts).sort().join(" ");

  /* What may be met in the place of a word, and for how much of it that counts. */
  const readings = (word) => {
    const found = new Map([[word, 1]]);
    const add = (other, weight) => found.has(other) || found.set(other, weight);
    const bases = new Set([word, fold(word), inflected(american(word))]);
    const of = (table) => [...bases].flatMap((base) => table.get(base) || []);
    for (const other of of(lists.forms)) add(other, lists.weights.form);
    for (const other of [...of(lists.alike), ...of(lists.forms).flatMap((form) => lists.alike.get(form) || [])])
      add(other, lists.weights.nearly);
    return found;
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

  use();
  const weights = () => lists.weights;
  return {
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
    american,
    bag,
    stem,
    readings,
    distance,
    leeway
  };
})();
