"""An installed site: what was opened can be read without a network, and with one nothing old is shown."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opened

FILES = {
    "mkdocs.yml": (
        "site_name: Acme & <b>Docs</b>\nsite_url: https://docs.invalid/\ntheme: {name: material, font: false}\n"
        "plugins:\n  - search\n  - termbase:\n      content_security_policy: true\n      everywhere: [head, palette]\n"
        "      installable: {color: '#ffffff', icon: logo.svg}\n"
    ),
    "docs/index.md": "# Home\n\nChurn & more.\n",
    "docs/guide.md": '# A guide <i>to</i> "it"\n\nThe first edition.\n',
    "docs/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7H1z"/></svg>\n',
    "glossary/churn.yml": "term: Churn\ndefinition: Loss of customers.\n",
}
NAMES = """async () => {
  const [name] = await caches.keys();
  const kept = name ? await (await caches.open(name)).keys() : [];
  return kept.map(({ url }) => new URL(url).pathname);
}"""


class Host:
    """A server on one port that can be stopped, started, and given another edition of the site."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.site = folder / "site"
        for name, text in FILES.items():
            self.write(name, text)
        self._stack = ExitStack()
        self.address = ""

    def write(self, name: str, text: str) -> None:
        (self.folder / name).parent.mkdir(exist_ok=True)
        (self.folder / name).write_text(text, "utf-8")

    def build(self) -> None:
        from scripts.browser import build

        build(self.folder, self.site)

    def start(self) -> None:
        from scripts.browser import served

        port = int(self.address.rpartition(":")[2] or 0)
        self.address = self._stack.enter_context(served(self.site, port=port))

    def stop(self) -> None:
        self._stack.close()


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    made = Host(tmp_path_factory.mktemp("installable"))
    made.build()
    made.start()
    yield made
    made.stop()


@pytest.fixture
def page(host: Host, opened: Opened) -> Iterator[Page]:
    """The home page of the site, once its worker has kept it."""
    with opened(f"{host.address}/", service_workers="allow") as page:
        until(page, lambda: "/" in kept(page))
        yield page


def until(page: Page, done: Callable[[], bool]) -> None:
    """Waits for something that a page can only be asked about: Playwright does not wait for promises."""
    for _ in range(300):
        if done():
            return
        page.wait_for_timeout(100)
    pytest.fail("It did not happen.")


def kept(page: Page) -> list[str]:
    found: list[str] = page.evaluate(NAMES)
    return found


def test_what_was_opened_can_be_read_without_a_network(page: Page, host: Host) -> None:
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{host.address}/guide/", wait_until="networkidle")
    page.goto(f"{host.address}/terms/churn/?q=x#use", wait_until="networkidle")
    host.stop()
    try:
        for path, title in (
            ("/", "Home"),
            ("/guide/", "A guide to"),
            ("/terms/churn", "Churn"),
            ("/index.html", "Home"),
        ):
            page.goto(f"{host.address}{path}")
            expect(page.locator("main h1")).to_contain_text(title)
            assert page.evaluate("getComputedStyle(document.querySelector('.md-header')).position") == "sticky"
        page.goto(f"{host.address}/terms/")
        expect(page.get_by_role("heading", name="You are offline")).to_be_visible()
        links = page.get_by_role("listitem").all_inner_texts()
        assert 'A guide to "it" – Acme & <b>Docs</b>' in links
        page.get_by_role("link", name="Churn").click()
        expect(page.locator("main h1")).to_contain_text("Churn")
    finally:
        host.start()
    assert not complaints


def test_with_a_network_every_page_is_the_newest(page: Page, host: Host) -> None:
    page.goto(f"{host.address}/guide/", wait_until="networkidle")
    expect(page.get_by_text("The first edition.")).to_be_visible()
    before = FILES["docs/guide.md"]
    host.write("docs/guide.md", before.replace("first", "second"))
    host.build()
    page.goto(f"{host.address}/guide/", wait_until="networkidle")
    expect(page.get_by_text("The second edition.")).to_be_visible()
    host.stop()
    try:
        page.goto(f"{host.address}/guide/")
        expect(page.get_by_text("The second edition.")).to_be_visible()
    finally:
        host.start()


def test_only_what_was_opened_is_kept_and_a_missing_page_is_not(page: Page, host: Host) -> None:
    page.goto(f"{host.address}/nothing/here/", wait_until="networkidle")
    page.goto(f"{host.address}/embed/terms.json", wait_until="networkidle")
    pages = [path for path in kept(page) if path.endswith("/")]
    assert pages == ["/"]
    assert "/embed/terms.json" not in kept(page)


def test_chromium_finds_nothing_wrong_with_the_manifest(page: Page, host: Host) -> None:
    session = page.context.new_cdp_session(page)
    found = session.send("Page.getAppManifest")
    assert found["url"] == f"{host.address}/manifest.webmanifest"
    assert not found["errors"]
    problems = [error["errorId"] for error in session.send("Page.getInstallabilityErrors")["installabilityErrors"]]
    assert set(problems) <= {"in-incognito"}
    assert page.evaluate("fetch('manifest.webmanifest').then((file) => file.json()).then((it) => it.name)") == (
        "Acme & <b>Docs</b>"
    )


def test_a_site_that_gives_it_up_deletes_what_it_had_kept(page: Page, host: Host) -> None:
    settings = FILES["mkdocs.yml"]
    host.write("mkdocs.yml", settings.replace("color: '#ffffff', icon: logo.svg", "remove: true"))
    host.build()
    try:
        page.goto(f"{host.address}/guide/", wait_until="networkidle")
        assert not page.locator("link[rel=manifest]").count()
        page.evaluate("navigator.serviceWorker.getRegistration().then((it) => it?.update())")
        until(page, lambda: page.evaluate("caches.keys()") == [])
        until(page, lambda: page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => !all.length)"))
    finally:
        host.write("mkdocs.yml", settings)
        host.build()


def test_pages_of_two_sites_on_one_host_are_kept_apart(page: Page) -> None:
    names = page.evaluate("caches.keys()")
    assert names == [f"termbase {page.evaluate('origin')}/"]
