"""YAML of others cannot become more than a file of ordinary size, whatever it repeats."""

import pytest

from termbase.imports.foreign_yaml import read_documents
from termbase.text.untrusted import UntrustedError
from termbase.text.untrusted_yaml import check_yaml


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("[" * 101, "more than 100 levels deep", (1, 101)),
        (
            "a: &a [x, x]\n" + "".join(f"b{n}: &a [{'*a, ' * 9}]\n" for n in range(9)),
            "more than 1,000,000 values",
            None,
        ),
        (f"- &a {'x' * 60_000}\n- [{'*a, ' * 2_000}]\n", "more than 1,000,000 values", None),
        ("a: *b", "the alias “*b” refers to nothing", (1, 4)),
        ("x: 1\ny: &a [*a]", "the alias “*a” refers to nothing, or to what it is part of", (2, 8)),
        ("\ufeffa: 1\n\tb", "not valid YAML", (2, 1)),
        ("a: 'é\u2028\n\rb: 'c'", "not valid YAML", (3, 5)),
        ("a: {", "not valid YAML", (1, 5)),
    ],
)
def test_what_could_do_harm_is_refused_with_its_place(text: str, message: str, place: tuple[int, int] | None) -> None:
    with pytest.raises(UntrustedError) as raised:
        check_yaml(text)
    assert message in raised.value.message
    assert raised.value.hint
    assert place is None or (raised.value.line, raised.value.column) == place


def test_aliases_within_the_limits_are_read() -> None:
    documents, wrong = read_documents("a: &a [1, ~]\nb: *a\n---\n{x: y}")
    assert (documents, wrong) == ([{"a": ["1", None], "b": ["1", None]}, {"x": "y"}], None)


def test_a_key_made_of_keys_does_not_grow_with_its_depth() -> None:
    documents, wrong = read_documents("{" * 60 + "'a''b': 1" + "}: 1" * 59 + "}")
    assert wrong is None
    assert len(str(documents)) < 10_000
