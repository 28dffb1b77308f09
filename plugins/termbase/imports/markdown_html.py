"""Markdown of other systems as an HTML tree: CommonMark with tables, definition lists, footnotes, macros and wiki links."""

import re
from collections.abc import Sequence
from html import escape
from typing import Final
from xml.etree.ElementTree import Element

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from termbase.imports.admonitions import KINDS, opening_tags
from termbase.imports.html_tree import free_mark, html_tree
from termbase.imports.imported import LeftOut
from termbase.imports.markdown_places import SOURCE_KEY, PlacedRenderer, Source, keep_places
from termbase.imports.places import Place, shown_place
from termbase.imports.writer import MACRO, WIKI
from termbase.text.line_starts import LineStarts, lines

_ARGUMENT: Final = re.compile(r"""(?:(?P<key>[\w-]+)\s*=\s*)?(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')""")
_NAME: Final = re.compile(r"[\w.:/-]+")
_TERM_MACROS: Final = frozenset(
    ("glossary_tooltip", "glossary", "glossary_definition", "glossterm", "term", "glossarytooltip")
)
"""Macros of Hugo, MDN and their like that link to a term."""
_WORD_MACROS: Final = frozenset(("domxref", "htmlelement", "cssxref", "jsxref", "httpheader", "httpmethod", "httpstatus",
                                 "svgelement", "svgattr", "mathmlelement", "csp", "rfc", "abbr", "ref"))  # fmt: skip
"""Macros whose first argument is a word of the text."""


_CONTAINER: Final = re.compile(
    rf"\s*(?P<kind>{'|'.join(KINDS)})(?:\[(?P<title>[^\]]*)\])?(?P<rest>(?:\s.*)?)$", re.IGNORECASE
)
_FOOTNOTE: Final = re.compile(r"^ {0,3}\[\^(?P<label>[^\]\n]+)\]:(?P<text>[^\n]*(?:\n+[ \t]+[^\n]*)*)", re.MULTILINE)


def _macro_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- the parser calls it so
    start = state.pos
    sign = "}}" if state.src.startswith("{{", start) else "%}" if state.src.startswith("{%", start) else ""
    if not sign or (end := state.src.find(sign, start)) < 0:
        return False
    if not silent:
        token = state.push("template_macro", "", 0)
        token.content = state.src[start + 2 : end].strip("<>%- \n")
    state.pos = end + 2
    return True


def _wiki_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- the parser calls it so
    embed = state.src.startswith("![[", state.pos)
    start = state.pos + embed
    if not state.src.startswith("[[", start) or (end := state.src.find("]]", start)) < 0:
        return False
    inner = state.src[start + 2 : end]
    if "[" in inner or "\n" in inner or state.src.startswith("(", end + 2) or not inner.strip():
        return False
    if not silent:
        token = state.push("wiki_link", "", 0)
        token.content, token.meta = inner, {"embed": embed}
    state.pos = end + 2
    return True


def _comment_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 -- the parser calls it so
    """A comment of MDX."""
    if not state.src.startswith("{/*", state.pos) or (end := state.src.find("*/}", state.pos)) < 0:
        return False
    if not silent:
        token = state.push("html_inline", "", 0)
        token.content = f"<!--{state.src[state.pos + 3 : end].replace('--', '- -')}-->"
    state.pos = end + 3
    return True


def _macro_html(content: str) -> str:
    name = _NAME.match(content.lstrip("/#"))
    folded = name.group().casefold() if name else ""
    arguments = {(m["key"] or str(n)): m["double"] if m["double"] is not None else m["single"]
                 for n, m in enumerate(_ARGUMENT.finditer(content))}  # fmt: skip
    listed = [value for value in arguments.values() if value]
    if folded in _TERM_MACROS and listed:
        target = arguments.get("term_id") or listed[0]
        words = arguments.get("text") or (listed[1] if len(listed) > 1 and "term_id" not in arguments else target)
        return f'<{MACRO} name="{escape(folded)}" target="{escape(target)}">{escape(words)}</{MACRO}>'
    if folded in _WORD_MACROS and listed:
        words = listed[1] if len(listed) > 1 else f"<{listed[0]}>" if "element" in folded else listed[0]
        return escape(words)
    return f'<{MACRO} name="{escape(folded or "{{ }}")}">{escape(content)}</{MACRO}>'


def _wiki_html(content: str, *, embed: bool) -> str:
    kind, colon, rest = content.partition(":")
    if colon and kind.strip() in ("ref", "xref", "tref"):
        names = [part.strip() for part in rest.split(",") if part.strip()]
        target = names[-1] if kind.strip() != "ref" and len(names) > 1 else (names or [""])[0]
        words = target
    else:
        target, bar, words = content.partition("|")
        words = words if bar else target.rsplit("/", 1)[-1]
    if embed:
        return f'<img src="{escape(target)}" alt="{escape(words)}">'
    return f'<{WIKI} target="{escape(target.strip())}">{escape(words.strip())}</{WIKI}>'


def _is_container(parameters: str, *_: object) -> bool:
    return _CONTAINER.match(parameters) is not None


