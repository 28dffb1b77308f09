"""Small decisions of the site that no page shows alone: headings, letters, switches, and who is counted."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from termbase.identity.names import index_names
from termbase.linking.ambiguous_names import shared_names
from termbase.linking.index import index_links
from termbase.reading.git_history import FileHistory, History
from termbase.site import entry_points
from termbase.site.acronyms import collect_acronyms
from termbase.site.contributors import dated_concepts
from termbase.site.differences import heading
from termbase.site.letters import groups
from termbase.site.options import Level, OptionsError, decode_options
from termbase.site.settings import make_settings
from termbase.text.one_line import one_line
from tests.conftest import concept, entries, load, sources
from tests.exports.sites import made


def differing(*claims: str) -> dict[str, str]:
    """A concept with one disagreement for each string of sources, such as "ab"."""
    listed = [
        {"topic": f"T{number}", "positions": [{"source": source, "claim": "So."} for source in claim]}
        for number, claim in enumerate(claims)
    ]
    return {"concepts/x.yml": concept("X", disagreements=listed), "sources.yml": sources("a", "b")}


@pytest.mark.parametrize(
    ("claims", "key"),
    [
        (["ab"], "term.differ"),
        (["a"], "term.differ-from-use"),
        (["ab", "b"], "term.differences"),
        (["aa"], "term.differ-from-use"),
    ],
)
def test_the_heading_says_whether_sources_differ_among_themselves(claims: list[str], key: str) -> None:
    termbase, _ = load(differing(*claims))
    assert heading(termbase.concepts[0]) == key


def test_letters_outside_the_alphabet_come_after_it_and_signs_before() -> None:
    termbase, _ = load(
        {f"concepts/{n}.yml": concept(name) for n, name in enumerate(("Ωmega", "360 view", "Zebra", "Aim"))}
    )
    names = [group.letter for group in groups(termbase.concepts)]
    assert (names[0], names[1], names[26], names[27:]) == ("#", "A", "Z", ["Ω"])


def test_a_bare_off_is_the_word_and_other_levels_stay() -> None:
    rules = decode_options({"rules": {"TB612": False, "TB613": "note", "TB605": "error"}}).rules
    assert rules == {"TB612": Level.OFF, "TB613": Level.NOTE, "TB605": Level.ERROR}


@pytest.mark.parametrize(
    "given", [{"a\nb": 1}, {"cache": "a\nb"}, {"link": {"a\x1b[1m\nb": 1}}, {"rules": {"a\nb": "c\nd"}}]
)
def test_a_problem_with_an_option_is_one_line(given: dict[str, Any]) -> None:
    with pytest.raises(OptionsError) as caught:
        decode_options(given)
    assert caught.value.problems
    for problem in caught.value.problems:
        assert one_line(problem) == problem


@pytest.mark.parametrize(("given", "kept"), [(None, ""), ("https://git.invalid/a/b", "https://git.invalid/a/b")])
def test_the_repository_is_that_of_the_host(tmp_path: Path, given: str | None, kept: str) -> None:
    settings = make_settings({}, root=tmp_path, repo_url=given, edit_uri=given)
    assert (settings.repo_url, settings.edit_uri) == (kept, kept)


def test_a_name_of_one_concept_is_not_ambiguous() -> None:
    termbase, _ = load(
        {f"concepts/{n}.yml": concept(n, abbreviations=["CSM", n.upper()]) for n in ("manager", "module")}
    )
    names = index_names(termbase.concepts, termbase.former_ids)
    found = shared_names(termbase, names=names, indexes=(index_links(termbase.concepts),))
    assert found == dict.fromkeys(("CSM", "csm"), ("manager", "module"))


def test_an_acronym_with_two_wordings_of_one_concept_is_not_ambiguous_and_one_without_a_concept_counts() -> None:
    files = {
        "sources.yml": sources("s"),
        "concepts/nrr.yml": concept("Net revenue retention", abbreviations=["NRR"]),
        "entries/s.yml": entries(
            "s",
            {"locator": "1", "term": "Net retention", "abbreviations": ["NRR"], "same_as": ["nrr"]},
            {
                "locator": "2",
                "term": "Gauge",
                "mentions": [{"abbreviation": "GRR", "expansion": "Gross revenue retention"}],
            },
            {
                "locator": "3",
                "term": "Dial",
                "mentions": [{"abbreviation": "GRR", "expansion": "Great red rock"}, "API"],
            },
            {"locator": "4", "term": "Trade", "definition": "Sale by B2B firms, by VPs of a firm, and by Bob."},
        ),
    }
    site = made(files)
    found = {
        item.text: item
        for item in collect_acronyms(
            site.termbase, index_names(site.termbase.concepts, site.termbase.former_ids), site.texts
        )
    }
    assert {text: item.ambiguous for text, item in found.items()} == {
        "API": False,
        "B2B": False,
        "GRR": True,
        "NRR": False,
        "VP": False,
    }
    assert [e.text for e in found["NRR"].expansions] == ["Net revenue retention", "Net retention"]


@pytest.mark.parametrize(
    ("value", "told"),
    [(["x", 3], "must lead to a str, not to 3"), (4, "must lead to a str, not to 4"), ("x", None), (["x", "y"], None)],
)
def test_what_a_package_adds_is_of_the_kind_that_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, value: object, told: str | None
) -> None:
    point = SimpleNamespace(name="a", value="b", dist=None, load=lambda: value)
    monkeypatch.setattr(entry_points, "entry_points", lambda group: [point])
    entry_points.added.cache_clear()
    if told is None:
        assert entry_points.added("group", str) == tuple(value if isinstance(value, list) else [value])
    else:
        with pytest.raises(entry_points.EntryPointError, match=told):
            entry_points.added("group", str)
    entry_points.added.cache_clear()


def test_only_concepts_with_a_file_of_their_own_have_authors() -> None:
    files = {
        "sources.yml": sources("s"),
        "concepts/x.yml": concept("X"),
        "entries/s.yml": entries("s", {"locator": "1", "term": "Y"}),
    }
    termbase, _ = load(files)
    known = {
        place: FileHistory(authors=("Ann",), updated="2024-01-02") for place in ("concepts/x.yml", "entries/s.yml")
    }
    assert [item.concept.id for item in dated_concepts(termbase, History(files=known))] == ["x"]
