"""The staging folder: the same pages, in which no host finds anything to act on."""

import os
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from markdown import Markdown

from termbase.cli import main
from termbase.hosts.staged_folder import Staged, write_staged
from termbase.hosts.staging import encode, stage, staged_path
from termbase.model.artifact import Artifact
from termbase.site.addresses import Addresses
from termbase.site.pages import pages
from termbase.site.render import renderer
from tests.conftest import read_all
from tests.exports.sites import real
from tests.killed import in_copy, killed_at
from tests.shown_words import shown_words

HOSTILE = ["{{ secret }}", "{% include 'x' %}", "--8<-- 'file.md'", "`code`", "$x$", "a\n\nb", "{: .class }", "\\[x\\]"]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_is_left_that_a_host_could_act_on(text: str) -> None:
    encoded = encode(f"<p>{text}</p>")
    assert not set("{}`$\\") & set(encoded)
    assert "--8" not in encoded
    assert "\n\n" not in encoded
    assert shown_words(encoded) == text.split()


def test_a_staged_page_shows_what_the_page_shows() -> None:
    site = replace(real(), addresses=Addresses(), updated={})
    staged = {artifact.path: artifact for artifact in stage(site)}
    render, markdown = renderer(site, previews=False), Markdown(extensions=["attr_list", "md_in_html"])
    for page in pages(site):
        text = staged[staged_path(page.path, directory_urls=True)].data.decode("utf-8")
        body = text.split("\n---\n", 1)[1]
        assert shown_words(markdown.reset().convert(body)) == shown_words(render(page).html), page.path
    assert {"api/v1/terms.json", "assets/termbase/pages.css", "go/nrr/index.html"} <= staged.keys()


def test_the_command_writes_only_what_has_changed(tmp_path: Path) -> None:
    (tmp_path / "glossary/concepts").mkdir(parents=True)
    (tmp_path / "glossary/concepts/churn.yml").write_text(
        "term: Churn\ndefinition: End of a contract by the customer.\n"
    )
    arguments = ["stage", str(tmp_path / "out"), "--glossary", str(tmp_path / "glossary")]
    first = CliRunner().invoke(main, arguments)
    assert first.exit_code == 0, first.output
    assert (tmp_path / "out/terms/churn/index.md").is_file()
    assert CliRunner().invoke(main, arguments).output.endswith(", 0 of them new or changed.\n")


def staged(folder: Path, **files: str) -> Staged:
    return write_staged(folder, [Artifact(path=path, content=text) for path, text in files.items()])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_wherever_a_run_is_killed_the_next_one_makes_what_a_first_one_makes(tmp_path: Path) -> None:
    old, new, newest = ({"a.md": f"A{n}", f"only-{n}/b.md": f"B{n}", "c/d.md": f"D{n}"} for n in range(3))
    (tmp_path / "cold").mkdir()
    staged(tmp_path / "cold", **newest)
    for at in range(40):
        folder = tmp_path / str(at)
        staged(folder, **old)
        steps = ((os, "link"), (Path, "replace"), (Path, "unlink"), (Path, "mkdir"), (Path, "open"))
        status = in_copy(partial(staged, folder, **new), steps=steps, before=killed_at(at + 1))
        done = staged(folder, **newest)
        assert done.kept == (), f"step {at}: a file of ours is taken for one of the author"
        assert read_all(folder) == read_all(tmp_path / "cold"), f"step {at}"
        if status == 0:
            return
    pytest.fail("the run never ended")


def test_what_was_staged_and_is_gone_is_removed_with_its_folder_and_nothing_else(tmp_path: Path) -> None:
    staged(tmp_path, **{"terms/a.md": "A", "terms/b/c.md": "C", "index.md": "H"})
    (tmp_path / "terms/mine.md").write_text("mine", "utf-8")
    done = staged(tmp_path, **{"index.md": "H"})
    assert (done.files, done.changed, done.removed, done.kept) == (1, 0, 2, ())
    assert sorted(path.name for path in tmp_path.rglob("*")) == [".termbase-staged", "index.md", "mine.md", "terms"]


@pytest.mark.parametrize("theirs", ["graph/index.md", "graph.md", "graph/README.md"])
def test_a_page_of_the_author_at_the_same_address_is_kept(tmp_path: Path, theirs: str) -> None:
    (tmp_path / theirs).parent.mkdir(exist_ok=True)
    (tmp_path / theirs).write_text("mine", "utf-8")
    done = staged(tmp_path, **{"graph/index.md": "map", "a.md": "A"})
    assert (done.files, done.kept) == (1, (theirs,))
    assert (tmp_path / theirs).read_text("utf-8") == "mine"
    (tmp_path / theirs).unlink()
    assert staged(tmp_path, **{"graph/index.md": "map", "a.md": "A"}).files == 2


def test_a_list_that_leads_out_of_the_folder_removes_nothing_there(tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text("mine", "utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/.termbase-staged").write_text(f"../outside.md\n{outside}\nb/../../outside.md\n", "utf-8")
    assert staged(tmp_path / "docs", **{"a.md": "A"}).removed == 0
    assert outside.read_text("utf-8") == "mine"
