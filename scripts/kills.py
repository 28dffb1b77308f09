"""Kills builds and commands at random moments while a reader reads the site all the time.

    python scripts/kills.py                                    200 kills, spread over everything that writes
    python scripts/kills.py --kills 500 --seed 7 --only mkdocs stage

After every kill, the site that readers have must be whole and of one version, and no page may be missing; for a
command that changes an author's files, all files must be old or all new once the next command has run. After every
few kills, the next run must leave the same bytes as a first one without a cache, and nothing else.
"""

import argparse
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from threading import Event, Thread
from typing import Final

SIGNALS: Final = tuple(
    getattr(signal, name) for name in ("SIGKILL", "SIGTERM", "SIGINT") if hasattr(signal, name)
)  # Windows ends a process in one way
TERMS: Final = 8
"""Terms of the glossary: a build of few is mostly the last step, which is the dangerous one."""
BETWEEN: Final = 5
"""Kills between two runs that may end."""
OLDEST: Final = "SOURCE_DATE_EPOCH"
VERSION: Final = re.compile(rb"Version (\d+)x")
LEFT: Final = ".termbase-tmp"
TERMBASE: Final = ("-c", "from termbase.cli import main; main()")


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Writes files given as path and text."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def project(version: int) -> dict[str, str]:
    """A project in which every page and every term says which version it is of."""
    settings = (
        "site_name: S\nsite_url: https://s.example/\ntheme: mkdocs\nplugins:\n  - search\n"
        "  - termbase: {history: false, build_dates: false}\n"
    )
    terms = {
        f"glossary/concepts/t{n}.yml": f"term: Thing {n}\ndefinition: Version {version}x of the thing {n}.\n"
        f"related: [t{(n + 1) % TERMS}]\n"
        for n in range(TERMS)
    }
    # A term that comes and one that goes.
    extra = {f"glossary/concepts/v{version}.yml": f"term: Only {version}\ndefinition: Version {version}x alone.\n"}
    pages = {
        f"docs/{name}.md": f"# {name}\n\nVersion {version}x of a page: [[Thing 1]].\n" for name in ("index", "page")
    }
    return {"mkdocs.yml": settings, "properdocs.yml": settings, **terms, **extra, **pages}


