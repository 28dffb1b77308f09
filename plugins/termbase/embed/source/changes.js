/* What the page changes ------------------------------------------------------------------- */

let observer = null;

/* Forgets the changes that we have just made ourselves. */
function forget() {
  if (observer) observer.takeRecords();
}

/* Takes note of what the page has changed so far, before we change something. */
function catchUp() {
  if (observer) heed(observer.takeRecords());
}

function heed(records) {
  const touched = new Map(); // each split that the page has disturbed, and how
  const fresh = new Set();
  const editable = new Set();
  const touch = (split, change) => split && touched.set(split, { ...touched.get(split), ...change });
  const touchAt = (node, change) => node && touch(splits.get(node) || owners.get(node), change);
  const touchWithin = (element, wanted) => {
    if (element.nodeType !== 1) return;
    for (const link of element.querySelectorAll(".termbase-link")) if (wanted(link)) touch(owners.get(link));
  };

  for (const { type, target, addedNodes, removedNodes, previousSibling, nextSibling } of records) {
    if (type === "characterData") {
      if (splits.has(target)) {
        touchAt(target, { written: true });
        if (target.parentElement) noteUndone(target.parentElement);
      } else if (owners.has(target)) {
        touchAt(target, { edited: true });
      } else {
        noteChange(target);
        fresh.add(target);
      }
      continue;
    }
    if (type === "attributes") {
      if (target.closest(EDITABLE)) editable.add(target);
      else fresh.add(target);
      continue;
    }
    if (owners.has(target)) continue; // a page may add to a link, such as a sign for links to elsewhere
    for (const node of removedNodes) {
      touchAt(node);
      touchWithin(node, (link) => !document.contains(link) || markEnd(owners.get(link)));
      if (places.has(node) || (node.nodeType === 1 && node.querySelector(".termbase-link"))) noteUndone(target);
    }
    for (const node of addedNodes) {
      touchAt(node);
      touchWithin(node, (link) => link.parentElement.closest(area.skip));
      if ((node.nodeType === 1 || node.nodeType === 3) && !owners.has(node) && !ours.has(node)) fresh.add(node);
    }
    if (![...addedNodes].some((node) => ours.has(node))) {
      touchAt(previousSibling);
      if (nextSibling && owners.has(nextSibling)) touchAt(nextSibling);
    }
  }

  const tidied = [];
  for (const [split, change] of inOrder(touched)) {
    const wasTidied = isTidied(split);
    const node = unite(split, change);
    if (node) fresh.add(node);
    if (node && wasTidied) tidied.push(node);
  }
  tidied.filter((node) => node.isConnected).forEach(tidyAfter);
  for (const element of editable) undoWithin(element);
  for (const node of fresh) {
    if (node.nodeType === 1) removeCopies(node);
    if (node.isConnected) queue.add(node);
  }
  forget();
  if (queue.size) schedule();
}

const changing = new WeakMap(); // of a text node of the page, when it changed last and how often

function noteChange(node) {
  const { times = 0 } = changing.get(node) || {};
  changing.set(node, { at: performance.now(), times: times + 1 });
}

/* Whether a text is still being written, as by a program that answers word by word. */
function isRestless(node) {
  const note = changing.get(node);
  if (!note || note.times < 2) return false;
  if (performance.now() - note.at < 1000) return true;
  changing.delete(node);
  return false;
}

/* From the first to the last on the page: what is merged is merged into what comes before. */
function inOrder(touched) {
  const place = ({ node, nodes }) => (node.isConnected ? node : nodes.find((own) => own.isConnected) || node);
  return [...touched].sort(([a], [b]) => (place(a).compareDocumentPosition(place(b)) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
}

function removeCopies(element) {
  if (element.matches("a.termbase-link") && !places.has(element)) unwrapCopy(element);
  for (const link of element.querySelectorAll("a.termbase-link")) {
    if (!places.has(link) && !link.closest("termbase-term") && termAt(link.href) >= 0) unwrapCopy(link);
  }
}
