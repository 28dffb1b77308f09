import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.glossary import Glossary, compile_glossary
from termbase.model.author_files import Category, ConceptFile
from termbase.reading.decode import decode
from termbase.reading.files import read_file
from termbase.review.issue_form import FORM_LIMIT, Filled, FormQuestion, Problem, clean, questions, read_form
from termbase.review.proposal import Proposal, Reporter, propose, reply
from termbase.text.slug import is_id
from termbase.yaml_files.tree import parse, plain_values
from termbase.yaml_files.write import write_term
from tests.conftest import concept, dump, entries, sources
from tests.ours import ours

ROOT = Path(__file__).parents[2]
FORM = questions(read_file(ROOT / ".github/ISSUE_TEMPLATE/new-term.yml", name="new-term.yml"))
CATEGORIES = (Category(id="metrics", title="Metrics"), Category(id="roles", title="Roles and people"))
AGREED = "- [X] I wrote this myself, and it may be published under the glossary's license (CC BY 4.0)."
GIVEN = {
    "term": "Churn rate (CR)",
    "definition": "Share of customers lost.",
    "category": "Metrics",
    "agreement": AGREED,
}


def issue(answers: Mapping[str, str], *, form: tuple[FormQuestion, ...] = FORM) -> str:
    """The text of an issue as GitHub makes it of a filled form."""
    return "\n\n".join(f"### {q.label}\n\n{answers.get(q.id, '') or '_No response_'}" for q in form)


def fill(**answers: str) -> Filled:
    return read_form(issue(GIVEN | answers), questions=FORM, categories=CATEGORIES)


def glossary(files: Mapping[str, str] | None = None) -> Glossary:
    return compile_glossary(
        [parse(text, file=f"glossary/{path}") for path, text in (files or {}).items()], root="glossary"
    )


def proposed(filled: Filled, *, base: Glossary | None = None, login: str = "ann", number: int = 7) -> Proposal:
    reporter = Reporter(login=login, number=number)
    made = propose(filled, base=base or glossary(), prefix="glossary", folder="glossary", issue=12, reporter=reporter)
    assert isinstance(made, Proposal), made
    return made


class TestTheForm:
    def test_it_offers_the_categories_of_the_glossary(self) -> None:
        form = parse((ROOT / ".github/ISSUE_TEMPLATE/new-term.yml").read_text("utf-8"), file="form")
        (options,) = [item for item in plain_values(form.root)["body"] if item.get("id") == "category"]
        titles = [category.title for category in ours().termbase.categories]
        assert options["attributes"]["options"] == [*titles, "I am not sure"]

    def test_it_asks_for_a_term_a_definition_and_consent_and_leaves_the_rest_open(self) -> None:
        assert [q.id for q in FORM if q.required] == ["term", "definition", "category", "agreement"]
        assert len({q.label for q in FORM}) == len(FORM)

    def test_what_it_asks_has_a_place_in_a_term_file_or_goes_to_the_reviewers(self) -> None:
        elsewhere = {"remarks", "agreement"}
        assert {q.id for q in FORM} - elsewhere <= {*ConceptFile.__dataclass_fields__}


