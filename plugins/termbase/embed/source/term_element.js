/* Explicit use: <termbase-term name="NRR">words</termbase-term> ------------------------------- */

const elements = new Set();
let begun = false;

function explain(element) {
  if (element.closest(EDITABLE)) return;
  const name = (element.getAttribute("name") || element.textContent).trim();
  const term = ids.has(name) ? ids.get(name) : written.named(name);
  let link = element.querySelector("a.termbase-link");
  if (term === undefined || term < 0 || !addressOf(term)) {
    if (link) link.replaceWith(...link.childNodes);
    return;
  }
  if (!link) {
    link = makeLink(term);
    link.append(...(element.textContent.trim() ? element.childNodes : [terms[term].name]));
    element.append(link);
  }
  link.href = addressOf(term);
  places.set(link, term);
}

function defineElement() {
  // Without custom elements, as in the world of a browser extension, the words stay plain text.
  if (!globalThis.customElements || customElements.get("termbase-term")) return;
  class TermElement extends HTMLElement {
    static get observedAttributes() {
      return ["name"];
    }

    connectedCallback() {
      elements.add(this);
      // While a page is being parsed, the words come after the element itself.
      if (begun) setTimeout(guarded(() => this.isConnected && explain(this)));
    }

    disconnectedCallback() {
      elements.delete(this);
    }

    attributeChangedCallback() {
      if (begun && this.isConnected) guarded(explain)(this);
    }
  }
  customElements.define("termbase-term", TermElement);
}
