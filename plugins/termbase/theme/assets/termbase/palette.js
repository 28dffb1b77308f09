/* The palette: a name, an acronym or a misspelling leads to its term. It opens with "/" and Ctrl+K,
   is a field on the home page, and loads names and the content index only once it is used. */
(() => {
  "use strict";

  if (window.termbase) return;

  const root = new URL("../../", document.currentScript.src);

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

  let index;
  const ready = () =>
    (index ||= Promise.all([
      window.termbaseTerms || load("assets/termbase/terms.js"),
      load("assets/termbase/names.js"),
      load("assets/termbase/vendor/minisearch.js").catch(() => 0),
    ]).then(() => window.termbaseNames.prepare(window.termbaseTerms, address)));
  const rank = (data, query) => window.termbaseNames.rank(data, query);

  /* A term's name and acronyms, behind another name that was met and leads to it. */
  const told = ({ row, via }) => [
    ...(via.other ? [
      make("span", "tb-find__via", via.text), make("span", "", " → ", { "aria-hidden": "true" }),
      make("span", "tb-sr", via.avoid ? " is better called " : " leads to "),
    ] : []),
    make("strong", "", row.term),
    ...row.short.flatMap((short) => [" ", make("span", "tb-abbr", short)]),
  ];

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
    const addTerm = (parent, hit) => {
      const { row } = hit;
      const parts = [...told(hit), " ", make("span", "tb-find__category", row.category), " ", make("span", "tb-find__text", row.definition)];
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

  /* A button next to the title shows that the palette exists; on a phone it is only an icon. */
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
    /* The theme uses ?q= for its own search, which is open by now and removes the query. */
    const toggle = document.querySelector("[data-md-toggle=search]");
    const { href } = location;
    if (toggle?.checked) toggle.click();
    if (searchField()) searchField().value = "";
    history.replaceState(history.state, "", href);
    input.value = query;
    input.focus();
    render();
  };

  window.termbase = { ready, rank, make, told, combobox, open, address };
  if (window.document$) window.document$.subscribe(start);
  else start();
})();
