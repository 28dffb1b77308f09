import gc
import subprocess
import sys
from contextlib import suppress

import pytest

from termbase.text.collector import collector_as_before, collector_never_again, collector_paused, collector_rarely


@pytest.fixture(autouse=True)
def nothing_spared() -> None:
    """Ends what a command of a test before has begun: it spares values until the end of its process, which is this one."""
    collector_as_before()


@pytest.mark.parametrize("running", [True, False])
def test_the_collector_is_held_off_and_afterwards_as_before(running: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if running else gc.disable)()
        with suppress(ValueError), collector_paused():
            assert not gc.isenabled()
            raise ValueError
        assert gc.isenabled() is running
    finally:
        (gc.enable if before else gc.disable)()


def test_the_collector_that_is_rarely_asked_is_afterwards_as_before() -> None:
    before, frozen = gc.get_threshold(), gc.get_freeze_count()
    with suppress(ValueError), collector_rarely():
        assert gc.get_threshold()[0] > before[0]
        assert gc.get_freeze_count() > frozen
        raise ValueError
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0


def test_what_is_spared_for_good_stays_spared_within_a_build() -> None:
    running = gc.isenabled()
    with collector_never_again():
        assert not gc.isenabled()
    try:
        spared = gc.get_freeze_count()
        assert spared > 0
        with collector_rarely():
            pass
        assert gc.get_freeze_count() >= spared
    finally:
        collector_as_before()
    assert gc.get_freeze_count() == 0
    assert gc.isenabled() is running


def test_a_process_that_ends_is_spared_the_collector() -> None:
    script = (
        "import atexit, gc\n"
        "atexit.register(lambda: print(gc.get_freeze_count() > 0))\n"
        "from termbase.text.collector import spare_exit\n"
        "spare_exit()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"
