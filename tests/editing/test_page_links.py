"""Links of hand-written pages after a rename."""

import pytest

from termbase.editing.page_links import with_new_id

PAGE = "guide/start.md"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[the page](../terms/nick.md)", "[the page](../terms/by.md)"),
        ("[x](../terms/nick.md#why) [y](/terms/nick/?a=b)", "[x](../terms/by.md#why) [y](/terms/by/?a=b)"),
        ("[x](../../terms/nick/)", "[x](../../terms/by/)"),
        ("![x](<../terms/nick.md> \"t\")", "![x](<../terms/by.md> \"t\")"),
        ("[x][ref]\n\n[ref]: ../terms/nick.md\n", "[x][ref]\n\n[ref]: ../terms/by.md\n"),
        ("[[nick]], [[nick|words]], [[ nick ]]", "[[by|nick]], [[by|words]], [[ by |nick]]"),
        ("[x](terms/nick.md) [y](../other/nick.md) [z](https://a.invalid/terms/nick/)", None),
        ("`[[nick]]` and\n\n```\n[x](../terms/nick.md)\n```\n", None),
        ("[[nickname]] [x](../terms/nick-name.md)", None),
    ],
)  # fmt: skip
def test_links_lead_to_the_new_address(before: str, after: str | None) -> None:
    made = with_new_id(before, page=PAGE, old="nick", new="by", shown="nick")
    assert made.text == (before if after is None else after)
    assert bool(made.places) is (after is not None)


def test_what_was_changed_is_listed_with_its_place() -> None:
    made = with_new_id("One.\n\nTwo [x](../terms/nick.md).", page=PAGE, old="nick", new="by", shown="Nick")
    assert made.places == ("3:9 ../terms/nick.md → ../terms/by.md",)


def test_html_is_listed_for_the_author() -> None:
    made = with_new_id('<a href="../../terms/nick/">x</a>', page=PAGE, old="nick", new="by", shown="Nick")
    assert made.left == ("1:10 ../../terms/nick/",)
