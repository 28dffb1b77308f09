"""A build needs no network, no Git, no Node, and no Java."""

from pathlib import Path

import pytest

from tests.hosts.conftest import CHURN, CONFIG, Project

HOOK = """
import sys
STARTED = []
def watch(event, given):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname"):
        raise RuntimeError(f"the build asks the network: {given}")
    if event in ("subprocess.Popen", "os.system", "os.posix_spawn"):
        STARTED.append(str(given[0]))
sys.addaudithook(watch)
def on_post_build(config):
    print("STARTED", sorted(set(STARTED)))
"""


def test_a_build_needs_no_network_and_no_other_program(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))  # no program can be found
    everything = CONFIG.replace(
        "termbase]", "{termbase: {everywhere: [head, not_found, palette, search, style], installable: true}}]"
    )
    built = project(
        {"mkdocs.yml": f"{everything}hooks: [hook.py]\n", "hook.py": HOOK, "glossary/concepts/churn.yml": CHURN}
    )
    assert built.status == 0, built.log
    assert built.terms() == ["churn"]
    assert "STARTED ['git']" in built.log, "only Git is asked for, and its absence is no error"
