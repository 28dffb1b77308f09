"""A name to avoid, with the reason, from the file to everything that shows it."""

from xml.etree.ElementTree import fromstring

import pytest

from termbase.exports import select
from termbase.glossary import compile_glossary
from termbase.yaml_files.tree import parse
from tests.exports.sites import made

REASON = "A lamp is only the bulb and its stand."
FILES = {
    "concepts/light.yml": f"term: Light\ndeprecated: [glow, {{name: lamp, reason: {REASON}}}]\ndefinition: Visible rays.\n",
    "concepts/room.yml": "term: Room\ndefinition: Space with a lamp.\n",
}


def export(name: str) -> bytes:
    chosen = select(made(FILES), name)
    assert chosen is not None
    return chosen.data


def test_the_name_is_kept_with_its_reason() -> None:
    light = made(FILES).termbase.by_id["light"]
    assert [(d.text, d.kind.value, d.reason) for d in light.designations][1:] == [
        ("glow", "deprecated", None),
        ("lamp", "deprecated", REASON),
    ]


def test_the_rule_gives_the_reason_as_its_hint() -> None:
    found = compile_glossary(parse(text, file=path) for path, text in FILES.items()).diagnostics
    assert [d.hint.startswith(f"{REASON} Write “Light”") for d in found if d.code == "TB631"] == [True]


def test_tbx_has_the_reason_as_a_note_of_the_name() -> None:
    tree = fromstring(export("tbx"))
    notes = {t.findtext("{*}term"): t.findtext("{*}note") for t in tree.iter("{urn:iso:std:iso:30042:ed-2}termSec")}
    assert notes == {"Light": None, "glow": None, "lamp": REASON, "Room": None}


@pytest.mark.parametrize("item", ["{name: lamp}", "{reason: Because.}", "{name: lamp, reasons: Because.}", "[lamp]"])
def test_half_a_reason_is_an_error(item: str) -> None:
    text = f"term: Light\ndeprecated: [{item}]\ndefinition: Visible rays.\n"
    found = compile_glossary([parse(text, file="concepts/light.yml")]).diagnostics
    assert {d.where.file for d in found if d.severity.value == "error"} == {"concepts/light.yml"}
