"""Python's garbage collector, held off or rarely asked while many values are made that live on."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
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
    thresholds = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_RARELY, *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()
