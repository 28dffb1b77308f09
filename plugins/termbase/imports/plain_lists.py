"""Small formats of one line or block a term: `*[ABC]: …`, `[[def: …]]`, and Sphinx's glossary directive."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import zip_longest
from typing import Final
from xml.etree.ElementTree import Element

from termbase.imports.imported import Imported, LeftOut, Options, Reading, in_all, problem
from termbase.imports.markdown_html import markdown_tree
from termbase.imports.plain_text import as_markdown
from termbase.imports.restructured_text import html_of
from termbase.imports.writer import Writer
from termbase.text.folding import normalize
from termbase.text.slug import slug

ABBREVIATION: Final = re.compile(r"^[ ]{0,3}\*\[(?P<short>[^\]\n]+)\]:[ \t]*(?P<full>\S[^\n]*)$", re.MULTILINE)
DEFINED: Final = re.compile(
    r"^\s*\[\[\s*(?:def|tref)\s*:\s*(?P<names>[^\]\n]+)\]\][ \t]*(?P<same>[^\n]*)$", re.MULTILINE
)
DIRECTIVE: Final = re.compile(
    r"^(?P<indent>[ \t]*)(?:\.\.[ \t]+glossary::|`{3,}\{glossary\}|:{3,}\{glossary\})[^\n]*$", re.MULTILINE
)
_ROLE: Final = re.compile(r":(?P<role>[\w:+-]+):`(?P<text>[^`]+)`|\{(?P<myst>[\w:+-]+)\}`(?P<words>[^`]+)`")
_TARGET: Final = re.compile(r"^(?P<words>.*?)\s*<(?P<target>[^<>]+)>$", re.DOTALL)


def read_abbreviations(files: Mapping[str, str], _options: Options) -> Reading:
    """Reads Markdown abbreviations; the full name is the term."""
    return in_all(_abbreviations(name, text) for name, text in files.items())


def _abbreviations(name: str, text: str) -> Reading:
    from html import unescape

    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    found = [(normalize(m["short"]), normalize(unescape(m["full"]))) for m in ABBREVIATION.finditer(text)]
    terms = tuple(
        Imported(name=full, locator=short, abbreviations=(short,) if short != full else ()) for short, full in found
    )
    rest = " ".join(ABBREVIATION.sub("", text).split())
    left = (LeftOut(kind="text outside the terms", text=rest, where=name),) if rest else ()
    return Reading(
        terms=terms,
        left_out=left,
        problems=() if terms else (problem(name, "there is no line such as *[ABC]: full name"),),
    )


def read_specup(files: Mapping[str, str], _options: Options) -> Reading:
    """Reads definitions of Spec-Up and TEv2: `[[def: term, synonym]]` and the text below it."""
    return in_all(_specup(name, text) for name, text in files.items())


def _specup(name: str, text: str) -> Reading:
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    marks = list(DEFINED.finditer(text))
    known: dict[str, str] = {}
    for mark in marks:
        names = [normalize(part) for part in mark["names"].split(",") if part.strip()]
        known |= {slug(part): names[0] for part in names}
    writer = Writer(where=name, terms=known)
    writer.leave_out("text outside the terms", text[: marks[0].start()] if marks else text)
    terms = []
    for mark, following in zip_longest(marks, marks[1:]):
        end = following.start() if following else len(text)
        names = [normalize(part) for part in mark["names"].split(",") if part.strip()]
        body = "\n".join(re.sub(r"^~ ?", "", line) for line in text[mark.end() : end].split("\n"))
        body, heading, after = body.partition("\n#")
        writer.leave_out("text outside the terms", f"{heading}{after}".strip("\n#"))
        tree, left = markdown_tree(f"{mark['same'].strip()}\n\n{body}" if mark["same"].strip() else body, where=name)
        writer.left += left
        if names:
            terms.append(_from_tree(names, tree, writer))
    done = tuple(term for term in terms if term is not None)
    return Reading(
        terms=done, left_out=tuple(writer.left), problems=() if done else (problem(name, "there is no [[def: …]]"),)
    )


def _from_tree(names: list[str], tree: Element, writer: Writer) -> Imported | None:
    from termbase.imports.page import Found, flow, read_found

    return read_found(Found(names=tuple(names), body=tuple(flow(tree))), writer)


def read_sphinx(files: Mapping[str, str], _options: Options) -> Reading:
    """Reads Sphinx's glossary directive, in reStructuredText and in MyST."""
    return in_all(_sphinx(name, text) for name, text in files.items())


