"""Whether the process runs that made a temporary file: also on Windows, where asking as elsewhere would end it."""

import ctypes
import os
from types import SimpleNamespace
from typing import Any

import pytest

from termbase.text import temporary_names
from termbase.text.temporary_names import is_running


def test_this_process_runs_and_one_that_has_ended_does_not(dead: int) -> None:
    assert is_running(os.getpid())
    assert not is_running(dead)


class Opening:
    """The function of Windows that opens a process, if it is there and one may."""

    def __init__(self, system: "Windows") -> None:
        self.system, self.restype = system, None

    def __call__(self, *given: int) -> int | None:
        process = given[-1]
        self.system.error = 0 if process in self.system.status else 5 if process in self.system.denied else 87
        self.system.open += process in self.system.status
        return process if process in self.system.status else None


class Windows:
    """What Windows answers about processes: those that run, those that have ended but are still known, and no others."""

    def __init__(self, *, status: dict[int, int], denied: tuple[int, ...] = ()) -> None:
        self.status, self.denied, self.open, self.error = status, denied, 0, 0
        self.OpenProcess = Opening(self)

    def GetExitCodeProcess(self, handle: Any, status: Any) -> bool:  # noqa: N802 -- as Windows has it
        status._obj.value = self.status[handle.value]
        return True

    def CloseHandle(self, handle: Any) -> None:  # noqa: N802 -- as Windows has it
        self.open -= 1


def test_windows_is_asked_without_ending_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    system = Windows(status={7: 259, 8: 0, 9: 1}, denied=(10,))
    monkeypatch.setattr(temporary_names, "os", SimpleNamespace(name="nt"))
    monkeypatch.setattr(ctypes, "WinDLL", lambda *_, **_more: system, raising=False)
    monkeypatch.setattr(ctypes, "get_last_error", lambda: system.error, raising=False)
    answers = {process: is_running(process) for process in (7, 8, 9, 10, 11, 0, 2**40)}
    assert answers == {7: True, 8: False, 9: False, 10: True, 11: False, 0: True, 2**40: True}
    assert system.open == 0, "a handle was not closed"
