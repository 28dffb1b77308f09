"""A server renders a page again only if something that it shows has changed, and shows what a new build would."""

import random
from pathlib import Path

from termbase.hosts.whole_site import WholeSite, render_whole
from termbase.site.project import Project
from termbase.site.settings import make_settings
from tests.hosts.conftest import write


def built(
    folder: Path, *, templates: tuple[str, ...] = (), before: WholeSite | None = None, serving: bool
) -> WholeSite:
    options = {"glossary": "glossary", "templates": list(templates), "history": False}
    site = Project(settings=make_settings(options, root=folder, site_url="https://x.invalid/")).site()
    return render_whole(site, serving=serving, before=before)


def shown(whole: WholeSite) -> dict[str, str]:
    return {path: body.html for path, body in whole.bodies.items()}


def test_random_edits_show_what_a_new_build_shows(tmp_path: Path) -> None:
    choose = random.Random(7)
    names = [f"term{letter}" for letter in "abcdefgh"]
    (tmp_path / "glossary").mkdir()
    (tmp_path / "t").mkdir()
    for name in names:
        write(tmp_path, name)
    warm: WholeSite | None = None
    for step in range(9):
        name, other = choose.sample(names, 2)
        match choose.randrange(5):
            case 0:
                write(
                    tmp_path,
                    name,
                    related=[other.capitalize()] if (tmp_path / f"glossary/{other}.yml").exists() else [],
                )
            case 1:
                write(tmp_path, name, definition=f"Thing number {step} next to a {other}.")
            case 2:
                (tmp_path / f"glossary/{name}.yml").unlink(missing_ok=True)
            case 3:
                write(tmp_path, name, abbreviations=[f"N{step}"], notes=[f"See [[{name.capitalize()}]]."])
            case _:
                (tmp_path / "t/term.html").write_text(
                    '{% extends "termbase/term.html" %}{% block footer %}' + str(step) + "{% endblock %}", "utf-8"
                )
        for path in tmp_path.glob("glossary/*.yml"):  # no relation to a term that is gone
            text = path.read_text("utf-8")
            if "related" in text and name.capitalize() in text and not (tmp_path / f"glossary/{name}.yml").exists():
                path.write_text(text.partition("related")[0], "utf-8")
        warm = built(tmp_path, templates=("t",), before=warm, serving=True)
        assert shown(warm) == shown(built(tmp_path, templates=("t",), serving=False))


def test_after_a_change_only_pages_that_show_it_are_rendered(tmp_path: Path, rendered: list[str]) -> None:
    (tmp_path / "glossary").mkdir()
    for number in range(30):
        write(tmp_path, f"term{number}x")
    first = built(tmp_path, serving=True)
    assert len(rendered) >= 30
    rendered.clear()
    same = built(tmp_path, before=first, serving=True)
    assert not rendered
    write(tmp_path, "term3x", example="A customer saw one.")
    changed = built(tmp_path, before=same, serving=True)
    assert "Term3x" in rendered
    assert not {f"Term{number}x" for number in range(30) if number != 3} & set(rendered)
    assert shown(changed) != shown(first)
