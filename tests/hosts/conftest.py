"""What the tests of hosts share: a small site that is really built."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests import forked

CONFIG = "site_name: Test\ntheme: {name: material, font: false}\nplugins: [search, termbase]\nsite_url: https://test.invalid/\n"
CHURN = "term: Churn\ndefinition: End of a contract, because a customer cancels or does not renew.\n"
Project = Callable[..., "Built"]


class Built:
    """A project after a build."""

    def __init__(self, folder: Path, done: forked.Done) -> None:
        self.site = folder / "site"
        self.status = done.returncode
        self.log = done.stdout + done.stderr

    def text(self, path: str) -> str:
        return (self.site / path).read_text("utf-8")

    def terms(self) -> list[str]:
        return [term["id"] for term in json.loads(self.text("api/v1/terms.json"))["terms"]]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Builds a project of some files."""

    def make(files: Mapping[str, str], *options: str) -> Built:
        given = {"mkdocs.yml": CONFIG, "docs/page.md": "# Page\n", **files}
        for name, text in given.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return Built(tmp_path, forked.run("mkdocs", "build", *options, cwd=tmp_path))

    return make
