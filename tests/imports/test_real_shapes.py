"""Shapes that trials with published glossaries have shown; the words are our own."""

import pytest

from termbase.identity.names import index_names
from termbase.imports.formats import read_files
from termbase.imports.imported import Imported
from termbase.imports.page import is_glossary_title
from termbase.imports.plan import plan


def _read(**files: str) -> dict[str, Imported]:
    reading = read_files({name.replace("__", "."): text for name, text in files.items()})
    assert not reading.problems
    return {term.name: term for term in reading.terms}


def test_a_map_of_terms_below_one_key_whose_names_sound_like_fields() -> None:
    text = "entries:\n  Definition:\n    type: term\n    description: What it means.\n  Source:\n    description: Where it is from.\n"
    found = _read(a__yml=text)
    assert {name: term.definition for name, term in found.items()} == {
        "Definition": "What it means.",
        "Source": "Where it is from.",
    }


def test_a_record_that_only_expands_an_acronym_joins_the_term() -> None:
    text = (
        "entries:\n  SP:\n    type: acronym\n    term: Success plan\n  SPL:\n    term: Success plan\n"
        "  Success plan:\n    description: A plan.\n"
    )
    found = _read(a__yml=text)
    assert list(found) == ["Success plan"]
    assert found["Success plan"].definition == "A plan."
    assert set(found["Success plan"].abbreviations) == {"SP", "SPL"}


def test_an_abbreviation_between_a_bold_name_and_a_line_break() -> None:
    found = _read(a__md="**Success plan** (SP) \\\nA plan.\n\n**Seat** \\\nA licence.\n\n**Churn** \\\nA loss.\n")
    assert list(found) == ["Success plan", "Seat", "Churn"]
    assert found["Success plan"].abbreviations == ("SP",)
    assert found["Success plan"].definition == "A plan."


def test_a_definition_list_in_restructuredtext_without_the_directive() -> None:
    text = ".. _seat:\n\nSeat\n  A :ref:`licence <lic>` of one user.\n\n.. _churn:\n\nChurn\n  A loss.\n"
    found = _read(a__rst=f"Glossary\n========\n\nWords.\n\n{text}")
    assert {name: term.definition for name, term in found.items()} == {
        "Seat": "A licence of one user.",
        "Churn": "A loss.",
    }


def test_a_page_with_a_heading_definition_is_one_term_whatever_its_title() -> None:
    body = "## Definition\nA set of words.\n\n## Aliases\nword list\n\n## Facts\n- **A**: x\n- **B**: y\n- **C**: z\n"
    found = _read(
        a__md=f"---\ntitle: vocabulary\n---\n{body}",
        b__md="---\ntitle: seat\n---\nA licence.\n",
        c__md="---\ntitle: churn\n---\nA loss.\n",
    )
    assert set(found) == {"vocabulary", "seat", "churn"}


def test_r_markdown_is_markdown() -> None:
    assert set(_read(a__Rmd="## seat\n\nA licence.\n\n## churn\n\nA loss.\n")) == {"seat", "churn"}


def test_among_pages_of_one_term_a_list_of_bold_names_is_no_page_of_terms() -> None:
    files = {f"t{n}.md": f"---\ntitle: Term {n}\n---\nThing of number {n}.\n" for n in range(12)}
    files["metric.md"] = (
        "---\ntitle: Metric\n---\nFunction of two things.\n\n - **Symmetry:** the order of the two does not matter at all.\n"
        " - **Identity:** it is zero for two things that are the same.\n - **Positivity:** it is never below zero.\n"
    )
    terms = {term.name: term for term in read_files(files).terms}
    assert len(terms) == 13
    assert terms["Metric"].definition == "Function of two things."
    assert "**Symmetry:**" in (terms["Metric"].explanation or "")


def test_a_heading_of_many_files_is_a_field_and_the_name_of_the_file_is_the_term() -> None:
    files = {
        f"{chr(97 + n)}-slow-thing.md": f"## Definition\nThing of kind {n}.\n## See also\n[b](b-slow-thing)\n"
        for n in range(12)
    }
    files["word.md"] = "## Definition\nUnit of language.\n## Rules\nMany.\n"
    terms = {term.name: term for term in read_files(files).terms}
    assert len(terms) == 13
    assert terms["a slow thing"].definition == "Thing of kind 0."
    assert "[[b slow thing|b]]" in (terms["a slow thing"].explanation or "")
    assert terms["word"].definition == "Unit of language."


def test_files_of_headings_that_are_terms_stay_lists_of_terms() -> None:
    files = {
        f"{chr(97 + n)}.md": "".join(f"## Term {chr(97 + n)}{m}\nThing {m}.\n\n" for m in range(4)) for n in range(12)
    }
    assert len(read_files(files).terms) == 48


def test_numbers_of_headings_and_navigation_are_no_part_of_terms() -> None:
    page = (
        '<div class="section level1"><h1><span class="header-section-number">12</span> K</h1>'
        '<div class="section level2"><h2><span class="header-section-number">12.1</span> knit</h2><p>To join.</p></div>'
        '<div class="chapter-nav"><a href="x.html">24 W</a></div></div>'
    )
    reading = read_files({"k.html": page})
    assert [(term.name, term.definition) for term in reading.terms] == [("knit", "To join.")]
    assert not read_files({"x.html": "<h1>X</h1><script>let a</script><div class='nav'>W</div>"}).terms
    assert {(one.kind, one.text) for one in reading.left_out} >= {
        ("numbers of headings", "12.1"), ("navigation", "24 W"),
    }  # fmt: skip


