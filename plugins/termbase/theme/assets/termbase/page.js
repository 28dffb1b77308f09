/* Small enhancements of finished pages: nothing here adds facts, and every page works without it. */
(() => {
  "use strict";

  const say = window.termbaseSay;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  /* A theme with instant navigation cannot read the address of a link in a drawing; the browser can. */
  for (const drawing of all(".tb-page svg")) drawing.addEventListener("click", (event) => event.stopPropagation());

  /* On a phone, what is around a term and where it comes from is folded, unless the address leads into it.
     Until then, the style hides it, so that nothing moves; it appears after 3 seconds if this script is blocked. */
  const folds = all("[data-tb-fold]");
  const named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const narrow = matchMedia("screen and (max-width: 44.99em)").matches;
  for (const fold of folds) {
    fold.open = !narrow || Boolean(named && fold.contains(named));
    fold.removeAttribute("data-tb-fold");
  }
  addEventListener("beforeprint", () => {
    for (const fold of folds) fold.open = true;
  });

  /* A reader who opens the details of one term will want those of the next, too. */
  const details = document.querySelector("[data-tb-details]");
  if (details) {
    try {
      details.checked = localStorage.getItem("termbase-details") === "1";
      details.addEventListener("change", () => localStorage.setItem("termbase-details", details.checked ? "1" : "0"));
    } catch {
      /* In a browser that stores nothing, they are shown only on this page. */
    }
  }

  /* Copy buttons: one for the link in place of the permalink at the heading, one next to each text to copy.
     One live region announces the result. */
  const share = document.querySelector("a[data-tb-share]");
  const texts = all("[data-tb-copy]");
  if (!share && !texts.length) return;
  const status = document.createElement("p");
  status.className = "tb-sr";
  status.setAttribute("role", "status");
  document.body.append(status);

  /* `copy` says whether it worked; what to do otherwise is up to the caller, in `failed`. */
  const addButton = (words, label, copy, failed) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "tb-button tb-noprint";
    button.textContent = words;
    if (label !== words) button.setAttribute("aria-label", label);
    button.addEventListener("click", async () => {
      const [shown, message] = (await copy()) || failed();
      status.textContent = "";
      setTimeout(() => (status.textContent = message), 50);
      button.textContent = shown;
      setTimeout(() => (button.textContent = words), 2000);
    });
    return button;
  };

  /* If the page may not use the clipboard, as on a plain HTTP URL, the older method still works. */
  const byEvent = (kinds) => {
    const fill = (event) => {
      for (const [kind, text] of Object.entries(kinds)) event.clipboardData.setData(kind, text);
      event.preventDefault();
    };
    document.addEventListener("copy", fill);
    const done = document.execCommand("copy");
    document.removeEventListener("copy", fill);
    return done;
  };

  /* Rich text for documents and wikis, where it is a named link; the address for everything else. */
  if (share) {
    const { tbShare: name, tbAddress: address } = share.dataset;
    const link = document.createElement("a");
    link.href = address;
    link.textContent = name;
    const kinds = { "text/html": link.outerHTML, "text/plain": address };
    const copy = async () => {
      const done = [say("script.copied"), say("script.copied-link", { name })];
      try {
        const parts = Object.entries(kinds).map(([type, text]) => [type, new Blob([text], { type })]);
        await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(parts))]);
        return done;
      } catch {
        return byEvent(kinds) && done;
      }
    };
    const failed = () => {
      const other = document.getElementById("link");
      if (other) other.open = true;
      return [say("script.not-copied"), say("script.not-copied-long")];
    };
    share.replaceWith(addButton(say("script.copy-link"), say("script.copy-link"), copy, failed));
  }

  for (const text of texts) {
    const name = text.dataset.tbCopy;
    const copy = async () => {
      const done = [say("script.copied"), say("script.copied-text", { name })];
      try {
        await navigator.clipboard.writeText(text.textContent);
        return done;
      } catch {
        getSelection().selectAllChildren(text);
        return document.execCommand("copy") && done;
      }
    };
    text.after(
      addButton(say("script.copy"), say("script.copy-text", { name }), copy, () => [
        say("script.selected"),
        say("script.selected-text", { name })
      ])
    );
  }
})();
