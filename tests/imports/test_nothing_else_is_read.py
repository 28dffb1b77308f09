"""No reader opens another file, asks for an address, or looks at the clock, whatever a document asks for."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from termbase.imports.formats import format_names, read_files

SECRET = "Secretword"
OPENED: list[str] | None = None
"""What was opened while a test looks; None at other times."""


def hook(event: str, arguments: tuple[Any, ...]) -> None:
    if OPENED is not None and event in ("open", "os.listdir", "os.scandir", "socket.connect", "socket.getaddrinfo"):
        OPENED.append(f"{event} {arguments[0]}")


sys.addaudithook(hook)  # it cannot be removed, so it is asleep except during a test


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "secret.svg"
    file.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><text>{SECRET}</text></svg>')
    return file


@pytest.fixture
def opened() -> Iterator[list[str]]:
    global OPENED
    OPENED = []
    yield OPENED
    OPENED = None


ASKING = {
    "a.rst": """
.. glossary::

   churn
      A loss.

      .. image:: {file}
         :loading: embed

      .. image:: {file}
         :scale: 50

      .. figure:: {file}
         :loading: embed
         :figwidth: image

      .. include:: {file}
      .. literalinclude:: {file}

      .. raw:: html
         :file: {file}

      .. csv-table::
         :file: {file}

      .. csv-table::
         :url: http://192.0.2.1/

      .. |now| date:: %Y

      It is |now|, and \\input{{{file}}}.

      .. math::

         \\input{{{file}}}
""",
    "a.md": "# Churn\n\nA loss.\n\n--8<-- \"{file}\"\n\n;--8<-- \"{file}\"\n\n{{% include '{file}' %}}\n\n![a]({file})\n\n```{{include}} {file}\n```\n\n[TOC]\n",
    "a.adoc": "= A\n\nchurn:: A loss.\n\ninclude::{file}[]\n\nimage::{file}[opts=inline]\n\nimage:{file}[]\n\nlink:{file}[a]\n",
    "a.html": "<dl><dt>Churn<dd>A loss. <img src='{file}'><object data='{file}'></object><iframe src='{file}'></iframe></dl>",
    "a.rdf": '<?xml version="1.0"?><!DOCTYPE a SYSTEM "{file}"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#" xml:base="{file}"><skos:Concept rdf:about="x"><skos:prefLabel xml:lang="en">Churn</skos:prefLabel></skos:Concept></rdf:RDF>',
    "a.tbx": '<?xml version="1.0"?><!DOCTYPE tbx SYSTEM "{file}"><tbx xmlns:xi="http://www.w3.org/2001/XInclude"><text><body><conceptEntry><xi:include href="{file}"/><langSec xml:lang="en"><termSec><term>Churn</term></termSec></langSec></conceptEntry></body></text></tbx>',
    "a.ttl": "@base <file://{file}> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix owl: <http://www.w3.org/2002/07/owl#> . <> owl:imports <file://{file}> . <a> a skos:Concept ; skos:prefLabel 'Churn'@en .",
    "a.jsonld": '{{"@context": {{"@base": "file://{file}", "skos": "http://www.w3.org/2004/02/skos/core#"}}, "@id": "a", "@type": "skos:Concept", "skos:prefLabel": "Churn"}}',
    "b.jsonld": '{{"@context": "file://{file}", "@id": "a"}}',
    "a.csv": "term,definition\nChurn,=WEBSERVICE({file})\n",
    "a.yml": "- !!python/object/apply:builtins.open ['{file}']\n- term: !include {file}\n",
    "a.json": '[{{"term": "Churn", "definition": {{"$ref": "{file}"}}}}]',
    "a.txt": '#html:true\nChurn\t<img src="{file}">\n',
}  # fmt: skip


def test_no_reader_opens_anything(secret: Path, opened: list[str]) -> None:
    files = {name: text.format(file=secret.as_posix()) for name, text in ASKING.items()}
    assert files
    for name, text in files.items():
        read_files({name: "x" if name == "b.jsonld" else text})  # what is imported when it is first used
        opened.clear()
        told = str(read_files({name: text}))
        assert SECRET not in told, name
        assert not [one for one in opened if secret.name in one or "192.0.2" in one or "socket" in one], name


def test_what_is_read_does_not_depend_on_the_day(secret: Path) -> None:
    reading = read_files({"a.rst": ASKING["a.rst"].format(file=secret.as_posix())})
    assert [term.name for term in reading.terms] == ["churn"]
    assert "It is |now|" in str(reading).replace("\\", "")


@pytest.mark.parametrize("form", format_names())
def test_a_file_of_another_format_is_read_or_refused(secret: Path, form: str) -> None:
    for name, text in (*ASKING.items(), ("empty", ""), ("blank", "\n \n"), ("list", "[]"), ("word", "a")):
        reading = read_files({name: text.format(file=secret.as_posix())}, form=form)
        assert reading.terms or reading.problems, (form, name)


@pytest.mark.parametrize("text", [".. glossary::\n\n      Words first.\n\n   churn\n      A loss.\n",
                                  ".. glossary::\n\n   ``\n      Words first.\n   churn\n      A loss.\n"])  # fmt: skip
def test_text_in_a_directive_before_the_first_name_is_counted(text: str) -> None:
    reading = read_files({"a.rst": text})
    assert [(term.name, term.definition) for term in reading.terms] == [("churn", "A loss.")]
    assert [left.text for left in reading.left_out] == ["Words first."]
