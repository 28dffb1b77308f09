"""Each reader, on a small invented file of its format."""

import pytest

from termbase.identity.names import index_names
from termbase.imports.formats import guess, read_files
from termbase.imports.imported import Imported, ImportOptions
from termbase.imports.plain_text import as_markdown
from termbase.linking.index import index_links
from termbase.linking.restricted_markdown import RichText


def read(file: str, text: str, *, language: str | None = None) -> tuple[Imported, ...]:
    reading = read_files({file: text}, ImportOptions(language=language))
    assert not reading.problems
    return reading.terms


CSV = """Term,Acronym,Description,See also,Owner
Churn rate,CR,"Share lost, in percent",Retention; Renewal,Ann
Retention,,Share kept,,
"""


def test_csv_maps_the_usual_headers_and_keeps_the_rest() -> None:
    first, second = read("terms.csv", CSV)
    assert (first.name, first.abbreviations, first.definition) == ("Churn rate", ("CR",), "Share lost, in percent")
    assert first.related == ("Retention", "Renewal")
    assert first.rest == {"Owner": "Ann"}
    assert first.locator == "Churn rate"
    assert second.name == "Retention"


def test_tsv_and_semicolons_are_found_from_the_header() -> None:
    assert read("a.tsv", "name\tmeaning\nBeta\tA trial\n")[0].definition == "A trial"
    assert read("a.csv", "name;meaning\nBeta;A trial\n")[0].definition == "A trial"


def test_a_cell_that_an_export_guarded_against_formulas_is_read_back() -> None:
    assert read("a.csv", "term,definition\n'=SUM,x\n")[0].name == "=SUM"


def test_json_takes_a_list_an_object_by_name_and_a_nested_list() -> None:
    (listed,) = read("a.json", '[{"id": "amm", "term": "Automated market maker (AMM)", "aliases": ["AMM", "maker"]}]')
    assert (listed.name, listed.abbreviations, listed.synonyms) == ("Automated market maker", ("AMM",), ("maker",))
    assert [t.name for t in read("b.json", '{"Beta": "A trial", "Churn": "A loss"}')] == ["Beta", "Churn"]
    assert read("c.json", '{"version": 1, "terms": [{"name": "Beta", "description": "A trial"}]}')[0].name == "Beta"


TURTLE = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <https://x.invalid/terms/> .
:churn a skos:Concept ; skos:prefLabel "Churn"@en, "Abwanderung"@de ; skos:altLabel "CHN"@en, "customer loss"@en ;
  skos:hiddenLabel "churm"@en ; skos:definition "A loss."@en ; skos:broader :event ; skos:related :rate .
:event a skos:Concept ; skos:prefLabel "Event"@en .
"""


def test_skos_takes_labels_of_the_language_and_relations_by_their_last_part() -> None:
    churn, event = read("a.ttl", TURTLE)
    assert (churn.name, churn.id, churn.abbreviations, churn.synonyms) == (
        "Churn",
        "churn",
        ("CHN",),
        ("customer loss",),
    )
    assert (churn.variants, churn.broader, churn.related) == (("churm",), ("event",), ("https://x.invalid/terms/rate",))
    assert event.definition == ""
    assert read("a.ttl", TURTLE, language="de")[0].name == "Abwanderung"


TBX_OLD = """<?xml version="1.0"?><martif type="TBX-Basic" xml:lang="en"><text><body>
<termEntry id="e1"><descrip type="subjectField">sales</descrip>
 <langSet xml:lang="en"><descripGrp><descrip type="definition">A loss.</descrip></descripGrp>
  <tig><term>Churn</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
  <tig><term>CHN</term><termNote type="termType">acronym</termNote></tig>
  <tig><term>leaving</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
 <langSet xml:lang="de"><tig><term>Abwanderung</term></tig></langSet></termEntry></body></text></martif>"""
TBX_NEW = """<?xml version="1.0"?><tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
 xmlns:basic="http://www.tbxinfo.net/ns/basic" xmlns:min="http://www.tbxinfo.net/ns/min"><text><body>
<conceptEntry id="e1"><min:subjectField>sales</min:subjectField><langSec xml:lang="en">
 <basic:definition>A loss.</basic:definition><termSec><term>Churn</term></termSec>
 <termSec><term>CHN</term><basic:termType>acronym</basic:termType></termSec>
 <termSec><term>leaving</term><min:administrativeStatus>deprecatedTerm-admn-sts</min:administrativeStatus></termSec>
</langSec></conceptEntry></body></text></tbx>"""


@pytest.mark.parametrize("text", [TBX_OLD, TBX_NEW], ids=["2008", "2019 DCT"])
def test_tbx_is_read_in_both_editions(text: str) -> None:
    (term,) = read("a.tbx", text)
    assert (term.name, term.definition, term.category) == ("Churn", "A loss.", "sales")
    assert (term.abbreviations, term.deprecated) == (("CHN",), ("leaving",))


def test_tbx_with_entities_is_refused() -> None:
    reading = read_files({"a.tbx": '<!DOCTYPE x [<!ENTITY a "b">]><tbx>&a;</tbx>'})
    assert len(reading.problems) == 1
    assert reading.problems[0].startswith("a.tbx:1:25: error TB120: the entity “a” is declared here")


GLOSSARIST = """
termid: 12
eng:
  terms:
    - {type: expression, designation: churn, normative_status: preferred}
    - {type: abbreviation, designation: CHN}
    - {designation: leaving, normative_status: deprecated}
  definition: [{content: a loss}]
  notes: [{content: seen often}]
related:
  - {type: broader_generic, ref: {source: x, id: "7"}}
