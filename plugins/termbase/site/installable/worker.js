/* Keeps what a reader has opened, for the times without a network. The network always comes first: what is kept is
   shown only while the site cannot be reached, so that no reader sees an old page while a newer one is there. */
(() => {
  "use strict";

  const { scope } = self.registration;
  const NAME = `termbase ${scope}`;
  const MOST = 500;
  const say = self.termbaseSay;

  /* Searches and places on a page do not make it another page. */
  const plain = (address) => {
    const url = new URL(address);
    return url.origin + url.pathname.replace(/\/index\.html$/, "/");
  };

  const keep = async (address, response) => {
    const cache = await caches.open(NAME);
    const kept = plain(address);
    /* The last one used is the last one in the list. */
    await cache.delete(kept);
    await cache.put(kept, response);
    const all = await cache.keys();
    for (const old of all.slice(0, Math.max(0, all.length - MOST))) await cache.delete(old);
  };

  const whole = (response) => response.status === 200 && response.type === "basic" && !response.redirected;
  const isPage = (response) => (response.headers.get("Content-Type") || "").startsWith("text/html");
  const ours = (address) => address.startsWith(scope);

  const escaped = (text) => text.replaceAll("<", "&lt;").replaceAll('"', "&quot;");

  const listed = async (cache) => {
    const rows = [];
    for (const { url } of (await cache.keys()).reverse()) {
      const response = await cache.match(url);
      if (!isPage(response)) continue;
      const [, title] = /<title>(.*?)<\/title>/s.exec(await response.text()) || [];
      if (title) rows.push(`<li><a href="${escaped(url)}">${escaped(title.trim())}</a></li>`);
    }
    return rows;
  };

  /* In place of a page that was never opened: a list of those that were. */
  const offline = async (cache) => {
    const rows = await listed(cache);
    const html = `<!doctype html><html lang="${escaped(say.language)}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">
<title>${escaped(say.title)}</title>
<style>body{max-width:36rem;margin:3rem auto;padding:0 1rem;font:1rem/1.6 system-ui,sans-serif}li{padding:.2rem 0}</style>
<main><h1>${escaped(say.title)}</h1><p>${escaped(rows.length ? say.lead : say.none)}</p><ul>${rows.join("")}</ul></main></html>`;
    const headers = {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"
    };
    return new Response(html, { status: 503, headers });
  };

  const answer = async (event) => {
    const { request } = event;
    const page = request.mode === "navigate";
    try {
      const response = await fetch(request);
      if (whole(response) && (!page || isPage(response))) {
        event.waitUntil(keep(request.url, response.clone()));
      }
      return response;
    } catch (error) {
      const cache = await caches.open(NAME);
      const address = plain(request.url);
      const kept = (await cache.match(address)) || (page && (await cache.match(`${address}/`)));
      if (kept) return kept;
      if (page) return offline(cache);
      throw error;
    }
  };

  addEventListener("install", () => self.skipWaiting());

  addEventListener("fetch", (event) => {
    const { method, url, headers } = event.request;
    if (method === "GET" && ours(url) && !headers.has("Range")) event.respondWith(answer(event));
  });

  /* The first page was read before there was a worker: it sends what it consists of. */
  addEventListener("message", (event) => {
    const addresses = Array.isArray(event.data?.keep) ? event.data.keep.filter(ours) : [];
    const fetched = addresses.map(async (address) => {
      const response = await fetch(address, { cache: "force-cache" });
      if (whole(response)) await keep(address, response);
    });
    event.waitUntil(Promise.allSettled(fetched));
  });
})();
