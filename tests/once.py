"""What takes long to make is made once a run, however many workers share the tests."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

PATIENCE = 1800.0
"""Seconds that a worker waits for another to make what both need."""


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The path of what `make` leaves at the path that it is given, made by the first worker that asks.

    The lock is one of SQLite, which works on every system, and which a worker that dies lets go. What is shared
    may not be changed.
    """
    folder = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # the run's, around those of its workers
    path, unfinished = folder / name, folder / f"{name}-unfinished"
    with closing(sqlite3.connect(folder / f"{name}.lock", timeout=PATIENCE, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        if not path.exists():
            make(unfinished)
            unfinished.rename(path)
    return path