def tree(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def environment() -> dict[str, str]:
    """The variables of a build whose bytes do not depend on the clock."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", OLDEST: "1700000000", "PYTHONWARNINGS": "ignore"}


class KillError(AssertionError):
    """Something that a kill must never do."""


@dataclass(slots=True)
class Reader:
    """Reads pages of a site all the time, as a server does for its readers.

    Args:
        site: The folder of the site.
        pages: Pages that every version has.
    """

    site: Path
    pages: Sequence[str]
    wrong: list[str] = field(default_factory=list)
    read: int = 0
    newest: int = 0

    def look(self) -> None:
        """Reads every page once: each must be there, whole, and not older than one that was read before."""
        for name in self.pages:
            try:
                data = (self.site / name).read_bytes()
            except OSError as error:
                self.wrong.append(f"{name} is missing: {error.strerror}")
                continue
            found = {int(number) for number in VERSION.findall(data)}
            if len(found) != 1 or not data.rstrip().endswith((b"</html>", b"-->", b"}")):
                self.wrong.append(f"{name} is no whole page of one version: {sorted(found)}, {len(data)} bytes")
            elif min(found) < self.newest:
                self.wrong.append(f"{name} is of version {min(found)} after a page of version {self.newest}")
            self.newest = max(self.newest, *found, 0)
            self.read += 1

    def judge(self, name: str) -> None:
        """Raises if something was wrong with what a kind of run has written."""
        if self.wrong:
            raise KillError(f"{name}: {self.wrong[0]} (and {len(self.wrong) - 1} more)")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Reads until the end of the block."""
        done = Event()

        def run() -> None:
            while not done.is_set():
                self.look()
                time.sleep(0.002)

        thread = Thread(target=run, daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Something that writes, and what must be true whenever it is killed."""

    name: str
    command: Sequence[str]
    """What follows `python`."""
    out: str
    """The folder that it makes, relative to the project."""
    prepare: Callable[[Path, int], None]
    """Brings the project to a version."""
    read: bool = True
    """Whether readers see the folder while it is written."""
    clear: bool = False
    """Whether the folder must be gone before it is made."""
    needs: str = ""
    """A module that must be installed."""


def python(root: Path, arguments: Sequence[str], **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs Python in a folder to its end."""
    return subprocess.run(
        [sys.executable, *arguments], cwd=root, capture_output=True, text=True, check=False,
        env={**environment(), **variables},
    )  # fmt: skip


def run(root: Path, kind: Kind) -> float:
    """Runs a command to its end, which must be a success; returns the seconds that it took."""
    began = time.monotonic()
    done = python(root, kind.command)
    if done.returncode:
        raise KillError(f"{kind.name}: the run after a kill fails: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return time.monotonic() - began


def kill(root: Path, kind: Kind, *, after: float, by: int) -> bool:
    """Starts a command and kills it after some seconds; returns whether it was still running."""
    process = subprocess.Popen(
        [sys.executable, *kind.command], cwd=root, env=environment(), stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.send_signal(by)
        process.wait()
        return True
    return False


def left(root: Path) -> list[str]:
    """Temporary files and folders of a project."""
    return [path.relative_to(root).as_posix() for path in root.rglob(f"*{LEFT}")]


def cold(kind: Kind, version: int, folder: Path) -> dict[str, bytes]:
    """What a first run makes of a version, in a project of its own without a cache."""
    root = folder / f"cold-{version}"
    root.mkdir()
    kind.prepare(root, version)
    run(root, kind)
    found = tree(root / kind.out)
    shutil.rmtree(root)
    return found


def torment(kind: Kind, kills: int, *, seed: int, folder: Path) -> tuple[int, int]:
    """Kills one kind of run over and over; returns how many were killed and how many pages were read.

    Raises:
        KillError: A reader saw half a site, or the next run was wrong or left something.
    """
    chance = random.Random(f"{seed} {kind.name}")
    root = folder / "project"
    root.mkdir(parents=True)
    version = 1
    kind.prepare(root, version)
    seconds = run(root, kind)
    if not kind.clear:
        seconds = run(root, kind)
    old = tree(root / kind.out)
    pages = [name for name in old if name.startswith(("terms/t", "page", "index.html")) and VERSION.search(old[name])]
    reader, killed = Reader(site=root / kind.out, pages=pages if kind.read else ()), 0
    if kind.read and not pages:
        raise KillError(f"{kind.name}: nothing to read in {sorted(old)}")
    with reader.reading():
        while killed < kills:
            version += 1
            kind.prepare(root, version)
            for _ in range(BETWEEN):
                if kind.clear:
                    shutil.rmtree(root / kind.out, ignore_errors=True)
                # Half of the kills hit the last fifth, in which files are put in their places.
                share = chance.uniform(0, 1.05) if chance.random() < 0.5 else chance.uniform(0.8, 1.05)
                was = kill(root, kind, after=share * seconds, by=chance.choice(SIGNALS))
                killed += was
                reader.judge(kind.name)
                if not was:
                    break
            if kind.clear:
                shutil.rmtree(root / kind.out, ignore_errors=True)
            seconds = (seconds * 2 + run(root, kind)) / 3
            new, expected = tree(root / kind.out), cold(kind, version, folder)
            if new != expected:
                different = [name for name in new.keys() | expected.keys() if new.get(name) != expected.get(name)]
                raise KillError(f"{kind.name}: {len(different)} files differ from a first run: {sorted(different)[:5]}")
            if found := left(root):
                raise KillError(f"{kind.name}: left behind: {found}")
    reader.judge(kind.name)
    return killed, reader.read


def plain(root: Path, version: int) -> None:
    """Brings a project to a version."""
    shutil.rmtree(root / "glossary", ignore_errors=True)
    write(root, project(version))


def for_mkdocs(root: Path, version: int) -> None:
    """The same for a project that ProperDocs must not take for its own."""
    plain(root, version)
    (root / "properdocs.yml").unlink()


def for_properdocs(root: Path, version: int) -> None:
    """The same the other way around."""
    plain(root, version)
    settings = (root / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").unlink()
    # ProperDocs comes without themes.
    (root / "properdocs.yml").write_text(
        settings.replace("theme: mkdocs", "theme: {name: material, font: false}"), "utf-8"
    )


def for_zensical(root: Path, version: int) -> None:
    """A project with the bare extension, whose pages are staged."""
    plain(root, version)
    (root / "properdocs.yml").unlink()
    (root / "mkdocs.yml").write_text(
        "site_name: S\nsite_url: https://s.example/\nmarkdown_extensions: [md_in_html, termbase]\n"
        "extra_css: [assets/termbase/links.css]\nextra_javascript: [assets/termbase/preview.js]\n",
        "utf-8",
    )


def staged(root: Path, version: int) -> None:
    """The same, with its pages staged."""
    for_zensical(root, version)
    run(root, KINDS["stage"])


def shards(root: Path, version: int) -> None:
    """Two shards of a site."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        for_mkdocs(made, version)
        for number in (1, 2):
            command = ("-m", "mkdocs", "build", "-q", "-d", f"part-{number}")
            python(made, command, TERMBASE_SHARD=f"{number}/2").check_returncode()
            shutil.rmtree(root / f"part-{number}", ignore_errors=True)
            shutil.copytree(made / f"part-{number}", root / f"part-{number}")


KINDS: Final = {
    kind.name: kind
    for kind in (
        Kind(name="mkdocs", command=("-m", "mkdocs", "build", "-q"), out="site", prepare=for_mkdocs),
        Kind(name="properdocs", command=("-m", "properdocs", "build", "-q"), out="site", prepare=for_properdocs, needs="properdocs"),
        Kind(name="stage", command=(*TERMBASE, "stage", "docs"), out="docs", prepare=for_zensical, read=False),
        # Zensical writes its own output in place, so a reader can see half of it; the next build must be right.
        Kind(name="zensical", command=("-m", "zensical", "build", "--clean"), out="site", prepare=staged, read=False, needs="zensical"),
        Kind(name="join", command=(*TERMBASE, "join", "part-1", "part-2", "--out", "joined"), out="joined", prepare=shards,
             read=False, clear=True),
    )
}  # fmt: skip
"""What makes a site, by name."""
GLOSSARY: Final = {
    "mkdocs.yml": "site_name: T\nplugins: [termbase]\n",
    "docs/index.md": "See [thing](terms/t1.md) and [[Thing 1]].\n",
    "glossary/sources.yml": "sources:\n- id: one\n  title: One\n- id: two\n  title: Two\n",
    "glossary/entries/one.yml": "source: one\nentries:\n- {locator: L1, term: Switch, definition: A track.}\n",
    "glossary/entries/two.yml": "source: two\nentries:\n- {locator: L1, term: Switch, definition: A key.}\n",
    "up.csv": "term,definition\n" + "".join(f"Import {n},The import number {n}.\n" for n in range(60)),
    "upstream.json": json.dumps(
        {"version": "1", "site_url": "https://x.example/", "terms": [
            {"id": "a", "term": "A", "url": "https://x.example/a/", "abbreviations": [], "synonyms": [], "variants": [],
             "definition": "An a."}]}),
    "answers.json": '[{"a": "one:L1", "b": "two:L1", "answer": "different", "reason": "They are."}]',
    **{f"glossary/concepts/t{n}.yml": f"definition: The thing number {n}.\nterm: Thing {n}\nrelated: [t{(n + 1) % 60}]\n\n\n"
       for n in range(60)},
}  # fmt: skip
"""A glossary whose files commands change."""
VERBS: Final = {
    "check": ("--fix",),
    "import": ("up.csv", "--source", "up"),
    "new": ("Brand new", "--definition", "A thing that did not exist before.", "--force"),
    "pull": ("upstream.json", "copies/copy.json"),
    "publish": (),
    "rename": ("t1", "first-thing"),
    "review": ("--answers", "answers.json"),
    "sync": ("up.csv", "--source", "up", "--summary", "summary.md"),
}
"""Commands that change an author's files, with arguments."""


def torment_verb(verb: str, kills: int, *, seed: int, folder: Path) -> int:
    """Kills a command that changes an author's files; returns how often.

    Raises:
        KillError: After the next command, some files were old and others new.
    """
    chance = random.Random(f"{seed} {verb}")
    kept, root = folder / "kept", folder / "project"
    write(kept, GLOSSARY)
    kind = Kind(name=verb, command=(*TERMBASE, verb, *VERBS[verb]), out=".", prepare=plain)
    before = tree(kept)
    shutil.copytree(kept, root)
    began = time.monotonic()
    python(root, kind.command)
    seconds, after, killed = time.monotonic() - began, _authors(root), 0
    if after == before:
        raise KillError(f"{verb} changes nothing")
    for _ in range(kills * 2):
        shutil.rmtree(root)
        shutil.copytree(kept, root)
        killed += kill(root, kind, after=chance.uniform(0.4, 1.05) * seconds, by=chance.choice(SIGNALS))
        for name, data in _authors(root).items():
            if data not in (before.get(name), after.get(name)):
                raise KillError(f"{verb}: {name} is neither as before nor as it should be")
        python(root, (*TERMBASE, "find", "thing"))
        found = _authors(root)
        if found not in (before, after) and not (
            verb == "sync" and _but(found, "summary.md") == _but(after, "summary.md")
        ):
            changed = [name for name in found.keys() | before.keys() if found.get(name) != before.get(name)]
            raise KillError(f"{verb}: half of the files have changed: {sorted(changed)[:5]}")
        if killed >= kills:
            break
    return killed


def _but(files: Mapping[str, bytes], name: str) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if path != name}


def _authors(root: Path) -> dict[str, bytes]:
    """The files of the author; what is temporary or stored is not theirs."""
    return {
        name: data for name, data in tree(root).items() if not name.endswith(LEFT) and not name.startswith(".cache")
    }


def main() -> None:
    """Reads the command line, and ends with 1 at the first failure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--kills", type=int, default=200, metavar="N", help="how many kills, shared by all that is tried"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help=f"some of {', '.join((*KINDS, *VERBS))}")
    chosen = parser.parse_args()
    names = [
        name
        for name in chosen.only or (*KINDS, *VERBS)
        if name in VERBS or not KINDS[name].needs or find_spec(KINDS[name].needs)
    ]
    each = -(-chosen.kills // len(names))
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            try:
                if name in KINDS:
                    killed, read = torment(KINDS[name], each, seed=chosen.seed, folder=Path(folder))
                else:
                    killed, read = torment_verb(name, each, seed=chosen.seed, folder=Path(folder)), 0
            except KillError as failure:
                print(f"FAILED  {failure}\n        seed {chosen.seed}", flush=True)
                raise SystemExit(1) from None
        print(f"{name:11} {killed:4} kills, {read:6} pages read", flush=True)


if __name__ == "__main__":
    main()
