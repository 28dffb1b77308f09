"""Glosario and its like: one list in which each item has a section for each language."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from termbase.imports.fields import known_column, language_code
from termbase.imports.foreign_yaml import read_documents
from termbase.imports.imported import Imported, ImportOptions, LeftOut, Reading, in_all, problem, refusal, texts
from termbase.imports.markdown_html import markdown_tree
from termbase.imports.places import place_of, shown_place
from termbase.imports.record import Spelling, read_record
from termbase.imports.writer import Writer
from termbase.text.slug import slug

_CODE: Final = re.compile(r"[a-z]{2,3}")
"""A language that is not in our list."""
_NAMES: Final = ("name", "expansion", "abbreviations")


def looks_like_glosario(documents: list[Any]) -> bool:
    """Whether the items of a list have sections by language."""
    items = documents[0] if documents and isinstance(documents[0], list) else []
    return (
        bool(items)
        and all(isinstance(item, Mapping) for item in items[:20])
        and any(_languages(item) for item in items[:20])
    )


def _languages(item: Mapping[str, Any]) -> dict[str, str]:
    """The keys of an item that are languages, each with its two-letter code."""
    found = {}
    for key, inner in item.items():
        code = language_code(str(key)) or (str(key) if _CODE.fullmatch(str(key)) else None)
        if code and isinstance(inner, Mapping) and any(known_column(str(k)).field in _NAMES for k in inner):
            found[key] = code
    return found


def read_glosario(files: Mapping[str, str], options: ImportOptions) -> Reading:
    """Reads one language of every item; the other languages are counted."""
    return in_all(_read(name, text, options) for name, text in files.items())


def _read(name: str, text: str, options: ImportOptions) -> Reading:
    documents, wrong = read_documents(text)
    if wrong:
        return Reading(problems=(refusal(name, wrong),))
    items = [item for document in documents for item in (document if isinstance(document, list) else [document])]
    spoken = Counter(code for item in items if isinstance(item, Mapping) for code in _languages(item).values())
    wanted = (options.language or options.glossary_language).split("-")[0]
    remarks: tuple[str, ...] = ()
    if not options.language and spoken and wanted not in spoken:
        missing, wanted = wanted, spoken.most_common(1)[0][0]
        remarks = (f"{name}: there is nothing in “{missing}”; “{wanted}” is used instead",)
    left: list[LeftOut] = []
    known = {
        slug(str(_own(item, wanted).get("term") or "")): str(_own(item, wanted).get("term"))
        for item in items
        if _own(item, wanted)
    }
    known |= {
        slug(str(item["slug"])): str(_own(item, wanted).get("term"))
        for item in items
        if _own(item, wanted).get("term") and item.get("slug")
    }
    writer = Writer(where=name, terms=known, left=left)

    def write(value: object) -> str:
        tree, more = markdown_tree(str(value), where=name)
        left.extend(replace(one, where=shown_place(name, writer.place)) for one in more)
        return writer.text(tree)

    terms: list[Imported] = []
    for item in items:
        writer.place = place_of(item)
        if (term := _term(item, wanted, name, left, Spelling(text=write))) is not None:
            terms.append(term)
    problems = () if terms else (problem(name, f"no item has a section in “{wanted}”. Choose another with --language"),)
    return Reading(terms=tuple(terms), left_out=tuple(left), problems=problems, remarks=remarks)


def _own(item: Any, language: str) -> Mapping[str, Any]:
    if not isinstance(item, Mapping):
        return {}
    return next((item[key] for key, code in _languages(item).items() if code == language), {})


def _term(item: Any, language: str, name: str, left: list[LeftOut], spelling: Spelling) -> Imported | None:
    if not isinstance(item, Mapping):
        left.append(
            LeftOut(kind="items without a name", text="; ".join(texts(item)), where=shown_place(name, place_of(item)))
        )
        return None
    languages = _languages(item)
    own = _own(item, language)
    for key, code in languages.items():
        if code != language:
            where = shown_place(name, place_of(key))
            left.append(LeftOut(kind=f"in other languages ({code})", text="; ".join(texts(item[key])), where=where))
    outer = {("related" if key == "ref" else key): value for key, value in item.items() if key not in languages}
    record = {**{k: v for k, v in outer.items() if k not in own}, **own}
    term = read_record(record, where=name, place=place_of(item), spelling=spelling, left=left) if own else None
    if term is None:
        where = shown_place(name, place_of(item))
        left.append(LeftOut(kind=f"items without a name in “{language}”", text="; ".join(texts(outer)), where=where))
    return term
