"""Python's garbage collector, held off or rarely asked while many values are made that live on."""

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Final


@contextmanager
def collector_paused() -> Iterator[None]:
    """Holds off the collector, which would look at every living value again and again: a third of the time."""
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
    """Spares the values that live already from the collector, and has it look at new ones less often.

    What templates leave behind refers to itself and must be collected, or a large site would take twice the memory.
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

    Without it, the first collection afterwards would look at all values that were made while the collector was held
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
    """Spares a process that ends from the collector, which Python has look at every value several times.

    For a large glossary that takes a tenth of a build. The memory goes back to the system either way.
    """
    atexit.register(gc.freeze)
