"""What changes between two states of a glossary, told as a value and as a comment."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from difflib import SequenceMatcher
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown as render

from termbase.glossary import Glossary, compile_glossary
from termbase.model.concept import ConceptId, EntryKey
from termbase.model.diagnostics import Diagnostic, Location, Severity
from termbase.review import consequences
from termbase.review.changes import Ambiguity, Changed, Diff, Links, Moved, Pair, Piece, SimilarPair, Term
from termbase.review.compare import _renamed, diff
from termbase.review.markdown import COMMENT_LIMIT, MARKER, compared_words, write_comment
from termbase.review.word_diff import word_diff
from termbase.yaml_files.tree import parse
from tests.conftest import concept, entries, sources

BASE = {
    "concepts/churn.yml": concept("Churn", definition="Loss of a customer who cancels.", related=["churn-rate"]),
    "concepts/churn-rate.yml": concept("Churn rate", abbreviations=["CR"]),
    "sources.yml": sources("s"),
    "entries/s.yml": entries("s", {"locator": "L1", "term": "Churn"}, {"locator": "L2", "term": "Attrition"}),
}


def compared(head: Mapping[str, str | None], base: Mapping[str, str] = BASE) -> Diff:
    """Compares with some files changed, or taken away where their text is None."""
    files = {path: text for path, text in {**base, **head}.items() if text is not None}
    before, after = ([parse(t, file=p) for p, t in state.items()] for state in (base, files))
    return diff(compile_glossary(before), compile_glossary(after))


class LookedUp(dict[ConceptId, ConceptId]):
    """Ids as they are now; going through all of them fails."""

    def items(self) -> NoReturn:
        raise AssertionError("a value must not be compared with every id")

    __iter__ = keys = values = items


@pytest.mark.parametrize(
    ("value", "after"),
    [
        ("old", "'new'"),
        ("older", "'older'"),
        (["old", "old", "kept"], "['new', 'new', 'kept']"),
        ("See [[old]] and [[old|the old one]], not [[old one]].", "'See [[new]] and [[new|the old one]], not [[old one]].'"),
        ("It's [[old]].", '"It\'s [[new]]."'),
    ],
)  # fmt: skip
def test_each_id_of_a_value_is_looked_up_once(value: object, after: str) -> None:
    assert (
        _renamed(value, LookedUp({ConceptId("old"): ConceptId("new"), ConceptId("kept"): ConceptId("kept")})) == after
    )


def test_the_same_files_differ_in_nothing() -> None:
    assert compared({}).empty
    assert compared({"concepts/churn.yml": "# a comment\n" + BASE["concepts/churn.yml"]}).empty


def test_added_and_removed() -> None:
    found = compared({"concepts/renewal.yml": concept("Renewal"), "concepts/churn-rate.yml": None})
    assert [t.id for t in found.added] == ["renewal"]
    assert [t.id for t in found.removed] == ["churn-rate"]
    assert [d.code for d in found.broken] == ["TB401"]


def test_a_definition_is_compared_word_by_word() -> None:
    found = compared({"concepts/churn.yml": BASE["concepts/churn.yml"].replace("who cancels", "that leaves for good")})
    (change,) = found.changed
    assert change.definition == (
        Piece(kind="same", text="Loss of a customer"),
        Piece(kind="removed", text="who cancels."),
        Piece(kind="added", text="that leaves for good."),
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "a b"), ("a b", ""), ("a b c", "a c"), ("a", "b"), ("a b", "b a"), ("a  b\nc", "a b c"), ("x", "x"),
    ],
)  # fmt: skip
def test_both_texts_can_be_read_from_a_word_diff(before: str, after: str) -> None:
    pieces = word_diff(before, after)
    assert " ".join(p.text for p in pieces if p.kind != "added").split() == before.split()
    assert " ".join(p.text for p in pieces if p.kind != "removed").split() == after.split()


def added(text: str) -> tuple[Piece, ...]:
    return (Piece(kind="added", text=text),)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"category": "metrics"}, {"values": {"category": Pair(before="", after="metrics")}}),
        ({"status": "retired"}, {"values": {"status": Pair(before="draft", after="retired")}}),
        ({"abbreviations": ["CR", "CRT"]}, {"names_added": ("CRT (abbreviation)",)}),
        ({"synonyms": ["loss rate"]}, {"names_added": ("loss rate (admitted)",)}),
        ({"unit": "percent"}, {"texts": ("unit",), "fields": {"unit": added("percent")}}),
        ({"notes": ["n"]}, {"texts": ("notes",), "fields": {"notes": added("n")}}),
        ({"broader": ["churn"]}, {"relations_added": ("broader churn",)}),
        (
            {"definition": "What *Churn rate* means."},
            {
                "texts": ("definition",),
                "fields": {"definition": word_diff("What Churn rate means.", "What *Churn rate* means.")},
            },
        ),
    ],
)
def test_every_kind_of_change_is_told(keys: Mapping[str, object], expected: Mapping[str, object]) -> None:
    found = compared({"concepts/churn-rate.yml": concept("Churn rate", **{"abbreviations": ["CR"], **keys})})
    change = next(c for c in found.changed if c.id == "churn-rate")
    empty = Changed(id=change.id, term=change.term, file=change.file, values={})
    assert change == replace(empty, **expected)


def test_a_rename_is_neither_added_nor_removed_and_changes_nothing_else() -> None:
    head = {
        "concepts/churn-rate.yml": None,
        "concepts/rate.yml": concept("Churn rate", abbreviations=["CR"], former_ids=["churn-rate"]),
        "concepts/churn.yml": BASE["concepts/churn.yml"].replace("churn-rate", "rate"),
    }
    found = compared(head)
    assert replace(found, warnings=()) == Diff(renamed=(Pair(before="churn-rate", after="rate"),))


def test_a_renamed_term_that_also_changed_is_both() -> None:
    head = {"concepts/churn-rate.yml": None, "concepts/rate.yml": concept("Rate", former_ids=["churn-rate"])}
    found = compared({**head, "concepts/churn.yml": BASE["concepts/churn.yml"].replace("churn-rate", "rate")})
    assert found.renamed == (Pair(before="churn-rate", after="rate"),)
    assert [(c.id, c.was) for c in found.changed] == [("rate", "churn-rate")]


def test_entries_that_move_are_told_with_the_reason() -> None:
    found = compared({"concepts/churn.yml": BASE["concepts/churn.yml"] + "synonyms: [attrition]\n"})
    assert found.merges == (
        Moved(entry=EntryKey("s:L2"), headword="Attrition", before=ConceptId("attrition"), after=ConceptId("churn"),
              because="“Attrition” is the same name as “attrition”"),
    )  # fmt: skip
    assert [t.id for t in found.removed] == ["attrition"]


def test_names_with_several_meanings_are_told_once_they_have_them() -> None:
    found = compared({"concepts/credit.yml": concept("Credit note", abbreviations=["CR"])})
    assert found.ambiguous == (Ambiguity(name="CR", concepts=(ConceptId("churn-rate"), ConceptId("credit"))),)


def test_names_that_had_several_meanings_before_are_not_news() -> None:
    base = {**BASE, "concepts/credit.yml": concept("Credit note", abbreviations=["CR"])}
    assert compared({"concepts/renewal.yml": concept("Renewal")}, base).ambiguous == ()


def test_lookalikes_are_told_where_they_are_new() -> None:
    twin = {
        "concepts/churn-rates.yml": concept(
            "Rates of churn", definition="What Churn rate means.", abbreviations=["CRR"]
        )
    }
    pair = SimilarPair(a=ConceptId("a"), b=ConceptId("b"), score=0.5, reason="r")
    before = compile_glossary([parse(t, file=p) for p, t in BASE.items()])
    after = compile_glossary([parse(t, file=p) for p, t in {**BASE, **twin}.items()])
    assert diff(before, after, suggest=lambda termbase: [pair]).lookalikes == ()
    assert diff(before, after, suggest=lambda t: [pair] if t is after.termbase else []).lookalikes == (pair,)


def test_pages_whose_links_change_are_told() -> None:
    head = {"concepts/churn.yml": BASE["concepts/churn.yml"].replace("who cancels", "told by the churn rate")}
    found = compared(head)
    assert found.links == (Links(id=ConceptId("churn"), added=(ConceptId("churn-rate"),), removed=()),)


EVERYTHING = Diff(
    added=(Term(id=ConceptId("renewal"), term="Renewal", definition="Contract carried on.", file="f.yml"),),
    removed=(Term(id=ConceptId("beta"), term="Beta", definition="Early version.", file="f.yml"),),
    renamed=(Pair(before="nrr", after="net-revenue-retention"),),
    changed=(
        Changed(
            id=ConceptId("churn"), term="Churn", file="f.yml",
            definition=(Piece(kind="same", text="Loss of a"), Piece(kind="removed", text="user."),
                        Piece(kind="added", text="customer.")),
            values={"category": Pair(before="", after="metrics")},
            names_added=("attrition (admitted)",), names_removed=("drop (admitted)",),
            relations_added=("related renewal",), texts=("notes",),
        ),
    ),
    merges=(Moved(entry=EntryKey("s:L2"), headword="Attrition", before=None, after=ConceptId("churn"), because="“a” is b"),),
    ambiguous=(Ambiguity(name="CR", concepts=(ConceptId("churn-rate"), ConceptId("credit"))),),
    lookalikes=(SimilarPair(a=ConceptId("churn"), b=ConceptId("leaver"), score=0.875, reason="near"),),
    links=(Links(id=ConceptId("churn"), added=(ConceptId("renewal"),), removed=(ConceptId("beta"),)),),
    broken=(Diagnostic(code="TB401", severity=Severity.ERROR, message="no “x”", where=Location(file="f.yml", line=3), hint="h"),),
)  # fmt: skip


def test_the_comment_tells_everything() -> None:
    assert (
        write_comment(EVERYTHING)
        == """\
