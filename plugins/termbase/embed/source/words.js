/* Words of a text ------------------------------------------------------------------------- */

const INVISIBLE = /[\u00AD\u200B-\u200D\u2060\uFEFF]/g;
const LETTERS = "[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}\\u00AD\\u200B-\\u200D\\u2060\\uFEFF]*";
const DOT = "(?:(?:^|(?<=[\\s(\\[{\"'“‘«/–—-]))\\.(?=\\p{L}))?";
const WORD = new RegExp(`${DOT}${LETTERS}(?:['’]${LETTERS})*[+#]*|&`, "gu");
const ADDRESS = /:\/\/|@|www\./;
const ASCII = /^[\0-\x7F]*$/;
const JOINED = /^(?:\s*|[-\u2010\u2011])$/;
const SLASHED = /^(?:\s*\/\s*|[:–—])$/;
const IRREGULAR = new Map(
  Object.entries({
    people: "person",
    criteria: "criterion",
    indices: "index",
    matrices: "matrix",
    children: "child",
    men: "man",
    women: "woman",
    media: "medium",
    phenomena: "phenomenon",
  })
);

const isCapitals = (text) => text === text.toUpperCase() && text !== text.toLowerCase();

const isLetter = (character) => /\p{L}/u.test(character);

/* The language has no case folding; going up and down again comes to the same but for "ı". */
const foldCase = (text) =>
  ASCII.test(text)
    ? text.toLowerCase()
    : Array.from(text, (c) => (c === "ı" ? c : c.toLowerCase().toUpperCase().toLowerCase().replace("ς", "σ"))).join("");

function singular(word) {
  word = word.replace(/'s$/, "").replace(/'$/, "");
  if (IRREGULAR.has(word)) return IRREGULAR.get(word);
  const isLong = (text) => [...text].length > 3;
  if (isLong(word) && /s$/.test(word) && !/(?:ss|us|is)$/.test(word)) {
    if (word.endsWith("yses")) return `${word.slice(0, -2)}is`;
    word = word.slice(0, -1);
  }
  if (isLong(word) && word.endsWith("ie")) return `${word.slice(0, -2)}y`;
  if (/(?:..xe|.che|.she|...[sz]e)$/u.test(word)) word = word.slice(0, -1);
  return word.replace(/zz$/, "z");
}

function fold(word) {
  if (word === "&") return "and";
  if (word.length > 2 && word.endsWith("s") && isCapitals(word.slice(0, -1))) word = word.slice(0, -1);
  return singular(foldCase(word).replace(/’/g, "'"));
}

function wordAt(text, match) {
  const start = match.index;
  const found = match[0].replace(/[\u00AD\u200B-\u200D\u2060\uFEFF]+$/, "");
  const written = ASCII.test(found)
    ? found
    : found.replace(INVISIBLE, "").normalize("NFKC").replace(/’/g, "'");
  return { start, end: start + found.length, written, folded: fold(written) };
}

/* What joins two words: "" for blanks, a hyphen or nothing, else the sign between them. */
function joint(text, before, after) {
  let between = text.slice(before.end, after.start).replace(INVISIBLE, "");
  if (/s$/i.test(before.written)) between = between.replace(/['’](?=\s)/, "");
  if (JOINED.test(between)) return "";
  if (SLASHED.test(between)) return "/";
  return between.startsWith(".") ? between : between.trim();
}

const spelling = (words) =>
  words
    .map((word) => (word.written === "&" ? "and" : word.written))
    .join(" ")
    .replace(/'s$/, "");

/* Not in churn_rate or churn.md and, for one letter, not in "C-level" or "R&D". */
function standsFree(text, start, end) {
  const before = text.charAt(start - 1);
  const after = text.charAt(end);
  if (before === "_" || after === "_") return false;
  if (before === "." && isLetter(text.charAt(start - 2))) return false;
  if (after === "." && isLetter(text.charAt(end + 1))) return false;
  return end - start > 1 || !/[-\u2010\u2011&]/.test(before + after);
}
