"""Builds a site twice in one process, as a server does, and prints what the second build costs after a change."""

import logging
import os
import time
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from scripts.bench.engines import edited


def rebuilt() -> tuple[float, float]:
    """Seconds of the processor and of the clock that the second build takes."""
    logging.disable(logging.CRITICAL)
    for run in range(2):
        edited(Path(), run)
        before, start = os.times(), time.perf_counter()
        config = load_config("mkdocs.yml")
        if not run:
            config.plugins.on_startup(command="serve", dirty=False)
        build(config, serve_url="http://127.0.0.1:8000/")
        after, end = os.times(), time.perf_counter()
    return after.user + after.system - before.user - before.system, end - start


if __name__ == "__main__":
    processor, wall = rebuilt()
    print(f"again: {processor:.3f} {wall:.3f}")
