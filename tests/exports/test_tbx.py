"""TBX-Basic, held to the structure of ISO 30042 and the data categories of the dialect."""

from collections import Counter
from xml.etree.ElementTree import Element, fromstring

import pytest

from termbase.exports import select
from termbase.site.site import Site
from tests.exports.sites import made, small

TBX = "{urn:iso:std:iso:30042:ed-2}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
AUX = frozenset(("admin", "adminGrp", "descrip", "descripGrp", "note", "ref", "transacGrp", "xref"))
CHILDREN = {
    "tbx": ("tbxHeader", "text"),
    "tbxHeader": ("fileDesc",),
    "fileDesc": ("titleStmt", "sourceDesc"),
    "titleStmt": ("title",),
    "text": ("body",),
}
"""Elements whose children come in this order, each at least once."""
MAY_HOLD = {
    "sourceDesc": {"p"},
    "body": {"conceptEntry"},
    "conceptEntry": AUX | {"langSec"},
    "langSec": AUX | {"termSec"},
    "termSec": AUX | {"term", "termNote", "note"},
    "descripGrp": {"descrip", "admin"},
    "transacGrp": {"transac", "date"},
}
CATEGORIES = {
    ("admin", "source"): {"conceptEntry", "langSec", "termSec", "descripGrp"},
    ("descrip", "subjectField"): {"conceptEntry"},
    ("descrip", "definition"): {"conceptEntry", "langSec", "descripGrp"},
    ("ref", "crossReference"): {"conceptEntry", "termSec"},
    ("xref", "externalCrossReference"): {"conceptEntry", "langSec", "termSec"},
    ("termNote", "administrativeStatus"): {"termSec"},
    ("termNote", "termType"): {"termSec"},
    ("transac", "transactionType"): {"transacGrp"},
}
"""Data categories of TBX-Basic that we use, each with the elements that may hold it."""
VALUES = {
    "administrativeStatus": {
        "preferredTerm-admn-sts",
        "admittedTerm-admn-sts",
        "deprecatedTerm-admn-sts",
        "supersededTerm-admn-sts",
    },
    "termType": {"fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase"},
    "transactionType": {"origination", "modification"},
}


def read(site: Site) -> Element:
    artifact = select(site, "tbx")
    assert artifact is not None
    return fromstring(artifact.data)


def name(element: Element) -> str:
    assert element.tag.startswith(TBX)
    return element.tag.removeprefix(TBX)


def assert_valid(root: Element) -> None:
    """Holds a document to the core structure and to the dialect."""
    assert name(root) == "tbx"
    assert (root.get("type"), root.get("style")) == ("TBX-Basic", "dca")
    ids = Counter(element.get("id") for element in root.iter() if element.get("id"))
    assert set(ids.values()) <= {1}
    for parent in root.iter():
        tag, children = name(parent), [name(child) for child in parent]
        if tag in CHILDREN:
            assert children == list(CHILDREN[tag])
        else:
            assert set(children) <= MAY_HOLD.get(tag, set()), tag
        if tag == "termSec":
            # The term, then its notes, then the rest.
            assert [children.index(c) for c in ("term",)] == [0]
            assert children.count("term") == 1
            assert sorted(children, key=("term", "termNote", "note", "admin").index) == children
        if tag in ("conceptEntry", "langSec"):
            part = "langSec" if tag == "conceptEntry" else "termSec"
            assert children.count(part) >= 1
            assert set(children[children.index(part) :]) == {part}
        if tag == "langSec":
            assert parent.get(LANG)
        if tag == "conceptEntry":
            assert (parent.get("id") or "")[:1].isalpha(), "an XML id begins with a letter"
        for child in parent:
            kind = child.get("type")
            if kind is not None:
                assert tag in CATEGORIES[name(child), kind]
            if kind in VALUES:
                assert child.text in VALUES[kind]
            if name(child) == "ref":
                assert child.get("target") in ids


def test_valid(site: Site) -> None:
    assert_valid(read(site))


def test_every_concept_is_there_with_every_name(site: Site) -> None:
    root = read(site)
    found = {
        entry.get("id"): [term.text for term in entry.iter(f"{TBX}term")] for entry in root.iter(f"{TBX}conceptEntry")
    }
    assert found == {f"c-{c.id}": [d.text for d in c.designations] for c in site.termbase.concepts}


def test_the_kinds_of_names_are_told() -> None:
    entry = next(e for e in read(small()).iter(f"{TBX}conceptEntry") if e.get("id") == "c-churn-rate")
    told = {
        section.findtext(f"{TBX}term"): tuple(note.text for note in section.iter(f"{TBX}termNote"))
        for section in entry.iter(f"{TBX}termSec")
    }
    assert told == {
        "Churn rate": ("preferredTerm-admn-sts", "fullForm"),
        "CR": ("admittedTerm-admn-sts", "abbreviation"),
        "attrition rate": ("admittedTerm-admn-sts",),
        "churnrate": ("admittedTerm-admn-sts", "variant"),
        "loss rate": ("deprecatedTerm-admn-sts",),
    }
    assert entry.findtext(f"{TBX}descrip") == "Metrics"
    assert entry.findtext(f"{TBX}transacGrp/{TBX}date") == "2024-02-29"
    assert [ref.text for ref in entry.findall(f"{TBX}ref")] == ["Rate", "Retention rate"]
    assert entry.findtext(f"{TBX}langSec/{TBX}descripGrp/{TBX}descrip") == "What Churn rate means."


@pytest.mark.parametrize(("id", "origin"), [("c-churn-rate", "Small"), ("c-upsell", "The book")])
def test_a_definition_says_whose_it_is(id: str, origin: str) -> None:
    entry = next(e for e in read(small()).iter(f"{TBX}conceptEntry") if e.get("id") == id)
    assert entry.findtext(f"{TBX}langSec/{TBX}descripGrp/{TBX}admin") == origin


def test_a_glossary_without_terms_has_no_file() -> None:
    assert select(made({}), "tbx") is None


def test_a_hostile_name_is_text(attack: tuple[Site, str]) -> None:
    site, expected = attack
    root = read(site)
    assert_valid(root)
    entry = next(e for e in root.iter(f"{TBX}conceptEntry") if e.get("id") == "c-churn-rate")
    assert [term.text for term in entry.iter(f"{TBX}term")][:2] == [expected, expected]
    assert next(root.iter(f"{TBX}title")).text == expected
