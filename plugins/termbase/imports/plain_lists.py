"""Small formats of one line or block per term: `*[ABC]: …`, `[[def: …]]`, and Sphinx's glossary directive."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final
from xml.etree.ElementTree import Element

from termbase.imports.imported import Imported, ImportOptions, LeftOut, Reading, in_all, problem, refusal
from termbase.imports.markdown_html import markdown_tree
from termbase.imports.places import Place, first_sign, shown_place
from termbase.imports.plain_text import as_markdown
from termbase.imports.restructured_text import html_of
from termbase.imports.writer import Writer
from termbase.text.folding import normalize
from termbase.text.line_starts import LineStarts, lines
from termbase.text.slug import slug
from termbase.text.untrusted import UntrustedError

ABBREVIATION: Final = re.compile(r"^[ ]{0,3}\*\[(?P<short>[^\]\n]+)\]:[ \t]*(?P<full>\S[^\n]*)$", re.MULTILINE)
DEFINED: Final = re.compile(
    r"^\s*\[\[\s*(?:def|tref)\s*:\s*(?P<names>[^\]\n]+)\]\][ \t]*(?P<same>[^\n]*)$", re.MULTILINE
)
DIRECTIVE: Final = re.compile(
    r"^(?P<indent>[ \t]*)(?:\.\.[ \t]+glossary::|`{3,}\{glossary\}|:{3,}\{glossary\})[^\n]*$", re.MULTILINE
)
_ROLE: Final = re.compile(r":(?P<role>[\w:+-]+):`(?P<text>[^`]+)`|\{(?P<myst>[\w:+-]+)\}`(?P<words>[^`]+)`")
_TARGET: Final = re.compile(r"^(?P<words>.*?)\s*<(?P<target>[^<>]+)>$", re.DOTALL)


def read_abbreviations(files: Mapping[str, str], _options: ImportOptions) -> Reading:
    """Reads Markdown abbreviations; the full name is the term."""
    return in_all(_abbreviations(name, text) for name, text in files.items())


def _abbreviations(name: str, text: str) -> Reading:
    from html import unescape

    text = "\n".join(lines(text))
    starts = LineStarts(text)
    terms: list[Imported] = []
    left: list[LeftOut] = []
    end = 0
    for found in ABBREVIATION.finditer(text):
        left += _outside(text, end, found.start(), starts, name)
        end = found.end()
        short, full = normalize(found["short"]), normalize(unescape(found["full"]))
        where = shown_place(name, Place(*starts.at(found.start("short") - 2)))
        terms.append(Imported(name=full, locator=short, where=where, abbreviations=(short,) if short != full else ()))
    left += _outside(text, end, len(text), starts, name)
    return Reading(
        terms=tuple(terms),
        left_out=tuple(left),
        problems=() if terms else (problem(name, "there is no line such as *[ABC]: full name"),),
    )


def _outside(text: str, start: int, end: int, starts: LineStarts, name: str) -> Iterator[LeftOut]:
    """What is between two terms."""
    words = text[start:end]
    if words.strip():
        place = Place(*starts.at(start + len(words) - len(words.lstrip())))
        yield LeftOut(kind="text outside the terms", text=" ".join(words.split()), where=shown_place(name, place))


def read_specup(files: Mapping[str, str], _options: ImportOptions) -> Reading:
    """Reads definitions of Spec-Up and TEv2: `[[def: term, synonym]]` and the text below it."""
    return in_all(_specup(name, text) for name, text in files.items())


def _specup(name: str, text: str) -> Reading:
    text = "\n".join(lines(text))
    starts = LineStarts(text)
    marks = list(DEFINED.finditer(text))
    named = [[normalize(part) for part in mark["names"].split(",") if part.strip()] for mark in marks]
    known = {slug(part): names[0] for names in named for part in names}
    writer = Writer(where=name, terms=known)
    writer.left += _outside(text, 0, marks[0].start() if marks else len(text), starts, name)
    terms = []
    for names, mark, end in zip(named, marks, [*(mark.start() for mark in marks[1:]), len(text)], strict=False):
        heading = text.find("\n#", mark.end(), end)
        if heading >= 0:
            writer.left += _outside(text, heading, end, starts, name)
            end = heading
        place = Place(*starts.at(mark.start("names")))
        body = "\n".join(re.sub(r"^~ ?", "", line) for line in text[mark.end() : end].split("\n"))
        trees: list[Element] = []
        for part in (mark["same"].strip(), body):
            tree, left = markdown_tree(part, where=name, place=Place(starts.at(mark.end())[0]))
            writer.left += left
            trees.append(tree)
        if names:
            terms.append(_from_trees(names, trees, writer, place))
    done = tuple(term for term in terms if term is not None)
    return Reading(
        terms=done, left_out=tuple(writer.left), problems=() if done else (problem(name, "there is no [[def: …]]"),)
    )


def _from_trees(names: list[str], trees: list[Element], writer: Writer, place: Place) -> Imported | None:
    from termbase.imports.page import FoundTerm, flow, read_found

    body = tuple(block for tree in trees for block in flow(tree))
    return read_found(FoundTerm(names=tuple(names), body=body, place=place), writer)


def read_sphinx(files: Mapping[str, str], _options: ImportOptions) -> Reading:
    """Reads Sphinx's glossary directive, in reStructuredText and in MyST."""
    return in_all(_read_sphinx(name, text) for name, text in files.items())