"""
LOCALIZED = {
    "concept/1.yaml": "data:\n  identifier: '3.1'\n  localized_concepts: {eng: abc}\nid: one\n",
    "localized_concept/abc.yaml": "data:\n  language_code: eng\n  terms: [{type: expression, designation: churn}]\n"
    "  definition: [{content: a loss}]\nid: abc\n",
}


def test_glossarist_is_read_in_both_layouts() -> None:
    (term,) = read("12.yaml", GLOSSARIST)
    assert (term.name, term.definition, term.abbreviations) == ("churn", "a loss", ("CHN",))
    assert (term.deprecated, term.notes, term.broader) == (("leaving",), ("seen often",), ("7",))
    reading = read_files(LOCALIZED)
    assert not reading.problems
    assert [(t.name, t.locator) for t in reading.terms] == [("churn", "3.1")]


FRONT = "---\ntitle: API gateway (AG)\naliases: [front door]\ntags: [a]\n---\n\nA *tool* with [a link](https://x.invalid) and [b](/b/).\n\n## Why\n\nMore.\n"


def test_a_page_with_front_matter_is_one_term() -> None:
    (term,) = read("api-gateway.md", FRONT)
    assert (term.name, term.id, term.abbreviations) == ("API gateway", "api-gateway", ("AG",))
    assert term.definition == "A *tool* with [a link](https://x.invalid) and b."
    assert term.explanation == "**Why**\n\nMore."
    assert term.rest == {"tags": "a"}


def test_untidy_front_matter_is_read_line_by_line_and_said_so() -> None:
    reading = read_files({"a.md": "---\n  Title: Beta\ntags: ['x'\n---\n\nA trial.\n"})
    assert [(t.name, t.definition) for t in reading.terms] == [("Beta", "A trial.")]
    assert reading.problems == ()
    assert reading.remarks == ("front matter that is not valid YAML was read line by line",)


LISTS = {
    "a definition list": "Churn\n: A loss.\n\nBeta\nTrial\n: A test.\n: Also a letter.\n",
    "a table": "| Term | Definition |\n| --- | --- |\n| Churn | A loss. |\n| Beta | A test. |\n",
    "headings": "# Glossary\n\n## C\n\n### Churn\n\nA loss.\n\n### Beta\n\nA test.\n\nMore.\n",
    "bold items": "- **Churn**: A loss.\n- **Beta** – A test.\n",
}


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS.keys())
def test_markdown_lists_are_read_in_four_shapes(text: str) -> None:
    assert [(t.name, t.definition) for t in read("terms.md", text)] == [("Churn", "A loss."), ("Beta", "A test.")]


HOSTILE = ["", "\x00", "{", "[", "<a", "---\n---\n", 'a,b\n"x', "term\n\n", '{"a": {"b": 1}}', "[1, 2]", "%PDF-1.4"]


@pytest.mark.parametrize("file", ["a.csv", "a.json", "a.ttl", "a.tbx", "a.yaml", "a.md", "a.xml", "a.bin"])
@pytest.mark.parametrize("text", HOSTILE)
def test_no_file_however_broken_raises(file: str, text: str) -> None:
    reading = read_files({file: text})
    assert reading.terms or reading.problems


@pytest.mark.parametrize(
    ("file", "text", "form"),
    [
        ("a.xml", "<martif>", "tbx"),
        ("a.json", '{"@context": "http://www.w3.org/2004/02/skos/core#"}', "skos"),
        ("a.yml", "a: b\n", "yaml"),
        ("a.yml", GLOSSARIST, "glossarist"),
        ("a.exe", "", None),
    ],
)
def test_a_format_is_guessed_from_name_and_content(file: str, text: str, form: str | None) -> None:
    found = guess(file, text)
    assert (found.name if found else None) == form


PLAIN = ["x*y=k", "#[account(zero_copy)]", "1. first", "- dash", "`a` and `b`", "snake_case_name", "a [b](c) d", "[[x]]",
         "Vec<T> & co", "\\ back", "2 * 3 * 4", "**bold**", "> quote", "+ plus", "<script>alert(1)</script>"]  # fmt: skip


@pytest.mark.parametrize("text", PLAIN)
def test_plain_text_stays_the_same_words(text: str) -> None:
    rich = RichText(index_links(()), index_names((), {}), {})
    assert rich.render(as_markdown(text)).plain == text


def test_a_table_mapped_by_positions_leaves_nothing_out() -> None:
    options = ImportOptions(columns={"1": "name", "2": "definition", "3": "synonyms"})
    reading = read_files({"a.csv": '"Bay","Place."\n"Slot","Other place.","Opening"\n"Quay","Wall."\n'}, options)
    assert [(t.name, t.definition, t.synonyms) for t in reading.terms] == [
        ("Bay", "Place.", ()), ("Slot", "Other place.", ("Opening",)), ("Quay", "Wall.", ()),
    ]  # fmt: skip
    assert (reading.left_out, reading.problems) == ((), ())


ANKI_HEAD = "#separator:tab\n#html:false\n"


def test_a_note_with_a_picture_in_it_is_read_whole() -> None:
    """The reader of Python's standard library refuses cells of more than 131,072 characters."""
    picture = "word " * 40_000
    assert read("a.txt", f"{ANKI_HEAD}Churn\t{picture}\n")[0].definition == picture.strip()
    assert read("a.csv", f"term,definition\nChurn,{picture}\n")[0].definition == picture.strip()


@pytest.mark.parametrize(
    "head", ['#separator:"\n', "#separator:\\\n", "#guid column:²\n", f"#tags column:{'9' * 5000}\n"]
)
def test_an_impossible_header_line_of_anki_is_no_crash(head: str) -> None:
    reading = read_files({"a.txt": f"{head}Churn\tA loss.\n"}, ImportOptions())
    assert reading.terms or reading.problems