class TestAnswers:
    def test_a_filled_form_becomes_the_keys_of_a_term_file(self) -> None:
        filled = fill(
            abbreviations="CR, CRT", synonyms="- attrition rate\n- logo churn rate", explanation="One.\r\n\r\n\r\nTwo.  ",
            example="Of 10, 1 leaves.", related="churn; renewal", remarks="Met it at work.",
        )  # fmt: skip
        assert filled == Filled(
            id="churn-rate",
            data={
                "term": "Churn rate (CR)", "abbreviations": ("CRT",),
                "synonyms": ("attrition rate", "logo churn rate"), "category": "metrics", "status": "draft",
                "definition": "Share of customers lost.", "explanation": "One.\n\nTwo.", "example": "Of 10, 1 leaves.",
            },
            related=("churn", "renewal"),
            remarks="Met it at work.",
        )  # fmt: skip

    def test_what_was_left_open_is_left_out(self) -> None:
        assert set(fill(category="I am not sure").data) == {"term", "status", "definition"}

    @pytest.mark.parametrize(
        ("answers", "label", "message"),
        [
            ({"term": ""}, "Term", "nothing is written here"),
            ({"term": "+++"}, "Term", "“+++” cannot be the name of a term"),
            ({"term": "two\nlines"}, "Term", "“two\nlines” cannot be the name of a term"),
            ({"term": "x" * 81}, "Term", "81 characters are more than the 80 that fit here"),
            ({"definition": ""}, "Definition", "nothing is written here"),
            ({"definition": "x" * 601}, "Definition", "601 characters are more than the 600 that fit here"),
            ({"abbreviations": "A,B,C,D,E,F"}, "Abbreviations", "more than 5 names, or one longer than 20 characters"),
            ({"synonyms": "x" * 81}, "Other names", "more than 10 names, or one longer than 80 characters"),
            ({"agreement": AGREED.replace("X", " ")}, "Your words", "nothing is written here"),
            ({"agreement": ""}, "Your words", "nothing is written here"),
        ],
    )
    def test_an_answer_that_cannot_be_used_is_told(self, answers: dict[str, str], label: str, message: str) -> None:
        filled = fill(**answers)
        assert [(p.label, p.message) for p in filled.problems] == [(label, message)]
        assert (filled.id, filled.data) == ("", {})

    @pytest.mark.parametrize(
        ("body", "message"),
        [
            ("", "the headings of the form are missing or in a different order"),
            ("Please add churn.", "the headings of the form are missing or in a different order"),
            (issue(GIVEN, form=FORM[::-1]), "the headings of the form are missing or in a different order"),
            (
                issue(GIVEN | {"remarks": "### Definition\n\nAnother."}),
                "the heading “Definition” appears in the issue twice",
            ),
            ("x" * (FORM_LIMIT + 1), "the issue is too long to be read"),
        ],
    )
    def test_an_issue_that_is_not_the_form_as_filed_is_refused(self, body: str, message: str) -> None:
        (problem,) = read_form(body, questions=FORM).problems
        assert problem.message == message

    def test_a_heading_that_is_not_one_of_the_form_is_text(self) -> None:
        assert fill(explanation="### Nota bene\n\nText.").data["explanation"] == "### Nota bene\n\nText."


HOSTILE = (
    "$(touch /tmp/owned) `touch /tmp/owned` ; rm -rf / && echo",
    "${{ secrets.GITHUB_TOKEN }} {{ config }} {% raw %}",
    "<blink onclick=alert(1)> <x-evil>", "<\u200bscript<script",
    "../../.github/workflows/evil",
    "![x](https://example.org/pixel.png) [y](javascript:alert(1))",
    "!!python/object/apply:os.system ['id']",
    "&anchor *alias <<: {a: b} ? - | > % @",
    "key: value # comment",
    "::set-output name=x::y %0A::error::no",
    "Co-authored-by: root <root@example.org>",
    "[skip ci] closes #1 @everyone",
    "-rf --upload-pack=evil",
    "CON", "NUL.yml", "index",
    "'; DROP TABLE terms; --",
    "\u202eevil\u2066 \u200b\ufeff\x00\x1b[31m",
    "null", "yes", "1.10", "0x1f", "~ x", "2001-01-01",
)  # fmt: skip


class TestHostileText:
    @pytest.mark.parametrize("text", HOSTILE)
    def test_a_hostile_field_is_text_in_the_file_and_nothing_anywhere_else(self, text: str) -> None:
        filled = fill(term=f"Term {text}", definition=text, explanation=text, synonyms=text, related=text, remarks=text)
        made = proposed(filled)
        assert is_id(made.id)
        assert made.path == f"glossary/concepts/{made.id}.yml"
        document = parse(made.content, file=made.path)
        assert document.diagnostics == ()
        read = decode([document], root="glossary").entries[0].spec
        shown = " ".join(clean(text).split())
        assert read.definition == shown
        assert isinstance(read, ConceptFile)
        assert made.title == f"Add the term {made.id}"
        assert made.message == (
            f"Add the term {made.id}\n\nCloses #12\n\nCo-authored-by: ann <7+ann@users.noreply.github.com>\n"
        )

    @pytest.mark.parametrize("text", HOSTILE)
    def test_the_words_of_a_pull_request_carry_no_markup_mention_or_reference_of_a_stranger(self, text: str) -> None:
        body = proposed(fill(term=f"Term {text}", definition=text, remarks=text, related="x " + text[:70])).body
        for harmful in ("<script", "<img", "![", "[x]", "[y]", "@everyone", "closes #1 ", "\u202e", "\x1b"):
            assert harmful not in body

    @given(st.text(max_size=200), st.text(max_size=200))
    def test_any_text_is_read_back_as_it_was_written(self, term: str, definition: str) -> None:
        filled = fill(term=term, definition=definition)
        if filled.problems:
            return
        document = parse(write_term(filled.data), file="concepts/x.yml")
        assert document.diagnostics == ()
        assert plain_values(document.root)["definition"] == filled.data["definition"]
        assert plain_values(document.root)["term"] == filled.data["term"]
        assert is_id(filled.id)

    @given(st.text(max_size=100))
    def test_nothing_invisible_is_left(self, text: str) -> None:
        kept = clean(text)
        assert clean(kept) == kept
        assert all(c in "\n\u200c\u200d" or unicodedata.category(c)[0] != "C" for c in kept)

    @given(st.text(max_size=300))
    def test_any_issue_can_be_read(self, body: str) -> None:
        assert read_form(body, questions=FORM).problems