@pytest.mark.parametrize(("title", "lists"), [("Concepts", True), ("Key concepts", True), ("Fundamental Modeling Concepts", False),
                                              ("Terms", True), ("Long term archive", False), ("List of acronyms", True)])  # fmt: skip
def test_a_title_announces_a_list_or_is_a_term(title: str, lists: bool) -> None:
    assert is_glossary_title(title) is lists


NOTED = {
    "a.rst": "Glossary\n========\n\nChurn\n-----\n\nLoss.\n\n.. note::\n\n   Mind *it*.\n\n.. warning:: Careful.\n\n.. admonition:: Why\n\n   So.\n",
    "b.rst": ".. glossary::\n\n   Churn\n      Loss.\n\n      .. note:: Mind *it*.\n\n      .. warning:: Careful.\n\n      .. admonition:: Why\n\n         So.\n",
    "a.md": '## Churn\n\nLoss.\n\n!!! note\n    Mind *it*.\n\n??? warning\n    Careful.\n\n!!! tip "Why"\n    So.\n',
    "b.md": "## Churn\n\nLoss.\n\n> [!NOTE]\n> Mind *it*.\n\n> [!WARNING]\n> Careful.\n\n:::tip[Why]\nSo.\n:::\n",
    "c.md": "## Churn\n\nLoss.\n\n:::note\nMind *it*.\n:::\n\n::: warning\nCareful.\n:::\n\n::: tip Why\nSo.\n:::\n",
    "a.adoc": "== Churn\n\nLoss.\n\nNOTE: Mind _it_.\n\n[WARNING]\n====\nCareful.\n====\n\n[TIP]\nSo.\n",
    "a.html": "<h2>Churn</h2><p>Loss.<div class='admonition note'><p class='admonition-title'>Note</p><p>Mind <i>it</i>.</div>"
    "<aside class='warning'><p class='admonition-title'>Warning</p>Careful.</aside>"
    "<div role=note><p class='admonition-title'>Why</p><p>So.</div>",
    "b.html": "<dl><dt>Churn<dd>Loss.<div class='admonition note'><p class='admonition-title'>Note</p><p>Mind <i>it</i>.</div>"
    "<div class='admonition warning'><p class='admonition-title'>Warning</p><p>Careful.</div>"
    "<details class='admonition'><summary>Why</summary><p>So.</details></dl>",
}
"""The same three notes of a term, as each format writes them."""


@pytest.mark.parametrize("file", NOTED)
def test_a_note_that_is_set_apart_becomes_a_note_of_its_term(file: str) -> None:
    reading = read_files({file: NOTED[file]})
    (term,) = reading.terms
    last = "**Tip**\n\nSo." if file == "a.adoc" else "**Why**\n\nSo."
    assert term.notes == ("Mind *it*.", "**Warning**\n\nCareful.", last)
    assert (term.definition, term.explanation) == ("Loss.", None)
    assert {left.kind for left in reading.left_out} <= {"titles of notes", "titles and headings of groups"}


@pytest.mark.parametrize(
    ("file", "text", "kind"),
    [
        ("a.rst", "Churn\n-----\n\nLoss.\n\n.. sidebar:: Title\n\n   More.\n", "text at the side"),
        ("a.html", "<h2>Churn</h2><p>Loss.<aside>More.</aside>", "text at the side"),
        (
            "a.html",
            "<p class='note'>Before.</p><div class=note>More.</div><h2>Churn</h2><p>Loss.",
            "text outside the terms",
        ),
        ("a.md", "!!! note\n    More.\n\n## Churn\n\nLoss.\n", "text outside the terms"),
    ],
)
def test_text_that_belongs_to_no_term_has_its_true_label(file: str, text: str, kind: str) -> None:
    reading = read_files({file: text})
    assert [term.notes for term in reading.terms] == [()]
    assert (kind, True) in [(left.kind, "More." in left.text) for left in reading.left_out]


@pytest.mark.parametrize(
    "terms",
    [
        "<h2>Churn</h2><p>Loss.",
        "<dl><dt>Churn<dd>Loss.</dl>",
        "<table><tr><th>Term<th>Definition<tr><td>Churn<td>Loss.</table>",
    ],
)
def test_terms_in_a_box_are_terms_and_no_note(terms: str) -> None:
    assert [term.name for term in read_files({"a.html": f"<div class='info note'>{terms}</div>"}).terms] == ["Churn"]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("a.md", "# Glossary\n\nChurn\n: Loss.\n"),
        ("a.md", "# Terms of the team\n\n**Churn**: loss\n\n**Solde**: rest\n"),
        ("a.rst", "Glossary\n========\n\nChurn\n  Loss.\n\nSolde\n  Rest.\n"),
        ("a.adoc", "= Glossary\n\n[glossary]\nChurn:: Loss.\n"),
        ("a.html", "<h1>Glossary</h1><table><tr><th>Term<th>Definition<tr><td>Churn<td>Loss.</table>"),
    ],
)
def test_the_title_of_a_glossary_is_no_category(file: str, text: str) -> None:
    reading = read_files({file: text})
    assert {term.category for term in reading.terms} == {None}
    assert [left.kind for left in reading.left_out] == ["titles and headings of groups"]


def test_a_new_glossary_does_not_have_the_title_of_its_source() -> None:
    reading = read_files({"a.md": "# Glossary\n\n## Money\n\nChurn\n: Loss.\n\n## People\n\nStaff\n: Them.\n"})
    made = plan(reading, index_names((), {}), source="team-wiki", title="Team wiki", way="concepts", existing={})
    assert "\ntitle: Glossary\n" in made.files["termbase.yml"]
    assert "Team wiki" in made.files["sources.yml"]
