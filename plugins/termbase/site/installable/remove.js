/* Takes the place of the worker of a site that can no longer be installed: deletes what that had kept, and itself. */
addEventListener("install", () => self.skipWaiting());
addEventListener("activate", (event) => {
  event.waitUntil(caches.delete(`termbase ${self.registration.scope}`).then(() => self.registration.unregister()));
});
