import ast
import re
from pathlib import Path

import pytest

import termbase
from termbase.text.counted import counted

PACKAGE = Path(termbase.__file__).parent
NOUNS = "file|term|name|id|entry|page|link|draft|problem|setting|reference|definition|draft"
NUMBER = re.compile(rf"\x00 (?:{NOUNS})s\b(?! no )|\x00 (?:entries|addresses)\b")


@pytest.mark.parametrize(
    ("number", "noun", "more", "told"),
    [
        (0, "file", "", "0 files"),
        (1, "file", "", "1 file"),
        (2, "entry", "", "2 entries"),
        (1, "entry", "", "1 entry"),
        (3, "key", "", "3 keys"),
        (2, "address", "", "2 addresses"),
        (1000, "name", " to avoid", "1,000 names to avoid"),
    ],
)
def test_the_noun_agrees_with_the_number(number: int, noun: str, more: str, told: str) -> None:
    assert counted(number, noun, more) == told


def test_no_message_puts_a_number_before_a_noun_that_is_always_in_the_plural() -> None:
    found = []
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = [part.value if isinstance(part, ast.Constant) else "\0" for part in node.values]
                if NUMBER.search("".join(map(str, parts))):
                    found.append(f"{path.name}:{node.lineno}")
    assert not found
