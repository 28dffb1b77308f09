/* The HTML that programs read ----------------------------------------------------------------
 *
 * An editor that is started by a program reads the HTML of a region at once, before anything can be
 * noticed, and would store our links. What it reads is therefore the page without them. The page itself
 * keeps its links, and only the reading of a part that has our links is changed.
 */

const inert = document.implementation.createHTMLDocument("");
const isOurs = (element) => places.has(element);

/* A copy of an element without our links, in a document where nothing runs; null if it has none. */
function withoutLinks(element) {
  const links = [...element.querySelectorAll("a.termbase-link")];
  if (!links.some(isOurs) || isOurs(element)) return null;
  const copy = inert.importNode(element, true);
  const copies = copy.querySelectorAll("a.termbase-link");
  links.forEach((link, place) => {
    if (isOurs(link)) copies[place].replaceWith(...copies[place].childNodes);
  });
  return copy;
}

function hideFromReaders() {
  const proto = Element.prototype;
  for (const name of ["innerHTML", "outerHTML"]) {
    const own = Object.getOwnPropertyDescriptor(proto, name);
    if (!own?.get || !own.configurable) continue;
    const get = {
      get() {
        return own.get.call((linkedAny && this instanceof Element && withoutLinks(this)) || this);
      }
    };
    Object.defineProperty(proto, name, { ...own, ...get });
  }
}
