"""Converts parts of an HTML tree to restricted Markdown, and lists what the Markdown cannot express."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from termbase.imports.html_tree import COMMENT, HIDDEN_TAG, paragraph, plain
from termbase.imports.imported import LeftOut
from termbase.imports.places import Place, place_of, shown_place
from termbase.imports.plain_text import as_markdown, escape
from termbase.text.heading_tags import HEADINGS
from termbase.text.slug import slug

MACRO: Final = "template-macro"
"""The tag of a macro of the other system's templates, with its `name`."""
WIKI: Final = "wiki-link"
"""The tag of a link by name, with its `target`."""
_GROUPS: Final = frozenset(
    ("div", "section", "article", "main", "details", "figure", "body", "header", "footer", "nav", "aside", "form",
     "center", "fieldset", "tbody")
)  # fmt: skip
BLOCKS: Final = _GROUPS | frozenset(("p", "ul", "ol", "dl", "table", "pre", "blockquote", "hr", *HEADINGS))
_SUPER: Final = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_SUB: Final = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_WEB: Final = ("http://", "https://", "mailto:")


@dataclass(slots=True)
class Writer:
    """Writes texts of one file and collects what it leaves out."""

    where: str
    """The file."""
    place: Place | None = None
    """Where in it, for what has no place of its own."""
    terms: dict[str, str] = field(default_factory=dict)
    """Names of imported terms by the slugs that links lead to."""
    left: list[LeftOut] = field(default_factory=list)

    def leave_out(self, kind: str, text: str, at: Element | None = None) -> None:
        """Records words that are in no text, and the element that they are in."""
        if words := " ".join(text.split()):
            self.left.append(LeftOut(kind=kind, text=words, where=shown_place(self.where, place_of(at) or self.place)))

    def text(self, value: Element | str) -> str:
        """A whole text: the content of an element, or plain text."""
        if isinstance(value, str):
            return as_markdown(value)
        return self.blocks([value] if value.tag in BLOCKS - _GROUPS else list(runs(value)))

    def blocks(self, elements: Iterable[Element]) -> str:
        """Blocks, with an empty line between them."""
        return "\n\n".join(text for element in elements for text in self._block(element) if text)

    def _block(self, element: Element) -> Iterator[str]:
        match element.tag:
            case "ul" | "ol":
                yield self._list(element)
            case "pre":
                yield self._code(element)
            case "table":
                yield self._table(element)
            case "blockquote":
                yield "\n".join(f"> {line}".rstrip() for line in self.blocks(runs(element)).split("\n"))
            case "dl":
                items = Element("ul")
                for item in element:
                    if item.tag == "dt" or not len(items):
                        name = Element("strong")
                        items.append(Element("li"))
                        name.text = plain(item)
                        items[-1].append(name)
                        name.tail = ": "
                    else:
                        items[-1].extend(runs(item))
                yield self._list(items)
            case "hr":
                return
            case tag if tag in HEADINGS:
                if inner := self.inline(element):
                    yield f"**{inner}**" if "**" not in inner else inner
            case tag if tag in _GROUPS:
                for child in runs(element):
                    yield from self._block(child)
            case "p":
                for part in runs(element):
                    if part.tag == "p":
                        yield _begins(self.inline(part))
                    else:
                        yield from self._block(part)
            case _:
                alone = Element("p")
                tail, element.tail = element.tail, None
                alone.append(element)
                yield _begins(self.inline(alone))
                element.tail = tail

    def _list(self, element: Element) -> str:
        lines: list[str] = []
        number = 0
        for item in element:
            if item.tag in (COMMENT, HIDDEN_TAG):
                self.inline(item)
                continue
            number += 1
            mark = f"{number}." if element.tag == "ol" else "-"
            first, *others = self.blocks(runs(item)).split("\n")
            lines.append(f"{mark} {first}".rstrip())
            lines += [f"    {line}" if line else "" for line in others]
        return "\n".join(lines)

    def _code(self, element: Element) -> str:
        inner = next(element.iter("code"), element)
        language = next((part.removeprefix("language-") for part in inner.get("class", "").split()
                         if part.startswith("language-")), "")  # fmt: skip
        code = "".join(element.itertext()).strip("\n")
        fence = "```" if "```" not in code else "~~~~"
        return f"{fence}{language}\n{code}\n{fence}" if code.strip() else ""

    def _table(self, element: Element) -> str:
        rows = [[self.inline(cell).replace("|", "\\|") for cell in row] for row in element.iter("tr")]
        rows = [row for row in rows if any(row)]
        width = max((len(row) for row in rows), default=0)
        if width == 0:
            return ""
        lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
        return "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])

    def inline(self, element: Element) -> str:
        """The content of an element on one line."""
        parts = [escape(element.text or "")] if element.tag not in (COMMENT, HIDDEN_TAG) else [self._piece(element)]
        for child in element if element.tag not in (COMMENT, HIDDEN_TAG) else ():
            parts += [self._piece(child), escape(child.tail or "")]
        return " ".join("".join(parts).split())

    def _piece(self, child: Element) -> str:
        tag = child.tag
        if tag == COMMENT:
            self.leave_out("in HTML comments", child.text or "", child)
            return ""
        if tag == HIDDEN_TAG:
            self.leave_out("in scripts and styles", child.text or "", child)
            return ""
        if tag == "img":
            self.leave_out("images", child.get("alt") or child.get("src") or "", child)
            return ""
        if tag in ("br", "hr"):
            return " "
        if tag == MACRO:
            return self._macro(child)
        if tag in ("a", WIKI):
            return self._link(child)
        if tag in ("code", "kbd", "samp", "tt"):
            return _code_span(plain(child))
        inner = self.inline(child)
        if not inner:
            return " " if child.tag in BLOCKS else ""
        if tag in ("strong", "b"):
            return f"**{inner}**" if "**" not in inner else inner
        if tag in ("em", "i"):
            return f"*{inner}*" if "*" not in inner else inner
        if tag in ("sup", "sub"):
            table, sign = (_SUPER, "^") if tag == "sup" else (_SUB, "\\_")
            moved = inner.translate(table)
            return moved if not set(moved) & set(inner) else f"{sign}{inner}"
        if title := child.get("title") if tag in ("abbr", "acronym", "dfn") else None:
            return f"{inner} ({escape(title)})"
        return f" {inner} " if tag in BLOCKS or tag in ("li", "dt", "dd", "td", "th") else inner

    def _macro(self, child: Element) -> str:
        words = plain(child)
        if target := child.get("target"):
            return self._to_term(target, escape(words)) or escape(words)
        self.leave_out(f"in the macro “{child.get('name')}”", words or child.get("name") or "", child)
        return ""

    def _link(self, child: Element) -> str:
        words = self.inline(child)
        if child.tag == WIKI:
            target = child.get("target", "")
            return self._to_term(target, words) or words
        if title := child.get("title"):
            self.leave_out("titles of links", title, child)
        address = child.get("href", "").strip()
        if address.startswith(_WEB):
            for sign, code in ((" ", "%20"), ("(", "%28"), (")", "%29"), ("<", "%3C"), (">", "%3E"), ("\\", "%5C")):
                address = address.replace(sign, code)
            return f"[{words}]({address})" if words else ""
        link = self._to_term(address, words)
        if link is None and address:
            self.leave_out("links to other pages of the source", address, child)
        return link or words

    def _to_term(self, address: str, words: str) -> str | None:
        """A link to the imported term that an address within the source leads to."""
        path, _, fragment = address.partition("#")
        last = path.rstrip("/").rsplit("/", 1)[-1]
        stem = last.rsplit(".", 1)[0] if last.endswith((".md", ".mdx", ".html", ".htm", ".txt")) else last
        for part in (fragment, stem):
            name = self.terms.get(slug(unquote(part))) if part else None
            if name and not set(name) & set("[]|\\"):
                shown = " ".join(words.split())
                return f"[[{name}]]" if shown in ("", name) else f"[[{name}|{shown}]]"
        return None


def runs(element: Element) -> Iterator[Element]:
    """The blocks of an element; inline content between them becomes paragraphs."""
    run = paragraph(element.text, getattr(element, "inner", None) or place_of(element))
    for child in element:
        if child.tag in BLOCKS:
            if len(run) or (run.text or "").strip():
                yield run
            yield child
            run = paragraph(child.tail, getattr(child, "after", None) or place_of(child))
        else:
            if not len(run) and not (run.text or "").strip():
                run.place = place_of(child) or run.place
            run.append(child)
    if len(run) or (run.text or "").strip():
        yield run


def _code_span(text: str) -> str:
    if not text:
        return ""
    if "`" in text:
        return f"`` {text} ``" if "``" not in text else escape(text)
    return f"`{text}`"


def _begins(text: str) -> str:
    """A paragraph whose first character does not start a block."""
    if text[:1] in ("#", ">", "+", "|") or text[:2] in ("- ", "* "):
        return f"\\{text}"
    digits = len(text) - len(text.lstrip("0123456789"))
    return f"{text[:digits]}\\{text[digits:]}" if digits and text[digits : digits + 2] == ". " else text
