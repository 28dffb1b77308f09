/* Frameworks that have not yet taken over server-rendered HTML --------------------------------- */

const ROOTS = "html,body,body > *,body > * > *";
const UNTIL_TAKEN_OVER = "astro-island[ssr],[data-server-rendered]";

const keyOf = (element, start) => Object.keys(element).find((key) => key.startsWith(start));

/* The properties in which React stores its data on the elements that it manages. */
let fiberKey = "";
let propsKey = "";

/* Whether a framework is at work on the page, but not done with its first pass. */
function awaitsHydration() {
  let vue = false;
  let isReact = false;
  for (const root of [document, ...document.querySelectorAll(ROOTS)]) {
    const key = keyOf(root, "__reactContainer$");
    if (key) {
      isReact = true;
      fiberKey = key.replace("Container", "Fiber");
      propsKey = key.replace("Container", "Props");
      const { stateNode } = root[key] || {};
      const state = stateNode?.current?.memoizedState;
      if (state?.isDehydrated) return true;
    }
    vue ||= "__vue_app__" in root;
  }
  if (document.querySelector(UNTIL_TAKEN_OVER)) return true;
  if (!isReact && document.querySelector("#__next,#__docusaurus,#___gatsby,[data-reactroot]")) return true;
  return !vue && !!document.querySelector('#__nuxt,meta[name=generator][content^="VitePress"]');
}

/* Whether an element is in a part of the page that React will only take over later. */
function awaitsItsFramework(element) {
  if (!fiberKey || element[fiberKey]) return false;
  let known = element.parentElement;
  while (known && !known[fiberKey]) known = known.parentElement;
  if (!known || known[propsKey]?.dangerouslySetInnerHTML) return false;
  return [...known.childNodes].some((node) => node.nodeType === 8 && /^\$[?~]?$/.test(node.data));
}
