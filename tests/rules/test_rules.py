"""Each rule with glossaries that trip it and glossaries that do not; then what holds for all of them."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.glossary import compile_glossary
from termbase.model.diagnostics import Diagnostic, Severity
from termbase.rules import RULES
from termbase.rules.cycles import cycles
from termbase.rules.reading_level import reading_grade
from termbase.yaml_files.tree import parse
from tests.conftest import dump

Glossary = Mapping[str, Mapping[str, Any]]
"""Concept files by id; `termbase`, `sources` and `entries` are files of their own."""

RATE = r"\text{rate} = \frac{\text{lost}}{\text{all}} \times 100"
EXAMPLE = {"given": {"lost": "5", "all": "200"}, "result": "2.5", "text": "Of 200 customers, 5 leave: 2.5 percent."}
METRIC = {
    "definition": "Percentage of customers lost.",
    "formula": RATE,
    "formula_kind": "standard",
    "unit": "percent",
    "direction": "lower",
}
LONG = "Loss of a customer " + "and of the money paid each month " * 9
HARD = (
    "Institutionalized organizational functionality characterizing interdepartmental administrative responsibility"
    " notwithstanding incompatibilities of individually negotiated contractual obligations"
)
ENTRY = {"locator": "L1", "term": "Churn", "definition": "Loss of a customer."}
SOURCE = {"sources": [{"id": "a", "title": "A"}]}

FIELDS = {
    "title": "T",
    "fields": [
        {"id": "owner", "title": "The owner", "required": "true"},
        {"id": "review", "type": "date", "due": "true"},
        {"id": "born", "type": "date"},
    ],
}

BAD: list[tuple[str, Glossary, list[tuple[str, str]]]] = [
    # code, glossary, for each finding the file and the words its message must hold
    ("TB601", {"churn": {"definition": "Event in which churn happens."}}, [("churn", "“churn”")]),
    ("TB601", {"churn": {"definition": "Loss of a customer; see attrition.", "synonyms": ["attrition"]}},
     [("churn", "“attrition”")]),
    ("TB601", {"revenue": {"definition": "Money that counts as ARR.", "abbreviations": ["ARR"]}},
     [("revenue", "“ARR”")]),
    ("TB601", {"adoption-rate": {"definition": "Rate of the adoption of a product."}},
     [("adoption-rate", "“Rate of the adoption”")]),
    ("TB601", {"upsell": {"definition": "Outcome of upselling a customer."}}, [("upsell", "“upselling”")]),
    ("TB601", {"onboarding": {"definition": "Process of on-boarding a customer."}}, [("onboarding", "“on boarding”")]),
    ("TB601", {"zebra crossing": {"definition": "Place with a pelican light."},
               "pelican light": {"definition": "Lamp at a zebra crossing."}},
     [("pelican light", "“Pelican light” → “Zebra crossing” → “Pelican light”")]),
    ("TB601", {"alpha one": {"definition": "Kind of gamma three."}, "beta two": {"definition": "Kind of alpha one."},
               "gamma three": {"definition": "Kind of [[beta two]]."}, "delta": {"definition": "Kind of alpha one."}},
     [("alpha one", "“Alpha one” → “Gamma three” → “Beta two” → “Alpha one”")]),
    ("TB601", {"team plan": {"definition": "Paper that holds the plan of a team.", "broader": ["paper"]}, "paper": {}},
     [("team plan", "“plan of a team”")]),
    ("TB601", {"alpha one": {"definition": "Beta two of wood.", "broader": ["beta two"]},
               "beta two": {"definition": "Thing such as an alpha one."}},
     [("beta two", "“Alpha one” → “Beta two” → “Alpha one”")]),
    ("TB602", {"churn rate": {"definition": "Churn rate of a year.", "broader": ["churn"]}, "churn": {}},
     [("churn rate", "begins with “Churn rate”")]),
    ("TB602", {"churn": {"definition": "Churn is the loss of a customer."}}, [("churn", "begins with “Churn”")]),
    ("TB602", {"churn": {"definition": "The churns of a customer."}}, [("churn", "begins with “churns”")]),
    ("TB602", {"revenue": {"definition": "ARR is money in a year.", "abbreviations": ["ARR"]}}, [("revenue", "“ARR”")]),
    ("TB603", {"churn": {"definition": "Loss that lowers the NRR and the NRRs of others."}}, [("churn", "“NRR”")]),
    ("TB603", {"churn": {"definition": "Loss seen in DAU/MAU."}}, [("churn", "“DAU”"), ("churn", "“MAU”")]),
    ("TB604", {"churn": {"definition": f"{LONG}."}}, [("churn", "has 68 words")]),
    ("TB605", {"churn": {"definition": "Customer attrition."}}, [("churn", "only “Customer attrition.”")]),
    ("TB606", {"churn": {"definition": "Loss of a customer for"}, "a": {"definition": "A thing in itself."},
               "b": {"definition": "Is it a thing in itself?"}},
     [("churn", "“… a customer for”")]),
    ("TB607", {"churn": {"definition": "Loss of a customer.."}}, [("churn", "customer..")]),
    ("TB607", {"churn": {"definition": "Loss of a customer.", "notes": ["Said of one,."]}}, [("churn", "“notes”")]),
    ("TB608", {"termbase": {"title": "T", "language": "en-US"}, "churn": {"definition": "Loss organised by colour."}},
     [("churn", "“organised”"), ("churn", "“colour”")]),
    ("TB608", {"termbase": {"title": "T", "language": "en-GB"}, "churn": {"definition": "Loss of favorable behavior."}},
     [("churn", "“favorable”"), ("churn", "“behavior”")]),
    ("TB608", {"termbase": {"title": "T", "language": "en-US"}, "sources": SOURCE, "churn": {},
               "entries": {"source": "a", "entries": [{**ENTRY, "definition": "A cancelled contract."}]}},
     [("entries", "“cancelled”")]),
    ("TB608", {"termbase": {"title": "T", "language": "en-US"}, "churn": {},
               "rate": {"contrast": [{"term": "churn", "difference": "Another colour."}]}},
     [("rate", "“contrast” of “Rate”")]),
    ("TB609", {"churn": {"definition": f"{HARD}."}}, [("churn", "grade")]),
    ("TB610", {"churn": {"definition": f"{'one two three four ' * 11}."}}, [("churn", "no short definition")]),
    ("TB610", {"churn": {"short": "one two three four " * 6}}, [("churn", "has 24 words")]),
    ("TB611", {"sources": SOURCE, "churn": {}}, [("churn", "no source")]),
    ("TB612", {"termbase": {"title": "T", "categories": [{"id": "x", "title": "X"}]}, "churn": {}},
     [("churn", "no category")]),
    ("TB616", {"termbase": FIELDS, "churn": {"fields": {"review": "2026-11-29"}}}, [("churn", "was due on 2026-11-29")]),
    ("TB616", {"termbase": FIELDS, "churn": {"fields": {"review": "2026-10"}}}, [("churn", "was due on 2026-10")]),
    ("TB617", {"termbase": FIELDS, "churn": {}}, [("churn", "no “The owner”")]),
    ("TB613", {"churn": {}, "a": {"related": ["b"]}, "b": {}}, [("churn", "no relation to another")]),
    ("TB614", {"churn": {"explanation": "Less than 10 percent a year is often called good. It varies."}},
     [("churn", "“often called good”")]),
    ("TB614", {"churn": {"notes": ["A rate of 5 is generally considered very strong."]}}, [("churn", "very strong")]),
    ("TB614", {"churn": {"notes": ["Above 5 is generally seen as a fair result."]}}, [("churn", "as a fair")]),
    ("TB615", {"churn": {"status": "reviewed"}}, [("churn", "not by whom and when")]),
    ("TB621", {"a": {"part_of": ["b"]}, "b": {"broader": ["c"]}, "c": {"part_of": ["a"]}},
     [("a", "“A” → “B” → “C” → “A”")]),
    ("TB622", {"a": {"broader": ["b"]}, "b": {"part_of": ["a"]}}, [("a", "each is declared")]),
    ("TB622", {"a": {"broader": ["b"], "part_of": ["b"]}, "b": {}}, [("a", "both a kind and a part")]),
    ("TB622", {"a": {"narrower": ["b"], "parts": ["b"]}, "b": {}}, [("a", "both a kind and a part")]),
    ("TB622", {"a": {"part_of": ["b"], "related": ["b"]}, "b": {}}, [("a", "treats them as peers")]),
    ("TB621", {"a": {"broader": ["b"]}, "b": {"broader": ["c"]}, "c": {"broader": ["a"]}},
     [("a", "“A” → “B” → “C” → “A”")]),
    ("TB621", {"a": {"narrower": ["b"]}, "b": {"narrower": ["c"]}, "c": {"narrower": ["a"]}},
     [("a", "“A” → “C” → “B” → “A”")]),
    ("TB622", {"a": {"broader": ["b"]}, "b": {"broader": ["a"]}}, [("a", "each is declared broader")]),
    ("TB622", {"a": {"broader": ["b"], "narrower": ["b"]}, "b": {}}, [("a", "each is declared broader")]),
    ("TB622", {"a": {"broader": ["b"]}, "b": {"related": ["a"]}}, [("b", "“related” treats them as peers")]),
    ("TB622", {"a": {"broader": ["b"]}, "b": {"broader": ["c"]}, "c": {"related": ["a"]}},
     [("c", "“related” treats them as peers")]),
    ("TB622", {"a": {"broader": ["b"], "contrast": [{"term": "b", "difference": "One."}]}, "b": {}},
     [("a", "“contrast” treats them as peers")]),
    ("TB623", {"a": {"related": ["b"]}, "b": {"contrast": [{"term": "a", "difference": "One."}]}},
     [("a", "both related and contrasted")]),
    *(("TB624", {"beta": {}, "alpha": {"contrast": [{"term": "beta", "difference": difference}]}},
       [("alpha", f"says “{word}”")])
      for difference, word in [("Here it is hot; in beta it is cold.", "Here"), ("Alpha is hot; this is cold.", "this"),
                               ("Alpha is hot; the other is cold.", "the other"),
                               ("Alpha and beta; the latter is cold.", "the latter"),
                               ("Alpha and beta; the Former is hot.", "the Former")]),
    ("TB631", {"customer": {"deprecated": ["client"]}, "churn": {"notes": ["It harms Clients."]}},
     [("churn", "uses “client”")]),
    ("TB631", {"general availability": {"deprecated": ["general audience"]}, "beta": {"explanation": "No general audience."}},
     [("beta", "uses “general audience”")]),
    ("TB632", {"churn": {"definition": "Loss of a paying customer in a period."},
               "attrition": {"definition": "Loss of a paying customer in one period."}},
     [("attrition", "“Attrition” and “Churn”")]),
    ("TB641", {"rate": {**METRIC, "formula": r"\frac{1}"}}, [("rate", "“frac” needs 2 parts")]),
    ("TB641", {"rate": {**METRIC, "formula": r"\href{https://example.org}{x}"}}, [("rate", "“href”")]),
    ("TB641", {"rate": {**METRIC, "formula": r"\text{rate} = \sqrt{2}", "example": EXAMPLE}},
     [("rate", r"“\sqrt” is where a value is expected (column 15)")]),
    ("TB642", {"rate": {**METRIC, "example": {**EXAMPLE, "result": "2.6"}}}, [("rate", "gives 2.5, not 2.6")]),
    ("TB642", {"rate": {**METRIC, "example": {**EXAMPLE, "given": {"lost": "5"}}}}, [("rate", "no number for “all”")]),
    ("TB642", {"rate": {**METRIC, "example": {**EXAMPLE, "given": {"lost": "5", "all": "200", "won": "1"}}}},
     [("rate", "“won”, which the formula does not use")]),
    ("TB642", {"rate": {**METRIC, "example": {**EXAMPLE, "given": {"lost": "5", "all": "0"}}}}, [("rate", "by zero")]),
    ("TB642", {"rate": {"example": EXAMPLE}}, [("rate", "there is no formula")]),
    ("TB643", {"rate": {**METRIC, "example": {**EXAMPLE, "text": "Some of 200 leave."}}},
     [("rate", "omits its lost, 5"), ("rate", "omits its result, 2.5")]),
    ("TB644", {"rate": {"formula": RATE}}, [("rate", "no kind and no unit and no direction and no example")]),
    ("TB651", {"sources": SOURCE, "entries": {"source": "a", "entries": [{**ENTRY, "inferred": "true"}]}},
     [("entries", "has no confidence")]),
    ("TB651", {"sources": SOURCE, "entries": {"source": "a", "entries": [{**ENTRY, "confidence": "low"}]}},
     [("entries", "was not inferred")]),
    ("TB661", {"churn": {"allow": {"TB604": "No reason."}}}, [("churn", "allows TB604")]),
]  # fmt: skip

GOOD: list[tuple[str, Glossary]] = [
    ("TB601", {"churn": {}, "churn rate": {"definition": "Percentage of churn in a period."}}),
    ("TB601", {"churn": {"definition": "Loss that the churn rate counts."}, "churn rate": {}}),
    ("TB601", {"rate": {"definition": "Number of churns; the churn rate is one."}, "churn rate": {}}),
    ("TB601", {"one-to-many": {"definition": "Manner in which one serves many."}}),
    ("TB601", {"account map": {"definition": "Sheet with a map.", "abbreviations": ["MAP"]}}),
    ("TB601", {"churn rate": {"definition": "Number that tells of churn, rate of change included."}}),
    ("TB601", {"alpha one": {"definition": "Kind of beta two."}, "beta two": {"definition": "Kind of gamma three."},
               "gamma three": {"definition": "Kind of thing."}}),
    ("TB601", {"alpha one": {"definition": "Kind of plan."}, "plan": {"definition": "Kind of alpha one."}}),
    ("TB601", {"added revenue": {"definition": "Revenue added by old customers."}, "revenue": {}}),
    ("TB601", {"winning team": {"definition": "Team for winning.", "broader": ["team"]}, "team": {}}),
    ("TB601", {"added yearly revenue": {"definition": "Yearly revenue that is new.", "synonyms": ["revenue"],
               "broader": ["yearly revenue"]}, "yearly revenue": {}}),
    ("TB602", {"team plan": {"definition": "Plan for a team.", "synonyms": ["plan"], "broader": ["plan"]}, "plan": {}}),
    ("TB602", {"churn": {"definition": "Loss of a customer."}, "churn rate": {}}),
    ("TB602", {"churn": {"definition": "Churn rate of one customer."}, "churn rate": {}}),
    ("TB603", {"churn": {"definition": "Loss for a B2B company in the US, part II."}, "b2b": {"term": "Business to business (B2B)"}}),
    ("TB603", {"churn": {"definition": "Loss of net revenue retention (NRR), with NRR below 100."}}),
    ("TB603", {"churn": {"definition": "Loss of 16GB, $5M and 4KB by A and I."}}),
    ("TB603", {"churn": {"definition": "Loss of NRR (net revenue retention) at a LinkedIn customer."}}),
    ("TB604", {"churn": {"definition": "one two three " * 20}}),
    ("TB604", {"termbase": {"title": "T", "language": "zh"}, "churn": {"definition": "一 " * 90}}),
    ("TB605", {"churn": {"definition": "Loss of a customer."}}),
    ("TB605", {"termbase": {"title": "T", "language": "ja"}, "churn": {"definition": "顧客の損失。"}}),
    ("TB606", {"churn": {"definition": "Loss of a customer"}, "a": {"definition": "A thing in itself"},
               "b": {"definition": "A thing in itself."}}),
    ("TB607", {"churn": {"definition": "Loss … or ... else of .NET, i.e. a customer."}}),
    ("TB608", {"termbase": {"title": "T", "language": "en-US"},
               "churn": {"definition": "Loss organized by color, at the Labour Centre; a canceled dialogue."}}),
    ("TB608", {"termbase": {"title": "T", "language": "en-GB"},
               "churn": {"definition": "Loss organized by colour of a program with a license and a meter."}}),
    ("TB608", {"termbase": {"title": "T", "language": "en"}, "churn": {"definition": "Loss of colour and color."}}),
    ("TB608", {"termbase": {"title": "T", "language": "fr-FR"}, "churn": {"definition": "Le centre."}}),
    ("TB609", {"churn": {"definition": "Loss of a customer, who cancels a subscription or lets it lapse."}}),
    ("TB609", {"termbase": {"title": "T", "language": "de"}, "churn": {"definition": f"{HARD}."}}),
    ("TB610", {"churn": {"definition": "one two three four " * 10}}),
    ("TB610", {"churn": {"definition": f"{'one two three four ' * 11}.", "short": "One to four."}}),
    ("TB610", {"termbase": {"title": "T", "language": "zh"}, "churn": {"definition": "一 " * 50}}),
    ("TB611", {"churn": {}}),
    ("TB611", {"sources": SOURCE, "churn": {"references": [{"title": "A", "supports": "All of it."}]}}),
    ("TB611", {"sources": SOURCE, "churn": {"notes": ["General usage."]}}),
    ("TB611", {"sources": SOURCE, "churn": {}, "entries": {"source": "a", "entries": [ENTRY]}}),
    ("TB612", {"churn": {}}),
    ("TB612", {"termbase": {"title": "T", "categories": [{"id": "x", "title": "X"}]}, "churn": {"category": "x"}}),
    ("TB613", {"churn": {}, "a": {}}),
    ("TB613", {"churn": {}, "a": {"related": ["churn"]}}),
    ("TB614", {"churn": {"explanation": "A short call is often considered good. In 2020 it grew by 3 percent."}}),
    ("TB614", {"churn": {"explanation": "Above 100 percent, the group grows."}}),
    ("TB614", {"churn": {"explanation": "About 90 percent is often called good.",
                         "references": [{"title": "A", "supports": "The 90 percent."}]}}),
    ("TB614", {"termbase": {"title": "T", "language": "de"}, "churn": {"notes": ["5 is often called good."]}}),
    ("TB615", {"churn": {"status": "reviewed", "reviewed": {"by": "Jane Doe", "date": "2025-03-01"}}}),
    ("TB615", {"churn": {}, "a": {"status": "draft"}}),
    ("TB616", {"termbase": FIELDS, "churn": {"fields": {"review": "2026-11-30"}}, "a": {"fields": {"review": "2026"}}}),
    ("TB616", {"termbase": FIELDS, "churn": {"fields": {"review": "2026-11", "born": "2001"}}}),
    ("TB617", {"termbase": FIELDS, "churn": {"fields": {"owner": "Ann"}}}),
    ("TB622", {"a": {"part_of": ["b"]}, "b": {"parts": ["a"]}}),
    ("TB621", {"a": {"broader": ["b", "c"]}, "b": {"broader": ["d"]}, "c": {"broader": ["d"]}, "d": {}}),
    ("TB621", {"a": {"broader": ["b"]}, "b": {"broader": ["a"]}}),
    ("TB622", {"a": {"broader": ["b"]}, "b": {"narrower": ["a"]}, "c": {"broader": ["b"], "related": ["a"]}}),
    ("TB623", {"a": {"related": ["b"]}, "b": {"related": ["a"]}, "c": {"contrast": [{"term": "a", "difference": "1."}]}}),
    *(("TB624", {"beta ray": {"term": "Beta ray (BR)", "synonyms": ["cold light"]},
                 "alpha": {"contrast": [{"term": "beta ray", "difference": difference}]}})
      for difference in ("Alphas are hot; a beta ray is cold.", "The alpha is hot this year; BRs are cold.",
                         "Alpha is hot; beta-ray counts are cold.", "Cold light is not alpha but another.")),
    ("TB624", {"beta": {}, "alpha": {"contrast": [{"term": "beta"}]}}),
    ("TB624", {"termbase": {"title": "T", "language": "de"}, "beta": {},
               "alpha": {"contrast": [{"term": "beta", "difference": "Hier ist es warm, dort kalt."}]}}),
    ("TB631", {"customer": {"deprecated": ["client"], "notes": ["Not client."]}, "churn": {"notes": ["Not “client”."]}}),
    ("TB631", {"customer": {"deprecated": ["end client"]}, "churn": {"notes": ["The end. Clients leave."]}}),
    ("TB631", {"customer": {"deprecated": ["client"]}, "client": {}, "churn": {"notes": ["A client."]}}),
    ("TB631", {"customer": {"deprecated": ["client"]}, "sources": SOURCE,
               "churn": {"disagreements": [{"topic": "x", "positions": [{"source": "a", "claim": "A client."}]}]},
               "entries": {"source": "a", "entries": [{**ENTRY, "definition": "A client is lost."}]}}),
    ("TB632", {"churn": {"definition": "Loss of a paying customer in a period.", "related": ["attrition"]},
               "attrition": {"definition": "Loss of a paying customer in one period."}}),
    ("TB632", {"churn": {"definition": "Loss of a paying customer in a period.",
                         "distinct_from": [{"term": "attrition", "reason": "They differ."}]},
               "attrition": {"definition": "Loss of a paying customer in one period."}}),
    ("TB632", {"churn": {"definition": "Loss of a customer."}, "renewal": {"definition": "Contract carried on."}}),
    ("TB641", {"rate": {**METRIC, "example": EXAMPLE}}),
    ("TB641", {"rate": {**METRIC, "formula": r"\sigma = \sqrt{\frac{1}{N} \sum_{i=1}^N (x_i - \mu)^2}"}}),
    ("TB642", {"rate": {**METRIC, "example": EXAMPLE}}),
    ("TB642", {"rate": {**METRIC, "example": {"given": {"lost": "1", "all": "3"}, "result": "33.33", "text": "x"}}}),
    ("TB642", {"rate": {**METRIC, "example": "In words alone."}}),
    ("TB643", {"rate": {**METRIC, "example": EXAMPLE}}),
    ("TB643", {"rate": {**METRIC, "example": {"given": {"lost": "1", "all": "3"}, "result": "33.33",
                                              "text": "Of 3 customers 1 leaves, 33 percent."}}}),
    ("TB643", {"rate": {**METRIC, "formula": r"\text{rate} = \text{lost} \times \text{all}",
                        "example": {"given": {"lost": "0.05", "all": "-1200000"}, "result": "-60000",
                                    "text": "A fall of 5% of $1.2 million is $60,000."}}}),
    ("TB644", {"rate": {**METRIC, "example": EXAMPLE}}),
    ("TB644", {"churn": {}}),
    ("TB651", {"sources": SOURCE,
               "entries": {"source": "a", "entries": [{**ENTRY, "inferred": "true", "confidence": "low"},
                                                      {**ENTRY, "locator": "L2"}]}}),
    ("TB661", {"churn": {"definition": "Customer attrition.", "allow": {"TB605": "The name says it all."}}}),
]  # fmt: skip


def found(glossary: Glossary, code: str | None = None) -> list[Diagnostic]:
    """What the rules find in a small glossary."""
    files = {}
    for name, keys in glossary.items():
        if name in ("termbase", "sources"):
            files[f"{name}.yml"] = dump(keys)
        elif name == "entries":
            files["entries/a.yml"] = dump(keys)
        else:
            term = {"term": name.capitalize(), "definition": f"Thing of its own, told by {name.encode().hex()}."}
            files[f"concepts/{name.replace(' ', '-')}.yml"] = dump({**term, **keys})
    compiled = compile_glossary((parse(text, file=path) for path, text in files.items()), today="2026-11-30")
    assert not [str(d) for d in compiled.diagnostics if not d.code.startswith("TB6")]
    return [d for d in compiled.diagnostics if code is None or d.code == code]


def file_of(name: str) -> str:
    return "entries/a.yml" if name == "entries" else f"concepts/{name.replace(' ', '-')}.yml"


@pytest.mark.parametrize(("code", "glossary", "expected"), BAD)
def test_a_rule_finds(code: str, glossary: Glossary, expected: list[tuple[str, str]]) -> None:
    findings = found(glossary, code)
    assert [d.where.file for d in findings] == [file_of(name) for name, _ in expected], findings
    for finding, (_, words) in zip(findings, expected, strict=True):
        assert words in finding.message
        assert finding.hint.endswith((".", "”"))


def test_the_message_about_a_long_definition_ends_with_the_maximum() -> None:
    (finding,) = found({"churn": {"definition": f"{LONG}."}}, "TB604")
    assert finding.message == "the definition of “Churn” has 68 words; the maximum is 60"


@pytest.mark.parametrize(("code", "glossary"), GOOD)
def test_a_rule_is_content(code: str, glossary: Glossary) -> None:
    assert [str(d) for d in found(glossary, code)] == []


def test_every_rule_has_a_glossary_that_trips_it_and_one_that_does_not() -> None:
    codes = {rule.code for rule in RULES} | {"TB661"}
    assert {code for code, _, _ in BAD} == {code for code, _ in GOOD} == codes
    assert [rule.code for rule in RULES] == sorted(codes - {"TB661"})


@pytest.mark.parametrize(
    ("difference", "unnamed"),
    [
        ("One is hot, one is cold.", "“Alpha” or “Alpha ray”"),
        ("Alpha is hot.", "“Alpha ray”"),
        ("An alpha ray is cold.", "“Alpha”"),
        ("Alpha, ray of light.", "“Alpha ray”"),
    ],
)
def test_a_contrast_that_leaves_a_term_unnamed_is_a_note(difference: str, unnamed: str) -> None:
    glossary: Glossary = {"alpha": {"contrast": [{"term": "alpha ray", "difference": difference}]}, "alpha ray": {}}
    assert [(d.severity, d.message.partition(" does not name ")[2]) for d in found(glossary, "TB624")] == [
        (Severity.NOTE, unnamed)
    ]


NOTES = {"TB612", "TB613", "TB606", "TB609", "TB610", "TB611", "TB614", "TB615", "TB616", "TB617", "TB644"}


@pytest.mark.parametrize(("code", "glossary"), [(code, glossary) for code, glossary, _ in BAD])
def test_style_is_a_note_and_a_defect_is_a_warning(code: str, glossary: Glossary) -> None:
    expected = Severity.NOTE if code in NOTES else Severity.WARNING
    assert {d.severity for d in found(glossary, code)} == {expected}


def test_a_circle_too_wide_to_notice_is_a_note() -> None:
    names = ["alpha one", "beta two", "gamma three", "delta four", "epsilon five"]
    rings = {
        size: {name: {"definition": f"Kind of {names[(n + 1) % size]}."} for n, name in enumerate(names[:size])}
        for size in (4, 5)
    }
    assert {size: [d.severity.value for d in found(ring, "TB601")] for size, ring in rings.items()} == {
        4: ["warning"],
        5: ["note"],
    }


def test_the_smallest_glossary_is_left_alone() -> None:
    assert (
        found({"churn": {"definition": "Loss of a customer."}, "renewal": {"definition": "Contract carried on."}}) == []
    )


CATEGORIES = "title: T\ncategories: [{id: x, title: X}]\n"
PAIR = {"a.yml": {"term": "A", "definition": "One.", "related": ["b"]}, "b.yml": {"term": "B", "definition": "Two."}}


@pytest.mark.parametrize(
    ("code", "key", "others"),
    [
        ("TB611", "note", {}),
        ("TB612", "categroy", {}),
        ("TB613", "contrst", {}),
        ("TB644", "exampel", METRIC),
    ],
)
@pytest.mark.parametrize("near", [True, False], ids=["misspelled", "something else"])
def test_what_a_misspelled_key_would_have_given_is_not_missed_as_well(
    code: str, key: str, others: Mapping[str, Any], near: bool
) -> None:
    concepts = {**PAIR, "rate.yml": {"term": "Rate", "definition": "Share.", **others, (key if near else "wyz"): ["x"]}}
    files = {"termbase.yml": CATEGORIES, "sources.yml": dump(SOURCE)}
    files |= {f"concepts/{name}": dump(keys) for name, keys in concepts.items()}
    told = compile_glossary(parse(text, file=name) for name, text in files.items()).diagnostics
    codes = [d.code for d in told if d.where.file == "concepts/rate.yml"]
    assert "TB202" in codes
    assert (code in codes) is not near


def test_the_place_is_that_of_the_key() -> None:
    (finding,) = found({"churn": {"unit": "percent", "definition": "Customer attrition."}}, "TB605")
    assert finding.where.line == 2
    (finding,) = found(
        {"a": {"definition": "First of all letters.", "broader": ["b"], "related": ["b"]}, "b": {}}, "TB622"
    )
    assert (finding.where.file, finding.where.line) == ("concepts/a.yml", 5)


def test_an_allowed_finding_stays_as_a_note_with_the_reason() -> None:
    allowed = {"churn": {"definition": "Customer attrition.", "allow": {"TB605": "Everybody  knows."}}}
    (finding,) = found(allowed)
    assert (finding.code, finding.severity) == ("TB605", Severity.NOTE)
    assert finding.hint == "Allowed by the term file: “Everybody knows.”"


def test_an_allowance_holds_for_its_own_file_and_code_only() -> None:
    short = {"definition": "Customer attrition."}
    glossary = {"a": {**short, "allow": {"TB605": "One.", "TB604": "Two."}}, "b": {"definition": "Client loss."}}
    assert [(d.where.file, d.code, d.severity.value) for d in found(glossary)] == [
        ("concepts/a.yml", "TB605", "note"),
        ("concepts/a.yml", "TB661", "warning"),
        ("concepts/b.yml", "TB605", "warning"),
    ]


def test_an_allowance_holds_for_its_own_term_in_a_file_of_several() -> None:
    several = {"terms": [
        {"term": "A", "definition": "Customer attrition.", "allow": {"TB605": "One."}},
        {"definition": "Client loss.", "term": "B"},
    ]}  # fmt: skip
    compiled = compile_glossary([parse(dump(several), file="concepts/few.yml")])
    assert [(d.where.line, d.code, d.severity.value) for d in compiled.diagnostics] == [
        (3, "TB605", "note"),
        (6, "TB605", "warning"),
    ]


def test_an_allowance_needs_the_code_of_a_rule() -> None:
    compiled = compile_glossary(
        [parse("term: A\ndefinition: A thing in itself.\nallow: {TB1: x}\n", file="concepts/a.yml")]
    )
    (problem,) = compiled.diagnostics
    assert problem.code == "TB202"
    assert "“TB1”" not in problem.hint
    assert "no rule" in problem.message


GRAPHS = st.dictionaries(st.sampled_from("abcdefg"), st.lists(st.sampled_from("abcdefg"), max_size=3).map(tuple))


@given(GRAPHS)
def test_circles_are_circles_and_leave_out_no_node_that_is_on_one(graph: dict[str, tuple[str, ...]]) -> None:
    circles = list(cycles(graph))
    for circle in circles:
        assert len(set(circle)) == len(circle) >= 2
        assert circle[0] == min(circle)
        assert all(b in graph[a] for a, b in zip(circle, (*circle[1:], circle[0]), strict=True))
    assert {node for circle in circles for node in circle} == {node for node in graph if returns(graph, node)}
    assert len(circles) <= len(graph)


def returns(graph: dict[str, tuple[str, ...]], start: str) -> bool:
    """Says whether a way leads from a node by another back to it."""
    reached: set[str] = set()
    todo = [node for node in graph[start] if node != start]
    while todo:
        node = todo.pop()
        if node not in reached:
            reached.add(node)
            todo += graph.get(node, ())
    return start in reached


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("The cat sat on the mat.", -3, 2),
        ("Loss of a customer, who cancels a subscription or lets it lapse and so stops paying the vendor.", 7, 11),
        (f"{HARD}.", 25, 50),
        ("", 0, 0),
        ("12 %", 0, 0),
    ],
)
def test_the_reading_grade_is_that_of_flesch_and_kincaid(text: str, low: float, high: float) -> None:
    assert low <= reading_grade(text) <= high


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("cat", 1), ("rate", 1), ("table", 2), ("customer", 3), ("revenue", 3), ("canceled", 2), ("scale", 1), ("places", 2), ("stopped", 1),
     ("needed", 2), ("changes", 2), ("makes", 1), ("people", 2), ("agree", 2), ("percentage", 3)],
)  # fmt: skip
def test_syllables_are_counted(word: str, syllables: int) -> None:
    assert round((reading_grade(word) + 15.59 - 0.39) / 11.8) == syllables
