/* The index: each path of folded words with the terms that end there ------------------------ */

class Index {
  constructor() {
    this.paths = new Map();
  }

  add(words, term, exact) {
    let end = words.indexOf(" ");
    for (; end > 0; end = words.indexOf(" ", end + 1)) {
      const start = words.slice(0, end);
      if (!this.paths.has(start)) this.paths.set(start, null);
    }
    const node = this.paths.get(words) || { any: -1, exact: null };
    // Of several glossaries, the first to be named has the name.
    if (!exact) node.any = node.any < 0 ? term : node.any;
    else if (!(node.exact ||= new Map()).has(exact)) node.exact.set(exact, term);
    this.paths.set(words, node);
  }

  /* Yields { start, end, term } from left to right, the longest at each place, and now and then
     undefined, so that the caller may let the page breathe. */
  *find(text) {
    const cut = ADDRESS.test(text) ? text.replace(/\S+/g, (chunk) => (ADDRESS.test(chunk) ? "\0".repeat(chunk.length) : chunk)) : text;
    const words = [];
    const reach = (index) => {
      while (words.length <= index) {
        const match = matches.next();
        if (match.done) return false;
        words.push(wordAt(match.value));
      }
      return true;
    };
    const matches = cut.matchAll(WORD);
    for (let index = 0; reach(index); ) {
      if (index % 256 === 255) yield undefined;
      const match = this.longest(text, words, index, reach);
      if (match) yield match;
      do index += 1;
      while (match && reach(index) && words[index].start < match.end);
    }
  }

  longest(text, words, first, reach) {
    let best = null;
    let states = this.step("", text, words, first, reach);
    while (states.length) {
      const following = [];
      for (const [path, last] of states) {
        const span = closed(text, words[first].start, words[last].end);
        if (span && (!best || span[1] > best.end) && standsFree(text, ...span)) {
          const term = this.term(path, words.slice(first, last + 1));
          if (term >= 0) best = { start: span[0], end: span[1], term };
        }
        if (reach(last + 1)) {
          const sign = joint(text, words[last], words[last + 1]);
          const next = sign ? `${path} ${sign}` : path;
          if (!sign || this.paths.has(next)) following.push(...this.step(`${next} `, text, words, last + 1, reach));
        }
      }
      states = following;
    }
    return best;
  }

  /* Takes one word, or two that a hyphen joins: "on-boarding" is "onboarding". */
  step(path, text, words, index, reach) {
    const states = [];
    const word = words[index];
    if (this.paths.has(path + word.folded)) states.push([path + word.folded, index]);
    if (/[-\u2010\u2011]/.test(text.charAt(word.end)) && reach(index + 1)) {
      const second = words[index + 1];
      const closed = path + fold(word.written + second.written);
      if (second.start === word.end + 1 && this.paths.has(closed)) states.push([closed, index + 1]);
    }
    return states;
  }

  term(path, words) {
    const node = this.paths.get(path);
    if (!node) return -1;
    if (node.exact) {
      const spelled = spelling(words);
      for (const candidate of [spelled, spelled.replace(/s$/, "")]) {
        if (node.exact.has(candidate)) return node.exact.get(candidate);
      }
    }
    return node.any;
  }

  /* The term that a whole text names, or -1. */
  named(text) {
    for (const match of this.find(text)) {
      if (match && !/[\p{L}\p{N}]/u.test(text.slice(0, match.start) + text.slice(match.end))) return match.term;
    }
    return -1;
  }

  /* The term at the end of an address such as /go/net-revenue-retention/, or -1. */
  addressed(slug) {
    const node = this.paths.get(slug.split("-").map(fold).join(" "));
    if (!node) return -1;
    return node.any < 0 && node.exact ? node.exact.values().next().value : node.any;
  }
}
