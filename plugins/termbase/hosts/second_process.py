"""Generates files in a forked process while this one renders pages, on a machine with several cores."""

import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import Final

from termbase.hosts.spool import Spool, SpooledArtifact
from termbase.model.artifact import Artifact

_LEAST: Final = 1_000
"""Terms from which the second process saves more time than it costs."""

MakeFiles = Callable[[], Iterable[Artifact]]


def is_worthwhile(terms: int) -> bool:
    """Whether a second process makes a build faster, and is safe: a copy has none of the other threads, but their locks.

    Args:
        terms: How many terms the glossary has.
    """
    if sys.platform != "linux":  # elsewhere, libraries of the system do not survive the copy
        return False
    return terms >= _LEAST and len(os.sched_getaffinity(0)) > 1 and threading.active_count() == 1


@contextmanager
def in_second_process(make: MakeFiles) -> Iterator[MakeFiles]:
    """Begins to make files in a second process, and yields what waits for them.

    If that process fails, the files are made here after all, so that errors are reported as usual.

    Args:
        make: Makes the files, each time the same, and changes nothing that this process goes on to use.
    """
    spool = Spool(shared=True)
    with TemporaryFile() as places:
        child = os.fork()
        if child == 0:
            status = 1
            try:
                made = [(artifact.path, spool.add(artifact.data)) for artifact in make()]
                spool.flush()
                places.write(json.dumps(made).encode())
                places.flush()
                status = 0
            finally:
                os._exit(status)  # nothing that this process has opened or begun is the copy's to end
        running = [child]

        def finished() -> Iterable[Artifact]:
            if not _ended_well(running.pop()):
                return make()
            places.seek(0)
            return [SpooledArtifact(path, spool, (start, size)) for path, (start, size) in json.loads(places.read())]

        try:
            yield finished
        finally:
            for one in running:
                os.kill(one, signal.SIGKILL)
                _ended_well(one)


def _ended_well(child: int) -> bool:
    """Waits for a process, and returns whether it has done all of its work."""
    try:
        return os.waitpid(child, 0)[1] == 0
    except ChildProcessError:  # someone else has waited for it, and knows how it ended
        return False
