/* Text nodes with links in them --------------------------------------------------------------
 *
 * A text node of the page keeps its place and the text before its first term, for frameworks hold
 * on to their text nodes. Our own nodes follow it: an empty text node, then links and the texts
 * between them. When the page changes, moves or removes any of these, the text node gets its whole
 * text back and our nodes go; it is read again later. The empty node distinguishes two things that
 * look alike: `normalize()` removes it, and a page that removes its own text node does not.
 */

const splits = new WeakMap(); // of a text node of the page
const owners = new WeakMap(); // the split of each of our nodes
const ours = new WeakSet(); // every other node that we have made

function makeLink(term) {
  const link = document.createElement("a");
  link.className = "termbase-link";
  link.href = addressOf(term);
  if (options.tab === "no") link.tabIndex = -1;
  places.set(link, term);
  return link;
}

const places = new WeakMap(); // of each link, its term

/* Puts links around parts of a text node: `found` has { start, end, term } from left to right. */
function divide(node, found) {
  const text = node.data;
  const split = { node, full: text, head: text.slice(0, found[0].start), nodes: [], texts: [node], end: new Range() };
  const own = (made) => {
    split.nodes.push(made);
    owners.set(made, split);
    return made;
  };
  const added = [own(document.createTextNode(""))];
  const links = found.map(({ start, end, term }, index) => {
    const link = own(makeLink(term));
    const words = own(document.createTextNode(text.slice(start, end)));
    link.append(words);
    added.push(link);
    split.texts.push(words);
    const next = index + 1 < found.length ? found[index + 1].start : text.length;
    if (next > end) {
      const between = own(document.createTextNode(text.slice(end, next)));
      added.push(between);
      split.texts.push(between);
    }
    return link;
  });
  keepingSelection([node], split.texts, () => {
    node.after(...added);
    node.data = split.head;
  });
  markEnd(split);
  splits.set(node, split);
  return links;
}

/* Gives a text node its whole text back. `change` says what the page has done: it has written the
   node's text, or edited the text of our nodes. Returns the text node to be read again. */
function unite(split, change = {}) {
  const { node, nodes, full, head } = split;
  if (splits.get(node) !== split) return null;
  splits.delete(node);
  const placed = nodes.filter((own) => own.parentNode && !nodes.includes(own.parentNode));
  const isWritten = change.written || node.data !== head;
  if (!isWritten && isTidied(split)) return uniteMerged(split, placed);
  let text = isWritten ? textWithAdditions(split) : full;
  if (change.edited) text = node.data + placed.map((own) => own.textContent).join("");
  keepingSelection(split.texts, [node], () => {
    if (node.data !== text) node.data = text;
    for (const own of placed) own.remove();
  });
  return node;
}

/* Marks the end of the text before the first link, also after a move. */
function markEnd(split) {
  if (!split || split.node.data !== split.head) return;
  split.end.setStart(split.node, split.head.length);
  split.end.collapse(true);
}

/* The whole text after the page has written to its text node. Where it has replaced everything, the end of
   what was there is now the beginning; where it has only added or removed something, it is not. */
function textWithAdditions({ node, full, head, end }) {
  const { startContainer, startOffset } = end;
  if (startContainer !== node) return node.data === head ? full : node.data; // moved as well
  if (!startOffset) return node.data;
  return node.data.slice(0, startOffset) + full.slice(head.length) + node.data.slice(startOffset);
}

/* Whether `normalize()` has been called. */
const isTidied = ({ nodes }) => !nodes[0].parentNode && nodes.some((own) => document.contains(own));

/* After `normalize()`: the text before the first link may have become the end of an earlier text node. */
function uniteMerged({ node }, placed) {
  const text = placed.map((own) => own.textContent).join("");
  const before = placed[0].previousSibling;
  const rest = before && before.nodeType === 3 && !owners.has(before) ? before : node;
  if (rest === before) {
    rest.data += text;
  } else {
    node.data = text;
    placed[0].before(node);
  }
  for (const own of placed) own.remove();
  return rest;
}

/* Tidies what our nodes kept apart when the page tidied its text nodes. */
function tidyAfter(node) {
  for (let next = node.nextSibling; next && next.nodeType === 3; next = node.nextSibling) {
    if (owners.has(next) || splits.has(next)) return;
    node.data += next.data;
    next.remove();
  }
}

/* Does something to text nodes that stand for the same text before and after, and leaves what the
   reader has selected as it was. */
function keepingSelection(before, after, task) {
  const selection = getSelection();
  const ends = [];
  if (selection?.rangeCount) {
    const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
    ends.push([anchorNode, anchorOffset], [focusNode, focusOffset]);
  }
  const offsets = ends.map(([node, offset]) => {
    const place = before.indexOf(node);
    return place < 0 ? -1 : before.slice(0, place).reduce((sum, { length }) => sum + length, offset);
  });
  task();
  if (offsets.every((offset) => offset < 0)) return;
  const [anchor, focus] = ends.map((end, index) => {
    let offset = offsets[index];
    if (offset < 0) return end;
    let found;
    for (found of after) {
      if (offset <= found.length) break;
      offset -= found.length;
    }
    return [found, Math.min(offset, found.length)];
  });
  if (anchor[0].isConnected && focus[0].isConnected) selection.setBaseAndExtent(...anchor, ...focus);
}

/* A copy of our links that the page has made from its own HTML: only its words are kept. */
function unwrapCopy(link) {
  const words = link.textContent;
  const { previousSibling: before, nextSibling: after } = link;
  const plain = (node) => node && node.nodeType === 3 && !owners.has(node) && !splits.has(node);
  if (!plain(before)) {
    link.replaceWith(words);
    return;
  }
  before.data += words + (plain(after) ? after.data : "");
  if (plain(after)) after.remove();
  link.remove();
}
