/* One page in React and the same in Vue: paragraphs with a key, of words that are marked or not. */
window.frameworks = {
  react(place) {
    const { createElement: h, Fragment } = React;
    const root = ReactDOM.createRoot(place);
    const view = (paragraphs) => h("div", null, "Start churn. ", ...paragraphs.map(([key, parts]) => part(key, parts)), " End NRR.");
    const part = (key, parts) =>
      h(key % 3 ? "p" : Fragment, { key }, ...parts.map(([marked, words]) => (marked ? h("em", null, words) : words)));
    return async (paragraphs) => ReactDOM.flushSync(() => root.render(view(paragraphs)));
  },

  vue(place) {
    const { h, createApp, shallowRef, nextTick, Fragment, Text } = Vue;
    const state = shallowRef([]);
    const text = (words) => h(Text, null, words);
    const part = ([key, parts]) =>
      h(
        key % 3 ? "p" : Fragment,
        { key },
        parts.map(([marked, words]) => (marked ? h("em", null, words) : text(words)))
      );
    createApp({
      render: () => h("div", null, [text("Start churn. "), h(Fragment, null, state.value.map(part)), text(" End NRR.")])
    }).mount(place);
    return async (paragraphs) => {
      state.value = paragraphs;
      await nextTick();
    };
  },

  /* Shows one state after the other. Returns what is wrong, or null. */
  async play(kind, states) {
    const place = document.createElement("div");
    document.querySelector("main").replaceChildren(place);
    const show = this[kind](place);
    for (const [number, paragraphs] of states.entries()) {
      await show(paragraphs);
      await new Promise((go) => setTimeout(go));
      const should = `Start churn. ${paragraphs.map(([, parts]) => parts.map(([, words]) => words).join("")).join("")} End NRR.`;
      if (place.textContent !== should) return { number, is: place.textContent, should };
      await termbase.idle();
      if (place.textContent !== should) return { number, is: place.textContent, should, linked: true };
    }
    return null;
  }
};
