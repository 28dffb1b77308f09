"""What a build has made and not yet written is put aside, and comes back as it was."""

from collections.abc import Iterator

import pytest

from termbase.hosts import spool
from termbase.hosts.spool import Spool, SpooledBodies
from termbase.hosts.whole_site import render_whole
from termbase.model.artifact import Artifact
from termbase.site.pages import pages
from termbase.site.render import Body, renderer
from tests.exports.sites import small


@pytest.mark.parametrize("little", [1, 1 << 20])
def test_bodies_and_files_come_back_as_they_were(little: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "_LITTLE", little)
    site = small()
    render = renderer(site)
    expected = {page.path: render(page) for page in pages(site)}
    aside = Spool()
    bodies = SpooledBodies(map(render, pages(site)), aside)
    files = [
        spool.aside(Artifact(path=str(n), content=content), aside) for n, content in enumerate(("é\ud7ff", b"\xff"))
    ]
    assert list(bodies) == list(expected)
    assert {path: body.html for path, body in bodies.items()} == {path: body.html for path, body in expected.items()}
    assert [file.data for file in files] == ["é\ud7ff".encode(), b"\xff"]


def test_no_view_is_kept_and_titles_stay() -> None:
    site = small()
    held: list[int] = []
    render = renderer(site)

    def bodies() -> Iterator[Body]:
        for page in pages(site):
            held.append(sum(other._found.shown is not None for other in made))
            made.append(page)
            yield render(page)

    made: list[object] = []
    SpooledBodies(bodies(), Spool())
    assert max(held) == 0
    whole, views = render_whole(site), {page.path: page.view for page in pages(site)}
    for page in whole.pages:
        assert page._found.shown is None
        view = views[page.path]
        assert (page.title, page.description, page.sections) == (view.title, view.description, view.sections)
        assert page._found.shown is None
        assert page.view == view
