/* Runs in the wiki's pages before termbase.js, in a world of its own. The extension asks for the terms. */
(() => {
  const { runtime } = globalThis.browser || globalThis.chrome;
  globalThis.termbaseEmbed = {
    terms: "{{glossary}}names.json",
    read: async (url) => {
      const { data, error } = await runtime.sendMessage({ url });
      if (error) throw new Error(error);
      return data;
    }
  };
})();
