"""A bar on the terminal shows how far a long build is, and nothing shows it anywhere else."""

import io
import logging
from collections.abc import Iterator

import pytest

from termbase.hosts import progress
from termbase.hosts.progress import watched


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def level() -> Iterator[None]:
    logger = logging.getLogger("mkdocs")
    before = logger.level
    logger.setLevel(logging.INFO)
    yield
    logger.setLevel(before)


def shown(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, *, seconds: float) -> str:
    """What a stream shows of ten items that take so many seconds each."""
    clock = iter(float(step) * seconds for step in range(100))
    monkeypatch.setattr(progress, "monotonic", lambda: next(clock))
    monkeypatch.setattr("sys.stderr", stream)
    assert list(watched(range(10), label="Pages")) == list(range(10))
    return stream.getvalue()


def test_a_long_build_is_shown_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Pages" in shown(monkeypatch, Terminal(), seconds=1)


def test_a_short_build_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not shown(monkeypatch, Terminal(), seconds=0.1)


def test_a_file_gets_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not shown(monkeypatch, io.StringIO(), seconds=1)


def test_a_quiet_build_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    assert not shown(monkeypatch, Terminal(), seconds=1)
