"""Several glossaries of one site: each is compiled once, and what others know of it survives a mistake."""

from pathlib import Path

import pytest

from termbase.site import project as projects
from termbase.site.project import Project, find_project

SETTINGS = """\
site_name: S
plugins:
  - termbase:
      glossary: sales
      glossaries:
        legal: {glossary: legal}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site of two glossaries, of which one links to the other."""
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    for name, text in (
        ("sales/churn.yml", "term: Churn\ndefinition: Loss of a customer, see [[legal:notice]].\n"),
        ("sales/gtc.yml", "term: Terms\ndefinition: Text with a notice.\n"),
        (
            "legal/notice.yml",
            "term: Notice\ndefinition: Letter that ends a *contract*, see [[Term|it]].\nshort: Letter.\n",
        ),
        ("legal/term.yml", "term: Term\ndefinition: Time of a contract.\n"),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_each_is_compiled_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_glossary = projects.compile_glossary

    def counted(*given: object, root: str, **more: object) -> object:
        compiled.append(root)
        return compile_glossary(*given, root=root, **more)  # type: ignore[arg-type]  # handed on as given

    monkeypatch.setattr(projects, "compile_glossary", counted)
    project = find_project(folder)
    assert project is not None
    for one in project.all():
        one.load()
    assert compiled == ["sales", "legal"]


def test_one_knows_the_words_of_the_others(folder: Path) -> None:
    project = find_project(folder)
    assert project is not None
    there = next(term for id, term in project.glossary().elsewhere.items() if id.endswith(":notice"))
    assert there.definition == "Letter that ends a contract, see it."
    assert (there.short, there.title, there.page) == ("Letter.", "Notice", "legal/terms/notice")


def test_while_serving_a_mistake_in_one_breaks_no_link_of_another(folder: Path) -> None:
    found = find_project(folder)
    assert found is not None
    project = Project(settings=found.settings, serving=True)
    sales, _ = project.all()
    for text in ("term: Notice\ndefinition: Letter.\n", "term: [\n"):
        (folder / "legal/notice.yml").write_text(text, "utf-8")
        project._neighbors().forget()
        assert any(id.endswith(":notice") for id in sales.load().glossary.elsewhere)
        assert not any(d.code == "TB501" for d in sales.load().glossary.diagnostics)


def test_what_a_command_changes_is_compiled_again_without_rendering_all_texts(folder: Path) -> None:
    for number in range(30):
        text = f"term: Zeta{number} thing\ndefinition: Kind of zeta{number - 1} thing.\n"
        (folder / f"sales/t{number}.yml").write_text(text, "utf-8")
    project = find_project(folder)
    assert project is not None
    glossary = project.glossary()
    assert glossary.kept is not None
    assert glossary.kept.texts.rendered == 32
    after = glossary.again(glossary.documents[1:], root="sales")
    assert len(after.termbase.concepts) == 31
    assert glossary.kept.texts.rendered < 4
