"""What the tests of hosts share: a small site that is really built."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Template

from tests import forked
from tests.conftest import dump, write_all

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
        write_all(tmp_path, {"mkdocs.yml": CONFIG, "docs/page.md": "# Page\n", **files})
        return Built(tmp_path, forked.run("mkdocs", "build", *options, cwd=tmp_path))

    return make


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Titles of the pages that our templates have rendered; redirects, which always are, do not count."""
    titles: list[str] = []
    render = Template.render

    def counted(self: Template, *given: Any, **more: Any) -> str:
        if "shell" in more:
            titles.append(more["view"].title)
        return render(self, *given, **more)

    monkeypatch.setattr(Template, "render", counted)
    return titles


def write(folder: Path, name: str, **keys: Any) -> None:
    """Writes a file of one term into a project."""
    term = {"term": name.capitalize(), "definition": f"A {name} thing that customers see.", **keys}
    (folder / f"glossary/{name}.yml").write_text(dump(term), "utf-8")
