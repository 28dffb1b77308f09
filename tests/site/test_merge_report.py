"""The merge report: counts, what to look at first, and a page a letter where there is much."""

from typing import Any

import pytest

from termbase.model.vocabulary import Risk
from termbase.site.merge_report import MERGES_ON_ONE_PAGE, merge_report
from termbase.site.pages import pages
from tests.conftest import entries, load, sources
from tests.exports.sites import made
from tests.site.test_pages import body

TRAIN = "Movable rails that lead a train from one track to another."
PEDAL = "Pedal with which a guitarist turns an effect on or off."


def files(*pairs: tuple[str, dict[str, Any]]) -> dict[str, str]:
    names = sorted({source for source, _ in pairs})
    listed = {f"entries/{n}.yml": entries(n, *(item for source, item in pairs if source == n)) for n in names}
    return {"sources.yml": sources(*names), **listed}


HOMONYMS = files(
    ("rail", {"locator": "switch", "term": "Switch", "definition": TRAIN}),
    ("rail", {"locator": "signal", "term": "Signal", "definition": "Lamp or arm beside the track that stops a train."}),
    ("road", {"locator": "signal", "term": "Signal", "definition": "Lamp that stops vehicles."}),
    ("music", {"locator": "switch", "term": "Switch", "definition": PEDAL}),
)


def test_it_counts_by_rule_risk_and_source() -> None:
    termbase, _ = load(HOMONYMS)
    report = merge_report(termbase)
    assert [(rule.value, count) for rule, count in report.rules] == [("same-name", 1)]
    assert sum(count for _, count in report.risks) == 1
    assert {item.source: (item.entries, item.merged, item.questions) for item in report.sources} == {
        "music": (1, 0, 1),
        "rail": (2, 1, 1),
        "road": (1, 1, 0),
    }


def test_the_most_doubtful_merge_comes_first() -> None:
    same = {"definition": TRAIN}
    evidence = [
        (source, {"locator": term, "term": term, **keys})
        for source in ("a", "b")
        for term, keys in (("Points", same), ("Sleeper", {}))
    ]
    report = merge_report(load(files(*evidence))[0])
    assert [item.concept.id for item in report.doubtful] == ["sleeper"]
    assert report.doubtful[0].account.risk in (Risk.HIGH, Risk.MEDIUM)
    assert report.doubtful[0].account.name_alone


def test_the_pages_of_a_question_show_each_other_and_why() -> None:
    for path, other in (("terms/switch", "../switch-rail/"), ("terms/switch-rail", "../switch/")):
        html = body(HOMONYMS, path)
        assert "Perhaps the same" in html
        assert f'href="{other}"' in html
        assert "the definitions share no word besides the name" in html
    report = body(HOMONYMS, "merges/index")
    assert "Perhaps one concept" in report
    assert "For: both are called “Switch”" in report


def test_a_decided_question_is_on_the_page_with_its_reason_and_date() -> None:
    line = '  - {same_as: ["music:switch", "rail:switch"], reason: Both change a path., date: 2031-02-03}'
    decided = {**HOMONYMS, "decisions.yml": f"decisions:\n{line}\n"}
    assert "Both change a path. (February 3, 2031)" in body(decided, "merges/index")
    assert "Reviewed, February 3, 2031" in body(decided, "terms/switch")
    assert "Perhaps the same" not in body(decided, "terms/switch")


@pytest.mark.parametrize(("count", "letters"), [(MERGES_ON_ONE_PAGE, False), (MERGES_ON_ONE_PAGE + 1, True)])
def test_many_merges_have_a_page_a_letter(count: int, letters: bool) -> None:
    same = {"definition": "A thing."}
    evidence = [
        (source, {"locator": f"{n}", "term": f"{'ab'[n % 2]}{n}", **same})
        for source in ("x", "y")
        for n in range(count)
    ]
    assert ("merges/letter-a" in {page.path for page in pages(made(files(*evidence)))}) is letters
