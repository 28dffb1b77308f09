/* The palette: a name, an acronym or a misspelling leads to its term. It opens with "/" and Ctrl+K,
   stands as a field on the home page, and reads the content index only once it is used. Names are
   compared in tiers before any score: an acronym in its own capitals beats every similar word. */
(() => {
  "use strict";

  const root = new URL("../../", document.currentScript.src);
  const ABBREVIATION = 0, NAME = 1, OTHER = 2, VARIANT = 3, AVOID = 4;
  const MOST = 8;

  /* An address of the site; a page opened from a disk has no server to find its index file. */
  const address = (path) => {
    const url = new URL(path, root);
    if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
    return url.href;
  };

  const make = (tag, name, text, attributes = {}) => {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text) element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };

  /* Words as they are compared: without case, accents, apostrophes and plural endings. */
  const singular = (word) => (/^\p{L}{3,}$/u.test(word) && /[^sui]s$/.test(word) ? word.replace(/ies$|s$/, (end) => (end === "s" ? "" : "y")) : word);
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

  /* Scripts and not data files, because a page opened from a disk may load nothing else. */
  const loads = {};
  const load = (path) =>
    (loads[path] ||= new Promise((resolve, reject) => {
      const script = make("script");
      script.src = new URL(path, root).href;
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    }));

  const name = (text, kind) => {
    const found = words(text);
    return { text, kind, words: found, key: found.join("") };
  };

  let index;
  const ready = () =>
    (index ||= Promise.all([
      window.termbaseTerms || load("assets/termbase/terms.js"),
      load("assets/termbase/vendor/minisearch.js").catch(() => 0),
    ]).then(() => {
      const { terms, categories, links = [], paths, propose } = window.termbaseTerms;
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
      return { rows, known, keys, paths, propose };
    }));

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

  /* Names that stand whole in a question, the longest first, in the order in which they stand there. */
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

  /* Other ways to say what was typed: without idle words, with letters swapped back, with acronyms written out,
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
    return { asked, ways: [asked, mended, ...long, stems] };
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

  /* Best first; each with the name that was met and, from tier 6 on, only a likeness. */
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
    data.likenesses ||= [words, (text) => [words(text).join("")]].map((tokenize) => {
      const index = new MiniSearch({ fields: ["text"], storeFields: ["row", "via"], tokenize, processTerm: (word) => word });
      index.addAll(data.rows.flatMap((row, r) => row.names.map((via, v) => ({ id: `${r} ${v}`, text: via.text, row, via }))));
      return index;
    });
    const boostDocument = (id, word, { row, via }) => (via.kind > NAME ? 1 : 1.3) * (1 + Math.log1p(row.links) / 8);
    const hits = combineWith
      ? data.likenesses[0].search(asked.join(" "), { combineWith, boostDocument, fuzzy: (word) => (word.length > 3 ? 0.3 : 0), prefix: (word) => word.length > 2 })
      : data.likenesses[1].search(key, { boostDocument, fuzzy: 0.2 });
    return once(combineWith === "OR" ? hits.filter((hit) => 2 * hit.queryTerms.length > asked.length).slice(0, 4) : hits)
      .map(({ row, via }) => ({ row, via, tier: 6 }));
  };

  const searchField = () => document.querySelector("[data-md-component=search-query]");
  let count = 0;

  /* A field with a list (ARIA combobox); `choose` gets the row instead of following its link. */
  const combobox = (host, { label, choose, inline, onChoose = () => {} }) => {
    const id = `termbase-list-${(count += 1)}`;
    const input = make("input", "tb-find__input", "", {
      type: "text", role: "combobox", "aria-label": label, placeholder: label, "aria-expanded": "false",
      "aria-controls": id, "aria-autocomplete": "list", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
      enterkeyhint: "go",
    });
    const list = make("div", "tb-find__list", "", { role: "listbox", id, "aria-label": "Terms" });
    const status = make("p", "tb-sr", "", { role: "status" });
    let options = [];
    let active = -1;
    list.hidden = true;

    const activate = (next) => {
      options[active]?.element.setAttribute("aria-selected", "false");
      active = next;
      const option = options[active];
      if (option) {
        option.element.setAttribute("aria-selected", "true");
        option.element.scrollIntoView({ block: "nearest" });
        input.setAttribute("aria-activedescendant", option.element.id);
      } else input.removeAttribute("aria-activedescendant");
    };
    const close = () => {
      activate(-1);
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
    };
    const go = (option, aside) => {
      if (option.act) {
        close();
        onChoose();
        option.act();
      } else if (aside) window.open(option.url, "_blank", "noopener");
      else location.assign(option.url);
    };

    const add = (parent, parts, what) => {
      const element = make("div", "tb-find__row", "", { role: "option", id: `${id}-${options.length}`, "aria-selected": "false" });
      element.append(...parts);
      const option = { element, ...what };
      element.addEventListener("pointerdown", (event) => event.preventDefault());
      element.addEventListener("click", (event) => go(option, event.ctrlKey || event.metaKey));
      element.addEventListener("auxclick", (event) => event.button === 1 && option.url && go(option, true));
      options.push(option);
      parent.append(element);
    };
    const group = (title) => {
      const element = make("div", "tb-find__group", "", { role: "group", "aria-label": title });
      element.append(make("div", "tb-find__title", title, { "aria-hidden": "true" }));
      list.append(element);
      return element;
    };
    const addTerm = (parent, { row, via }) => {
      const parts = [];
      if (via.kind >= OTHER) {
        parts.push(make("span", "tb-find__via", via.text), make("span", "", " → ", { "aria-hidden": "true" }));
        parts.push(make("span", "tb-sr", via.kind === AVOID ? " is better called " : " leads to "));
      }
      parts.push(make("strong", "", row.term));
      for (const short of row.short) parts.push(" ", make("span", "tb-abbr", short));
      parts.push(" ", make("span", "tb-find__category", row.category), " ", make("span", "tb-find__text", row.definition));
      add(parent, parts, choose ? { act: () => choose(row) } : { url: row.url });
    };

    const render = async () => {
      const query = input.value.trim();
      if (!query) {
        list.replaceChildren();
        options = [];
        status.textContent = "";
        close();
        return;
      }
      let data;
      try {
        data = await ready();
      } catch {
        status.textContent = "The list of terms could not be loaded.";
        return;
      }
      if (query !== input.value.trim()) return;
      list.replaceChildren();
      options = [];
      active = -1;
      const found = rank(data, query);
      const sure = found.filter((hit) => hit.tier < 6);
      const meanings = sure.filter((hit) => hit.tier === sure[0].tier && hit.tier < 4);
      let message = found.length ? `${sure.length} ${sure.length === 1 ? "term" : "terms"}` : "No term found";
      let rest = sure;
      if (meanings.length > 1) {
        message = `${meanings[0].via.text} has ${meanings.length} meanings`;
        const parent = group(message);
        for (const hit of meanings) addTerm(parent, hit);
        rest = sure.slice(meanings.length);
      }
      const others = meanings.length > 1 && rest.length ? group("Other terms") : list;
      for (const hit of rest) addTerm(others, hit);
      if (sure.length < found.length) {
        if (!sure.length) message = "No exact match; similar names are listed";
        const parent = group(sure.length ? "Similar names" : "Perhaps you mean");
        for (const hit of found.slice(sure.length)) addTerm(parent, hit);
      }
      if (!sure.length && data.propose && !choose) {
        const url = data.propose.replaceAll("*", encodeURIComponent(query));
        add(list, [found.length ? "" : "No term found. ", make("strong", "", `Suggest “${query}” as a new term`)], { url });
      }
      if (searchField() && !choose)
        add(list, [`Search all pages for “${query}”`], {
          act: () => {
            const field = searchField();
            field.value = query;
            field.focus();
            field.dispatchEvent(new Event("keyup"));
          },
        });
      if (!options.length) list.append(make("div", "tb-find__none", "No term found", { role: "option", "aria-disabled": "true", "aria-selected": "false" }));
      status.textContent = message;
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      activate(options.length ? 0 : -1);
    };

    input.addEventListener("input", render);
    input.addEventListener("focus", () => {
      ready().catch(() => {});
      if (input.value && list.hidden) render();
    });
    if (inline) input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && list.hidden) render();
      else if (step && options.length) activate((active + step + options.length) % options.length);
      else if (event.key === "Enter" && options[active]) go(options[active], event.ctrlKey || event.metaKey);
      else if (event.key === "Escape" && inline && !list.hidden) close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    host.replaceChildren(input, list, status);
    return { input, render };
  };

  /* The dialog, made when it is first wanted. */
  const KEYS = "termbase.single-keys";
  const keysOff = () => {
    try {
      return localStorage.getItem(KEYS) === "off";
    } catch {
      return false;
    }
  };
  let dialog;
  let field;
  const open = (query) => {
    if (!dialog) {
      dialog = make("dialog", "tb-palette", "", { "aria-label": "Jump to a term" });
      const host = make("div", "tb-find");
      const footer = make("div", "tb-palette__footer");
      const keys = make("input", "", "", { type: "checkbox" });
      const label = make("label", "");
      const shut = make("button", "tb-button", "Close", { type: "button" });
      keys.checked = !keysOff();
      keys.addEventListener("change", () => {
        try {
          localStorage.setItem(KEYS, keys.checked ? "on" : "off");
        } catch {
          /* A browser that remembers nothing keeps the keys. */
        }
      });
      label.append(keys, " Single keys work: / opens this, f and s search, p and n turn pages");
      shut.addEventListener("click", () => dialog.close());
      footer.append(label, shut);
      dialog.append(host, footer);
      dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
      dialog.addEventListener("close", () => dialog.contains(document.activeElement) && document.activeElement.blur());
      field = combobox(host, { label: "Name or acronym of a term", onChoose: () => dialog.close() });
      document.body.append(dialog);
    }
    if (!dialog.open) dialog.showModal();
    if (query) field.input.value = query;
    field.input.focus();
    field.input.select();
    field.render();
  };

  /* Taken before the theme sees them: its own single keys, too, can be switched off (WCAG 2.1.4). */
  const inField = (element) =>
    element?.isContentEditable || element?.matches?.("textarea, select, input:not([type=checkbox], [type=radio], [type=button])");
  window.addEventListener("keydown", (event) => {
    const command = event.ctrlKey || event.metaKey;
    if (event.isComposing || event.altKey) return;
    let wanted = command && !event.shiftKey && event.key.toLowerCase() === "k";
    if (!command && "fs/pn,.".includes(event.key) && !inField(document.activeElement)) {
      if (document.querySelector("[data-md-toggle=search]")?.checked) return;
      wanted = event.key === "/" && !keysOff();
      if (keysOff()) event.stopImmediatePropagation();
    }
    if (!wanted) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    open();
  }, true);

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-termbase-open]")) open();
  });

  /* A button beside the title says that the palette exists; on a phone it is only a sign. */
  const announce = () => {
    const title = document.querySelector(".md-header__title");
    if (!title || document.querySelector("[data-termbase-open]")) return;
    const button = make("button", "tb-open", "", { type: "button", "data-termbase-open": "", "aria-haspopup": "dialog" });
    button.append(make("span", "", "Jump to a term"));
    if (!keysOff()) button.append(" ", make("kbd", "", "/", { "aria-hidden": "true" }));
    title.after(button);
  };

  const start = () => {
    announce();
    const host = document.querySelector("[data-termbase-jump]:not(.tb-find)");
    if (!host) return;
    host.classList.add("tb-find", "tb-find--inline");
    const { input, render } = combobox(host, { label: "Name or acronym of a term", inline: true });
    const query = new URLSearchParams(location.search).get("q");
    if (query === null) return;
    /* The theme takes ?q= for its own search, which is open by now and takes the query away with it. */
    const toggle = document.querySelector("[data-md-toggle=search]");
    const { href } = location;
    if (toggle?.checked) toggle.click();
    if (searchField()) searchField().value = "";
    history.replaceState(history.state, "", href);
    input.value = query;
    input.focus();
    render();
  };

  window.termbase = { ready, rank, combobox, open, address };
  if (window.document$) window.document$.subscribe(start);
  else start();
})();
