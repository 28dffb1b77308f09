"""Renders contributors' text with a subset of Markdown that is too small for anything hostile.

Paragraphs, emphasis, code, lists, tables, quotations and links are all there is: no raw HTML, headings, images,
attribute lists or references. Links go to http, https and mailto addresses or stay within the site, and carry no title.
The result is a tree, which a page turns into HTML with links relative to its own place.
"""

import html
import re
from collections.abc import Callable, Iterator, Mapping, Set
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.serializers import to_html_string
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, ETX, STX

from termbase.identity.names import Names
from termbase.linking.citations import CiteSources, link_citations
from termbase.linking.escaped_signs import with_signs
from termbase.linking.extension import TermLinks
from termbase.linking.index import LinkIndex, Target
from termbase.linking.linker import LINK_CLASS, LinkedSection, Linker
from termbase.linking.site_pages import SitePages
from termbase.linking.text_blocks import add_text_blocks, deepened
from termbase.linking.thrift import be_thrifty, flattened, without_many_ticks
from termbase.model.concept import ConceptId

_NO_SOURCES: Final[Mapping[str, str]] = MappingProxyType({})
SCHEMES: Final = frozenset(("http", "https", "mailto"))
_PREPROCESSORS: Final = ("html_block",)
_BLOCKS: Final = ("code", "hashheader", "setextheader", "hr", "reference")
_INLINE: Final = (
    "reference",
    "image_link",
    "image_reference",
    "short_reference",
    "short_image_ref",
    "autolink",
    "automail",
    "html",
    "entity",
)
_TERM_FOLDERS: Final = frozenset(("", ".", "..", "terms", "concepts"))
"""Folders in an address that may lead to a term, as seen from another term's file or page."""
_TARGET: Final = "termbase:"
_CUT: Final = f"{STX}termbase-address{ETX}"
"""Where an address belongs; no text has these control characters."""
_SPECIAL: Final = frozenset('&<>"\n')
_CONTROL: Final = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_PLAIN: Final = re.compile(r"(?![\s\d+-])[^\n\r\\`*_\[\]<>&|~]+(?<!\s)")
"""One line in which nothing can be markup: most texts of most glossaries."""
_ENTITY: Final = re.compile(r"&(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);", re.IGNORECASE)
"""Character references that Python-Markdown leaves for the browser to decode."""


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """A rendered text: its tree, its links, and its problems.

    The tree is written once; each page that shows the text puts in addresses that fit its own place.
    """

    tree: Element = field(repr=False)
    targets: tuple[Target, ...] = ()
    """The linked targets in order, each once."""
    unknown: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """`[[names]]` that no concept has, with the nearest names."""
    sources: tuple[str, ...] = ()
    """Ids of the sources that it cites, in order, each once."""
    strange: tuple[str, ...] = ()
    """Ids that it cites although no source has them; they stay as written."""
    refused: tuple[str, ...] = ()
    """Addresses that are not allowed or lead nowhere; their words are kept without a link."""

    @cached_property
    def plain(self) -> str:
        """The text without markup, on one line."""
        return " ".join(_decoded("".join(_text(self.tree))).split())

    def html(
        self, href: Callable[[Target], str], *, source: Callable[[str], str] | None = None, inline: bool = False
    ) -> str:
        """The HTML for a page.

        Args:
            href: The link to a target from where the page is.
            source: The link to a source, by its id; without it, a cited source is its title alone.
            inline: Leaves out the paragraph around a text of one paragraph.
        """
        texts, targets = self._write(source) if self.sources else self._block
        if inline:
            texts = self._without_paragraph(texts)
        addresses = [_attribute(href(target)) for target in targets]
        return "".join(part for pair in zip(texts, (*addresses, ""), strict=True) for part in pair)

    @cached_property
    def _block(self) -> "_Written":
        return self._write(None)

    def _without_paragraph(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """A text of one paragraph without the enclosing element; any other text unchanged."""
        if len(self.tree) != 1 or self.tree[0].tag != "p":
            return texts
        first, *others = texts
        first = first.removeprefix("<p>").lstrip()
        *before, last = (first, *others)
        return (*before, last.removesuffix("</p>").rstrip())

    def _write(self, source: Callable[[str], str] | None) -> "_Written":
        """The HTML, cut where the address of a target belongs."""
        tree = deepcopy(self.tree)
        link_citations(tree, source)
        by_path = {target.path: target for target in self.targets}
        targets = []
        for link in tree.iter("a"):
            address = link.get("href", "")
            if address.startswith(_TARGET):
                targets.append(by_path[address.removeprefix(_TARGET)])
                link.set("href", _CUT)
        written = to_html_string(tree).strip().removeprefix("<div>").removesuffix("</div>").strip()
        return tuple(written.replace(AMP_SUBSTITUTE, "&").split(_CUT)), tuple(targets)


_Written = tuple[tuple[str, ...], tuple[Target, ...]]
"""HTML in parts, and the target whose address belongs after each part but the last."""


@lru_cache(maxsize=1 << 12)
def _attribute(address: str) -> str:
    """An address as the value of an attribute."""
    if not _SPECIAL.intersection(address):
        return address
    link = Element("a", href=address)
    return to_html_string(link).removeprefix('<a href="').removesuffix('"></a>')


def _text(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield from _text(child)
        if child.tag in ("p", "li", "br", "blockquote", "pre", "td", "th", "tr"):
            yield " "
        yield child.tail or ""


def _decoded(text: str) -> str:
    return _ENTITY.sub(lambda entity: html.unescape(entity.group()), text)


def _safe(address: str) -> bool:
    """Whether a link may go to an address, given as a browser will read it."""
    cleaned = "".join(c for c in address if c.isprintable() and not c.isspace())
    if not cleaned or cleaned != address or "\\" in cleaned or cleaned.startswith("//"):
        return False
    try:
        parts = urlsplit(cleaned)
    except ValueError:
        return False
    if not parts.scheme:
        return ":" not in re.split("[/?#]", cleaned, maxsplit=1)[0]
    return parts.scheme in SCHEMES and bool(parts.path if parts.scheme == "mailto" else parts.netloc)


def _relative(address: str) -> bool:
    """Says whether an address is relative to the page it is on."""
    return not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/", address)


def _dead(address: str) -> bool:
    """Says whether a relative address cannot lead anywhere: term texts are not pages and have no headings."""
    return _relative(address) and (address.startswith("#") or address.partition("#")[0].endswith(".md"))


class _Links(Treeprocessor):
    """Removes titles and URLs that are not allowed."""

    def __init__(
        self, md: Markdown, refused: list[str], page_of: Callable[[str], str | None], *, checked: bool
    ) -> None:
        super().__init__(md)
        self.refused, self.page_of, self.checked = refused, page_of, checked

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            link.attrib.pop("title", None)
            if link.get("class") == LINK_CLASS:
                continue
            written = link.get("href", "").replace(AMP_SUBSTITUTE, "&")
            # A browser decodes "javascript&#58;" before it looks at the scheme, so it is decoded here too.
            address = _decoded(with_signs(written)).strip()
            if (page := self.page_of(address) if _relative(address) else None) is not None:
                link.set("href", page)
                continue
            if not _safe(address) or _dead(address) or (self.checked and _relative(address)):
                self.refused.append(address)
                link.tag = "span"
                link.attrib.clear()
                continue
            link.set("href", address.replace("&", f"{AMP_SUBSTITUTE}amp;"))
            if not address.startswith("mailto:") and urlsplit(address).scheme:
                link.set("rel", "noopener")


class RichText:
    """Renders the texts of one glossary with one converter, reset for each.

    Args:
        index: Names to find in texts.
        names: What a name in brackets may mean.
        terms: Preferred terms by id.
        pages: The pages that relative links may lead to. Without them, links to pages are not checked.
        sources: The title of each source, by its id, to which `[@id]` leads.
        here: The names of other glossaries on the same site.
    """

    def __init__(
        self,
        index: LinkIndex,
        names: Names,
        terms: dict[str, str],
        pages: SitePages | None = None,
        *,
        sources: Mapping[str, str] = _NO_SOURCES,
        here: Set[str] = frozenset(),
    ) -> None:
        self._here = here
        self.searched: list[str] = []
        """The texts in which names were looked for, in order; the caller clears it."""
        self.asked_pages = False
        """Whether an address may have been that of a page; the caller resets it."""
        index = index.noting(self.searched)
        self._index, self._names, self._terms, self._pages = index, names, terms, pages
        self._refused: list[str] = []
        self._cited: list[str] = []
        self._strange: list[str] = []
        self._unknown: list[tuple[str, tuple[str, ...]]] = []
        self._targets: dict[str, Target] = {}
        self._linker = self._make_linker(None, LinkedSection())
        self._md = Markdown(extensions=[TermLinks(current=lambda _: self._linker)], output_format="html")
        for registry, unwanted in (
            (self._md.preprocessors, _PREPROCESSORS),
            (self._md.parser.blockprocessors, _BLOCKS),
            (self._md.inlinePatterns, _INLINE),
        ):
            for name in unwanted:
                registry.deregister(name)
        self._md.inlinePatterns.register(
            CiteSources(self._md, sources, self._cited, self._strange), "termbase-citations", 176
        )
        self._purse = be_thrifty(self._md)
        links = _Links(self._md, self._refused, self._page_of, checked=pages is not None)
        self._md.treeprocessors.register(links, "termbase-links", 12)
        add_text_blocks(self._md)
        inline = self._md.treeprocessors["inline"]
        self._without_inline = [processor for processor in self._md.treeprocessors if processor is not inline]

    def _tree(self, text: str) -> Element:
        """The tree of a text. For one without markup, most of Python-Markdown has nothing to do."""
        if _PLAIN.fullmatch(text):
            tree, processors = Element(self._md.doc_tag), self._without_inline
            SubElement(tree, "p").text = text
        else:
            tree, processors = self._parsed(text), list(self._md.treeprocessors)
        for processor in processors:
            tree = processor.run(tree) or tree
        return tree

    def _parsed(self, text: str) -> Element:
        """The tree of a text in which only blocks have been looked for."""
        md = self._md
        md.reset()
        self._purse.fill()
        lines = deepened([flattened(line) for line in without_many_ticks(text).split("\n")])
        for preprocessor in md.preprocessors:
            lines = preprocessor.run(lines)
        tree = md.parser.parseDocument(lines).getroot()
        if tree is None:
            raise AssertionError("Python-Markdown gave a document without a root")
        return tree

    def _make_linker(self, own: ConceptId | None, section: LinkedSection) -> Linker:
        return Linker(
            index=self._index,
            names=self._names,
            href=self._note,
            unknown=self._note_unknown,
            own=own,
            section=section,
            terms=self._terms,
            keep_unknown=False,
            here=self._here,
        )

    def _note(self, target: Target) -> str:
        self._targets[target.path] = target
        return f"{_TARGET}{target.path}"

    def _page_of(self, address: str) -> str | None:
        """The link to the concept or page that a relative address leads to; None if it leads to neither."""
        self.asked_pages = True
        path, _, fragment = address.partition("#")
        *folders, file = path.rstrip("/").split("/")
        stem = re.sub(r"\.(md|html|ya?ml)$", "", file)
        near = _TERM_FOLDERS.issuperset(folders)
        if near and (id := self._names.ids.get(stem)):
            return self._note(Target(concepts=(id,), name=self._terms.get(id, stem)))
        if self._pages is not None and (page := self._pages.find(address)):
            return self._note(Target(concepts=(), name=page, page=page))
        if (near or self._pages is None) and (id := self._names.ids.get(fragment)):
            return self._note(Target(concepts=(id,), name=self._terms.get(id, fragment)))
        return None

    def _note_unknown(self, name: str, near: tuple[str, ...]) -> None:
        self._unknown.append((name, near))

    def render(self, text: str, *, own: ConceptId | None = None, section: LinkedSection | None = None) -> Rendered:
        """Renders one text.

        Args:
            text: Restricted Markdown.
            own: The concept whose text it is, which is not linked.
            section: What has been linked so far in the section of the text; it is updated.
        """
        self._refused.clear()
        self._cited.clear()
        self._strange.clear()
        self._unknown.clear()
        self._targets.clear()
        self._linker = self._make_linker(own, section or LinkedSection())
        text = _CONTROL.sub("", text.replace("\t", "    "))
        tree = self._tree(text)
        return Rendered(
            tree=tree,
            targets=tuple(self._targets.values()),
            unknown=tuple(self._unknown),
            sources=tuple(dict.fromkeys(self._cited)),
            strange=tuple(dict.fromkeys(self._strange)),
            refused=tuple(self._refused),
        )
