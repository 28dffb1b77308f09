"""Reasons for and against a merge: complete in the catalogue, English as text, and said in the language of a site."""

import pickle
import re
from dataclasses import replace
from pathlib import Path

import termbase
from termbase.model.reason import Reason
from termbase.site.render import render
from termbase.site.sentences import english, with_catalogue
from termbase.text.english import english_texts
from tests.exports.sites import real

PACKAGE = Path(termbase.__file__).parent
USED = re.compile(r'"(reason\.[a-z-]+)"')


def backward() -> str:
    """A catalogue in which each reason is its key, before its values: a language that resembles no other."""
    shown = {key: sorted(set(re.findall(r"\{\w+\}", forms[-1]))) for key, forms in english_texts().items()}
    return "\n".join(
        f'msgid "{key}"\nmsgstr "|{key} {" ".join(values)}|"\n'
        for key, values in shown.items()
        if key.startswith("reason.")
    )


def test_each_reason_is_in_the_catalogue_and_none_is_left_over() -> None:
    used = {key for path in PACKAGE.rglob("*.py") for key in USED.findall(path.read_text("utf-8"))}
    assert len(used) > 40
    assert used == {key for key in english_texts() if key.startswith("reason.")}


def test_a_reason_is_its_english_text() -> None:
    reason = Reason.of("reason.words-shared", words=("contract", "renew"))
    assert reason == "the definitions share “contract”, “renew”"
    inner = Reason.of("reason.quoted-entry", name="Churn", source="book", place="L12")
    assert Reason.of("reason.same-as", name=inner, other=Reason.of("reason.quoted", name="Loss")) == (
        "an editor says that “Churn” (book L12) is the same as “Loss”"
    )
    assert Reason.of("reason.name-of-several", name="CSM", n=2) == "“CSM” is a name of 2 concepts."


def test_a_reason_can_be_copied_to_another_process() -> None:
    reason = Reason.of("reason.begin", word="rate")
    again = pickle.loads(pickle.dumps(reason))
    assert (again, again.key, again.values) == (reason, reason.key, reason.values)


def test_a_location_within_a_reason_is_said_as_elsewhere() -> None:
    say = english().reason
    inner = Reason.of("reason.quoted-entry", name="L12", source="book", place="L12")
    assert say(Reason.of("reason.repeats", source="book", place="L12")) == "book repeats line 12 with the same text"
    assert say(Reason.of("reason.same-as", name=inner, other="x")).startswith(
        "an editor says that “L12” (book line 12)"
    )
    assert say("Words of an author.") == "Words of an author."


def test_no_reason_of_a_translated_site_is_english() -> None:
    site = real()
    translated = replace(site, sentences=with_catalogue(site.sentences, backward(), file="x.po"))
    reasons = {str(edge.because) for c in site.termbase.concepts for a in c.accounts for edge in a.chain}
    signs = {str(sign.words) for c in site.termbase.concepts for a in c.accounts for sign in a.signs}
    signs |= {str(sign.words) for question in site.termbase.questions for sign in question.signs}
    assert min(len(reasons), len(signs)) > 10
    english_pages = "".join(body.html for body in render(site))
    pages = "".join(body.html for body in render(translated))
    for text in sorted(reasons | signs):
        assert text not in pages, text
    assert sum(text in english_pages for text in signs) > 3
    assert "|reason.its-name " in pages
