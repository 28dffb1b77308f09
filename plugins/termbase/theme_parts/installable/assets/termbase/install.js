/* Starts the worker that keeps the pages a reader has opened, where the browser and the address allow one. */
(() => {
  "use strict";

  if (!("serviceWorker" in navigator)) return;
  const worker = new URL("../../service-worker.js", document.currentScript.src);
  const start = async () => {
    try {
      await navigator.serviceWorker.register(worker);
      const { active } = await navigator.serviceWorker.ready;
      if (navigator.serviceWorker.controller) return;
      const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
      active.postMessage({ keep: [location.href, ...loaded] });
    } catch {
      /* The site works as it is. */
    }
  };
  if (document.readyState === "complete") start();
  else addEventListener("load", start);
})();
