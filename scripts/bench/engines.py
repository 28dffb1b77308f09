"""Whole builds of as many pages by termbase and by the engines that are installed."""

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final

from scripts.bench.corpus import invent, plain_pages

_PYTHON: Final = (sys.executable, "-m")
_SITE: Final = "site_name: Invented\nsite_url: https://example.org/\ntheme: {name: material, font: false}\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one build has cost."""

    processor: float
    """Seconds of processor time."""
    wall: float
    """Seconds on the clock."""
    memory: int
    """Most memory at a time, in MB."""
    written: int
    """Bytes of the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """An engine and how it builds a site of so many pages."""

    prepare: Callable[[Path, int], None]
    """Writes the project into a folder."""
    command: tuple[str, ...]
    before: Callable[[Path, int], None] = lambda folder, run: None
    """What is done before each run."""
    builds: int = 0
    """Builds that come before the measured ones and are not measured themselves."""
    needs: str = ""
    """The module without which it is not measured."""
    pages: bool = True
    """Whether it makes a page of each term; the others make one page of all of them."""


def ours(folder: Path, terms: int) -> None:
    """A site of invented terms with everything on."""
    invent(folder / "glossary", terms)
    (folder / "docs").mkdir()
    (folder / "docs/page.md").write_text("# A page\n", "utf-8")
    (folder / "mkdocs.yml").write_text(f"{_SITE}plugins: [search, termbase]\n", "utf-8")


def edited(folder: Path, run: int) -> None:
    """One term changes, as between two builds of an author."""
    path = folder / "glossary/concepts/t1.yml"
    text = path.read_text("utf-8").partition("# edit")[0]
    path.write_text(f"{text}# edit {run}\nnotes: [Changed {run} times.]\n", "utf-8")


def bare(folder: Path, pages: int) -> None:
    """The same number of short pages without the plugin."""
    plain_pages(folder / "docs", pages)
    # Out of the navigation, as the pages of terms are: in it, the cost of the theme is quadratic.
    (folder / "mkdocs.yml").write_text(f"{_SITE}nav: [t0.md]\nplugins: [search]\n", "utf-8")


def ezglossary(folder: Path, pages: int) -> None:
    """A glossary of one page, to which the terms on another page link."""
    entries = "".join(f"glossary:Term {n}x\n:   Thing number {n}.\n\n" for n in range(pages))
    folder.joinpath("docs").mkdir(parents=True)
    (folder / "docs/index.md").write_text(f"# Glossary\n\n{entries}", "utf-8")
    (folder / "docs/page.md").write_text("# A page\n\nSee glossary:Term 1x.\n", "utf-8")
    (folder / "mkdocs.yml").write_text(
        f"{_SITE}markdown_extensions: [def_list]\nplugins: [search, ezglossary]\n", "utf-8"
    )


def sphinx(folder: Path, pages: int) -> None:
    """A glossary of one page, which is how Sphinx has them."""
    entries = "".join(
        f"   Term {n}x\n      Thing number {n}, see :term:`Term {max(0, n - 1)}x`.\n\n" for n in range(pages)
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "conf.py").write_text("project = 'Invented'\n", "utf-8")
    (folder / "index.rst").write_text(f"Glossary\n========\n\n.. glossary::\n\n{entries}", "utf-8")


def hugo(folder: Path, pages: int) -> None:
    """Pages with a template of a few lines."""
    plain_pages(folder / "content", pages)
    (folder / "layouts/_default").mkdir(parents=True)
    (folder / "hugo.toml").write_text("title = 'Invented'\n", "utf-8")
    (folder / "layouts/_default/single.html").write_text("<h1>{{ .Title }}</h1>{{ .Content }}\n", "utf-8")


ENGINES: Final[Mapping[str, Engine]] = {
    "MkDocs and Material alone": Engine(prepare=bare, command=(*_PYTHON, "mkdocs", "build", "--quiet")),
    "termbase, cold": Engine(
        prepare=ours,
        command=(*_PYTHON, "mkdocs", "build", "--quiet"),
        before=lambda folder, _: shutil.rmtree(folder / ".cache", ignore_errors=True),
    ),
    # From the third build on, the output folders take turns.
    "termbase, nothing changed": Engine(prepare=ours, command=(*_PYTHON, "mkdocs", "build", "--quiet"), builds=2),
    "termbase, one term changed": Engine(
        prepare=ours, command=(*_PYTHON, "mkdocs", "build", "--quiet"), before=edited, builds=2
    ),
    "termbase, served, one term changed": Engine(prepare=ours, command=(*_PYTHON, "scripts.bench.served")),
    "Zensical alone": Engine(prepare=bare, command=(*_PYTHON, "zensical", "build", "--clean"), needs="zensical"),
    "Sphinx, one page": Engine(
        prepare=sphinx, command=(*_PYTHON, "sphinx", "-q", "-E", ".", "site"), needs="sphinx", pages=False
    ),
    "ezglossary, one page": Engine(
        prepare=ezglossary,
        command=(*_PYTHON, "mkdocs", "build", "--quiet"),
        needs="mkdocs_ezglossary_plugin",
        pages=False,
    ),
    "Hugo": Engine(prepare=hugo, command=("hugo", "--quiet", "--destination", "site")),
}
"""The engines by name, the one that others are compared with first."""


def installed(engine: Engine) -> bool:
    """Whether an engine can be measured here."""
    command = engine.command[0]
    return shutil.which(command) is not None and (not engine.needs or find_spec(engine.needs) is not None)


def measure(engine: Engine, folder: Path, *, run: int, limit: float) -> Cost:
    """Builds once.

    Raises:
        RuntimeError: The engine fails; the message is what it said.
        subprocess.TimeoutExpired: It takes longer than the limit, in seconds.
    """
    engine.before(folder, run)
    root = Path(__file__).parents[2]
    # Where this is set, Python compiles every module of ours again, but not those that were installed with theirs.
    given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = {**given, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(root)}
    with TemporaryFile("w+", encoding="utf-8") as output:
        start = time.perf_counter()
        with subprocess.Popen(
            engine.command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT
        ) as process:
            stop = threading.Timer(limit, process.kill)
            stop.start()
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            stop.cancel()
        wall = time.perf_counter() - start
        output.seek(0)
        said = output.read()
    if process.returncode and wall >= limit:
        raise subprocess.TimeoutExpired(engine.command, limit)
    if process.returncode:
        raise RuntimeError(f"{' '.join(engine.command)}: {said[-2000:]}")
    written = sum(path.stat().st_size for path in (folder / "site").rglob("*") if path.is_file())
    processor = used.ru_utime + used.ru_stime
    if (first := said.partition("again: ")[2]) and "served" in engine.command[-1]:
        processor, wall = (float(part) for part in first.split()[:2])
    return Cost(processor=processor, wall=wall, memory=used.ru_maxrss // 1024, written=written)
