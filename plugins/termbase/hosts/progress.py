"""A progress bar on the terminal for builds that take longer than a moment."""

import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from time import monotonic
from typing import Final, TypeVar

import click

from termbase.hosts.build_log import log

_MOMENT: Final = 2.0
"""Seconds after which the progress bar is shown."""
_Item = TypeVar("_Item")


def watched(items: Sequence[_Item], *, label: str) -> Iterator[_Item]:
    """Yields items one by one; after two seconds, a bar on the terminal shows how many are left.

    Args:
        items: What is worked through.
        label: What is done with them.
    """
    if not sys.stderr.isatty() or not log.isEnabledFor(logging.INFO):
        yield from items
        return
    began = monotonic()
    with ExitStack() as ends:
        bar = None
        for number, item in enumerate(items):
            if bar is not None:
                bar.update(1)
            elif monotonic() - began > _MOMENT:
                bar = ends.enter_context(click.progressbar(length=len(items), label=label, file=sys.stderr))
                bar.update(number)
            yield item
