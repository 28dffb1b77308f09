/* The “page not found” page: redirects if the URL can only mean one page, and otherwise lists the terms it may mean. */
(() => {
  "use strict";

  const MOST = 3;
  const COVERED = 0.6;
  const place = document.querySelector("[data-tb-guess]");

  const read = (part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part; /* Not URL-encoded: used unchanged. */
    }
  };
  const spaced = (part) =>
    part
      .replace(/\.html?$/, "")
      .replace(/[_+\s\p{Pd}]+/gu, " ")
      .trim();
  /* Capitals and plurals do not make a different page. */
  const plain = (text) => spaced(text).toLowerCase().replace(/s$/, "");

  const make = (tag, text = "") => {
    const element = document.createElement(tag);
    element.textContent = text;
    return element;
  };

  const there = (address) =>
    fetch(address, { method: "HEAD" }).then(
      ({ ok }) => ok,
      () => false
    );

  /* The same address in small letters, with hyphens. */
  const tidied = async (path, address) => {
    const tidy = path.toLowerCase().replace(/[_+\s]+/g, "-");
    return tidy !== path && (await there(address(tidy))) && address(tidy);
  };

  /* A page of the navigation, by its name or the last part of its address. */
  const navigated = (name) =>
    [...document.querySelectorAll("nav a[href]")].find(
      ({ pathname, textContent }) => plain(textContent) === name || plain(pathname.split("/").filter(Boolean).at(-1) || "") === name
    )?.href;

  /* Other sites' names for the list of all terms, as `plain` writes them. */
  const LIST = /^(a (to )?z|az|glossary|glossaries|dictionary|vocabulary|index|term|definition|concept|word)$/;
  /* A letter of a list of names. */
  const lettered = async (letter, list) => {
    if (!list || !/^\p{L}$/u.test(letter)) return false;
    const page = await fetch(list).then((answer) => (answer.ok ? answer.text() : ""));
    const links = new DOMParser().parseFromString(page, "text/html").querySelectorAll(".tb-letters a[href]");
    const link = [...links].find(({ textContent }) => textContent.trim().toLowerCase() === letter);
    return link && new URL(link.getAttribute("href"), list).href;
  };

  const guess = async () => {
    const { find, ready, definition, address } = window.termbase;
    const { index, propose } = await ready();
    const { certain, split } = window.termbaseFinder;
    /* A name as written in the URL, not a corrected one. */
    const { fold } = window.termbaseWords;
    const sure = (hits, typed) => {
      const key = split(typed).map(fold).join("");
      return certain(hits) && [key, key.replace(/s$/, "")].includes(hits[0].via.key) && hits[0].row.url;
    };
    const path = read(location.pathname.slice(new URL(address("")).pathname.length));
    const parts = path.split("/").filter((part) => part && !/^index\.html?$/.test(part));
    const asked = spaced(parts.at(-1) || "");
    if (!asked) return;

    /* Where the folder of terms has further folders, a name with a slash is meant: LTV/CAC. */
    const folders = [index.paths.term, index.paths.name].map((pattern) => pattern.split("*")[0]);
    const folder = folders.find((start) => start && path.toLowerCase().startsWith(start));
    const inner = folder ? path.slice(folder.length).split("/").filter(Boolean) : [];
    const whole = spaced(inner.join(" "));
    const joined = inner.length > 1 ? await find(whole) : [];
    const hits = await find(asked);

    /* A name of several terms has a page of its own. */
    const [first, second] = hits;
    const shared = first && second && first.tier < 4 && second.tier === first.tier && first.via.key === second.via.key;
    const meanings = () => address(index.paths.name.replace("*", split(first.via.text).join("-").toLowerCase()));

    const name = plain(asked);
    const category = index.categories.find(([id, title]) => [id, title].some((text) => plain(text) === name));

    /* The list of all terms by another name, and a letter of it or of the acronyms. */
    const terms = address(index.paths.term.split("*")[0]);
    const called = (part) => (LIST.test(part) ? terms : navigated(part));

    const target =
      (await tidied(path, address))
      || (parts.length === 1 && navigated(name))
      || sure(joined, whole)
      || sure(hits, asked)
      || (parts.length === 1 && LIST.test(name) && terms)
      || (shared && (await there(meanings())) && meanings())
      || (category && index.paths.category && address(index.paths.category.replace("*", category[0])))
      || (await lettered(asked.toLowerCase(), parts.length === 1 ? terms : called(plain(parts.at(-2)))));
    if (target && target !== location.href) {
      location.replace(target);
      return;
    }

    const near = hits.filter(({ covered = 1 }) => covered > COVERED).slice(0, MOST);
    const title = make(near.length ? "h2" : "p", window.termbaseSay(near.length ? "missing.meant" : "missing.nothing-near"));
    const list = make("dl");
    list.className = "tb-terms";
    for (const { row: term } of near) {
      const row = make("div");
      const link = make("a", term.term);
      link.href = term.url;
      const name = make("dt");
      name.append(link);
      row.append(name, make("dd", await definition(term)));
      list.append(row);
    }
    place.replaceChildren(title, ...(near.length ? [list] : []));
    const form = document.querySelector("[data-tb-propose]");
    if (form && propose) form.href = propose.replaceAll("*", encodeURIComponent(asked));
  };

  /* The palette comes later in the page. */
  if (document.readyState === "complete") guess();
  else addEventListener("DOMContentLoaded", guess);
})();
