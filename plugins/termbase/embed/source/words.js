/* Words of a text ------------------------------------------------------------------------- */

/* RULES come from the build (termbase/text), so that both compare words alike. */
const INVISIBLE = /[\u00AD\u200B-\u200D\u2060\uFEFF]/g;
const LETTER = `(?![${RULES.solid}${RULES.kana}])[\\p{L}\\p{N}]`;
const BEHIND = "\\p{M}\\u00AD\\u200B-\\u200D\\u2060\\uFEFF";
const LETTERS = `${LETTER}(?:${LETTER}|[${BEHIND}])*`;
/* In scripts without blanks each character is a word, and so is a run of Katakana. */
const CHARACTER = `(?!\\p{M})[${RULES.solid}][${BEHIND}]*|[${RULES.kana}][${RULES.kana}${BEHIND}]*`;
const DOT = "(?:(?:^|(?<=[\\s(\\[{\"'“‘«/–—-]))\\.(?=\\p{L}))?";
const WORD = new RegExp(`${DOT}${LETTERS}(?:['’]${LETTERS})*[+#]*|&|${CHARACTER}`, "gu");
const ADDRESS = /:\/\/|@|www\./;
const ASCII = /^[\0-\x7F]*$/;
const JOINED = /^(?:\s*|[-\u2010\u2011])$/;
const SLASHED = /^(?:\s*\/\s*|[:–—])$/;
const DIGITS_GO_ON = /^[.,]\p{Nd}/u;
const PARTICLES = new RegExp(`^(?:${RULES.particles})$`, "u");
const IRREGULAR = new Map(Object.entries(RULES.irregular));
const UNCHANGED = new Set(RULES.unchanged);

const isCapitals = (text) => text === text.toUpperCase() && text !== text.toLowerCase();

const isLetter = (character) => /\p{L}/u.test(character);

/* The language has no case folding; going up and down again comes to the same but for "ı". */
const foldCase = (text) =>
  ASCII.test(text)
    ? text.toLowerCase()
    : Array.from(text, (c) => (c === "ı" ? c : c.toLowerCase().toUpperCase().toLowerCase().replace("ς", "σ"))).join("");

const lengthOf = (word) => (ASCII.test(word) ? word.length : [...word].length);

/* Applies the first of some rules that fits: an ending, the letters that a word must have more than,
   how many are taken off, and what comes in their place. */
function replaced(word, rules) {
  const rule = rules.find(([ending, longer]) => word.endsWith(ending) && lengthOf(word) > longer);
  return rule ? word.slice(0, word.length - rule[2]) + rule[3] : word;
}

const PLURAL = RULES.plural.map(([ending, cut, added]) => [ending, 3, cut, added]);

function singular(word) {
  word = word.replace(/'s$/, "").replace(/'$/, "");
  if (IRREGULAR.has(word)) word = IRREGULAR.get(word);
  else if (UNCHANGED.has(word)) return word;
  else if (!RULES.notPlural.some((ending) => word.endsWith(ending))) word = replaced(word, PLURAL);
  return replaced(word, RULES.shorten).replace(/zz$/, "z");
}

function fold(word) {
  if (word === "&") return "and";
  if (word.length > 2 && word.endsWith("s") && isCapitals(word.slice(0, -1))) word = word.slice(0, -1);
  const folded = foldCase(word).replace(/’/g, "'");
  /* Japanese names of several words have the dot or do without. */
  return singular(folded.replace(/・/g, "") || folded);
}

function wordAt(match) {
  const start = match.index;
  const found = match[0].replace(/[\u00AD\u200B-\u200D\u2060\uFEFF]+$/, "");
  const written = ASCII.test(found) ? found : found.replace(INVISIBLE, "").normalize("NFKC").replace(/’/g, "'");
  return { start, end: start + found.length, written, folded: fold(written) };
}

/* What joins two words: "" for blanks, a hyphen or nothing, else the sign between them. */
function joint(text, before, after) {
  let between = text.slice(before.end, after.start).replace(INVISIBLE, "").replace(/[‘’]/g, "'");
  if (/s$/i.test(before.written)) between = between.replace(/'(?=\s)/, "");
  if (JOINED.test(between)) return "";
  if (SLASHED.test(between)) return "/";
  return between.startsWith(".") ? between : between.trim();
}

const spelling = (words) =>
  words
    .map((word) => (word.written === "&" ? "and" : word.written))
    .join(" ")
    .replace(/'s$/, "");

const HANGUL = /^[\uAC00-\uD7A3]+/;
const isDigit = (character) => /\p{Nd}/u.test(character);

/* Whether a name ends where words end. Not in churn_rate or churn.md, for one letter not in "C-level" or
   "R&D", for a digit not in a longer number, and for Hangul not within a longer word. */
function standsFree(text, start, end) {
  const before = text.charAt(start - 1);
  const after = text.charAt(end);
  if (before === "_" || after === "_") return false;
  if (before === "." && isLetter(text.charAt(start - 2))) return false;
  if (after === "." && isLetter(text.charAt(end + 1))) return false;
  if (isDigit(text.charAt(end - 1)) && DIGITS_GO_ON.test(text.slice(end, end + 3))) return false;
  if (isDigit(text.charAt(start)) && /[.,]/.test(before) && isDigit(text.charAt(start - 2))) return false;
  if (HANGUL.test(text.charAt(start)) && HANGUL.test(before)) return false;
  if (HANGUL.test(text.charAt(end - 1))) {
    const rest = HANGUL.exec(text.slice(end, end + 20));
    if (rest && !PARTICLES.test(rest[0])) return false;
  }
  return end - start > 1 || !/[-\u2010\u2011&]/.test(before + after);
}

/* Where a name begins and ends with the brackets that belong to it: "401(k)", not "401(k". None if the text
   does not close what is open in it: "O(n)" is not in "O(n log n)". */
function closed(text, start, end) {
  let more = 0;
  for (const character of text.slice(start, end)) more += "([".includes(character) - ")]".includes(character);
  for (; more > 0 && end < text.length && ")]".includes(text[end]); more -= 1) end += 1;
  for (; more < 0 && start && "([".includes(text[start - 1]); more += 1) start -= 1;
  return more ? null : [start, end];
}
