"""What a build stores for the next one: it changes nothing but the work, whatever happens to the file."""

import os
import random
import sqlite3
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from termbase.hosts.whole_site import WholeSite, render_whole
from termbase.site import cache_key, stored_bodies
from termbase.site.cache_folder import CACHE_FOLDER, signature
from termbase.site.project import Project
from termbase.site.settings import make_settings
from tests import forked
from tests.hosts.conftest import write

TERMS = 8


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder outside the project."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "project"
    (made / "glossary").mkdir(parents=True)
    (made / "own").mkdir()
    for number in range(TERMS):
        write(made, f"term{number}x")
    return made


def built(folder: Path, *, cache: bool = True, **options: Any) -> WholeSite:
    given = {"glossary": "glossary", "templates": ["own"], "history": False, **options}
    settings = make_settings(given, root=folder, site_url="https://x.invalid/")
    return render_whole(Project(settings=settings).site(), cache=folder if cache else None)


def shown(whole: WholeSite) -> dict[str, Any]:
    pages = {path: body.html for path, body in whole.bodies.items()}
    return pages | {artifact.path: artifact.data for artifact in whole.files}


def file_of(folder: Path) -> Path:
    (found,) = (folder / CACHE_FOLDER).glob("*.sqlite")
    return found


def test_a_second_build_renders_nothing_and_after_an_edit_only_what_shows_it(folder: Path, rendered: list[str]) -> None:
    first = built(folder)
    assert len(rendered) > TERMS
    rendered.clear()
    assert shown(built(folder)) == shown(first)
    assert not rendered
    write(folder, "term3x", example="A customer saw one.")
    built(folder)
    assert "Term3x" in rendered
    assert not {f"Term{number}x" for number in range(TERMS) if number != 3} & set(rendered)


@pytest.mark.parametrize("seed", range(2))
def test_random_edits_show_what_a_build_without_a_cache_shows(folder: Path, seed: int) -> None:
    choose = random.Random(seed)
    options: dict[str, Any] = {}
    for step in range(9):
        name, other = (f"term{number}x" for number in choose.sample(range(TERMS), 2))
        path = folder / f"glossary/{name}.yml"
        match choose.randrange(9):
            case 0:
                write(folder, name, related=[other.capitalize()])
            case 1:
                write(folder, name, definition=f"Thing number {step} next to a {other}.")
            case 2:
                path.unlink(missing_ok=True)
            case 3:
                write(folder, name, abbreviations=[f"N{step}"], notes=[f"See [[{other.capitalize()}]]."])
            case 4 if path.exists():
                path.rename(folder / f"glossary/renamed-{step}.yml")
            case 5:
                write(folder, name, term=f"Other {step}", former_ids=[f"old-{step}"])
            case 6:
                write(folder, f"double{step}", term=other.capitalize(), same_as=[other])
            case 7:
                options = {"pages": {"titles": {"terms": f"List {step}"}}, "link": {"touch": bool(step % 2)}}
            case _:
                text = '{% extends "termbase/term.html" %}{% block footer %}' + str(step) + "{% endblock %}"
                (folder / "own/term.html").write_text(text, "utf-8")
        assert shown(built(folder, **options)) == shown(built(folder, cache=False, **options)), step


def test_another_package_finds_nothing(folder: Path, rendered: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    built(folder)
    once = len(rendered)
    monkeypatch.setattr(stored_bodies, "program", lambda *_: "another")
    built(folder)
    assert len(rendered) == 2 * once


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:100],
        lambda data: data[: len(data) // 2],
        lambda data: b"no database" * 1000,
        lambda data: data.replace(b"A term", b"A germ"),
        lambda data: bytes(255 - byte if place % 97 == 0 else byte for place, byte in enumerate(data)),
        lambda data: data[:5000] + os.urandom(2000) + data[7000:],
    ],
)
def test_a_broken_file_does_no_harm(folder: Path, damage: Any, rendered: list[str]) -> None:
    first = built(folder)
    path = file_of(folder)
    path.write_bytes(damage(path.read_bytes()))
    assert shown(built(folder)) == shown(first)
    rendered.clear()
    assert shown(built(folder)) == shown(first)


def test_deleting_the_folder_does_no_harm(folder: Path) -> None:
    first = built(folder)
    for path in (folder / CACHE_FOLDER).iterdir():
        path.unlink()
    assert shown(built(folder)) == shown(first)


def test_git_does_not_see_the_file(folder: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    built(folder)
    seen = subprocess.run(["git", "status", "--porcelain"], cwd=folder, check=True, capture_output=True, text=True)
    assert ".cache" not in seen.stdout


EVIL = "<script>alert(1)</script>"


def forge(folder: Path) -> None:
    """Puts a script into every stored page, signed without the secret."""
    with sqlite3.connect(file_of(folder)) as database:
        names = [row[0] for row in database.execute("SELECT name FROM bodies")]
        database.execute("DELETE FROM bodies")
        packed = stored_bodies.zlib.compress(EVIL.encode())
        rows = [(name, signature(b"guessed" * 4, name, packed), packed) for name in names]
        database.executemany("INSERT INTO bodies VALUES (?, ?, ?)", rows)


def test_what_the_secret_has_not_signed_is_never_shown(folder: Path) -> None:
    first = built(folder)
    forge(folder)
    assert shown(built(folder)) == shown(first)


def test_a_file_from_another_machine_is_not_even_opened(
    folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = built(folder)
    theirs = file_of(folder)
    (home / "termbase/key").unlink()
    opened: list[str] = []
    connect = sqlite3.connect

    def noted(path: Any, **options: Any) -> Any:
        opened.append(str(path))
        return connect(path, **options)

    monkeypatch.setattr(sqlite3, "connect", noted)
    assert shown(built(folder)) == shown(first)
    assert opened
    assert str(theirs) not in opened


def test_a_secret_in_the_repository_is_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / ".cache"))
    (folder / ".git").mkdir()
    assert cache_key.cache_key(folder) is None
    (folder / "docs").mkdir()
    assert cache_key.cache_key(folder / "docs") is None
    built(folder)
    assert not (folder / CACHE_FOLDER).exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_a_secret_that_others_can_read_is_replaced(folder: Path, home: Path) -> None:
    first = cache_key.cache_key(folder)
    assert cache_key.cache_key(folder) == first
    (home / "termbase/key").chmod(0o644)
    second = cache_key.cache_key(folder)
    assert second != first
    assert cache_key.cache_key(folder) == second


