"""Conservation: every word of an imported file is in a term, in a comment, or in the report, and no other word is."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any
from xml.sax.saxutils import escape

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from termbase.identity.names import index_names
from termbase.imports.encoding import decode_text
from termbase.imports.formats import FORMATS as OURS
from termbase.imports.formats import guess, read_files
from termbase.imports.plan import plan
from termbase.text.untrusted import EncodingError
from termbase.yaml_files.tree import parse

Tree = list[dict[str, Any]]
WORD = re.compile(r"w\d{4}[a-z]*")


class Words:
    """Words of which no two are the same."""

    def __init__(self) -> None:
        self.made = 1000

    def __call__(self, count: int = 1) -> str:
        first, self.made = self.made, self.made + count
        return " ".join(f"w{n}" for n in range(first, self.made))


@st.composite
def terms(draw: st.DrawFn) -> Tree:
    """Terms with fields of every kind, some of which no term file has."""
    words = Words()
    made = []
    for _ in range(draw(st.integers(1, 4))):
        term: dict[str, Any] = {"term": words(draw(st.integers(1, 3))), "definition": words(draw(st.integers(3, 8)))}
        for field in draw(
            st.sets(st.sampled_from(("explanation", "example", "notes", "category", "owner", "unit", "status")))
        ):
            term[field] = words(draw(st.integers(1, 4)))
        for field in draw(st.sets(st.sampled_from(("synonyms", "abbreviations", "related", "broader", "tags")))):
            term[field] = [words() for _ in range(draw(st.integers(1, 3)))]
        made.append(term)
    return made


def flat(term: Mapping[str, Any]) -> dict[str, str]:
    return {k: "; ".join(v) if isinstance(v, list) else v for k, v in term.items()}


def as_csv(tree: Tree, sign: str = ",") -> str:
    columns = list(dict.fromkeys(key for term in tree for key in term))
    rows = [columns, *([flat(term).get(column, "") for column in columns] for term in tree)]
    return "\n".join(sign.join(f'"{cell}"' for cell in row) for row in rows)


def as_headings(tree: Tree) -> str:
    return "# Glossary\n\nw0001 w0002.\n\n" + "\n".join(
        f"## {t['term']}\n\n{t['definition']}.\n\n- {t.get('owner', 'w0003')}\n    - {t.get('unit', 'w0004')}\n\n"
        f"```yaml\n{t.get('explanation', '')}\n```\n\n<!-- {t.get('example', '')} -->\n" for t in tree
    )  # fmt: skip


def as_page(tree: Tree) -> str:
    first = tree[0]
    more = {key: value for key, value in first.items() if key not in ("term", "definition")}
    matter = yaml.safe_dump({"title": first["term"], **more}, sort_keys=False)
    return f"---\n{matter}---\n\n{first['definition']}\n\n## w0001\n\n| w0002 | w0003 |\n|---|---|\n| w0004 | w0005 |\n\n[^1]: w0006\n"


def as_definition_list(tree: Tree) -> str:
    return "w0001\n\n" + "\n\n".join(
        f"{t['term']}\n{'w0002'}\n:   {t['definition']}\n\n    {t.get('explanation', '')}" for t in tree[:1]
    )


def as_asciidoc(tree: Tree) -> str:
    return "= w0001\n:w0002: w0003\n\nw0004(((w0005))).\n\n// w0006\n[glossary]\n== w0007\n\n" + "\n".join(
        f"{t['term']}:: {t['definition']} footnote:[{t.get('unit', 'w0008')}]\n+\n[source,w0009]\n----\n{t.get('explanation', '')}\n----\n"
        f"* {t.get('owner', 'w0010')}\n** {t.get('example', 'w0011')}\n" for t in tree
    ) + "\n|===\n|w0012 |w0013\n\n|w0014 |w0015\n|===\n\nw0016::\nw0017:: w0018\n"  # fmt: skip


def as_table(tree: Tree) -> str:
    return "w0001\n\n| Term | Definition | Owner |\n|---|---|---|\n" + "\n".join(
        f"| **{t['term']}** | {t['definition']}<br>{t.get('notes', '')} | {t.get('owner', '')} |" for t in tree
    )


def as_bold(tree: Tree) -> str:
    return (
        "\n\n".join(f"**{t['term']}**: {t['definition']} <kbd>{t.get('unit', '')}</kbd>" for t in tree)
        + "\n\n* w0001\n* w0002\n"
    )


def as_html(tree: Tree) -> str:
    items = "".join(f"<dt>{t['term']}<dd>{t['definition']}<p>{t.get('notes', '')}" for t in tree)
    return f"<html><head><style>w0001</style></head><body><nav>w0002</nav><h1>w0003</h1><dl>{items}</dl><p>w0004</body></html>"


def as_map(tree: Tree) -> str:
    return json.dumps(
        {"about": "w0001", "terms": {t["term"]: {k: v for k, v in t.items() if k != "term"} for t in tree}}
    )


def as_tree(tree: Tree) -> str:
    root: dict[str, Any] = {"name": "w0001", "children": []}
    here = root
    for term in tree:
        node = {"name": term["term"], **{k: v for k, v in term.items() if k != "term"}, "children": []}
        here["children"].append(node)
        here = node
    return json.dumps(root)


def as_stream(tree: Tree) -> str:
    documents = []
    for n, t in enumerate(tree):
        documents.append(
            {
                "data": {"identifier": f"w{n:04}", "localized_concepts": {"eng": f"id{n}", "fra": f"fr{n}"}},
                "status": "superseded",
            }
        )
        data = {"terms": [{"type": "expression", "designation": t["term"], "gender": "w9001"}], "language_code": "eng",
                "definition": [{"content": t["definition"]}], "notes": [t.get("notes", "w9000")],
                "sources": [{"origin": {"ref": t.get("owner", "w9002")}}], "odd": t.get("unit", "w9003")}  # fmt: skip
        documents += [
            {"data": data, "id": f"id{n}"},
            {"data": {"terms": [{"designation": "w9004"}], "language_code": "fra"}, "id": f"fr{n}"},
        ]
    return "---\n".join(yaml.safe_dump(d, sort_keys=False) for d in documents)


def as_glosario(tree: Tree) -> str:
    return yaml.safe_dump([{"slug": f"w{n:04}", "en": {"term": t["term"], "def": t["definition"], "odd": t.get("owner", "")},
                            "fr": {"term": "w9000", "def": "w9001"}, "ref": t.get("related", [])} for n, t in enumerate(tree)])  # fmt: skip


def as_turtle(tree: Tree) -> str:
    head = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dct: <http://purl.org/dc/terms/> . @prefix : <http://x.invalid/> .\n"
    scheme = ':s a skos:ConceptScheme ; dct:title "w0001"@en, "w0002"@fr .\n'
    return head + scheme + "\n".join(
        f':w{n:04} a skos:Concept ; skos:prefLabel "{t["term"]}"@en, "w90{n:02}"@de ; dct:source "{t.get("owner", "w9100")}" ; '
        f'skos:editorialNote "{t.get("notes", "w9101")}"@en ; skos:definition [ skos:prefLabel "{t["definition"]}"@en ; dct:creator "w9102" ] .'
        for n, t in enumerate(tree)
    )  # fmt: skip


def as_tbx(tree: Tree) -> str:
    entries = "".join(
        f'<termEntry id="w{n:04}"><langSet xml:lang="en"><descripGrp><descrip type="definition">{escape(t["definition"])}</descrip>'
        f'<admin type="source">{t.get("owner", "")}</admin></descripGrp><tig><term>{t["term"]}</term><termNote type="partOfSpeech">w9000</termNote>'
        f'<descrip type="context">{t.get("example", "")}</descrip></tig></langSet><langSet xml:lang="de"><tig><term>w9001</term></tig></langSet></termEntry>'
        for n, t in enumerate(tree)
    )  # fmt: skip
    return f'<martif type="TBX"><martifHeader><p>w9002</p></martifHeader><text><body>{entries}</body></text></martif>'


def as_anki(tree: Tree) -> str:
    return "#separator:tab\n#html:true\n#tags column:3\n" + "\n".join(
        f"{t['term']}\t<b>{t['definition']}</b> &amp; w9000<br>w9001\t{t.get('owner', '')}" for t in tree
    )


def as_specup(tree: Tree) -> str:
    return "w0001\n\n" + "\n\n".join(
        f"[[def: {t['term']}, w900{n}]]\n\n~ {t['definition']} [[ref: w9100]]\n" for n, t in enumerate(tree)
    )


def as_sphinx(tree: Tree) -> str:
    return "w0001\n\n.. glossary::\n   :sorted:\n\n" + "".join(
        f"   {t['term']}\n   w900{n}\n      {t['definition']} :ref:`w9200 <w9201>`\n\n      {t.get('notes', '')}\n\n" for n, t in enumerate(tree)
    ) + "w0002\n"  # fmt: skip


def as_abbreviations(tree: Tree) -> str:
    return "\n".join(f"*[{t['term'].split()[0]}x]: {t['definition']}" for t in tree) + "\n\nw0001\n"


FORMATS: Mapping[str, tuple[str, Callable[[Tree], str]]] = {
    "csv": ("a.csv", as_csv), "semicolons": ("a.csv", lambda tree: "sep=;\n" + as_csv(tree, ";")),
    "tsv": ("a.tsv", lambda tree: as_csv(tree, "\t")), "json": ("a.json", json.dumps), "json map": ("a.json", as_map),
    "json tree": ("a.json", as_tree), "yaml": ("a.yml", yaml.safe_dump), "glossarist": ("a.yaml", as_stream),
    "glosario": ("a.yml", as_glosario), "skos": ("a.ttl", as_turtle), "tbx": ("a.tbx", as_tbx), "anki": ("a.txt", as_anki),
    "headings": ("terms.md", as_headings), "page": ("w0009.md", as_page), "definition list": ("terms.md", as_definition_list),
    "table": ("terms.md", as_table), "bold names": ("terms.md", as_bold), "html": ("a.html", as_html),
    "specup": ("a.md", as_specup), "sphinx": ("a.rst", as_sphinx), "abbreviations": ("a.txt", as_abbreviations),
    "asciidoc": ("a.adoc", as_asciidoc),
}  # fmt: skip


def test_every_format_is_held_to_the_law() -> None:
    tree = [{"term": "w0001 w0002", "definition": "w0003 w0004 w0005"}]
    held = {found.name for file, write in FORMATS.values() if (found := guess(file, write(tree))) is not None}
    assert held == {item.name for item in OURS}


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=12, deadline=None)
@given(tree=terms(), way=st.sampled_from(("concepts", "entries")))
def test_no_word_is_lost_and_none_is_invented(name: str, way: Any, tree: Tree) -> None:
    file, write = FORMATS[name]
    text = write(tree)
    reading = read_files({file: text})
    assert reading.terms
    made = plan(reading, index_names((), {}), source="up", title="Up", way=way, existing={})
    for path, written in made.files.items():
        document = parse(written, file=path)
        assert document.root is not None, document.diagnostics
        assert not document.diagnostics
    out = " ".join((*made.files.values(), *(one.text for one in made.reading.left_out)))
    assert set(WORD.findall(text)) - set(WORD.findall(out)) == set()
    assert set(WORD.findall(out)) - set(WORD.findall(f"{text} {file}")) == set()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-32"])
def test_an_encoding_is_found(encoding: str) -> None:
    text = "Begriff;Bedeutung\nGröße;Ausmaß eines Dings, für Türen und Böden\n"
    assert decode_text(text.encode(encoding))[0] == text


@pytest.mark.parametrize("data", [b"%PDF-1.7 ...", b"PK\x03\x04....", b"a\x00b\x00\x00c"])
def test_what_is_no_text_is_refused_with_a_reason(data: bytes) -> None:
    with pytest.raises(EncodingError, match="this is not a text file"):
        decode_text(data)


@pytest.mark.parametrize(
    ("data", "encoding", "place"),
    [
        (b"ab\n\xff", "utf-8", (2, 1)),
        (b"\xff\xfea\0\n\0b\0\0\xd8a\0", None, (2, 2)),
        (b"\xef\xbb\xbfa\n\xff", None, (2, 1)),
        (b"a\nb+2AA-", "utf-7", (2, 2)),
    ],
)
def test_bytes_of_another_encoding_are_refused_with_their_place(
    data: bytes, encoding: str | None, place: tuple[int, int]
) -> None:
    with pytest.raises(EncodingError) as raised:
        decode_text(data, encoding=encoding)
    assert (raised.value.line, raised.value.column) == place
    assert raised.value.hint


@pytest.mark.parametrize(
    "name", ["idna", "punycode", "unicode_escape", "raw-unicode-escape", "undefined", "hex", "none"]
)
def test_a_codec_that_no_file_has_is_refused_or_overlooked(name: str) -> None:
    with pytest.raises(LookupError):
        decode_text(b"a" * 1000, encoding=name)
    declared = f'<?xml version="1.0" encoding="{name}"?><a>'.encode() + b"\xe9</a>"
    assert decode_text(declared)[0].endswith("é</a>")