<!-- termbase-diff -->
### What changes in the glossary

**Not ready: the author must act.** Terms: 1 added, 1 changed, 1 renamed, 1 removed.

- **author**: Fix 1 error, listed below; until then, `termbase check` fails.
- **author**: Say why 1 term should be removed: list the id under `removed:` in `termbase.yml` with a reason, so that links to it lead to an explanation.
- **maintainer**: Decide whether 1 pair of similar terms are one term or two.
- **maintainer**: Decide whether 1 term may be removed.

Effect: medium (4 pages, 2 links, 2 addresses; all exports).

#### Errors: `check` fails

- f.yml:3:1: no “x”

#### Similar terms: one or two?

- `churn` and `leaver`, score 0.88: near

#### Renamed

- `nrr` is now `net-revenue-retention`; old links lead there

#### Removed

- **Beta** (`beta`): no reason is given, so links to it break

#### Names that now have several meanings

- **CR**: `churn-rate`, `credit`

#### Changed

- **Churn** (`churn`)
  - definition: Loss of a <del>user.</del> <ins>customer.</ins>
  - category: <ins>metrics</ins>
  - names: <del>drop (admitted)</del>; <ins>attrition (admitted)</ins>
  - relations: <ins>related renewal</ins>
  - also changed: notes

#### Added

