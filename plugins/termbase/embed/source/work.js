/* Work in slices: never more than a few milliseconds at a time ------------------------------ */

const SLICE = 8;
let current = null;
let waiting = false;
let stopped = false;
let held = 0; // the time until which nothing is linked, because something may be edited or saved
const idlers = [];
const postponed = new WeakMap(); // of each text node that was left for later, how often
const waitingNodes = new WeakSet();

function guarded(task) {
  return (...values) => {
    if (stopped) return undefined;
    try {
      return task(...values);
    } catch (error) {
      stopped = true;
      rest();
      if (observer) observer.disconnect();
      console.warn("termbase: has stopped because of an error of its own:", error);
      return undefined;
    }
  };
}

function rest() {
  for (const go of idlers.splice(0)) go();
}

function schedule() {
  if (waiting) return;
  waiting = true;
  const work = guarded(slice);
  const pause = held - performance.now();
  if (pause > 0) setTimeout(work, Math.min(pause, 1000));
  else if (globalThis.requestIdleCallback) requestIdleCallback(work, { timeout: 500 });
  else setTimeout(work, 1);
}

function slice() {
  waiting = false;
  catchUp();
  if (held > performance.now()) {
    if (held === Infinity) rest();
    else schedule();
    return;
  }
  const end = performance.now() + SLICE;
  while (performance.now() < end) {
    if (!current) {
      const [next] = queue;
      if (!next) {
        rest();
        return;
      }
      queue.delete(next);
      current = linkWithin(next);
    }
    if (current.next().done) current = null;
  }
  schedule();
}

/* Reads a node again after a while, at most for half a minute. */
function later(node) {
  if (waitingNodes.has(node)) return;
  const times = (postponed.get(node) || 0) + 1;
  postponed.set(node, times);
  if (times > 60) return;
  waitingNodes.add(node);
  setTimeout(
    guarded(() => {
      waitingNodes.delete(node);
      if (!node.isConnected) return;
      queue.add(node);
      schedule();
    }),
    500
  );
}

/* Removes all links, and links again when the time has passed. */
function stepAside(milliseconds) {
  catchUp();
  undoWithin(document.documentElement);
  hide();
  held = performance.now() + milliseconds;
  queue.clear();
  current = null;
  if (held === Infinity) return;
  queue.add(document.body);
  setTimeout(
    guarded(() => {
      if (held > performance.now()) return;
      for (const element of elements) explain(element);
      schedule();
    }),
    milliseconds
  );
}
