/* The map of terms: moves and zooms a drawing whose positions were computed when the site was built.
   Labels keep their size; each has, in data-room, the scale from which on there is room for it. */
(() => {
  "use strict";

  /* The palette, whose field is used here too, comes later in the page. */
  if (document.readyState === "complete") start();
  else addEventListener("DOMContentLoaded", start);

  function start() {
    const UNITS = 0.35; /* Pixels per unit of the map under which only categories are shown. */
    const CLOSE = 1.3;
    const EDGE = 4; /* Pixels between the title of a category and the edge of its bubble. */
    const LEAST = 9; /* Pixels of the smallest title. */
    const say = window.termbaseSay;
    const box = document.querySelector("[data-termbase-map]");
    if (!box || !window.d3?.zoom) return;

    const find = (selector) => box.querySelector(selector);
    const all = (selector) => [...box.querySelectorAll(selector)];
    const svg = find("[data-map-drawing]");
    const view = find("[data-map-view]");
    const status = find("[data-map-status]");
    const [left, top, wide, high] = box.dataset.bounds.split(" ").map(Number);
    const still = matchMedia("(prefers-reduced-motion: reduce)");

    const nodes = all(".tb-map__node").map((element) => {
      const { e, f } = element.transform.baseVal.consolidate().matrix;
      const frame = element.querySelector("rect");
      return {
        wide: frame.width.baseVal.value,
        tall: frame.height.baseVal.value,
        element,
        id: element.dataset.term,
        category: element.dataset.category,
        room: Number(element.dataset.room),
        x: e,
        y: f,
        edges: []
      };
    });
    const islands = all(".tb-map__island").map((element) => {
      const { cx, cy, rx, ry } = element.querySelector("ellipse");
      const [x, y, a, b] = [cx, cy, rx, ry].map((length) => length.baseVal.value);
      const bubble = element.querySelector(".tb-map__bubble");
      const title = element.querySelector(".tb-map__middle text");
      return { element, bubble, title, category: element.dataset.category, name: element.getAttribute("aria-label"), x, y, a, b };
    });
    const edges = all("[data-e]").map((element) => {
      const [a, b] = element.dataset.e.split(" ").map((number) => nodes[number]);
      const edge = { element, a, b, kind: element.classList[1].slice(9) };
      a.edges.push(edge);
      b.edges.push(edge);
      return edge;
    });
    const byId = new Map(nodes.map((node) => [node.id, node]));
    let width;
    let height;
    let scale;
    let first = true;
    let chosen = null;

    const fit = () => Math.min(width / wide, height / high) * 0.97;
    /* A map of very many terms opens with its categories, however large the window is. */
    const least = () => (box.dataset.first === "categories" ? Math.max(UNITS, fit() * 1.2) : UNITS);

    /* In a narrow window, the categories use its height: the more of the map is visible, the farther apart the rows. */
    const stretch = (k) => {
      if (chosen || fit() >= least()) return 1;
      const most = Math.max(1, Math.min(2.2, (0.94 * height) / (high * fit())));
      return 1 + (most - 1) * Math.max(0, Math.min(1, (least() - k) / (least() - fit())));
    };

    const zoom = d3
      .zoom()
      .filter((event) => !event.button && (event.type !== "wheel" || event.ctrlKey || event.metaKey))
      .clickDistance(6)
      .on("zoom", ({ transform }) => {
        const tall = stretch(transform.k);
        const { x, y, k } = transform;
        view.setAttribute("transform", `translate(${x} ${(y - height / 2) * tall + height / 2}) scale(${k} ${k * tall})`);
        if (k === scale) return;
        scale = k;
        svg.style.setProperty("--tb-unit", 1 / scale);
        svg.style.setProperty("--tb-unit-tall", 1 / (scale * tall));
        overview();
        if (box.classList.contains("is-overview")) for (const island of islands) fitTitle(island, tall);
        label();
      });
    /* A title is small enough for its bubble, which is narrower above and below the middle. */
    const fitTitle = ({ bubble, title }, tall) => {
      const [a, b] = [bubble.rx, bubble.ry].map((length) => length.baseVal.value * scale);
      title.style.fontSize = "";
      const full = Number.parseFloat(getComputedStyle(title).fontSize);
      const lines = [...title.children].slice(0, -1);
      const shares = lines.map((line, at) => {
        const far = (Math.abs(16 * at - 8 * (lines.length - 1) - 6) + 5) / (b * tall); /* of its corners from the middle */
        return (2 * a * Math.sqrt(Math.max(0, 1 - far * far)) - 2 * EDGE) / line.getComputedTextLength();
      });
      const share = Math.min(...shares);
      if (share < 1) title.style.fontSize = `${Math.max(LEAST, full * share)}px`;
    };
    /* A selected term is shown with everything highlighted around it, at any zoom level. */
    const overview = () => {
      const wanted = !nodes.length || (scale < least() && !chosen);
      box.classList.toggle("is-overview", wanted);
      for (const island of islands) island.element.tabIndex = wanted ? 0 : -1;
    };
    /* Of the terms that are lit, those whose labels do not touch, the best linked first; else, by room. */
    let lit = null;
    const label = () => {
      const named = new Set();
      for (const node of lit || [])
        if (
          ![...named].some(
            (other) =>
              2 * Math.abs(other.x - node.x) * scale < other.wide + node.wide
              && 2 * Math.abs(other.y - node.y) * scale < other.tall + node.tall
          )
        )
          named.add(node);
      for (const node of nodes) node.element.classList.toggle("is-named", lit ? named.has(node) : scale >= node.room);
    };
    const drawing = d3.select(svg).call(zoom).on("dblclick.zoom", null);
    const target = () => (first || still.matches ? drawing : drawing.transition().duration(350));

    const show = (x, y, k) => {
      const moved = target();
      moved.call(
        zoom.transform,
        d3.zoomIdentity
          .translate(width / 2, height / 2)
          .scale(k)
          .translate(-x, -y)
      );
      return moved;
    };
    const showAll = () => show(left + wide / 2, top + high / 2, fit());
    const showIsland = ({ x, y, a, b }) =>
      show(x, y, Math.max(least() * 1.05, Math.min(width / (2 * a + 60), height / (2 * b + 60), CLOSE)));
    const by = (factor) => target().call(zoom.scaleBy, factor);

    const size = () => {
      const old = width && scale > fit() * 1.01 && d3.zoomTransform(svg).invert([width / 2, height / 2]);
      const box = svg.getBoundingClientRect();
      if (box.width === width && box.height === height) return;
      ({ width, height } = box);
      svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
      zoom
        .extent([
          [0, 0],
          [width, height]
        ])
        .scaleExtent([fit() * 0.9, 6])
        .translateExtent([
          [left - 200, top - 200],
          [left + wide + 200, top + high + 200]
        ]);
      first = true;
      if (old) show(...old, Math.max(fit() * 0.9, scale));
      else showAll();
      first = false;
    };

    /* What is highlighted: one term with its neighbors, or a category; the rest is dimmed. */
    let category = "";
    const far = find("[data-map-far]");
    const beneath = find("[data-map-near]");
    const kinds = all("[data-map-kind]");
    /* There are too many related terms to draw all their lines at once; around a selected term, they are always drawn. */
    const related = kinds.find((kind) => kind.dataset.mapKind === "related");
    if (related) related.checked = false;
    const wanted = (edge) => edge.kind === "related" || kinds.some((kind) => kind.checked && kind.dataset.mapKind === edge.kind);

    const light = (node = chosen) => {
      const found = new Set();
      const lines = new Set();
      if (node) {
        found.add(node);
        for (let step = far.checked ? 2 : 1; step; step -= 1)
          for (const near of [...found])
            for (const edge of near.edges.filter(wanted)) {
              lines.add(edge);
              found.add(edge.a).add(edge.b);
            }
      } else if (category) {
        for (const other of nodes) if (other.category === category) found.add(other);
        for (const edge of edges) if (wanted(edge) && found.has(edge.a) && found.has(edge.b)) lines.add(edge);
      }
      box.classList.toggle("is-lit", Boolean(node || category));
      box.classList.toggle("is-related", Boolean(related?.checked));
      for (const other of nodes) other.element.classList.toggle("is-on", found.has(other));
      for (const edge of edges) {
        edge.element.classList.toggle("is-on", lines.has(edge));
        edge.element.classList.toggle("is-off", !wanted(edge));
      }
      for (const other of nodes) other.element.classList.toggle("is-chosen", other === node);
      lit = node || category ? [...found].sort((a, b) => (b === node) - (a === node) || b.edges.length - a.edges.length) : null;
      label();
      return found.size - 1;
    };

    /* One stop for the Tab key; arrow keys lead from term to term. */
    const stop = (node) => {
      for (const other of nodes) other.element.tabIndex = other === node ? 0 : -1;
    };
    const choose = (id) => {
      const node = byId.get(id);
      if (!node) return;
      chosen = node;
      tell();
      stop(node);
      history.replaceState(history.state, "", `#term=${encodeURIComponent(id)}`);
      /* The term with all that is lit around it. */
      const [xs, ys] = ["x", "y"].map((side) => lit.map((other) => other[side]));
      const [west, east, north, south] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
      const whole = Math.min((width - 140) / (east - west + 1), (height - 60) / (south - north + 1), width < 600 ? CLOSE * 0.75 : CLOSE);
      overview();
      show((west + east) / 2, (north + south) / 2, Math.max(whole, fit() * 0.9));
    };
    const nameOf = ({ element }) => element.getAttribute("aria-label");
    const tell = () => {
      const count = light();
      far.disabled = !chosen;
      beneath.replaceChildren();
      if (!chosen) return;
      status.textContent = say(far.checked ? "script.two-steps" : "script.next-to-it", {
        name: nameOf(chosen),
        terms: say("count.terms", { n: count })
      });
      /* The drawing does not have space for every label. */
      for (const node of [chosen, ...lit.filter((other) => other !== chosen).sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))]) {
        const link = document.createElement("a");
        link.className = "term-link";
        link.href = node.element.href.baseVal;
        link.textContent = nameOf(node);
        beneath.append(node === chosen ? "" : beneath.childElementCount === 1 ? ": " : ", ", link);
      }
    };

    const beside = (node, x, y) =>
      nodes
        .filter(
          (other) =>
            (other.x - node.x) * x + (other.y - node.y) * y > Math.abs((other.x - node.x) * y) / 2 + Math.abs((other.y - node.y) * x) / 2
        )
        .sort((a, b) => Math.hypot(a.x - node.x, a.y - node.y) - Math.hypot(b.x - node.x, b.y - node.y))[0];

    const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    svg.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const arrow = ARROWS[event.key];
      const here = nodes.find((node) => node.element === event.target);
      if (arrow && here) {
        const next = beside(here, ...arrow);
        if (next) {
          stop(next);
          const [x, y] = d3.zoomTransform(svg).apply([next.x, next.y]);
          if (x < 60 || y < 40 || x > width - 60 || y > height - 60) show(next.x, next.y, scale);
          next.element.focus({ preventScroll: true });
        }
      } else if (arrow) target().call(zoom.translateBy, (-arrow[0] * 80) / scale, (-arrow[1] * 80) / scale);
      else if (event.key === "+" || event.key === "=") by(1.5);
      else if (event.key === "-") by(1 / 1.5);
      else if (event.key === "0") showAll();
      else if (event.key === "Escape" && chosen) clear();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    const clear = () => {
      chosen = null;
      overview();
      history.replaceState(history.state, "", location.pathname + location.search);
      tell();
      status.textContent = "";
    };

    const over = (event) => {
      const node = nodes.find(({ element }) => element === event.target.closest?.(".tb-map__node"));
      if (node) light(node);
      else if (event.type !== "focusout") light();
    };
    svg.addEventListener("pointerover", over);
    svg.addEventListener("pointerleave", () => light());
    svg.addEventListener("focusin", over);
    svg.addEventListener("focusout", () => light());
    svg.addEventListener("click", (event) => {
      const island = islands.find(({ element }) => element === event.target.closest(".tb-map__island"));
      if (island && nodes.length) {
        event.preventDefault();
        const moved = showIsland(island);
        if (event.detail) return;
        const node = nodes.find((other) => other.category === island.category);
        /* By key: on to the first term, which is there once the map has come close enough. */
        const enter = () => {
          stop(node);
          node.element.focus({ preventScroll: true });
        };
        if (moved.on === drawing.on) enter();
        else moved.on("end", enter);
      } else if (!event.target.closest("a") && chosen) clear();
    });

    for (const button of all("[data-map-zoom]"))
      button.addEventListener("click", () => ({ in: () => by(1.6), out: () => by(1 / 1.6), all: showAll })[button.dataset.mapZoom]());
    for (const input of [far, ...kinds]) input.addEventListener("change", tell);
    const select = find("[data-map-category]");
    select?.addEventListener("change", () => {
      category = select.value;
      chosen = null;
      tell();
      const island = islands.find((other) => other.category === category);
      if (island) showIsland(island);
      else showAll();
      status.textContent = island ? island.name : "";
    });

    window.termbase?.combobox(find("[data-map-find]"), {
      label: say("script.find-on-map"),
      inline: true,
      choose: nodes.length && (({ id }) => choose(id))
    });
    /* Without terms on the map, its categories stay links to their pages. */
    for (const island of nodes.length ? islands : []) {
      island.element.setAttribute("role", "button");
      island.element.setAttribute("aria-label", say("script.show", { name: island.name }));
    }
    for (const part of all("[data-map-tools], [data-map-buttons], [data-map-help]")) part.hidden = false;
    box.classList.add("is-live");
    stop(nodes.reduce((best, node) => (node.edges.length > best.edges.length ? node : best), nodes[0]));
    size();
    tell();
    new ResizeObserver(size).observe(svg);
    const asked = () => {
      const [key, id] = location.hash.slice(1).split("=");
      if (key === "term") choose(decodeURIComponent(id));
    };
    addEventListener("hashchange", asked);
    asked();
  }
})();
