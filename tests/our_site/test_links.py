"""Every link and fragment of the built site leads somewhere, and no page asks a third party for anything."""

import json
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

SITE = "https://site.invalid/"
REQUESTS = {("script", "src"), ("img", "src"), ("source", "src"), ("iframe", "src"), ("video", "src"), ("audio", "src")}
REQUESTING_RELATIONS = {"stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch", "manifest"}


class PageReader(HTMLParser):
    """Gathers the ids, links and requests of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.requests: list[str] = []
        self.titles: list[str] = []
        self.pictures: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if "id" in found:
            self.ids.add(found["id"])
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        relations = set(found.get("rel", "").split())
        if tag == "link" and relations & REQUESTING_RELATIONS:
            self.requests.append(found.get("href", ""))
        if tag == "link" and "alternate" in relations:
            self.links.append(found.get("href", ""))
        if tag == "meta" and {found.get("property"), found.get("name")} & {"og:image", "twitter:image"}:
            self.pictures.append(found.get("content", ""))
        self.requests += [value for name, value in found.items() if (tag, name) in REQUESTS]


@pytest.fixture(scope="module")
def read(site: Path) -> dict[str, PageReader]:
    """Every page of the site by its address."""
    pages: dict[str, PageReader] = {}
    for path in sorted(site.rglob("*.html")):
        reader = PageReader()
        reader.feed(path.read_text("utf-8"))
        address = path.relative_to(site).as_posix()
        pages[address.removesuffix("index.html") if address.endswith("index.html") else address] = reader
    return pages


def _own(address: str) -> bool:
    """The 404 page is served from anywhere and so names its links by the site's full path."""
    return address != "404.html"


def test_every_page_names_a_picture_that_exists_and_every_term_its_own(site: Path, read: dict[str, PageReader]) -> None:
    named = {address: set(page.pictures) for address, page in read.items() if _own(address)}
    extension = "embed/extension/options.html"
    assert {address for address, pictures in named.items() if len(pictures) != 1} == {extension}
    for address, pictures in named.items():
        for picture in pictures:
            path = urlsplit(picture).path.removeprefix("/")
            assert (site / path).is_file(), f"{address} names {picture}"
            if address.startswith("terms/") and address.count("/") == 2:
                assert path == f"{address}card.png"


def test_every_internal_link_leads_to_a_page_or_file(site: Path, read: dict[str, PageReader]) -> None:
    broken = []
    for address, page in read.items():
        for link in page.links + page.requests:
            target = urlsplit(urljoin(SITE + address, link))
            if f"{target.scheme}://{target.netloc}/" != SITE or not _own(address):
                continue
            path = unquote(target.path).lstrip("/")
            place = site / path
            if not (place.is_file() or (place / "index.html").is_file()):
                broken.append(f"{address}: {link}")
    assert not broken


def test_every_fragment_names_an_id(read: dict[str, PageReader]) -> None:
    broken = []
    for address, page in read.items():
        for link in page.links:
            target = urlsplit(urljoin(SITE + address, link))
            other = read.get(unquote(target.path).lstrip("/"))
            fragment = unquote(target.fragment)
            ours = f"{target.scheme}://{target.netloc}/" == SITE and other is not None
            # A fragment with a "=" is a setting that a script reads; the page is whole without it.
            if (
                ours
                and fragment
                and "=" not in fragment
                and fragment not in other.ids
                and not fragment.startswith("__")
            ):
                broken.append(f"{address}: {link}")
    assert not broken


def test_no_page_requests_anything_from_a_third_party(read: dict[str, PageReader]) -> None:
    foreign = [
        f"{address}: {request}"
        for address, page in read.items()
        for request in page.requests
        if urlsplit(request).netloc or request.startswith("//")
    ]
    assert not foreign


def test_every_term_is_reached_from_the_index(site: Path, read: dict[str, PageReader]) -> None:
    listed = {urljoin(SITE + "terms/", link).removeprefix(SITE) for link in read["terms/"].links}
    listing = json.loads((site / "api/v1/terms.json").read_text("utf-8"))["terms"]
    terms = {f"terms/{term['id']}/" for term in listing}
    assert terms <= listed
