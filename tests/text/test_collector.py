import gc
from contextlib import suppress

import pytest

from termbase.text.collector import collector_paused, collector_rarely


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
