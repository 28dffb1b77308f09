"""A site that several machines build has the same bytes as one that is built whole."""

import json
import os
import shutil
from collections.abc import Callable, Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from scripts.bench.corpus import invent

from termbase.cli import main
from termbase.hosts.joined_site import join_shards
from termbase.site.shard import Shard, ShardError, shard_of_build
from tests import forked
from tests.conftest import read_all, write_all
from tests.hosts.test_glossaries import FILES as TWO
from tests.hosts.test_owned_pages import FILES, SITES, config
from tests.killed import in_copy, killed_at

NOTE, INDEX = "termbase-shard.json", "search/search_index.json"
SAME = {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1700000000"}
"""Some themes print the second of the build."""
Make = Callable[[Mapping[str, str], str], Path]


def built(folder: Path, files: Mapping[str, str], shard: str) -> Path:
    """Builds a project of some files, as a whole ("") or one shard of it, and returns the folder of the site."""
    write_all(folder, files)
    done = forked.run("mkdocs", "build", "--strict", cwd=folder, env={**SAME, "TERMBASE_SHARD": shard})
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Builds a project on another machine for each shard."""
    return lambda files, shard: built(tmp_path / f"machine-{shard.replace('/', '-of-') or 'one'}", files, shard)


def joined(parts: list[Path], out: Path) -> dict[str, bytes]:
    done = CliRunner().invoke(main, ["join", *map(str, parts), "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert f"from {len(parts)} shard" in done.output
    return read_all(out)


def assert_same(make: Make, files: Mapping[str, str], of: int, out: Path) -> None:
    parts = [make(files, f"{number}/{of}") for number in range(1, of + 1)]
    whole = make(files, "")
    assert not (whole / NOTE).exists()
    found, expected = joined(list(reversed(parts)), out), read_all(whole)
    assert found.keys() == expected.keys()
    assert [name for name in found if found[name] != expected[name]] == []
    # Each file is made once, but for the search index.
    listed = [name for part in parts for name in json.loads((part / NOTE).read_text("utf-8"))["files"]]
    assert len(listed) - len(set(listed)) == (of - 1) * ("search/search_index.json" in listed)


CLEAN = {
    **{name: text for name, text in FILES.items() if name not in ("glossary/hostile.yml", "glossary/long.yml")},
    "glossary/loss.yml": "term: Loss\nabbreviations: [L]\ndefinition: End of something.\nrelated: [Churn]\n",
    "glossary/gain.yml": "term: Gain\nabbreviations: [L]\ndefinition: Begin of something.\nexample: See [[Churn]].\n",
    "docs/other.md": "# Other\n\nThe [JSON](api/v1/terms.json), the [table](exports/terms.csv), [[Gain]].\n",
}
EVERYTHING = ", everywhere: [head, not_found, palette, search, style], content_security_policy: true, build_dates: false, cards: true"
PLAIN = {
    "material": config(SITES["material"], "", host=False),
    "everything": config(SITES["features"], f"{EVERYTHING}, installable: true", host=False),
    "the host's theme": config(SITES["mkdocs"], "", host=False),
    "files": config(SITES["files"], ", cards: true", host=False),
    "from a disk": config(SITES["material"], "", host=False, plugin="  - offline\n"),
    "no address": config(SITES["no address"], "", host=False),
    "no search": config(SITES["material"], "", host=False).replace("  - search\n", ""),
    "a term in the navigation": config(
        f"{SITES['material']}nav: [page.md, other.md, terms/churn.md]\n", ", pages: {omit: [go]}", host=False
    ),
}


@pytest.mark.parametrize("site", PLAIN)
def test_two_shards_are_the_site(make: Make, tmp_path: Path, site: str) -> None:
    assert_same(make, {"mkdocs.yml": PLAIN[site], **CLEAN}, 2, tmp_path / "out")


def test_three_shards_of_an_invented_glossary_are_the_site(make: Make, tmp_path: Path) -> None:
    invent(tmp_path / "invented/glossary", 60)
    files = {
        path.relative_to(tmp_path / "invented").as_posix(): path.read_text("utf-8")
        for path in (tmp_path / "invented").rglob("*.yml")
    }
    # An invented definition may use its own term.
    settings = config(SITES["material"], ", rules: {TB601: off}", host=False)
    assert_same(make, {"mkdocs.yml": settings, "docs/page.md": "# A page\n", **files}, 3, tmp_path / "out")


def test_shards_of_several_glossaries_are_the_site(make: Make, tmp_path: Path) -> None:
    assert_same(make, TWO, 2, tmp_path / "out")


def test_more_shards_than_terms_are_the_site(make: Make, tmp_path: Path) -> None:
    files = {"glossary/churn.yml": CLEAN["glossary/churn.yml"], "docs/page.md": "# Page\n"}
    assert_same(make, {"mkdocs.yml": PLAIN["material"], **files}, 3, tmp_path / "out")


def test_one_shard_of_one_is_the_site(make: Make, tmp_path: Path) -> None:
    assert_same(make, {"mkdocs.yml": PLAIN["material"], **CLEAN}, 1, tmp_path / "out")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_what_a_join_that_was_killed_left_goes_with_the_next_one(kept: Path, tmp_path: Path) -> None:
    parts = [kept / "1" / "site", kept / "2" / "site"]
    steps = ((shutil, "rmtree"), (Path, "replace"))
    assert in_copy(partial(join_shards, parts, tmp_path / "out"), steps=steps, before=killed_at(1)) == 9
    other = tmp_path / f".other.{next(tmp_path.iterdir()).name.partition('.out.')[2]}"
    other.mkdir()
    assert len(list(tmp_path.iterdir())) == 2
    join_shards(parts, tmp_path / "out")
    assert {path.name for path in tmp_path.iterdir()} == {"out", other.name}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both shards of a site; no test may change them."""
    folder = tmp_path_factory.mktemp("shards")
    for number in (1, 2):
        built(folder / str(number), {"mkdocs.yml": PLAIN["material"], **CLEAN}, f"{number}/2")
    return folder


class TestWhatIsRefused:
    @pytest.fixture
    def parts(self, kept: Path, tmp_path: Path) -> list[Path]:
        return [shutil.copytree(kept / name / "site", tmp_path / name) for name in ("1", "2")]

    def refused(self, parts: list[Path], out: Path, *words: str) -> None:
        done = CliRunner().invoke(main, ["join", *map(str, parts), "--out", str(out)])
        assert done.exit_code == 2
        for word in words:
            assert word in done.output
        assert not out.exists() or not (out / "index.html").exists()
        assert not list(out.parent.glob(f".{out.name}.*"))

    def test_a_missing_shard(self, parts: list[Path], tmp_path: Path) -> None:
        self.refused(parts[1:], tmp_path / "out", "Of 2 shards, this is missing: 1.")

    def test_a_shard_that_is_given_twice(self, parts: list[Path], tmp_path: Path) -> None:
        copy = shutil.copytree(parts[1], tmp_path / "copy")
        self.refused([*parts, copy], tmp_path / "out", "Shard 2 is given twice", "copy", "Pass each once.")

    def test_shards_of_different_numbers(self, parts: list[Path], make: Make, tmp_path: Path) -> None:
        third = make({"mkdocs.yml": PLAIN["material"], **CLEAN}, "2/3")
        self.refused([parts[0], third], tmp_path / "out", "shard 1 of 2", "shard 2 of 3")

    @pytest.mark.parametrize(
        ("file", "text", "named"),
        [
            ("glossary/churn.yml", CLEAN["glossary/churn.yml"].replace("End", "The end"), "the term files"),
            ("docs/page.md", "# Another page\n", "the hand-written pages"),
            ("mkdocs.yml", PLAIN["material"].replace("site_name: Test", "site_name: Another"), "the settings"),
            ("mkdocs.yml", PLAIN["material"].replace("name: material", "name: material, favicon: a.png"), "the theme"),
        ],
    )
    def test_shards_of_other_input(
        self, parts: list[Path], make: Make, tmp_path: Path, file: str, text: str, named: str
    ) -> None:
        other = make({"mkdocs.yml": PLAIN["material"], **CLEAN, file: text}, "2/2")
        self.refused([parts[0], other], tmp_path / "out", "were built from different input", named, "the same commit")

    def test_a_shard_that_has_lost_a_file(self, parts: list[Path], tmp_path: Path) -> None:
        lost = next(parts[1].rglob("terms/*/index.html"))
        lost.unlink()
        self.refused(parts, tmp_path / "out", lost.relative_to(parts[1]).as_posix(), "is missing")

    def test_a_shard_with_a_changed_file(self, parts: list[Path], tmp_path: Path) -> None:
        with (parts[0] / "index.html").open("a") as file:
            file.write("<!-- -->")
        self.refused(parts, tmp_path / "out", "“index.html” has changed")

    def test_a_shard_with_a_file_more(self, parts: list[Path], tmp_path: Path) -> None:
        (parts[0] / "CNAME").write_text("example.org")
        self.refused(parts, tmp_path / "out", "“CNAME” was added after the build")

    def test_a_note_that_names_files_elsewhere(self, parts: list[Path], tmp_path: Path) -> None:
        note = json.loads((parts[1] / NOTE).read_text("utf-8"))
        note["files"]["../../evil"] = "0"
        (parts[1] / NOTE).write_text(json.dumps(note), "utf-8")
        self.refused(parts, tmp_path / "out", "outside the folder")

    @pytest.mark.parametrize(
        "index",
        [b"", b"[]", b"{}", b"null", b'{"docs":null}', b'{"docs":[1]}', b'{"docs":[{"title":"a"}]}', b'{"docs":[{"location":1}]}',
         b"\xff", b"[" * 100_000, b'{"docs":[{"location":"\xff"}]}'],
    )  # fmt: skip
    @pytest.mark.parametrize("number", [0, 1])
    def test_a_search_index_of_another_kind(self, tmp_path: Path, number: int, index: bytes) -> None:
        good = b'{"docs":[{"location":"terms/a/"}]}'
        for place in (0, 1):
            (tmp_path / str(place) / "search").mkdir(parents=True)
            data = index if place == number else good
            (tmp_path / str(place) / INDEX).write_bytes(data)
            note = {
                "format": 1,
                "shard": place + 1,
                "of": 2,
                "made_from": {},
                "order": [],
                "files": {INDEX: sha256(data).hexdigest()},
            }
            (tmp_path / str(place) / NOTE).write_text(json.dumps(note), "utf-8")
        parts = [tmp_path / "0", tmp_path / "1"]
        self.refused(
            parts,
            tmp_path / "out",
            f"shard {number + 1} of 2",
            "search/search_index.json is not what a search plugin writes",
        )

    def test_a_folder_that_is_no_shard(self, parts: list[Path], tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        self.refused([parts[0], tmp_path / "empty"], tmp_path / "out", "is not a shard", NOTE)
        (parts[1] / NOTE).write_text("{", "utf-8")
        self.refused(parts, tmp_path / "out", "cannot be read")

    def test_a_folder_that_is_not_empty(self, parts: list[Path], tmp_path: Path) -> None:
        (tmp_path / "out").mkdir()
        (tmp_path / "out/mine.txt").write_text("mine")
        self.refused(parts, tmp_path / "out", "is not empty")
        assert (tmp_path / "out/mine.txt").read_text() == "mine"


REFUSED = {
    "pages of the host": (", pages: {made_by: host}", "", "its settings leave the term pages to the host"),
    "a hook": ("", "hooks: [hook.py]\n", "also sees the pages of the site"),
    "an index made in advance": ("", "theme: mkdocs\n", "prebuild_index"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_site_whose_pages_the_plugin_cannot_write_is_built_whole(tmp_path: Path, name: str) -> None:
    asked, more, reason = REFUSED[name]
    text = config(more if "theme" in more else f"{SITES['material']}{more}", asked, host=False)
    if "theme" in more:
        text = text.replace("  - search\n", "  - search: {prebuild_index: true}\n")
    files = {"mkdocs.yml": text, **CLEAN, "hook.py": "def on_page_context(context, **more):\n    return context\n"}
    write_all(tmp_path, files)
    done = forked.run("mkdocs", "build", cwd=tmp_path, env={**SAME, "TERMBASE_SHARD": "1/2"})
    assert done.returncode == 1
    assert reason in done.stderr
    assert "unset TERMBASE_SHARD" in done.stderr


def test_a_shard_can_only_be_built(tmp_path: Path) -> None:
    write_all(tmp_path, {"mkdocs.yml": PLAIN["material"], **CLEAN})
    for command in (("serve", "--no-livereload"), ("build", "--dirty")):
        done = forked.run("mkdocs", *command, cwd=tmp_path, env={**SAME, "TERMBASE_SHARD": "1/2"})
        assert done.returncode == 1
        assert "A shard can only be built" in done.stderr


@pytest.mark.parametrize("written", ["2", "0/2", "3/2", "1/0", "a/b", "1/2/3", "-1/2", "1/257", "١/٢"])
def test_what_names_no_shard_is_refused(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("TERMBASE_SHARD", written)
    with pytest.raises(ShardError, match="such as 1/3"):
        shard_of_build()


def test_shards_divide_the_terms_and_the_large_exports() -> None:
    shards = [Shard(number=number, of=4) for number in range(1, 5)]
    owners = [[shard.number for shard in shards if shard.has(f"term-{n}")] for n in range(400)]  # type: ignore[arg-type]  # any text is an id here
    assert all(len(found) == 1 for found in owners)
    assert min(sum(found == [number] for found in owners) for number in range(1, 5)) > 70
    assert [[shard.number for shard in shards if shard.takes(place)] for place in range(4)] == [[2], [3], [4], [2]]


def test_each_machine_renders_the_pages_of_its_own_terms_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rendered: list[str]
) -> None:
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    # A link to a part of a page needs that page.
    write_all(tmp_path, {"mkdocs.yml": PLAIN["material"], **CLEAN, "docs/page.md": "# Page\n"})
    terms = {"Churn", "Gain", "Loss", "Edit blob raw"}
    seen = []
    for number in (1, 2):
        rendered.clear()
        monkeypatch.setenv("TERMBASE_SHARD", f"{number}/2")
        shutil.rmtree(tmp_path / ".cache", ignore_errors=True)
        loaded = load_config(str(tmp_path / "mkdocs.yml"))
        loaded.plugins.on_startup(command="build", dirty=False)
        build(loaded)
        seen.append({title.partition(" (")[0] for title in rendered})
    first, second = seen
    assert not first & second
    assert (first | second) >= terms
    assert second <= terms
    assert second
