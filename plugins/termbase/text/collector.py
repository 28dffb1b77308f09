"""Pauses Python's garbage collector, or runs it less often, while many long-lived values are created."""

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Final


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pauses the collector, which would visit every living value again and again and take a third of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


_RARELY: Final = 50_000
"""New values after which the collector looks at them; Python's own number is 700."""


@contextmanager
def collector_rarely() -> Iterator[None]:
    """Excludes all existing values from garbage collection, and collects new ones less often.

    The garbage of templates contains reference cycles and must be collected, or a large site would take twice the
    memory.
    """
    thresholds, spared = gc.get_threshold(), gc.get_freeze_count()
    gc.freeze()
    gc.set_threshold(_RARELY, *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        if not spared:  # by a build that goes on
            gc.unfreeze()


@contextmanager
def collector_never_again() -> Iterator[None]:
    """Spares everything from the collector that lives at the end, until `collector_as_before`.

    Without it, the first collection afterward would look at all values that were made while the collector was held
    off, and every full collection of the process again.
    """
    with collector_paused():
        yield
        gc.freeze()


def collector_as_before() -> None:
    """Ends what `collector_never_again` has begun, for a process that goes on after a build."""
    gc.unfreeze()


@cache
def spare_exit() -> None:
    """Skips the collections at the end of a process, in which Python would visit every value several times.

    For a large glossary that takes a tenth of a build. The memory goes back to the system either way.
    """
    atexit.register(gc.freeze)