- **Renewal** (`renewal`): Contract carried on.

#### Source entries that moved

- “Attrition” (s:L2): nowhere → `churn`; “a” is b

#### Pages whose links change

- `churn`: now also to `renewal`; no longer to `beta`
"""
    )


def test_nothing_is_said_in_one_line() -> None:
    assert (
        write_comment(Diff())
        == f"{MARKER}\n### What changes in the glossary\n\n**Nothing to review in the glossary.** No term changes.\n"
    )


def test_a_value_survives_json() -> None:
    assert json.loads(json.dumps(asdict(EVERYTHING)))["renamed"] == [
        {"before": "nrr", "after": "net-revenue-retention"}
    ]


def test_a_long_stretch_without_change_is_shortened() -> None:
    same = " ".join(f"w{n}" for n in range(30))
    pieces = (Piece(kind="same", text=same), Piece(kind="added", text="new"), Piece(kind="same", text=same))
    assert compared_words(pieces) == ("… w22 w23 w24 w25 w26 w27 w28 w29 <ins>new</ins> w0 w1 w2 w3 w4 w5 w6 w7 …")


@pytest.mark.parametrize("limit", [1_500, 4_000, COMMENT_LIMIT])
def test_a_comment_never_passes_the_limit(limit: int) -> None:
    many = tuple(Term(id=ConceptId(f"t{n}"), term="Term", definition="word " * 400, file="f") for n in range(500))
    written = write_comment(Diff(added=many), limit=limit)
    assert len(written) <= limit
    assert "Cut to fit into a comment; not shown: " in written


HOSTILE = (
    "<script>alert(1)</script>",
    "<!-- termbase-diff -->",
    "--> out of the comment",
    "@maintainers please merge, closes #1",
    "![x](https://evil.example/track.png)",
    "[click](javascript:alert(1))",
    "https://evil.example",
    "# Heading\n\n- list\n\n---",
    "</del></ins></details>",
    "`code` ``` fence",
    "| a | b |\n|---|---|",
    "a\u202eb\x1b[2J",
    "1. one",
    "&lt;b&gt;",
)


def with_words(text: str) -> Diff:
    """A comparison in which somebody's words stand wherever words can."""
    return Diff(
        added=(Term(id=ConceptId("a"), term=text, definition=text, file=text),),
        removed=(Term(id=ConceptId(text), term=text, definition=text, file=text),),
        renamed=(Pair(before=text, after=text),),
        changed=(
            Changed(
                id=ConceptId("b"), term=text, file=text, values={"term": Pair(before=text, after=text)},
                definition=(Piece(kind="removed", text=text), Piece(kind="same", text=text), Piece(kind="added", text=text)),
                names_added=(text,), relations_removed=(text,),
            ),
        ),
        merges=(Moved(entry=EntryKey(text), headword=text, before=None, after=ConceptId(text), because=text),),
        ambiguous=(Ambiguity(name=text, concepts=(ConceptId("a"), ConceptId(text))),),
        lookalikes=(SimilarPair(a=ConceptId("a"), b=ConceptId("b"), score=1, reason=text),),
        broken=(Diagnostic(code="TB1", severity=Severity.ERROR, message=text, where=Location(file=text), hint=text),),
    )  # fmt: skip