def _sphinx(name: str, text: str) -> Reading:
    text = text.replace("\r\n", "\n").expandtabs(8)
    if not DIRECTIVE.search(text):
        return _page(name, text)
    terms: list[Imported] = []
    left: list[LeftOut] = []
    place = 0
    for mark in DIRECTIVE.finditer(text):
        left.append(
            LeftOut(kind="text outside the terms", text=" ".join(text[place : mark.start()].split()), where=name)
        )
        block, place = _block(text, mark)
        items = list[tuple[list[str], str]]()
        for names, body in _items(block):
            if names:
                items.append((names, body))
            else:
                left.append(LeftOut(kind="text outside the terms", text=" ".join(body.split()), where=name))
        known = {slug(n): names[0] for names, _ in items for n in names}
        for names, body in items:
            terms.append(_sphinx_term(names, body, known, name, left))
    left.append(LeftOut(kind="text outside the terms", text=" ".join(text[place:].split()), where=name))
    problems = () if terms else (problem(name, "there is no entry in a glossary directive"),)
    return Reading(terms=tuple(terms), left_out=tuple(one for one in left if one.text), problems=problems)


def _page(name: str, text: str) -> Reading:
    """Terms of a page without the directive: its definition lists, headings, tables and bold names."""
    from termbase.imports.html_page import read_tree

    left: list[LeftOut] = []

    def role(found: re.Match[str]) -> str:
        shown = found["text"] or found["words"]
        target = _TARGET.match(shown)
        if target:
            left.append(LeftOut(kind="links to other pages of the source", text=target["target"], where=name))
        return (target["words"] if target else shown).lstrip("~!")

    reading = read_tree(name, html_of(_ROLE.sub(role, text)), Options())
    return replace(reading, left_out=(*reading.left_out, *left))


def _block(text: str, mark: re.Match[str]) -> tuple[str, int]:
    """The content of a directive and where it ends."""
    fence = re.match(r"\s*(`{3,}|:{3,})", mark.group())
    lines = text[mark.end() :].split("\n")
    margin = len(mark["indent"])
    taken = []
    for line in lines[1:]:
        if fence and line.strip() == fence[1]:
            taken.append(line)
            break
        if not fence and line.strip() and len(line) - len(line.lstrip()) <= margin:
            break
        taken.append(line)
    size = sum(len(line) + 1 for line in taken)
    content = [line for line in taken if not (fence and line.strip() == fence[1])]
    options = [n for n, line in enumerate(content) if line.strip() and not re.match(r"\s*:[\w-]+:(\s|$)", line)]
    return "\n".join(content[options[0] :] if options else []), min(mark.end() + 1 + size, len(text))


def _items(block: str) -> Iterator[tuple[list[str], str]]:
    """Names with the text indented below them; comments are passed over."""
    lines = block.split("\n")
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    names: list[str] = []
    body: list[str] = []
    for line in [*(line[margin:] for line in lines), "end"]:
        if not line.strip() or line[:1] == " ":
            body.append(line)
            continue
        if any(part.strip() for part in body):
            yield names, "\n".join(body)
            names, body = [], []
        else:
            body = []
        if not line.startswith(".. "):
            names += [name] if (name := _plain_name(re.split(r"\s+:\s+", line)[0])) else []
    if names[:-1]:
        yield names[:-1], ""


def _plain_name(name: str) -> str:
    """A name without the markup of reStructuredText."""
    name = _ROLE.sub(lambda found: found["text"] or found["words"], name)
    name = re.sub(r"`([^`<>]+?)\s*<[^<>]*>`_*", r"\1", name)
    bare = re.sub(r"\s*<[^<>]+>$", "", name.replace("`", "").replace("**", "").replace("\\", ""))
    return normalize(bare if any(c.isalnum() for c in bare) else name.replace("`", ""))


def _sphinx_term(names: list[str], body: str, known: Mapping[str, str], where: str, left: list[LeftOut]) -> Imported:
    from termbase.imports.page import Found, flow, read_found

    def role(found: re.Match[str]) -> str:
        text = found["text"] or found["words"]
        kind = found["role"] or found["myst"]
        target = _TARGET.match(text)
        words = (target["words"] if target else text).lstrip("~!")
        if kind == "term":
            return f":strong:`term-link {slug(target['target'] if target else words)} {words}`"
        if target:
            left.append(LeftOut(kind="links to other pages of the source", text=target["target"], where=where))
        return words if kind in ("ref", "doc", "abbr", "dfn", "numref") else f":literal:`{words}`"

    margin = min((len(line) - len(line.lstrip()) for line in body.split("\n") if line.strip()), default=0)
    text = _ROLE.sub(role, "\n".join(line[margin:] for line in body.split("\n")))
    tree = html_of(text)
    for strong in tree.iter("strong"):
        if (strong.text or "").startswith("term-link "):
            _, goal, words = (strong.text or "").split(" ", 2)
            strong.tag, strong.text = "a", words
            if goal in known:
                strong.set("href", f"#{goal}")
    writer = Writer(where=where, terms=dict(known), left=left)
    made = read_found(Found(names=tuple(names), body=tuple(flow(tree))), writer)
    return made if made is not None else Imported(name=names[0], locator=names[0], definition=as_markdown(body))