def _read_sphinx(name: str, text: str) -> Reading:
    try:
        return _sphinx(name, "\n".join(lines(text)).expandtabs(8))
    except UntrustedError as error:
        return Reading(problems=(refusal(name, error),))


def _sphinx(name: str, text: str) -> Reading:
    if not DIRECTIVE.search(text):
        return _page(name, text)
    rows, starts = list(enumerate(text.split("\n"), 1)), LineStarts(text)
    terms: list[Imported] = []
    left: list[LeftOut] = []
    end = 0
    for mark in DIRECTIVE.finditer(text):
        at = starts.at(mark.start())[0] - 1
        left += _unused(rows[end:at], name)
        block, end = _block(rows, at, mark)
        listed = list(_items(block))
        items = [item for item in listed if item.names]
        left += [one for item in listed if not item.names for one in _unused(item.body, name)]
        known = {slug(n): item.names[0] for item in items for n in item.names}
        terms += [_sphinx_term(item, known, name, left) for item in items]
    left += _unused(rows[end:], name)
    problems = () if terms else (problem(name, "there is no entry in a glossary directive"),)
    return Reading(terms=tuple(terms), left_out=tuple(left), problems=problems)


_Rows = list[tuple[int, str]]
"""Lines, each after its number in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    names: list[str]
    body: _Rows
    place: Place
    """Where the first name is."""


def _unused(rows: _Rows, name: str) -> Iterator[LeftOut]:
    """Lines that are in no term."""
    words = " ".join(" ".join(line for _, line in rows).split())
    if words:
        place = next(first_sign(line, number) for number, line in rows if line.strip())
        yield LeftOut(kind="text outside the terms", text=words, where=shown_place(name, place))


def _page(name: str, text: str) -> Reading:
    """Terms of a page without the directive: its definition lists, headings, tables and bold names."""
    from termbase.imports.html_page import read_tree

    left: list[LeftOut] = []
    starts = LineStarts(text)

    def role(found: re.Match[str]) -> str:
        shown = found["text"] or found["words"]
        target = _TARGET.match(shown)
        if target:
            left.append(_elsewhere(target["target"], shown_place(name, Place(*starts.at(found.start())))))
        return (target["words"] if target else shown).lstrip("~!")

    reading = read_tree(name, html_of(_ROLE.sub(role, text), place=Place()), ImportOptions())
    return replace(reading, left_out=(*reading.left_out, *left))


def _elsewhere(target: str, where: str) -> LeftOut:
    return LeftOut(kind="links to other pages of the source", text=target, where=where)


def _block(rows: _Rows, at: int, mark: re.Match[str]) -> tuple[_Rows, int]:
    """The content of a directive, and the index of the line after it."""
    fence = re.match(r"\s*(`{3,}|:{3,})", mark.group())
    margin = len(mark["indent"])
    content: _Rows = []
    end = at + 1
    for end, (number, line) in enumerate(rows[at + 1 :], at + 1):
        if fence and line.strip() == fence[1]:
            end += 1
            break
        if not fence and line.strip() and len(line) - len(line.lstrip()) <= margin:
            break
        content.append((number, line))
    else:
        end = len(rows)
    options = [n for n, (_, line) in enumerate(content) if line.strip() and not re.match(r"\s*:[\w-]+:(\s|$)", line)]
    return content[options[0] :] if options else [], end


def _items(block: _Rows) -> Iterator[_Item]:
    """Names with the text indented below them; comments are passed over."""
    margin = min((len(line) - len(line.lstrip()) for _, line in block if line.strip()), default=0)
    last = block[-1][0] + 1 if block else 1
    names: list[str] = []
    body: _Rows = []
    place = Place(last, margin + 1)
    for number, line in [*((number, line[margin:]) for number, line in block), (last, "end")]:
        if not line.strip() or line[:1] == " ":
            body.append((number, line))
            continue
        if any(part.strip() for _, part in body):
            yield _Item(names=names, body=[(n, " " * margin + part) for n, part in body], place=place)
            names = []
        body = []
        if not line.startswith(".. ") and (name := _plain_name(re.split(r"\s+:\s+", line)[0])):
            place = place if names else Place(number, margin + 1)
            names.append(name)
    if names[:-1]:
        yield _Item(names=names[:-1], body=[], place=place)


def _plain_name(name: str) -> str:
    """A name without the markup of reStructuredText."""
    name = _ROLE.sub(lambda found: found["text"] or found["words"], name)
    name = re.sub(r"`([^`<>]+?)\s*<[^<>]*>`_*", r"\1", name)
    bare = re.sub(r"\s*<[^<>]+>$", "", name.replace("`", "").replace("**", "").replace("\\", ""))
    return normalize(bare if any(c.isalnum() for c in bare) else name.replace("`", ""))


def _sphinx_term(item: _Item, known: Mapping[str, str], where: str, left: list[LeftOut]) -> Imported:
    from termbase.imports.page import FoundTerm, flow, read_found

    margin = min((len(line) - len(line.lstrip()) for _, line in item.body if line.strip()), default=0)
    body = "\n".join(line[margin:] for _, line in item.body)
    place = Place(item.body[0][0] if item.body else item.place.line, margin + 1)
    starts = LineStarts(body)

    def role(found: re.Match[str]) -> str:
        text = found["text"] or found["words"]
        kind = found["role"] or found["myst"]
        target = _TARGET.match(text)
        words = (target["words"] if target else text).lstrip("~!")
        if kind == "term":
            return f":strong:`term-link {slug(target['target'] if target else words)} {words}`"
        if target:
            line, column = starts.at(found.start())
            left.append(_elsewhere(target["target"], shown_place(where, Place(place.line + line - 1, margin + column))))
        return words if kind in ("ref", "doc", "abbr", "dfn", "numref") else f":literal:`{words}`"

    tree = html_of(_ROLE.sub(role, body), place=place)
    for strong in tree.iter("strong"):
        if (strong.text or "").startswith("term-link "):
            _, goal, words = (strong.text or "").split(" ", 2)
            strong.tag, strong.text = "a", words
            if goal in known:
                strong.set("href", f"#{goal}")
    writer = Writer(where=where, terms=dict(known), left=left)
    made = read_found(FoundTerm(names=tuple(item.names), body=tuple(flow(tree)), place=item.place), writer)
    if made is not None:
        return made
    return Imported(
        name=item.names[0], locator=item.names[0], where=shown_place(where, item.place), definition=as_markdown(body)
    )