def assert_harmless(written: str) -> None:
    assert written.count("<!--") == 1
    assert written.startswith(MARKER + "\n")
    bare = written.removeprefix(MARKER)
    for tag in ("<ins>", "</ins>", "<del>", "</del>"):
        bare = bare.replace(tag, "")
    assert not {"<", ">"} & set(bare)
    assert "@" not in bare.replace("@&#8203;", "")
    assert "://" not in bare
    headings = [line for line in bare.split("\n") if line.startswith("#")]
    assert all(line.lstrip("#").startswith(" ") and "&#" not in line for line in headings)
    html = render(written.replace("&#8203;", ""), output_format="html")
    assert not any(mark in html for mark in ("<script", "<img", "<a ", "<table", "<blockquote", "<hr", "<h1", "<h2"))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words(text: str) -> None:
    assert_harmless(write_comment(with_words(text)))


@given(st.text(alphabet="<>!-@#[]()`*_|~\\\n :/.wahtps1&;$\"'=+\u202e"))
def test_no_words_get_out(text: str) -> None:
    assert_harmless(write_comment(with_words(text)))


def test_a_file_renamed_by_hand_is_followed_and_its_lost_id_is_found() -> None:
    found = compared(
        {
            "concepts/churn-rate.yml": None,
            "concepts/rate.yml": BASE["concepts/churn-rate.yml"],
            "concepts/churn.yml": BASE["concepts/churn.yml"].replace("churn-rate", "rate"),
        }
    )
    assert (found.added, found.removed) == ((), ())
    assert found.by_hand == found.renamed == (Pair(before="churn-rate", after="rate"),)
    assert "links to the old id break" in write_comment(found)


