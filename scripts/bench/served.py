"""Serves a site and saves a term, as an author does: `python -m scripts.bench.served [SAVES]`, in the project's folder.

Prints what a save costs until the changed page is there, for a change of a text and for a mistake, in seconds of the
processor and of the clock. The server looks for changes twice a second and waits another tenth for more; that comes
on top.
"""

import logging
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from scripts.bench.engines import edited

ADDRESS = "http://127.0.0.1:8000/"
PAGE = "terms/t1/"
TERM = Path("glossary/concepts/t1.yml")


class Server:
    """A site that is served, without the network."""

    def __init__(self, folder: str) -> None:
        self.folder, self.plugin = folder, None

    def save(self) -> tuple[float, float]:
        """Seconds of the processor and of the clock from a save until the page of the changed term is there."""
        before, start = os.times(), time.perf_counter()
        config = load_config("mkdocs.yml", site_dir=self.folder)
        if self.plugin is None:
            config.plugins.on_startup(command="serve", dirty=False)
        plugin: Any = config.plugins["termbase"]
        self.plugin = plugin
        build(config, serve_url=ADDRESS)
        plugin._later.want(PAGE)
        after, end = os.times(), time.perf_counter()
        if not Path(self.folder, PAGE, "index.html").is_file():
            raise RuntimeError(f"no page at {PAGE}")
        return after.user + after.system - before.user - before.system, end - start


def mistaken(folder: Path, run: int) -> None:
    """A term gets a text that cannot be read."""
    edited(folder, run)
    path = folder / TERM
    path.write_text(f"{path.read_text('utf-8')}example: [{run}\n", "utf-8")


def measured(server: Server, change: Callable[[Path, int], None], *, saves: int) -> tuple[float, float]:
    """Medians of several saves."""
    costs = []
    for run in range(saves):
        change(Path(), run)
        costs.append(server.save())
    edited(Path(), 0)
    return median(cost[0] for cost in costs), median(cost[1] for cost in costs)


def main() -> None:
    """Prints a line for each kind of save."""
    saves = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder)
        edited(Path(), saves)
        server.save()
        for name, change in (("again", edited), ("mistake", mistaken)):
            processor, wall = measured(server, change, saves=saves)
            print(f"{name}: {processor:.3f} {wall:.3f}", flush=True)


if __name__ == "__main__":
    main()
