"""What an import says of a part of a file has the line and the column of that part, in every format."""

import pytest

from termbase.identity.names import index_names
from termbase.imports.formats import FORMATS, read_files
from termbase.imports.plan import plan
from termbase.imports.report import report_lines as report_lines
from termbase.text.line_starts import lines

OURS = '{"version": "1",\n "terms": [\n  {"term": "A [", "relations": {}, "entries": [{}]},\n  {"relations": {}, "entries": []}]}'
SKOS = "http://www.w3.org/2004/02/skos/core#"
MARKDOWN = """---
title: Our glossary
odd: x
---
# Glossary

Some *loose* text. ![pic](x.png)

## Churn

Loss of customers. <!-- one --> See [other](other.md).

> Quoted ![two](y.png)

## NRR

Net {{< figure "three" >}} and
second line [p](far.md).

| Term | Definition |
|---|---|
| ARR | Annual ![four](a.png) |

<table><tr><td>
  <!-- five -->
</table>

A
B
: both ![six](k.png)

[^x]: unused

[ref]: http://x.example "seven"
"""
ASCIIDOC = """= Glossary
Someone <a@b.example>

// remark
:attr: value

[glossary]
Churn:: Loss. image:x.png[one]
ARR::
Annual. footnote:[two]
+
More
of image:x.png[three]

|===
|Term |Definition

|NRR |Net image:k.png[four]
|===
"""
SPHINX = """Before.

.. glossary::

   Churn
      Loss :ref:`x <target>`.

   ARR
      Annual.

      .. image:: pic.png

After.
"""
PAGE = """Title
=====

Intro.

Churn
-----

Loss of it.

.. image:: x.png

ARR
  Annual `a <b.html>`__.
"""
TURTLE = f"""@prefix skos: <{SKOS}> .
@prefix : <http://x.example/> .
# <http://x.example/b> .
:a a skos:Concept ; skos:prefLabel "Churn"@en, "Abwanderung. x"@de ;
   skos:definition \"\"\"Not <http://x.example/b>. \"\"\"@en .
<http://x.example/b> a skos:Concept ; skos:prefLabel "Solde"@fr .
"""
RDF = f"""<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:skos='{SKOS}'>
 <skos:Concept rdf:about='a'><skos:prefLabel xml:lang='en'>Churn</skos:prefLabel></skos:Concept>
 <skos:Concept rdf:about='http://x.example/b'><skos:prefLabel xml:lang='fr'>Solde</skos:prefLabel></skos:Concept>
</rdf:RDF>
"""
JSON_LD = f"""{{"@context": {{"skos": "{SKOS}"}}, "@graph": [
 {{"@id": "http://x.example/a", "@type": "skos:Concept", "skos:prefLabel": "Churn"}},
 {{"@id": "http://x.example/b", "@type": "skos:Concept", "skos:prefLabel": {{"@value": "Solde", "@language": "fr"}}}}]}}
"""
TBX = """<tbx><text><body>
<conceptEntry id='x'><langSec xml:lang='en'><termSec><term>Churn</term></termSec></langSec>
 <langSec xml:lang='fr'><termSec><term>Attrition</term></termSec></langSec></conceptEntry></body></text></tbx>
"""
GLOSARIO = "- slug: a\n  en: {term: Churn, def: 'Loss ![i](x.png)'}\n  fr:\n    term: Attrition\n    def: x\n- slug: b\n  fr: {term: Solde, def: y}\n"
GLOSSARIST = "termid: 1\neng:\n  terms:\n  - designation: Churn\n  definition: Loss\nfra:\n  terms:\n  - designation: Attrition\n"
HTML = "<html>\n<h1>Glossary</h1>\r\n<p>loose <img alt=z></p>\r<dl>\n<dt>Churn\n<dd>Loss <!-- c -->\n<dd>\n <a href='o.html'>o</a>\n</dl>\n"
TABLES = [
    ("a.csv", "term,definition\nChurn,A loss\n\n,no name\n", "a.csv:4:1"),
    ("a.csv", 'term,definition\n"Churn","A\nloss"\n,no name\n', "a.csv:4:1"),
    ("a.csv", "sep=;\nterm;definition\nChurn;A loss\n;no name\n", "a.csv:4:1"),
    ("a.csv", "term,definition\rChurn,A loss\r,no name\r", "a.csv:3:1"),
    ("a.tsv", "\ufeffterm\tdefinition\nChurn\tA loss\n\tno name\n", "a.tsv:3:1"),
    ("a.csv", "Our terms\n\nterm,definition\nChurn,A loss\n", "a.csv:1:1"),
    ("a.txt", "#separator:tab\n#html:true\nChurn\tA loss\n\tno name\n", "a.txt:4:1"),
]
FILES: list[tuple[str, str, str, dict[str, str], list[str]]] = [
    ("csv", "a.csv", "term@en,definition,term@fr\nChurn,<b>Loss</b> <img alt=i>,Attrition\n", {"Churn": "2:1"}, ["2:1 i", "2:1 Attrition"]),
    ("anki", "a.txt", "#separator:tab\n#html:true\nChurn\tA loss <img alt=i>\n", {"Churn": "3:1"}, ["3:1 i"]),
    (
        "markdown", "a.md", MARKDOWN, {"Churn": "9:1", "NRR": "15:1"},
        ["2:1 title: Our glossary", "3:1 odd: x", "5:1 Glossary", "7:1 Some loose text.", "7:20 pic", "11:20 one", "11:37 other.md",
         "13:10 two", "17:5 figure \"three\"", "18:13 far.md", "22:16 four", "25:3 five", "30:8 six", "32:1 unused", "34:1 ref http://x.example seven"],
    ),
    ("markdown", "b.mdx", "import x\n\n# Churn\n\nLoss. {/* one */}\n", {"Churn": "3:1"}, ["1:1 import x", "5:7 one"]),
    ("markdown", "churn.md", "+++\ntitle = 'Churn'\nweight = 3\n+++\nLoss.\n", {"Churn": "2:1"}, ["3:1 weight: 3"]),
    ("markdown", "arr.md", "---\nkind: ARR\ntitle: ARR\n---\nAnnual.\n", {"ARR": "3:1"}, []),
    ("abbreviations", "a.md", "*[ABC]: A b c\n\nother\n\n  *[DEF]: D e f\n", {"A b c": "1:1", "D e f": "5:3"}, ["3:1 other"]),
    (
        "specup", "a.md", "intro\n[[def: Churn, loss]]\n~ Gone ![i](x.png)\n\n[[def: ARR]] same\n~ Annual [x](far.md)\n\n# Next\n",
        {"Churn": "2:8", "ARR": "5:8"}, ["1:1 intro", "3:6 i", "6:8 far.md", "8:1 # Next"],
    ),
    (
        "asciidoc", "a.adoc", ASCIIDOC, {"Churn": "8:1", "ARR": "9:1", "NRR": "18:1"},
        ["1:1 Glossary", "2:1 Someone <a@b.example>", "4:1 remark", "5:1 attr: value", "8:27 one", "10:19 two", "13:16 three", "18:23 four"],
    ),
    (
        "asciidoc", "b.adoc", "= G\n\n// tag::de[]\nKunde:: Wer kauft.\n// end::de[]\n// tag::en[]\nCustomer:: Buyer.\n// end::en[]\n",
        {"Customer": "7:1"}, ["1:1 G", "4:1 Kunde:: Wer kauft.", "6:1 tag::en[]", "8:1 end::en[]"],
    ),
    ("sphinx", "a.rst", SPHINX, {"Churn": "5:4", "ARR": "8:4"}, ["1:1 Before.", "6:12 target", "11:7 pic.png", "13:1 After."]),
    ("sphinx", "b.rst", PAGE, {"Churn": "6:1"}, ["1:1 Title", "4:1 Intro.", "11:1 x.png", "14:3 b.html"]),
    ("html", "a.html", HTML, {"Churn": "5:1"}, ["2:1 Glossary", "3:1 loose", "3:10 z", "6:10 c", "8:2 o.html"]),
    ("skos", "a.ttl", TURTLE, {"Churn": "4:1"}, ["4:1 Abwanderung. x", "6:1 Solde", "6:1 b Solde"]),
    ("skos", "a.rdf", RDF, {"Churn": "2:2"}, ["3:2 Solde", "3:2 b Solde"]),
    ("skos", "a.jsonld", JSON_LD, {"Churn": "2:10"}, ["3:10 Solde", "3:10 b Solde"]),
    ("tbx", "a.tbx", TBX, {"Churn": "2:1"}, ["3:2 Attrition"]),
    (
        "json", "a.json", '[\n {"term@en": "Churn", "definition": "<b>Loss</b> <img alt=i>",\n  "term@fr": "Attrition"},\n "ARR: annual",\n "' + "x" * 201 + '"]',
        {"Churn": "2:3", "ARR": "4:2"}, ["2:3 i", "3:3 Attrition", "5:2 " + "x" * 201],
    ),
    (
        "json", "a.jsonl", '{"term": "A", "definition": "x"}\n\n{"definition": "y", "category": "c"}\n', {"A": "1:2"},
        ["3:2 definition: y; category: c"],
    ),
    (
        "yaml", "a.yml", "- term: Churn\n  definition: <b>Loss</b> <img alt=i>\n- definition: y\n  category: c\n", {"Churn": "1:3"},
        ["1:3 i", "3:3 definition: y; category: c"],
    ),
    (
        "glosario", "a.yml", GLOSARIO, {"Churn": "1:3"},
        ["1:3 i", "3:3 term: Attrition; def: x", "6:3 slug: b", "7:3 term: Solde; def: y"],
    ),
    ("glossarist", "a.yml", GLOSSARIST, {"Churn": "1:1"}, ["7:3 terms: designation: Attrition"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "where"), TABLES)
def test_what_is_left_out_of_a_table_has_its_line(name: str, text: str, where: str) -> None:
    (left,) = read_files({name: text}).left_out
    assert left.where == where
    assert left.text.strip() in (lines(text)[int(where.split(":")[1]) - 1].strip(",;\t"), "Our terms")


@pytest.mark.parametrize(("form", "name", "text", "terms", "left"), FILES)
def test_terms_and_what_is_left_out_have_their_places(
    form: str, name: str, text: str, terms: dict[str, str], left: list[str]
) -> None:
    reading = read_files({name: text}, form=form)
    assert {term.name: term.where for term in reading.terms} == {key: f"{name}:{at}" for key, at in terms.items()}
    assert sorted(f"{one.where} {one.text}" for one in reading.left_out) == sorted(f"{name}:{line}" for line in left)


def test_every_format_is_tried() -> None:
    assert {form for form, *_ in FILES} == {item.name for item in FORMATS}


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("a.csv", "\n\nalpha,beta\n1,2\n", "a.csv:3:1"),
        ("a.json", OURS, "a.json:4:3"),
        ("a.json", '[\n {"a": }]', "a.json:2:8"),
        ("a.yml", "a: 1\nb: *c\n", "a.yml:2:4"),
        ("a.tbx", "<tbx>\n <a></b>", "a.tbx:2:7"),
        ("a.ttl", "@prefix : <http://x.example/> .\n:a :b .\n", "a.ttl:2:6"),
    ],
)
def test_a_problem_has_its_place(name: str, text: str, place: str) -> None:
    assert [problem.partition(": ")[0] for problem in read_files({name: text}).problems] == [place]


def test_the_report_says_where_terms_were_read() -> None:
    table = "term,definition,related\nBeta,One.,Nowhere\nBeta,Two.,\n!!!,Signs.,\n"
    made = plan(read_files({"a.csv": table}), index_names((), {}), source="s", title="S", way="concepts", existing={})
    told = "\n".join(report_lines(made, dry_run=True, details=True))
    assert "  Beta: a.csv:2:1, a.csv:3:1\n" in told
    assert "  a.csv:2:1: Beta: Nowhere\n" in told
    assert "a.csv:4:1: !!! Signs." in told


def test_html_says_where_nothing_but_its_own_marks_can() -> None:
    """A page of Markdown may hold what looks like the marks that carry places."""
    text = "# Glossary\n\n<at-0 p=99:99></at-0>\n\n## Churn\n\nLoss ![i](x.png).\n\n## ARR\n\nSum.\n"
    reading = read_files({"a.md": text})
    assert [term.where for term in reading.terms] == ["a.md:5:1", "a.md:9:1"]
    assert "a.md:7:6" in [one.where for one in reading.left_out]
