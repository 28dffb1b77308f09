"""The rules for hand-written pages, each with texts that it finds something in and texts that it leaves alone."""

import pytest
from markdown.util import STX

from termbase.rules.terminology import terminology
from termbase.site.lint import Linter, beyond, read_baseline, write_baseline
from termbase.site.lint_fixes import applied, as_review
from termbase.site.options import Level, LinkOptions
from termbase.site.page_links import LinkStyle
from termbase.text.words import folded_words
from tests.linking.linking_cases import compiled

GLOSSARY = compiled(
    {"term": "Plugin", "deprecated": [{"name": "add-on", "reason": "It sounds optional."}, "extension"]},
    {"term": "Incident", "deprecated": ["outage event"]},
    {"term": "Extension point"},
    {"term": "GitHub"},
    {"term": "npm"},
    {"term": "Net revenue retention", "abbreviations": ["NRR"]},
    {"term": "Mutual action plan", "abbreviations": ["MAP"]},
    {"term": "Customer success manager", "abbreviations": ["CSM"]},
    {"term": "Customer success management", "abbreviations": ["CSM"]},
    {"term": "Youth", "deprecated": ["kid"]},
    {"term": "Youngster", "deprecated": ["ABC thing"]},
    {"term": "Unit", "deprecated": ["gizmo"]},
    {"term": "Onboarding", "variants": ["boarding-in", "on boarding", "On-Boarding"]},
    {"term": "Licence", "variants": ["license", "licences"], "abbreviations": ["LIC"]},
    {"term": "Check", "variants": ["cheque"]},
    {"term": "Bank check", "variants": ["cheque"]},
)
EXTENSIONS = {"fenced_code": {}, "tables": {}, "attr_list": {}}


def linter(**levels: Level) -> Linter:
    return Linter(LinkStyle(LinkOptions(), GLOSSARY), extensions=EXTENSIONS, levels=levels)


def found(text: str) -> list[str]:
    return [
        f"{item.diagnostic.where.line}:{item.diagnostic.where.column} {item.diagnostic.code} {item.name}"
        for item in linter().check(text, file="page.md")
        if item.diagnostic.severity != "note"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Install an add-on.", ["1:12 TB631 add-on"]),
        ("# Add-ons\n\nMore add ons.", ["1:3 TB631 add-on", "3:6 TB631 add-on"]),
        ("See [our add-on](add-on.md).", ["1:10 TB631 add-on"]),
        ("An extension point, an extension.", ["1:24 TB631 extension"]),
        ("An outage\nevent", ["1:4 TB631 outage event"]),
        ("<!-- termbase: off -->\nadd-on\n<!-- termbase: on -->", ["2:1 TB631 add-on"]),
        ("Boarding-ins and a license.", ["1:1 TB638 boarding-in", "1:20 TB638 license"]),
        ("Onboarding, licences, a cheque, LIC.", []),
        ("\ufeffInstall an add-on.", ["1:12 TB631 add-on"]),
        ("\ufeff---\ntitle: add-on\n---\nAn add-on.", ["4:4 TB631 add-on"]),
        ("On Github, GITHUB and github.", [f"1:{n} TB633 GitHub" for n in (4, 12, 23)]),
        ("Net revenue retention: our Nrr and nrr.", ["1:28 TB633 NRR", "1:36 TB633 NRR"]),
        ("NRR rose, and NRR fell.", ["1:1 TB634 NRR"]),
        ("Ask your CSM.", ["1:10 TB634 CSM"]),
    ],
)
def test_what_is_to_be_changed(text: str, expected: list[str]) -> None:
    style = LinkStyle(LinkOptions(only_abbreviations=False, exclude=("*",)), GLOSSARY)
    items = Linter(style, extensions=EXTENSIONS, levels={}).check(text, file="page.md")
    shown = [f"{i.diagnostic.where.line}:{i.diagnostic.where.column} {i.diagnostic.code} {i.name}" for i in items]
    assert shown == expected


