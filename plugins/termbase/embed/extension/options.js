const { permissions } = globalThis.browser || globalThis.chrome;
const [form, address, message, list] = ["form", "address", "message", "list"].map((id) => document.getElementById(id));

async function show() {
  const { origins = [] } = await permissions.getAll();
  list.replaceChildren(
    ...origins.sort().map((origin) => {
      const item = document.createElement("li");
      const remove = document.createElement("button");
      remove.textContent = list.dataset.remove;
      remove.setAttribute(
        "aria-label",
        list.dataset.removeWiki.replace("{wiki}", () => origin)
      );
      remove.addEventListener("click", () => permissions.remove({ origins: [origin] }).then(show));
      item.append(`${origin} `, remove);
      return item;
    })
  );
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { protocol, hostname } = new URL(address.value);
  const isWeb = /^https?:$/.test(protocol);
  const isGranted = isWeb && (await permissions.request({ origins: [`${protocol}//${hostname}/*`] }));
  message.textContent = isGranted ? message.dataset.added : message.dataset.notAdded;
  if (isGranted) form.reset();
  await show();
});

show();
