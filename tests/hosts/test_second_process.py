"""What a second process makes is what this one would have made, and nothing of it stays if either fails."""

import os
import signal
from collections.abc import Iterator
from itertools import islice
from typing import NoReturn

import pytest

from termbase.hosts import second_process, whole_site
from termbase.hosts.second_process import in_second_process, is_worthwhile
from termbase.hosts.spool import SpooledArtifact
from termbase.hosts.whole_site import WholeSite, render_whole
from termbase.model.artifact import Artifact
from tests.exports.sites import small

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot copy a process")

FILES = (
    Artifact(path="é.txt", content="é\n"),
    Artifact(path="b/c.bin", content=b"\xff\x00"),
    Artifact(path="d", content=""),
)


def content(whole: WholeSite) -> tuple[object, ...]:
    return (
        [(artifact.path, artifact.data) for artifact in whole.files],
        {path: body.html for path, body in whole.bodies.items()},
        whole.elsewhere,
    )


@pytest.fixture
def copies(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The processes that a test begins; a browser of other tests may run as well."""
    begun: list[int] = []
    fork = os.fork

    def noted() -> int:
        if child := fork():
            begun.append(child)
        return child

    monkeypatch.setattr(os, "fork", noted)
    return begun


def no_process_is_left(copies: list[int]) -> bool:
    for child in copies:
        with pytest.raises(ChildProcessError):
            os.waitpid(child, os.WNOHANG)
    return len(copies) == 1


def test_files_come_back_in_their_order_as_they_were(copies: list[int]) -> None:
    here = os.getpid()

    def make() -> Iterator[Artifact]:
        assert os.getpid() != here
        yield from FILES

    with in_second_process(make) as finished:
        made = list(finished())
    assert all(isinstance(artifact, SpooledArtifact) for artifact in made)
    assert [(artifact.path, artifact.data) for artifact in made] == [(file.path, file.data) for file in FILES]
    assert no_process_is_left(copies)


@pytest.mark.parametrize("way", ["error", "killed", "exit"])
def test_if_the_second_process_fails_the_files_are_made_here(way: str, copies: list[int]) -> None:
    here = os.getpid()

    def make() -> Iterator[Artifact]:
        yield from islice(FILES, 1)
        if os.getpid() != here:
            if way == "error":
                raise ValueError
            if way == "exit":
                raise SystemExit
            os.kill(os.getpid(), signal.SIGKILL)
        yield from FILES[1:]

    with in_second_process(make) as finished:
        assert tuple(finished()) == FILES
    assert no_process_is_left(copies)


def test_an_error_in_the_files_is_raised_here() -> None:
    def make() -> Iterator[Artifact]:
        raise ValueError("what is wrong")

    with in_second_process(make) as finished, pytest.raises(ValueError, match="what is wrong"):
        list(finished())


def test_if_this_process_fails_the_second_one_ends(copies: list[int]) -> None:
    def make() -> Iterator[Artifact]:
        signal.pause()
        yield from FILES

    with pytest.raises(ValueError, match="here"), in_second_process(make):
        raise ValueError("here")
    assert no_process_is_left(copies)


def test_a_site_has_the_same_bytes_with_a_second_process(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = content(render_whole(small()))
    begun: list[int] = []

    def worthwhile(terms: int) -> bool:
        begun.append(terms)
        return True

    monkeypatch.setattr(whole_site, "is_worthwhile", worthwhile)
    assert content(render_whole(small(), second_process=True)) == expected
    assert begun == [len(small().termbase.concepts)]


def test_only_large_glossaries_without_threads_have_a_second_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("os.sched_getaffinity", lambda process: {0, 1}, raising=False)
    monkeypatch.setattr(second_process.threading, "active_count", lambda: 1)
    assert is_worthwhile(1_000)
    assert not is_worthwhile(999)
    with monkeypatch.context() as one:
        one.setattr(second_process.threading, "active_count", lambda: 2)
        assert not is_worthwhile(1_000)
    with monkeypatch.context() as one:
        one.setattr("os.sched_getaffinity", lambda process: {0})
        assert not is_worthwhile(1_000)
    with monkeypatch.context() as one:
        one.setattr("sys.platform", "darwin")
        assert not is_worthwhile(1_000)


def test_a_site_can_do_without(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> NoReturn:
        raise AssertionError

    monkeypatch.setattr(whole_site, "is_worthwhile", lambda terms: fails())
    assert render_whole(small(), second_process=False).files
