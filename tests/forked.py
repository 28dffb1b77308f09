"""Commands in processes of their own that are ready at once: each is forked from one that has imported what they need.

A build of a small site takes 1.3 seconds of a processor, 0.7 of them for imports and 0.25 for compiling the theme's
templates, which are compiled once a worker here. Where a system cannot fork, every process imports for itself.
"""

import multiprocessing
import os
import runpy
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.compiled_templates import keep_templates

_FORKS: Final = "forkserver" in multiprocessing.get_all_start_methods()
_CONTEXT: Final = multiprocessing.get_context("forkserver" if _FORKS else "spawn")
if _FORKS:
    _CONTEXT.set_forkserver_preload(
        [
            "babel.core",
            "markdown.extensions.fenced_code",
            "markdown.extensions.tables",
            "markdown.extensions.toc",
            "material.plugins.search.plugin",
            "mkdocs.commands.build",
            "mkdocs.contrib.search.search_index",
            "mkdocs.utils.yaml_util",
            "pymdownx.highlight",
            "pymdownx.superfences",
            "termbase.cli.check",
            "termbase.hosts.mkdocs",
        ]  # what is not there, as on the lowest versions, is left out
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A command that has ended."""

    returncode: int
    stdout: str
    stderr: str


def run(module: str, *arguments: str, cwd: Path, env: Mapping[str, str] | None = None) -> Done:
    """Runs `python -m MODULE ARGUMENTS…` in a folder.

    Args:
        module: The module or package. ProperDocs is none for this: it puts itself in the place of MkDocs when it is imported.
        arguments: What it is given on the command line.
        cwd: The folder.
        env: Variables besides those of this process; those that Python itself reads when it starts have no effect.
    """
    with TemporaryDirectory() as folder:
        printed = tuple(Path(folder, name) for name in ("stdout", "stderr"))
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **(env or {})}
        process = _CONTEXT.Process(
            target=_become, args=(module, arguments, str(cwd), environment, printed, _compiled().name)
        )
        process.start()
        process.join()
        code = process.exitcode
        process.close()
        assert code is not None
        stdout, stderr = (path.read_text("utf-8", "replace") if path.exists() else "" for path in printed)
        return Done(returncode=code, stdout=stdout, stderr=stderr)


@cache
def _compiled() -> TemporaryDirectory[str]:
    """Where the processes keep compiled templates for each other."""
    return TemporaryDirectory()


def _become(
    module: str,
    arguments: tuple[str, ...],
    cwd: str,
    environment: Mapping[str, str],
    printed: tuple[Path, Path],
    compiled: str,
) -> None:
    """Turns this process into the command."""
    for number, path in enumerate(printed, start=1):
        file = os.open(path, os.O_WRONLY | os.O_CREAT)
        os.dup2(file, number)
        os.close(file)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    sys.path.insert(0, cwd)
    sys.argv[1:] = arguments
    keep_templates(Path(compiled))
    runpy.run_module(module, run_name="__main__", alter_sys=True)