def _container_html(_self: object, tokens: Sequence[Token], place: int, *_: object) -> str:
    """A note of Docusaurus or VitePress, such as `:::tip[Its title]`."""
    if tokens[place].nesting < 0:
        return "</div>\n"
    found = _CONTAINER.match(tokens[place].info)
    kind, title = (found["kind"].lower(), found["title"] or found["rest"].strip()) if found else ("note", "")
    return f"{opening_tags(kind, title)}\n"


def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": True}, renderer_cls=PlacedRenderer).enable(["table", "strikethrough"])
    md.use(deflist_plugin).use(footnote_plugin).use(admon_plugin)
    md.use(container_plugin, "admonition", validate=_is_container, render=_container_html)
    md.inline.ruler.before("link", "wiki_link", _wiki_rule)
    md.inline.ruler.before("image", "wiki_embed", _wiki_rule)
    md.inline.ruler.before("text", "template_macro", _macro_rule)
    md.inline.ruler.before("text", "mdx_comment", _comment_rule)

    def render_macro(_self: object, tokens: Sequence[Token], place: int, *_: object) -> str:
        return _macro_html(tokens[place].content)

    def render_wiki(_self: object, tokens: Sequence[Token], place: int, *_: object) -> str:
        return _wiki_html(tokens[place].content, embed=bool(tokens[place].meta.get("embed")))

    keep_places(md)
    md.add_render_rule("template_macro", render_macro)
    md.add_render_rule("wiki_link", render_wiki)
    return md


_OPENED: Final = re.compile(r"\[{50,}")
"""More brackets in a row than a link has; the parser looks for the end of each in the rest of the text."""


def markdown_tree(
    text: str, *, where: str, place: Place | None = None
) -> tuple[Element, list[LeftOut]]:  # fmt: skip
    """The tree of a document, and the text that the parser leaves out of it.

    Args:
        text: Markdown without front matter.
        where: File, for what is left out.
        place: Where the text begins in the file; None if it is a part of a line, such as a cell of a table.
    """
    md, left = _parser(), []
    first = place or Place()
    written = lines(text)
    numbered = [(line, number) for number, line in enumerate(written, first.line)]
    if where.endswith(".mdx"):
        numbered, code = _without_modules(numbered)
        left += [LeftOut(kind="in MDX code", text=line, where=shown_place(where, Place(n))) for line, n in code]
    numbered = [
        (_OPENED.sub(lambda run: "\\[" * len(run.group()), line.replace("\x00", "")), number)
        for line, number in _joined_terms(numbered)
    ]
    parsed = [line for line, _ in numbered]
    joined = "\n".join(parsed)
    mark = free_mark(joined) if place else ""
    source = Source(lines=parsed, numbers=[number for _, number in numbered], mark=mark)
    env: dict[str, object] = {SOURCE_KEY: source} if place else {}
    html = md.render(joined, env)

    def at(line: int) -> str:
        return shown_place(where, source.line(line) if place else None)

    references = env.get("references")
    for label, reference in references.items() if isinstance(references, dict) else ():
        address, title = str(reference.get("href", "")), str(reference.get("title", ""))
        if escape(address) not in html or title:
            words = f"{label} {title if escape(address) in html else f'{address} {title}'}"
            line = (reference.get("map") or (0,))[0]
            left.append(LeftOut(kind="link definitions", text=words.casefold().strip(), where=at(line)))
    notes = env.get("footnotes")
    unused = (
        {label for label, number in notes.get("refs", {}).items() if number < 0} if isinstance(notes, dict) else set()
    )
    starts = LineStarts(joined)
    for found in _FOOTNOTE.finditer(joined) if unused else ():
        if f":{found['label']}" in unused:
            words = " ".join(found["text"].split())
            left.append(LeftOut(kind="footnotes", text=words, where=at(starts.at(found.start())[0] - 1)))
    return html_tree(html, place=place, mark=mark), left


_Numbered = list[tuple[str, int]]
"""Lines, each with its number in the file."""


def _joined_terms(lines: _Numbered) -> _Numbered:
    """The lines with several terms above one definition of a list as one line, which is all that the parser knows."""
    made: _Numbered = []
    run: _Numbered = []
    fenced = False
    for line, number in lines:
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        if (
            not fenced
            and re.match(r":[ \t]+\S", line)
            and len(run) > 1
            and all(re.match(r"[^\s:>#|*+`~<-]", one) for one, _ in run)
        ):
            made[-len(run) :] = [("<br>".join(one for one, _ in run), run[0][1])]
        if line.strip() and not fenced and not re.match(r":[ \t]", line):
            run.append((line, number))  # in place: a file may be one run of a hundred thousand lines
        else:
            run = []
        made.append((line, number))
    return made


def _without_modules(lines: _Numbered) -> tuple[_Numbered, _Numbered]:
    """An MDX document without the lines that import and export."""
    kept: _Numbered = []
    code: _Numbered = []
    fenced = False
    for line, number in lines:
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        (code if not fenced and line.startswith(("import ", "export ")) else kept).append((line, number))
    return kept, code
