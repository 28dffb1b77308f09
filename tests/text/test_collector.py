import gc
from contextlib import suppress

import pytest

from termbase.text.collector import collector_paused


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