def test_machines_can_share_a_secret(folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache_key.CACHE_KEY_VARIABLE, "shared")
    first = cache_key.cache_key(folder)
    monkeypatch.setenv("XDG_CACHE_HOME", "/nowhere")
    assert cache_key.cache_key(folder) == first
    monkeypatch.setenv(cache_key.CACHE_KEY_VARIABLE, "other")
    assert cache_key.cache_key(folder) != first
    assert not home.exists()


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_linked_folder_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (folder / ".cache").symlink_to(tmp_path / "elsewhere")
    built(folder)
    assert not list((tmp_path / "elsewhere").iterdir())


def test_the_file_does_not_grow_without_end(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored_bodies, "_SPARE", 0)
    sizes = []
    for step in range(6):
        for number in range(TERMS):
            write(folder, f"term{number}x", definition=f"Thing number {step}.")
        built(folder)
        with sqlite3.connect(file_of(folder)) as database:
            sizes.append(database.execute("SELECT count(*) FROM bodies").fetchone()[0])
    assert max(sizes) <= 4 * sizes[0]


def test_new_bodies_do_not_wait_in_memory_for_the_end(
    folder: Path, rendered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored_bodies, "_TOGETHER", 2)
    written: list[int] = []
    write_rows = stored_bodies.StoredBodies._write

    def noted(self: stored_bodies.StoredBodies) -> bool:
        written.append(len(self._new))
        return write_rows(self)

    monkeypatch.setattr(stored_bodies.StoredBodies, "_write", noted)
    first = built(folder)
    assert len(written) > TERMS / 2
    assert max(written) == 2
    rendered.clear()
    assert shown(built(folder)) == shown(first)
    assert not rendered


def test_a_build_that_cannot_store_tries_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(folder)
    for number in range(TERMS):
        write(folder, f"term{number}x", definition="Thing.")
    monkeypatch.setattr(stored_bodies, "_TOGETHER", 2)
    monkeypatch.setattr(stored_bodies, "_PATIENCE", 0.01)
    tried: list[int] = []
    write_rows = stored_bodies.StoredBodies._write

    def noted(self: stored_bodies.StoredBodies) -> bool:
        tried.append(1)
        return write_rows(self)

    monkeypatch.setattr(stored_bodies.StoredBodies, "_write", noted)
    before = file_of(folder).stat().st_ino
    with sqlite3.connect(file_of(folder), isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        busy = shown(built(folder))
        other.execute("ROLLBACK")
    assert tried == [1]
    assert file_of(folder).stat().st_ino == before, "the file of a build that is writing was removed"
    assert busy == shown(built(folder, cache=False))


def test_two_builds_at_once_leave_a_sound_file(folder: Path, rendered: list[str]) -> None:
    (folder / "three_builds.py").write_text(
        "from pathlib import Path\n"
        "from tests.hosts.test_stored_bodies import built, write\n"
        "for step in range(3):\n"
        "    write(Path(), 'term1x', definition=f'Thing {step}.')\n"
        "    built(Path.cwd())\n"
    )
    with ThreadPoolExecutor(2) as threads:
        running = [threads.submit(forked.run, "three_builds", cwd=folder) for _ in range(2)]
    assert [process.result().returncode for process in running] == [0, 0]
    write(folder, "term1x", definition="Thing 2.")
    built(folder)
    rendered.clear()
    assert shown(built(folder)) == shown(built(folder, cache=False))
    with sqlite3.connect(file_of(folder)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_build_that_is_killed_while_it_stores_leaves_a_file_that_can_be_used(folder: Path) -> None:
    (folder / "killed_build.py").write_text(
        "import os, sqlite3, sys\n"
        "from pathlib import Path\n"
        "from tests.hosts.test_stored_bodies import built\n"
        "steps = [0]\n"
        "connect = sqlite3.connect\n"
        "def step(statement):\n"
        "    steps[0] += statement.startswith(('BEGIN', 'INSERT', 'DELETE', 'COMMIT', 'SELECT count'))\n"
        "    if steps[0] == int(sys.argv[1]): os._exit(9)\n"
        "def noted(*given, **more):\n"
        "    made = connect(*given, **more); made.set_trace_callback(step); return made\n"
        "sqlite3.connect = noted\n"
        "built(Path.cwd())\n"
    )
    built(folder)
    for at in range(1, 16):
        write(folder, "term1x", definition=f"Thing {at}.")
        status = forked.run("killed_build", str(at), cwd=folder).returncode
        assert shown(built(folder)) == shown(built(folder, cache=False))
        if status == 0:
            break
        assert status == 9
    else:
        pytest.fail("the build never ended")
    assert at > 3
