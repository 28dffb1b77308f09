/* Injects the script into the pages of the chosen wikis, and fetches the terms for it. */
const GLOSSARY = "{{glossary}}";
const { permissions, runtime, scripting } = globalThis.browser || globalThis.chrome;

async function register() {
  const { origins = [] } = await permissions.getAll();
  const known = await scripting.getRegisteredContentScripts({ ids: ["termbase"] });
  if (known.length) await scripting.unregisterContentScripts({ ids: ["termbase"] });
  if (!origins.length) return;
  await scripting.registerContentScripts([
    { id: "termbase", matches: origins, js: ["settings.js", "termbase.js"], css: ["termbase.css"], runAt: "document_idle" }
  ]);
}

/* From the glossary, so that readers see its latest state; from the copy in the extension without a network. */
async function answer(url) {
  if (!url.startsWith(GLOSSARY)) return { error: `${url} is not in the glossary` };
  for (const place of [url, runtime.getURL(url.slice(GLOSSARY.length))]) {
    try {
      const found = await fetch(place, { credentials: "omit", referrerPolicy: "no-referrer" });
      if (found.ok) return { data: await found.json() };
    } catch {
      // The next place may have it.
    }
  }
  return { error: `${url} cannot be read` };
}

runtime.onInstalled.addListener(register);
runtime.onStartup.addListener(register);
permissions.onAdded.addListener(register);
permissions.onRemoved.addListener(register);
runtime.onMessage.addListener(({ url }, _sender, respond) => {
  answer(String(url)).then(respond);
  return true;
});
