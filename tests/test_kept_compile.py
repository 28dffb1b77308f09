"""A compile that keeps what the last one made gives the same as one that starts from nothing, after any edits."""

import pickle
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termbase import glossary as glossaries
from termbase.glossary import Glossary, KeptCompile, compile_glossary
from termbase.linking.site_pages import SitePages
from termbase.linking.texts import ConceptTexts
from termbase.rules import Reads
from termbase.yaml_files.tree import Document, parse

Files = dict[str, str]

WORDS = ("churn", "churn rate", "on-boarding", "NRR", "quick ratio", "health score", "client", "adoption", "seat")
"""Names and words alike, so that an edit of one file makes or breaks links in others."""
TEXTS = (
    "Loss of a {a} by a {b}.",
    "Share of [[{a}]] in {b}",
    "A *{a}* with an on-{b} and {b}s.. See [there](other.md) and [{a}](t2.md).",
    "{a}",
    "Onboarding of the {a}\n\n- first {b}\n- `{a}`\n",
    "What is often considered a good {a} is 90 percent of {b}. It uses XQZ.",
)


def term(name: str, text: str, extra: str) -> str:
    """A term file."""
    quoted = text.replace("\n", "\n  ")
    return f"term: {name}\ndefinition: |-\n  {quoted}\n{extra}"


NAMES = st.sampled_from(WORDS)
PROSE = st.builds(lambda text, a, b: text.format(a=a, b=b), st.sampled_from(TEXTS), NAMES, NAMES)
EXTRAS = st.one_of(
    st.just(""),
    st.just("# a comment\n"),
    st.builds("synonyms: [{}]\n".format, NAMES),
    st.builds("deprecated: [{}]\n".format, NAMES),
    st.builds("abbreviations: [{}]\n".format, st.sampled_from(["NRR", "QR"])),
    st.builds("related: [{}]\n".format, NAMES),
    st.builds("broader: [t1]\nlinking: {{explicit: [{}]}}\n".format, NAMES),
    st.builds("contrast: [{{term: {}, difference: The other has a {}.}}]\n".format, NAMES, NAMES),
    st.just("same_as: [a:L1]\n"),
    st.just("allow: {TB606: It is short.}\n"),
    st.just("oops: [\n"),
)
FILES = st.sampled_from([f"g/concepts/t{number}.yml" for number in range(1, 6)])
ONE = st.builds(term, NAMES, PROSE, EXTRAS)
ENTRIES = st.builds(
    "source: a\nentries:\n  - {{locator: L1, term: {}, definition: Loss of {}.}}\n  - {{locator: L2, term: {}}}\n".format,
    NAMES, NAMES, NAMES,
)  # fmt: skip
HEADS = st.sampled_from(
    ["title: T\n", "title: T\ncategories: [{id: c, title: C, introduction: A churn.}]\n", "title: T\nlanguage: de\n"]
)
EDITS = st.one_of(
    st.tuples(FILES, st.one_of(ONE, ONE, st.none())),
    st.tuples(st.just("g/entries/a.yml"), st.one_of(ENTRIES, st.none())),
    st.tuples(st.just("g/termbase.yml"), HEADS),
    st.tuples(st.just("g/sources.yml"), st.sampled_from(["sources: [{id: a, title: A}]\n", None])),
)


def compiled(documents: Mapping[str, Document], kept: KeptCompile | None, *, pages: bool) -> Glossary:
    """The glossary of some files."""
    known = SitePages(listed=lambda: ["other.md"] if len(documents) % 2 else []) if pages else None
    return compile_glossary(documents.values(), root="g", today="2026-01-01", pages=known, kept=kept)


def shown(texts: ConceptTexts) -> object:
    """All that pages show of the texts of a concept."""
    return (
        texts.definition.html(lambda target: target.path),
        texts.definition.targets,
        [(id, text.html(lambda target: target.path)) for id, text in texts.contrasts.items()],
        [(key, text.html(lambda target: target.path)) for key, text in texts.accounts.items()],
    )


def everything(glossary: Glossary) -> object:
    """All that a site shows of a glossary."""
    texts = glossary.texts
    return (
        glossary.diagnostics,
        glossary.termbase,
        {id: shown(item) for id, item in texts.concepts.items()},
        {key: text.html(lambda target: target.path) for key, text in texts.unresolved.items()},
        texts.links_to,
        texts.linked_from,
        list(glossary.index.entries()),
        glossary.names,
        glossary.every_name,
    )