class TestCredit:
    @pytest.mark.parametrize("login", ["ann", "A", "ann-lee-3", "a" * 39, "ann_acme"])
    def test_an_account_is_credited_at_the_address_that_keeps_its_mailbox_private(self, login: str) -> None:
        assert Reporter(login=login, number=7).credit == f"Co-authored-by: {login} <7+{login}@users.noreply.github.com>"

    @pytest.mark.parametrize(
        ("login", "number"),
        [("", 7), ("ann\nCo-authored-by: x <x@y>", 7), ("ann>", 7), ("-ann", 7), ("a" * 60, 7), ("äon", 7), ("ann", 0)],
    )
    def test_what_no_account_is_called_is_not_credited(self, login: str, number: int) -> None:
        assert Reporter(login=login, number=number).credit is None
        made = proposed(fill(), login=login, number=number)
        assert made.message == "Add the term churn-rate\n\nCloses #12\n"
        assert "no longer has an account" in made.body


BASE = {
    "concepts/churn.yml": concept("Churn", synonyms=["attrition"], former_ids=["leaving"]),
    "concepts/renewal.yml": concept("Renewal"),
    "entries/a.yml": entries("a", {"locator": "L1", "term": "Net revenue retention (NRR)"}),
    "sources.yml": sources("a"),
    "termbase.yml": dump({"title": "T", "categories": [{"id": "metrics", "title": "Metrics"}]}),
}


class TestProposals:
    @pytest.mark.parametrize("term", ["Churn", "churn", "Attrition", "Leaving"])
    def test_a_term_that_is_there_is_not_proposed_again(self, term: str) -> None:
        reporter = Reporter(login="ann", number=7)
        made = propose(
            fill(term=term), base=glossary(BASE), prefix="glossary", folder="glossary", issue=1, reporter=reporter
        )
        assert isinstance(made, Problem)
        assert made.message == f"the glossary already has “Churn”, which “{term}” means"

    def test_a_term_that_only_sources_speak_of_gets_its_file(self) -> None:
        made = proposed(fill(term="NRR"), base=glossary(BASE))
        assert made.path == "glossary/concepts/net-revenue-retention.yml"

    def test_related_terms_are_written_by_id_and_unknown_ones_told_to_reviewers(self) -> None:
        made = proposed(fill(related="attrition, renewals, moonlight"), base=glossary(BASE))
        assert "related: [churn, renewal]\n" in made.content
        assert "Listed as related, but not a term here: moonlight." in made.body

    def test_the_file_begins_with_the_line_for_editors(self) -> None:
        first = "# yaml-language-server: $schema=../../schemas/concept.schema.json"
        assert proposed(fill()).content.partition("\n")[0] == first

    def test_the_text_says_what_changes_and_what_the_check_finds(self) -> None:
        body = proposed(fill(definition="Loss of [[nobody]]."), base=glossary(BASE)).body
        assert body.startswith("Closes #12, whose author is credited as co-author.\n")
        assert "Terms: 1 added." in body
        assert "nobody" in body.partition("#### What `termbase check` says")[2].partition("###")[0]
        assert "Nothing: everything is in order." not in body

    def test_an_answer_names_each_problem_without_markup_of_a_stranger(self) -> None:
        told = reply(fill(term="<b>@all</b>\n#1", definition="").problems)
        assert "**Definition**: nothing is written here." in told
        assert reply(fill(term="<*>").problems).count("<") == 0
