/* The palette: a name, an acronym, a misspelling or words of a definition lead to a term, and where the site asks for
   it, to any page. It opens with "/", Ctrl+K and a button in the header, is a field on the home page, and loads the
   finder and its data only once it is used. */
(() => {
  "use strict";

  if (window.termbase) return;

  const root = new URL("../../", document.currentScript.src);
  const SHOWN = 8;
  const PAGES_SHOWN = 5;
  const say = window.termbaseSay;
  const fingers = matchMedia("(hover: none) and (pointer: coarse)");

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

  const block = (path) => load(path).then(() => window.termbaseBlocks[path]);
  /* The index of the glossary that the page belongs to, or of the first one; a page may have brought it. */
  const FIRST = "assets/termbase/terms.js";
  const here = () => document.querySelector("[data-termbase-index]")?.dataset.termbaseIndex || FIRST;
  const brought = (path) => window.termbaseTerms?.paths.definitions === path.replace("terms.js", "definitions/*.js");
  const taken = async (path) => {
    if (!brought(path)) await load(path);
    const index = window.termbaseTerms;
    await load("assets/termbase/word-forms.js");
    await load("assets/termbase/finder.js");
    return window.termbaseFinder.prepare(index, address, block);
  };
  const indexes = {};
  const ready = (path = here()) => (indexes[path] ||= taken(path));
  const find = (query) => ready().then((data) => window.termbaseFinder.find(data, query));

  /* The same in all glossaries of the site: names of each, the best first, then similar names and texts. */
  const findAll = async (query) => {
    const own = await ready();
    const hits = await window.termbaseFinder.find(own, query);
    for (const [path, title] of own.index.others || []) {
      const data = await ready(path);
      for (const row of data.rows) Object.assign(row, { glossary: title, path });
      hits.push(...(await window.termbaseFinder.find(data, query)));
    }
    const rank = ({ tier }) => Math.min(tier, 6);
    return own.index.others ? hits.sort((a, b) => rank(a) - rank(b)) : hits;
  };

  /* The definition of a term, for a row or a preview. */
  const definition = async ({ number, path }) => {
    const {
      index: { block: size, paths }
    } = await ready(path);
    return (await block(paths.definitions.replace("*", Math.floor(number / size))))[number % size];
  };

  /* Sections of all other pages, where the host has made an index of them. */
  const PAGES = "assets/termbase/pages.js";
  const inPages = async (query) => {
    if (!document.querySelector("[data-termbase-pages]")) return [];
    await Promise.all([ready(), window.termbasePages || load(PAGES)]);
    const { sections, words, frequent, path } = window.termbasePages;
    const { inTexts, split } = window.termbaseFinder;
    const found = await inTexts(block, words, path, split(query), new Set(frequent), sections.length);
    return found
      .filter(({ whole }) => whole)
      .slice(0, PAGES_SHOWN)
      .map(({ at }) => sections[at]);
  };

  /* A term's name and acronyms, behind another name that was met and leads to it. */
  const told = ({ row, via }) => [
    ...(via.other
      ? [
          make("span", "tb-find__via", via.text),
          make("span", "", " → ", { "aria-hidden": "true" }),
          make("span", "tb-sr", ` ${say(via.avoid ? "script.better" : "script.leads-to")} `)
        ]
      : []),
    make("strong", "", row.term),
    ...row.short.flatMap((short) => [" ", make("span", "tb-abbr", short)])
  ];

  const searchField = () => document.querySelector("[data-md-component=search-query]");
  let count = 0;

  /* A field with a list (ARIA combobox); `choose` gets the row instead of following its link. */
  const combobox = (host, { label, choose, inline, onChoose = () => {} }) => {
    const id = `termbase-list-${(count += 1)}`;
    const input = make("input", "tb-find__input", "", {
      type: "text",
      role: "combobox",
      "aria-label": label,
      placeholder: label,
      "aria-expanded": "false",
      "aria-controls": id,
      "aria-autocomplete": "list",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      enterkeyhint: "go"
    });
    const list = make("div", "tb-find__list", "", { role: "listbox", id, "aria-label": say("script.terms") });
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
      else {
        close();
        onChoose();
        location.assign(option.url);
      }
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
    const addTerm = (parent, hit) => {
      const { row } = hit;
      const text = make("span", "tb-find__text");
      const parts = [...told(hit), " ", make("span", "tb-find__category", row.glossary || row.category), " ", text];
      definition(row).then(
        (words) => (text.textContent = words),
        () => {}
      );
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
      let found;
      try {
        found = await (choose || inline ? find : findAll)(query);
      } catch {
        status.textContent = say("script.not-loaded");
        return;
      }
      if (query !== input.value.trim()) return;
      const { propose } = await ready();
      list.replaceChildren();
      options = [];
      active = -1;
      const sure = found.filter(({ tier }) => tier < 6).slice(0, SHOWN);
      const texts = found.filter(({ tier }) => tier === 7);
      const like = found.filter(({ tier }) => tier === 6);
      const meanings = sure.filter(({ tier }) => tier === sure[0].tier && tier < 4);
      const count = found[0]?.tier === 7 ? Math.min(SHOWN, texts.length) : sure.length;
      let message = found.length ? say("count.terms", { n: count }) : say("script.none");
      let rest = sure;
      if (meanings.length > 1) {
        message = say("script.meanings", { name: meanings[0].via.text, n: meanings.length });
        const parent = group(message);
        for (const hit of meanings) addTerm(parent, hit);
        rest = sure.slice(meanings.length);
      }
      const others = meanings.length > 1 && rest.length ? group(say("script.others")) : list;
      for (const hit of rest) addTerm(others, hit);
      /* The order is that of the finder: similar names come before or after texts. */
      const further = [
        [like, say("script.perhaps"), 4],
        [texts, say("script.in-definitions"), sure.length ? Math.max(2, SHOWN - sure.length) : SHOWN]
      ];
      if (found.find(({ tier }) => tier > 5)?.tier === 7) further.reverse();
      for (const [hits, title, most] of further) {
        if (!hits.length || (hits === like && texts.length && found.indexOf(texts[0]) < found.indexOf(like[0]) && texts.length > 2))
          continue;
        if (!sure.length && hits === like && found[0] === like[0]) message = say("script.similar");
        const parent = group(title);
        for (const hit of hits.slice(0, most)) addTerm(parent, hit);
      }
      if (!sure.length && propose && !choose) {
        const url = propose.replaceAll("*", encodeURIComponent(query));
        add(list, [found.length ? "" : `${say("script.none-yet")} `, make("strong", "", say("script.suggest", { words: query }))], { url });
      }
      if (searchField() && !choose)
        add(list, [say("script.search", { words: query })], {
          act: () => {
            const field = searchField();
            field.value = query;
            field.focus();
            field.dispatchEvent(new Event("keyup"));
          }
        });
      if (!options.length)
        list.append(
          make("div", "tb-find__none", say("script.none"), { role: "option", "aria-disabled": "true", "aria-selected": "false" })
        );
      status.textContent = message;
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      activate(options.length ? 0 : -1);
      const pages = choose ? [] : await inPages(query).catch(() => []);
      if (query !== input.value.trim() || !pages.length) return;
      const parent = group(say("script.in-pages"));
      for (const [title, page, path] of pages)
        add(
          parent,
          [make("strong", "", title || page), ...(title && title !== page ? [" ", make("span", "tb-find__category", page)] : [])],
          { url: address(path) }
        );
    };

    input.addEventListener("input", render);
    /* Focus alone opens nothing: it only fetches what typing will need. */
    input.addEventListener("focus", () => ready().catch(() => {}));
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
    /* After Back, a page is as it was left, but without open lists. */
    addEventListener("pagehide", close);
    return { input, render };
  };

  /* The dialog, created on first use. */
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
      dialog = make("dialog", "tb-palette", "", {
        "aria-label": say(document.querySelector("[data-termbase-pages]") ? "script.search-title" : "script.jump")
      });
      const host = make("div", "tb-find");
      const footer = make("div", "tb-palette__footer");
      const keys = make("input", "", "", { type: "checkbox" });
      const label = make("label", "");
      const shut = make("button", "tb-button", say("script.close"), { type: "button" });
      keys.checked = !keysOff();
      keys.addEventListener("change", () => {
        try {
          localStorage.setItem(KEYS, keys.checked ? "on" : "off");
        } catch {
          /* A browser that remembers nothing keeps the keys. */
        }
      });
      label.append(keys, ` ${say(searchField() ? "script.keys-search" : "script.keys")}`);
      shut.addEventListener("click", () => dialog.close());
      footer.append(fingers.matches ? "" : label, shut);
      dialog.append(host, footer);
      dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
      // The event comes later than the closing: the dialog may be open again.
      dialog.addEventListener("close", () => !dialog.open && dialog.contains(document.activeElement) && document.activeElement.blur());
      field = combobox(host, { label: say("script.find"), onChoose: () => dialog.close() });
      document.body.append(dialog);
      addEventListener("pagehide", () => dialog.close());
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
  window.addEventListener(
    "keydown",
    (event) => {
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
    },
    true
  );

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-termbase-open]")) open();
  });

  /* A button next to the title shows that the palette exists; on a phone it is only an icon. */
  const announce = () => {
    const title = document.querySelector(".md-header__title");
    if (!title || document.querySelector("[data-termbase-open]")) return;
    const button = make("button", "tb-open", "", { type: "button", "data-termbase-open": "", "aria-haspopup": "dialog" });
    button.append(make("span", "", say("script.jump")));
    if (!keysOff() && !fingers.matches) button.append(" ", make("kbd", "", "/", { "aria-hidden": "true" }));
    title.after(button);
  };

  const start = () => {
    announce();
    const host = document.querySelector("[data-termbase-jump]:not(.tb-find)");
    if (!host) return;
    host.classList.add("tb-find", "tb-find--inline");
    const { input, render } = combobox(host, { label: say("script.find"), inline: true });
    /* An example next to the field is searched for in the field; opened in a new tab, it leads to its term. */
    for (const example of document.querySelectorAll("[data-tb-try]")) {
      example.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        input.value = example.textContent;
        input.focus();
        render();
      });
    }
    const query = new URLSearchParams(location.search).get("q");
    if (query === null) return;
    /* The theme uses ?q= for its own search, which is open by now and removes the query. */
    const toggle = document.querySelector("[data-md-toggle=search]");
    const { href } = location;
    if (toggle?.checked) toggle.click();
    if (searchField()) searchField().value = "";
    history.replaceState(history.state, "", href);
    input.value = query;
    input.focus();
    /* From the address bar, a query that can only mean one term leads there; Back returns to the query. */
    const come = performance.getEntriesByType("navigation")[0]?.type;
    find(query).then((hits) => {
      if (come !== "back_forward" && window.termbaseFinder.certain(hits)) location.assign(hits[0].row.url);
      else render();
    }, render);
  };

  window.termbase = { ready, find, definition, make, told, combobox, open, address };
  if (window.document$) window.document$.subscribe(start);
  else start();
})();