@settings(deadline=None)
@given(st.dictionaries(FILES, ONE, min_size=2), st.lists(EDITS, min_size=1, max_size=6), st.booleans(), st.booleans())
def test_after_any_edits_the_glossary_is_the_same_as_one_compiled_from_nothing(
    files: Files, edits: list[tuple[str, str | None]], pages: bool, stored: bool
) -> None:
    kept = KeptCompile()
    documents = {file: parse(text, file=file) for file, text in files.items()}
    compiled(documents, kept, pages=pages)
    for file, text in edits:
        documents.pop(file, None)
        if text is not None:
            documents[file] = parse(text, file=file)
        if stored:
            documents, kept = pickle.loads(pickle.dumps((documents, kept)))
        warm, cold = (compiled(documents, memory, pages=pages) for memory in (kept, None))
        assert everything(warm) == everything(cold)
        again = compiled(documents, kept, pages=pages)
        assert everything(again) == everything(cold)


def sample(count: int) -> dict[str, Document]:
    """A glossary in which each term uses the name of the one before it."""
    texts = {
        f"g/concepts/t{n}.yml": f"term: Zeta{n} thing\ndefinition: Kind of zeta{n - 1} thing.\n" for n in range(count)
    }
    return {file: parse(text, file=file) for file, text in texts.items()}


def test_an_edit_of_one_text_renders_one_text_and_checks_one_concept() -> None:
    kept, documents = KeptCompile(), sample(50)
    compiled(documents, kept, pages=False)
    assert kept.texts.rendered == 50
    file = "g/concepts/t7.yml"
    documents[file] = parse("term: Zeta7 thing\ndefinition: Sort of zeta6 thing.\n", file=file)
    compiled(documents, kept, pages=False)
    assert kept.texts.rendered == 1
    assert kept.findings.made == {Reads.TEXTS: 1, Reads.NAMES: 1}
    assert kept.entries.made == 1


def test_another_name_renders_only_the_texts_with_words_that_begin_it() -> None:
    kept, documents = KeptCompile(), sample(50)
    compiled(documents, kept, pages=False)
    file = "g/concepts/t7.yml"
    documents[file] = parse("term: Omega thing\ndefinition: Kind of zeta6 thing.\n", file=file)
    compiled(documents, kept, pages=False)
    # The renamed term, and the one whose text has its old name.
    assert kept.texts.rendered == 2
    assert kept.findings.made[Reads.TEXTS] == 2


def test_a_new_name_is_found_where_a_text_has_it_with_a_hyphen() -> None:
    kept, file = KeptCompile(), "g/concepts/t.yml"
    documents = {file: parse("term: Zeta\ndefinition: Kind of pre-sales work.\n", file=file)}
    compiled(documents, kept, pages=False)
    file = "g/concepts/new.yml"
    documents[file] = parse("term: Presales\ndefinition: Sort of thing.\n", file=file)
    warm, cold = (compiled(documents, memory, pages=False) for memory in (kept, None))
    assert [*cold.texts.linked_from["new"]] == ["t"]
    assert everything(warm) == everything(cold)


def test_what_a_comment_moves_is_reported_at_its_new_place() -> None:
    kept, documents = KeptCompile(), sample(3)
    file = "g/concepts/t1.yml"
    places = []
    for comment in ("", "# A comment.\n"):
        text = f"term: Zeta1 thing\n{comment}definition: Kind of QXZ.. with [[nothing]].\n"
        documents[file] = parse(text, file=file)
        found = compiled(documents, kept, pages=False).diagnostics
        assert found == compiled(documents, None, pages=False).diagnostics
        places.append({item.where.line for item in found if item.where.file == file})
    assert places == [{2}, {3}]


def test_a_link_to_a_page_is_checked_again_in_each_compile() -> None:
    kept, text = KeptCompile(), "term: Zeta\ndefinition: See [there](other.md).\n"
    documents = {"g/concepts/t.yml": parse(text, file="g/concepts/t.yml")}
    for there in (True, False, True):
        pages = SitePages(listed=lambda there=there: ["other.md"] if there else [])
        glossary = compile_glossary(documents.values(), root="g", pages=pages, kept=kept)
        assert any(item.code == "TB502" for item in glossary.diagnostics) is not there


def test_without_any_edit_the_last_glossary_is_given_again(monkeypatch: pytest.MonkeyPatch) -> None:
    kept, documents = KeptCompile(), sample(5)
    first = compiled(documents, kept, pages=True)
    monkeypatch.setattr(glossaries, "_compiled", None)
    again = compiled(documents, kept, pages=True)
    assert everything(again) == everything(first)
    assert again.pages is not first.pages
    assert kept.made == 0
