"""Shapes that trials with published glossaries have shown; the words are our own."""

import pytest

from termbase.imports.formats import read_files
from termbase.imports.imported import Imported
from termbase.imports.page import is_glossary_title


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
