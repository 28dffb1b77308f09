/* Two copies of one page: the script reads one, and must leave it saying what the other says. */
window.twins = (() => {
  let mine, plain, texts, elements;

  const alive = (pairs, root = plain) => pairs.filter(([, b]) => root.contains(b));
  const pick = (pairs, index) => pairs[index % pairs.length];
  const make = (what) => {
    const pair = [what(), what()];
    (pair[0].nodeType === 3 ? texts : elements).push(pair);
    return pair;
  };
  const text = (words) => make(() => new Text(words));
  const element = (name, words) => {
    const made = make(() => document.createElement(name));
    const inner = text(words);
    for (const side of [0, 1]) made[side].append(inner[side]);
    return made;
  };
  const both = (task) => [0, 1].forEach(task);
  const away = []; // nodes that are detached for a while, with where they were

  const operations = {
    write: (i, _j, words) => {
      const pair = pick(alive(texts), i);
      if (pair) both((side) => (pair[side].data = words));
    },
    add: (i, j, words) => {
      // Where a text begins with a link, an addition cannot be told from a new text.
      const pair = pick(
        alive(texts).filter(([a, b]) => a.data || !b.data),
        i
      );
      if (pair) both((side) => (j % 2 ? pair[side].appendData(words) : pair[side].insertData(0, words)));
    },
    remove: (i) => {
      const pair = pick(alive(texts), i);
      if (pair) both((side) => pair[side].remove());
    },
    removeElement: (i) => {
      const pair = pick(alive(elements).slice(1), i);
      if (pair) both((side) => pair[side].remove());
    },
    before: (i, j, words) => {
      const pair = pick(alive(texts), i);
      const made = pair && (j % 2 ? text(words) : element("em", words));
      if (pair) both((side) => pair[side].before(made[side]));
    },
    after: (i, j, words) => {
      const pair = pick(alive(texts), i);
      const made = pair && (j % 2 ? text(words) : element("em", words));
      if (pair) both((side) => pair[side].parentNode.insertBefore(made[side], pair[side].nextSibling));
    },
    append: (i, j, words) => {
      const pair = pick(alive(elements), i);
      const made = j % 2 ? text(words) : element("p", words);
      both((side) => pair[side].append(made[side]));
    },
    move: (i, j) => {
      const pair = pick(alive(texts), i);
      const place = pick(alive(elements), j);
      if (pair) both((side) => place[side].append(pair[side]));
    },
    moveElement: (i, j) => {
      const pair = pick(alive(elements).slice(1), i);
      const place =
        pair
        && pick(
          alive(elements).filter(([, b]) => !pair[1].contains(b)),
          j
        );
      if (place) both((side) => place[side].prepend(pair[side]));
    },
    reverse: (i) => {
      const pair = pick(alive(elements), i);
      const children = [...texts, ...elements].filter(([, b]) => b.parentNode === pair[1]);
      for (const child of children) both((side) => pair[side].prepend(child[side]));
    },
    normalize: (i) => {
      const pair = pick(alive(elements), i);
      both((side) => pair[side].normalize());
    },
    say: (i, _j, words) => {
      const pair = pick(alive(elements).slice(1), i);
      if (pair) both((side) => (pair[side].textContent = words));
    },
    replace: (i, _j, words) => {
      const pair = pick(alive(texts), i);
      const made = pair && element("p", words);
      if (pair) both((side) => pair[side].replaceWith(made[side]));
    },
    editable: (i) => {
      const pair = pick(alive(elements), i);
      both((side) => (pair[side].contentEditable = "true"));
    },
    notEditable: () => {
      for (const root of [mine, plain]) {
        for (const node of root.querySelectorAll("[contenteditable]")) node.removeAttribute("contenteditable");
      }
    },
    clone: (i, j) => {
      const pair = pick(alive(elements).slice(1), i);
      const place = pair && pick(alive(elements), j);
      if (place) both((side) => place[side].append(pair[side].cloneNode(true)));
    },
    copyHtml: (i, j) => {
      const pair = pick(alive(elements).slice(1), i);
      const place = pair && pick(alive(elements).slice(1), j);
      if (place) both((side) => (place[side].innerHTML = pair[side].innerHTML));
    },
    detach: (i) => {
      const pair = pick(alive(elements).slice(1), i);
      if (!pair) return;
      const parent = elements.find(([, b]) => b === pair[1].parentNode);
      if (parent) away.push([pair, parent]);
      both((side) => pair[side].remove());
    },
    writeAway: (i, j, words) => {
      const [pair] = pick(away, i) || [];
      const inner = pair && pick(alive(texts, pair[1]), j);
      if (inner) both((side) => (inner[side].data = words));
    },
    attach: () => {
      const [pair, parent] = away.pop() || [];
      if (pair && !pair[1].contains(parent[1]) && !pair[1].parentNode) both((side) => parent[side].append(pair[side]));
    }
  };

  const difference = (when) => (mine.textContent === plain.textContent ? null : { when, is: mine.textContent, should: plain.textContent });

  return {
    names: Object.keys(operations),
    async play(paragraphs, batches) {
      // New ones each time: the script gives up where its links were removed too often.
      [mine, plain] = ["#mine", "#plain"].map((id) => {
        const made = document.createElement("div");
        document.querySelector(id).replaceChildren(made);
        return made;
      });
      texts = [];
      elements = [[mine, plain]];
      away.length = 0;
      paragraphs.forEach((parts) => {
        const made = element("p", "");
        both((side) => [mine, plain][side].append(made[side]));
        parts.forEach((words) => {
          const part = text(words);
          both((side) => made[side].append(part[side]));
        });
      });
      await termbase.idle();
      for (const [number, batch] of batches.entries()) {
        for (const [name, i, j, words] of batch) operations[name](i, j, words);
        await new Promise((go) => setTimeout(go));
        const wrong = difference(`after step ${number + 1}`);
        if (wrong) return wrong;
        if (mine.querySelector("[contenteditable] a, [contenteditable] .termbase-link")) return { editable: mine.innerHTML };
        await termbase.idle();
        if (difference("")) return difference(`after step ${number + 1}, when all was linked`);
      }
      return null;
    }
  };
})();