@pytest.mark.parametrize(
    "text",
    [
        "`add-on` and\n\n```\nadd-on github nrr\n```",
        'Say “add-on” or "add-on"; “this add-on of yours”.',
        "„Ein add-on“, »kein add-on«, «un add-on», « un add-on », ‹the add-on›, 「an add-on」, ‘an add-on’, ＂the add-on＂",
        "He said \"the add-on is here\" and 'the add-on' of yours",
        "The file add-on.yml, add_on, --add-on, docs/add-on/x.md and https://example.org/add-on.",
        "[plugin](https://github.com/x) github.com",
        "<kbd>add-on</kbd> <!-- add-on -->",
        "the github-actions package, #github-talk, (#add-on), my-github",
        "{{ link github }} and {% add-on %}",
        "# GITHUB AND NRR\n\nNet revenue retention",
        "Npm and npm at the start.",
        "We map it. Map the course.",
        "Net revenue retention, and the NRRS of another house.",
        "Net revenue retention (NRR), NRRs, NRR's.",
        "NRR rose.\n\n*[NRR]: Net revenue retention",
        "“NRR” is in capitals.",
        "*The Add-On Book*",
        "[[NRR]] is net revenue retention.",
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_title_case_within_a_sentence_is_a_note() -> None:
    items = linter().check("We sent the Mutual Action Plan. Mutual Action Plan. The Acme Mutual Action Plan.", file="p")
    assert [(i.diagnostic.code, i.diagnostic.severity, i.fix and i.fix.text) for i in items] == [
        ("TB633", "note", "mutual action plan")
    ]


def test_an_abbreviation_that_links_to_its_term_is_a_note() -> None:
    (item,) = linter().check("Our NRR rose.", file="page.md")
    assert (item.diagnostic.code, item.diagnostic.severity) == ("TB634", "note")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Install an add-on and Add-ons.", "Install a plugin and Plugins."),
        ("Add-ons help. A kid, the kids.", "Plugins help. A youth, the youths."),
        ("An extension.", "A plugin."),
        ("The add-on's name, an extension’s name, and the add-ons' names.", "The plugin's name, a plugin’s name, and the plugins' names."),
        ("An outage\nevent ended.", "An incident ended."),
        ("Use a gizmo.", "Use a gizmo."),
        ("Fine. ABC thing is in an ABC thing.", "Fine. Youngster is in a youngster."),
        ("On **Github** with github's NRR, net revenue retention, and Nrrs.", "On **GitHub** with GitHub's NRR, net revenue retention, and NRRs."),
        ("the add\\-on", "the add\\-on"),
    ],
)  # fmt: skip
def test_fixes_read_well(text: str, expected: str) -> None:
    items = linter().check(text, file="page.md")
    once, left = applied(text, items)
    assert once == expected
    assert not [
        item for item in linter().check(once, file="page.md") if item.fix and item.diagnostic.severity != "note"
    ]
    assert len(left) <= len(items)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!-- termbase: ignore TB631: the label of the button -->\nPress Add-on\nor add-on.\n\nAdd-on", ["5:1 TB631 add-on"]),
        ("Add-on <!-- termbase: ignore TB631 it is its title -->\nAdd-on", ["2:1 TB631 add-on"]),
        ("Add-on, Github <!-- termbase: ignore TB631, TB633: as they write it -->", []),
        ("Add-on <!-- termbase: ignore TB631 -->", ["1:1 TB631 add-on", "1:8 TB635 TB631"]),
        ("Add-on <!-- termbase: ignore: I like it -->", ["1:1 TB631 add-on", "1:8 TB635 hint"]),
        ("Fine. <!-- termbase: ignore TB631: no reason any more -->", ["1:7 TB636 TB631"]),
        ("```\n<!-- termbase: ignore TB631 -->\n```\n\n`<!-- termbase: ignore TB631 -->`", []),
    ],
)  # fmt: skip
def test_a_hint_needs_a_rule_a_reason_and_something_to_ignore(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_the_site_sets_the_severity_of_each_rule() -> None:
    assert linter(TB631=Level.OFF).check("add-on", file="p") == ()
    assert linter(TB631=Level.ERROR).check("add-on", file="p")[0].diagnostic.severity == "error"


def test_brackets_that_belong_to_a_wiki_are_no_text() -> None:
    for signs, expected in ((True, ["TB631"]), (False, [])):
        checked = Linter(LinkStyle(LinkOptions(brackets=signs), GLOSSARY), extensions=EXTENSIONS, levels={})
        assert [item.diagnostic.code for item in checked.check("See [[add-on]].", file="p")] == expected


def test_a_baseline_accepts_what_was_there_and_no_more() -> None:
    old = linter().check("add-on\n\nadd-on\n\nGithub", file="docs/a\tb.md")
    baseline = read_baseline(write_baseline(old))
    assert beyond(old, baseline, file="x", whole=True) == ((), 3)
    more = linter().check("add-on\n\nadd-on, add-on\n\nGithub", file="docs/a\tb.md")
    left, accepted = beyond(more, baseline, file="x", whole=True)
    assert ([item.diagnostic.where.line for item in left], accepted) == ([3], 3)
    fewer, accepted = beyond(old[:1], baseline, file="x", whole=True)
    assert ([item.diagnostic.code for item in fewer], accepted) == (["TB637"], 1)
    assert beyond(old[:1], baseline, file="x", whole=False) == ((), 1)
    with pytest.raises(ValueError, match="line 2"):
        read_baseline("# head\nTB631 docs\n")


def test_suggestions_change_one_line_and_escape_what_they_quote() -> None:
    text = "````x @team add-on ![](evil) Github\n"
    items = [item for item in linter().check(text, file="a.md") if item.fix]
    review = as_review(items, {"a.md": text}, {"a.md": "docs/a.md"})
    (comment,) = review["comments"]
    assert (comment["path"], comment["line"], comment["side"]) == ("docs/a.md", 1, "RIGHT")
    head, _, suggestion = comment["body"].partition("`````suggestion\n")
    assert suggestion == "````x @team plugin ![](evil) GitHub\n`````"
    assert "add-on" in head
    assert "**TB631**" in head
    assert "**TB633**" in head


def test_a_page_with_the_marks_of_the_converter_does_no_harm() -> None:
    assert found(f"{STX}wzxhzdk:0\x03 add-on") in (["1:13 TB631 add-on"], [])


def test_the_table_is_shared_by_rules_and_exports() -> None:
    table = terminology(GLOSSARY.termbase.concepts)
    assert {item.name: item.preferred for item in table.avoided}["add-on"] == "plugin"
    assert [item.name for item in table.cased] == ["CSM", "GitHub", "MAP", "NRR"] or {c.name for c in table.cased} >= {
        "GitHub",
        "NRR",
    }
    assert table.expansions["CSM"] == ("Customer success management", "Customer success manager")


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize(
    "page",
    [
        "---\ntitle: a\n---\n\nAn add-on.\n\n<!-- termbase: ignore TB631: quoted -->\nAn add-on\u2028here.\n\nAn add-on.\n",
        "\ufeffAn add-on. <!-- termbase: ignore TB632: a -->\nAn add-on.\n\n    code\n<!-- termbase: ignore\nTB631: b -->\n",
        "a\n<!-- termbase: ignore TB631: the last line -->",
    ],
)
def test_places_do_not_depend_on_how_lines_end(page: str, end: str) -> None:
    expected = [(f.diagnostic.where, f.diagnostic.code) for f in linter().check(page, file="page.md")]
    found = [(f.diagnostic.where, f.diagnostic.code) for f in linter().check(page.replace("\n", end), file="page.md")]
    assert found == expected
    assert expected


@pytest.mark.parametrize("more", [{}, {"deprecated": ["loss"]}, {"variants": ["churning"]}])
def test_names_are_folded_only_if_some_are_to_be_avoided(
    monkeypatch: pytest.MonkeyPatch, more: dict[str, list[str]]
) -> None:
    folded: list[str] = []

    def noted(text: str) -> tuple[str, ...]:
        folded.append(text)
        return folded_words(text)

    monkeypatch.setattr("termbase.rules.terminology.folded_words", noted)
    table = terminology(compiled({"term": "Churn", **more}, {"term": "Renewal"}).termbase.concepts)
    assert [item.name for item in (*table.avoided, *table.spellings)] == [
        name for kind in more.values() for name in kind
    ]
    assert bool(folded) == bool(more)
