"""XML that is written as text is what the library would write of a tree."""

from xml.etree.ElementTree import Element

from hypothesis import given
from hypothesis import strategies as st

from termbase.exports.xml_document import DECLARATION, add, branch, leaf, serialize

TEXTS = st.sampled_from(("", " ", "a & b", "<b>", "\"'", "\r\n\t", "\x00\ud800", "é日本")) | st.text(max_size=12)


@given(TEXTS, st.lists(st.tuples(TEXTS, TEXTS), max_size=3), TEXTS)
def test_text_and_tree_give_the_same_bytes(title: str, items: list[tuple[str, str]], language: str) -> None:
    root = Element("root", {"kind": "x"})
    inner = add(root, "inner", xml__lang=language)
    add(inner, "title", title)
    group = add(inner, "group")
    for text, key in items:
        add(group, "item", text, key=key)
    leaves = (leaf("item", text, key=key) for text, key in items)
    children = (leaf("title", title), branch(2, "group", leaves))
    written = branch(0, "root", (branch(1, "inner", children, xml__lang=language),), kind="x")
    assert f"{DECLARATION}{written}".encode() == serialize(root)
