"""Glossaries in AsciiDoc: description lists, sections, tables, and what stands around them."""

import pytest

from termbase.imports.formats import guess, read_files
from termbase.imports.imported import Imported, ImportOptions

PAGE = """\
= My Glossary
Ann Author <ann@x.invalid>
v1.0, 2020-01-01
:product: Widget

Text about {product}.

////
A block
////
[glossary]
== Terms

[[bay]]Bay:: Place for *one* _thing_, see <<slot,the slot>>(((bay,defined))).
+
More about it:
+
[source,yaml]
----
kind: {bay}
----
* item one
** deep item
* item two

// between the two
Slot::
Opening::
  Other `place`; see https://x.invalid/a[the page^] and xref:bay.adoc#bay[].

[horizontal]
HTTP (Hypertext Transfer Protocol):: Protocol{nbsp}of the "`web`" & more.footnote:[Old one.]
Sub:: It has parts:
First::: One of them.

[cols="1,2",options="header"]
|===
|Term |Definition

|Quay
|Wall for *ships* \\| boats.

|Dock |Basin.
|===
"""


def read(text: str, name: str = "glossary.adoc") -> dict[str, Imported]:
    reading = read_files({name: text})
    assert reading.problems == ()
    return {term.name: term for term in reading.terms}


def test_a_page_with_everything() -> None:
    terms = read(PAGE)
    assert list(terms) == ["Bay", "Slot", "Hypertext Transfer Protocol", "Sub", "Quay", "Dock"]
    assert terms["Bay"].definition == "Place for **one** *thing*, see [[Slot|the slot]]."
    assert "```yaml\nkind: {bay}\n```" in (terms["Bay"].explanation or "")
    assert "- item one\n\n    - deep item\n- item two" in (terms["Bay"].explanation or "")
    assert terms["Slot"].synonyms == ("Opening",)
    assert terms["Slot"].definition == "Other `place`; see [the page](https://x.invalid/a) and [[Bay]]."
    assert terms["Hypertext Transfer Protocol"].abbreviations == ("HTTP",)
    assert terms["Hypertext Transfer Protocol"].definition == "Protocol of the “web” & more."
    assert "One of them." in (terms["Sub"].explanation or "")
    assert terms["Quay"].definition == "Wall for **ships** | boats."


def test_what_is_no_term_is_counted() -> None:
    left = {(one.kind, one.text) for one in read_files({"glossary.adoc": PAGE}).left_out}
    assert {
        ("authors and versions", "Ann Author <ann@x.invalid>"), ("attributes of the page", "product: Widget"),
        ("text outside the terms", "Text about Widget."), ("comments", "A block"), ("comments", "between the two"),
        ("index entries", "bay,defined"), ("footnotes", "Old one."), ("anchors", "bay"),
    } <= left  # fmt: skip


def test_sections_are_terms_where_there_is_no_list() -> None:
    terms = read("= Glossary\n\n== Bay\n\nPlace for a thing.\n\n== Slot\n\nOther place.\n\nNOTE: Rare.\n")
    assert {name: term.definition for name, term in terms.items()} == {
        "Bay": "Place for a thing.",
        "Slot": "Other place.",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a **b**c __d__e", "a **b**c *d*e"), ("2 * 3 * 4 and snake_case_name", "2 \\* 3 \\* 4 and snake\\_case\\_name"),
        ("`x` +y+ `+z+`", "`x` `y` `z`"), ("H~2~O^+^", "H₂O⁺"), ("see <<the-end>>", "see the end"),
        ("a -- b...", "a — b..."), ("link:x.html[words]", "words"), ("line +\nbreak", "line break"),
        ("#mark# \\*star*", "mark \\*star\\*"), ("&#8212; &amp; {undefined}", "— & {undefined}"), ("pass:[<u>]", "<u>"),
    ],
)  # fmt: skip
def test_markup_within_a_line(text: str, expected: str) -> None:
    assert read(f"Bay:: {text}\n")["Bay"].definition.replace("\\<", "<") == expected


@pytest.mark.parametrize("text", ["Bay:: Place.\n", "= Glossary\n\nBay::\n  Place.\n", "[glossary]\nBay::\n\nPlace.\n"])
def test_a_text_file_is_recognized(text: str) -> None:
    found = guess("glossary.txt", text)
    assert found is not None
    assert found.name == "asciidoc"
    assert read(text, "glossary.txt")["Bay"].definition == "Place."


@pytest.mark.parametrize(
    "piece", ["*", "_", "`", "[", "((", "<<", "image:", "link:", "::", "====\n", "* \n", "a:: \n", "{", "|===\n"]
)
def test_many_signs_cost_little(piece: str) -> None:
    read_files({"glossary.adoc": "Bay:: " + piece * 20_000})


def test_two_line_titles_anchors_and_links_between_files() -> None:
    files = {
        "a.adoc": "[glossary]\nOur Glossary\n============\n\nxref:A[A] xref:B[B]\n\n[glossary][[A]]\nApp Server ::\n  Runs apps, see <<bus>>.\n"
        "[[B]]Big data (BD)::\n  Much of it.\n",
        "b.adoc": "Buses\n-----\n\n[glossary]\n[[bus]]Message bus:: Carries messages to <<A,the server>>, not to <<nowhere>>.\n",
        "all.adoc": "= All\n\ninclude::a.adoc[]\ninclude::b.adoc[]\n",
    }
    reading = read_files(files)
    assert reading.problems == ()
    assert {term.name: term.definition for term in reading.terms} == {
        "App Server": "Runs apps, see [[Message bus]].", "Big data": "Much of it.",
        "Message bus": "Carries messages to [[App Server|the server]], not to nowhere.",
    }  # fmt: skip


def test_of_parts_tagged_by_language_one_is_taken() -> None:
    text = "[#term-x]\n\n// tag::EN[]\n==== Bay\n\nPlace.\n// end::EN[]\n\n// tag::DE[]\n==== Bucht\n\nOrt.\n// end::DE[]\n"
    reading = read_files({"x.adoc": text})
    assert [(term.name, term.definition) for term in reading.terms] == [("Bay", "Place.")]
    assert ("in other languages (de)", "==== Bucht Ort.") in {(one.kind, one.text) for one in reading.left_out}
    assert [term.name for term in read_files({"x.adoc": text}, ImportOptions(language="de")).terms] == ["Bucht"]
