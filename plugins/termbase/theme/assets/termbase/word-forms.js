/* Words as the finder compares them: split, folded, stemmed, and with the words that people use in their place. */
window.termbaseWords = (() => {
  "use strict";

  let rules = { irregular: {}, unchanged: [], notPlural: [], plural: [], shorten: [] };
  const folded = new Map();
  const use = (inflection) => {
    rules = inflection || rules;
    folded.clear();
  };

  /* Words of a text without accents and apostrophes; `fold` takes case and plural endings off as well. */
  const split = (text) =>
    text
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

  const list = (words) => words.split(" ");
  const upper = (word) => word.length > 1 && word === word.toUpperCase();
  /* What a question has around the name it is about; in capitals such a word is an acronym. */
  const IDLE = new Set(
    list(
      "a about all already also am an and any anyone are across as at be been being between but by calculate calculated calculation call called can "
        + "compare compared compute could count counts define defined definition describe did difference differences different distinction do does doing each either even ever "
        + "every example examples explain explained find for formula from get gets getting give good great had happen happens has have help "
        + "how i if in into itself is it its just made make makes many me mean meaning means measure measured more most much my name need not no of off "
        + "on one only or other our out per should so some someone something stand stands still tell than that the their them then there these "
        + "they thing through take term this those to too up us use used using versus very via vs was way we were what whats when where "
        + "which while who whom whos whose why will with without word would you your"
    )
  );
  const idle = (word) => IDLE.has(word.toLowerCase()) && !upper(word);
  /* What people ask about a term; such a word counts only where a name has it. */
  const WEAK = new Set(
    list(
      "agenda analysis attend attends average bad basics benchmark benefits best better calculator concept considered deck description duty "
        + "goal guide idea importance important improve increase job key kind point prevent process purpose question reasons reduce responsibility responsibilities "
        + "role roles sample simple steps strategy template tips track type types typical usually want wants"
    )
  );
  const weak = (word) => WEAK.has(word.toLowerCase()) && !upper(word);

  const groups = (text) => {
    const found = new Map();
    for (const group of text.split("|"))
      for (const word of list(group)) found.set(word, [...(found.get(word) || []), ...list(group).filter((other) => other !== word)]);
    return found;
  };
  /* Forms of one word that no ending explains, and words that mean nearly the same in business. */
  const FORMS = groups(
    "analysis analyze analytics|automatic automate automation|began begin begun|bought buy|choice choose chose|daily day|gave give given"
      + "|grew grow growth|held hold|keep kept|knew know|leave left|lose losing loss lost|meet meeting met|month monthly|operations ops|paid pay payment"
      + "|prove proof|quarter quarterly|said say|sale sell selling sold|satisfaction satisfied satisfy|send sent|speak spoke|spend spent|taught teach"
      + "|think thought|tried try trial|usage use user|win won|annual annually year yearly"
  );
  const ALIKE = groups(
    "account client customer|business company firm organization provider supplier vendor|cancel churn depart leave quit stop terminate"
      + "|fraction percent percentage proportion rate ratio share|income money revenue turnover|cost expense fee price spending|employee people person staff"
      + "|boss executive leader manager senior|department function group team unit|app application platform software system tool|call meeting session"
      + "|happy pleased satisfied|dissatisfied unhappy|keep kept remain retain stay|issue problem trouble|educate learn teach train|class course lesson training"
      + "|agreement contract deal|begin first initial start|acquire buy get purchase win|expand expansion grow increase rise upgrade|contraction decline decrease downgrade fall reduction shrink"
      + "|plan schedule|instruction procedure step|commitment guarantee promise|evidence proof|late outstanding overdue|introduce recommend refer"
      + "|test try|estimate forecast predict|ask proposal request suggest|capability feature functionality|conversation speak talk|portal site website"
      + "|contact interaction touch|bill invoice|license seat|value worth|buyer prospect|achieve accomplish reach|desire want wish|fan supporter advocate ally|feel opinion perceive think|periodic regular|danger risk|cause reason|add additional extra more|expert specialist|assist help support|page screen view|goal objective outcome result target|list portfolio set"
      + "|owner responsible|end expire lapse|quick fast|answer reply respond|area field|benefit value|handle manage|launch release|medium mid|big biggest enterprise large largest|little small smaller"
  );

  /* The part that forms of a word share: without British spelling, inflection, and one ending of a derived word. */
  const WHOLE = new Set(list("behavior champion complement department document element implement segment sentiment statement supplement"));
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
  const stems = new Map();
  const stemmed = (word) => {
    const one = inflected(american(word));
    if (WHOLE.has(one) || one.length < 5) return one.replace(/(?<=.{3})[ey]$/u, "");
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
  const met = new Map();
  const stemsOf = (parts) => {
    for (const word of parts) if (!met.has(word)) met.set(word, [idle(word), stem(word.toLowerCase())]);
    const all = parts.map((word) => met.get(word));
    const kept = all.filter(([nothing]) => !nothing);
    return (kept.length ? kept : all).map(([, one]) => one);
  };
  const bag = (parts) => stemsOf(parts).sort().join(" ");

  /* What may be met in the place of a word, and for how much of it that counts. */
  const FORM = 0.85;
  const NEARLY = 0.7;
  const readings = (word) => {
    const found = new Map([[word, 1]]);
    const add = (other, weight) => found.has(other) || found.set(other, weight);
    const bases = new Set([word, fold(word), inflected(american(word))]);
    const of = (table) => [...bases].flatMap((base) => table.get(base) || []);
    for (const other of of(FORMS)) add(other, FORM);
    for (const other of [...of(ALIKE), ...of(FORMS).flatMap((form) => ALIKE.get(form) || [])]) add(other, NEARLY);
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

  return { use, split, fold, singular, idle, weak, american, bag, stem, readings, distance, leeway };
})();