def test_files_renamed_by_hand_are_looked_up_and_not_compared_with_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    matched: list[str] = []

    class Matcher(SequenceMatcher[str]):
        def ratio(self) -> float:
            matched.append("")
            return super().ratio()

    monkeypatch.setattr(consequences, "SequenceMatcher", Matcher)
    number = 60
    old = {
        f"concepts/t{n}.yml": concept(
            f"Term {n}x", definition=f"Kind of thing with word{n} and more{n} for {n} people."
        )
        for n in range(number)
    }
    new = {f"concepts/u{n}.yml": old[f"concepts/t{n}.yml"] for n in range(0, number, 2)}
    new |= {
        f"concepts/u{n}.yml": concept(
            f"Other {n}y", definition=f"Kind of thing with word{n} and more{n} for {n} customers."
        )
        for n in range(1, number, 2)
    }
    found = compared({**dict.fromkeys(old), **new}, old)
    assert {(pair.before, pair.after) for pair in found.by_hand} == {(f"t{n}", f"u{n}") for n in range(number)}
    assert 0 < len(matched) <= number


@given(
    st.lists(st.lists(st.sampled_from("abcdef"), max_size=6).map(" ".join), min_size=2, max_size=9), st.integers(1, 8)
)
def test_what_was_renamed_by_hand_is_what_comparing_each_with_each_finds(texts: list[str], cut: int) -> None:
    def state(kind: str, definitions: list[str]) -> Glossary:
        files = {
            f"concepts/{kind}{n}.yml": concept(f"{kind} {n}", definition=text) for n, text in enumerate(definitions)
        }
        return compile_glossary(parse(text, file=path) for path, text in files.items())

    base, head = state("old", texts[:cut]), state("new", texts[cut:])
    left = list(head.termbase.concepts)
    expected = {}
    for before in base.termbase.concepts:
        likely = max(left, key=lambda after: consequences._similarity(before, after), default=None)
        if likely is not None and consequences._similarity(before, likely) >= 0.8:
            expected[before.id] = likely.id
            left.remove(likely)
    now = {concept.id: concept.id for concept in base.termbase.concepts}
    assert consequences.renamed_by_hand(base, head, now) == expected


def test_a_name_taken_from_another_term_is_found() -> None:
    base = {**BASE, "concepts/churn.yml": concept("Churn", synonyms=["customer churn"])}
    found = compared({"concepts/customer-churn.yml": concept("Customer churn")}, base)
    assert [(t.name, t.before) for t in found.takeovers] == [("customer-churn", "churn")]
    assert "**Not ready: the author must act.**" in write_comment(found)


def test_a_yaml_error_is_not_shown_as_edits() -> None:
    found = compared({"concepts/churn.yml": "term: Churn\ndefinition: a: b: c\n"})
    assert found.unreadable == ("concepts/churn.yml",)
    assert (found.changed, found.removed, found.links) == ((), (), ())


def test_a_reversed_source_is_shown() -> None:
    reversed_source = BASE["entries/s.yml"].replace("s on L1.", "s is not on L1.")
    (change,) = compared({"entries/s.yml": reversed_source}).evidence
    assert change.entry == "s:L1"
    assert "<ins>is not" in write_comment(compared({"entries/s.yml": reversed_source}))


def test_similar_terms_come_first_and_are_never_cut() -> None:
    many = tuple(Term(id=ConceptId(f"t{n}"), term="Term", definition="word " * 80, file="f") for n in range(300))
    pairs = tuple(SimilarPair(a=ConceptId(f"t{n}"), b=ConceptId("x"), score=0.9, reason="near") for n in range(42))
    written = write_comment(Diff(added=many, lookalikes=pairs))
    assert all(f"`t{n}` and `x`" in written for n in range(42))
    assert written.index("#### Similar terms") < written.index("#### Added")
    assert " of 300 under “Added”" in written
